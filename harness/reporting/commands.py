"""The commands that a report gives its reader.

A report is sent to others, so its commands name folders and files without their place on this
machine. On the terminal a command is `here`: it names them as they are, ready to be run.
"""

import shlex
from pathlib import Path, PurePath

from harness.core.sanitize import one_line
from harness.reporting.run_state import RunState

_FILE = ".toml"  # what is named without it is known to the suite


def replay_command(folder: Path, scenario: str, target: str = "", *, here: bool = False) -> str:
    """The command that runs a scenario of a stored run again.

    It names the target file of the run, if it had one: nobody starts what only a folder names.
    """
    named = ("--target", _named(PurePath(target), here=here)) if target.endswith(_FILE) else ()
    return shlex.join(("codes-perdus", "replay", _named(folder, here=here), scenario, *named))


def ledger_command(ledger: Path, target: str = "") -> str:
    """The command that judges a new run by a ledger, with the target of the run before.

    Without a target, it is the command of a comparison.
    """
    known = f"--known {shlex.quote(str(ledger))}"
    if not target:
        return one_line(f"codes-perdus compare OLD NEW {known}")
    return one_line(f"codes-perdus run {shlex.quote(_named(PurePath(target)))} {known}")


def init_command(state: RunState, *, here: bool = False) -> str:
    """The command that asks which of the lines that a run proposes to add to its target file.

    A target that comes with the program is copied to a file of the user's own.
    """
    folder = state.started.folder if state.started else None
    words = ["init", *_target_to_extend(state, here=here)]
    words += ["--from", _named(folder, here=here) if folder else "RUN"]
    return one_line(shlex.join(("codes-perdus", *words)))


def _target_to_extend(state: RunState, *, here: bool) -> tuple[str, ...]:
    """The target of a run, and what else `init` needs to find its file."""
    named = state.target_file or f"TARGET{_FILE}"
    if named.endswith(_FILE):
        return (_named(PurePath(named), here=here),)
    suite = state.started.origin.manifest if state.started else ""
    if suite:
        return (named, "--suite", _named(PurePath(suite).parent, here=here))
    return (named, "--out", f"{named}{_FILE}")


def _named(path: PurePath, *, here: bool = False) -> str:
    return path.name if path.is_absolute() and not here else path.as_posix()
