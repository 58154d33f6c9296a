"""`report.html`: the whole run in one file that needs no network.

It opens on the verdict and on what broke, each cause told once with what was expected, seen,
shown on the page, mailed, and done before; then the flow, the matrix, the profiles, the
scenarios and the times. Nothing on the page acts (`page.py` tells how).
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from markupsafe import Markup

from harness.guide.model import Guide
from harness.messages import Catalogue
from harness.model.finding import Finding, Level, Verdict
from harness.model.journal import Journal
from harness.reporting.grouping.findings import Grouped, group
from harness.reporting.html.cause_view import telling
from harness.reporting.html.embedded_images import Album
from harness.reporting.html.evidence_view import Exhibits
from harness.reporting.html.layout import Entry, render
from harness.reporting.ledger_status import excusing, failing
from harness.reporting.notices import notes
from harness.reporting.run_state import Story
from harness.reporting.scenario_index import Line, Roll
from harness.reporting.svg.flow.style import STYLE
from harness.reporting.svg.timeline import scenario_spans, time_shares, timeline_svg
from harness.reporting.traceability import traceability_matrix
from harness.reporting.verdict_sentence import conclusion

_SLOWEST = 10


def html_report(
    story: Story,
    guide: Guide,
    flow: str,
    *,
    folder: Path,
    catalogue: Catalogue,
    journals: Mapping[str, Journal] = MappingProxyType({}),
) -> str:
    """A run as one page.

    Args:
        story: the run.
        guide: what it was judged by.
        flow: the picture of the flow, as SVG that we drew.
        folder: the run's folder, where pictures and mails lie.
        catalogue: the words of the page.
        journals: of the run, by the slug of their scenario.
    """
    grouped, roll, album = group(story.findings), Roll(story), Album(folder)
    exhibits = Exhibits(journals, folder, album)
    told = telling(grouped.broken, exhibits)
    flaky = telling(grouped.flaky, exhibits)
    slowest = sorted(roll.lines, key=lambda line: -line.seconds)[:_SLOWEST]
    profiles = _profiles(story.findings)
    return render(
        "report.html.jinja",
        catalogue,
        contents=_contents(story, grouped, catalogue, profiles=bool(profiles)),
        styles=("report.css",),
        drawn=(STYLE,),
        story=story,
        run=story.started,
        grouped=grouped,
        conclusion=conclusion(story, catalogue, grouped),
        kind=_kind(story),
        told=told,
        flaky=flaky,
        failing=failing(story.uses),
        excusing=excusing(story.uses),
        album=album,
        roll=roll,
        rows=_rows(roll),
        slowest=slowest,
        profiles=profiles,
        notes=notes(story),
        matrix=traceability_matrix(guide, story.findings, roll.numbers),
        times=_times(story),
        time_shares=time_shares(journals.values()),
        timeline=Markup(_timeline(story, journals, catalogue)),  # noqa: S704 - drawn by us, as the flow
        french={statement.slug for statement in guide if statement.sentence},
        titles={chapter.slug: chapter.title for chapter in guide.chapters},
        picture_of_flow=Markup(flow),  # noqa: S704 - drawn by us, every text in it escaped
    )


def _kind(story: Story) -> Verdict:
    """The verdict whose looks the sentence at the top has."""
    kinds = {0: Verdict.PASS, 1: Verdict.FAIL}
    return kinds.get(-1 if story.exit_code is None else story.exit_code, Verdict.FAULT)


def _profiles(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What the profiles' statements catalogue, the worst finding of each."""
    ranks = {verdict: rank for rank, verdict in enumerate(Verdict)}
    worst: dict[str, Finding] = {}
    for finding in (f for f in findings if f.level is Level.HARDENING):
        before = worst.get(finding.statement)
        if before is None or ranks[finding.verdict] > ranks[before.verdict]:
            worst[finding.statement] = finding
    return tuple(worst.values())


class Rows(NamedTuple):
    """The scenarios, those apart that hold."""

    broken: tuple[Line, ...]
    kept: tuple[Line, ...]


def _rows(roll: Roll) -> Rows:
    apart: dict[bool, list[Line]] = {True: [], False: []}
    for line in roll.lines:
        apart[line.walk.verdict is Verdict.PASS].append(line)
    return Rows(tuple(apart[False]), tuple(apart[True]))


def _times(story: Story) -> dict[str, float]:
    """The run's times but that of the reports, this page being one of them."""
    times = story.finished.times.model_dump(exclude={"reporting"}) if story.finished else {}
    return {name.replace("_", "-"): value for name, value in times.items()}


def _timeline(story: Story, journals: Mapping[str, Journal], catalogue: Catalogue) -> str:
    if story.started is None:
        return ""
    verdicts = {walk.scenario: walk.verdict for walk in story.walked}
    return timeline_svg(scenario_spans(journals, verdicts, story.started.started), catalogue)


def _contents(
    story: Story, grouped: Grouped, catalogue: Catalogue, *, profiles: bool
) -> list[Entry]:
    """The sections that this run's page has."""
    flaky = (*grouped.flaky, *grouped.passing_faults)
    ledger, accepted = failing(story.uses), excusing(story.uses)
    every = (
        (bool(story.stopped), Entry("stopped", catalogue.text("title-stopped"))),
        (True, Entry("broken", catalogue.text("title-broken"), len(grouped.broken))),
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
        (True, Entry("scenarios", catalogue.text("title-scenarios"), len(story.walked))),
        (bool(story.finished), Entry("times", catalogue.text("title-times"))),
        *(
            (True, Entry(one.code, catalogue.text(f"title-{one.code}"), len(one.lines)))
            for one in notes(story)
        ),
    )
    return [entry for there, entry in every if there]
