"""How the picture of the flow is drawn: its style, texts, marks and lines."""

import textwrap
from itertools import pairwise
from xml.etree import ElementTree as ET

from harness.core.sanitize import clipped, legal_xml, visible
from harness.model.finding import Verdict
from harness.reporting.svg.flow.layout import GUTTER, Point
from harness.reporting.svg.flow.model import VERDICTS, Counts
from harness.reporting.symbols import MARKS, NOT_WALKED

_EVERY: dict[Verdict | None, str] = {v: MARKS[v] if v else NOT_WALKED for v in (*MARKS, None)}
NAMES = {verdict: verdict.value if verdict else "not-walked" for verdict in VERDICTS}
"""The class of what is drawn for a verdict; None for what was not walked."""
LEGEND_LINES = (
    *((NAMES[v], mark, f"verdict-{v}" if v else "label-not-walked") for v, mark in _EVERY.items()),
    ("unobservable mailed", "", "flow-mailed"),
)
"""Kind of line, mark and message of each entry of the legend."""
_IN_A_ROW = 5  # marks that fit into a card
_TITLE_WIDTH = 23  # characters of a title on one line of a card
_CORNER = 9
STYLE = """
.flow { font-family: system-ui, "DejaVu Sans", sans-serif; }
.flow text { fill: #1c2530; fill: var(--flow-ink, #1c2530); font-size: 12px; }
.flow .paper { fill: #ffffff; fill: var(--flow-paper, #ffffff); }
.flow .card { fill: #f7f9fb; fill: var(--flow-card, #f7f9fb); stroke: #c3ccd6;
  stroke: var(--flow-line, #c3ccd6); }
.flow .again { stroke-dasharray: 5 4; }
.flow .caption { font-size: 19px; font-weight: 650; }
.flow .name { font-size: 13px; font-weight: 650; }
.flow .quiet { fill: #5b6774; fill: var(--flow-quiet, #5b6774); font-size: 11px; }
.flow .small { font-size: 10px; }
.flow .mark { font-weight: 700; }
.flow .end { text-anchor: end; }
.flow .middle { text-anchor: middle; }
.flow .halo { paint-order: stroke; stroke: #ffffff; stroke: var(--flow-paper, #ffffff);
  stroke-width: 5px; stroke-linejoin: round; }
.flow .way { fill: none; stroke-width: 2; }
.flow .pass { color: #1a7f37; color: var(--flow-pass, #1a7f37); }
.flow .warn, .flow .flaky, .flow .accepted { color: #9a5b00; color: var(--flow-warn, #9a5b00); }
.flow .fail, .flow .fault { color: #c22525; color: var(--flow-fail, #c22525); }
.flow .unreached { color: #7a3fb0; color: var(--flow-unreached, #7a3fb0); }
.flow .unobservable, .flow .not-walked { color: #697684; color: var(--flow-dim, #697684); }
.flow text.mark, .flow tspan.mark { fill: currentColor; }
.flow .way, .flow .edge { stroke: currentColor; }
.flow .arrow, .flow .edge { fill: currentColor; }
.flow .way.fail, .flow .way.fault { stroke-width: 3; }
.flow .way.unreached { stroke-dasharray: 9 4; }
.flow .way.unobservable { stroke-dasharray: 3 3; }
.flow .way.not-walked { stroke-dasharray: 1 5; stroke-linecap: round; }
.flow .way.mailed { stroke-dasharray: 12 3 2 3; }
"""


def cut(words: str, most: int) -> str:
    """The words, their end cut off where they are more than `most` characters."""
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def wrapped(title: str) -> list[str]:
    """A title as lines of a card, two at most."""
    return textwrap.wrap(visible(title), _TITLE_WIDTH, max_lines=2, placeholder="…") or [""]


def worst_of(counts: Counts) -> Verdict | None:
    """The worst verdict that was counted; None where nothing was walked."""
    return next((verdict for verdict in VERDICTS if counts.get(verdict)), None)


def text(parent: ET.Element, at: Point, words: str = "", kind: str = "") -> ET.Element:
    """Write words at a point."""
    place = {"x": f"{at[0]:.0f}", "y": f"{at[1]:.0f}"}
    element = ET.SubElement(parent, "text", place | ({"class": kind} if kind else {}))
    element.text = legal_xml(visible(clipped(words)))
    return element


def marks(line: ET.Element, counts: Counts) -> None:
    """Write a mark and a number for each verdict, on the same line."""
    for number, (verdict, count) in enumerate(counts.items()):
        mark = ET.SubElement(line, "tspan", {"class": f"mark {NAMES[verdict]}"})
        mark.text = f"{_EVERY[verdict]}\u202f{count}"
        if number:
            mark.set("dx", "6")


def rows_of(counts: Counts) -> list[Counts]:
    """Counts as rows of marks that fit into a card."""
    every = list(counts.items())
    return [dict(every[i : i + _IN_A_ROW]) for i in range(0, len(every), _IN_A_ROW)]


def label(group: ET.Element, points: tuple[Point, ...], counts: Counts) -> None:
    """Write counts above the longest flat part, one above the other where it is short."""
    flat = [(a, b) for a, b in pairwise(points) if a[1] == b[1]]
    (x1, y1), (x2, _) = max(flat, key=lambda part: abs(part[0][0] - part[1][0]))
    middle = (x1 + x2) / 2
    if abs(x1 - x2) > GUTTER:
        marks(text(group, (middle, y1 - 6), kind="halo middle"), counts)
        return
    for number, one in enumerate(reversed(counts.items())):
        at = (middle - 4, y1 - 6 - 14 * number)
        marks(text(group, at, kind="halo middle"), dict([one]))


def path(points: tuple[Point, ...]) -> str:
    """A line through the points, its corners rounded."""
    first, *inner, last = points
    parts = [f"M{first[0]:.1f} {first[1]:.1f}"]
    for before, corner, after in zip(points, inner, points[2:], strict=False):
        start, end = _towards(corner, before), _towards(corner, after)
        parts.append(f"L{start[0]:.1f} {start[1]:.1f}")
        parts.append(f"Q{corner[0]:.1f} {corner[1]:.1f} {end[0]:.1f} {end[1]:.1f}")
    return " ".join((*parts, f"L{last[0]:.1f} {last[1]:.1f}"))


def _towards(corner: Point, other: Point) -> Point:
    dx, dy = other[0] - corner[0], other[1] - corner[1]
    length = max(abs(dx), abs(dy), 1)
    reach = min(_CORNER, length / 2)
    return corner[0] + dx / length * reach, corner[1] + dy / length * reach


def arrows(root: ET.Element) -> None:
    """Define an arrow head for each kind of line."""
    defs = ET.SubElement(root, "defs")
    for name in NAMES.values():
        marker = ET.SubElement(
            defs,
            "marker",
            {
                "id": f"flow-arrow-{name}",
                "viewBox": "0 0 10 10",
                "refX": "9",
                "refY": "5",
                "markerWidth": "9",
                "markerHeight": "9",
                "markerUnits": "userSpaceOnUse",
                "orient": "auto",
            },
        )
        ET.SubElement(marker, "path", {"class": f"arrow {name}", "d": "M0 0 L10 5 L0 10 z"})
