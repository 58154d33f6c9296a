"""Judges a stored run again."""

from collections.abc import Iterator, Mapping

from harness.checks.judge import judge, unplayed
from harness.guide.model import Guide
from harness.guide.portal_view import guide_for_portal
from harness.ledger.acceptance import Acceptance
from harness.model.finding import Finding
from harness.model.journal import Journal
from harness.model.verdicts import merged
from harness.runs.stored_run import StoredRun


def rejudge(
    run: StoredRun, guide: Guide, acceptance: Acceptance
) -> Mapping[str, tuple[Finding, ...]]:
    """The findings of each scenario of a stored run by a guide, in the order of its plan.

    Raises:
        UsageError: the folder holds no journal, or one that cannot be read.
    """
    found = dict(_unplayed_findings(run, guide))
    for slug, walks in run.walks.items():
        found[slug] = merged([acceptance.excused(_judged(guide, journal)) for journal in walks])
    order = dict.fromkeys((*(planned.scenario for planned in run.plan), *found))
    return {slug: found[slug] for slug in order if slug in found}


def _judged(guide: Guide, journal: Journal) -> tuple[Finding, ...]:
    """The findings of a journal, by the guide in the words of its portal."""
    head = journal.head
    return judge(guide_for_portal(guide, head.words, head.missing_pages, head.reads), journal)


def _unplayed_findings(run: StoredRun, guide: Guide) -> Iterator[tuple[str, tuple[Finding, ...]]]:
    """The findings of scenarios that could not run, without statements that the guide has lost."""
    for planned in run.plan:
        if planned.blocked_reason:
            slugs = [slug for slug in planned.statements if slug in guide.by_slug]
            accepted = run.facts.unobservable
            yield (
                planned.scenario,
                unplayed(guide, planned.scenario, slugs, planned.blocked_reason, accepted),
            )
