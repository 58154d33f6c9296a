"""The claims about what a page holds for this account: values, rows, numbers, files."""

from typing import Literal

from harness.core.value import Value
from harness.guide.worded import FieldLabel

Countable = Literal["row", "item", "heading", "link", "button", "field", "picture"]


class ShownValue(Value):
    """The page shows this value under this label, in a field or beside the label's words.

    Attributes:
        label: words before the value.
        value: `{name}` … are filled in from the account.
    """

    kind: Literal["value"]
    label: FieldLabel
    value: str


class TableRow(Value):
    """One row of a table has cells with these words, in this order; others may stand between.

    Attributes:
        cells: `{name}` … are filled in from the account.
    """

    kind: Literal["row"]
    cells: tuple[str, ...]


class Count(Value):
    """The page has so many visible parts of a kind.

    Attributes:
        of: the kind of part.
        words: that each of them has; "" for any.
        count: how many.
        at_least: whether more are right as well.
    """

    kind: Literal["count"]
    of: Countable
    words: str = ""
    count: int
    at_least: bool = False


class NoWords(Value):
    """These words are nowhere on the page."""

    kind: Literal["no-words"]
    text: str


class Download(Value):
    """The file behind a link comes, and it is not empty.

    Attributes:
        name: of the file, with * and ?.
        media_type: such as "application/pdf"; "" for any.
        smallest: minimum number of bytes.
        largest: maximum number of bytes; None for any.
        contains: words that the text of the file has, each of them anywhere.
        lines: how many lines of it are not blank; None for any.
        unchanged: whether its bytes are those of the file that the scenario uploaded last.
    """

    kind: Literal["download"]
    name: str = "*"
    media_type: str = ""
    smallest: int = 1
    largest: int | None = None
    contains: tuple[str, ...] = ()
    lines: int | None = None
    unchanged: bool = False


class NoSecret(Value):
    """The page shows no secret, neither in its words nor in a field that people can read.

    Attributes:
        secret: its kind, as the suite names it; "link" for the secret part of a mailed link; ""
            for any.
    """

    kind: Literal["no-secret"]
    secret: str = ""


class Sum(Value):
    """The amounts in a column of a table add up to the one in the row of the total.

    Attributes:
        column: words at the head of the column.
        total: words of a cell in the row with the total.
    """

    kind: Literal["sum"]
    column: str
    total: str


class Absent(Value):
    """An address of the portal has no page: it answers 401, 403, 404 or 410."""

    kind: Literal["absent"]


ContentClaim = ShownValue | TableRow | Count | NoWords | NoSecret | Sum
