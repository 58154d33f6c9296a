"""The values of `${NAME}`: from the environment, a private file, or a prompt.

The environment variable CODES_PERDUS_SECRETS names the file: one `NAME=value` a line, readable by
its owner only, and outside of every repository. A value that is in neither is asked for at the
terminal.
"""

import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from getpass import getpass
from pathlib import Path

from harness.core.errors import TargetError
from harness.core.files import read_limited

FILE = "CODES_PERDUS_SECRETS"
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
Ask = Callable[[str], str]


class Variables(Mapping[str, str]):
    """The values by name; an unknown one is asked for once, if there is a terminal.

    Args:
        environ: the environment.
        ask: asks the user for a value; None if there is no terminal.

    Raises:
        TargetError: the file is missing, readable by others, or in a repository.
    """

    def __init__(self, environ: Mapping[str, str], ask: Ask | None = None) -> None:
        self._environ = environ
        self._other_values = (
            read_secrets(Path(environ[FILE]).expanduser()) if environ.get(FILE) else {}
        )
        self._ask = ask

    def __getitem__(self, name: str) -> str:
        if name in self._environ:
            return self._environ[name]
        if name not in self._other_values and self._ask:
            self._other_values[name] = self._ask(name)
        return self._other_values[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**self._other_values, **self._environ})

    def __len__(self) -> int:
        return len({**self._other_values, **self._environ})


@cache
def process_variables() -> Variables:
    """The values of this process; answers of the user are remembered until it ends."""
    has_terminal = sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()
    return Variables(os.environ, _ask if has_terminal else None)


def _ask(name: str) -> str:
    return getpass(f"{name} (not shown): ")


def read_secrets(path: Path) -> dict[str, str]:
    """The values in a file of secrets.

    Raises:
        TargetError: it is missing, readable by others, or in a repository.
    """
    try:
        text = read_limited(path)
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        raise _file_error(path, str(getattr(error, "strerror", "") or error)) from error
    if os.name == "posix" and mode & _OTHERS:
        raise _file_error(path, "others may read it: chmod 600")
    if repository := next((p for p in path.resolve().parents if (p / ".git").exists()), None):
        raise _file_error(path, f"it lies in the repository {repository}")
    lines = (line.strip() for line in text.splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def _file_error(path: Path, seen: str) -> TargetError:
    return TargetError(
        f"a file of secrets of one's own, outside of every repository, at {path}",
        seen=seen,
        remedy=f"Correct the file, or the environment variable {FILE} that names it.",
    )
