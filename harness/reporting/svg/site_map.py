"""The map of a portal as SVG: its pages in groups, and how the groups were found."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from xml.etree import ElementTree as ET

from grandalf.graphs import Edge, Graph, Vertex
from grandalf.layouts import SugiyamaLayout

from harness.core.sanitize import clipped, legal_xml, visible
from harness.reporting.crawl.page_groups import PageGroup, ShownPage

_WIDTH, _LINE, _PADDING = 290, 17, 10  # pixels of a box, of a line, around it
_COLUMN_GAP, _ROW_GAP, _MARGIN = 46, 22, 8
_CHARACTERS = 39  # of a line
_MAX_LABEL = 240  # characters
STYLE = """
.site-map rect { fill: var(--card); stroke: var(--line); }
.site-map text { fill: var(--ink); font: 12px system-ui, "DejaVu Sans", sans-serif; }
.site-map .name { font-weight: 600; }
.site-map .more { fill: var(--quiet); }
.site-map circle { fill: var(--quiet); stroke: none; }
.site-map .form circle { fill: var(--link); }
.site-map .lost circle { fill: var(--fail); }
.site-map .lost text { fill: var(--fail); }
.site-map path { fill: none; stroke: var(--quiet); stroke-width: 1.4; }
"""


@dataclass
class _Box:
    """The box of a group; grandalf sets `xy`, its middle, with rows and columns swapped.

    Attributes:
        name: the lines of its heading.
        rows: its pages, each with the lines of its label.
        more: that there are further pages; "" for none.
        w, h: its size for grandalf, which draws from top to bottom.
    """

    group: PageGroup
    name: list[str]
    rows: list[tuple[ShownPage, list[str]]]
    more: str
    xy: tuple[float, float] = (0.0, 0.0)
    w: float = field(init=False)
    h: float = _WIDTH + _COLUMN_GAP

    def __post_init__(self) -> None:
        lines = len(self.name) + sum(len(lines) for _, lines in self.rows) + bool(self.more)
        self.height = lines * _LINE + 2 * _PADDING
        self.w = self.height + _ROW_GAP

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.xy[1] - _WIDTH / 2

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.xy[0] - self.height / 2


def site_map(groups: Sequence[PageGroup], name: str, more: Callable[[int], str]) -> str:
    """Draw the map.

    Args:
        groups: of pages; each hangs on the group on whose pages it was found first.
        name: of the picture, for those who do not see it.
        more: the words for a number of further pages.
    """
    boxes = [_box(group, more) for group in groups]
    _lay_out(boxes)
    left = min((box.left for box in boxes), default=0)
    top = min((box.top for box in boxes), default=0)
    for box in boxes:
        box.xy = (box.xy[0] - top + _MARGIN, box.xy[1] - left + _MARGIN)
    width = max((box.left + _WIDTH for box in boxes), default=0) + _MARGIN
    height = max((box.top + box.height for box in boxes), default=0) + _MARGIN
    root = ET.Element(
        "svg",
        {
            "class": "site-map",
            "xmlns": "http://www.w3.org/2000/svg",
            "role": "img",
            "aria-label": legal_xml(name),
            "width": f"{width:.0f}",
            "height": f"{height:.0f}",
            "viewBox": f"0 0 {width:.0f} {height:.0f}",
        },
    )
    ET.SubElement(root, "style").text = STYLE
    for box in boxes:
        if box.group.parent is not None:
            _draw_line(root, boxes[box.group.parent], box)
    for box in boxes:
        _draw_box(root, box)
    return ET.tostring(root, encoding="unicode")


def _box(group: PageGroup, more: Callable[[int], str]) -> _Box:
    rows = [(page, _lines(page.label, _CHARACTERS)) for page in group.pages]
    name = _lines(f"{group.name} ({group.count})", _CHARACTERS - 4)
    return _Box(group, name, rows, more(group.more) if group.more else "")


def _lines(text: str, characters: int) -> list[str]:
    clean = legal_xml(visible(clipped(text, _MAX_LABEL)))
    return wrap(clean, characters, break_on_hyphens=False) or [""]


def _lay_out(boxes: Sequence[_Box]) -> None:
    """Place the boxes: each group right of the one on which it was found."""
    vertices = [Vertex(box) for box in boxes]
    for vertex, box in zip(vertices, boxes, strict=True):
        vertex.view = box  # pyrefly: ignore[missing-attribute] - the layout reads it there
    edges = [
        Edge(vertices[box.group.parent], vertex)
        for vertex, box in zip(vertices, boxes, strict=True)
        if box.group.parent is not None
    ]
    below = 0.0
    for part in Graph(vertices, edges).C:
        layout = SugiyamaLayout(part)
        layout.xspace, layout.yspace = 1, 1
        layout.init_all(roots=[one for one in part.sV if not one.e_in()])
        layout.draw()
        placed = [vertex.view for vertex in part.sV]
        top = min(box.top for box in placed)
        for box in placed:
            box.xy = (box.xy[0] - top + below, box.xy[1])
        below = max(box.top + box.height for box in placed) + _ROW_GAP


def _draw_line(root: ET.Element, start: _Box, end: _Box) -> None:
    x1, y1 = start.left + _WIDTH, start.top + _PADDING + _LINE / 2
    x2, y2 = end.left, end.top + _PADDING + _LINE / 2
    bend = (x2 - x1) / 2
    shape = (
        f"M{x1:.0f} {y1:.0f}C{x1 + bend:.0f} {y1:.0f} {x2 - bend:.0f} {y2:.0f} {x2:.0f} {y2:.0f}"
    )
    ET.SubElement(root, "path", {"d": shape})


def _draw_box(root: ET.Element, box: _Box) -> None:
    x, y = box.left, box.top
    group = ET.SubElement(root, "g")
    size = {"width": f"{_WIDTH}", "height": f"{box.height:.0f}", "rx": "4"}
    ET.SubElement(group, "rect", {"x": f"{x:.0f}", "y": f"{y:.0f}", **size})
    line = y + _PADDING + _LINE * 0.75
    line = _draw_lines(group, box.name, x + _PADDING, line, "name")
    for page, lines in box.rows:
        row = ET.SubElement(group, "g", {"class": page.kind} if page.kind else {})
        ET.SubElement(row, "title").text = legal_xml(visible(clipped(page.address)))
        dot = {"cx": f"{x + _PADDING + 3:.0f}", "cy": f"{line - 4:.0f}", "r": "3"}
        ET.SubElement(row, "circle", dot)
        line = _draw_lines(row, lines, x + _PADDING + 12, line)
    if box.more:
        _draw_lines(group, [box.more], x + _PADDING + 12, line, "more")


def _draw_lines(
    parent: ET.Element, lines: Sequence[str], x: float, y: float, kind: str = ""
) -> float:
    """Draw lines of text; returns the place of the next line."""
    for number, text in enumerate(lines):
        place = {"x": f"{x:.0f}", "y": f"{y + number * _LINE:.0f}"}
        ET.SubElement(parent, "text", place | ({"class": kind} if kind else {})).text = text
    return y + len(lines) * _LINE
