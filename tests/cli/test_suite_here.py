"""In the folder of a suite, commands take that suite, and say so."""

from pathlib import Path

import pytest

from harness.app.suite import open_target, origin_of
from tests.execution.accounts.club import write_suite, write_target
from tests.shell import Shell

TAKEN = "The suite of this folder is taken: club."


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A suite with a target, as the current folder."""
    suite = write_suite(tmp_path / "suite")
    (suite / "targets").mkdir()
    monkeypatch.chdir(suite)
    people: list[dict[str, object]] = [{"login": "ann", "password": "Annpass", "member": True}]
    target = write_target(suite, "http://127.0.0.1:9/", people)
    (suite / "targets" / "other.toml").write_text(
        target.read_text("utf-8").replace('"club"', '"other"').replace('"people', '"../people'),
        encoding="utf-8",
    )
    return suite


@pytest.mark.usefixtures("here")
def test_list_shows_the_scenarios_of_this_folder(shell: Shell) -> None:
    """And how to name another suite; a suite that is named is taken without a word."""
    code, told = shell("list")
    assert (code, TAKEN in told, "4 scenarios" in told) == (0, True, True)
    assert "--suite codes-perdus the bundled one" in told
    told = shell("list", "--suite", "codes-perdus")[1]
    assert ("administrator-lost-identifier" in told, "is taken" in told) == (True, False)


@pytest.mark.usefixtures("here")
def test_a_run_takes_the_target_of_this_folder(shell: Shell) -> None:
    """The default one, or one by its name; a known name of the bundled suite is that still."""
    code, told = shell("run", "--plan")
    assert (code, TAKEN in told, told.count("club  http://127.0.0.1:9/")) == (0, True, 1)
    told = shell("run", "other", "--plan", "--only", "changes")[1]
    assert (TAKEN in told, "other  http://127.0.0.1:9/" in told) == (True, True)
    told = shell("run", "reference", "--plan", "--only", "login-refused")[1]
    assert (TAKEN in told, "reference" in told) == (False, True)


def test_a_run_keeps_which_file_its_target_is(here: Path) -> None:
    """So that later commands find it again."""
    assert origin_of(open_target(None, str(here))).target_file == str(here / "target.toml")


@pytest.mark.usefixtures("here")
def test_an_unknown_target_tells_where_a_path_begins(shell: Shell) -> None:
    """And whose names there are; a name that lacks its ending is completed."""
    code, told = shell("run", "nowhere", "--plan")
    assert code == 2
    assert f"A path begins at {Path.cwd()}" in told
    assert "the names are those of the suite codes-perdus" in told
    Path("staging.toml").write_text("", encoding="utf-8")
    assert "Name staging.toml, which lies in" in shell("run", "staging", "--plan")[1]


def test_a_manifest_of_something_else_bars_no_target_that_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shell: Shell
) -> None:
    """Without a target, it is told what is wrong with it."""
    monkeypatch.chdir(tmp_path)
    Path("suite.toml").write_text("tests = 3\n", encoding="utf-8")
    assert shell("run", "reference", "--plan", "--only", "login-refused")[0] == 0
    code, told = shell("list")
    assert (code, "a suite's manifest in suite.toml" in told) == (2, True)
