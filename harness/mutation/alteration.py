"""The alterations of a target: seeded defects, and variations that break nothing.

A suite names them in its manifest, or the command that launches the portal lists them.
"""

import shlex
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from harness.config.target import Target
from harness.core.errors import TargetError, UsageError
from harness.core.validation import did_you_mean, no_match
from harness.execution import portal_process

LIST = "--list-alterations"
_NAME = "{mutant}"
_SECONDS = 60.0
_NO_ADDRESS = ("127.0.0.1", 1)  # the list is printed without a portal, so nothing is sent there


class AlterationType(StrEnum):
    """What an alteration is meant to be."""

    MUTANT = "mutant"
    VARIATION = "variation"


class Alteration(BaseModel):
    """One named alteration of a portal.

    Attributes:
        name: as the command takes it: ``--mutant NAME`` or ``--variation NAME``.
        kind: what it alters: "labels", "mail" …
        summary: what a visitor would notice.
        breaks: the statements that must notice a mutant; none for a variation.
        visible: the drivers that can see it.
        reports: whether the portal reports that it is altered, and how often the altered code
            ran; not so where the suite names the alteration.
        options: what is added to the command that launches the portal.
        env: what is added to its environment.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    type: AlterationType
    kind: str
    summary: str
    breaks: tuple[str, ...] = ()
    visible: frozenset[str]
    reports: bool = True
    options: tuple[str, ...] = ()
    env: Mapping[str, str] = {}

    @property
    def is_mutant(self) -> bool:
        """It is meant to break something."""
        return self.type is AlterationType.MUTANT


_LISTING = TypeAdapter(tuple[Alteration, ...])


def list_alterations(target: Target) -> tuple[Alteration, ...]:
    """The alterations that the suite of a target names; if none, those its command lists.

    Raises:
        TargetError: the target is not launched, there are no alterations, or one that the suite
            names cannot be switched on.
    """
    if target.launch is None:
        raise TargetError(
            "a target that is launched by a command, so that a defect can be switched on",
            seen=f"{target.name} has an address only",
            remedy="Give it `launch`: docs/TARGETS.md.",
        )
    if target.suite.mutants:
        return tuple(_named_by_suite(target))
    values = portal_process.placeholder_values(smtp=_NO_ADDRESS, accounts=Path("accounts.json"))
    command = (*portal_process.command_of(target, values), LIST)
    return parse(_output(command, target), target.name)


def _named_by_suite(target: Target) -> Iterator[Alteration]:
    places = (*(target.launch or ()), *target.launching.env.values())
    takes_name = any(_NAME in place for place in places)
    for name, mutant in target.suite.mutants.items():
        if not (takes_name or mutant.options or mutant.env):
            raise TargetError(
                f"a way to switch on the mutant {name}",
                seen=f"no options and no env, and no {_NAME} in the command of {target.name}",
                remedy=f"Write {_NAME} where the portal reads the name: docs/MUTANTS.md.",
            )
        yield Alteration(
            name=name,
            type=AlterationType.VARIATION if mutant.harmless else AlterationType.MUTANT,
            kind=mutant.kind,
            summary=mutant.summary or name.replace("-", " "),
            breaks=mutant.breaks,
            visible=frozenset(mutant.visible),
            reports=False,
            options=mutant.options,
            env=mutant.env,
        )


def altered(target: Target, alteration: Alteration) -> Target:
    """The target whose portal is launched with an alteration.

    A portal that lists its alterations is told by `--mutant NAME` or `--variation NAME`; one whose
    suite names them, as the suite says.
    """

    def named(text: str) -> str:
        return text.replace(_NAME, "" if alteration.reports else alteration.name)

    launching = target.launching
    command, options = tuple(map(named, target.launch or ())), _options(alteration)
    if launching.shell:
        command = (" ".join((*command, shlex.join(options))),)
    else:
        command = (*command, *options)
    env = {name: named(value) for name, value in launching.env.items()} | dict(alteration.env)
    return target.model_copy(
        update={"launch": command, "launching": launching.model_copy(update={"env": env})}
    )


def _options(alteration: Alteration) -> tuple[str, ...]:
    """What is added to the command that launches the portal."""
    if alteration.reports:
        return (f"--{alteration.type}", alteration.name)
    return alteration.options


def check_breaks(alterations: Iterable[Alteration], slugs: Sequence[str]) -> None:
    """Check that the mutants of a suite break statements of its guide.

    Raises:
        UsageError: a mutant names a statement that the guide does not have.
    """
    for one in alterations:
        for slug in one.breaks if not one.reports else ():
            if slug not in slugs:
                raise UsageError(
                    f"statements of the guide in breaks of the mutant {one.name}",
                    seen=slug,
                    remedy=f"{did_you_mean(slug, slugs).capitalize()}.",
                )


def parse(listing: str | bytes, name: str) -> tuple[Alteration, ...]:
    """Read a list of alterations as the command of a target of that name prints it.

    Raises:
        TargetError: it is none.
    """
    try:
        return _LISTING.validate_json(listing)
    except ValidationError as error:
        first = error.errors()[0]["msg"]
        raise _no_list(name, f"{error.error_count()} problems, first: {first}") from error


def _output(command: Sequence[str], target: Target) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - the command that the target file names
            command,
            cwd=portal_process.folder_of(target),
            env=portal_process.portal_environment(target, {}),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _no_list(target.name, f"it goes on after {_SECONDS:g} s") from error
    except OSError as error:
        raise _no_list(target.name, error.strerror or str(error)) from error
    if done.returncode:
        last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise _no_list(target.name, f"it ends with code {done.returncode}: {last}")
    return done.stdout


def _no_list(name: str, seen: str) -> TargetError:
    return TargetError(
        f"mutants: tables [mutants.NAME] in the suite's manifest, or a JSON list of them from the "
        f"command of {name} with {LIST}",
        seen=f"the manifest names none; {LIST}: {seen}",
        remedy="docs/MUTANTS.md shows how a suite names its mutants.",
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
