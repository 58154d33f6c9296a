"""What is walked again is what failed, or was not walked, when it was last to be."""

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from harness.app.run_history import EarlierRuns, failed_last
from harness.core.errors import UsageError
from harness.core.folders.safe import SafeFolder
from harness.planning.scenario import Scenario
from harness.planning.walk import Walk

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the runs are kept."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def keep(name: str, day: int, verdicts: Mapping[str, str | None], **facts: object) -> Path:
    """A kept run: its folder's name, the day after Monday, a verdict or None for not walked."""
    path = Path(name)
    path.mkdir(parents=True)
    began = MONDAY + timedelta(days=day)
    told = [{"scenario": s, "walked": bool(v), "verdict": v} for s, v in verdicts.items()]
    plan = [{"scenario": s, "title": "", "statements": []} for s in verdicts]
    ours = {
        "format": 1,
        "target": "staging",
        "started": began.isoformat(),
        "plan": plan,
        "scenarios": told,
    }
    (path / "run.json").write_text(json.dumps(ours | facts), encoding="utf-8")
    written = (began + timedelta(minutes=5)).timestamp()
    os.utime(path / "run.json", (written, written))
    return path


async def _nothing(_walk: Walk) -> None:
    """Nothing is walked here."""


def again(*slugs: str, out: Path | None = None) -> EarlierRuns:
    """What to walk again of some scenarios."""
    return failed_last(
        [Scenario(slug=one, title="", play=_nothing) for one in slugs], "staging", out
    )


def names(earlier: EarlierRuns) -> list[str]:
    """The scenarios to walk again."""
    return [one.slug for one in earlier.failed]


def test_a_partial_run_forgets_nothing() -> None:
    """What it did not walk stands as it stood before; the runs that tell so are named."""
    keep("runs/a", 0, {"one": "fail", "two": "fail", "three": "pass"})
    keep("runs/b", 1, {"one": "pass"})
    earlier = again("one", "two", "three")
    assert names(earlier) == ["two"]
    assert earlier.runs == (Path("runs/b"), Path("runs/a"))


def test_the_latest_walk_counts() -> None:
    """By when it began, whatever its folder is called and wherever it lies."""
    keep("runs/ci", 0, {"one": "fail", "two": "pass", "three": "fail"})
    keep("runs/20260303-090000-staging", 1, {"one": "pass", "two": "fail"})
    keep("out", 2, {"three": "pass"})
    assert names(again("one", "two", "three", out=Path("out"))) == ["two"]


def test_a_report_that_was_written_later_makes_no_run_later() -> None:
    """The day of the file is not the day of the run."""
    old = keep("runs/old", 0, {"one": "fail"})
    keep("runs/new", 1, {"one": "pass"})
    os.utime(old / "run.json")
    assert names(again("one")) == []


@pytest.mark.parametrize("verdict", ["fail", "fault", "unreached", None, "a word of tomorrow"])
def test_what_is_walked_again(verdict: str | None) -> None:
    """What failed, and what was not walked: the run was stopped, or killed."""
    keep("runs/a", 0, {"one": "pass"})
    keep("runs/b", 1, {"one": verdict})
    assert names(again("one")) == ["one"]


@pytest.mark.parametrize("verdict", ["pass", "warn", "flaky", "accepted", "unobservable"])
def test_what_is_not(verdict: str) -> None:
    """What came out well, or cannot come out otherwise."""
    keep("runs/a", 0, {"one": "fail"})
    keep("runs/b", 1, {"one": verdict})
    assert names(again("one")) == []


def test_what_could_not_be_played_is_not_judged_anew() -> None:
    """It failed before, and a run that had to leave it out tells nothing else."""
    keep("runs/a", 0, {"one": "fail"})
    left_out = {"scenario": "one", "title": "", "statements": [], "blocked_reason": "no account"}
    keep("runs/b", 1, {"one": "unobservable"}, plan=[left_out])
    assert names(again("one")) == ["one"]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "\udcff", '{"target": "staging"}', '{"format": 1}']
)
def test_a_run_that_cannot_be_read_is_passed_over(text: str) -> None:
    """Or that tells nothing of what it planned; so is a folder, or a file, that is no run."""
    keep("runs/a", 0, {"one": "fail"})
    broken = keep("runs/b", 1, {"one": "pass"}) / "run.json"
    broken.write_text(text, encoding="utf-8", errors="surrogateescape")
    Path("runs/empty").mkdir()
    Path("runs/notes.txt").touch()
    assert names(again("one")) == ["one"]


@pytest.mark.parametrize("started", ["2026-03-04", "never", None, 7])
def test_a_day_that_cannot_be_read(started: object) -> None:
    """One without a zone is taken as it is; where there is none, the run is the oldest."""
    keep("runs/a", 0, {"one": "fail"})
    keep("runs/b", 1, {"one": "pass"}, started=started)
    assert names(again("one")) == ([] if started == "2026-03-04" else ["one"])


def test_few_of_many_runs_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading ends as soon as all is known."""
    for day in range(50):
        keep(f"runs/{day}", day, {"one": "fail", "two": "pass"})
    read: list[Path] = []
    whole = SafeFolder.read

    def noted(folder: SafeFolder, name: str, limit: int) -> bytes:
        read.append(folder.path / name)
        return whole(folder, name, limit)

    monkeypatch.setattr(SafeFolder, "read", noted)
    assert names(again("one", "two")) == ["one"]
    assert read == [Path("runs/49/run.json")]


@pytest.mark.parametrize(
    "kept",
    [
        None,
        {"verdicts": {"one": "fail"}, "target": "production"},
        {"verdicts": {"two": "fail"}},
    ],
)
def test_without_an_earlier_run(kept: dict[str, Any] | None) -> None:
    """None at all, of this target, or that was to walk these: it is said."""
    if kept:
        keep("runs/a", 0, **kept)
    with pytest.raises(UsageError, match="an earlier run of staging with these scenarios"):
        again("one")
