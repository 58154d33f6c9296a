"""The main job, end to end over plain HTTP: the bundled reference keeps the guide."""

import asyncio
from pathlib import Path

from harness.app.suite import all_scenarios
from harness.checks.judge import judge
from harness.config.suite import bundled_suite
from harness.config.target import load_target
from harness.execution.events import Event, RunFinished, ScenarioFinished
from harness.execution.run_config import RunConfig
from harness.execution.runner import Runner
from harness.guide.loader import load_guide
from harness.journal.reader import read_journal
from harness.model.finding import Verdict
from harness.planning.assignment import assign
from harness.planning.plan import Plan
from harness.redaction.vault import Vault
from tests.engines import patient_engine

GUIDE = load_guide()
TARGET = load_target()


class Whole:
    """One run of all scenarios against the reference."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.events: list[Event] = []
        self.plans: tuple[Plan, ...] = asyncio.run(
            assign(
                GUIDE,
                [
                    one
                    for one in all_scenarios(profiles=bundled_suite().profile_names)
                    if not one.profile
                ],
                TARGET,
            )
        )
        config = RunConfig(jobs=4, folder=folder)
        self.runner = Runner(GUIDE, TARGET, config, patient_engine)
        self.finished: RunFinished = asyncio.run(self.runner.run(self.plans, self.events.append))


def test_the_reference_keeps_the_guide(tmp_path: Path) -> None:
    """One run of all scenarios holds all promises of the main job."""
    whole = Whole(tmp_path)
    _every_scenario_passes(whole)
    _every_statement_was_emitted(whole)
    _journals_read_back_are_judged_to_the_letter(whole)
    _no_secret_of_an_account_lies_on_the_disk(whole)


def _every_scenario_passes(whole: Whole) -> None:
    """No failure, no warning, nothing unreached, no fault, no orphan; exit 0."""
    wrong = [f for f in whole.finished.findings if f.verdict is not Verdict.PASS]
    told = [(f.scenario, f.statement, f.verdict.value, f.seen) for f in wrong]
    assert told == []
    assert (whole.finished.exit_code, whole.finished.orphans) == (0, ())
    done = {e.scenario for e in whole.events if isinstance(e, ScenarioFinished)}
    assert done == {plan.scenario.slug for plan in whole.plans}


def _every_statement_was_emitted(whole: Whole) -> None:
    """What is not excluded is tested, and by every scenario that planned it."""
    emitted = {(f.scenario, f.statement) for f in whole.finished.findings}
    planned = {(plan.scenario.slug, slug) for plan in whole.plans for slug in plan.statements}
    assert emitted == planned
    assert {statement for _, statement in emitted} == set(GUIDE.by_slug)


def _journals_read_back_are_judged_to_the_letter(whole: Whole) -> None:
    """A run judged again later has the same findings, in the same words."""
    again = {
        finding
        for plan in whole.plans
        for finding in judge(GUIDE, read_journal(_journal(whole, plan)))
    }
    assert again == set(whole.finished.findings)


def _no_secret_of_an_account_lies_on_the_disk(whole: Whole) -> None:
    """Neither the codes that were in force nor the answers, in whatever encoding."""
    for plan in whole.plans:
        vault = Vault()
        for person in plan.accounts:
            for secret in person.secrets:
                vault.add(secret, "account")
        for path in _journal(whole, plan).parent.rglob("*"):
            assert path.is_dir() or vault.leaks(path.read_bytes()) == [], path


def _journal(whole: Whole, plan: Plan) -> Path:
    return whole.folder / plan.scenario.slug / "journal.jsonl"
