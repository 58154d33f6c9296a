"""The claim that the amounts of a column add up to the total."""

import re
from collections.abc import Sequence
from decimal import Decimal

from harness.checks.content import rows_of
from harness.checks.context import Case
from harness.checks.outcome import Outcome, judged, not_observable
from harness.core.text import contains_words, label_key
from harness.guide.content_claims import Sum
from harness.model.fact import fact, quote
from harness.model.journal import PageRecord

_AMOUNT = re.compile(r"(?P<before>\D{0,8}?)(?P<digits>\d[\d.,' ]{0,30})\D{0,8}")
_GROUP = 3  # digits between two signs for thousands
_BLANKS = str.maketrans("", "", "' ")
_READINGS = ((",", "."), (".", ","))
"""Signs between thousands and before decimals, as in English and in French."""


def column_sum(claim: Sum, record: PageRecord, case: Case) -> Outcome:
    """The amounts in a column add up to the one in the row of the total."""
    column, total = quote(claim.column), quote(claim.total)
    expected, evidence = fact("sum", column=column, total=total), case.page_evidence(record)
    found = _column(claim, list(rows_of(record.page)))
    if found is None:
        return judged(False, expected, fact("no-column-with-total"), evidence)
    amounts, written = found
    readings = [one for one in (_read(amounts, written, *signs) for signs in _READINGS) if one]
    if not readings:
        return not_observable(expected, fact("amounts-unread"), evidence)
    right = next((one for one in readings if one[0] == one[1]), readings[0])
    seen = fact("sum-seen", sum=str(right[0]), total=quote(written))
    return judged(right[0] == right[1], expected, seen, evidence)


def _column(claim: Sum, rows: Sequence[Sequence[str]]) -> tuple[list[str], str] | None:
    """The cells of the column, and the one in the row of the total; None for no such column."""
    for start, head in enumerate(rows):
        names = [label_key(cell) for cell in head]
        if label_key(claim.column) not in names:
            continue
        place = names.index(label_key(claim.column))
        cells: list[str] = []
        for row in rows[start + 1 :]:
            cell = _cell(row, place, len(head))
            if any(contains_words(one, claim.total) for one in row):
                return (cells, cell) if cell else None
            cells.append(cell)
    return None


def _cell(row: Sequence[str], place: int, width: int) -> str:
    """The cell of a column; blank cells are left out, and a total may span several columns."""
    if place == width - 1:
        return row[-1]
    return row[place] if len(row) == width else ""


def _read(
    amounts: Sequence[str], total: str, thousands: str, decimals: str
) -> tuple[Decimal, Decimal] | None:
    """The sum of the amounts, and the total; None if one is not written in that way."""
    numbers = [_number(one, thousands, decimals) for one in (*amounts, total)]
    known = [one for one in numbers if one is not None]
    return (sum(known[:-1], Decimal()), known[-1]) if len(known) == len(numbers) else None


def _number(text: str, thousands: str, decimals: str) -> Decimal | None:
    """The amount that a folded cell tells; None if it is not written in that way."""
    found = _AMOUNT.fullmatch(text)
    if found is None:
        return None
    digits = found["digits"].translate(_BLANKS).rstrip(".,")
    whole, sign, rest = digits.partition(decimals)
    first, *groups = whole.split(thousands)
    is_grouped = len(first) <= _GROUP and all(len(one) == _GROUP for one in groups)
    if (
        (groups and not is_grouped)
        or not (first + "".join(groups) + rest).isdigit()
        or (sign and not rest)
    ):
        return None
    value = Decimal(f"{first}{''.join(groups)}.{rest or 0}")
    return -value if set(found["before"]) & set("-(") else value
