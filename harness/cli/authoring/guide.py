"""`codes-perdus guide`: drafts a guide from a document, and checks one."""

from collections.abc import Callable
from pathlib import Path
from shlex import join
from typing import Annotated

import typer

from harness import messages
from harness.app.suite import all_scenarios, plan_to_check, suite_alone
from harness.cli.options import LANGUAGE, Job, Language, SuiteName
from harness.core.errors import UsageError
from harness.core.exit_codes import FINDINGS, OK
from harness.core.sanitize import printed
from harness.drafting.check import Flaw, flaws, manifest_flaws, undeclared_flaws
from harness.drafting.document import read_document
from harness.drafting.proposals import propose
from harness.drafting.suite_writer import DOCUMENT, write_suite
from harness.guide.loader import load_guide
from harness.model.fact import Fact, fact
from harness.planning.undeclared import undeclared_choices


def guide(
    job: Annotated[Job, typer.Argument(help="new drafts a suite; check looks at a guide.")],
    document: Annotated[
        Path | None,
        typer.Argument(help="The documentation: text, Markdown, HTML, PDF with text, DOCX."),
    ] = None,
    out: Annotated[Path, typer.Option(help="Folder of the new suite.")] = Path("suite"),
    suite: SuiteName = None,
    lang: Language = LANGUAGE,
) -> None:
    """Draft a guide from a document, or tell what is missing in one and where to mend it."""
    if job is Job.NEW:
        _draft(document, out, lang.value)
        return
    raise typer.Exit(_check(document, suite, lang.value))


def _draft(document: Path | None, out: Path, lang: messages.Language) -> None:
    if document is None:
        raise UsageError(
            "a document to draft the guide from",
            seen="none",
            remedy="codes-perdus guide new DOCUMENT --out FOLDER",
        )
    lines = read_document(document)
    chapters = propose(lines)
    if not chapters:
        raise UsageError(
            f"a document that promises something in {document.name}",
            seen="no line that names a page, a label, a link or words",
            remedy="Name the documentation of the portal.",
        )
    count = write_suite(out, document.name, lines, chapters)
    told = messages.catalogue(lang)
    numbers = {"statements": count, "chapters": len(chapters)}
    excluded = sum(len(chapter.excluded) for chapter in chapters)
    typer.echo(told.text("guide-drafted", **numbers, excluded=excluded, folder=str(out)))
    typer.echo(told.text("guide-drafted-next", guide=str(out / "guide")))
    check = join(("codes-perdus", "guide", "check", "--suite", str(out)))
    typer.echo(f"  {printed(check)}")


def _check(document: Path | None, suite: str | None, lang: messages.Language) -> int:
    place = suite_alone(suite)
    data = load_guide(place.suite)
    scenarios = all_scenarios(place.suite)
    plans = plan_to_check(data, scenarios, place)
    exercised = {slug for plan in plans for slug in plan.statements} if plans else None
    own = place.suite.path.parent / DOCUMENT
    text = document or (own if own.is_file() else None)
    every = {one.slug for one in all_scenarios(place.suite, place.suite.profile_names)}
    found = (
        *manifest_flaws(place.suite, data, every),
        *undeclared_flaws(place.suite, data, undeclared_choices(data, plans)),
        *flaws(data, place.suite.guide, exercised, text),
    )
    say = messages.catalogue(lang).say
    wrong = [flaw for flaw in found if not flaw.is_doubt]
    doubts = [flaw for flaw in found if flaw.is_doubt]
    for flaw in wrong:
        typer.echo(_told(flaw, say))
    if doubts:
        typer.echo(say(fact("to-look-at", count=len(doubts))))
    for flaw in doubts:
        typer.echo(f"  {_told(flaw, say)}")
    typer.echo(say(fact("flaws", count=len(wrong), statements=len(data.by_slug))))
    return FINDINGS if wrong else OK


def _told(flaw: Flaw, say: Callable[[Fact], str]) -> str:
    where = f"{flaw.file}:{flaw.line}: " if flaw.file else ""
    return f"{where}{say(flaw.what)}"
