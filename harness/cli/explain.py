"""`codes-perdus explain STATEMENT`: its sentence, its line, its check and its scenarios."""

from collections.abc import Iterator
from typing import Annotated

import typer

from harness import messages
from harness.app.suite import plan_all, scenarios_on, statement_of, suite_alone
from harness.cli.options import LANGUAGE, Language, SuiteName
from harness.cli.suite_here import suite_of_call
from harness.core.errors import UsageError
from harness.core.files import toml_value
from harness.core.text import without_emphasis
from harness.guide.loader import load_guide
from harness.guide.model import Guide, Statement
from harness.messages import Catalogue
from harness.model.fact import Fact
from harness.suite.bilingual import Bilingual

_STATEMENT = "Name, as `codes-perdus coverage --all` shows it, or number of a line of the guide."


def explain(
    statement: Annotated[str, typer.Argument(help=_STATEMENT)],
    suite: SuiteName = None,
    lang: Language = LANGUAGE,
) -> None:
    """Explain one statement, or what stands on a line: sentence, check and scenarios."""
    suite = suite_of_call(None, suite, lang)
    target, words = suite_alone(suite), messages.catalogue(lang.value)
    profiles = target.suite.profile_names
    guide = load_guide(target.suite, profiles=profiles)
    if statement.isdecimal():
        typer.echo("\n".join(_on_line(int(statement), guide, words)))
        return
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


def _on_line(number: int, guide: Guide, words: Catalogue) -> Iterator[str]:
    """What the guide says on a line, and our readings of it; a statement a line."""
    found = [statement for statement in guide if number in statement.lines]
    if not found:
        raise UsageError(
            "the number of a line of which a statement speaks",
            seen=str(number),
            remedy="See `codes-perdus coverage --all`.",
        )
    for one in found:
        whose = "label-reading" if isinstance(one.text, Fact) else "label-guide-line"
        told = (one.slug, words.text(whose, line=number), words.say(one.text))
        yield f"{words.colon} ".join(told)


def _rows(statement: Statement, guide: Guide, words: Catalogue) -> Iterator[tuple[str, str]]:
    """What is known of a statement, each with the name of its message."""
    text, lines = words.text, ", ".join(map(str, statement.lines))
    claim = statement.claim.model_dump(exclude={"kind"}, exclude_defaults=True, mode="json")
    yield "page", guide.pages[statement.page].title
    yield "sentence", without_emphasis(statement.sentence) or text("explain-silent")
    yield "lines", text("explain-of-the-guide", lines=lines) if lines else text("explain-no-lines")
    yield "level", text(f"level-{statement.level}")
    yield from _ours("means", statement.means, words)
    yield from _ours("why", statement.why, words)
    if statement.source:
        yield "source", statement.source
    yield from _ours("by-design", statement.by_design, words)
    yield "check", f"{statement.claim.kind}{words.colon} {text(f'claim-{statement.claim.kind}')}"
    yield "", ", ".join(f"{name} = {toml_value(value)}" for name, value in claim.items())


def _ours(name: str, said: Bilingual | None, words: Catalogue) -> Iterator[tuple[str, str]]:
    if said:
        yield name, words.say(said.fact)
