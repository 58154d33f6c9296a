"""A kept run is read as it was written, and as far as it was written."""

import json
from pathlib import Path

import pytest

from harness.core.errors import UsageError
from harness.journal.writer import JournalWriter
from harness.redaction.vault import Vault
from harness.runs.stored_run import StoredRun
from tests.builders import journal


def kept(folder: Path, *slugs: str) -> StoredRun:
    """A run's folder with an empty journal for each scenario."""
    for slug in slugs:
        recorder = JournalWriter(
            folder / slug, journal().head.model_copy(update={"scenario": slug}), Vault()
        )
        recorder.close()
    return StoredRun(folder)


def test_journals_are_found_by_their_scenario(tmp_path: Path) -> None:
    """Whatever the order in which they were walked."""
    assert list(kept(tmp_path, "user", "administrator").journals) == ["administrator", "user"]


def test_a_folder_without_journals_is_refused(tmp_path: Path) -> None:
    """It is told which folder was looked at."""
    with pytest.raises(UsageError, match="journals below"):
        _ = StoredRun(tmp_path).journals


def test_facts_are_those_of_run_json(tmp_path: Path) -> None:
    """As the run wrote them."""
    (tmp_path / "run.json").write_text(json.dumps({"target": "staging"}), encoding="utf-8")
    assert StoredRun(tmp_path).facts == {"target": "staging"}


@pytest.mark.parametrize("text", ["", "{", "[]"])
def test_a_run_that_was_cut_off_has_no_facts(tmp_path: Path, text: str) -> None:
    """Its journals are read all the same."""
    (tmp_path / "run.json").write_text(text, encoding="utf-8")
    assert kept(tmp_path, "user").facts == {}


class TestCutOff:
    """A run that was killed is read as far as it came."""

    def plan(self, folder: Path, *slugs: str) -> None:
        """What the run was to walk, as `run.json` tells it from the begin."""
        plan = [{"scenario": slug, "title": slug, "statements": []} for slug in slugs]
        text = json.dumps({"exit_code": None, "plan": plan})
        (folder / "run.json").write_text(text, encoding="utf-8")

    def test_it_tells_what_is_missing(self, tmp_path: Path) -> None:
        """What left no journal, and what was cut off."""
        self.plan(tmp_path, "one", "two")
        run = kept(tmp_path, "one")
        assert (run.missing, run.cut_off) == (("two",), ("one",))

    @pytest.mark.parametrize("text", ["", '{"kind": "head", "scen'])
    def test_a_journal_without_a_head_is_missing(self, tmp_path: Path, text: str) -> None:
        """The kill came before its first line was whole."""
        self.plan(tmp_path, "one", "two")
        run = kept(tmp_path, "one")
        (tmp_path / "two").mkdir()
        (tmp_path / "two" / "journal.jsonl").write_text(text, encoding="utf-8")
        assert run.missing == ("two",)

    def test_nothing_was_walked(self, tmp_path: Path) -> None:
        """All of the plan is missing, and that is no error."""
        self.plan(tmp_path, "one")
        assert StoredRun(tmp_path).missing == ("one",)

    def test_what_could_not_be_played_is_not_missing(self, tmp_path: Path) -> None:
        """It never would have left a journal."""
        plan = [{"scenario": "x", "title": "", "statements": [], "blocked_reason": "no accounts"}]
        (tmp_path / "run.json").write_text(json.dumps({"plan": plan}), encoding="utf-8")
        assert StoredRun(tmp_path).missing == ()

    @pytest.mark.parametrize(
        ("facts", "faulty"),
        [
            ({}, True),
            ({"stopped": {"reason": "", "remedy": "", "remaining": ["two"]}}, True),
            (
                {"stopped": {"reason": "", "remedy": "", "remaining": ["two"], "fault": False}},
                False,
            ),
            ({"plan": []}, False),
            ({"plan": [], "leaks": ["a file"]}, True),
        ],
    )
    def test_what_makes_it_a_fault(
        self, tmp_path: Path, facts: dict[str, object], faulty: bool
    ) -> None:
        """What is missing, unless it was asked for; and secrets that can be read in it."""
        self.plan(tmp_path, "one", "two")
        path = tmp_path / "run.json"
        told = json.loads(path.read_text(encoding="utf-8")) | facts
        path.write_text(json.dumps(told), encoding="utf-8")
        assert kept(tmp_path, "one").is_faulty is faulty
