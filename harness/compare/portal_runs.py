"""One portal of a comparison, as the journals of its runs show it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from harness.checks.context import Case
from harness.checks.judge import judge
from harness.compare.model import Shown
from harness.compare.noise.masking import Mask, mask_of
from harness.guide.model import Guide
from harness.guide.portal_view import guide_for_portal
from harness.model.fact import fact
from harness.model.finding import Finding, Level, Verdict
from harness.model.journal import Journal
from harness.suite.account_schema import AccountSchema

FindingIndex = Mapping[tuple[str, str], Finding]
"""Findings by scenario and statement."""


@dataclass(frozen=True)
class PortalRuns:
    """A portal as one or more runs of it show it.

    Attributes:
        journals: by the slug of their scenario.
        repeats: the journals of further runs: what differs between runs varies by itself.
        folder: of the run, as the reports name it; "" for none.
        stopped: why the run ended early; "" if it did not.
        left_out: slugs of the planned scenarios without a journal, each with the reason.
        accounts: what the accounts of the suite are.
    """

    name: str
    journals: Mapping[str, Journal]
    repeats: tuple[Mapping[str, Journal], ...] = field(default=(), repr=False)
    folder: str = ""
    stopped: Shown = ""
    left_out: Mapping[str, Shown] = field(default_factory=dict)
    accounts: AccountSchema = field(default_factory=AccountSchema)

    @cached_property
    def masks(self) -> Mapping[str, Mask]:
        """What belongs to each journal alone, by scenario."""
        return {slug: mask_of(journal, self.accounts) for slug, journal in self.journals.items()}

    def cases(self, guide: Guide) -> dict[str, Case]:
        """The journals with the guide in the wording of the portal, by scenario."""
        return {
            slug: Case(_portal_guide(guide, journal), journal)
            for slug, journal in self.journals.items()
        }

    def findings(self, guide: Guide) -> FindingIndex:
        """The findings of all journals."""
        return {
            (f.scenario, f.statement): f
            for journal in self.journals.values()
            for f in judge(_portal_guide(guide, journal), journal)
        }

    @cached_property
    def driver(self) -> str:
        """The driver of the runs."""
        return next((j.head.driver for j in self.journals.values()), "")


def find_faults(runs: PortalRuns, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The faults of a portal's runs: what broke outside the portal."""
    yield from (finding for finding in findings if finding.verdict is Verdict.FAULT)
    if runs.stopped:
        yield Finding(
            scenario="",
            statement="",
            level=Level.REQUIRED,
            verdict=Verdict.FAULT,
            sentence="Stopped",
            expected=fact("run-to-its-end", target=runs.name),
            seen=fact("fault-expected", text=runs.stopped)
            if isinstance(runs.stopped, str)
            else runs.stopped,
        )


def _portal_guide(guide: Guide, journal: Journal) -> Guide:
    """The guide in the words of a journal's portal."""
    head = journal.head
    return guide_for_portal(guide, head.words, head.missing_pages, head.reads)
