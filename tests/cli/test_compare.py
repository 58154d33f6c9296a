"""`compare` and `accept` from the shell, on kept runs: no portal is walked."""

import json
from pathlib import Path

import pytest

from harness.execution.events import Planned
from harness.model.fact import Fact
from harness.model.journal import Journal
from harness.model.page import Page
from tests.builders import text
from tests.compare.pair import PLANNED, Edit, as_is, replaced, search, walk
from tests.facts import verbatim
from tests.shell import exit_code

LAST_DAY = "2999-12-31"


def kept(folder: Path, edit: Edit = as_is, scenario: str = "made-up") -> str:
    """A kept run of one scenario, with the page of step 2 changed in some way."""
    made: Journal = walk(search(edit), planned=PLANNED, scenario=scenario)
    place = folder / made.head.scenario
    place.mkdir(parents=True)
    records = (made.head, *made.steps, *made.pages, made.end)
    lines = (record.model_dump_json() for record in records if record)
    (place / "journal.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(folder)


def planned(folder: str, **blocked: Fact | None) -> str:
    """The same run with its plan: the made-up scenario, and what could not be walked."""
    plan = [
        Planned(scenario=slug, title=slug, statements=(), blocked_reason=why).model_dump()
        for slug, why in {"made-up": None, **blocked}.items()
    ]
    (Path(folder) / "run.json").write_text(
        json.dumps({"format": 1, "plan": plan}), encoding="utf-8"
    )
    return folder


def banner(shown: Page) -> Page:
    """A text that nobody promised, with signs that a pattern would read as its own."""
    return shown.model_copy(update={"texts": (*shown.texts, text("Une bannière [*]."))})


def found(out: Path) -> list[dict[str, object]]:
    """The differences that a comparison wrote."""
    written = json.loads((out / "comparison.json").read_text(encoding="utf-8"))
    return [d for cause in written["comparison"]["causes"] for d in cause["differences"]]


def test_the_same_run_twice_exits_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two kept runs, nothing else needed."""
    old, new = kept(tmp_path / "old"), kept(tmp_path / "new")
    assert exit_code("compare", old, new, "--out", str(tmp_path / "out")) == 0
    assert "no difference at all" in capsys.readouterr().out


def test_what_neither_run_could_walk_is_told_and_may_fail(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No journal tells of it, the plans in run.json do; exit 1 for who asked for all."""
    old = planned(kept(tmp_path / "old"), lock=verbatim("the target does not allow lock_account"))
    new = planned(kept(tmp_path / "new"), lock=verbatim("no account: a user"), other=None)
    out = tmp_path / "out"
    assert exit_code("compare", old, new, "--out", str(out)) == 0
    told = capsys.readouterr().out
    assert "1 of 3 scenarios compared" in told
    assert "lock_account" in told
    assert "planned, and left no journal" in told
    written = json.loads((out / "comparison.json").read_text(encoding="utf-8"))
    assert [gap["scenario"] for gap in written["comparison"]["gaps"]] == ["lock", "other"]
    assert exit_code("compare", old, new, "--out", str(out), "--fail-on-gaps") == 1


@pytest.mark.parametrize("repeat", ["old", "both"])
def test_a_repeat_that_cannot_be_done_is_refused(
    repeat: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only launched portals are walked again: exit 2 with the way that there is, no folder made."""
    served = tmp_path / "served.toml"
    served.write_text('[target]\nname = "served"\nbase_url = "http://127.0.0.1:9/"\n')
    out = tmp_path / "out"
    for old in (str(served), kept(tmp_path / "old")):
        told = ("compare", old, "reference", "--repeat", repeat, "--out", str(out))
        assert exit_code(*told) == 2
        assert "--again" in capsys.readouterr().err
    assert not out.exists()


def test_a_repeat_of_the_new_side_that_cannot_be_done_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A kept run of it has happened; none asked for, none refused."""
    new, out = kept(tmp_path / "new"), str(tmp_path / "out")
    assert exit_code("compare", "reference", new, "--repeat", "both", "--out", out) == 2
    assert "--repeat old" in capsys.readouterr().err
    assert exit_code("compare", new, new, "--repeat", "none", "--out", out) == 0


def test_a_difference_is_accepted_and_then_expected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 1, accept, exit 0; once it is seen no more, the entry is stale and fails."""
    old, new = kept(tmp_path / "old"), kept(tmp_path / "new", banner)
    out, ledger = tmp_path / "out", str(tmp_path / "expected.toml")
    assert exit_code("compare", old, new, "--out", str(out)) == 1
    (difference,) = found(out)
    words = ("--reason", "the cookie law", "--owner", "Ariane", "--until", LAST_DAY)
    fingerprint = str(difference["fingerprint"])
    assert exit_code("accept", str(out), fingerprint, *words, "--known", ledger) == 0
    assert f"codes-perdus compare OLD NEW --known {ledger}" in capsys.readouterr().out
    assert exit_code("compare", old, new, "--out", str(out), "--ledger", ledger) == 0
    assert "1 expected" in capsys.readouterr().out
    assert exit_code("compare", old, old, "--out", str(out), "--ledger", ledger) == 1
    assert "stale" in capsys.readouterr().out


def test_a_group_is_accepted_at_once(tmp_path: Path) -> None:
    """All that has the same cause."""

    def longer(shown: Page) -> Page:
        fields = tuple(f.model_copy(update={"max_length": 99}) for f in shown.fields)
        return shown.model_copy(update={"fields": fields})

    old, new = kept(tmp_path / "old"), kept(tmp_path / "new", longer)
    out, ledger = tmp_path / "out", str(tmp_path / "expected.toml")
    exit_code("compare", old, new, "--out", str(out))
    first, *others = (str(d["fingerprint"]) for d in found(out))
    assert others
    words = ("--reason", "new base", "--owner", "Ariane", "--until", LAST_DAY, "--group")
    assert exit_code("accept", str(out), first, *words, "--known", ledger) == 0
    assert exit_code("compare", old, new, "--out", str(out), "--ledger", ledger) == 0


def test_a_regression_is_not_accepted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The guide decides; the message says what to do."""
    new = kept(tmp_path / "new", replaced("Votre établissement", "Votre entreprise"))
    out = tmp_path / "out"
    assert exit_code("compare", kept(tmp_path / "old"), new, "--out", str(out)) == 1
    words = ("--reason", "r", "--owner", "o", "--until", LAST_DAY)
    assert exit_code("accept", str(out), str(found(out)[0]["fingerprint"]), *words) == 2
    assert "[words]" in capsys.readouterr().err


def test_unknown_fingerprints_folders_and_scenarios_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2 with a remedy; nothing compared exits 4."""
    old = kept(tmp_path / "old")
    out = tmp_path / "out"
    exit_code("compare", old, old, "--out", str(out))
    words = ("--reason", "r", "--owner", "o", "--until", LAST_DAY)
    assert exit_code("accept", str(out), "0123456789ab", *words) == 2
    empty = tmp_path / "empty"
    empty.mkdir()
    assert exit_code("compare", old, str(empty), "--out", str(out)) == 2
    assert exit_code("compare", old, str(tmp_path / "nowhere.toml"), "--out", str(out)) == 2
    other = kept(tmp_path / "other", scenario="another-one")
    assert exit_code("compare", old, other, "--out", str(out)) == 4
    capsys.readouterr()


def test_a_list_of_accounts_has_no_plan_to_show(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is refused before anything is searched."""
    listed = tmp_path / "accounts.csv"
    listed.write_text("", encoding="utf-8")
    code = exit_code("compare", "reference", "reference", "--accounts", str(listed), "--plan")
    assert (code, "one of --accounts and --plan" in capsys.readouterr().err) == (2, True)
