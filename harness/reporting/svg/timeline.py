"""When each scenario ran, as SVG with one row for each that ran in parallel; the time by verb."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree as ET

from harness.core.sanitize import legal_xml, visible
from harness.messages import Catalogue
from harness.model.finding import Verdict
from harness.model.journal import Journal

WIDTH = 1000
_ROW, _GAP, _AXIS = 22, 4, 22
_LETTER = 6.6  # average width of a letter
_TICKS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200)
MAX_TICKS = 12


@dataclass(frozen=True)
class ScenarioSpan:
    """When one scenario ran.

    Attributes:
        begin: seconds since the run's start.
        end: seconds since the run's start.
    """

    scenario: str
    verdict: Verdict
    begin: float
    end: float


def scenario_spans(
    journals: Mapping[str, Journal], verdicts: Mapping[str, Verdict], started: datetime
) -> tuple[ScenarioSpan, ...]:
    """When the scenarios of a run ran, in order of their begin."""
    found = (
        ScenarioSpan(slug, verdicts[slug], begin, begin + _duration(journal))
        for slug, journal in journals.items()
        if slug in verdicts
        for begin in [max(0.0, (journal.head.started - started).total_seconds())]
    )
    return tuple(sorted(found, key=lambda span: (span.begin, span.scenario)))


def _duration(journal: Journal) -> float:
    if journal.end:
        return journal.end.duration
    return max((step.time + step.duration for step in journal.steps), default=0.0)


def parallel_rows(spans: Iterable[ScenarioSpan]) -> tuple[tuple[ScenarioSpan, ...], ...]:
    """Put the spans into as few rows as possible, so that those of a row do not overlap."""
    rows: list[list[ScenarioSpan]] = []
    for span in spans:
        free = next((row for row in rows if row[-1].end <= span.begin), None)
        if free is None:
            rows.append([span])
        else:
            free.append(span)
    return tuple(map(tuple, rows))


def timeline_svg(spans: Iterable[ScenarioSpan], catalogue: Catalogue) -> str:
    """The timeline, for a page that has its styles; "" if there are no spans."""
    rows = parallel_rows(spans)
    last = max((span.end for row in rows for span in row), default=0.0)
    if not last:
        return ""
    height = len(rows) * (_ROW + _GAP) + _AXIS
    root = ET.Element(
        "svg",
        {"class": "timeline", "viewBox": f"0 0 {WIDTH} {height}", "role": "img"},
        **{"aria-label": catalogue.text("title-timeline")},
    )
    _draw_axis(root, last, height)
    for number, row in enumerate(rows):
        for span in row:
            _draw_span(root, span, number * (_ROW + _GAP), WIDTH / last, catalogue)
    return ET.tostring(root, encoding="unicode")


def _draw_axis(root: ET.Element, last: float, height: int) -> None:
    step = next((tick for tick in _TICKS if last / tick <= MAX_TICKS), last)
    for number in range(int(last / step) + 1):
        x = f"{number * step * WIDTH / last:.1f}"
        ET.SubElement(
            root, "line", {"x1": x, "x2": x, "y1": "0", "y2": str(height - _AXIS), "class": "tick"}
        )
        anchor = {"x": x, "y": str(height - 6), "class": "hour"}
        ET.SubElement(root, "text", anchor).text = f"{number * step:g} s"


def _draw_span(
    root: ET.Element, span: ScenarioSpan, y: int, scale: float, catalogue: Catalogue
) -> None:
    x, width = span.begin * scale, max((span.end - span.begin) * scale - 1, 1.0)
    name = legal_xml(visible(span.scenario))
    group = ET.SubElement(root, "g", {"class": str(span.verdict)})
    verdict = catalogue.text(f"verdict-{span.verdict}")
    duration = catalogue.seconds(span.end - span.begin)
    ET.SubElement(group, "title").text = f"{name}{catalogue.colon} {verdict}, {duration}"
    box = {"x": f"{x:.1f}", "y": str(y), "width": f"{width:.1f}", "height": str(_ROW), "rx": "3"}
    ET.SubElement(group, "rect", box)
    letters = int((width - 8) / _LETTER)
    if letters > 3:  # noqa: PLR2004 - fewer tell nothing
        short = name if len(name) <= letters else f"{name[: letters - 1]}…"
        ET.SubElement(group, "text", {"x": f"{x + 4:.1f}", "y": str(y + 15)}).text = short


@dataclass(frozen=True)
class TimeShare:
    """The time of all steps with one verb.

    Attributes:
        verb: as in journals; "" for the time between the steps.
        times: how many steps; 0 for the time between.
        seconds: summed over all scenarios.
        share: of the time of all scenarios, 0 to 1.
    """

    verb: str
    times: int
    seconds: float
    share: float


def time_shares(journals: Iterable[Journal]) -> tuple[TimeShare, ...]:
    """How much time each verb took, most first; the time between the steps last."""
    totals: dict[str, tuple[int, float]] = {}
    whole = 0.0
    for journal in journals:
        whole += journal.end.duration if journal.end else 0.0
        for step in journal.steps:
            times, spent = totals.get(step.verb, (0, 0.0))
            totals[step.verb] = times + 1, spent + step.duration
    in_steps = sum(spent for _, spent in totals.values())
    whole = max(whole, in_steps)
    if not whole:
        return ()
    found = [TimeShare(verb, n, spent, spent / whole) for verb, (n, spent) in totals.items()]
    found.sort(key=lambda one: -one.seconds)
    return (*found, TimeShare("", 0, whole - in_steps, (whole - in_steps) / whole))
