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
from harness.model.finding import Finding, Level, Verdict
from harness.model.journal import Journal
from harness.reporting.grouping.findings import Grouped, group
from harness.reporting.html.cause_view import telling
from harness.reporting.html.embedded_images import Album
from harness.reporting.html.evidence_view import Exhibits
from harness.reporting.html.layout import Entry, render
from harness.reporting.i18n.messages import Words
from harness.reporting.ledger_status import FLAKY, REMEDIES, excusing, failing
from harness.reporting.notices import notes
from harness.reporting.run_state import Story
from harness.reporting.scenario_index import Line, Roll
from harness.reporting.svg.flow.style import STYLE
from harness.reporting.svg.time_breakdown import spent
from harness.reporting.svg.timeline import lanes_svg, spans
from harness.reporting.traceability import matrix
from harness.reporting.verdict_sentence import conclusion

_SLOWEST = 10


def html_report(
    story: Story,
    guide: Guide,
    flow: str,
    *,
    folder: Path,
    say: Words,
    journals: Mapping[str, Journal] = MappingProxyType({}),
) -> str:
    """A run as one page.

    Args:
        story: the run.
        guide: what it was judged by.
        flow: the picture of the flow, as SVG that we drew.
        folder: the run's folder, where pictures and mails lie.
        say: the words of the page.
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
        say,
        contents=_contents(story, grouped, say, profiles=bool(profiles)),
        styles=("report.css",),
        drawn=(STYLE,),
        story=story,
        run=story.started,
        grouped=grouped,
        conclusion=conclusion(story, say, grouped),
        kind=_kind(story),
        told=told,
        flaky=flaky,
        flaky_title=FLAKY,
        failing=failing(story.uses),
        excusing=excusing(story.uses),
        remedies=REMEDIES,
        album=album,
        roll=roll,
        rows=_rows(roll),
        slowest=slowest,
        profiles=profiles,
        notes=notes(story),
        matrix=matrix(guide, story.findings, roll.numbers),
        times=_times(story),
        spent=spent(journals.values()),
        lanes=Markup(_lanes(story, journals, say)),  # noqa: S704 - drawn by us, as the flow
        french={statement.slug for statement in guide if statement.sentence},
        titles={chapter.slug: chapter.title for chapter in guide.chapters},
        picture_of_flow=Markup(flow),  # noqa: S704 - drawn by us, every text in it escaped
    )


def _kind(story: Story) -> Verdict:
    """The verdict whose looks the sentence at the top has."""
    kinds = {0: Verdict.PASS, 1: Verdict.FAIL}
    return kinds.get(-1 if story.exit_code is None else story.exit_code, Verdict.FAULT)


def _profiles(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What the profiles' statements say, the worst finding of each."""
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


def _lanes(story: Story, journals: Mapping[str, Journal], say: Words) -> str:
    if story.started is None:
        return ""
    verdicts = {walk.scenario: walk.verdict for walk in story.walked}
    return lanes_svg(spans(journals, verdicts, story.started.started), say)


def _contents(story: Story, grouped: Grouped, say: Words, *, profiles: bool) -> list[Entry]:
    """The sections that this run's page has."""
    flaky = (*grouped.flaky, *grouped.passing_faults)
    ledger, accepted = failing(story.uses), excusing(story.uses)
    every = (
        (bool(story.stopped), Entry("stopped", say("The run ended before its plan"))),
        (True, Entry("broken", say("Broken statements"), len(grouped.broken))),
        (bool(grouped.faults), Entry("faults", say("Faults"), len(grouped.faults))),
        (bool(flaky), Entry("flaky", say(FLAKY), len(flaky))),
        (bool(ledger), Entry("ledger", say("The ledger has to be looked after"), len(ledger))),
        (bool(accepted), Entry("accepted", say("Accepted deviations"), len(accepted))),
        (bool(grouped.stranded), Entry("stranded", say("Not reached"))),
        (True, Entry("flow", say("The flow"))),
        (True, Entry("matrix", say("Statements and scenarios"))),
        (profiles, Entry("profiles", say("Profiles beyond the guide"))),
        (bool(grouped.unobserved), Entry("unobserved", say("Not observable here"))),
        (True, Entry("scenarios", say("Scenarios"), len(story.walked))),
        (bool(story.finished), Entry("times", say("Times"))),
        *((True, Entry(one.slug, say(one.title), len(one.lines))) for one in notes(story)),
    )
    return [entry for there, entry in every if there]
