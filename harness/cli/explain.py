"""`codes-perdus explain STATEMENT`: its sentence, its line, its check and its scenarios."""

from collections.abc import Iterator
from typing import Annotated

import typer

from harness import messages
from harness.app.suite import plan_all, scenarios_on, statement_of, suite_alone
from harness.cli.options import LANGUAGE, Language, SuiteName
from harness.guide.loader import load_guide
from harness.guide.model import Guide, Statement
from harness.messages import Catalogue
from harness.suite.bilingual import Bilingual


def explain(
    statement: Annotated[str, typer.Argument(help="Slug, as `codes-perdus coverage --all` shows.")],
    suite: SuiteName = None,
    lang: Language = LANGUAGE,
) -> None:
    """Explain one statement: its sentence, its check, and the scenarios that exercise it."""
    target, words = suite_alone(suite), messages.catalogue(lang.value)
    profiles = target.suite.profile_names
    guide = load_guide(target.suite, profiles=profiles)
    found = statement_of(guide, statement)
    plans = plan_all(guide, scenarios_on(target, guide, profiles), target)
    exercising = [plan.scenario for plan in plans if found.slug in plan.statements]
    rows = [*_rows(found, guide, words), ("scenarios", str(len(exercising)))]
    titles = ((one.slug, guide.title_of(one.slug, one.title, lang.value)) for one in exercising)
    rows += [("", f"{slug}{words.colon} {title}") for slug, title in titles]
    names = [words.text(f"explain-{name}") if name else "" for name, _ in rows]
    wide = max(map(len, names)) + 3
    typer.echo(found.slug)
    for name, (_, value) in zip(names, rows, strict=True):
        typer.echo(f"{name:{wide}}{value}")


def _rows(statement: Statement, guide: Guide, words: Catalogue) -> Iterator[tuple[str, str]]:
    """What is known of a statement, each with the name of its message."""
    text, lines = words.text, ", ".join(map(str, statement.lines))
    claim = statement.claim.model_dump(exclude={"kind"}, exclude_defaults=True, mode="json")
    yield "page", guide.pages[statement.page].title
    yield "sentence", statement.sentence or text("explain-silent")
    yield "lines", text("explain-of-the-guide", lines=lines) if lines else text("explain-no-lines")
    yield "level", text(f"level-{statement.level}")
    yield from _ours("means", statement.means, words)
    yield from _ours("why", statement.why, words)
    if statement.source:
        yield "source", statement.source
    yield from _ours("by-design", statement.by_design, words)
    yield "check", f"{statement.claim.kind}{words.colon} {text(f'claim-{statement.claim.kind}')}"
    yield "", ", ".join(f"{name} = {value!r}" for name, value in claim.items())


def _ours(name: str, said: Bilingual | None, words: Catalogue) -> Iterator[tuple[str, str]]:
    if said:
        yield name, words.say(said.fact)
