"""The map of a portal as SVG: its pages in columns by their steps from the start, its links."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from markupsafe import escape

from harness.core.sanitize import clipped, visible
from harness.crawl.results.inventory import InventoryEntry
from harness.crawl.store import LinkEdge

_MOST_PAGES = 90  # drawn one by one; more are drawn by their folders
_MOST_FOLDERS = 90
_MOST_LINES = 400
_BOX, _ROW, _COLUMN, _MARGIN = (190, 24, 260, 10)
_LETTERS = 26
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
    """A page, or a folder of pages."""

    name: str
    about: str
    depth: int
    kind: str = ""
    count: int = 1
    row: int = 0
    entries: list[int] = field(default_factory=list)


def site_map(entries: Sequence[InventoryEntry], edges: Sequence[LinkEdge]) -> str:
    """Draw the map.

    Args:
        entries: the pages that people go to, and the broken addresses.
        edges: the ways between them.
    """
    nodes = _pages(entries) if len(entries) <= _MOST_PAGES else _folders(entries)
    placed = {number: node for node in nodes for number in node.entries}
    columns: Counter[int] = Counter()
    for node in nodes:
        node.row = columns[node.depth]
        columns[node.depth] += 1
    depths = {depth: place for place, depth in enumerate(sorted(columns))}
    width = len(depths) * _COLUMN + 2 * _MARGIN
    height = max(columns.values(), default=0) * _ROW + 2 * _MARGIN
    lines = _lines(entries, edges, placed, depths)
    boxes = [_box(node, depths) for node in nodes]
    return (
        f'<svg class="site-map" xmlns="http://www.w3.org/2000/svg" role="img" width="{width}"'
        f' height="{height}" viewBox="0 0 {width} {height}"><style>{STYLE}</style>'
        f"{''.join(lines)}{''.join(boxes)}</svg>"
    )


def _pages(entries: Sequence[InventoryEntry]) -> list[_Node]:
    return [
        _Node(
            name=entry.title or urlsplit(entry.address).path,
            about=f"{entry.title} {entry.address}",
            depth=entry.depth,
            kind="form" if entry.fields else "" if entry.is_page else "lost",
            entries=[entry.id],
        )
        for entry in entries
    ]


def _folders(entries: Sequence[InventoryEntry]) -> list[_Node]:
    """One node for all that lies in one folder, the largest folders only."""
    found: dict[str, _Node] = {}
    for entry in entries:
        path = urlsplit(entry.address).path
        name = (
            f"/{path.strip('/').partition('/')[0]}" if path.strip("/").partition("/")[1] else path
        )
        node = found.setdefault(name, _Node(name, name, entry.depth, count=0))
        node.depth = min(node.depth, entry.depth)
        node.count += 1
        node.kind = node.kind or ("form" if entry.fields else "")
        node.entries.append(entry.id)
    largest = sorted(found.values(), key=lambda node: -node.count)[:_MOST_FOLDERS]
    for node in largest:
        node.about = f"{node.name} ({node.count})"
        node.name = node.about if node.count > 1 else node.name
    return sorted(largest, key=lambda node: (node.depth, node.about))


def _place(node: _Node, depths: dict[int, int]) -> tuple[int, int]:
    return _MARGIN + depths[node.depth] * _COLUMN, _MARGIN + node.row * _ROW


def _lines(
    entries: Sequence[InventoryEntry],
    edges: Sequence[LinkEdge],
    placed: dict[int, _Node],
    depths: dict[int, int],
) -> list[str]:
    """The ways; those by which a page was found first stand out."""
    ids = {entry.address: entry.id for entry in entries}
    first = {(ids.get(entry.found_on), entry.id) for entry in entries}
    drawn: dict[tuple[int, int], str] = {}
    for edge in sorted(edges, key=lambda edge: (edge.source, edge.target) not in first):
        one, other = placed.get(edge.source), placed.get(edge.target)
        if one is None or other is None or one is other or len(drawn) >= _MOST_LINES:
            continue
        kind = ' class="first"' if (edge.source, edge.target) in first else ""
        drawn.setdefault((id(one), id(other)), _line(one, other, depths, kind))
    return list(reversed(drawn.values()))


def _line(one: _Node, other: _Node, depths: dict[int, int], kind: str) -> str:
    x1, y1 = _place(one, depths)
    x2, y2 = _place(other, depths)
    x1, y1, y2 = x1 + _BOX, y1 + _ROW // 2, y2 + _ROW // 2
    bend = max(20, abs(x2 - x1) // 2)
    return f'<path{kind} d="M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"/>'


def _box(node: _Node, depths: dict[int, int]) -> str:
    x, y = _place(node, depths)
    name = escape(_short(visible(node.name)))
    about = escape(visible(clipped(node.about, 300)))
    return (
        f'<g class="{node.kind}"><title>{about}</title>'
        f'<rect x="{x}" y="{y}" width="{_BOX}" height="{_ROW - 4}" rx="3"/>'
        f'<text x="{x + 6}" y="{y + 14}">{name}</text></g>'
    )


def _short(text: str) -> str:
    return text if len(text) <= _LETTERS else f"{text[: _LETTERS - 1]}…"
