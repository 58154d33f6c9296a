"""A pool of processes: the work is CPU-bound, and a Python process uses one core."""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import TypeVar

from harness.core.errors import EnvironmentFault
from harness.core.processes.memory import collect_seldom

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


def cores() -> int:
    """How many cores of the processor this process may use, at least one."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return usable or 1


def run_each(
    work: Callable[[_Task], _Result], tasks: Iterable[_Task], processes: int
) -> Generator[_Result, None, None]:
    """Do work on each task in several processes.

    Args:
        work: a function at the top level of a module; its arguments can be pickled.
        tasks: begun in order.
        processes: number of processes.

    Yields:
        The results as they come. If the caller stops early, all processes end.

    Raises:
        EnvironmentFault: a process died.
    """
    remedy = "Try fewer at once (--jobs); look at the machine's memory."
    with _pool(processes, remedy) as pool:
        for done in as_completed([pool.submit(work, task) for task in tasks]):
            yield done.result()


def run_in_order(
    work: Callable[[_Task], _Result], tasks: Iterable[_Task], processes: int, *, remedy: str
) -> Generator[_Result, None, None]:
    """Do work on each task in several processes; results come in the order of the tasks.

    Args:
        work: a function at the top level of a module; its arguments can be pickled.
        tasks: taken as needed, a few more than there are processes.
        processes: number of processes.
        remedy: what the user can do if a process dies.

    Raises:
        EnvironmentFault: a process died.
    """
    rest = iter(tasks)
    with _pool(processes, remedy) as pool:
        running: deque[Future[_Result]] = deque()
        for task in rest:
            running.append(pool.submit(work, task))
            for more in islice(rest, 2 * processes - len(running)):
                running.append(pool.submit(work, more))
            yield running.popleft().result()
        while running:
            yield running.popleft().result()


@contextmanager
def _pool(processes: int, remedy: str) -> Iterator[ProcessPoolExecutor]:
    # spawn, because a fork would copy locks that threads of the terminal may hold
    spawn = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, mp_context=spawn, initializer=_begin)
    try:
        yield pool
    except BrokenProcessPool as error:
        raise EnvironmentFault(
            "each process at work to live until the end", seen=str(error), remedy=remedy
        ) from error
    except (KeyboardInterrupt, GeneratorExit):
        for child in multiprocessing.active_children():
            child.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _begin() -> None:
    collect_seldom()
    _end_with_parent()


def _end_with_parent() -> None:
    """End this process when its parent ends; otherwise it would wait for work for ever."""
    if parent := multiprocessing.parent_process():
        Thread(target=_exit_after, args=(parent,), daemon=True).start()


def _exit_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
