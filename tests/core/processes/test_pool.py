"""Work done by several processes comes back whole, and a process that dies is told."""

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.core.errors import EnvironmentFault
from harness.core.processes.pool import run_each, run_in_order


def test_each_task_is_done_once() -> None:
    """In other processes, in whatever order they end."""
    results = dict(run_each(squared, range(5), processes=2))
    assert results.keys() == {0, 1, 4, 9, 16}
    assert os.getpid() not in results.values()


def squared(number: int) -> tuple[int, int]:
    """The square, and the process that found it."""
    return number**2, os.getpid()


def test_a_process_that_dies_is_a_fault_of_the_environment() -> None:
    """With something to do about it."""
    with pytest.raises(EnvironmentFault, match=r"live until the end.*--jobs"):
        list(run_each(os._exit, [9], processes=1))


def test_who_wants_no_more_leaves_nobody_at_work() -> None:
    """The one that sleeps for a minute is not waited for."""
    coming = run_each(time.sleep, [0.0, 60.0], processes=1)
    next(coming)
    coming.close()
    assert not multiprocessing.active_children()


def test_nobody_works_on_for_a_process_that_was_killed(tmp_path: Path) -> None:
    """No one is left to end them: what one held open is closed."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    program = (
        "from harness.core.processes.pool import run_each\n"
        "from tests.core.processes.test_pool import hold\n"
        f"list(run_each(hold, [{str(pipe)!r}], 1))"
    )
    with subprocess.Popen([sys.executable, "-c", program]) as parent, pipe.open("rb") as held:
        assert held.read(1) == b"!"
        parent.kill()
        assert held.read() == b""


def hold(pipe: str) -> None:
    """Keep it open for a minute."""
    with Path(pipe).open("wb", buffering=0) as held:
        held.write(b"!")
        time.sleep(60)


def test_results_come_in_the_order_of_their_tasks() -> None:
    """However long each takes; no more tasks are taken than are soon begun."""
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(12):
            taken.append(number)
            yield number

    coming = run_in_order(squared, tasks(), processes=2, remedy="Try again.")
    assert next(coming)[0] == 0
    assert len(taken) <= 5
    assert [square for square, _ in coming] == [number**2 for number in range(1, 12)]
