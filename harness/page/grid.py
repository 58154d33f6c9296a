"""Tables as grids: the cell to the left, the cell above, the row that names a group."""

from harness.page.nearby import LONGEST_LABEL, count_fields, spoken
from harness.page.nodes import Node, Outline
from harness.page.text import has_words, is_mark, squeeze

_DIGITS = 3  # of a colspan that is believed
_NESTING = 3  # how many layout tables around a field are looked at


class Grid:
    """The rows of each table and the cells of each row, in document order."""

    def __init__(self, document: Outline) -> None:
        self._document = document
        self._texts: dict[int, str] = {}
        self._rows: dict[int, list[Node]] = {}
        self._cells: dict[int, list[Node]] = {}
        for node in document.nodes:
            if node.tag == "tr" and node.table:
                self._rows.setdefault(node.table.order, []).append(node)
            elif node.tag in {"td", "th"} and node.parent:
                self._cells.setdefault(node.parent.order, []).append(node)

    def left(self, field: Node) -> str:
        """The words in the nearest cell to the left that has any, up to another field."""
        cell, depth = field.cell, 0
        while cell is not None and depth < _NESTING:
            text = self._left_of(cell)
            if text or count_fields(self._document, cell.table or cell) > 1:
                return text
            cell, depth = _outer(cell), depth + 1
        return ""

    def _left_of(self, cell: Node) -> str:
        marks = ""
        for other in reversed(self._siblings(cell)):
            if other.order >= cell.order:
                continue
            text = self._text(other)
            if self._has_field(other) or len(text) > LONGEST_LABEL:
                return ""
            if has_words(text):
                return f"{text} {marks}".strip()
            if is_mark(text):
                marks = text
        return ""

    def above(self, field: Node) -> str:
        """The words in the cell above: right above, or the head of a column of fields."""
        cell = field.cell
        if cell is None or cell.parent is None or cell.table is None:
            return ""
        column, among_fields = self._column(cell), False
        for row in reversed(self._rows.get(cell.table.order, [])):
            if row.order >= cell.parent.order:
                continue
            other = self._at(row, column)
            if other is None or (_span(other) > _span(cell) and len(self._siblings(other)) == 1):
                return ""
            text = self._text(other)
            if self._has_field(other):
                among_fields = True
            elif has_words(text) and (other.tag == "th" or not among_fields):
                return text if len(text) <= LONGEST_LABEL else ""
        return ""

    def title(self, field: Node) -> str:
        """The words of the nearest row above that holds nothing but one wide cell of words."""
        cell = field.cell
        while cell is not None:
            found = self._title_above(cell)
            if found:
                return found
            cell = _outer(cell)
        return ""

    def _title_above(self, cell: Node) -> str:
        if cell.table is None or cell.parent is None:
            return ""
        for row in reversed(self._rows.get(cell.table.order, [])):
            cells = self._cells.get(row.order, [])
            if row.order >= cell.parent.order or len(cells) != 1 or self._has_field(cells[0]):
                continue
            text = self._text(cells[0])
            wide = _span(cells[0]) > 1 or cells[0].tag == "th"
            if wide and has_words(text) and len(text) <= LONGEST_LABEL:
                return text
        return ""

    def _siblings(self, cell: Node) -> list[Node]:
        return self._cells.get(cell.parent.order, []) if cell.parent else []

    def _text(self, cell: Node) -> str:
        if cell.order not in self._texts:
            self._texts[cell.order] = squeeze(spoken(self._document, cell.start, cell.stop))
        return self._texts[cell.order]

    def _has_field(self, cell: Node) -> bool:
        return count_fields(self._document, cell) > 0

    def _column(self, cell: Node) -> int:
        return sum(_span(other) for other in self._siblings(cell) if other.order < cell.order)

    def _at(self, row: Node, column: int) -> Node | None:
        position = 0
        for cell in self._cells.get(row.order, []):
            position += _span(cell)
            if position > column:
                return cell
        return None


def _span(cell: Node) -> int:
    text = cell.get("colspan")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else 1


def _outer(cell: Node) -> Node | None:
    """The cell in which the table of a cell stands."""
    return cell.table.cell if cell.table else None
