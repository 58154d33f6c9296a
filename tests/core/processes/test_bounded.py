"""A library without limits of its own gets some."""

import signal
import time

import pytest

from harness.core.processes.bounded import bounded


def test_time() -> None:
    """It ends, and what was set before is set again."""
    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(TimeoutError, match=r"0\.01 s"), bounded(0.01, 1 << 30):
        time.sleep(60)
    assert signal.getsignal(signal.SIGALRM) == before


def test_memory() -> None:
    """It is refused what is more, and afterwards nothing is."""
    with pytest.raises(MemoryError), bounded(60, 1 << 26):
        bytes(1 << 30)
    with bounded(60, 1 << 26):
        pass
    assert len(bytes(1 << 27)) == 1 << 27
