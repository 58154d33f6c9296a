"""What a run changed of the accounts is kept at once, for its owner alone."""

import json
import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from harness.accounts.state_file import (
    AccountState,
    LoginState,
    StateFile,
    initial_state,
    valid_state,
    with_state,
)
from harness.core.errors import StateError, TargetError
from tests.builders import account

ME = account()
NEW = initial_state(ME).model_copy(update={"code": "NEWCODE1", "login": LoginState.DUE})


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """Whole, in a file that nobody else can read, and no draft stays beside it."""
    file = StateFile(tmp_path / "state.json")
    assert file.read() == {}
    file.write({"IDENT1": NEW})
    file.write({"IDENT1": NEW, "IDENT2": initial_state(account("IDENT2"))})
    assert file.read()["IDENT1"] == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["state.json"]
    assert stat.S_IMODE((tmp_path / "state.json").stat().st_mode) == 0o600


def test_the_codes_are_in_no_repr() -> None:
    """Nor is the second secret."""
    shown = repr(NEW.model_copy(update={"second": "AB2CD3EF4G"}))
    assert "NEWCODE1" not in shown
    assert "AB2CD3EF4G" not in shown


def test_a_write_that_fails_leaves_what_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk is told, and costs nothing that was kept."""
    file = StateFile(tmp_path / "state.json")
    file.write({"IDENT1": NEW})

    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StateError, match="No space left"):
        file.write({})
    assert file.read() == {"IDENT1": NEW}


@pytest.mark.parametrize("text", ["{", "[]", '{"IDENT1": {"code": 3}}', '{"IDENT1": {"x": 1}}'])
def test_a_broken_file_is_told(tmp_path: Path, text: str) -> None:
    """Without a value of it."""
    path = tmp_path / "state.json"
    path.write_text(text)
    with pytest.raises(TargetError, match="what is known of the accounts"):
        StateFile(path).read()


def test_two_runs_do_not_share_accounts(tmp_path: Path) -> None:
    """The second is refused; it may come after the first."""
    path = tmp_path / "state.json"
    first, second = StateFile(path), StateFile(path)
    first.lock()
    with pytest.raises(TargetError, match="another run"):
        second.lock()
    first.unlock()
    second.lock()
    second.unlock()


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    """It is told before the portal is touched."""
    with pytest.raises(StateError, match="`state` under"):
        StateFile(tmp_path / "none" / "state.json").lock()


def test_the_code_of_today_replaces_the_files() -> None:
    """And so does a first login that was spent."""
    spent = NEW.model_copy(update={"flags": {"first_login_done": True}})
    never = account(first_login_done=False)
    known = {"IDENT1": spent.model_copy(update={"given": initial_state(never).given})}
    assert with_state(never, known).confidential_code == "NEWCODE1"
    assert with_state(never, known).first_login_done
    assert with_state(account("IDENT2"), known) == account("IDENT2")


def test_the_owner_has_the_last_word() -> None:
    """Once another code is written into the accounts' file, what was kept is forgotten."""
    put_back = account(confidential_code="BYHAND01")
    assert with_state(put_back, {"IDENT1": NEW}) == put_back
    assert valid_state(put_back, {"IDENT1": NEW}).code == "BYHAND01"
    assert valid_state(ME, {"IDENT1": NEW}) == NEW


def test_the_file_is_json_that_people_can_read(tmp_path: Path) -> None:
    """Code, standing and time by their names."""
    path = tmp_path / "state.json"
    StateFile(path).write({"IDENT1": NEW})
    kept = json.loads(path.read_text())["IDENT1"]
    assert (kept["code"], kept["login"]) == ("NEWCODE1", "due")
    assert datetime.fromisoformat(kept["changed"]) <= datetime.now(UTC)
    assert AccountState.model_validate(kept) == NEW
