"""`codes-perdus init --from RUN`: asks about each line that a run proposes, and adds it."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from difflib import unified_diff
from pathlib import Path
from typing import TypeVar

import typer

from harness.app.accept_settings import (
    ProposedSetting,
    changed_text,
    write_target,
)
from harness.cli.setup.replacing import may_write, write_keeping
from harness.config.settings_text import settings_text
from harness.core.console import NO, YES, is_interactive
from harness.core.sanitize import visible
from harness.core.text import label_key
from harness.guide.model import Guide
from harness.messages import Catalogue
from harness.model.finding import Setting

_MIN_WORD = 2  # letters: one alone is an answer, or a slip
_QUIT = "q"
_T = TypeVar("_T")


def take_over(
    proposed: Sequence[ProposedSetting],
    target: Path,
    guide: Guide,
    messages: Catalogue,
    *,
    out: Path | None = None,
    yes: bool,
) -> None:
    """Add lines that a run proposes to a target file, and show what changes.

    Args:
        proposed: the lines.
        target: the target file.
        guide: of the run.
        messages: the sentences.
        out: file to write instead of the target file; None for none.
        yes: accept all lines that hide no defect, without asking. At no terminal, nothing is
            written without it.
    """
    say = messages.text
    if not proposed:
        typer.echo(say("take-over-nothing"))
        return
    asks = not yes and is_interactive()
    other = out if out and not (out.exists() and out.samefile(target)) else None
    if other and (yes or asks) and not may_write(other, messages, asks=asks, yes=yes):
        return
    accepted = _asked(proposed, messages) if asks else _undoubted(proposed, messages)
    before, text = changed_text(target, accepted, messages)
    name = str(out or target)
    lines = unified_diff(before.splitlines(True), text.splitlines(True), name, name, n=1)
    typer.echo("".join(lines), nl=False)
    if not accepted:
        typer.echo(say("init-nothing-written"))
    elif not (yes or asks):
        typer.echo(say("take-over-unasked"))
    else:
        if other:
            write_keeping(other, before, messages)
        write_target(out or target, text, guide)
        typer.echo(say("take-over-written", path=name, n=len(accepted)))


def yes_no_or_words(question: str, default: str, *others: str) -> bool | str:
    """Ask until the answer is yes or no, in English or in French, one of `others`, or longer.

    Returns:
        Whether it is yes; for any other answer what was typed.
    """
    while True:
        answer = str(typer.prompt(question, default=default)).strip()
        if answer.lower() in YES | NO:
            return answer.lower() in YES
        if len(answer) >= _MIN_WORD or answer.lower() in others:
            return answer


def _undoubted(proposed: Sequence[ProposedSetting], messages: Catalogue) -> list[Setting]:
    for one in (one for one in proposed if one.doubt):
        guide = visible(messages.say(one.setting.guide))
        typer.echo(messages.text("take-over-not-taken", guide=guide, doubt=one.doubt or ""))
    return [one.setting for one in proposed if not one.doubt]


def _asked(proposed: Sequence[ProposedSetting], messages: Catalogue) -> list[Setting]:
    questions, accepted = each_question_once(proposed, question_of), list[Setting]()
    for number, same in enumerate(questions, start=1):
        lines = [one.setting for one in same]
        doubt = next((one.doubt for one in same if one.doubt), None)
        typer.echo(f"\n{number}/{len(questions)}  {visible(messages.say(lines[0].guide))}")
        for line in settings_text(lines, messages).splitlines():
            typer.echo(f"  {line}")
        if doubt:
            typer.echo(f"  {messages.text('take-over-doubt', doubt=doubt)}")
        question = f"  {messages.text('take-over-question')}"
        default = messages.text("answer-no" if doubt else "answer-yes")
        answer = yes_no_or_words(question, default, _QUIT)
        if isinstance(answer, bool):
            accepted += lines if answer else []
        elif answer.lower() == _QUIT:
            break
        else:
            accepted += [one.model_copy(update={"value": answer}) for one in lines]
    return accepted


def question_of(one: ProposedSetting) -> Hashable:
    """What a line asks: whether the portal says this for that; any other line asks for itself."""
    guide, setting = one.setting.guide, one.setting
    is_wording = setting.section.startswith("words") and isinstance(guide, str)
    return wording_question(guide, setting.value) if is_wording else (setting.section, setting.key)


def wording_question(guide: str, portal: str) -> Hashable:
    """What two questions about wordings have in common if they are the same to a reader."""
    return label_key(guide).casefold(), label_key(portal).casefold()


def each_question_once(asked: Iterable[_T], question: Callable[[_T], Hashable]) -> list[list[_T]]:
    """What is asked about, in order, together with whatever asks the same."""
    found: dict[Hashable, list[_T]] = {}
    for one in asked:
        found.setdefault(question(one), []).append(one)
    return list(found.values())
