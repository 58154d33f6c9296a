"""A portal that is not ours is not touched before somebody agreed to what will be done."""

import io
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from harness.app import confirmation
from harness.config.accounts import AccountSettings
from harness.config.limits import PaceSettings, Permissions
from harness.config.target import Target, load_target
from harness.core.errors import UsageError
from harness.messages import catalogue
from tests.execution.fakes import home_and_login, plan_of
from tests.facts import verbatim
from tests.shell import exit_code

SERVED = Target(name="staging", base_url="https://portal.example/")
PLANS = (
    plan_of(home_and_login, mails=3, movements=7, locks=True),
    plan_of(home_and_login, blocked_reason=verbatim("no account left: an administrator")),
)


class Terminal(io.StringIO):
    """Somebody sits at it."""

    def isatty(self) -> bool:
        """Yes."""
        return True


def agree(target: Target, out: io.StringIO, *, yes: bool = False, language: str = "en") -> str:
    """Ask; gives what was printed."""
    console = Console(file=out, force_terminal=out.isatty(), width=100)
    words = catalogue("fr" if language == "fr" else "en")
    confirmation.agree(PLANS, target, console, words, jobs=2, yes=yes)
    return out.getvalue()


def test_a_launched_portal_is_ours() -> None:
    """Nobody is asked, nothing is shown."""
    assert agree(load_target(), io.StringIO()) == ""


def test_agreed_beforehand() -> None:
    """The plan is shown all the same: what is sent, changed, locked, and what is left out."""
    shown = agree(SERVED, io.StringIO(), yes=True)
    for words in ("1 scenario", "mails sent", "3", "locked", "no account left", "home-and-login"):
        assert words in shown
    paced = SERVED.model_copy(update={"pace": PaceSettings(requests_per_second=2)})
    assert "7, 2 par seconde" in agree(paced, io.StringIO(), yes=True, language="fr")


def deployed(folder: Path, **settings: Any) -> Target:
    """A portal that is there already, with accounts of its own."""
    file = folder / "people.json"
    return SERVED.model_copy(update={"accounts": AccountSettings(file=file, **settings)})


def test_what_earlier_runs_changed_is_not_known(tmp_path: Path) -> None:
    """Where nobody is asked, the machine may be a new one, without what others have kept."""
    target = deployed(tmp_path)
    shown = agree(target, io.StringIO(), yes=True)
    assert f"there is no {tmp_path / 'people.staging.state.json'}" in shown
    assert "On ne sait pas" in agree(target, io.StringIO(), yes=True, language="fr")
    (tmp_path / "people.staging.state.json").write_text("{}")
    assert "earlier runs" not in agree(target, io.StringIO(), yes=True)


@pytest.mark.parametrize(
    ("accounts", "allow"),
    [
        ({"reset": ("./reset.sh",)}, {}),
        ({}, {"send_mail": False}),
        ({}, {"change_code": False}),
    ],
)
def test_what_earlier_runs_changed_counts_for_nothing(
    tmp_path: Path, accounts: dict[str, Any], allow: dict[str, bool]
) -> None:
    """Where it is undone, or no run may change anything."""
    target = deployed(tmp_path, **accounts).model_copy(
        update={"allow": Permissions.model_validate(allow)}
    )
    assert "earlier runs" not in agree(target, io.StringIO(), yes=True)
    assert "earlier runs" not in agree(SERVED, io.StringIO(), yes=True)


def test_nobody_to_ask() -> None:
    """Without a terminal the run is refused, and told how it goes."""
    with pytest.raises(UsageError, match="--yes"):
        agree(SERVED, io.StringIO())


@pytest.mark.parametrize(
    ("answer", "agrees"),
    [("y", True), ("Oui", True), (" o ", True), ("n", False), ("", False), ("perhaps", False)],
)
def test_a_person_is_asked(monkeypatch: pytest.MonkeyPatch, answer: str, *, agrees: bool) -> None:
    """Their word counts, in English and in French; anything else is a refusal."""
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("rich.console.Console.input", lambda *_, **__: answer)
    if agrees:
        assert "portal.example" in agree(SERVED, Terminal())
        return
    with pytest.raises(UsageError, match="Nothing was sent"):
        agree(SERVED, Terminal())


@pytest.fixture
def staging(tmp_path: Path) -> Path:
    """A target file of a portal that nobody serves."""
    path = tmp_path / "staging.toml"
    path.write_text('[target]\nname = "staging"\nbase_url = "http://127.0.0.1:9/"\n')
    return path


def test_the_plan_alone(staging: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is printed, and nothing else happens; one of which nothing can be played is a mistake."""
    assert exit_code("run", str(staging), "--plan", "--only", "cancel-*") == 2
    told = capsys.readouterr()
    assert "the target names no accounts" in told.out
    assert "accounts new FILE" in told.err
    assert exit_code("run", str(staging), "--yes", "--only", "cancel-*") == 2
    assert "accounts new FILE" in capsys.readouterr().err
    assert exit_code("run", "reference", "--plan", "--only", "cancel-*") == 0


def test_the_plan_of_a_comparison_alone(staging: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As for `run`; a refusal leaves no folder either."""
    out = staging.parent / "compared"
    told = ("compare", str(staging), str(staging), "--only", "cancel-*", "--out", str(out))
    assert exit_code(*told, "--plan") == 2
    assert capsys.readouterr().out.count("the target names no accounts") == 2
    assert exit_code(*told) == 2
    assert "accounts new FILE" in capsys.readouterr().err
    assert not out.exists()


def test_the_plan_of_a_replay_alone(staging: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As for `run`; no folder is made."""
    out = staging.parent / "replayed"
    told = ("replay", str(staging.parent), "cancel-step-1", "--target", str(staging))
    assert exit_code(*told, "--out", str(out), "--plan") == 2
    assert "the target names no accounts" in capsys.readouterr().out
    assert not out.exists()


def test_a_pipeline_must_agree(staging: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2, before a folder is made; a plan of nothing is told as that."""
    assert exit_code("run", str(staging), "--out", str(staging.parent / "run")) == 2
    assert "accounts new FILE" in capsys.readouterr().err
    people = staging.with_name("people.json")
    assert exit_code("accounts", "new", str(people)) == 0
    with staging.open("a", encoding="utf-8") as file:
        file.write('[accounts]\nfile = "people.json"\n')
    assert exit_code("run", str(staging), "--out", str(staging.parent / "run")) == 2
    assert "--yes" in capsys.readouterr().err
    assert not (staging.parent / "run").exists()
