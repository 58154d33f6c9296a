"""Which differences of a comparison a ledger expects, and the exit code."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from harness.compare.model import Change, Comparison, Difference, DifferenceKind, Ruling
from harness.core.exit_codes import FAULT, FINDINGS, NOTHING, OK
from harness.core.value import Value
from harness.ledger.entry import LedgerEntry
from harness.ledger.matching import EntryUse, LedgerItem, entry_for, entry_uses
from harness.model.fact import Fact, fact, quote

_ESCAPED = re.compile(r"\[([*?[])\]")  # as in a pattern that means the sign itself
PAGE, PART = "page", "part"  # the names that a scope may have


class ReviewedComparison(Value):
    """A comparison with what was expected of it.

    Attributes:
        excused: for each expected difference, by its fingerprint, the entry that expects it.
        uses: the status of each entry of the ledger.
        fail_on_gaps: whether it is an error that a planned scenario is not compared.
    """

    comparison: Comparison
    excused: Mapping[str, LedgerEntry] = {}
    uses: tuple[EntryUse, ...] = ()
    fail_on_gaps: bool = False

    @property
    def regressions(self) -> tuple[Difference, ...]:
        """What the new portal broke; no entry of a ledger excuses it."""
        return self.comparison.having(Ruling.REGRESSION)

    @property
    def unexpected(self) -> tuple[Difference, ...]:
        """The differences that no entry expects, regressions aside."""
        return tuple(
            d
            for d in self.comparison.differences
            if d.fingerprint not in self.excused and d.ruling is not Ruling.REGRESSION
        )

    @property
    def failing(self) -> tuple[EntryUse, ...]:
        """The entries of the ledger that have to be changed."""
        return tuple(use for use in self.uses if use.fails)

    @property
    def exit_code(self) -> int:
        """0 nothing unexpected, 1 differences, stale entries or gaps, 3 a fault, 4 nothing done."""
        if self.comparison.faults:
            return FAULT
        if not self.comparison.scenarios:
            return NOTHING
        gaps = self.fail_on_gaps and self.comparison.gaps
        problems = self.regressions or self.unexpected or self.failing or gaps
        return FINDINGS if problems else OK


def review(
    comparison: Comparison,
    entries: Sequence[LedgerEntry],
    today: date,
    *,
    fail_on_gaps: bool = False,
) -> ReviewedComparison:
    """Compare the differences with a ledger, as of a day.

    With `fail_on_gaps` it is an error that a planned scenario is not compared.
    """
    items = [item_of(difference) for difference in comparison.differences]
    excuses = {item.fingerprint: entry_for(entries, item, today) for item in items}
    return ReviewedComparison(
        comparison=comparison,
        excused={print_: entry for print_, entry in excuses.items() if entry is not None},
        uses=entry_uses(entries, [*items, *_unchanged_items(comparison, entries, items)], today),
        fail_on_gaps=fail_on_gaps,
    )


SUBJECTS = tuple(map(str, DifferenceKind))
"""What a ledger calls the kinds of differences."""


def item_of(difference: Difference) -> LedgerItem:
    """A difference as an item of a ledger."""
    change = difference.change
    return LedgerItem(
        subject=str(change.kind),
        scope=scope_of(change),
        deviates=True,
        fingerprint=difference.fingerprint,
        seen=seen_fact(change),
    )


def scope_of(change: Change) -> dict[str, str]:
    """The scope of a change: its page and the part of it."""
    return {PAGE: change.page, PART: change.part}


def seen_fact(change: Change) -> Fact:
    """What both portals show, as a fact."""
    old, new = (quote(one) if isinstance(one, str) else one for one in (change.old, change.new))
    return fact("change-from-to", old=old, new=new)


def _unchanged_items(
    comparison: Comparison, entries: Sequence[LedgerEntry], items: Sequence[LedgerItem]
) -> Iterator[LedgerItem]:
    """For each entry about a compared page that covers no difference: an item without one."""
    for entry in entries:
        if any(entry.covers(item.subject, item.scope) for item in items):
            continue
        pages = entry.scope.get(PAGE, comparison.pages[:1])
        if all(page in {*comparison.pages, "mail", ""} for page in pages):
            part = _ESCAPED.sub(r"\1", entry.scope.get(PART, ("",))[0])
            scope = {PAGE: pages[0] if pages else "", PART: part}
            yield LedgerItem(subject=entry.subject, scope=scope, deviates=False)
