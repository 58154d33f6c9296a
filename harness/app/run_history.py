"""Reads earlier runs: which scenarios failed, and how long each took."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from glob import escape
from pathlib import Path

from harness.app.result_folder import RUNS
from harness.core.errors import UsageError
from harness.model.finding import Verdict
from harness.planning.scenario import Scenario
from harness.runs.stored_run import RUN_FILE, StoredRun, latest_first

_FAILED = frozenset({Verdict.FAIL, Verdict.FAULT, Verdict.UNREACHED})


@dataclass(frozen=True)
class EarlierRuns:
    """The results of scenarios in their latest runs.

    Attributes:
        failed: scenarios that failed, or did not run.
        runs: folders of these runs, the latest first.
    """

    failed: tuple[Scenario, ...]
    runs: tuple[Path, ...]


def failed_last(chosen: Sequence[Scenario], target: str, out: Path | None) -> EarlierRuns:
    """Find the scenarios that failed, each by the latest run of a target that planned it.

    A scenario that no run planned has not failed.

    Args:
        chosen: scenarios to look for.
        target: name of the target.
        out: folder of the next run, which may hold an earlier one; those that were moved aside
            lie beside it.

    Raises:
        UsageError: no earlier run of the target planned any of them.
    """
    slugs = {one.slug for one in chosen}
    latest: dict[str, Verdict] = {}
    runs: list[Path] = []
    for run in _runs_of(target, out):
        news = {s: v for s, v in run.verdicts.items() if s in slugs and s not in latest}
        runs += [run.folder] if news else []
        latest |= news
        if len(latest) == len(slugs):
            break
    if not runs:
        raise UsageError(
            f"an earlier run of {target} with these scenarios in {RUNS}",
            seen="none",
            remedy="Leave --last-failed out this time.",
        )
    failed = tuple(one for one in chosen if latest.get(one.slug) in _FAILED)
    return EarlierRuns(failed, tuple(runs))


def _runs_of(target: str, out: Path | None) -> Iterator[StoredRun]:
    before = [out, *out.parent.glob(f"{escape(out.name)}-earlier-*")] if out else []
    folders = {path.resolve(): path for path in (*RUNS.glob("*"), *before)}
    return (run for run in latest_first(folders.values()) if run.facts.target == target)


def durations_of(path: Path | None) -> Mapping[str, float]:
    """Seconds that each scenario took in a run.

    Args:
        path: the run's folder, or its run.json; None for no run.

    Raises:
        UsageError: it has no durations.
    """
    if path is None:
        return {}
    durations = StoredRun(path.parent if path.name == RUN_FILE else path).durations
    if not durations:
        raise UsageError(
            f"the times of an earlier run in {path}",
            seen="none",
            remedy="Name a run's folder, or the run.json in it.",
        )
    return durations
