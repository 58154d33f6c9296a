"""A kept run is read as it was written, and as far as it was written."""

import json
import re
from contextlib import suppress
from pathlib import Path

import pytest

from harness.core.errors import FormatError, UnsafeFile, UsageError
from harness.execution.events import Planned
from harness.journal.writer import JournalWriter
from harness.redaction.vault import Vault
from harness.runs.stored_run import RUN_FORMAT, StoredFacts, StoredRun
from tests.builders import journal
from tests.facts import verbatim

FACTS = {"format": RUN_FORMAT, "target": "staging"}


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
    (tmp_path / "run.json").write_text(json.dumps(FACTS), encoding="utf-8")
    assert StoredRun(tmp_path).facts.target == "staging"


def test_another_format_is_refused(tmp_path: Path) -> None:
    """In one sentence, of the facts of a run and of a journal alike."""
    (tmp_path / "run.json").write_text(json.dumps(FACTS | {"format": 9}), encoding="utf-8")
    with pytest.raises(FormatError, match=r"format 1 in run\.json; seen: format 9"):
        _ = StoredRun(tmp_path).facts
    (tmp_path / "run.json").unlink()
    journal = next(kept(tmp_path, "user").folder.rglob("journal.jsonl"))
    text = journal.read_text(encoding="utf-8")
    for number, seen in ((', "format": 9', "format 9"), ("", "no number of a format")):
        other = re.sub(r',\s*"format":\s*1', number, text, count=1)
        journal.write_text(other, encoding="utf-8")
        with pytest.raises(FormatError, match=seen):
            _ = StoredRun(tmp_path).journals


@pytest.mark.parametrize("text", ["", "{", "[]"])
def test_a_run_that_was_cut_off_has_no_facts(tmp_path: Path, text: str) -> None:
    """Its journals are read all the same."""
    (tmp_path / "run.json").write_text(text, encoding="utf-8")
    assert kept(tmp_path, "user").facts == StoredFacts()


@pytest.mark.parametrize(
    "facts",
    [
        {"plan": "all"},
        {"plan": [{"scenario": 7}]},
        {"started": "yesterday"},
        {"times": {"total": "long"}},
        {"jobs": 10**40},
        {"jobs": "many"},
        {"scenarios": [{"scenario": "a", "walking": -1}]},
        {"scenarios": {"a": 1}},
        {"origin": {"day": 0.5}},
        {"words": {"a": {"b": {"c": "d"}}}},
        {"stopped": []},
        {"leaks": "everywhere"},
    ],
)
def test_other_content_is_refused(tmp_path: Path, facts: dict[str, object]) -> None:
    """In one sentence that names the place, before anything is computed with it."""
    text = json.dumps({"format": RUN_FORMAT, **facts})
    (tmp_path / "run.json").write_text(text, encoding="utf-8")
    with pytest.raises(FormatError, match=next(iter(facts))):
        _ = kept(tmp_path, "user").facts


@pytest.mark.parametrize("text", ['{"format": 1e999}', "[" * 100_000, "9" * 10_000, "NaN"])
def test_numbers_and_depth_without_measure(tmp_path: Path, text: str) -> None:
    """They are no facts of a run, and cost neither time nor a stack trace."""
    (tmp_path / "run.json").write_text(text, encoding="utf-8")
    with suppress(FormatError):
        assert kept(tmp_path, "user").facts == StoredFacts()


def test_a_folder_with_links_is_no_run(tmp_path: Path) -> None:
    """It is refused as a whole, by the name of the link."""
    run = kept(tmp_path / "run", "user")
    (tmp_path / "run" / "user" / "pages").symlink_to(tmp_path)
    with pytest.raises(UnsafeFile, match="user/pages"):
        _ = run.journals


class TestCutOff:
    """A run that was killed is read as far as it came."""

    def plan(self, folder: Path, *slugs: str) -> None:
        """What the run was to walk, as `run.json` tells it from the begin."""
        plan = [{"scenario": slug, "title": slug, "statements": []} for slug in slugs]
        text = json.dumps({"format": RUN_FORMAT, "exit_code": None, "plan": plan})
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
        blocked = Planned(
            scenario="x", title="", statements=(), blocked_reason=verbatim("no accounts")
        )
        facts = {"format": RUN_FORMAT, "plan": [blocked.model_dump()]}
        (tmp_path / "run.json").write_text(json.dumps(facts), encoding="utf-8")
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
