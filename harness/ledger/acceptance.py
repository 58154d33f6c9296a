"""Findings under a ledger: what is accepted, and how the ledger stands in the end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from harness.ledger.entry import Entry
from harness.ledger.matching import Item, Use, excuse, settle
from harness.model.finding import Finding, Verdict

_AMISS = frozenset({Verdict.FAIL, Verdict.WARN, Verdict.ACCEPTED})
_HOLDS = frozenset({Verdict.PASS})


@dataclass(frozen=True)
class Acceptance:
    """A ledger on one day.

    Attributes:
        entries: what is accepted.
        day: of the run; it decides what is in force.
        file: the ledger's file, for people; "" for none.
    """

    entries: tuple[Entry, ...] = ()
    day: date = date.min
    file: str = ""

    def excused(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Findings with `accepted` for what is broken and excused; faults never are."""
        return tuple(map(self._excused, findings))

    def _excused(self, finding: Finding) -> Finding:
        if excuse(self.entries, item_of(finding), self.day) is None:
            return finding
        return finding.model_copy(update={"verdict": Verdict.ACCEPTED})

    def uses(self, findings: Iterable[Finding], *, whole: bool) -> tuple[Use, ...]:
        """How each entry stands to the findings of a run.

        Args:
            findings: all of them.
            whole: whether every scenario was walked to its end.
        """
        return settle(self.entries, [item_of(f) for f in findings], self.day, whole=whole)


NOTHING_ACCEPTED = Acceptance()


def item_of(finding: Finding) -> Item:
    """A finding as a ledger sees it; what is flaky can neither be accepted nor prove anything."""
    deviates = finding.verdict in _AMISS
    known = deviates or finding.verdict in _HOLDS
    return Item(
        subject=finding.statement,
        scope={"scenario": finding.scenario},
        deviates=deviates if known else None,
        fingerprint=finding.fingerprint,
        seen=finding.seen,
    )
