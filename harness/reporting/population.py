"""What came of a population, on a terminal, as Markdown and as JSON."""

from collections.abc import Iterator
from pathlib import Path

from harness.core.console import Printer
from harness.core.files import write_whole
from harness.population.summary import Population
from harness.reporting.formats.markdown import code
from harness.reporting.i18n.messages import Words

_MOST = 20  # groups and traits told


def conclusion(population: Population, say: Words) -> str:
    """The comparison in one sentence."""
    if population.faults or population.searched < population.accounts:
        broken = population.accounts - population.searched
        return say.count(
            broken, "{n} account could not be searched", "{n} accounts could not be searched"
        )
    if not population.differing:
        return say("the same for all accounts")
    return say.count(
        population.differing, "another outcome for {n} account", "another outcome for {n} accounts"
    )


def lines(population: Population, say: Words) -> Iterator[str]:
    """The whole, line by line."""
    searched = f"{population.searched}/{population.accounts}"
    yield f"{population.old} → {population.new} · {population.scenario} · {searched}"
    for group in population.groups[:_MOST]:
        rows = ", ".join(map(str, group.rows))
        number = say.count(group.count, "{n} account", "{n} accounts")
        yield f"{number} ({say('rows')} {rows}{' …' if group.count > len(group.rows) else ''})"
        yield f"  {say.pair('old', str(group.old))}"
        yield f"  {say.pair('new', str(group.new))}"
    for trait in population.traits[:_MOST]:
        yield (
            f"{trait.name} = {trait.value}{say.colon} "
            f"{say('{n} of {all} differ', n=trait.differing, all=trait.accounts)}"
        )
    for fault, count in population.faults.items():
        yield f"{say.pair('fault', fault)} ({count}×)"


def markdown(population: Population, say: Words) -> str:
    """One page of Markdown: every line that is not our own as a code span."""
    listed = [f"- {code(line)}" for line in lines(population, say)]
    return "\n".join([f"# codes-perdus{say.colon} {conclusion(population, say)}", "", *listed, ""])


def write(population: Population, folder: Path, say: Words) -> None:
    """Write `population.json` and `population.md`."""
    write_whole(folder / "population.json", f"{population.model_dump_json(indent=1)}\n")
    write_whole(folder / "population.md", markdown(population, say))


def tell(population: Population, printer: Printer, say: Words) -> None:
    """Print it."""
    for line in lines(population, say):
        printer.line(line)
    printer.line(say.pair("Verdict", conclusion(population, say)))
