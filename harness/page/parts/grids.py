"""Which boxes of a page stand in rows: the rows of tables, and what pages make in their place.

A row is an element with two or more boxes that hold words. Rows of one form, with as many boxes,
are one grid, wherever they stand: the heads of columns are often apart from the rows below them.
"""

from collections.abc import Iterable
from itertools import pairwise

from harness.model.page import Cell
from harness.page.dom.outline import Node

_MAX_LEVELS = 12  # elements around words that are searched for a row
_LEAST = 2


class Grids:
    """The cell of a grid that each of some elements stands in."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._boxes: dict[int, dict[int, int]] = {}  # places of boxes, by the orders of row and box
        self._grids: dict[tuple[str, str, int], int] = {}
        for node in nodes:
            for box, row in _levels(node):
                boxes = self._boxes.setdefault(row.order, {})
                boxes.setdefault(box.order, len(boxes))

    def of(self, node: Node) -> Cell | None:
        """The innermost cell around an element, or the one that it is; None for none."""
        for box, row in _levels(node):
            boxes = self._boxes[row.order]
            if len(boxes) >= _LEAST:
                form = (row.tag, row.get("class"), len(boxes))
                grid = self._grids.setdefault(form, row.order)
                return Cell(grid=grid, row=row.order, column=boxes[box.order])
        return None


def _levels(node: Node) -> Iterable[tuple[Node, Node]]:
    """An element and each around it, each with the one around it."""
    around = (node, *node.ancestors(_MAX_LEVELS))
    return pairwise(around)
