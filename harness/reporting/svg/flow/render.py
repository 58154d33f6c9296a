"""`flow.svg`: the guide's flow with what was walked, drawn for people.

Each verdict has a mark, a word in the legend and a line of its own, so that nothing is told
by colour alone.
"""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from harness import messages
from harness.guide.model import Guide
from harness.messages import Catalogue
from harness.model.finding import Finding, Verdict
from harness.reporting.svg.flow.layout import AGAIN, LEFT, LEGEND, ROUTES, WIDTH, Box, lay_out
from harness.reporting.svg.flow.model import RANKS, Counts, Flow, Place, Way, flow
from harness.reporting.svg.flow.style import (
    LEGEND_LINES,
    NAMES,
    STYLE,
    arrows,
    cut,
    label,
    marks,
    path,
    rows_of,
    text,
    worst_of,
    wrapped,
)
from harness.reporting.svg.transitions import Transition

_PAD, _INDENT = 12, 16
_EXIT_WIDTH, _MARK_WIDTH = 24, 5  # in characters
_BESIDE = 3  # marks that fit beside the name of an exit
_LINE, _TITLE_LINE = 17, 18


def flow_svg(
    guide: Guide,
    findings: Iterable[Finding],
    transitions: Iterable[Transition] = (),
    catalogue: Catalogue | None = None,
) -> str:
    """The picture of the flow as one SVG file, 1000 pixels wide, that needs nothing else.

    Args:
        guide: gives the pages and the ways between them.
        findings: of any number of runs.
        transitions: what walks moved between; they tell where a page was entered from.
        catalogue: the words of the legend; English unless told otherwise.
    """
    return _Picture(flow(guide, findings, transitions), catalogue or messages.catalogue()).svg()


class _Picture:
    def __init__(self, drawn: Flow, catalogue: Catalogue) -> None:
        self._flow = drawn
        self._catalogue = catalogue
        self._titles = {place.page: _short(place.title) for place in drawn.places}
        pages = {place.page for place in drawn.places}
        self._ways = [way for way in drawn.ways if (way.source, way.target) in ROUTES]
        self._layout = lay_out(self._heights(pages), [place.page for place in drawn.places])

    def svg(self) -> str:
        """The whole file."""
        height = f"{self._layout.height:.0f}"
        root = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {WIDTH} {height}",
                "width": str(WIDTH),
                "height": height,
                "class": "flow",
                "role": "img",
                "aria-labelledby": "flow-title flow-desc",
            },
        )
        ET.SubElement(root, "title", id="flow-title").text = self._catalogue.text(
            "title-flow-walked"
        )
        ET.SubElement(root, "desc", id="flow-desc").text = self._description()
        ET.SubElement(root, "style").text = STYLE
        arrows(root)
        ET.SubElement(root, "rect", {"class": "paper", "width": "100%", "height": "100%"})
        self._head(root)
        for way in self._ways:
            self._way(root, way)
        for place in self._flow.places:
            self._card(root, place)
        self._again(root)
        self._legend(root)
        return ET.tostring(root, encoding="unicode")

    # --- cards -------------------------------------------------------------------------

    def _heights(self, pages: set[str]) -> dict[str, float]:
        heights = {place.page: self._height(place) for place in self._flow.places}
        heights[LEGEND] = float(_LINE * (len(LEGEND_LINES) + 1))
        if "login" in pages:
            heights[AGAIN] = 90.0
        return heights

    def _height(self, place: Place) -> float:
        exits = sum(1 + _is_crowded(way) for way in self._exits(place))
        lines = 1 + len(rows_of(place.counts)) + exits
        return _PAD * 2 + _TITLE_LINE * len(wrapped(place.title)) + _LINE * lines

    def _exits(self, place: Place) -> list[Way]:
        """The ways that are told on the card instead of being drawn."""
        return [
            way for way in self._flow.ways if way.source == place.page and way not in self._ways
        ]

    def _card(self, root: ET.Element, place: Place) -> None:
        box = self._layout.boxes[place.page]
        group = ET.SubElement(root, "g")
        ET.SubElement(group, "title").text = f"{place.page}: {self._told(place.counts)}"
        self._frame(group, box, "card", place.counts)
        y = self._name(group, box, place.title)
        count = self._catalogue.text("count-statements", n=place.total)
        text(group, (box.x + _INDENT, y), f"{place.page} · {count}", "quiet small")
        for row in rows_of(place.counts):
            y += _LINE
            marks(text(group, (box.x + _INDENT, y)), row)
        for way in self._exits(place):
            y += _LINE * (1 + _is_crowded(way))
            self._exit(group, box, y, way)

    def _frame(self, group: ET.Element, box: Box, kind: str, counts: Counts) -> None:
        size = {"width": f"{box.width:.0f}", "height": f"{box.height:.0f}", "rx": "8"}
        at = {"x": f"{box.x:.0f}", "y": f"{box.y:.0f}"}
        ET.SubElement(group, "rect", {"class": kind} | at | size)
        if counts:
            edge = {"class": f"edge {NAMES[worst_of(counts)]}", "width": "4", "rx": "2"}
            ET.SubElement(group, "rect", edge | at | {"height": size["height"]})

    def _name(self, group: ET.Element, box: Box, title: str) -> float:
        y = box.y + _PAD + 10
        for line in wrapped(title):
            text(group, (box.x + _INDENT, y), line, "name")
            y += _TITLE_LINE
        return y

    def _exit(self, parent: ET.Element, box: Box, y: float, way: Way) -> None:
        room = _EXIT_WIDTH - _MARK_WIDTH * len(way.counts)
        words = f"→ {cut(self._titles[way.target], room)}"
        if way.source == way.target:
            words = f"↺ {self._catalogue.text('flow-stays')}"
        group = ET.SubElement(parent, "g")
        ET.SubElement(group, "title").text = self._way_told(way)
        text(group, (box.x + _INDENT, y - _LINE * _is_crowded(way)), words)
        marks(text(group, (box.x + box.width - _PAD, y), kind="end"), way.counts)

    def _again(self, root: ET.Element) -> None:
        box = self._layout.boxes.get(AGAIN)
        if box is None:
            return
        group = ET.SubElement(root, "g")
        self._frame(group, box, "card again", {})
        y = self._name(group, box, self._titles["login"])
        text(group, (box.x + _INDENT, y), self._catalogue.text("flow-again"), "quiet")

    # --- ways --------------------------------------------------------------------------

    def _way(self, root: ET.Element, way: Way) -> None:
        route = ROUTES[way.source, way.target]
        if not {route.source, route.target} <= self._layout.boxes.keys():
            return
        points = self._layout.points(route)
        name = NAMES[worst_of(way.counts)]
        group = ET.SubElement(root, "g")
        ET.SubElement(group, "title").text = self._way_told(way)
        mailed = " mailed" if way.mailed else ""
        ET.SubElement(
            group,
            "path",
            {
                "class": f"way {name}{mailed}",
                "d": path(points),
                "marker-end": f"url(#flow-arrow-{name})",
            },
        )
        label(group, points, way.counts)

    # --- words -------------------------------------------------------------------------

    def _head(self, root: ET.Element) -> None:
        text(root, (LEFT, 34), self._catalogue.text("title-flow-walked"), "caption")
        text(root, (LEFT, 58), self._description(), "quiet")

    def _description(self) -> str:
        totals: Counts = {}
        for place in self._flow.places:
            for verdict, count in place.counts.items():
                totals[verdict] = totals.get(verdict, 0) + count
        every = self._catalogue.text("count-statements", n=sum(totals.values()))
        return f"{every}{self._catalogue.colon} {self._told(totals)}"

    def _told(self, counts: Counts) -> str:
        ranked = [verdict for verdict in RANKS if counts.get(verdict)]
        return ", ".join(f"{counts[verdict]} {self._word(verdict)}" for verdict in ranked)

    def _word(self, verdict: Verdict | None) -> str:
        return self._catalogue.text(f"verdict-{verdict}" if verdict else "label-not-walked")

    def _way_told(self, way: Way) -> str:
        each = [f"{slug}: {self._word(verdict)}" for slug, verdict in way.statements.items()]
        times = [self._catalogue.text("count-walked", n=way.times)] if way.times else []
        return "\n".join([f"{way.source} → {way.target}", *each, *times])

    def _legend(self, root: ET.Element) -> None:
        box = self._layout.boxes[LEGEND]
        group = ET.SubElement(root, "g")
        for number, (kind, mark, word) in enumerate(LEGEND_LINES):
            y = box.y + _LINE * (number + 1)
            line = {"class": f"way {kind}", "d": f"M{box.x + 2:.0f} {y - 4:.0f} h34"}
            ET.SubElement(group, "path", line)
            text(group, (box.x + 46, y), mark, f"mark {kind}")
            text(group, (box.x + 66, y), self._catalogue.text(word))


def _short(title: str) -> str:
    """A page's title without what all pages' titles have in common."""
    return title.removeprefix("Codes perdus : ")


def _is_crowded(way: Way) -> bool:
    """Whether its marks need a line of their own."""
    return len(way.counts) > _BESIDE
