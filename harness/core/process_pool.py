"""Several processes at work: walking is work for the processor, and Python has one a process."""

import multiprocessing
import os
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import TypeVar

from harness.core.errors import EnvironmentFault

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


def each(
    work: Callable[[_Task], _Result], tasks: Iterable[_Task], processes: int
) -> Generator[_Result, None, None]:
    """Do work on each task, in processes that are started afresh.

    Args:
        work: known by its name in its module, with arguments that can be pickled; what it
            prepares and keeps, it keeps in each process.
        tasks: begun in their order.
        processes: how many work at once.

    Yields:
        The results as they come. If no more are wanted before the end, nothing goes on.

    Raises:
        EnvironmentFault: a process died.
    """
    # Fresh ones: a fork would copy locks that the threads of the terminal may hold.
    fresh = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, mp_context=fresh, initializer=_end_with_us)
    try:
        for done in as_completed([pool.submit(work, task) for task in tasks]):
            yield done.result()
    except BrokenProcessPool as error:
        raise EnvironmentFault(
            "each process at work to live until the end",
            seen=str(error),
            remedy="Try fewer at once (--jobs); look at the machine's memory.",
        ) from error
    except (KeyboardInterrupt, GeneratorExit):
        for child in multiprocessing.active_children():
            child.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _end_with_us() -> None:
    """A process at work waits for more for ever, though nobody is left to give it."""
    if ours := multiprocessing.parent_process():
        Thread(target=_end_after, args=(ours,), daemon=True).start()


def _end_after(ours: BaseProcess) -> None:
    ours.join()
    os._exit(1)
