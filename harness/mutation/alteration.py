"""The alterations that a target offers: seeded defects, and variations that break nothing."""

import subprocess
from collections.abc import Iterable, Sequence
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from harness.config.target import Target
from harness.core.errors import LaunchError, TargetError, UsageError
from harness.core.validation import no_match
from harness.execution.portal_process import (
    command_of,
    folder_of,
    placeholder_values,
    portal_environment,
)

LIST = "--list-alterations"
_SECONDS = 60.0
_LAST_LINES = 10
_NO_ADDRESS = ("127.0.0.1", 1)  # the list is printed without a portal, so nothing is sent there


class AlterationType(StrEnum):
    """What an alteration is meant to be."""

    MUTANT = "mutant"
    VARIATION = "variation"


class Alteration(BaseModel):
    """One named alteration of a portal, as its command lists it.

    Attributes:
        name: as the command takes it: ``--mutant NAME`` or ``--variation NAME``.
        kind: what it alters: "labels", "mail" …
        summary: what a visitor would notice.
        breaks: the statements that must notice a mutant; none for a variation.
        visible: the drivers that can see it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    type: AlterationType
    kind: str
    summary: str
    breaks: tuple[str, ...] = ()
    visible: frozenset[str]

    @property
    def is_mutant(self) -> bool:
        """It is meant to break something."""
        return self.type is AlterationType.MUTANT


_LISTING = TypeAdapter(tuple[Alteration, ...])


def list_alterations(target: Target) -> tuple[Alteration, ...]:
    """Ask a target's command for its alterations.

    Raises:
        TargetError: the target is not launched, or its command lists none.
        LaunchError: the command failed.
    """
    if target.launch is None:
        raise TargetError(
            "a target that is launched by a command",
            seen=f"{target.name} has an address only",
            remedy=f"Name a target whose command knows {LIST}, such as the bundled reference.",
        )
    values = placeholder_values(smtp=_NO_ADDRESS, accounts=Path("accounts.json"))
    command = (*command_of(target, values), LIST)
    return parse(_output(command, target), target.name)


def parse(listing: str | bytes, name: str) -> tuple[Alteration, ...]:
    """Read a list of alterations as the command of a target of that name prints it.

    Raises:
        TargetError: it is none.
    """
    try:
        return _LISTING.validate_json(listing)
    except ValidationError as error:
        raise TargetError(
            f"a JSON list of alterations from the command of {name} with {LIST}",
            seen=f"{error.error_count()} problems, first: {error.errors()[0]['msg']}",
            remedy="docs/MUTANTS.md describes the list.",
        ) from error


def _output(command: Sequence[str], target: Target) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - the command that the target file names
            command,
            cwd=folder_of(target),
            env=portal_environment(target, {}),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _failed(target.name, str(error)) from error
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").splitlines()[-_LAST_LINES:]
        raise _failed(target.name, "\n".join((f"it ended with code {done.returncode}", *lines)))
    return done.stdout


def _failed(name: str, seen: str) -> LaunchError:
    return LaunchError(
        f"the command of {name} to list its alterations with {LIST}",
        seen=seen,
        remedy="Start it by hand and read what it says.",
    )


def choose_alterations(
    found: Sequence[Alteration],
    patterns: Iterable[str],
    types: Iterable[AlterationType] = AlterationType,
) -> tuple[Alteration, ...]:
    """The alterations of some types whose name or kind matches one of the patterns.

    Raises:
        UsageError: a pattern matches nothing, or there is nothing of those types.
    """
    wanted, globs = set(types), tuple(patterns)
    offered = tuple(one for one in found if one.type in wanted)
    for glob in globs:
        if not any(_matches(one, glob) for one in offered):
            raise _no_match(glob, offered)
    chosen = tuple(one for one in offered if not globs or any(_matches(one, g) for g in globs))
    if not chosen:
        raise _no_match("*", offered)
    return chosen


def _matches(alteration: Alteration, pattern: str) -> bool:
    return any(fnmatchcase(name, pattern) for name in (alteration.name, alteration.kind))


def _no_match(pattern: str, offered: Sequence[Alteration]) -> UsageError:
    return no_match(
        "an alteration or a kind that the pattern matches",
        pattern,
        [*dict.fromkeys(one.kind for one in offered), *(one.name for one in offered)],
        seen=f"{pattern!r} matches none of {len(offered)}",
        remedy="docs/MUTANTS.md tells how to list them.",
    )
