"""The owner's own command that puts accounts back to what their file says."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from harness.accounts.model import Account, save_accounts
from harness.core.errors import LaunchError

_LAST = 500  # characters of what it said


async def reset(command: Sequence[str], accounts: Sequence[Account], seconds: float) -> None:
    """Run the command, without a shell, and wait for its end.

    Args:
        command: with the placeholders {accounts}, the path of a JSON file of the accounts, and
            {identifiers}, theirs with commas between them.
        accounts: to put back, as their file gives them.
        seconds: that it may take.

    Raises:
        LaunchError: it could not be started, ended with an error, or did not end.
    """
    with TemporaryDirectory(prefix="codes-perdus-") as folder:
        path = Path(folder) / "accounts.json"
        save_accounts(path, accounts)
        values = {"accounts": str(path), "identifiers": ",".join(a.identifier for a in accounts)}
        await _run([_filled(part, values) for part in command], seconds)


def _filled(part: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        part = part.replace(f"{{{name}}}", value)
    return part


async def _run(command: list[str], seconds: float) -> None:
    pipe, merged = asyncio.subprocess.PIPE, asyncio.subprocess.STDOUT
    try:
        process = await asyncio.create_subprocess_exec(*command, stdout=pipe, stderr=merged)
    except OSError as error:
        raise _failed(command, error.strerror or str(error)) from error
    try:
        output, _ = await asyncio.wait_for(process.communicate(), seconds)
    except TimeoutError as slow:
        process.kill()
        await process.wait()
        raise _failed(command, f"no end within {seconds:g} s") from slow
    if process.returncode:
        last = output.decode("utf-8", "replace").strip()[-_LAST:]
        raise _failed(command, f"it ended with {process.returncode}: {last or 'it said nothing'}")


def _failed(command: Sequence[str], seen: str) -> LaunchError:
    return LaunchError(
        f"the accounts to be reset by {command[0]}",
        seen=seen,
        remedy="Run the command `reset` of [accounts] by hand and read what it says.",
    )
