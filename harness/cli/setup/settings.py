"""`codes-perdus init --from RUN`: asks about each line that a run proposes, and adds it."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from difflib import unified_diff
from pathlib import Path
from typing import TypeVar

import typer

from harness.app.accept_settings import (
    ProposedSetting,
    changed_text,
    write_target,
)
from harness.cli.setup.replacing import may_write, tell_copy, write_keeping
from harness.config.settings_text import settings_text
from harness.core.console import NO, YES, is_interactive
from harness.core.errors import UsageError
from harness.core.sanitize import clipped, visible
from harness.core.text import label_key
from harness.guide.model import Guide
from harness.messages import Catalogue
from harness.model.finding import Finding, Setting

_MIN_WORD = 2  # letters: one alone is an answer, or a slip
_QUIT = "q"
_EXPLAINED = frozenset({"absent", "unobservable"})  # sections whose values are reasons
_MAX_FILES = 2  # of the evidence of a line
_T = TypeVar("_T")


def take_over(
    proposed: Sequence[ProposedSetting],
    target: Path,
    guide: Guide,
    messages: Catalogue,
    *,
    out: Path | None = None,
    run: Path | None = None,
    yes: bool,
    keeps: bool = True,
) -> None:
    """Add lines that a run proposes to a target file, and show what changes.

    Args:
        proposed: the lines.
        target: the target file.
        guide: of the run.
        messages: the sentences.
        out: file to write instead of the target file; None for none.
        run: folder of the run, where the evidence lies; None for none that is kept.
        yes: accept all lines that nothing speaks against, without asking. At no terminal, nothing
            is written without it.
        keeps: whether a copy of a file is kept that is written over.

    Raises:
        UsageError: there are lines, and nobody can be asked about them.
    """
    say = messages.text
    if not proposed:
        typer.echo(say("take-over-nothing"))
        return
    asks = not yes and is_interactive()
    other = out if out and not (out.exists() and out.samefile(target)) else None
    if other and (yes or asks) and not may_write(other, messages, asks=asks, yes=yes):
        return
    accepted = _asked(proposed, messages, run) if asks else _undoubted(proposed, messages)
    before, text = changed_text(target, accepted, messages)
    name = str(out or target)
    lines = unified_diff(before.splitlines(True), text.splitlines(True), name, name, n=1)
    for line in lines:
        typer.echo(visible(line.rstrip("\r\n")))
    if not accepted:
        typer.echo(say("init-nothing-written"))
    elif yes or asks:
        if other:
            write_keeping(other, before, messages)
        elif keeps:
            tell_copy(target, messages)
        write_target(out or target, text, guide)
        typer.echo(say("take-over-written", path=name, n=len(accepted)))
    if not (yes or asks):
        raise UsageError(
            "somebody at a terminal who decides about each line, or --yes",
            seen="neither, so nothing was written",
            remedy="--yes takes the lines with words of the same meaning: read them, a defect may "
            "be among them. Or copy lines into the target file.",
        )


def yes_no_or_words(question: str, default: str, *others: str, meaning: str) -> bool | str:
    """Ask until the answer is yes or no, in English or in French, one of `others`, or longer.

    Args:
        question: to ask.
        default: the answer of an empty line.
        others: further answers of one letter.
        meaning: what the answers mean; told for "?" and for any other letter or sign.

    Returns:
        Whether it is yes; for any other answer what was typed.
    """
    while True:
        answer = str(typer.prompt(question, default=default)).strip()
        if answer.lower() in YES | NO:
            return answer.lower() in YES
        if answer.lower() in others or (len(answer) >= _MIN_WORD and any(map(str.isalnum, answer))):
            return answer
        typer.echo(meaning)


def _undoubted(proposed: Sequence[ProposedSetting], messages: Catalogue) -> list[Setting]:
    for one in (one for one in proposed if one.doubt):
        guide = visible(messages.say(one.setting.guide))
        typer.echo(messages.text("take-over-not-taken", guide=guide, doubt=one.doubt or ""))
    return [one.setting for one in proposed if not one.doubt]


def _asked_for(line: Setting) -> str:
    """What may be typed in place of a yes or no."""
    section = line.section.partition(".")[0]
    if section == "words":
        return "words"
    return "reason" if section in _EXPLAINED else "value"


def _asked(
    proposed: Sequence[ProposedSetting], messages: Catalogue, run: Path | None
) -> list[Setting]:
    questions, accepted = each_question_once(proposed, question_of), list[Setting]()
    for number, same in enumerate(questions, start=1):
        lines = [one.setting for one in same]
        doubt = next((one.doubt for one in same if one.doubt), None)
        typer.echo(f"\n{number}/{len(questions)}  {visible(messages.say(lines[0].guide))}")
        for line in settings_text(lines, messages).splitlines():
            typer.echo(f"  {visible(line)}")
        for line in _shown(same[0].finding, messages, run):
            typer.echo(f"  {visible(clipped(line))}")
        if doubt:
            typer.echo(f"  {messages.text('take-over-doubt', doubt=doubt)}")
        question = f"  {messages.text('take-over-question', asked=_asked_for(lines[0]))}"
        default = messages.text("answer-no" if doubt else "answer-yes")
        meaning = f"  {messages.text('take-over-meaning')}"
        answer = yes_no_or_words(question, default, _QUIT, meaning=meaning)
        if isinstance(answer, bool):
            accepted += lines if answer else []
        elif answer.lower() == _QUIT:
            break
        else:
            accepted += [one.model_copy(update={"value": answer}) for one in lines]
    return accepted


def _shown(finding: Finding | None, messages: Catalogue, run: Path | None) -> Iterator[str]:
    """What the run expected and saw, and where it can be looked at."""
    if finding is None:
        return
    for label, value in (("expected", finding.expected), ("seen", finding.seen)):
        if value:
            yield messages.pair(f"label-{label}", messages.say(value))
    files = [str(run / name) if run else name for name in finding.evidence.files[:_MAX_FILES]]
    if files:
        yield messages.pair("label-evidence", ", ".join(files))


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
