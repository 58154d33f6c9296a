"""Work done by several processes comes back whole, and a process that dies is told."""

import os

import pytest

from harness.errors import EnvironmentFault
from harness.mutate.team import each


def test_each_task_is_done_once() -> None:
    """In other processes, in whatever order they end."""
    results = dict(each(squared, range(5), processes=2))
    assert results.keys() == {0, 1, 4, 9, 16}
    assert os.getpid() not in results.values()


def squared(number: int) -> tuple[int, int]:
    """The square, and the process that found it."""
    return number**2, os.getpid()


def test_a_process_that_dies_is_a_fault_of_the_environment() -> None:
    """With something to do about it."""
    with pytest.raises(EnvironmentFault, match=r"live until the end.*--jobs"):
        list(each(os._exit, [9], processes=1))
