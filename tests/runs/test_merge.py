"""Kept runs are told again as one, and what is missing is said."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from harness.config.target import Target
from harness.core.errors import UsageError
from harness.execution.events import Origin, RunFinished, RunStarted, Stopped
from harness.execution.run_config import RunConfig
from harness.execution.runner import Runner
from harness.ledger.acceptance import NOTHING_ACCEPTED, Acceptance
from harness.ledger.matching import EntryStatus
from harness.model.finding import Finding, Verdict
from harness.planning.plan import Plan
from harness.reporting.writer import Reports
from harness.runs.merge import MergedRuns
from harness.runs.stored_run import StoredRun
from tests.builders import GUIDE, guide_page
from tests.execution.fakes import FakeEngine, home_and_login, plan_of
from tests.ledger.made import entry

FOLLOW = "follow Accès à mon espace personnalisé"
SUITE = tuple(f"walk-{n}" for n in range(4))


def plans(*slugs: str) -> tuple[Plan, ...]:
    """The short walk under several names."""
    made = plan_of(home_and_login, "home.opens", "home.access.button")
    return tuple(replace(made, scenario=replace(made.scenario, slug=slug)) for slug in slugs)


async def kept(
    folder: Path, walked: Sequence[Plan], *, broken: bool = False, target: str = "made-up"
) -> StoredRun:
    """A run of a part of the suite, kept with its reports."""
    engine = FakeEngine()
    if broken:
        engine.told[FOLLOW] = guide_page("terms")
    origin = Origin(suite=SUITE, shard="1/2")
    config = RunConfig(jobs=2, folder=folder, origin=origin)
    place = Target(name=target, base_url="http://portal.example/")
    with Reports(folder, GUIDE) as reports:
        await Runner(GUIDE, place, config, lambda _: engine).run(tuple(walked), reports)
    return StoredRun(folder)


def cut_off(run: StoredRun, slug: str) -> StoredRun:
    """The same run, killed while a scenario was walked."""
    path = run.folder / slug / "journal.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:2]) + lines[2][:20])
    facts = run.folder / "run.json"
    started = json.loads(facts.read_text(encoding="utf-8")) | {"exit_code": None, "times": None}
    facts.write_text(json.dumps(started), encoding="utf-8")
    return StoredRun(run.folder)


class Told:
    """What merged runs tell."""

    def __init__(self, *runs: StoredRun, acceptance: Acceptance = NOTHING_ACCEPTED) -> None:
        self.events = list(MergedRuns(runs).events(GUIDE, acceptance, Path("out")))
        last = self.events[-1]
        assert isinstance(last, RunFinished)
        self.finished = last

    @property
    def stopped(self) -> Stopped | None:
        """What ended it early."""
        return next((one for one in self.events if isinstance(one, Stopped)), None)

    @property
    def verdicts(self) -> dict[tuple[str, str], Verdict]:
        """The verdict of each statement of each scenario."""
        return {_place(one): one.verdict for one in self.finished.findings}


def _place(finding: Finding) -> tuple[str, str]:
    return finding.scenario, finding.statement


async def test_shards_are_one_run(tmp_path: Path) -> None:
    """The same findings in the same order, whatever the order of the shards."""
    whole = await kept(tmp_path / "whole", plans(*SUITE), broken=True)
    one = await kept(tmp_path / "1", plans("walk-1", "walk-2"), broken=True)
    two = await kept(tmp_path / "2", plans("walk-0", "walk-3"), broken=True)
    merged, alone = Told(two, one), Told(whole)
    assert merged.finished.findings == alone.finished.findings
    assert merged.finished.exit_code == alone.finished.exit_code == 1
    assert merged.stopped is None
    started = merged.events[0]
    assert isinstance(started, RunStarted)
    assert (started.scenarios, started.origin.shard) == (SUITE, "")


async def test_a_kept_run_is_told_as_it_was(tmp_path: Path) -> None:
    """To the letter, as findings.jsonl has it."""
    run = await kept(tmp_path / "run", plans(*SUITE), broken=True)
    before = (run.folder / "findings.jsonl").read_bytes()
    facts = run.folder / "run.json"
    told = json.loads(facts.read_text(encoding="utf-8"))
    reads = {"certification-code.finish.leads": "home"}
    facts.write_text(json.dumps(told | {"reads": reads}), encoding="utf-8")
    with Reports(run.folder, GUIDE) as reports:
        for event in MergedRuns([StoredRun(run.folder)]).events(
            GUIDE, NOTHING_ACCEPTED, run.folder
        ):
            reports(event)
    assert (run.folder / "findings.jsonl").read_bytes() == before
    assert json.loads(facts.read_text(encoding="utf-8"))["reads"] == reads


async def test_a_missing_shard_is_said(tmp_path: Path) -> None:
    """A run with a gap is no success, though all that was walked holds."""
    told = Told(await kept(tmp_path / "1", plans("walk-1", "walk-2")))
    assert told.stopped
    assert set(told.stopped.remaining) == {"walk-0", "walk-3"}
    assert told.finished.exit_code == 3


async def test_a_run_that_was_killed_is_told_as_far_as_it_came(tmp_path: Path) -> None:
    """What was walked is judged, what was cut off is a fault, what is missing is named."""
    run = await kept(tmp_path / "1", plans("walk-0", "walk-1", "walk-2"), broken=True)
    (tmp_path / "1" / "walk-2" / "journal.jsonl").unlink()
    told = Told(cut_off(run, "walk-1"))
    assert told.verdicts["walk-0", "home.access.button"] is Verdict.FAIL
    assert told.verdicts["walk-1", ""] is Verdict.FAULT
    assert told.stopped
    assert "1 was cut off" in told.stopped.reason
    assert told.stopped.remaining == ("walk-2", "walk-3")
    assert told.finished.exit_code == 3


async def test_what_was_walked_again_takes_the_place_of_what_was_cut_off(tmp_path: Path) -> None:
    """A killed run and a run of the rest are one whole run."""
    killed = cut_off(await kept(tmp_path / "1", plans(*SUITE)), "walk-1")
    told = Told(killed, await kept(tmp_path / "2", plans("walk-1")))
    assert told.stopped is None
    assert told.finished.exit_code == 0


async def test_a_cut_off_walk_does_not_hide_a_whole_one(tmp_path: Path) -> None:
    """The newest walk counts that came to its end."""
    whole = await kept(tmp_path / "1", plans(*SUITE))
    killed = cut_off(await kept(tmp_path / "2", plans("walk-1")), "walk-1")
    assert Told(whole, killed).finished.exit_code == 0


async def test_runs_of_several_targets_are_refused(tmp_path: Path) -> None:
    """They are no one run."""
    one = await kept(tmp_path / "1", plans("walk-0"))
    other = await kept(tmp_path / "2", plans("walk-1"), target="other")
    with pytest.raises(UsageError, match="runs of one target"):
        MergedRuns([one, other])


async def test_only_all_parts_together_prove_an_entry_stale(tmp_path: Path) -> None:
    """Each shard alone leaves it open."""
    parts = [
        await kept(tmp_path / "1", plans("walk-0", "walk-1")),
        await kept(tmp_path / "2", plans("walk-2", "walk-3")),
    ]
    accepted = Acceptance((entry("home.opens"),), date(2010, 9, 23))
    (alone,) = Told(parts[0], acceptance=accepted).finished.uses
    (together,) = Told(*parts, acceptance=accepted).finished.uses
    assert (alone.status, together.status) == (EntryStatus.UNTRIED, EntryStatus.STALE)


async def test_a_leak_stays_a_leak(tmp_path: Path) -> None:
    """Nobody knows the secrets any more: what was found then is told again."""
    run = await kept(tmp_path / "run", plans(*SUITE))
    facts = run.folder / "run.json"
    told = json.loads(facts.read_text(encoding="utf-8")) | {"leaks": ["walk-0/journal.jsonl"]}
    facts.write_text(json.dumps(told), encoding="utf-8")
    with Reports(run.folder, GUIDE) as reports:
        merged = MergedRuns([StoredRun(run.folder)])
        for event in merged.events(GUIDE, NOTHING_ACCEPTED, run.folder):
            reports(event)
    assert reports.exit_code == 3
    assert StoredRun(run.folder).leaks == ("walk-0/journal.jsonl",)
