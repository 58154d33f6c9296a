"""`flow.svg`: the guide's flow with the verdicts of a run.

Each verdict has a mark, a word in the legend and a line style, so that nothing is shown by
colour alone.
"""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from harness import messages
from harness.guide.model import Guide
from harness.messages import Catalogue
from harness.model.finding import Finding, Verdict
from harness.reporting.svg.flow import style
from harness.reporting.svg.flow.cards import AGAIN, Cards
from harness.reporting.svg.flow.layout import LEFT, LEGEND, WIDTH, CardBox, Link, lay_out
from harness.reporting.svg.flow.model import (
    VERDICTS,
    Counts,
    FlowEdge,
    FlowGraph,
    FlowNode,
    flow_graph,
)
from harness.reporting.svg.transitions import PageTransition
from harness.suite.flow import FlowHints

_PAD, _INDENT = 12, 16
_EXIT_WIDTH, _MARK_WIDTH = 24, 5  # in characters
_BESIDE = 3  # marks that fit beside the name of an exit
_LINE, _TITLE_LINE = 17, 18


def flow_svg(
    guide: Guide,
    findings: Iterable[Finding],
    transitions: Iterable[PageTransition] = (),
    catalogue: Catalogue | None = None,
) -> str:
    """The picture of the flow as one SVG file, 1000 pixels wide, that needs nothing else.

    Findings may be of any number of runs; transitions show where a page was entered from.
    """
    drawn = flow_graph(guide, findings, transitions)
    return _FlowDrawing(drawn, guide.flow, catalogue or messages.catalogue()).svg()


class _FlowDrawing:
    def __init__(self, drawn: FlowGraph, hints: FlowHints, catalogue: Catalogue) -> None:
        self._flow = drawn
        self._catalogue = catalogue
        self._titles = {node.page: node.title.removeprefix(hints.prefix) for node in drawn.nodes}
        self._cards = Cards(drawn, hints)
        ranked = self._cards.ranked
        self._links = self._cards.drawn(ranked)
        self._layout = lay_out(self._heights(), ranked, list(self._links.values()))

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
                "id": "flow-picture",
                "class": "flow",
                "role": "img",
                "aria-labelledby": "flow-title flow-desc",
            },
        )
        ET.SubElement(root, "title", id="flow-title").text = self._catalogue.text(
            "title-flow-walked"
        )
        ET.SubElement(root, "desc", id="flow-desc").text = self._description()
        ET.SubElement(root, "style").text = style.STYLE
        style.arrows(root)
        ET.SubElement(root, "rect", {"class": "paper", "width": "100%", "height": "100%"})
        self._draw_head(root)
        for edge in self._flow.edges:
            self._draw_edge(root, edge)
        for node in self._flow.nodes:
            self._draw_card(root, node)
        self._draw_second_login(root)
        self._draw_legend(root)
        return ET.tostring(root, encoding="unicode")

    # --- cards -------------------------------------------------------------------------

    def _heights(self) -> dict[str, float]:
        heights = {node.page: self._height(node) for node in self._flow.nodes}
        if self._cards.again:
            heights[AGAIN] = 90.0
        return heights | {LEGEND: float(_LINE * (len(style.LEGEND_LINES) + 1))}

    def _height(self, node: FlowNode) -> float:
        exits = sum(1 + _is_crowded(edge) for edge in self._exits(node))
        lines = 1 + len(style.rows_of(node.counts)) + exits
        return _PAD * 2 + _TITLE_LINE * len(style.wrapped(node.title)) + _LINE * lines

    def _exits(self, node: FlowNode) -> list[FlowEdge]:
        """The links that are listed on the card instead of being drawn."""
        return [
            edge
            for edge in self._flow.edges
            if edge.source == node.page and _key(edge) not in self._links
        ]

    def _draw_card(self, root: ET.Element, node: FlowNode) -> None:
        box = self._layout.boxes[node.page]
        group = ET.SubElement(root, "g")
        ET.SubElement(group, "title").text = f"{node.page}: {self._counts_in_words(node.counts)}"
        self._draw_frame(group, box, "card", node.counts)
        y = self._draw_name(group, box, node.title)
        count = self._catalogue.text("count-statements", n=node.total)
        style.text(group, (box.x + _INDENT, y), f"{node.page} · {count}", "quiet small")
        for row in style.rows_of(node.counts):
            y += _LINE
            style.marks(style.text(group, (box.x + _INDENT, y)), row)
        for edge in self._exits(node):
            y += _LINE * (1 + _is_crowded(edge))
            self._draw_exit(group, box, y, edge)

    def _draw_frame(self, group: ET.Element, box: CardBox, kind: str, counts: Counts) -> None:
        size = {"width": f"{box.width:.0f}", "height": f"{box.height:.0f}", "rx": "8"}
        at = {"x": f"{box.x:.0f}", "y": f"{box.y:.0f}"}
        ET.SubElement(group, "rect", {"class": kind} | at | size)
        if counts:
            edge = {"class": f"edge {style.NAMES[style.worst_of(counts)]}", "width": "4", "rx": "2"}
            ET.SubElement(group, "rect", edge | at | {"height": size["height"]})

    def _draw_name(self, group: ET.Element, box: CardBox, title: str) -> float:
        y = box.y + _PAD + 10
        for line in style.wrapped(title):
            style.text(group, (box.x + _INDENT, y), line, "name")
            y += _TITLE_LINE
        return y

    def _draw_exit(self, parent: ET.Element, box: CardBox, y: float, edge: FlowEdge) -> None:
        room = _EXIT_WIDTH - _MARK_WIDTH * len(edge.counts)
        words = f"→ {style.cut(self._titles[edge.target], room)}"
        if edge.source == edge.target:
            words = f"↺ {self._catalogue.text('flow-stays')}"
        group = ET.SubElement(parent, "g")
        ET.SubElement(group, "title").text = self._edge_title(edge)
        style.text(group, (box.x + _INDENT, y - _LINE * _is_crowded(edge)), words)
        style.marks(style.text(group, (box.x + box.width - _PAD, y), kind="end"), edge.counts)

    def _draw_second_login(self, root: ET.Element) -> None:
        box = self._layout.boxes.get(AGAIN)
        if box is None or self._cards.again is None:
            return
        group = ET.SubElement(root, "g")
        self._draw_frame(group, box, "card again", {})
        y = self._draw_name(group, box, self._titles[self._cards.again.page])
        style.text(group, (box.x + _INDENT, y), self._catalogue.text("flow-again"), "quiet")

    # --- links -------------------------------------------------------------------------

    def _draw_edge(self, root: ET.Element, edge: FlowEdge) -> None:
        link = self._links.get(_key(edge))
        if link is None:
            return
        points = self._layout.lines[link]
        name = style.NAMES[style.worst_of(edge.counts)]
        group = ET.SubElement(root, "g")
        ET.SubElement(group, "title").text = self._edge_title(edge)
        mailed = " mailed" if edge.mailed else ""
        ET.SubElement(
            group,
            "path",
            {
                "class": f"way {name}{mailed}",
                "d": style.path(points),
                "marker-end": f"url(#flow-arrow-{name})",
            },
        )
        style.label(group, points, edge.counts)

    # --- words -------------------------------------------------------------------------

    def _draw_head(self, root: ET.Element) -> None:
        style.text(root, (LEFT, 34), self._catalogue.text("title-flow-walked"), "caption")
        style.text(root, (LEFT, 58), self._description(), "quiet")

    def _description(self) -> str:
        totals: Counts = {}
        for node in self._flow.nodes:
            for verdict, count in node.counts.items():
                totals[verdict] = totals.get(verdict, 0) + count
        every = self._catalogue.text("count-statements", n=sum(totals.values()))
        told = f"{every}{self._catalogue.colon} {self._counts_in_words(totals)}"
        if not self._flow.elsewhere:
            return told
        more = self._catalogue.text("count-on-no-card", n=self._flow.elsewhere)
        return f"{told} ({more})"

    def _counts_in_words(self, counts: Counts) -> str:
        ranked = [verdict for verdict in VERDICTS if counts.get(verdict)]
        return ", ".join(self._counted(verdict, counts[verdict]) for verdict in ranked)

    def _counted(self, verdict: Verdict | None, n: int) -> str:
        if verdict is None:
            return f"{n} {self._word(verdict)}"
        return self._catalogue.text(f"count-verdict-{verdict}", n=n)

    def _word(self, verdict: Verdict | None) -> str:
        return self._catalogue.text(f"verdict-{verdict}" if verdict else "label-not-walked")

    def _edge_title(self, edge: FlowEdge) -> str:
        each = [f"{slug}: {self._word(verdict)}" for slug, verdict in edge.statements.items()]
        times = [self._catalogue.text("count-walked", n=edge.times)] if edge.times else []
        return "\n".join([f"{edge.source} → {edge.target}", *each, *times])

    def _draw_legend(self, root: ET.Element) -> None:
        box = self._layout.boxes[LEGEND]
        group = ET.SubElement(root, "g")
        for number, (kind, mark, word) in enumerate(style.LEGEND_LINES):
            y = box.y + _LINE * (number + 1)
            line = {"class": f"way {kind}", "d": f"M{box.x + 2:.0f} {y - 4:.0f} h34"}
            ET.SubElement(group, "path", line)
            style.text(group, (box.x + 46, y), mark, f"mark {kind}")
            style.text(group, (box.x + 66, y), self._catalogue.text(word))


def _key(edge: FlowEdge) -> Link:
    return edge.source, edge.target


def _is_crowded(edge: FlowEdge) -> bool:
    """Whether its marks need a line of their own."""
    return len(edge.counts) > _BESIDE
