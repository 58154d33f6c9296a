"""What earlier runs tell about the next one: what failed, and how long things take."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from harness.core.errors import UsageError
from harness.model.finding import Verdict
from harness.planning.scenario import Scenario
from harness.runs.stored_run import RUN_FILE, StoredRun, latest_first

RUNS = Path("runs")
_FAILED = frozenset({Verdict.FAIL, Verdict.FAULT, Verdict.UNREACHED})


@dataclass(frozen=True)
class Earlier:
    """What came of scenarios when they were last to be walked.

    Attributes:
        failed: those that did not come out well, or were not walked.
        runs: folders of the runs that tell it, the latest first.
    """

    failed: tuple[Scenario, ...]
    runs: tuple[Path, ...]


def failed_last(chosen: Sequence[Scenario], target: str, out: Path | None) -> Earlier:
    """What failed: each scenario by the latest run of a target that was to walk it.

    A scenario that no run was to walk has not failed.

    Args:
        chosen: those that could be walked now.
        target: its name.
        out: where this run is kept; an earlier one may lie there too.

    Raises:
        UsageError: no earlier run of the target was to walk any of them.
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
    return Earlier(failed, tuple(runs))


def _runs_of(target: str, out: Path | None) -> Iterator[StoredRun]:
    folders = {path.resolve(): path for path in (*RUNS.glob("*"), *([out] if out else []))}
    return (run for run in latest_first(folders.values()) if run.facts.get("target") == target)


def durations_of(path: Path | None) -> Mapping[str, float]:
    """Seconds that each scenario took in a kept run.

    Args:
        path: the run's folder, or its run.json; None for no run.

    Raises:
        UsageError: it tells nothing of the kind.
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
