"""What is known survives a kill; the sums are those of the rows."""

from pathlib import Path

import pytest

from harness.core.errors import CaptureError, EnvironmentFault, UsageError
from harness.population.account_list import ListedAccount
from harness.population.batch_run import BatchWriter
from harness.population.outcome import SearchOutcome
from harness.population.store import OutcomeStore, SearchResult
from harness.population.summary import summarise

FOUND = SearchOutcome(page="regenerate", status=200, identifier="own")
REFUSED = SearchOutcome(page="search", status=200, said="Aucun compte.")
BROKEN = SearchOutcome(fault="TimedOut: no answer")
ABOUT = {"list": "digest"}


def searched(row: int, old: SearchOutcome, new: SearchOutcome, **traits: str) -> SearchResult:
    """One account that was searched."""
    return SearchResult(ListedAccount(row=row, values={}, traits=traits), old, new)


def test_what_was_kept_is_known_after_a_kill_and_faults_are_tried_again(tmp_path: Path) -> None:
    """A second process goes on where the first one ended."""
    store = OutcomeStore(tmp_path / "store", ABOUT)
    store.save([searched(1, FOUND, FOUND), searched(2, FOUND, BROKEN)])
    with OutcomeStore(tmp_path / "store", ABOUT) as again:  # the first was never closed
        assert again.is_known(1)
        assert not again.is_known(2)
        assert not again.is_known(3)
        again.save([searched(2, FOUND, FOUND)])
        assert (again.total, again.faulty) == (2, 0)


def test_a_store_of_another_list_is_refused(tmp_path: Path) -> None:
    """Two lists in one file would prove nothing."""
    with OutcomeStore(tmp_path / "store", ABOUT):
        pass
    with pytest.raises(UsageError, match="what is compared now"):
        OutcomeStore(tmp_path / "store", {"list": "another digest"})


def test_differing_accounts_are_grouped_by_outcome_and_by_what_they_share(tmp_path: Path) -> None:
    """The trait that tells most comes first; one that all have alike is not told."""
    with OutcomeStore(tmp_path / "store", ABOUT) as store:
        store.save(
            searched(n, FOUND, REFUSED if n <= 5 else FOUND, hyphen="yes" if n <= 6 else "no")
            for n in range(1, 51)
        )
        found = summarise(store, old="a", new="b", scenario="s", accounts=50)
    (group,) = found.groups
    assert (group.count, group.rows, found.differing) == (5, (1, 2, 3, 4, 5), 5)
    assert [(t.name, t.value, t.accounts, t.differing) for t in found.traits] == [
        ("hyphen", "yes", 6, 5)
    ]
    assert found.exit_code == 1


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    """What was saved before is there."""
    with OutcomeStore(tmp_path / "store", ABOUT) as store:
        store.save([searched(1, FOUND, FOUND)])
        store._base.execute("PRAGMA max_page_count = 1")  # it has as many as it has now
        with pytest.raises(EnvironmentFault, match=r"Make room"):
            store.save(searched(n, FOUND, REFUSED) for n in range(2, 2000))
        assert store.total == 1


def test_exit_codes_tell_same_fault_and_nothing(tmp_path: Path) -> None:
    """A list that was not searched whole never passes."""
    with OutcomeStore(tmp_path / "store", ABOUT) as store:
        store.save([searched(1, FOUND, FOUND)])
        told = {"old": "a", "new": "b", "scenario": "s"}
        assert summarise(store, accounts=1, **told).exit_code == 0
        assert summarise(store, accounts=2, **told).exit_code == 3
        store.save([searched(2, BROKEN, FOUND)])
        broken = summarise(store, accounts=2, **told)
        assert broken.exit_code == 3
        assert broken.faults == {"old: TimedOut: no answer": 1}


def test_a_portal_that_is_gone_ends_the_walk_and_what_came_before_is_kept(tmp_path: Path) -> None:
    """Twenty faults in a row; a single one between others is borne."""
    heard: list[int] = []
    with OutcomeStore(tmp_path / "store", ABOUT) as store:
        writer = BatchWriter(store, heard.append)
        for row in range(1, 31):
            writer.add(searched(row, FOUND, BROKEN if row % 2 else FOUND))
        for row in range(31, 50):
            writer.add(searched(row, FOUND, BROKEN))
        with pytest.raises(CaptureError, match="new portal"):
            writer.add(searched(50, FOUND, BROKEN))
        assert store.total >= 40
        assert sum(heard) == store.total


def test_another_status_alone_is_no_other_outcome() -> None:
    """People do not see it."""
    assert not FOUND.differs(FOUND.model_copy(update={"status": 201}))
    assert FOUND.differs(FOUND.model_copy(update={"identifier": "another"}))
