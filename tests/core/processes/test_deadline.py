"""Deadlines are put off while the machine gives this process too little, and not otherwise."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.core.processes import deadline
from harness.core.processes.deadline import MAX_STRETCH, Deadline, LoadMeter, first_of, wait_for


class Machine:
    """A machine whose clock is turned by hand, and the share that it gives to a process."""

    def __init__(self, share: float = 1.0) -> None:
        self.now, self.share, self.looks = 100.0, share, 0

    def clock(self) -> float:
        """The time."""
        return self.now

    def measure(self) -> float:
        """The share at the moment."""
        self.looks += 1
        return self.share

    def deadline(self, seconds: float) -> Deadline:
        """A deadline on this machine."""
        return Deadline(seconds, LoadMeter(self.measure, self.clock), self.clock)

    def waited(self, seconds: float, step: float = 0.5) -> float:
        """How long somebody waits who looks at every step."""
        began, bound = self.now, self.deadline(seconds)
        while bound.left() > 0:
            self.now += step
        return self.now - began


@given(st.sampled_from([0.5, 1.0, 3.0, 10.0, 60.0]), st.floats(0.4, 1.0))
def test_a_machine_with_enough_time_puts_nothing_off(seconds: float, share: float) -> None:
    """What several walks and a browser take from each other is ordinary."""
    assert Machine(share).waited(seconds) == seconds


@given(st.sampled_from([3.0, 10.0, 60.0]), st.floats(0.05, 0.39))
def test_a_busy_machine_puts_it_off_by_what_it_withholds(seconds: float, share: float) -> None:
    """A tenth of a processor: ten times as long."""
    assert Machine(share).waited(seconds) == pytest.approx(seconds / share, abs=2)


@given(st.floats(0, 0.01))
def test_nothing_is_waited_for_without_end(share: float) -> None:
    """However little the machine gives."""
    assert Machine(share).waited(10) == pytest.approx(10 * MAX_STRETCH, abs=1)


def test_a_machine_that_was_busy_for_a_while() -> None:
    """Only the busy seconds count less."""
    machine = Machine(0.1)
    bound = machine.deadline(10)
    for _ in range(20):
        machine.now += 1
        left = bound.left()
    assert left == pytest.approx(8)
    machine.share = 1.0
    for _ in range(8):
        assert bound.left() > 0.5
        machine.now += 1
    assert bound.left() == pytest.approx(0)


def test_a_short_wait_looks_at_nothing() -> None:
    """A look costs time of the processor."""
    machine = Machine(0.1)
    machine.waited(0.9, step=0.1)
    assert machine.looks == 0


def test_many_who_wait_share_a_look() -> None:
    """One look a second, whoever waits."""
    machine = Machine(0.5)
    meter = LoadMeter(machine.measure, machine.clock)
    several = [Deadline(10, meter, machine.clock) for _ in range(50)]
    machine.now += 1.5
    assert all(one.left() > 0 for one in several)
    assert machine.looks == 1


def test_the_share_that_is_measured() -> None:
    """A share, whatever the machine does."""
    assert 0 < deadline.processor_share() <= 1


async def test_what_ends_in_time_gives_its_value() -> None:
    """And an error of its own stays one."""
    assert await wait_for(asyncio.sleep(0, "value"), 5) == "value"
    with pytest.raises(KeyError):
        async with deadline.timeout(5):
            raise KeyError


async def test_what_does_not_end_is_cancelled() -> None:
    """As with `asyncio.timeout`."""
    with pytest.raises(TimeoutError):
        await wait_for(asyncio.Event().wait(), 0.01)


async def test_a_late_answer_is_in_time_on_a_busy_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten times as late, where a tenth of a processor is there."""
    monkeypatch.setattr(deadline, "_INTERVAL", 0.01)
    monkeypatch.setattr(deadline, "_METER", LoadMeter(lambda: 0.1))
    answer = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_later(0.2, answer.set_result, "late")
    assert await wait_for(answer, 0.05) == "late"


async def test_the_first_of_several() -> None:
    """Or none, after a while."""
    never, done = asyncio.get_running_loop().create_future(), asyncio.ensure_future(_soon())
    await first_of((never, done), 5)
    assert done.done()
    await first_of((never,), 0.01)
    assert not never.done()


async def _soon() -> None:
    await asyncio.sleep(0)
