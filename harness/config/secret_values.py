"""Where the values of `${NAME}` come from: the environment, a file of one's own, or a person.

The file is named by the environment variable CODES_PERDUS_SECRETS: a line for each value, as
`NAME=value`, readable by its owner alone, and outside of every repository. What neither has is
asked for where a person sits at the terminal.
"""

import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from getpass import getpass
from pathlib import Path

from harness.core.errors import TargetError

FILE = "CODES_PERDUS_SECRETS"
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
Ask = Callable[[str], str]


class Variables(Mapping[str, str]):
    """The values; whoever asks for one that is nowhere else has the person asked, once.

    Args:
        environ: the environment.
        ask: asks the person for a value; None where nobody is there.

    Raises:
        TargetError: the file is missing, can be read by others, or lies in a repository.
    """

    def __init__(self, environ: Mapping[str, str], ask: Ask | None = None) -> None:
        self._environ = environ
        self._more = read_secrets(Path(environ[FILE]).expanduser()) if environ.get(FILE) else {}
        self._ask = ask

    def __getitem__(self, name: str) -> str:
        if name in self._environ:
            return self._environ[name]
        if name not in self._more and self._ask:
            self._more[name] = self._ask(name)
        return self._more[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**self._more, **self._environ})

    def __len__(self) -> int:
        return len({**self._more, **self._environ})


@cache
def variables_at_hand() -> Variables:
    """Those of this process; what a person told is remembered until it ends."""
    somebody = sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()
    return Variables(os.environ, _ask if somebody else None)


def _ask(name: str) -> str:
    return getpass(f"{name} (not shown): ")


def read_secrets(path: Path) -> dict[str, str]:
    """The values of a file of secrets.

    Raises:
        TargetError: it is missing, can be read by others, or lies in a repository.
    """
    try:
        text = path.read_text(encoding="utf-8")
        mode = path.stat().st_mode
    except (OSError, UnicodeDecodeError) as error:
        raise _unfit(path, str(getattr(error, "strerror", "") or error)) from error
    if os.name == "posix" and mode & _OTHERS:
        raise _unfit(path, "others may read it: chmod 600")
    if repository := next((p for p in path.resolve().parents if (p / ".git").exists()), None):
        raise _unfit(path, f"it lies in the repository {repository}")
    lines = (line.strip() for line in text.splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def _unfit(path: Path, seen: str) -> TargetError:
    return TargetError(
        f"a file of secrets of one's own, outside of every repository, at {path}",
        seen=seen,
        remedy=f"Correct the file, or the environment variable {FILE} that names it.",
    )
