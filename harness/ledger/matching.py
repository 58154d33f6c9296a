"""Matches what was seen with a ledger: each entry excuses its own fingerprint and no other."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from harness.core.value import Value
from harness.ledger.entry import LedgerEntry
from harness.model.fact import Fact


class LedgerItem(Value):
    """One thing that an entry of a ledger can be about.

    Attributes:
        subject: slug of what it is about.
        scope: where it was judged.
        deviates: whether something is broken; None if that is not known.
        fingerprint: of what was seen; "" if nothing is broken.
        seen: what was seen; None if nothing is broken.
    """

    subject: str
    scope: Mapping[str, str] = MappingProxyType({})
    deviates: bool | None
    fingerprint: str = ""
    seen: Fact | None = None


class EntryStatus(StrEnum):
    """What becomes of an entry."""

    EXCUSED = "excused"
    """It was seen, and is accepted."""
    UNTRIED = "untried"
    """It was not judged."""
    STALE = "stale"
    """It is no longer seen: remove the entry."""
    EXPIRED = "expired"
    """It is seen, and its last day is over."""
    CHANGED = "changed"
    """Something else is seen in its scope, which no entry accepts."""


FAILING = frozenset({EntryStatus.STALE, EntryStatus.EXPIRED, EntryStatus.CHANGED})


class EntryUse(Value):
    """What became of one entry.

    Attributes:
        seen_now: what is seen in its scope, each once; () for nothing.
        places: the scopes in which it excuses something.
    """

    entry: LedgerEntry
    status: EntryStatus
    seen_now: tuple[Fact, ...] = ()
    places: tuple[Mapping[str, str], ...] = ()

    @property
    def fails(self) -> bool:
        """Whether the owner has to change the ledger or the portal."""
        return self.status in FAILING


def entry_for(entries: Iterable[LedgerEntry], item: LedgerItem, today: date) -> LedgerEntry | None:
    """The entry that excuses an item on a day; None for none."""
    return next((e for e in entries if _is_about(e, item) and e.since <= today <= e.until), None)


def entry_uses(
    entries: Sequence[LedgerEntry], items: Sequence[LedgerItem], today: date, *, whole: bool = True
) -> tuple[EntryUse, ...]:
    """What becomes of each entry of a ledger.

    Args:
        entries: of the ledger.
        items: all that was judged, including what holds.
        today: the day of the run.
        whole: whether everything was judged; an entry is stale only then.

    Returns:
        One use for each entry, in their order.
    """
    unaccepted = [i for i in items if i.deviates and not any(_is_about(e, i) for e in entries)]
    return tuple(_use(entry, items, unaccepted, today, whole=whole) for entry in entries)


def _is_about(entry: LedgerEntry, item: LedgerItem) -> bool:
    """Whether an entry excuses an item, on the days on which it is in force."""
    return bool(
        item.deviates
        and item.fingerprint == entry.fingerprint
        and entry.covers(item.subject, item.scope)
    )


def _use(
    entry: LedgerEntry,
    items: Sequence[LedgerItem],
    unaccepted: Sequence[LedgerItem],
    today: date,
    *,
    whole: bool,
) -> EntryUse:
    own = [item for item in items if _is_about(entry, item)]
    others = [item for item in unaccepted if entry.covers(item.subject, item.scope)]
    status = _status_of(entry, own, others, today)
    if status is EntryStatus.STALE and not (whole and _is_judged(entry, items)):
        status = EntryStatus.UNTRIED
    shown = own or others if status is not EntryStatus.UNTRIED else ()
    return EntryUse(
        entry=entry,
        status=status,
        seen_now=tuple(dict.fromkeys(item.seen for item in shown if item.seen)),
        places=tuple(i.scope for i in own) if status is EntryStatus.EXCUSED else (),
    )


def _status_of(
    entry: LedgerEntry, own: Sequence[LedgerItem], others: Sequence[LedgerItem], today: date
) -> EntryStatus:
    if own:
        return EntryStatus.EXCUSED if entry.since <= today <= entry.until else EntryStatus.EXPIRED
    return EntryStatus.CHANGED if others else EntryStatus.STALE


def _is_judged(entry: LedgerEntry, items: Iterable[LedgerItem]) -> bool:
    """Whether all items in the entry's scope were judged, and there is at least one."""
    known = [i.deviates is not None for i in items if entry.covers(i.subject, i.scope)]
    return bool(known) and all(known)
