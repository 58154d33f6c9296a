"""Bounds the time and the memory of a library that has no limits of its own."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

try:
    import resource
except ImportError:  # pragma: no cover - not on every system
    resource = None


class _OutOfTime(BaseException):
    """No ordinary exception: a library must not catch it."""


@contextmanager
def bounded(seconds: float, size: int) -> Iterator[None]:
    """Bound what is done within this context: its seconds, and its bytes beyond those in use.

    This works in the main thread only, and where the system can do it.

    Raises:
        TimeoutError: it took longer.
        MemoryError: it took more.
    """
    try:
        with _memory(size), _time(seconds):
            yield
    except _OutOfTime:
        raise TimeoutError(f"no end after {seconds:g} s") from None


@contextmanager
def _time(seconds: float) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "SIGALRM"):
        yield
        return

    def end(_number: int, _frame: FrameType | None) -> None:
        raise _OutOfTime

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _memory(size: int) -> Iterator[None]:
    used = Path("/proc/self/statm")
    if resource is None or not used.is_file():
        yield
        return
    pages = int(used.read_text(encoding="ascii").split()[0])
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = pages * os.sysconf("SC_PAGE_SIZE") + size
    known = [limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min(most, *known, most), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
