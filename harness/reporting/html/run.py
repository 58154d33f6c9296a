"""`report.html`: the whole run in one file that needs no network.

It opens on the verdict and on a list of what broke, each cause in one sentence;
then each cause with what was expected, seen, shown on the page, mailed, and done before; then the
flow, the matrix, the profiles, the scenarios and the times. A small script of ours filters the
causes; without it all of them are shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from markupsafe import Markup

from harness.core.exit_codes import OK
from harness.core.text import with_capital
from harness.execution.events import Times
from harness.guide.model import Guide
from harness.messages import Catalogue
from harness.model.fact import Fact
from harness.model.finding import Finding, Level, Verdict
from harness.model.journal import Journal
from harness.model.verdicts import severity
from harness.reporting.citation import origin
from harness.reporting.grouping.causes import group_causes
from harness.reporting.grouping.findings import GroupedFindings, group_findings
from harness.reporting.history import History
from harness.reporting.html.cause_view import CauseView, CauseViews, filters
from harness.reporting.html.embedded_images import EmbeddedImages
from harness.reporting.html.evidence_view import EvidenceViews
from harness.reporting.html.layout import Entry, render
from harness.reporting.html.scenario import page_of
from harness.reporting.next_step import next_steps
from harness.reporting.notices import excusing, failing, hint, run_notices
from harness.reporting.run_state import RunState
from harness.reporting.scenario_index import ScenarioIndex, ScenarioRow
from harness.reporting.svg.flow.style import STYLE
from harness.reporting.svg.timeline import scenario_spans, time_shares, timeline_svg
from harness.reporting.traceability import traceability_matrix
from harness.reporting.unjudged import OpenPlace, overall_look, unjudged
from harness.reporting.verdict_sentence import Conclusion, conclusion_parts

MAX_SLOWEST = 10
_LATE = {"reporting": "\ufdd2", "total": "\ufdd3"}
"""What stands in the page for times that are known later; Unicode gives these to no text."""


def html_report(
    state: RunState,
    guide: Guide,
    flow: str,
    *,
    folder: Path,
    catalogue: Catalogue,
    journals: Mapping[str, Journal] = MappingProxyType({}),
    history: History | None = None,
) -> str:
    """A run as one page, to which `with_times` adds the times of the reports and of all.

    Args:
        state: the run.
        guide: what it was judged by.
        flow: the picture of the flow, as SVG that we drew.
        folder: the run's folder, where pictures and mails lie.
        catalogue: the words of the page.
        journals: of the run, by the slug of their scenario.
        history: the run beside an earlier one; None for no earlier run.
    """
    conclusion = conclusion_parts(state, catalogue)
    grouped, index, images = (
        group_findings(state.findings),
        ScenarioIndex(state),
        EmbeddedImages(folder),
    )
    evidence = EvidenceViews(journals, folder, images, state.target_file)
    views = CauseViews(evidence, journals, catalogue, guide, history)
    broken, flaky = views.of(grouped.broken), views.of(grouped.flaky)
    titles = {chapter.slug: chapter.title for chapter in guide.chapters}
    slowest = sorted(index.rows, key=lambda line: -line.seconds)[:MAX_SLOWEST]
    profiles = _profiles(state.findings)
    return render(
        "report.html.jinja",
        catalogue,
        contents=_contents(state, grouped, catalogue, profiles=bool(profiles), history=history),
        styles=("report.css",),
        drawn=(STYLE,),
        scripts=("report.js",) if broken else (),
        history=history,
        filters=filters(broken, catalogue, lambda slug: titles.get(slug, slug)),
        pages_of={slug: page_of(slug) for slug in journals},
        state=state,
        run=state.started,
        grouped=grouped,
        conclusion=conclusion.head,
        beside=_told_beside(conclusion, catalogue),
        kind=overall_look(state),
        todo=next_steps(state, catalogue, in_report=True),
        left=_left(state),
        broken=broken,
        levels=_by_level(broken),
        flaky=flaky,
        failing=failing(state.uses),
        excusing=excusing(state.uses),
        images=images,
        scenario_index=index,
        rows=_rows(index),
        slowest=slowest,
        profiles=profiles,
        notices=run_notices(state, catalogue),
        hint=hint(state, catalogue),
        matrix=traceability_matrix(guide, state.findings, index.numbers),
        times=_times(state, catalogue),
        time_shares=time_shares(journals.values()),
        timeline=Markup(_timeline(state, journals, catalogue)),  # noqa: S704 - drawn by us, as the flow
        origin=lambda one: origin(one, catalogue),
        guide_language=guide.language,
        titles=titles,
        title_of=lambda walk: guide.title_of(walk.scenario, walk.title, catalogue.language),
        picture_of_flow=Markup(flow),  # noqa: S704 - drawn by us, every text in it escaped
    )


def _told_beside(conclusion: Conclusion, catalogue: Catalogue) -> str:
    """What stands below the verdict, as a sentence of its own; "" for nothing."""
    told = catalogue.text("clauses", clauses=conclusion.beside) if conclusion.beside else ""
    return with_capital(told)


@dataclass(frozen=True)
class NotJudged:
    """What could not be judged.

    Attributes:
        role: whose it is; "" for several roles or none.
        statements: a finding on each statement, and where it could not be judged.
    """

    role: str | Fact
    statements: Sequence[tuple[Finding, Sequence[OpenPlace]]]


def _left(state: RunState) -> NotJudged | None:
    """The statements that could not be judged; None where the verdict does not speak of them."""
    left = unjudged(state)
    if state.exit_code != OK or not left.statements:
        return None
    first: dict[str, Finding] = {}
    for finding in state.findings:
        first.setdefault(finding.statement, finding)
    return NotJudged(left.role, [(first[slug], some) for slug, some in left.places.items()])


def _by_level(views: Iterable[CauseView]) -> list[tuple[Level, list[tuple[int, CauseView]]]]:
    """Causes by how binding they are, each with its number in the report."""
    numbered = list(enumerate(views, start=1))
    each = ((level, [one for one in numbered if one[1].cause.level is level]) for level in Level)
    return [(level, some) for level, some in each if some]


def _profiles(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The worst finding on each statement of a profile."""
    worst: dict[str, Finding] = {}
    for finding in (f for f in findings if f.level is Level.PROFILE):
        before = worst.setdefault(finding.statement, finding)
        if severity(finding.verdict) > severity(before.verdict):
            worst[finding.statement] = finding
    return tuple(worst.values())


@dataclass(frozen=True)
class ScenarioRows:
    """The scenarios that pass, and the others."""

    others: tuple[ScenarioRow, ...]
    passing: tuple[ScenarioRow, ...]


def _rows(index: ScenarioIndex) -> ScenarioRows:
    by_pass: dict[bool, list[ScenarioRow]] = {True: [], False: []}
    for line in index.rows:
        by_pass[line.walk.verdict is Verdict.PASS].append(line)
    return ScenarioRows(tuple(by_pass[False]), tuple(by_pass[True]))


def with_times(page: str, times: Times | None, catalogue: Catalogue) -> str:
    """The page with the times that are known only once it is made; None for no end of the run."""
    for name, mark in _LATE.items():
        page = page.replace(mark, catalogue.seconds(getattr(times, name)) if times else "")
    return page


def _times(state: RunState, catalogue: Catalogue) -> dict[str, str]:
    """The run's times in words; in place of those that are not known yet, their marks."""
    times = state.finished.times.model_dump() if state.finished else {}
    return {
        name.replace("_", "-"): _LATE.get(name, catalogue.seconds(value))
        for name, value in times.items()
    }


def _timeline(state: RunState, journals: Mapping[str, Journal], catalogue: Catalogue) -> str:
    if state.started is None:
        return ""
    verdicts = {walk.scenario: walk.verdict for walk in state.walked}
    return timeline_svg(scenario_spans(journals, verdicts, state.started.started), catalogue)


def _contents(
    state: RunState,
    grouped: GroupedFindings,
    catalogue: Catalogue,
    *,
    profiles: bool,
    history: History | None,
) -> list[Entry]:
    """The sections that this run's page has."""
    flaky = (*grouped.flaky, *grouped.passing_faults)
    ledger, accepted = failing(state.uses), excusing(state.uses)
    every = (
        (bool(state.stopped), Entry("stopped", catalogue.text("title-stopped"))),
        (bool(grouped.broken), Entry("overview", catalogue.text("title-overview"))),
        (bool(history), Entry("history", catalogue.text("title-history-short"))),
        (True, Entry("broken", catalogue.text("title-broken"), len(group_causes(grouped.broken)))),
        (
            bool(grouped.faults),
            Entry("faults", catalogue.text("title-faults"), len(grouped.faults)),
        ),
        (bool(flaky), Entry("flaky", catalogue.text("title-flaky"), len(flaky))),
        (bool(ledger), Entry("ledger", catalogue.text("title-ledger"), len(ledger))),
        (bool(accepted), Entry("accepted", catalogue.text("title-accepted"), len(accepted))),
        (bool(grouped.stranded), Entry("stranded", catalogue.text("title-unreached"))),
        (True, Entry("flow", catalogue.text("title-flow"))),
        (True, Entry("matrix", catalogue.text("title-matrix"))),
        (profiles, Entry("profiles", catalogue.text("title-profiles"))),
        (bool(grouped.unobserved), Entry("unobserved", catalogue.text("title-unobservable"))),
        (True, Entry("scenarios", catalogue.text("title-scenarios"), len(state.walked))),
        (bool(state.finished), Entry("times", catalogue.text("title-times"))),
        *(
            (True, Entry(one.code, _short_title(one.code, catalogue), one.count))
            for one in run_notices(state, catalogue)
        ),
    )
    return [entry for there, entry in every if there]


def _short_title(code: str, catalogue: Catalogue) -> str:
    """The title of a notice, as far as the contents have room for it."""
    short = f"title-{code}-short"
    return catalogue.text(short if short in catalogue else f"title-{code}")
