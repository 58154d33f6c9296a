"""The report of a list of accounts, on a terminal, as Markdown and as JSON."""

from collections.abc import Iterator
from pathlib import Path

from harness.core.console import Printer
from harness.core.files import write_whole
from harness.messages import Catalogue
from harness.population.summary import PopulationSummary, TraitShare
from harness.reporting.formats.markdown import code

MAX_LINES = 20  # of groups, and of traits


def conclusion(population: PopulationSummary, catalogue: Catalogue) -> str:
    """The comparison in one sentence."""
    if population.faults or population.searched < population.accounts:
        broken = population.accounts - population.searched
        return catalogue.text("population-unsearched", n=broken)
    if not population.differing:
        return catalogue.text("population-same")
    return catalogue.text("population-differs", n=population.differing)


def lines(population: PopulationSummary, catalogue: Catalogue) -> Iterator[str]:
    """The whole, line by line."""
    searched = f"{population.searched}/{population.accounts}"
    yield f"{population.old} → {population.new} · {population.scenario} · {searched}"
    for group in population.groups[:MAX_LINES]:
        rows = ", ".join(map(str, group.rows))
        number = catalogue.text("count-accounts", n=group.count)
        more = " …" if group.count > len(group.rows) else ""
        yield f"{number} ({catalogue.text('label-rows')} {rows}{more})"
        yield f"  {catalogue.pair('label-old', catalogue.say(group.old.fact))}"
        yield f"  {catalogue.pair('label-new', catalogue.say(group.new.fact))}"
    for trait in population.traits[:MAX_LINES]:
        share = catalogue.text("population-share", n=trait.differing, all=trait.accounts)
        yield f"{_trait_name(trait, catalogue)} = {trait.value}{catalogue.colon} {share}"
    for fault, count in population.faults.items():
        yield f"{catalogue.pair('verdict-fault', fault)} ({count}×)"


def _trait_name(trait: TraitShare, catalogue: Catalogue) -> str:
    """The message of a trait; the name itself for a column of the list."""
    return catalogue.text(trait.name) if trait.name in catalogue else trait.name


def markdown(population: PopulationSummary, catalogue: Catalogue) -> str:
    """One page of Markdown: every line that is not our own as a code span."""
    listed = [f"- {code(line)}" for line in lines(population, catalogue)]
    return "\n".join(
        [f"# codes-perdus{catalogue.colon} {conclusion(population, catalogue)}", "", *listed, ""]
    )


def write(population: PopulationSummary, folder: Path, catalogue: Catalogue) -> None:
    """Write `population.json` and `population.md`."""
    write_whole(folder / "population.json", f"{population.model_dump_json(indent=1)}\n")
    write_whole(folder / "population.md", markdown(population, catalogue))


def tell(population: PopulationSummary, printer: Printer, catalogue: Catalogue) -> None:
    """Print it."""
    for line in lines(population, catalogue):
        printer.line(line)
    printer.line(catalogue.pair("label-conclusion", conclusion(population, catalogue)))
