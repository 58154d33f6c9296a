"""Known deviations, as a user lives with them: run, accept, run again, clean up."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from harness.ledger.store import Ledger
from tests.shell import Shell, exit_code

BROKEN = "lost-codes.introduction"
ONLY = ("--driver", "http", "--only", "cancel-step-1")
UNTIL = ("--reason", "in the next release", "--owner", "QA", "--until", "2999-12-31")

MUTANT = """\
[target]
name = "mutant"
launch = [
  "{python}", "-m", "reference_impl", "--port", "{port}", "--smtp", "{smtp}",
  "--accounts", "{accounts}", "--mutant", "step-1-introduction-lost",
]
[launch]
cwd = "{bundled}"
"""


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A kept run of a portal that has lost one sentence."""
    folder = tmp_path_factory.mktemp("broken")
    (folder / "mutant.toml").write_text(MUTANT, encoding="utf-8")
    run = ("run", str(folder / "mutant.toml"), *ONLY, "--out", str(folder / "run"))
    assert exit_code(*run) == 1
    return folder / "run"


@pytest.fixture
def known(tmp_path: Path, broken: Path, shell: Shell) -> Path:
    """A ledger that accepts what the run has seen."""
    path = tmp_path / "known.toml"
    code, told = shell("accept", broken, BROKEN, *UNTIL, "--known", path)
    assert code == 0
    assert f"codes-perdus run mutant.toml --known {path}" in " ".join(told.split())
    return path


def test_what_was_accepted_fails_no_run(
    tmp_path: Path, broken: Path, known: Path, shell: Shell
) -> None:
    """Exit 0, and every report tells what is accepted, until when and by whom."""
    out = tmp_path / "run"
    target = broken.parent / "mutant.toml"
    code, printed = shell("run", target, *ONLY, "--out", out, "--known", known)
    assert code == 0
    assert "Accepted deviations (1)" in printed
    assert "QA · in the next release" in printed
    facts = json.loads((out / "run.json").read_text(encoding="utf-8"))
    (entry,) = facts["ledger"]
    assert (entry["subject"], entry["status"], entry["until"]) == (
        BROKEN,
        "excused",
        "2999-12-31",
    )
    skipped = ET.parse(out / "junit.xml").find(f".//testcase[@name='{BROKEN}']/skipped")
    assert skipped is not None
    assert "accepted until 2999-12-31 by QA: in the next release" in skipped.get("message", "")
    assert "`2999-12-31`" in (out / "summary.md").read_text(encoding="utf-8")
    code, printed = shell("recheck", out)
    assert (code, "→" in printed) == (0, False)


def test_recheck_takes_another_ledger(broken: Path, known: Path, shell: Shell) -> None:
    """It tells what that changes."""
    code, printed = shell("recheck", broken, "--known", known)
    assert code == 0
    assert f"cancel-step-1 {BROKEN}: fail → accepted" in printed


def test_a_stale_entry_fails_until_it_is_taken_out(
    tmp_path: Path, known: Path, shell: Shell
) -> None:
    """The portal was mended: `--update` takes the entry out, and the next run is clean.

    A part of the suite proves no entry stale, so all of a small folder of scenarios is run.
    """
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "own.py").write_text(
        "from scenarios.leaving import cancel_step_1\n__all__ = ['cancel_step_1']\n",
        encoding="utf-8",
    )
    run = ("run", "--driver", "http", "--scenarios", folder, "--known", known)
    code, printed = shell(*run, "--out", tmp_path / "1", "--update")
    assert code == 1
    assert "The ledger has to be looked after (1)" in printed
    assert f"{known}: {BROKEN}" in printed
    assert Ledger(known.read_text(encoding="utf-8")).entries == ()
    assert shell(*run, "--out", tmp_path / "2")[0] == 0


def test_accepting_again_moves_the_last_day(broken: Path, known: Path, shell: Shell) -> None:
    """One entry, not two."""
    later = (*UNTIL[:-1], "2999-12-30")
    assert shell("accept", broken, BROKEN, *later, "--known", known)[0] == 0
    (entry,) = Ledger(known.read_text(encoding="utf-8")).entries
    assert str(entry.until) == "2999-12-30"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("lost-codes.introducton",), "Did you mean lost-codes.introduction"),
        (("home.opens",), "pass in cancel-step-1"),
        ((BROKEN, "--until", "2010-09-23"), "--until 2010-09-23"),
        ((BROKEN, "--owner", " "), "nothing for --owner"),
        ((BROKEN, "--scenario", "user-*"), "fail in cancel-step-1"),
    ],
)
def test_what_cannot_be_accepted(
    tmp_path: Path, broken: Path, shell: Shell, asked: tuple[str, ...], told: str
) -> None:
    """Unknown or unbroken statements, days that are over, nobody who answers for it."""
    path = tmp_path / "known.toml"
    code, printed = shell("accept", broken, asked[0], *UNTIL, *asked[1:], "--known", path)
    assert code == 2
    assert told in printed
    assert not path.exists()


def test_a_broken_ledger_stops_the_run_before_it_begins(
    tmp_path: Path, known: Path, shell: Shell
) -> None:
    """Exit 2; all that is wrong is told at once."""
    text = known.read_text(encoding="utf-8")
    known.write_text(
        text.replace(BROKEN, "lost-codes.introducton").replace("cancel-step-1", "cancel-step-9"),
        encoding="utf-8",
    )
    code, printed = shell("run", *ONLY, "--out", tmp_path / "run", "--known", known)
    assert code == 2
    assert f'did you mean "{BROKEN}"?' in printed
    assert 'unknown name "cancel-step-9"' in printed
