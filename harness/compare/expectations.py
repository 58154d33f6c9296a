"""What a ledger says of a comparison: which differences were expected."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from pydantic import BaseModel, ConfigDict

from harness.compare.difference import Change, Difference, Kind, Ruling
from harness.compare.model import Comparison
from harness.ledger.entry import Entry
from harness.ledger.matching import Item, Use, excuse, settle

SAME, DIFFERENT, FAULT, NOTHING = 0, 1, 3, 4  # exit codes
_ESCAPED = re.compile(r"\[([*?[])\]")  # as in a pattern that means the sign itself
PAGE, PART = "page", "part"  # the names that a scope may have


class Weighed(BaseModel):
    """A comparison with what was expected of it.

    Attributes:
        comparison: as it came out.
        excused: for each expected difference, by its fingerprint, the entry that expects it.
        uses: what became of each entry of the ledger.
        fail_on_gaps: whether what was planned has to be compared.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    comparison: Comparison
    excused: Mapping[str, Entry] = {}
    uses: tuple[Use, ...] = ()
    fail_on_gaps: bool = False

    @property
    def regressions(self) -> tuple[Difference, ...]:
        """What the new portal broke; no ledger excuses it, the guide decides."""
        return self.comparison.having(Ruling.REGRESSION)

    @property
    def unexpected(self) -> tuple[Difference, ...]:
        """The differences that nobody accepted, regressions aside."""
        return tuple(
            d
            for d in self.comparison.differences
            if d.fingerprint not in self.excused and d.ruling is not Ruling.REGRESSION
        )

    @property
    def failing(self) -> tuple[Use, ...]:
        """The entries of the ledger that somebody has to look after."""
        return tuple(use for use in self.uses if use.fails)

    @property
    def exit_code(self) -> int:
        """0 nothing unexpected, 1 differences, stale entries or gaps, 3 a fault, 4 nothing done."""
        if self.comparison.faults:
            return FAULT
        if not self.comparison.scenarios:
            return NOTHING
        gaps = self.fail_on_gaps and self.comparison.gaps
        told = self.regressions or self.unexpected or self.failing or gaps
        return DIFFERENT if told else SAME


def weigh(
    comparison: Comparison, entries: Sequence[Entry], today: date, *, fail_on_gaps: bool = False
) -> Weighed:
    """Hold a comparison against a ledger.

    Args:
        comparison: as it came out.
        entries: of the ledger.
        today: the day of the comparison.
        fail_on_gaps: whether what was planned has to be compared.
    """
    items = [item_of(difference) for difference in comparison.differences]
    excuses = {item.fingerprint: excuse(entries, item, today) for item in items}
    return Weighed(
        comparison=comparison,
        excused={print_: entry for print_, entry in excuses.items() if entry is not None},
        uses=settle(entries, [*items, *_quiet(comparison, entries, items)], today),
        fail_on_gaps=fail_on_gaps,
    )


SUBJECTS = tuple(map(str, Kind))
"""What a ledger calls the kinds of differences."""


def item_of(difference: Difference) -> Item:
    """A difference as a ledger knows it."""
    change = difference.change
    return Item(
        subject=str(change.kind),
        scope=scope_of(change),
        deviates=True,
        fingerprint=difference.fingerprint,
        seen=told(change),
    )


def scope_of(change: Change) -> dict[str, str]:
    """The page and the part of it that a difference is on."""
    return {PAGE: change.page, PART: change.part}


def told(change: Change) -> str:
    """A change in words."""
    return f"« {change.old} » → « {change.new} »"


def _quiet(
    comparison: Comparison, entries: Sequence[Entry], items: Sequence[Item]
) -> Iterator[Item]:
    """Where an entry speaks of a page that was compared, and nothing differs any more."""
    for entry in entries:
        if any(entry.covers(item.subject, item.scope) for item in items):
            continue
        pages = entry.scope.get(PAGE, comparison.pages[:1])
        if all(page in {*comparison.pages, "mail", ""} for page in pages):
            part = _ESCAPED.sub(r"\1", entry.scope.get(PART, ("",))[0])
            scope = {PAGE: pages[0] if pages else "", PART: part}
            yield Item(subject=entry.subject, scope=scope, deviates=False)
