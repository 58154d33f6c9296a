"""Runs in parts, killed runs, runs again: as a user types the commands."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from harness.config.suite import bundled_suite
from tests.shell import Shell, exit_code

SOME = ("--driver", "http", "--only", "cancel-step-*", "--only", "links-of-step-1")
TARGET = """\
[target]
name = "mutant"
launch = [
  "{python}", "-m", "reference_impl", "--port", "{port}", "--smtp", "{smtp}",
  "--accounts", "{accounts}", %s,
]
[launch]
cwd = "{bundled}"
"""
MAIN = "from harness.cli.app import main; main()"
BROKEN = '"--mutant", "step-1-introduction-lost"'
MENDED = '"--edition", "modern"'


def findings(run: Path) -> Mapping[tuple[str, str], object]:
    """What a run found, without what each walk draws anew: codes and times."""
    lines = (run / "findings.jsonl").read_text(encoding="utf-8").splitlines()
    told = [json.loads(line) for line in lines]
    return {
        (one["scenario"], one["statement"]): (
            one["verdict"],
            one["fingerprint"],
            one["evidence"],
            one["cause"],
        )
        for one in told
    }


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal that has lost one sentence."""
    path = tmp_path_factory.mktemp("target") / "mutant.toml"
    path.write_text(TARGET % BROKEN, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, target: Path) -> Path:
    """A whole run on it."""
    out = tmp_path_factory.mktemp("whole") / "run"
    assert exit_code("run", str(target), *SOME, "--out", str(out)) == 1
    return out


def test_shards_merge_to_the_findings_of_one_run(
    tmp_path: Path, target: Path, whole: Path, shell: Shell
) -> None:
    """Balanced by an earlier run; every report is there, and the evidence with it."""
    parts = [tmp_path / f"part-{number}" for number in (1, 2)]
    for number, part in enumerate(parts, start=1):
        balance = ("--shard", f"{number}/2", "--durations", whole)
        assert shell("run", target, *SOME, *balance, "--out", part)[0] in {0, 1}
    merged = tmp_path / "merged"
    code, printed = shell("report", *parts, "--out", merged)
    assert code == 1
    assert "1 required statement does not hold" in printed
    assert findings(merged) == findings(whole)
    for name in ("report.html", "junit.xml", "summary.md", "run.json", "flow.svg"):
        assert (merged / name).is_file()
    for line in (merged / "findings.jsonl").read_text(encoding="utf-8").splitlines():
        for file in json.loads(line)["evidence"]["files"]:
            assert (merged / file).is_file(), file
    assert shell("recheck", merged)[0] == 1


def test_reports_are_written_again_as_they_were(whole: Path, shell: Shell) -> None:
    """From the journals alone, each file with the times of the run."""
    names = ("findings.jsonl", "junit.xml", "report.html", "summary.md", "run.json")
    before = {name: (whole / name).read_text(encoding="utf-8") for name in names}
    for name in names[:3]:
        (whole / name).unlink()
    assert shell("report", whole)[0] == 1
    for name, text in before.items():
        assert (whole / name).read_text(encoding="utf-8") == text, name


def test_a_missing_part_is_said(tmp_path: Path, target: Path, shell: Shell) -> None:
    """Exit 3, with the names of what nobody walked."""
    part = tmp_path / "part"
    shell("run", target, *SOME, "--shard", "1/2", "--out", part)
    code, printed = shell("report", part, "--out", tmp_path / "merged")
    assert code == 3
    assert "not walked" in printed
    assert "not all that was planned was walked, so" in printed


def test_a_killed_run_can_be_reported(tmp_path: Path, shell: Shell) -> None:
    """Killed without warning while it walks: what was recorded is judged, the rest is named."""
    run = tmp_path / "run"
    command = [sys.executable, "-c", MAIN, "run", "--driver", "http", "--jobs", "1"]
    with subprocess.Popen(
        [*command, "--out", str(run)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        text=True,
    ) as process:
        assert process.stdout
        for _ in range(3):  # the head, then two scenarios
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    code, printed = shell("report", run)
    assert code == 3
    assert "run was cut off" in printed
    facts = json.loads((run / "run.json").read_text(encoding="utf-8"))
    assert facts["totals"]["findings"]["pass"]
    walked = {one["scenario"] for one in facts["scenarios"] if one["walked"]}
    missing = set(facts["stopped"]["remaining"])
    assert walked
    assert missing
    assert walked | missing == {one["scenario"] for one in facts["plan"]}


def test_only_what_failed_is_walked_again(tmp_path: Path, target: Path, shell: Shell) -> None:
    """As the last run of the target tells; nothing at all where nothing failed."""
    out = tmp_path / "run"
    only = ("--driver", "http", "--only", "links-of-*", "--out", out)
    assert shell("run", target, *only)[0] == 1
    code, printed = shell("run", target, *only, "--last-failed")
    assert code == 1
    assert "links-of-step-1" in printed
    assert "links-of-the-login-window" not in printed
    target.write_text(TARGET % MENDED, encoding="utf-8")
    try:
        assert shell("run", target, *only, "--last-failed")[0] == 0
        code, printed = shell("run", target, *only, "--last-failed")
    finally:
        target.write_text(TARGET % BROKEN, encoding="utf-8")
    assert code == 4
    assert "Nothing failed" in printed


def test_a_scenario_is_replayed(tmp_path: Path, target: Path, whole: Path, shell: Shell) -> None:
    """With the target, the people and the driver of the run; the same comes of it."""
    named = ("--target", target, "--out", tmp_path / "again")
    code, printed = shell("replay", whole, "cancel-step-1", *named)
    assert code == 1
    assert "→" not in printed
    people = [
        json.loads((run / "cancel-step-1" / "journal.jsonl").read_text("utf-8").splitlines()[0])
        for run in (whole, tmp_path / "again")
    ]
    assert people[0]["people"] == people[1]["people"]


@pytest.mark.parametrize("more", [(), ("--yes",)])
def test_a_target_that_only_the_run_names_is_not_started(
    whole: Path, shell: Shell, more: tuple[str, ...]
) -> None:
    """Its command is shown; somebody has to name its file, and `--yes` alone is not enough."""
    code, printed = shell("replay", whole, "cancel-step-1", *more)
    assert code == 2
    assert "-m reference_impl --port" in printed
    assert "--target" in printed


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"origin": {"target_file": "gone.toml"}}, "--target FILE"),
        ({"origin": {"target_file": "reference"}}, "the target mutant"),
        ({"origin": {}}, "older release"),
    ],
)
def test_a_target_that_is_gone(
    tmp_path: Path, shell: Shell, facts: dict[str, object], told: str
) -> None:
    """Exit 2, and how to name it."""
    (tmp_path / "run.json").write_text(
        json.dumps({"format": 1, "target": "mutant", "driver": "http", **facts}), encoding="utf-8"
    )
    code, printed = shell("replay", tmp_path, "cancel-step-1")
    assert code == 2
    assert told in printed


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("run", "--shard", "3/2"), "such as 2/5"),
        (("run", "--shard", "1/2", "--durations", "none"), "the folder of a run"),
        (("run", "--last-failed", "--out", "none"), "an earlier run of reference"),
        (("report", "none"), "none, which is no folder"),
    ],
)
def test_what_cannot_be_done(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    shell: Shell,
    arguments: tuple[str, ...],
    told: str,
) -> None:
    """Exit 2, and what to do."""
    monkeypatch.chdir(tmp_path)
    code, printed = shell(*arguments)
    assert code == 2
    assert told in printed


BUTTON = "Accès à mon espace personnalisé"


def test_a_run_of_ones_own_guide_is_judged_by_it(tmp_path: Path, shell: Shell) -> None:
    """Again and again: by `recheck`, `report`, `replay`, and when something is accepted."""
    guide, run, known = tmp_path / "guide", tmp_path / "run", tmp_path / "known.toml"
    shutil.copytree(bundled_suite().guide, guide)
    home = guide / "home.toml"
    text = home.read_text(encoding="utf-8").replace(BUTTON, "Ouvrir mon espace")
    home.write_text(text, encoding="utf-8")
    only = ("--driver", "http", "--only", "visit-home")
    assert shell("run", "--guide", guide, *only, "--out", run)[0] == 1
    code, printed = shell("recheck", run)
    assert (code, "→" in printed) == (1, False)
    assert shell("report", run)[0] == 1
    code, printed = shell("replay", run, "visit-home", "--out", tmp_path / "again")
    assert (code, "→" in printed) == (1, False)
    why = ("--reason", "drafted", "--owner", "QA", "--until", "2999-12-31", "--known", known)
    assert shell("accept", run, "home.access.button", *why)[0] == 0
    assert shell("recheck", run, "--known", known)[0] == 0
