"""Where the picture of the flow puts its cards, and along which lines its links run."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

WIDTH = 1000
CARD = 196
GUTTER = 58
LEFT = 21
TOP = 84
GAP = 72  # between two rows: two lanes with their labels
AGAIN = "login again"
LEGEND = "legend"
_COLUMNS = 4
_LANE = 24

BoxSide = Literal["left", "right", "top", "bottom"]
Point = tuple[float, float]

# Row and column of each cell; two small cards share a cell.
_CELLS: tuple[tuple[tuple[str, ...], ...], ...] = (
    (("home",), ("login",), ("lost-codes",), ("help", "terms")),
    (("search",), ("regenerate",), ("certification-code",), ("space",)),
    ((LEGEND,), ("mail",), (AGAIN,), ("certification",)),
)


@dataclass(frozen=True)
class CardBox:
    """A rectangle in pixels."""

    x: float
    y: float
    width: float
    height: float

    def port(self, side: BoxSide, part: float) -> Point:
        """The point at a fraction of a side."""
        if side in {"left", "right"}:
            return self.x + self.width * (side == "right"), self.y + self.height * part
        return self.x + self.width * part, self.y + self.height * (side == "bottom")


@dataclass(frozen=True)
class EdgeRoute:
    """How a link is drawn.

    Attributes:
        source: the card that it leaves (the login has two).
        leave: side and fraction where it leaves.
        target: the card that it enters.
        enter: side and fraction where it enters.
        lane: the row below which it runs sideways, and the lane there; None for a straight line.
    """

    source: str
    leave: tuple[BoxSide, float]
    target: str
    enter: tuple[BoxSide, float]
    lane: tuple[int, int] | None = None


_RIGHT: tuple[BoxSide, float] = ("right", 0.5)
_LEFT: tuple[BoxSide, float] = ("left", 0.5)

ROUTES: dict[tuple[str, str], EdgeRoute] = {
    ("home", "login"): EdgeRoute("home", _RIGHT, "login", _LEFT),
    ("login", "lost-codes"): EdgeRoute("login", _RIGHT, "lost-codes", _LEFT),
    ("lost-codes", "search"): EdgeRoute(
        "lost-codes", ("bottom", 0.35), "search", ("top", 0.5), (0, 0)
    ),
    ("lost-codes", "regenerate"): EdgeRoute(
        "lost-codes", ("bottom", 0.65), "regenerate", ("top", 0.5), (0, 1)
    ),
    ("search", "regenerate"): EdgeRoute("search", _RIGHT, "regenerate", _LEFT),
    ("regenerate", "certification-code"): EdgeRoute(
        "regenerate", _RIGHT, "certification-code", _LEFT
    ),
    ("regenerate", "mail"): EdgeRoute("regenerate", ("bottom", 0.5), "mail", ("top", 0.5)),
    ("certification-code", "login"): EdgeRoute(
        "certification-code", ("bottom", 0.3), AGAIN, ("top", 0.3)
    ),
    ("mail", "login"): EdgeRoute("mail", _RIGHT, AGAIN, _LEFT),
    ("login", "certification"): EdgeRoute(AGAIN, _RIGHT, "certification", _LEFT),
    ("certification", "space"): EdgeRoute("certification", ("top", 0.7), "space", ("bottom", 0.7)),
    ("login", "space"): EdgeRoute(AGAIN, ("top", 0.8), "space", ("bottom", 0.3), (1, 0)),
    ("certification", "login"): EdgeRoute(
        "certification", ("bottom", 0.5), AGAIN, ("bottom", 0.5), (2, 0)
    ),
}


@dataclass(frozen=True)
class FlowLayout:
    """The boxes of all cards, the lower edges of the rows, and the height of the picture."""

    boxes: dict[str, CardBox]
    row_ends: tuple[float, ...]
    height: float

    def points(self, route: EdgeRoute) -> tuple[Point, ...]:
        """The corners of a route, from its begin to its end."""
        start = self.boxes[route.source].port(*route.leave)
        end = self.boxes[route.target].port(*route.enter)
        if route.lane is None:
            return start, end
        row, lane = route.lane
        y = self.row_ends[row] + _LANE * (lane + 1)
        return start, (start[0], y), (end[0], y), end


def lay_out(heights: dict[str, float], order: Iterable[str]) -> FlowLayout:
    """Place cards in rows.

    Args:
        heights: of each card, in pixels.
        order: the guide's pages; those without a cell of their own are put in rows below.
    """
    placed = {name for row in _CELLS for cell in row for name in cell}
    others = [page for page in order if page not in placed]
    extra = [others[i : i + _COLUMNS] for i in range(0, len(others), _COLUMNS)]
    rows = [*_CELLS, *(tuple((page,) for page in row) for row in extra)]
    boxes: dict[str, CardBox] = {}
    row_ends: list[float] = []
    y = float(TOP)
    for row in rows:
        height = max(_stack(cell, heights) for cell in row)
        for column, cell in enumerate(row):
            boxes |= _cell(cell, heights, LEFT + column * (CARD + GUTTER), y, height)
        row_ends.append(y + height)
        y += height + GAP
    return FlowLayout(boxes, tuple(row_ends), y - GAP / 2)


_BETWEEN = 14  # two cards in one cell


def _stack(cell: tuple[str, ...], heights: dict[str, float]) -> float:
    present = [heights[name] for name in cell if name in heights]
    return sum(present) + _BETWEEN * (len(present) - 1)


def _cell(
    cell: tuple[str, ...], heights: dict[str, float], x: float, y: float, height: float
) -> dict[str, CardBox]:
    present = [name for name in cell if name in heights]
    boxes: dict[str, CardBox] = {}
    spare = (height - _stack(cell, heights)) / max(len(present), 1)
    for name in present:
        own = heights[name] + spare
        boxes[name] = CardBox(x, y, CARD, own)
        y += own + _BETWEEN
    return boxes
