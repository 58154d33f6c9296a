"""Where the picture of the flow puts its cards, and along which lines its links run.

grandalf ranks the pages by the links between them. The ranks are set like words of a text: from
left to right in rows of four; cards of one rank share a cell.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from grandalf.graphs import Edge, Graph, Vertex
from grandalf.layouts import SugiyamaLayout

WIDTH = 1000
CARD = 196
GUTTER = 58
LEFT = 21
TOP = 84
LEGEND = "legend"
_COLUMNS = 4
_LANE = 24
_GAP = 30  # between two rows without lanes
_BETWEEN = 14  # two cards in one cell
_IN_CELL = 3  # cards of one rank that share a cell

Point = tuple[float, float]
Link = tuple[str, str]
"""Two cards, the one that a link leaves and the one that it enters."""


@dataclass(frozen=True)
class CardBox:
    """A rectangle in pixels, and its cell."""

    x: float
    y: float
    width: float
    height: float
    row: int
    column: int

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height


@dataclass(frozen=True)
class FlowLayout:
    """The boxes of all cards, the corners of all links that are drawn, and the height."""

    boxes: Mapping[str, CardBox]
    lines: Mapping[Link, tuple[Point, ...]]
    height: float


def ranks(pages: Sequence[str], links: Iterable[Link]) -> dict[str, int]:
    """The rank of each page: all links lead to a higher rank, but for those that close a circle."""
    vertices = {page: Vertex(page) for page in pages}
    edges = [Edge(vertices[a], vertices[b]) for a, b in dict.fromkeys(links)]
    found: dict[str, int] = {}
    for part in Graph(list(vertices.values()), edges).C:
        own = [page for page in pages if vertices[page] in part.sV]
        for vertex in part.sV:
            vertex.view = _Size()
        place = {vertices[page]: number for number, page in enumerate(own)}
        backward = [e for e in part.sE if place[e.v[0]] > place[e.v[1]]]
        layout = SugiyamaLayout(part)
        layout.init_all(roots=[vertices[own[0]]], inverted_edges=backward)
        found |= {page: layout.grx[vertices[page]].rank for page in own}
    return {page: found[page] for page in pages}


class _Size:
    """The size of a card for grandalf, of which only the ranks are used."""

    w = h = 1
    xy = (0.0, 0.0)


def lay_out(
    heights: Mapping[str, float], ranked: Mapping[str, int], links: Sequence[Link]
) -> FlowLayout:
    """Place cards in rows, and draw links between them.

    Args:
        heights: of each card, in pixels; the legend comes last.
        ranked: the rank of each card of the flow; the others come after them.
        links: to draw, between ranked cards.
    """
    others = [name for name in heights if name not in ranked and name != LEGEND]
    last = [(LEGEND,)] if LEGEND in heights else []
    rows = _rows([*_cells(ranked), *_shared(others), *last])
    place = {
        name: (row, column)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
        for name in cell
    }
    lanes = _lanes(links, place)
    boxes: dict[str, CardBox] = {}
    ends: list[float] = []
    y = float(TOP)
    for row, cells in enumerate(rows):
        height = max(_stack(cell, heights) for cell in cells)
        for column, cell in enumerate(cells):
            boxes |= _cell(cell, heights, (row, column), y, height)
        ends.append(y + height)
        count = sum(1 for own, _ in lanes.values() if own == row)
        y += height + _GAP + _LANE * count
    router = _Router(boxes, ends, lanes, links)
    return FlowLayout(boxes, {link: router.line(link) for link in links}, y)


def _cells(ranked: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    """The cards of each rank, a few in a cell."""
    for rank in sorted(set(ranked.values())):
        yield from _shared([name for name, own in ranked.items() if own == rank])


def _shared(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Cards in cells of a few."""
    yield from (tuple(names[i : i + _IN_CELL]) for i in range(0, len(names), _IN_CELL))


def _rows(cells: Sequence[tuple[str, ...]]) -> list[Sequence[tuple[str, ...]]]:
    return [cells[i : i + _COLUMNS] for i in range(0, len(cells), _COLUMNS)]


def _stack(cell: tuple[str, ...], heights: Mapping[str, float]) -> float:
    return sum(heights[name] for name in cell) + _BETWEEN * (len(cell) - 1)


def _cell(
    cell: tuple[str, ...],
    heights: Mapping[str, float],
    place: tuple[int, int],
    y: float,
    height: float,
) -> dict[str, CardBox]:
    boxes: dict[str, CardBox] = {}
    spare = (height - _stack(cell, heights)) / len(cell)
    x = LEFT + place[1] * (CARD + GUTTER)
    for name in cell:
        own = heights[name] + spare
        boxes[name] = CardBox(x, y, CARD, own, *place)
        y += own + _BETWEEN
    return boxes


def _is_next(place: Mapping[str, tuple[int, int]], link: Link) -> bool:
    """Whether a link leads to the cell right of it."""
    (row, column), (to_row, to_column) = place[link[0]], place[link[1]]
    return row == to_row and column + 1 == to_column


def _lanes(
    links: Iterable[Link], place: Mapping[str, tuple[int, int]]
) -> dict[Link, tuple[int, int]]:
    """For each link that runs below a row, the row and the number of its lane there.

    The shortest come first, so that they cross none of the others.
    """
    counts: Counter[int] = Counter()
    found: dict[Link, tuple[int, int]] = {}
    for link in sorted(links, key=lambda link: abs(place[link[0]][1] - place[link[1]][1])):
        if not _is_next(place, link):
            row = place[link[0]][0]
            found[link] = row, counts[row]
            counts[row] += 1
    return found


class _Router:
    """Finds the corners of links, each with ports of its own on the cards."""

    def __init__(
        self,
        boxes: Mapping[str, CardBox],
        ends: Sequence[float],
        lanes: Mapping[Link, tuple[int, int]],
        links: Sequence[Link],
    ) -> None:
        self._boxes, self._ends, self._lanes = boxes, ends, lanes
        self._ports: dict[tuple[str, str], list[Link]] = {}  # links at a side of a card
        for link in links:
            for name, side in zip(link, self._sides(link), strict=True):
                self._ports.setdefault((name, side), []).append(link)
        for (name, side), own in self._ports.items():
            own.sort(key=lambda link: self._other_end(name, side, link))

    def _sides(self, link: Link) -> tuple[str, str]:
        """The sides of the two cards at which a link is drawn."""
        if link not in self._lanes:
            return "right", "left"
        row, to_row = (self._boxes[name].row for name in link)
        return "bottom", "bottom" if row == to_row else "top"

    def _other_end(self, name: str, side: str, link: Link) -> float:
        other = self._boxes[link[1] if link[0] == name else link[0]]
        return other.y if side in {"left", "right"} else other.x

    def _port(self, name: str, side: str, link: Link) -> Point:
        box, own = self._boxes[name], self._ports[name, side]
        part = (own.index(link) + 1) / (len(own) + 1)
        if side in {"left", "right"}:
            return box.x if side == "left" else box.right, box.y + box.height * part
        return box.x + box.width * part, box.y if side == "top" else box.bottom

    def line(self, link: Link) -> tuple[Point, ...]:
        """The corners of a link, from its begin to its end."""
        leave, enter = self._sides(link)
        start, end = self._port(link[0], leave, link), self._port(link[1], enter, link)
        if link not in self._lanes:
            middle = (start[0] + end[0]) / 2
            return _without_repeats((start, (middle, start[1]), (middle, end[1]), end))
        row, lane = self._lanes[link]
        y = self._ends[row] + _LANE * (lane + 0.7)
        corners: tuple[Point, ...] = ((start[0], y), (end[0], y))
        before = self._boxes[link[1]].row - 1
        if before > row:  # past the rows between them, beside the card
            x = self._boxes[link[1]].x - GUTTER / 2
            below = self._ends[before] + _GAP / 2
            corners = ((start[0], y), (x, y), (x, below), (end[0], below))
        return (start, *corners, end)


def _without_repeats(points: Sequence[Point]) -> tuple[Point, ...]:
    """The points, without corners on a straight line."""
    if points[0][1] == points[-1][1]:
        return points[0], points[-1]
    kept = [one for one, other in pairwise(points) if one != other]
    return (*kept, points[-1])
