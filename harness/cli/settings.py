"""`codes-perdus init --from RUN`: asks about each line that a run proposes, and adds it."""

from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path

import typer

from harness.app.accept_settings import (
    ProposedSetting,
    changed_text,
    proposed_settings,
    write_target,
)
from harness.config.settings_text import settings_text
from harness.core.console import is_interactive
from harness.core.files import write_whole
from harness.core.sanitize import visible
from harness.messages import catalogue
from harness.model.finding import Setting

QUESTION = "  [y]es, [n]o, [q]uit, or the portal's words"


def take_over(run: Path, target: Path, out: Path | None, *, yes: bool) -> None:
    """Add the lines that a run proposes to a target file, and show what changes.

    Args:
        run: folder of the run.
        target: the target file.
        out: file to write instead of the target file; None for none.
        yes: accept all lines that hide no defect, without asking. At no terminal, nothing is
            written without it.
    """
    proposed = proposed_settings(run)
    if not proposed:
        typer.echo("The run proposes no line: nothing to accept.")
        return
    asks = not yes and is_interactive()
    accepted = _asked(proposed) if asks else _undoubted(proposed)
    before, text = changed_text(target, accepted)
    name = str(out or target)
    lines = unified_diff(before.splitlines(True), text.splitlines(True), name, name, n=1)
    typer.echo("".join(lines), nl=False)
    if not accepted:
        typer.echo("Nothing was written.")
    elif not (yes or asks):
        typer.echo("Nothing was written: --yes writes these lines.")
    else:
        if out is not None:
            write_whole(out, before)
        write_target(out or target, text, run)
        typer.echo(f"{name} is written: {len(accepted)} lines.")


def _asked(proposed: Sequence[ProposedSetting]) -> list[Setting]:
    accepted: list[Setting] = []
    for number, one in enumerate(proposed, start=1):
        typer.echo(f"\n{number}/{len(proposed)}  {visible(one.setting.guide)}")
        for line in settings_text([one.setting]).splitlines():
            typer.echo(f"  {line}")
        if one.doubt:
            typer.echo(f"  A defect? {catalogue().say(one.doubt)}")
        answer = str(typer.prompt(QUESTION, default="n" if one.doubt else "y")).strip()
        if answer == "q":
            break
        if answer not in {"y", "n"}:
            accepted.append(one.setting.model_copy(update={"value": answer}))
        elif answer == "y":
            accepted.append(one.setting)
    return accepted


def _undoubted(proposed: Sequence[ProposedSetting]) -> list[Setting]:
    for one in (one for one in proposed if one.doubt):
        typer.echo(f"not taken: {visible(one.setting.guide)} ({catalogue().say(one.doubt)})")
    return [one.setting for one in proposed if not one.doubt]
