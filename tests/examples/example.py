"""Runs a suite of `examples/` on the application that its target file launches."""

import asyncio
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from harness.app.suite import all_scenarios, open_target, plan_all, scenarios_on, select
from harness.config.choices import DriverName
from harness.driver.factory import DriverOptions
from harness.execution.events import RunFinished
from harness.execution.run_config import RunConfig
from harness.execution.runner import Runner
from harness.guide.loader import load_guide
from harness.model.finding import Finding, Verdict
from harness.mutation.alteration import Alteration, altered, list_alterations
from harness.mutation.scenario_selection import TrialPlanner
from harness.planning.assignment import assign
from harness.redaction.scan.scanner import leaks

EXAMPLES = Path(__file__).parents[2] / "examples"
BROKEN = frozenset({Verdict.FAIL, Verdict.WARN})


@dataclass(frozen=True)
class Ran:
    """What came of a run.

    Attributes:
        finished: its last event.
        leaks: secrets that can be read in its folder.
        tokens: secret parts of links that it learned.
    """

    finished: RunFinished
    leaks: tuple[str, ...]
    tokens: tuple[str, ...]

    @property
    def broken(self) -> set[str]:
        """The statements that do not hold."""
        return {one.statement for one in self.findings if one.verdict in BROKEN}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings."""
        return self.finished.findings


@cache
def defects(example: str) -> dict[str, Alteration]:
    """The defects that the suite of an example names, by their names."""
    portal = open_target(str(EXAMPLES / example / "target.toml"))
    return {one.name: one for one in list_alterations(portal)}


def noticed_by(example: str, name: str) -> tuple[str, ...]:
    """The scenarios that `codes-perdus mutants` chooses for a defect of an example."""
    return _planner(example).plan_for(defects(example)[name]).first


@cache
def _planner(example: str) -> TrialPlanner:
    portal = open_target(str(EXAMPLES / example / "target.toml"))
    guide = load_guide(portal.suite)
    return TrialPlanner(guide, plan_all(guide, all_scenarios(portal.suite), portal), ())


def run(
    example: str,
    folder: Path,
    *only: str,
    defect: str = "",
    target: str = "target",
    driver: str = DriverName.HTTP.value,
) -> Ran:
    """Run scenarios of an example, all for none named, with a defect switched on."""
    portal = open_target(str(EXAMPLES / example / f"{target}.toml"))
    patient = portal.timeouts.model_copy(update={"page": 60.0})
    portal = portal.model_copy(update={"timeouts": patient})
    if defect:
        portal = altered(portal, defects(example)[defect])
    guide = load_guide(portal.suite)
    chosen = select(scenarios_on(portal, guide, ()), only)
    plans = asyncio.run(assign(guide, chosen, portal))
    runner = Runner(guide, portal, RunConfig(jobs=4, folder=folder, driver=DriverOptions(driver)))
    finished = asyncio.run(runner.run(plans, lambda _: None))
    values = {v for vault in runner.vaults.values() for v in vault.values()}
    tokens = {
        value
        for vault in runner.vaults.values()
        for value, secret in zip(vault.values(), vault.secrets(), strict=True)
        if secret.kind == "link-token"
    }
    assert values
    return Ran(finished, tuple(map(str, leaks(folder, runner.vaults))), tuple(tokens))


def readable(folder: Path, texts: tuple[str, ...]) -> list[str]:
    """The files of a folder in which one of the texts stands in clear."""
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and any(text.encode() in path.read_bytes() for text in texts)
    ]
