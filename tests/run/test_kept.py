"""A kept run is read as it was written, and as far as it was written."""

import json
from pathlib import Path

import pytest

from harness.errors import UsageError
from harness.run.kept import KeptRun
from harness.run.recorder import Recorder
from harness.secrets import Vault
from tests.builders import journal


def kept(folder: Path, *slugs: str) -> KeptRun:
    """A run's folder with an empty journal for each scenario."""
    for slug in slugs:
        recorder = Recorder(
            folder / slug, journal().head.model_copy(update={"scenario": slug}), Vault()
        )
        recorder.close()
    return KeptRun(folder)


def test_journals_are_found_by_their_scenario(tmp_path: Path) -> None:
    """Whatever the order in which they were walked."""
    assert list(kept(tmp_path, "user", "administrator").journals) == ["administrator", "user"]


def test_a_folder_without_journals_is_refused(tmp_path: Path) -> None:
    """It is told which folder was looked at."""
    with pytest.raises(UsageError, match="journals below"):
        _ = KeptRun(tmp_path).journals


def test_facts_are_those_of_run_json(tmp_path: Path) -> None:
    """As the run wrote them."""
    (tmp_path / "run.json").write_text(json.dumps({"target": "staging"}), encoding="utf-8")
    assert KeptRun(tmp_path).facts == {"target": "staging"}


@pytest.mark.parametrize("text", ["", "{", "[]"])
def test_a_run_that_was_cut_off_has_no_facts(tmp_path: Path, text: str) -> None:
    """Its journals are read all the same."""
    (tmp_path / "run.json").write_text(text, encoding="utf-8")
    assert kept(tmp_path, "user").facts == {}
