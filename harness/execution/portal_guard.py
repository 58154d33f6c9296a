"""Runs a portal's command and ends all that it started, even if its starter is killed.

Usage: python -I -S portal_guard.py SECONDS COMMAND [ARGUMENT …]

The guard is the leader of a process group of its own. It ends the command when its standard input
closes, which also happens when the starter dies: SIGTERM to all, and SIGKILL after SECONDS. On
Linux it adopts the processes whose parents have ended (`PR_SET_CHILD_SUBREAPER`), so that commands
that fork, and those behind a shell, are ended too. Elsewhere it ends its process group.

It ends as the command ended: with the same exit code, or by the same signal. It imports the
standard library only, because it starts with every portal.
"""

import os
import select
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36  # linux/prctl.h
NOT_FOUND = 127  # exit code of a command that cannot be started, as in a shell


def main() -> None:
    """Run the command until it ends, or until the standard input closes."""
    seconds, command = float(sys.argv[1]), sys.argv[2:]
    _prctl(PR_SET_CHILD_SUBREAPER, 1)
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake)
    for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    child = _start(command)
    status = _wait(child, woken)
    status = _end_all(child, status, seconds)
    _end_like(status)


def _prctl(option: int, value: int) -> None:
    """Set a property of this process, on Linux."""
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - not needed elsewhere

        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def _start(command: list[str]) -> int:
    """Start the command without an input; return its process id."""
    child = os.fork()
    if child:
        return child
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)  # the guard may be killed itself
    try:
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.execvp(command[0], command)  # noqa: S606 - the command that the target file names
    except OSError as error:
        os.write(2, f"{command[0]}: {error.strerror}\n".encode())
    os._exit(NOT_FOUND)


def _wait(child: int, woken: int) -> int | None:
    """Wait until nothing runs any more, the command fails, or the input closes.

    A command that ends well may leave a server behind: that is waited for as well.

    Returns:
        The command's status; None if it still runs.
    """
    status: int | None = None
    while True:
        status = _reaped(child, status)
        if status or not _has_children():
            return status
        readable, _, _ = select.select([0, woken], [], [])
        if woken in readable:
            os.read(woken, 512)
        if 0 in readable and not os.read(0, 512):
            return status


def _end_all(child: int, status: int | None, seconds: float) -> int | None:
    """End what still runs: SIGTERM, and SIGKILL after some seconds; the command's status."""
    for number, limit in ((signal.SIGTERM, seconds), (signal.SIGKILL, seconds)):
        if not _has_children():
            break
        _signal_all(number)
        deadline = time.monotonic() + limit
        while _has_children() and time.monotonic() < deadline:
            time.sleep(0.005)
            status = _reaped(child, status)
    return status


def _reaped(child: int, status: int | None) -> int | None:
    """Collect the processes that have ended; the command's status once it is known."""
    while True:
        try:
            pid, ended = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return status
        if pid == 0:
            return status
        if pid == child:
            status = ended


def _has_children() -> bool:
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return False
    return True


def _signal_all(number: signal.Signals) -> None:
    """Signal every process below the guard; without /proc, its process group."""
    if not Path("/proc/self").exists():
        os.killpg(0, number)
    for pid in _descendants(os.getpid()):
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def _descendants(pid: int) -> list[int]:
    """All processes below one, as far as /proc tells."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    below = [int(one) for one in children]
    return [*below, *(lower for one in below for lower in _descendants(one))]


def _end_like(status: int | None) -> None:
    if status is None:
        sys.exit(0)
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number != signal.SIGKILL:
            signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
    sys.exit(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
