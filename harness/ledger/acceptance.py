"""Findings under a ledger: which are accepted, and what becomes of each entry."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from harness.ledger.entry import LedgerEntry
from harness.ledger.matching import EntryUse, LedgerItem, entry_for, entry_uses
from harness.model.finding import Finding, Verdict
from harness.model.verdicts import BROKEN

_BROKEN = frozenset({*BROKEN, Verdict.ACCEPTED})

_HOLDS = frozenset({Verdict.PASS})


@dataclass(frozen=True)
class Acceptance:
    """A ledger on one day.

    Attributes:
        day: of the run; it decides which entries are in force.
        file: the ledger's file, as reports name it; "" for none.
    """

    entries: tuple[LedgerEntry, ...] = ()
    day: date = date.min
    file: str = ""

    def excused(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings; those that an entry excuses are `accepted`. A fault is never accepted."""
        return tuple(map(self._excused, findings))

    def _excused(self, finding: Finding) -> Finding:
        if entry_for(self.entries, item_of(finding), self.day) is None:
            return finding
        return finding.model_copy(update={"verdict": Verdict.ACCEPTED})

    def uses(self, findings: Iterable[Finding], *, whole: bool) -> tuple[EntryUse, ...]:
        """What becomes of each entry in a run; `whole` if every scenario ran to its end."""
        return entry_uses(self.entries, [item_of(f) for f in findings], self.day, whole=whole)


NOTHING_ACCEPTED = Acceptance()


def item_of(finding: Finding) -> LedgerItem:
    """A finding as an item of a ledger. A flaky one is neither accepted nor proof of anything."""
    deviates = finding.verdict in _BROKEN
    known = deviates or finding.verdict in _HOLDS
    return LedgerItem(
        subject=finding.statement,
        scope={"scenario": finding.scenario},
        deviates=deviates if known else None,
        fingerprint=finding.fingerprint,
        seen=finding.seen,
    )
