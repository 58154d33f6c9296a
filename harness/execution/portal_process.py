"""Starts a local portal by its command, waits until it serves, and ends it."""

import asyncio
import os
import re
import shlex
import shutil
import signal
import sys
import unicodedata
from collections import deque
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp

from harness.accounts.model import Account, accounts_file
from harness.config.target import Target
from harness.core.errors import LaunchError
from harness.core.ports import free_port
from harness.core.processes.deadline import timeout
from harness.core.processes.environment import environment_of_portal
from harness.core.resources import bundled_root
from harness.mail.sources.smtp_sink import SmtpSink

SECONDS_TO_END = 5.0

_BY_HAND = "Start the command of the target by hand and read what it says."
_WITHOUT_ADDRESS = (
    "Write {port} where the command takes its port, or its address as [launch] address."
)
_READY = re.compile(r"READY (https?://\S+)")
_MAX_TAIL_LINES = 40
_MAX_LINE = 500  # characters
_GUARD = Path(__file__).with_name("portal_guard.py")
_NO_MUTANT = {"mutant": ""}
_POLL = (0.02, 0.25)  # seconds between two questions whether the portal answers: at first, at most


class Portal:
    """A portal that serves; one that was there already has no process."""

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
            remedy=_BY_HAND,
        )


class _Output:
    """The lines that a process says, drained without end so that it never blocks.

    One that `ready` matches says that it is ready.
    """

    def __init__(
        self, stream: asyncio.StreamReader | None = None, ready: re.Pattern[str] | None = None
    ) -> None:
        self._ready = ready
        self.told_ready = asyncio.Event()
        self._lines: deque[str] = deque(maxlen=_MAX_TAIL_LINES)
        self._address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._drain = asyncio.create_task(self._read(stream)) if stream else None

    @property
    def tail(self) -> str:
        return "\n".join(self._lines)

    async def address(self) -> str | None:
        """Wait for the line READY; None if the output is over before."""
        ways: set[asyncio.Future[Any]] = {self._address}
        if self._drain is not None:
            ways.add(self._drain)
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
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
            rest = rest[:_MAX_LINE]
            for line in lines:
                self._keep(line)
        self._keep(rest)

    def _keep(self, line: bytes) -> None:
        text = _printable(line[:_MAX_LINE].decode("utf-8", "replace"))
        if text:
            self._lines.append(text)
        found = _READY.fullmatch(text)
        if found and not self._address.done():
            self._address.set_result(found[1].rstrip("/") + "/")
        if self._ready and self._ready.search(text):
            self.told_ready.set()


def _printable(line: str) -> str:
    return "".join(c for c in line if c == "\t" or unicodedata.category(c)[0] != "C").rstrip()


@asynccontextmanager
async def launch(
    target: Target,
    *,
    smtp: tuple[str, int],
    accounts: Path,
    env: Mapping[str, str] | None = None,
    port: int | None = None,
) -> AsyncIterator[Portal]:
    """Have the target serve; it is ended afterwards if we started it.

    Args:
        target: with a command, or with the address of a portal that is there already.
        smtp: where the portal hands in its mails.
        accounts: the file of its accounts.
        env: what to add to the environment of the command.
        port: for the placeholder ``{port}``; None for one that is free.

    Raises:
        LaunchError: the command does not exist, ended, or the portal was not ready in time.
    """
    if target.base_url is not None:
        yield Portal(target.base_url, None, _Output())
        return
    values = placeholder_values(smtp=smtp, accounts=accounts, port=port)
    address = _address_of(target, values)
    if address and await _answers(address):
        if not target.launching.reuse:
            raise _taken(address)
        yield Portal(address, None, _Output())
        return
    environment = portal_environment(target, env or {})
    await _build(target, values, environment)
    ready = re.compile(target.launching.ready) if target.launching.ready else None
    process = await _guarded(command_of(target, values), folder_of(target), environment)
    output = _Output(process.stdout, ready)
    try:
        yield Portal(await _ready(target, address, process, output), process, output)
    finally:
        await _stop(target, values, environment)
        await _end(process)
        await output.over(SECONDS_TO_END)  # its last words are read too
        await output.close()


@asynccontextmanager
async def launch_with(
    target: Target, accounts: Iterable[Account], sink: SmtpSink
) -> AsyncIterator[Portal]:
    """Have the target serve (`launch`) with these accounts; its mails go to the sink."""
    with accounts_file(accounts) as path:
        async with launch(target, smtp=sink.address, accounts=path) as portal:
            yield portal


def placeholder_values(
    *, smtp: tuple[str, int], accounts: Path, port: int | None = None
) -> dict[str, str]:
    """What the placeholders of a target's commands become; docs/TARGETS.md lists them."""
    host, smtp_port = smtp
    return {
        "python": sys.executable,
        "port": str(port if port is not None else free_port()),
        "smtp": f"{host}:{smtp_port}",
        "smtp_host": host,
        "smtp_port": str(smtp_port),
        "accounts": str(accounts.resolve()),
        **_NO_MUTANT,
    }


def _filled(text: str, values: Mapping[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), text)


def _address_of(target: Target, values: Mapping[str, str]) -> str:
    """Where the portal will answer; "" if only its line READY tells."""
    address = target.launching.address
    if not address and any("{port}" in part for part in target.launch or ()):
        address = "http://127.0.0.1:{port}/"
    return f"{_filled(address, values).rstrip('/')}/" if address else ""


def command_of(target: Target, values: Mapping[str, str]) -> tuple[str, ...]:
    """The target's command with its placeholders filled in."""
    parts = target.launch or ()
    if target.launching.shell:
        quoted = {name: shlex.quote(value) for name, value in values.items()}
        return ("sh", "-c", *(_filled(part, quoted) for part in parts))
    return tuple(_filled(part, values) for part in parts)


def portal_environment(target: Target, more: Mapping[str, str]) -> dict[str, str]:
    """What the portal needs of our environment, and what its target file adds."""
    own = {name: _filled(value, _NO_MUTANT) for name, value in target.launching.env.items()}
    return {**environment_of_portal(), "PYTHONUNBUFFERED": "1", **own, **more}


def folder_of(target: Target) -> Path:
    """The folder in which the target's commands run."""
    return Path(target.launching.cwd) if target.launching.cwd else bundled_root()


async def _build(target: Target, values: Mapping[str, str], env: Mapping[str, str]) -> None:
    """Run the command that prepares the portal."""
    if target.launching.build is None:
        return
    command = tuple(_filled(part, values) for part in target.launching.build)
    code, said = await _run(command, folder_of(target), env)
    if code:
        raise LaunchError(
            f"the command {command[0]} of [launch] build to end with code 0",
            seen=_ending(code, said),
            remedy="Start it by hand and read what it says.",
        )


async def _stop(target: Target, values: Mapping[str, str], env: Mapping[str, str]) -> None:
    """Run the command that ends the portal; our own signals follow in any case."""
    if target.launching.stop is not None:
        command = tuple(_filled(part, values) for part in target.launching.stop)
        with suppress(LaunchError, TimeoutError):
            async with timeout(target.timeouts.launch):
                await _run(command, folder_of(target), env)


async def _run(
    command: Sequence[str], folder: Path, env: Mapping[str, str]
) -> tuple[int | None, str]:
    """A command run to its end: its code, and its last lines."""
    process = await _guarded(command, folder, env)
    output = _Output(process.stdout)
    try:
        await process.wait()
        await output.over(SECONDS_TO_END)
        return process.returncode, output.tail
    finally:
        await _end(process)
        await output.close()


async def _guarded(
    command: Sequence[str], folder: Path, env: Mapping[str, str]
) -> asyncio.subprocess.Process:
    """Start a command under a guard, which ends it when we end, however we do."""
    _check_folder(folder, command[0])
    program = command[0] if Path(command[0]).name == command[0] else str(folder / command[0])
    if shutil.which(program, path=env.get("PATH")) is None:
        raise LaunchError(
            f"the command {command[0]} to start",
            seen=f"no such program on the PATH or in {folder.name}/",
            remedy="Correct the key launch of the target file.",
        )
    guard = (sys.executable, "-I", "-S", str(_GUARD), str(SECONDS_TO_END))
    try:
        return await asyncio.create_subprocess_exec(
            *guard,
            program,
            *command[1:],
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            cwd=folder,
            env=env,
            start_new_session=True,
        )
    except OSError as error:
        raise LaunchError(
            f"the command {command[0]} to start",
            seen=error.strerror or str(error),
            remedy="Correct the key launch, or [launch] cwd, of the target file.",
        ) from error


def _check_folder(folder: Path, program: str) -> None:
    if not folder.is_dir():
        raise LaunchError(
            f"a folder at {folder}, where {program} is started",
            seen="no such folder",
            remedy="Correct [launch] cwd of the target file; it is relative to that file.",
        )


async def _ready(
    target: Target, address: str, process: asyncio.subprocess.Process, output: _Output
) -> str:
    """Wait until the portal is ready; its address.

    It is ready by its line READY, else as soon as it answers, after the line that matches
    `ready` where the target names one.
    """
    seconds = target.timeouts.launch
    ways = [asyncio.create_task(output.address())]
    if address:
        ways.append(asyncio.create_task(_answering(address, target, output)))
    ended = asyncio.create_task(process.wait())
    try:
        async with timeout(seconds):
            while True:
                await asyncio.wait([*ways, ended], return_when=asyncio.FIRST_COMPLETED)
                for way in ways:
                    if way.done() and (found := way.result()):
                        return found
                if ended.done():
                    break
                ways = [way for way in ways if not way.done()]
                if not ways:  # its output is closed, so that it is about to end
                    with suppress(TimeoutError):
                        await asyncio.wait_for(asyncio.shield(ended), SECONDS_TO_END)
                    break
    except TimeoutError:
        pass
    finally:
        for task in (*ways, ended):
            task.cancel()
    await output.over(SECONDS_TO_END if process.returncode is not None else 0)
    raise LaunchError(
        f"{target.name} to be ready within {seconds:g} s: {_sign(target, address)}",
        seen=_ending(process.returncode, output.tail),
        remedy=_BY_HAND if address or process.returncode is not None else _WITHOUT_ADDRESS,
    )


def _sign(target: Target, address: str) -> str:
    """By what a portal is known to be ready."""
    if target.launching.ready:
        return f"a line that matches {target.launching.ready!r}"
    return f"an answer at {address}" if address else "the line READY and an address"


async def _answering(address: str, target: Target, output: _Output) -> str:
    """Wait until the portal answers, after its ready line where one is expected."""
    if target.launching.ready:
        await output.told_ready.wait()
    pause, longest = _POLL
    while not await _answers(address):
        await asyncio.sleep(pause)
        pause = min(pause * 1.5, longest)
    return address


async def _answers(address: str) -> bool:
    """Whether an HTTP server answers there, whatever it says."""
    client = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2))
    try:
        async with client, client.get(address, allow_redirects=False, ssl=False):
            return True
    except (aiohttp.ClientError, TimeoutError):
        return False


def _taken(address: str) -> LaunchError:
    return LaunchError(
        f"nobody at {address} before the portal starts there",
        seen="another server answers",
        remedy="End it, use {port} in the command, or set reuse = true in [launch] to test it.",
    )


def _ending(returncode: int | None, tail: str) -> str:
    how = "it still runs" if returncode is None else f"it ended with code {returncode}"
    return f"{how}; its last lines:\n{tail}" if tail else f"{how} and said nothing"


async def _end(process: asyncio.subprocess.Process) -> None:
    """Let the guard end what it started; kill the group if that fails."""
    if process.stdin:
        process.stdin.close()
    if process.returncode is None:
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), 2 * SECONDS_TO_END + 1)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)  # also for what a killed guard left behind
    await process.wait()
