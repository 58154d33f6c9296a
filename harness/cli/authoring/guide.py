"""`codes-perdus guide`: drafts a guide from a document, and checks one."""

from pathlib import Path
from typing import Annotated

import typer

from harness import messages
from harness.app.suite import all_scenarios, plan_all, suite_alone
from harness.cli.options import LANGUAGE, Job, Language, SuiteName
from harness.core.errors import UsageError
from harness.core.exit_codes import FINDINGS, OK
from harness.drafting.check import flaws
from harness.drafting.document import read_document
from harness.drafting.proposals import propose
from harness.drafting.suite_writer import DOCUMENT, write_suite
from harness.guide.loader import load_guide
from harness.model.fact import fact


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
        _draft(document, out)
        return
    raise typer.Exit(_check(document, suite, lang.value))


def _draft(document: Path | None, out: Path) -> None:
    if document is None:
        raise UsageError(
            "a document to draft the guide from",
            seen="none",
            remedy="codes-perdus guide new DOCUMENT --out FOLDER",
        )
    lines = read_document(document)
    chapters = propose(lines)
    count = write_suite(out, document.name, lines, chapters)
    excluded = sum(len(chapter.excluded) for chapter in chapters)
    typer.echo(
        f"statements proposed: {count}, on {len(chapters)} pages and mails; "
        f"lines excluded: {excluded}; folder: {out}"
    )
    typer.echo(
        f"Confirm each line of {out / 'guide'}; then: codes-perdus guide check --suite {out}"
    )


def _check(document: Path | None, suite: str | None, lang: messages.Language) -> int:
    place = suite_alone(suite)
    data = load_guide(place.suite)
    scenarios = all_scenarios(place.suite)
    plans = plan_all(data, scenarios, place)
    exercised = {slug for plan in plans for slug in plan.statements} if plans else None
    own = place.suite.path.parent / DOCUMENT
    text = document or (own if own.is_file() else None)
    found = flaws(data, place.suite.guide, exercised, text)
    say = messages.catalogue(lang).say
    for flaw in found:
        where = f"{flaw.file}:{flaw.line}: " if flaw.file else ""
        typer.echo(f"{where}{say(flaw.what)}")
    typer.echo(say(fact("flaws", count=len(found), statements=len(data.by_slug))))
    return FINDINGS if found else OK
