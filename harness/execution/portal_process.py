"""Starts a local portal by its command, waits until it serves, and ends it."""

import asyncio
import os
import re
import shutil
import signal
import sys
import unicodedata
from collections import deque
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from harness.config.target import Target
from harness.core.errors import LaunchError
from harness.core.resources import bundled_root

SECONDS_TO_END = 5.0

_READY = re.compile(r"READY (https?://\S+)")
_TAIL_LINES = 40
_LONGEST_LINE = 500


class Portal:
    """A portal that serves.

    Args:
        base_url: where, with a slash at its end.
        process: what runs it; None for a portal that was there already.
        output: what it says.
    """

    def __init__(
        self, base_url: str, process: asyncio.subprocess.Process | None, output: "_Output"
    ) -> None:
        self.base_url = base_url
        self._process = process
        self._output = output

    @property
    def pid(self) -> int | None:
        """The process that we started; None for a portal that was there already."""
        return self._process.pid if self._process else None

    @property
    def returncode(self) -> int | None:
        """How our process ended; None while it runs."""
        return self._process.returncode if self._process else None

    @property
    def tail(self) -> str:
        """The last lines of its output, without control characters."""
        return self._output.tail

    async def ended(self) -> LaunchError:
        """Wait until our process ends by itself; for a portal that was there already, for ever.

        Returns:
            The fault to raise where the portal is still needed.
        """
        if self._process is None:
            await asyncio.Event().wait()
        else:
            await self._process.wait()
            await self._output.over(SECONDS_TO_END)
        return LaunchError(
            "the portal to serve until the run is over",
            seen=_ending(self.returncode, self.tail),
            remedy="Start the command of the target by hand and read what it says.",
        )


class _Output:
    """The lines that a process says, drained without end so that it never blocks.

    Args:
        stream: what it writes to; None for a process that is not ours.
    """

    def __init__(self, stream: asyncio.StreamReader | None = None) -> None:
        self._lines: deque[str] = deque(maxlen=_TAIL_LINES)
        self._address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._drain = asyncio.create_task(self._read(stream)) if stream else None

    @property
    def tail(self) -> str:
        return "\n".join(self._lines)

    async def address(self, seconds: float) -> str | None:
        """Wait for the line READY; None if the time or the output is over before."""
        ways: set[asyncio.Future[Any]] = {self._address}
        if self._drain is not None:
            ways.add(self._drain)
        await asyncio.wait(ways, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        return self._address.result() if self._address.done() else None

    async def over(self, seconds: float) -> bool:
        """Wait until all is read; False if something still holds the output open."""
        if self._drain is None:
            return True
        done, _ = await asyncio.wait({self._drain}, timeout=seconds)
        return bool(done)

    async def close(self) -> None:
        if self._drain is not None:
            self._drain.cancel()
            await asyncio.wait({self._drain})

    async def _read(self, stream: asyncio.StreamReader) -> None:
        rest = b""
        while chunk := await stream.read(1 << 16):
            *lines, rest = (rest + chunk).split(b"\n")
            rest = rest[:_LONGEST_LINE]
            for line in lines:
                self._keep(line)
        self._keep(rest)

    def _keep(self, line: bytes) -> None:
        text = _printable(line[:_LONGEST_LINE].decode("utf-8", "replace"))
        if text:
            self._lines.append(text)
        found = _READY.fullmatch(text)
        if found and not self._address.done():
            self._address.set_result(found[1].rstrip("/") + "/")


def _printable(line: str) -> str:
    return "".join(c for c in line if c == "\t" or unicodedata.category(c)[0] != "C").rstrip()


@asynccontextmanager
async def launch(
    target: Target,
    *,
    smtp: tuple[str, int],
    accounts: Path,
    env: Mapping[str, str] | None = None,
) -> AsyncIterator[Portal]:
    """Have the target serve; it is ended afterwards if we started it.

    Args:
        target: with a command, or with the address of a portal that is there already.
        smtp: where the portal hands in its mails.
        accounts: the file of its people.
        env: what to add to the environment of the command.

    Raises:
        LaunchError: the command does not exist, ended, or did not say READY in time.
    """
    if target.base_url is not None:
        yield Portal(target.base_url, None, _Output())
        return
    command = command_of(target, smtp=smtp, accounts=accounts)
    process = await _start(command, env or {})
    output = _Output(process.stdout)
    try:
        yield Portal(await _ready(target, process, output), process, output)
    finally:
        await _end(process)
        await output.over(SECONDS_TO_END)  # its last words are read too
        await output.close()


def command_of(target: Target, *, smtp: tuple[str, int], accounts: Path) -> tuple[str, ...]:
    """The target's command with its placeholders filled in (docs/TARGETS.md lists them)."""
    host, port = smtp
    values = {
        "python": sys.executable,
        "port": "0",  # the line READY tells the one that the system chose
        "smtp": f"{host}:{port}",
        "smtp_host": host,
        "smtp_port": str(port),
        "accounts": str(accounts.resolve()),
    }
    pattern = re.compile(r"\{(\w+)\}")
    return tuple(pattern.sub(lambda m: values[m[1]], part) for part in target.launch or ())


async def _start(command: Sequence[str], env: Mapping[str, str]) -> asyncio.subprocess.Process:
    try:
        return await asyncio.create_subprocess_exec(
            *_tied(command),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            cwd=bundled_root(),
            env={**os.environ, "PYTHONUNBUFFERED": "1", **env},
            start_new_session=True,
        )
    except OSError as error:
        raise LaunchError(
            f"the command {command[0]} to start",
            seen=error.strerror or str(error),
            remedy="Correct the key launch of the target file.",
        ) from error


def _tied(command: Sequence[str]) -> Sequence[str]:
    """Let the kernel end the portal if the harness dies before it can; Linux has setpriv."""
    setpriv = shutil.which("setpriv")
    if setpriv is None or shutil.which(command[0]) is None:
        return command
    return (setpriv, "--pdeathsig", "TERM", "--", *command)


async def _ready(target: Target, process: asyncio.subprocess.Process, output: _Output) -> str:
    seconds = target.timeouts.launch
    if address := await output.address(seconds):
        return address
    if await output.over(0):  # its output is closed, so that it is about to end
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), SECONDS_TO_END)
    raise LaunchError(
        f"the line READY and an address from {target.name} within {seconds:g} s",
        seen=_ending(process.returncode, output.tail),
        remedy="Start the command of the target by hand and read what it says.",
    )


def _ending(returncode: int | None, tail: str) -> str:
    how = "it still runs" if returncode is None else f"it ended with code {returncode}"
    return f"{how}; its last lines:\n{tail}" if tail else f"{how} and said nothing"


async def _end(process: asyncio.subprocess.Process) -> None:
    """SIGTERM, and after some seconds SIGKILL, to the group that we started and no other."""
    if process.returncode is None:
        _signal(process, signal.SIGTERM)
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), SECONDS_TO_END)
    _signal(process, signal.SIGKILL)  # also for what the command may have left behind
    await process.wait()


def _signal(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)
