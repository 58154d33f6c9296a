"""When each scenario was walked, as a picture: a lane for each that was walked at once."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple
from xml.etree import ElementTree as ET

from harness.core.sanitize import legal_xml, seconds, visible
from harness.messages import Catalogue
from harness.model.finding import Verdict
from harness.model.journal import Journal

WIDTH = 1000
_LANE, _GAP, _AXIS = 22, 4, 22
_LETTER = 6.6  # width of a letter of a name, about
_TICKS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200)
_MOST_TICKS = 12


class Span(NamedTuple):
    """One walk in time.

    Attributes:
        begin: seconds since the run's start.
        end: the same.
    """

    scenario: str
    verdict: Verdict
    begin: float
    end: float


def spans(
    journals: Mapping[str, Journal], verdicts: Mapping[str, Verdict], started: datetime
) -> tuple[Span, ...]:
    """When the scenarios of a run were walked, in order of their begin."""
    found = (
        Span(slug, verdicts[slug], begin, begin + _lasted(journal))
        for slug, journal in journals.items()
        if slug in verdicts
        for begin in [max(0.0, (journal.head.started - started).total_seconds())]
    )
    return tuple(sorted(found, key=lambda span: (span.begin, span.scenario)))


def _lasted(journal: Journal) -> float:
    if journal.end:
        return journal.end.duration
    return max((step.time + step.duration for step in journal.steps), default=0.0)


def lanes(walks: Iterable[Span]) -> tuple[tuple[Span, ...], ...]:
    """Walks put into as few lanes as there were at once, none over another."""
    rows: list[list[Span]] = []
    for walk in walks:
        free = next((row for row in rows if row[-1].end <= walk.begin), None)
        if free is None:
            rows.append([walk])
        else:
            free.append(walk)
    return tuple(map(tuple, rows))


def lanes_svg(walks: Iterable[Span], catalogue: Catalogue) -> str:
    """The picture, for a page that styles it; "" where there is nothing to draw."""
    rows = lanes(walks)
    last = max((walk.end for row in rows for walk in row), default=0.0)
    if not last:
        return ""
    height = len(rows) * (_LANE + _GAP) + _AXIS
    root = ET.Element(
        "svg",
        {"class": "lanes", "viewBox": f"0 0 {WIDTH} {height}", "role": "img"},
        **{"aria-label": catalogue.text("title-timeline")},
    )
    _axis(root, last, height)
    for number, row in enumerate(rows):
        for walk in row:
            _bar(root, walk, number * (_LANE + _GAP), WIDTH / last, catalogue)
    return ET.tostring(root, encoding="unicode")


def _axis(root: ET.Element, last: float, height: int) -> None:
    step = next((tick for tick in _TICKS if last / tick <= _MOST_TICKS), last)
    for number in range(int(last / step) + 1):
        x = f"{number * step * WIDTH / last:.1f}"
        ET.SubElement(
            root, "line", {"x1": x, "x2": x, "y1": "0", "y2": str(height - _AXIS), "class": "tick"}
        )
        anchor = {"x": x, "y": str(height - 6), "class": "hour"}
        ET.SubElement(root, "text", anchor).text = f"{number * step:g} s"


def _bar(root: ET.Element, walk: Span, y: int, scale: float, catalogue: Catalogue) -> None:
    x, width = walk.begin * scale, max((walk.end - walk.begin) * scale - 1, 1.0)
    name = legal_xml(visible(walk.scenario))
    group = ET.SubElement(root, "g", {"class": str(walk.verdict)})
    verdict = catalogue.text(f"verdict-{walk.verdict}")
    lasted = seconds(walk.end - walk.begin)
    ET.SubElement(group, "title").text = f"{name}{catalogue.colon} {verdict}, {lasted}"
    box = {"x": f"{x:.1f}", "y": str(y), "width": f"{width:.1f}", "height": str(_LANE), "rx": "3"}
    ET.SubElement(group, "rect", box)
    letters = int((width - 8) / _LETTER)
    if letters > 3:  # noqa: PLR2004 - fewer tell nothing
        short = name if len(name) <= letters else f"{name[: letters - 1]}…"
        ET.SubElement(group, "text", {"x": f"{x + 4:.1f}", "y": str(y + 15)}).text = short
