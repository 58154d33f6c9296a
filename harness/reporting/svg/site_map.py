"""The map of a portal as SVG: its pages in columns by their distance from the start, its links."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from harness.core.sanitize import clipped, legal_xml, visible
from harness.core.url import split
from harness.crawl.results.inventory import InventoryEntry
from harness.crawl.store import LinkEdge

MAX_PAGES = 90  # drawn one by one; more are drawn by their folders
MAX_FOLDERS = 90
MAX_LINKS = 400
_MAX_NAME, _MAX_TITLE = 26, 300  # characters
_BOX, _ROW, _COLUMN, _MARGIN = (190, 24, 260, 10)
STYLE = """
.site-map rect { fill: var(--card); stroke: var(--line); }
.site-map .form rect { stroke: var(--link); stroke-width: 2; }
.site-map .lost rect { stroke: var(--fail); stroke-width: 2; stroke-dasharray: 4 2; }
.site-map text { fill: var(--ink); font: 12px system-ui, "DejaVu Sans", sans-serif; }
.site-map path { fill: none; stroke: var(--line); }
.site-map path.first { stroke: var(--quiet); stroke-width: 1.4; }
"""


@dataclass
class _Node:
    """A page, or a folder of pages.

    Attributes:
        name: shown in its box.
        title: shown by the pointer.
        depth: its distance from the start.
        kind: "form", "lost" or "".
        count: of its pages.
        row: in its column.
        entries: the numbers of its pages.
    """

    name: str
    title: str
    depth: int
    kind: str = ""
    count: int = 1
    row: int = 0
    entries: list[int] = field(default_factory=list)


def site_map(entries: Sequence[InventoryEntry], edges: Sequence[LinkEdge]) -> str:
    """Draw the map.

    Args:
        entries: the pages that people visit, and the broken addresses.
        edges: the links between them.
    """
    nodes = _pages(entries) if len(entries) <= MAX_PAGES else _folders(entries)
    rows: Counter[int] = Counter()
    for node in nodes:
        node.row = rows[node.depth]
        rows[node.depth] += 1
    columns = {depth: column for column, depth in enumerate(sorted(rows))}
    width = len(columns) * _COLUMN + 2 * _MARGIN
    height = max(rows.values(), default=0) * _ROW + 2 * _MARGIN
    root = ET.Element(
        "svg",
        {
            "class": "site-map",
            "xmlns": "http://www.w3.org/2000/svg",
            "role": "img",
            "width": str(width),
            "height": str(height),
            "viewBox": f"0 0 {width} {height}",
        },
    )
    ET.SubElement(root, "style").text = STYLE
    for one, other, is_first in reversed([*_links(entries, edges, nodes)]):
        _draw_link(root, _corner(one, columns), _corner(other, columns), is_first=is_first)
    for node in nodes:
        _draw_node(root, node, _corner(node, columns))
    return ET.tostring(root, encoding="unicode")


def _pages(entries: Sequence[InventoryEntry]) -> list[_Node]:
    return [
        _Node(
            name=entry.title or split(entry.address).path,
            title=f"{entry.title} {entry.address}",
            depth=entry.depth,
            kind="form" if entry.fields else "" if entry.is_page else "lost",
            entries=[entry.id],
        )
        for entry in entries
    ]


def _folders(entries: Sequence[InventoryEntry]) -> list[_Node]:
    """The pages by the first folder of their path, the largest folders only."""
    found: dict[str, _Node] = {}
    for entry in entries:
        path = split(entry.address).path
        folder, separator, _ = path.strip("/").partition("/")
        name = f"/{folder}" if separator else path
        node = found.setdefault(name, _Node(name, name, entry.depth, count=0))
        node.depth = min(node.depth, entry.depth)
        node.count += 1
        node.kind = node.kind or ("form" if entry.fields else "")
        node.entries.append(entry.id)
    largest = sorted(found.values(), key=lambda node: -node.count)[:MAX_FOLDERS]
    for node in largest:
        node.title = f"{node.name} ({node.count})"
        node.name = node.title if node.count > 1 else node.name
    return sorted(largest, key=lambda node: (node.depth, node.title))


def _links(
    entries: Sequence[InventoryEntry], edges: Sequence[LinkEdge], nodes: Sequence[_Node]
) -> Iterator[tuple[_Node, _Node, bool]]:
    """The links between two nodes, each pair once; True for those by which a page was found."""
    node_of = {number: node for node in nodes for number in node.entries}
    ids = {entry.address: entry.id for entry in entries}
    first = {(ids.get(entry.found_on), entry.id) for entry in entries}
    drawn: set[tuple[int, int]] = set()
    for edge in sorted(edges, key=lambda edge: (edge.source, edge.target) not in first):
        one, other = node_of.get(edge.source), node_of.get(edge.target)
        if one is None or other is None or one is other or (id(one), id(other)) in drawn:
            continue
        drawn.add((id(one), id(other)))
        yield one, other, (edge.source, edge.target) in first
        if len(drawn) >= MAX_LINKS:
            return


def _corner(node: _Node, columns: dict[int, int]) -> tuple[int, int]:
    """The upper left corner of a node's box."""
    return _MARGIN + columns[node.depth] * _COLUMN, _MARGIN + node.row * _ROW


def _draw_link(
    root: ET.Element, start: tuple[int, int], end: tuple[int, int], *, is_first: bool
) -> None:
    x1, y1 = start[0] + _BOX, start[1] + _ROW // 2
    x2, y2 = end[0], end[1] + _ROW // 2
    bend = max(20, abs(x2 - x1) // 2)
    line = {"d": f"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"}
    ET.SubElement(root, "path", line | ({"class": "first"} if is_first else {}))


def _draw_node(root: ET.Element, node: _Node, corner: tuple[int, int]) -> None:
    x, y = corner
    group = ET.SubElement(root, "g", {"class": node.kind} if node.kind else {})
    ET.SubElement(group, "title").text = legal_xml(visible(clipped(node.title, _MAX_TITLE)))
    box = {"x": str(x), "y": str(y), "width": str(_BOX), "height": str(_ROW - 4), "rx": "3"}
    ET.SubElement(group, "rect", box)
    name = legal_xml(visible(node.name))
    label = ET.SubElement(group, "text", {"x": str(x + 6), "y": str(y + 14)})
    label.text = name if len(name) <= _MAX_NAME else f"{name[: _MAX_NAME - 1]}…"
