"""An entry excuses its own fingerprint, where and as long as it says, and nothing else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.ledger.entry import LedgerEntry
from harness.ledger.matching import EntryStatus, LedgerItem, entry_for, entry_uses
from tests.facts import verbatim
from tests.ledger.made import OTHER, SEEN, TODAY, entry, item


def standing(one: LedgerEntry, *items: LedgerItem, whole: bool = True) -> EntryStatus:
    """How an entry stands to what was judged."""
    (use,) = entry_uses([one], items, TODAY, whole=whole)
    return use.status


class TestExcuse:
    """Which entry excuses something."""

    def test_its_own(self) -> None:
        """Same subject, same fingerprint, in force: excused, wherever no scope is given."""
        assert entry_for([entry()], item("anywhere"), TODAY) == entry()

    @pytest.mark.parametrize(
        "one",
        [
            entry("search.bcr.mandatory"),
            entry(fingerprint=OTHER),
            entry(scope={"scenario": ("b", "c*")}),
            entry(until=date(2010, 9, 22)),
            entry(since=date(2010, 9, 24)),
        ],
    )
    def test_no_other(self, one: LedgerEntry) -> None:
        """Another subject, fingerprint, place or day: not excused."""
        assert entry_for([one], item("a"), TODAY) is None

    @pytest.mark.parametrize("day", [date(2010, 9, 1), date(2010, 10, 1)])
    def test_days(self, day: date) -> None:
        """The first and the last day are in force."""
        assert entry_for([entry()], item(), day)

    def test_what_holds(self) -> None:
        """Nothing is excused where nothing is amiss."""
        assert entry_for([entry()], item(deviates=False), TODAY) is None

    @pytest.mark.parametrize("scenario", ["a", "bcd"])
    def test_scope(self, scenario: str) -> None:
        """Each name of a scope may have several values, with * and ?."""
        assert entry_for([entry(scope={"scenario": ("a", "b*")})], item(scenario), TODAY)


class TestSettle:
    """How an entry stands once all was judged."""

    def test_excused(self) -> None:
        """It tells where it excuses what."""
        (use,) = entry_uses([entry()], [item("a"), item("b", deviates=False)], TODAY)
        assert use.status is EntryStatus.EXCUSED
        assert use.places == ({"scenario": "a"},)
        assert not use.fails

    def test_stale(self) -> None:
        """What is seen no more has to go."""
        assert standing(entry(), item(deviates=False)) is EntryStatus.STALE

    def test_expired(self) -> None:
        """Seen and out of force: it fails, with what is seen."""
        (use,) = entry_uses([entry(until=date(2010, 9, 22))], [item()], TODAY)
        assert (use.status, use.seen_now, use.fails) == (
            EntryStatus.EXPIRED,
            (verbatim("words"),),
            True,
        )

    def test_expired_and_gone(self) -> None:
        """Out of force and seen no more: it has to go, whatever its days."""
        assert standing(entry(until=date(2010, 9, 22)), item(deviates=False)) is EntryStatus.STALE

    def test_changed(self) -> None:
        """Something else in its place: it fails, and tells what."""
        (use,) = entry_uses(
            [entry()], [item(fingerprint=OTHER, seen=verbatim("other words"))], TODAY
        )
        assert (use.status, use.seen_now) == (EntryStatus.CHANGED, (verbatim("other words"),))

    def test_what_another_entry_accepts_is_no_change(self) -> None:
        """Two entries for two shapes: the one that is seen no more is stale."""
        both = [entry(), entry(fingerprint=OTHER)]
        uses = entry_uses(both, [item(fingerprint=OTHER)], TODAY)
        assert [use.status for use in uses] == [EntryStatus.STALE, EntryStatus.EXCUSED]

    def test_not_looked_for(self) -> None:
        """Nothing judged of the subject, or not all of it: nobody knows."""
        assert standing(entry()) is EntryStatus.UNTRIED
        assert standing(entry(), item("b", deviates=None)) is EntryStatus.UNTRIED
        some = [item("a", deviates=False), item("b", deviates=None)]
        assert standing(entry(), *some) is EntryStatus.UNTRIED

    def test_part_of_a_run(self) -> None:
        """In a part of a whole nothing is stale: the rest may show it."""
        assert standing(entry(), item(deviates=False), whole=False) is EntryStatus.UNTRIED
        assert standing(entry(), item(fingerprint=OTHER), whole=False) is EntryStatus.CHANGED


_PRINTS = st.sampled_from([SEEN, OTHER, "0" * 12])
_ITEMS = st.lists(
    st.builds(
        item,
        st.sampled_from("abc"),
        deviates=st.sampled_from([True, False, None]),
        fingerprint=_PRINTS,
        subject=st.sampled_from(["x", "y"]),
    )
)
_ENTRIES = st.lists(
    st.builds(
        entry,
        st.sampled_from(["x", "y"]),
        fingerprint=_PRINTS,
        scope=st.sampled_from([{}, {"scenario": ("a",)}, {"scenario": ("b", "c")}]),
        until=st.sampled_from([date(2010, 9, 22), date(2010, 10, 1)]),
    ),
    unique_by=lambda one: one.key,
)


@given(_ENTRIES, _ITEMS, st.booleans())
def test_no_ledger_hides_what_nobody_accepted(
    entries: list[LedgerEntry], items: list[LedgerItem], whole: bool
) -> None:
    """What is excused has an entry of its own print in force; all else keeps failing."""
    for one in items:
        found = entry_for(entries, one, TODAY)
        assert (found is None) or (
            one.deviates and found.fingerprint == one.fingerprint and found.until >= TODAY
        )
    for use in entry_uses(entries, items, TODAY, whole=whole):
        excused = [i for i in items if entry_for([use.entry], i, TODAY)]
        assert (use.status is EntryStatus.EXCUSED) == bool(excused)
