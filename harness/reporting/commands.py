"""The commands that a report gives its reader, without an absolute path."""

import shlex
from pathlib import Path, PurePath

from harness.core.sanitize import one_line
from harness.reporting.run_state import RunState


def replay_command(folder: Path, scenario: str, target: str = "") -> str:
    """The command that runs a scenario of a stored run again.

    It names the target file of the run, if it had one: nobody starts what only a folder names.
    """
    named = ("--target", _bare(PurePath(target))) if target.endswith(".toml") else ()
    return shlex.join(("codes-perdus", "replay", _bare(folder), scenario, *named))


def ledger_command(ledger: Path, target: str = "") -> str:
    """The command that judges a new run by a ledger, with the target file of the run before.

    Without a target file, it is the command of a comparison.
    """
    known = f"--known {shlex.quote(str(ledger))}"
    if not target:
        return one_line(f"codes-perdus compare OLD NEW {known}")
    named = shlex.quote(_bare(PurePath(target))) if target.endswith(".toml") else "TARGET.toml"
    return one_line(f"codes-perdus run {named} {known}")


def init_command(state: RunState) -> str:
    """The command that asks which of the lines that a run proposes to add to its target file."""
    folder = state.started.folder if state.started else None
    file = state.target_file
    target = shlex.quote(_bare(PurePath(file))) if file.endswith(".toml") else "TARGET.toml"
    run = shlex.quote(_bare(folder)) if folder else "RUN"
    return one_line(f"codes-perdus init {target} --from {run}")


def _bare(path: PurePath) -> str:
    return path.name if path.is_absolute() else path.as_posix()
