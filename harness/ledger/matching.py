"""What a ledger says of what was seen: each entry excuses its own fingerprint and no other."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict

from harness.ledger.entry import Entry
from harness.model.fact import Fact


class Item(BaseModel):
    """One thing that a ledger may speak of.

    Attributes:
        subject: slug of what it is about.
        scope: where it is.
        deviates: whether something is broken; None if that is not known.
        fingerprint: of what was seen; "" if nothing is broken.
        seen: what was seen; None if nothing is broken.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    subject: str
    scope: Mapping[str, str] = MappingProxyType({})
    deviates: bool | None
    fingerprint: str = ""
    seen: Fact | None = None


class Standing(StrEnum):
    """How an entry stands to what was seen."""

    EXCUSED = "excused"
    """It was seen as accepted."""
    UNTRIED = "untried"
    """Nothing shows whether it is still so."""
    STALE = "stale"
    """It is seen no more: the entry has to go."""
    EXPIRED = "expired"
    """It is seen, and accepted no longer."""
    CHANGED = "changed"
    """Something else is seen in its place, which nobody accepted."""


FAILING = frozenset({Standing.STALE, Standing.EXPIRED, Standing.CHANGED})


class Use(BaseModel):
    """What became of one entry.

    Attributes:
        seen_now: what is seen in its scope, each once; () for nothing.
        places: where it excuses something.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    entry: Entry
    standing: Standing
    seen_now: tuple[Fact, ...] = ()
    places: tuple[Mapping[str, str], ...] = ()

    @property
    def fails(self) -> bool:
        """Whether somebody has to look after it."""
        return self.standing in FAILING


def excuse(entries: Iterable[Entry], item: Item, today: date) -> Entry | None:
    """The entry that excuses something seen on a day; None for none."""
    return next((e for e in entries if _is_of(e, item) and e.since <= today <= e.until), None)


def settle(
    entries: Sequence[Entry], items: Sequence[Item], today: date, *, whole: bool = True
) -> tuple[Use, ...]:
    """How each entry of a ledger stands.

    Args:
        entries: of the ledger.
        items: all that was judged, what holds included.
        today: the day of the judgement.
        whole: whether everything was judged; what was not looked for is not stale.

    Returns:
        One use for each entry, in their order.
    """
    strange = [i for i in items if i.deviates and not any(_is_of(e, i) for e in entries)]
    return tuple(_use(entry, items, strange, today, whole=whole) for entry in entries)


def _is_of(entry: Entry, item: Item) -> bool:
    """Whether an item is what an entry was written for."""
    return bool(
        item.deviates
        and item.fingerprint == entry.fingerprint
        and entry.covers(item.subject, item.scope)
    )


def _use(
    entry: Entry, items: Sequence[Item], strange: Sequence[Item], today: date, *, whole: bool
) -> Use:
    own = [item for item in items if _is_of(entry, item)]
    others = [item for item in strange if entry.covers(item.subject, item.scope)]
    standing = _standing(entry, own, others, today)
    if standing is Standing.STALE and not (whole and _is_known(entry, items)):
        standing = Standing.UNTRIED
    shown = own or others if standing is not Standing.UNTRIED else ()
    return Use(
        entry=entry,
        standing=standing,
        seen_now=tuple(dict.fromkeys(item.seen for item in shown if item.seen)),
        places=tuple(i.scope for i in own) if standing is Standing.EXCUSED else (),
    )


def _standing(entry: Entry, own: Sequence[Item], others: Sequence[Item], today: date) -> Standing:
    if own:
        return Standing.EXCUSED if entry.since <= today <= entry.until else Standing.EXPIRED
    return Standing.CHANGED if others else Standing.STALE


def _is_known(entry: Entry, items: Iterable[Item]) -> bool:
    """Whether everything that the entry covers could be judged, and something was."""
    known = [i.deviates is not None for i in items if entry.covers(i.subject, i.scope)]
    return bool(known) and all(known)
