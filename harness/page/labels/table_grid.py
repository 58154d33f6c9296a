"""Tables as grids: the cell to the left, the cell above, the row that names a group."""

from collections import defaultdict
from dataclasses import dataclass

from harness.core.text import has_words, is_mark, squeeze
from harness.page.dom.outline import Node, Outline
from harness.page.labels.adjacent_text import count_fields, readable_text
from harness.page.labels.hints import MAX_LABEL, is_label

_MAX_SPAN_DIGITS = 3  # a longer colspan is ignored
_MAX_SPAN = 50  # columns of one cell
_MAX_NESTING = 3  # layout tables around a field that are searched


@dataclass(frozen=True, slots=True)
class _ColumnHead:
    """The cell above a position in a column.

    Attributes:
        text: the words right above, blank cells skipped.
        column: the words of the last heading cell of the column.
        alone: the width of the cell with the text, if it is the only one in its row.
    """

    text: str = ""
    column: str = ""
    alone: int = 0


class TableGrid:
    """The rows of each table and the cells of each row, in document order."""

    def __init__(self, document: Outline) -> None:
        self._document = document
        self._above: dict[int, str] = {}
        self._below: dict[int, str] = {}
        self._titles: dict[int, str] = {}
        self._texts: dict[int, str] = {}
        self._radios: dict[int, defaultdict[str, dict[int, Node]]] = {}  # by row, name and cell
        self._rows: dict[int, list[Node]] = {}
        self._cells: dict[int, list[Node]] = {}
        for node in document.nodes:
            if node.tag == "tr" and node.table:
                self._rows.setdefault(node.table.order, []).append(node)
            elif node.tag in {"td", "th"} and node.parent:
                self._cells.setdefault(node.parent.order, []).append(node)
        for rows in self._rows.values():
            self._read_table(rows)

    def left(self, field: Node) -> str:
        """The words in the nearest cell to the left that has any, up to another field."""
        cell, depth = field.cell, 0
        while cell is not None and depth < _MAX_NESTING:
            text = self._left_of(cell)
            if text or self._names_its_fields(cell):
                return text
            cell, depth = _outer_cell(cell), depth + 1
        return ""

    def label_left(self, field: Node) -> str:
        """The same, unless they ask something of which the heads of the columns are the answers."""
        return "" if len(self._choices(field)) > 1 and self.above(field) else self.left(field)

    def question(self, field: Node) -> str:
        """The words to the left of a choice, or of all the choices of its row."""
        return self.left(next(iter(self._choices(field)), field))

    def _choices(self, field: Node) -> list[Node]:
        """The first radio button of a group in each cell of a row that has any."""
        row = field.cell.parent if field.cell else None
        if row is None or not _is_radio(field):
            return []
        if row.order not in self._radios:
            self._radios[row.order] = found = defaultdict[str, dict[int, Node]](dict)
            for node in filter(_is_radio, self._document.nodes[row.order : row.last]):
                if node.cell:
                    found[node.get("name")].setdefault(node.cell.order, node)
        return list(self._radios[row.order][field.get("name")].values())

    def _names_its_fields(self, cell: Node) -> bool:
        """Whether the table of a cell has several fields, and words to tell them apart."""
        table = cell.table
        if table is None or count_fields(self._document, table, cell) <= 1:
            return False
        return has_words(readable_text(self._document, table.start, table.stop, cell))

    def _left_of(self, cell: Node) -> str:
        """The words of the nearest cell that has any; of pictures only if no cell has words."""
        marks = picture = ""
        for other in reversed(self._siblings(cell)):
            if other.order >= cell.order or not other.is_shown_to(cell):
                continue
            text = self._text(other)
            if self._has_field(other) or len(text) > MAX_LABEL:
                break
            if has_words(text) and has_words(self._document.words(other)):
                return f"{text} {marks}".strip()
            if has_words(text):
                picture = picture or text
            elif is_mark(text):
                marks = text
        return f"{picture} {marks}".strip() if picture else ""

    def above(self, field: Node) -> str:
        """The words in the cell above: right above, or the head of a column of fields."""
        return self._above.get(field.cell.order, "") if field.cell else ""

    def below(self, field: Node) -> str:
        """The words in the cell below, if rows of fields alone stand above their labels."""
        return self._below.get(field.cell.order, "") if field.cell else ""

    def title(self, field: Node) -> str:
        """The words of the nearest row above that consists of one wide cell of words."""
        cell = field.cell
        while cell is not None:
            title = self._titles.get(cell.parent.order, "") if cell.parent else ""
            if title:
                return title
            cell = _outer_cell(cell)
        return ""

    def title_of_one(self, field: Node) -> str:
        """The title row above the only field of a table, if the field begins its row.

        A title above several fields names them all; a cell before the field would be its label.
        """
        cell = field.cell
        if cell is None or cell.table is None or self._siblings(cell)[:1] != [cell]:
            return ""
        return self.title(field) if count_fields(self._document, cell.table, field) == 1 else ""

    def _read_table(self, rows: list[Node]) -> None:
        """Read a table from top to bottom, with the current head of each column.

        A row that is hidden by itself heads no row that is shown.
        """
        heads: dict[int, _ColumnHead] = {}
        title = ""
        for row in rows:
            is_shown = row.table is None or row.is_shown_to(row.table)
            self._titles[row.order] = title
            if is_shown:
                title = self._title_of(row) or title
            self._read_row(row, heads if is_shown else dict(heads))
        self._read_labels_below([self._cells.get(row.order, []) for row in rows])

    def _read_labels_below(self, rows: list[list[Node]]) -> None:
        """Read the labels of a row of fields in the row below, which heads no other row."""
        for fields, labels, further in zip(rows, rows[1:], [*rows[2:], []], strict=False):
            is_pair = [*map(_span, fields)] == [*map(_span, labels)] and self._is_head(labels)
            is_last = is_pair and not any(map(self._has_field, further))
            if is_last and all(map(self._is_field_alone, fields)):
                texts = map(self._text, labels)
                self._below |= {
                    cell.order: text
                    for cell, text in zip(fields, texts, strict=True)
                    if is_label(text)
                }

    def _is_field_alone(self, cell: Node) -> bool:
        is_one = count_fields(self._document, cell, cell) == 1
        return is_one and not has_words(self._text(cell))

    def _title_of(self, row: Node) -> str:
        cells = self._cells.get(row.order, [])
        if len(cells) != 1 or self._has_field(cells[0]):
            return ""
        text = self._text(cells[0])
        wide = _span(cells[0]) > 1 or cells[0].tag == "th"
        return text if wide and has_words(text) and len(text) <= MAX_LABEL else ""

    def _read_row(self, row: Node, heads: dict[int, "_ColumnHead"]) -> None:
        cells, column = self._cells.get(row.order, []), 0
        is_head = self._is_head(cells)
        for cell in cells:
            span = _span(cell)
            head = heads.get(column, _ColumnHead())
            if head.alone <= span:
                self._above[cell.order] = head.text
            for covered in range(column, column + min(span, _MAX_SPAN)):
                head = heads.get(covered, _ColumnHead())
                alone = len(cells) == 1
                heads[covered] = self._head_below(cell, head, is_head=is_head, alone=alone)
            column += span
        for missing in [key for key in heads if key >= column]:
            del heads[missing]

    def _is_head(self, cells: list[Node]) -> bool:
        """Whether a row consists of the heads of several columns."""
        named = [cell for cell in cells if has_words(self._text(cell))]
        return len(named) > 1 and not any(map(self._has_field, cells))

    def _head_below(
        self, cell: Node, head: "_ColumnHead", *, is_head: bool, alone: bool
    ) -> "_ColumnHead":
        """The head of the row below a cell."""
        if self._has_field(cell):
            return _ColumnHead(head.column, head.column)
        text = self._text(cell)
        if not has_words(text):
            return head
        usable = text if len(text) <= MAX_LABEL else ""
        column = usable if cell.tag == "th" or is_head else head.column
        return _ColumnHead(usable, column, _span(cell) if alone else 0)

    def _siblings(self, cell: Node) -> list[Node]:
        return self._cells.get(cell.parent.order, []) if cell.parent else []

    def _text(self, cell: Node) -> str:
        if cell.order not in self._texts:
            self._texts[cell.order] = squeeze(
                readable_text(self._document, cell.start, cell.stop, cell)
            )
        return self._texts[cell.order]

    def _has_field(self, cell: Node) -> bool:
        return count_fields(self._document, cell, cell) > 0


def _span(cell: Node) -> int:
    text = cell.get("colspan")
    return (
        max(1, int(text))
        if text.isascii() and text.isdigit() and len(text) <= _MAX_SPAN_DIGITS
        else 1
    )


def _outer_cell(cell: Node) -> Node | None:
    """The cell that contains the table of a cell."""
    return cell.table.cell if cell.table else None


def _is_radio(node: Node) -> bool:
    return node.tag == "input" and node.get("type").lower() == "radio"
