"""What was tried is known to a matrix that goes on, and to no other."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from harness.core.errors import UsageError
from harness.mutation.checkpoint import Checkpoint, CheckpointHead
from harness.mutation.scenario_selection import TrialPlan
from harness.mutation.trial import Trial
from tests.mutation.made import FAULT, fails, mutant, trial

ABOUT = CheckpointHead(version="1", target="reference", driver="http", validate_forms=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Of the file, in a folder that is not there yet."""
    return tmp_path / "matrix" / "trials.jsonl"


def order(name: str, *first: str) -> TrialPlan:
    """To walk these scenarios on an alteration."""
    return TrialPlan(mutant("a", name=name), first, (), 1)


def keep(path: Path, *trials: Trial) -> None:
    """Keep them, as a matrix does."""
    with Checkpoint(path, ABOUT, resume=False) as kept:
        for one in trials:
            kept.add(one)


def known(path: Path, *orders: TrialPlan) -> dict[str, Trial]:
    """What a matrix that goes on there knows of these orders."""
    return Checkpoint(path, ABOUT, resume=True).earlier(orders)


def names(trials: Iterable[str]) -> list[str]:
    """In the order of the alphabet."""
    return sorted(trials)


def test_what_was_tried_comes_back_whole(path: Path) -> None:
    """With its findings; more scenarios than the first of its order are no hindrance."""
    one = trial(fails("a"), alteration="m", scenarios=("one", "two"), acted=None)
    keep(path, one, trial(alteration="other"))
    assert known(path, order("m", "one")) == {"m": one}


def test_what_is_added_later_joins_what_was_there(path: Path) -> None:
    """However often it goes on."""
    keep(path, trial(alteration="m"))
    with Checkpoint(path, ABOUT, resume=True) as kept:
        kept.add(trial(alteration="n"))
    orders = [order(name, "one", "two") for name in "mno"]
    assert names(known(path, *orders)) == ["m", "n"]


def test_a_line_that_a_kill_cut_off_is_tried_again(path: Path) -> None:
    """Wherever it was cut."""
    keep(path, trial(alteration="m"), trial(alteration="n"))
    whole = path.read_bytes()
    begin = whole.rindex(b"\n", 0, -1) + 1
    for end in range(begin, len(whole) - 1, 17):
        path.write_bytes(whole[:end])
        assert names(known(path, order("m", "one", "two"), order("n", "one", "two"))) == ["m"]


def test_other_scenarios_or_a_fault_are_tried_again(path: Path) -> None:
    """The suite has changed since, or nothing was learnt."""
    keep(
        path,
        trial(alteration="m"),
        trial(alteration="n", faults=(FAULT,)),
    )
    assert known(path, order("m", "two", "one"), order("n", "one", "two")) == {}


def test_a_matrix_begun_anew_forgets(path: Path) -> None:
    """Without the wish to go on."""
    keep(path, trial(alteration="m"))
    keep(path)
    assert known(path, order("m", "one", "two")) == {}


@pytest.mark.parametrize("change", [{"driver": "browser"}, {"target": "spa"}, {"version": "2"}])
def test_a_matrix_made_otherwise_is_refused(path: Path, change: dict[str, str]) -> None:
    """Told with both."""
    keep(path, trial())
    with pytest.raises(UsageError, match=r"made with 1, reference, http, True, not with"):
        Checkpoint(path, ABOUT.model_copy(update=change), resume=True)


@pytest.mark.parametrize("content", [None, b"", b"\xff\n", b"{}\n"])
def test_nothing_to_go_on_with_is_refused(path: Path, content: bytes | None) -> None:
    """Missing, empty, garbage; nothing is made of it."""
    if content is not None:
        path.parent.mkdir()
        path.write_bytes(content)
    with pytest.raises(UsageError, match=r"matrix like this one in .*--resume"):
        Checkpoint(path, ABOUT, resume=True)
    assert path.exists() is (content is not None)
