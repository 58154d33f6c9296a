"""What a scenario uses up of an account: the plan gives it to nobody else, and the file knows."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.execution.accounts.club import club_at_work, write_suite, write_target
from tests.shell import Shell

OWN = {"ann": "Annpass-11-AA", "bob": "Bobpass-22-BB", "cid": "Cidpass-33-CC"}


def person(login: str, *, member: bool) -> dict[str, object]:
    """Somebody in the file of accounts."""
    return {"login": login, "password": OWN[login], "member": member}


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Path]:
    """The club with one member; a stranger is there too."""
    suite = write_suite(tmp_path / "suite")
    with club_at_work({"ann": OWN["ann"]}) as address:
        people = [person("bob", member=False), person("ann", member=True)]
        yield write_target(suite, address, people)


def verdicts(folder: Path) -> dict[str, str]:
    """The worst verdict of each scenario of a run."""
    run = json.loads((folder / "run.json").read_text("utf-8"))
    return {one["scenario"]: one["verdict"] for one in run["scenarios"]}


def test_an_account_that_is_used_up_serves_one_scenario(
    target: Path, tmp_path: Path, shell: Shell
) -> None:
    """The other one, and every later run, is left out with the reason; nobody is blamed."""
    ways = ("--only", "joins", "--only", "joins-too", "--driver", "http", "--yes")
    code, told = shell("run", target, *ways, "--out", tmp_path / "1")
    assert (code, "no account is left: person who is no member" in told) == (0, True)
    assert "Each run uses up 1 account (joins)" in told
    assert verdicts(tmp_path / "1") == {"joins": "pass", "joins-too": "unobservable"}
    state = json.loads((target.parent / "people.club.state.json").read_text("utf-8"))
    assert state["bob"]["flags"] == {"member": True}
    code, told = shell("run", target, *ways, "--out", tmp_path / "2")
    assert "earlier runs have used up what it needs: person who is no member" in told
    assert "people.club.state.json" in told
    assert "does not keep" not in told
    code, told = shell("accounts", "check", target)
    assert (code, "joins-too: earlier runs have used up" in told) == (1, True)


def test_a_command_that_resets_makes_them_anew(target: Path, tmp_path: Path, shell: Shell) -> None:
    """What it puts back before each scenario, all of them can use."""
    text = target.read_text("utf-8")
    resets = 'reset = ["true"]\nreset_before = "scenario"\n'
    target.write_text(text.replace("\n[entry]", f"{resets}\n[entry]"), encoding="utf-8")
    ways = ("--only", "joins", "--only", "joins-too", "--plan")
    told = shell("run", target, *ways)[1]
    assert "no account is left" not in told
    assert "uses up" not in told


def test_accounts_check_and_new_count_what_is_used_up(
    target: Path, tmp_path: Path, shell: Shell
) -> None:
    """One stranger is too few for two who join; `new` makes two, and more for further runs."""
    code, told = shell("accounts", "check", target)
    assert code == 1
    assert "joins-too: no account is left: person who is no member" in told
    assert "Each run uses up 2 accounts (joins, joins-too)" in told
    few, many = tmp_path / "few.json", tmp_path / "many.json"
    suite = target.parent
    assert shell("accounts", "new", few, "--suite", suite)[0] == 0
    strangers = [one for one in json.loads(few.read_text("utf-8")) if not one["member"]]
    assert len(strangers) == 2
    told = shell("accounts", "new", many, "--suite", suite, "--number", "9")[1]
    assert "Each run uses up 2 accounts" in told
    strangers = [one for one in json.loads(many.read_text("utf-8")) if not one["member"]]
    assert len(strangers) >= 4
    code, told = shell("accounts", "check", many, "--suite", suite)
    assert (code, "4 of 4 scenarios can run" in told) == (0, True)


def test_a_secret_that_is_made_up_is_always_a_new_one(
    target: Path, tmp_path: Path, shell: Shell
) -> None:
    """Also to a portal that forgets none: run after run."""
    ways = ("--only", "changes", "--driver", "http", "--yes")
    for number in ("1", "2", "3"):
        code, told = shell("run", target, *ways, "--out", tmp_path / number)
        assert code == 0, told
        assert verdicts(tmp_path / number) == {"changes": "pass"}


def test_a_constant_that_the_account_has_had_blames_nobody(
    target: Path, tmp_path: Path, shell: Shell
) -> None:
    """The run says what the scenario should do instead, and does not say that it passed."""
    ways = ("--only", "always-the-same", "--driver", "http", "--yes")
    assert shell("run", target, *ways, "--out", tmp_path / "1")[0] == 0
    assert verdicts(tmp_path / "1") == {"always-the-same": "pass"}
    code, told = shell("run", target, *ways, "--out", tmp_path / "2")
    assert code == 0
    lines = (tmp_path / "2" / "findings.jsonl").read_text("utf-8").splitlines()
    found = {one["statement"]: one["verdict"] for one in map(json.loads, lines)}
    assert found["change.done"] == found["changed.heading"] == "unobservable"
    assert "a secret that the account has had before" in told
    assert "walk.new_secret()" in told
    assert verdicts(tmp_path / "2") == {"always-the-same": "unobservable"}
    assert "not played to the end" in told
