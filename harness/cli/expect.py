"""Accepting differences of a comparison: one by one, or all that have one cause."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from glob import escape
from pathlib import Path

from harness.compare.expectations import PAGE, PART, SUBJECTS, ReviewedComparison, item_of
from harness.compare.model import Difference, Ruling
from harness.core.errors import UsageError
from harness.guide.loader import load_guide
from harness.ledger.entry import Entry
from harness.ledger.store import Ledger, read_ledger
from harness.reporting.comparison.write import read

EXPECTED = Path("expected.toml")
"""The ledger of expected differences where none is named."""


def differences_of(folder: Path, fingerprint: str, *, group: bool) -> tuple[Difference, ...]:
    """The difference of a kept comparison with that fingerprint, or all that have its cause.

    Raises:
        UsageError: there is none, or the new portal broke the guide there.
    """
    reviewed = read(folder)
    for cause in reviewed.comparison.causes:
        own = [d for d in cause.differences if d.fingerprint == fingerprint]
        if own:
            return tuple(_allowed(cause.differences if group else own))
    raise UsageError(
        f"a difference {fingerprint} in {folder}",
        seen=f"{_count(reviewed)} differences, none of them with that fingerprint",
        remedy="See its comparison.md, where each fingerprint stands before its difference; "
        "comparison.json has those that are not told there.",
    )


def _count(reviewed: ReviewedComparison) -> int:
    return sum(1 for _ in reviewed.comparison.differences)


def _allowed(found: Sequence[Difference]) -> Iterator[Difference]:
    """Those that may be expected; no ledger excuses a regression."""
    kept = [d for d in found if d.ruling is not Ruling.REGRESSION]
    if not kept:
        raise UsageError(
            "a difference that the guide allows",
            seen=f"a regression of {found[0].statement}",
            remedy="Mend the portal; words that it may say otherwise stand in [words] of its file.",
        )
    yield from kept


def expectation(
    difference: Difference, words: Mapping[str, str], since: date, until: date
) -> Entry:
    """An entry that expects one difference, on its page and of its part alone."""
    item = item_of(difference)
    places = {name: (escape(value),) for name, value in item.scope.items() if value}
    known = load_guide().pages
    if item.scope[PAGE] not in {*known, "mail"}:
        places.pop(PAGE, None)
    return Entry(
        subject=item.subject,
        fingerprint=item.fingerprint,
        scope=places,
        seen=item.seen,
        since=since,
        until=until,
        **words,
    )


def expected_differences(path: Path) -> Ledger:
    """Read a ledger of differences: its subjects are kinds, its scopes pages and parts.

    Raises:
        LedgerError: the file is missing or broken, or speaks of what there is not.
    """
    pages = (*load_guide().pages, "mail", "")
    return read_ledger(path, subjects=SUBJECTS, scopes={PAGE: pages, PART: ()})
