"""What earlier runs tell about the next one: what failed, and how long things take."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from harness.errors import UsageError
from harness.finding import Verdict
from harness.run.kept import FACTS, KeptRun, kept_runs
from harness.run.scenario import Scenario

RUNS = Path("runs")
_FAILED = frozenset({Verdict.FAIL, Verdict.FAULT, Verdict.UNREACHED})


def failed_last(chosen: Sequence[Scenario], target: str, out: Path | None) -> tuple[Scenario, ...]:
    """The scenarios that did not come out well in a target's last run, or were not walked.

    Args:
        chosen: those that could be walked now.
        target: its name.
        out: where this run is kept; the last one may lie there too.

    Raises:
        UsageError: the target has no earlier run.
    """
    verdicts = _last_run(target, out).verdicts
    return tuple(one for one in chosen if verdicts.get(one.slug, Verdict.PASS) in _FAILED)


def _last_run(target: str, out: Path | None) -> KeptRun:
    beside = [KeptRun(out)] if out else []
    for run in (*beside, *kept_runs(RUNS)):
        if run.facts.get("target") == target:
            return run
    raise UsageError(
        f"an earlier run of {target} in {out or RUNS}",
        seen="none",
        remedy="Leave --last-failed out this time.",
    )


def durations_of(path: Path | None) -> Mapping[str, float]:
    """Seconds that each scenario took in a kept run.

    Args:
        path: the run's folder, or its run.json; None for no run.

    Raises:
        UsageError: it tells nothing of the kind.
    """
    if path is None:
        return {}
    durations = KeptRun(path.parent if path.name == FACTS else path).durations
    if not durations:
        raise UsageError(
            f"the times of an earlier run in {path}",
            seen="none",
            remedy="Name a run's folder, or the run.json in it.",
        )
    return durations
