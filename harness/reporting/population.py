"""What came of a population, on a terminal, as Markdown and as JSON."""

from collections.abc import Iterator
from pathlib import Path

from harness.core.console import Printer
from harness.core.files import write_whole
from harness.messages import Catalogue
from harness.population.summary import Population
from harness.reporting.formats.markdown import code

_MOST = 20  # groups and traits told


def conclusion(population: Population, catalogue: Catalogue) -> str:
    """The comparison in one sentence."""
    if population.faults or population.searched < population.accounts:
        broken = population.accounts - population.searched
        return catalogue.text("population-unsearched", n=broken)
    if not population.differing:
        return catalogue.text("population-same")
    return catalogue.text("population-differs", n=population.differing)


def lines(population: Population, catalogue: Catalogue) -> Iterator[str]:
    """The whole, line by line."""
    searched = f"{population.searched}/{population.accounts}"
    yield f"{population.old} → {population.new} · {population.scenario} · {searched}"
    for group in population.groups[:_MOST]:
        rows = ", ".join(map(str, group.rows))
        number = catalogue.text("count-accounts", n=group.count)
        more = " …" if group.count > len(group.rows) else ""
        yield f"{number} ({catalogue.text('label-rows')} {rows}{more})"
        yield f"  {catalogue.pair('label-old', str(group.old))}"
        yield f"  {catalogue.pair('label-new', str(group.new))}"
    for trait in population.traits[:_MOST]:
        yield (
            f"{trait.name} = {trait.value}{catalogue.colon} "
            f"{catalogue.text('population-share', n=trait.differing, all=trait.accounts)}"
        )
    for fault, count in population.faults.items():
        yield f"{catalogue.pair('verdict-fault', fault)} ({count}×)"


def markdown(population: Population, catalogue: Catalogue) -> str:
    """One page of Markdown: every line that is not our own as a code span."""
    listed = [f"- {code(line)}" for line in lines(population, catalogue)]
    return "\n".join(
        [f"# codes-perdus{catalogue.colon} {conclusion(population, catalogue)}", "", *listed, ""]
    )


def write(population: Population, folder: Path, catalogue: Catalogue) -> None:
    """Write `population.json` and `population.md`."""
    write_whole(folder / "population.json", f"{population.model_dump_json(indent=1)}\n")
    write_whole(folder / "population.md", markdown(population, catalogue))


def tell(population: Population, printer: Printer, catalogue: Catalogue) -> None:
    """Print it."""
    for line in lines(population, catalogue):
        printer.line(line)
    printer.line(catalogue.pair("label-conclusion", conclusion(population, catalogue)))
