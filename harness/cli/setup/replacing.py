"""What `init` does with a file that is already where it is to write one."""

from pathlib import Path

import typer

from harness.core.console import YES
from harness.core.errors import UsageError
from harness.core.files import copy_aside, write_whole
from harness.messages import Catalogue


def may_write(path: Path, messages: Catalogue, *, asks: bool, yes: bool) -> bool:
    """Whether a file may be written: it is a new one, or somebody agrees that it is replaced.

    Args:
        path: of the file.
        messages: the sentences.
        asks: whether somebody sits at a terminal who is asked.
        yes: whether it was agreed to beforehand.

    Raises:
        UsageError: no file can be written there, or it would replace one and nobody can be asked.
    """
    if not path.parent.is_dir():
        raise UsageError(
            f"a folder at {path.parent}", seen="none", remedy="Make it, or name another by --out."
        )
    if path.is_dir():
        raise UsageError(
            "the name of a file to write", seen=f"the folder {path}", remedy="Name a file by --out."
        )
    if yes or not path.exists():
        return True
    if not asks:
        raise UsageError(
            f"no file at {path} yet",
            seen="one",
            remedy="Name another by --out, or replace this one by --yes, which keeps a copy of it.",
        )
    default = messages.text("answer-no")
    answer = typer.prompt(messages.text("init-ask-replace", path=str(path)), default=default)
    if str(answer).strip().lower() in YES:
        return True
    typer.echo(messages.text("init-nothing-written"))
    return False


def write_keeping(path: Path, text: str, messages: Catalogue) -> None:
    """Write a file; if one is there, copy it aside first and say where.

    Raises:
        OSError: the folder cannot be written.
    """
    tell_copy(path, messages)
    write_whole(path, text)


def tell_copy(path: Path, messages: Catalogue) -> None:
    """Copy a file aside if it is there, and say where.

    Raises:
        OSError: the folder cannot be written.
    """
    if path.exists():
        copy = copy_aside(path)
        typer.echo(messages.text("init-copied", path=str(path), copy=str(copy)))
