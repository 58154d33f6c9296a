"""A run keeps the data of its suite, and is judged by it without the folder that it came from."""

import json
import shutil
from pathlib import Path

import pytest

from harness.app.kept_suite import SUITE_FOLDER, guide_of, keep_suite, names_of, suite_in, suite_of
from harness.app.suite import all_scenarios, open_target, origin_of
from harness.config.suite import MANIFEST, Suite, bundled_suite
from harness.core.errors import FormatError, GuideError, UnsafeFile, UsageError
from harness.guide.loader import load_guide
from harness.runs.stored_run import StoredRun
from tests.app.test_own_suite import suite

__all__ = ["suite"]


def run_of(folder: Path, suite: Suite) -> StoredRun:
    """A run that has kept its suite."""
    folder.mkdir()
    keep_suite(folder, suite, all_scenarios(suite, suite.profile_names))
    origin = origin_of(open_target(None, str(suite.path))) if not suite.is_bundled else None
    facts = {"format": 1, "origin": origin.model_dump(mode="json") if origin else {}}
    (folder / "run.json").write_text(json.dumps(facts), encoding="utf-8")
    return StoredRun(folder)


def test_it_is_judged_without_the_folder_it_came_from(tmp_path: Path, suite: Suite) -> None:
    """By the same guide, with the names of all scenarios, and with no code of any."""
    run, digest = run_of(tmp_path / "run", suite), load_guide(suite).digest
    shutil.rmtree(suite.path.parent)
    assert guide_of(run).digest == digest
    assert names_of(run) == ("reads",)
    kept = suite_of(run)
    assert (kept.name, kept.scenarios, kept.renewal, kept.target) == ("letters", None, None, "")
    assert not kept.known_targets
    assert not list((tmp_path / "run").rglob("*.py"))


def test_the_bundled_suite_judges_as_it_is_today(tmp_path: Path) -> None:
    """It comes with the program; the copy says what it was, profiles included."""
    run = run_of(tmp_path / "run", bundled_suite())
    assert suite_of(run) == bundled_suite()
    kept = suite_in(tmp_path / "run")
    assert kept is not None
    names = bundled_suite().profile_names
    assert load_guide(kept, profiles=names) == load_guide(profiles=names)


def test_a_suite_that_is_named_overrules_it(tmp_path: Path, suite: Suite) -> None:
    """So does the bundled one by its name."""
    run = run_of(tmp_path / "run", suite)
    assert suite_of(run, str(suite.path.parent)) == suite
    assert suite_of(run, bundled_suite().name) == bundled_suite()


def test_a_run_of_an_older_release(tmp_path: Path, suite: Suite) -> None:
    """It has kept no suite: the user names it."""
    run = run_of(tmp_path / "run", suite)
    shutil.rmtree(tmp_path / "run" / "suite")
    with pytest.raises(UsageError, match="--suite"):
        suite_of(run)
    assert names_of(run) == ()


def test_a_hostile_copy_leads_nowhere(tmp_path: Path, suite: Suite) -> None:
    """Neither its manifest, nor its list of chapters, nor code and targets put beside it."""
    place = run_of(tmp_path / "run", suite).folder / "suite"
    manifest = (
        'name = "x"\nguide = "/etc"\nscenarios = "code"\ntargets = "guide"\ntarget = "evil"\n'
    )
    (place / "suite.toml").write_text(f'{manifest}renewal = "evil.x"\n', encoding="utf-8")
    (place / "code").mkdir()
    (place / "code" / "evil.py").write_text("raise SystemExit", encoding="utf-8")
    kept = suite_of(StoredRun(tmp_path / "run"))
    assert (kept.scenarios, kept.renewal, kept.known_targets) == (None, None, ())
    assert list(load_guide(kept).pages) == ["start", "end"]
    for chapters in ('["../../secret"]', '["/etc/x"]', "[7]", '["a/b"]'):
        (place / "guide" / "guide.toml").write_text(f"chapters = {chapters}", encoding="utf-8")
        with pytest.raises(GuideError, match="chapters"):
            guide_of(StoredRun(tmp_path / "run"))
    (place / "scenarios.json").write_text('{"format": 1, "scenarios": 7}', encoding="utf-8")
    with pytest.raises(FormatError, match=r"scenarios\.json"):
        names_of(StoredRun(tmp_path / "run"))
    (place / "guide" / "start.toml").unlink()
    (place / "guide" / "start.toml").symlink_to("/etc/passwd")
    with pytest.raises(UnsafeFile, match=r"start\.toml"):
        guide_of(StoredRun(tmp_path / "run"))


def test_a_kept_manifest_takes_nothing_from_elsewhere(tmp_path: Path) -> None:
    """It includes no file and names no plug-in, whatever somebody wrote into it."""
    folder = tmp_path / SUITE_FOLDER
    folder.mkdir()
    (folder / MANIFEST).write_text('name = "x"\nplugin = "evil.py"\n', encoding="utf-8")
    kept = suite_in(tmp_path)
    assert kept is not None
    assert kept.plugin is None
    (folder / MANIFEST).write_text('name = "x"\ninclude = ["/etc/passwd"]\n', encoding="utf-8")
    with pytest.raises(UsageError, match="include"):
        suite_in(tmp_path)


def test_the_bundled_suite_is_kept_with_its_accounts(tmp_path: Path) -> None:
    """The sections of the files that its manifest includes are in the copy."""
    keep_suite(tmp_path, bundled_suite())
    kept = suite_in(tmp_path)
    assert kept is not None
    assert kept.accounts == bundled_suite().accounts
