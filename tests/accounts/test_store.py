"""The accounts of a target are had alone, and by the next as the one before has left them."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest

from harness.accounts.model import save_accounts
from harness.accounts.state_file import LoginState, initial_state
from harness.accounts.store import account_that_logs_in, accounts_of, state_of
from harness.config.accounts import AccountSettings
from harness.config.suite import bundled_suite
from harness.config.target import Target, load_target
from harness.core.errors import TargetError
from harness.execution.accounts.leases import lease_accounts
from harness.suite.account_schema import AccountSchema
from tests.builders import account

ME = account()


@pytest.fixture
def target(tmp_path: Path) -> Target:
    """A portal that is there already, with one account."""
    save_accounts(tmp_path / "people.json", (ME,))
    own = AccountSettings(file=tmp_path / "people.json")
    return Target(name="staging", base_url="http://portal.example/", accounts=own)


async def test_runs_of_one_process_take_turns(target: Target) -> None:
    """The second waits, and begins with the code that the first has come to know."""
    order: list[str] = []

    async def one(name: str) -> None:
        async with lease_accounts(target, ()) as roster:
            order.append(f"{name} has {roster.with_present_code(ME).confidential_code}")
            await asyncio.sleep(0)
            roster.code_mailed(ME, f"CODE{name}")
            order.append(f"{name} ends")

    await asyncio.gather(one("A"), one("B"))
    assert order == ["A has OLDIDENT1", "A ends", "B has CODEA", "B ends"]
    assert [person.confidential_code for person in accounts_of(target)] == ["CODEB"]


async def test_they_are_given_back_after_a_fault(target: Target) -> None:
    """A run that breaks keeps nobody out."""
    with pytest.raises(ZeroDivisionError):
        async with lease_accounts(target, ()):
            raise ZeroDivisionError
    async with lease_accounts(target, ()) as roster:
        assert roster.with_present_code(ME) == ME


def test_where_the_state_lies(target: Target, tmp_path: Path) -> None:
    """Beside the accounts, by the target's name, or where its file says."""
    state = state_of(target)
    assert state
    assert state.path == tmp_path / "people.staging.state.json"
    named = target.accounts.model_copy(update={"state": tmp_path / "kept.json"})
    state = state_of(target.model_copy(update={"accounts": named}))
    assert state
    assert state.path == tmp_path / "kept.json"


async def test_a_launched_portal_begins_anew(target: Target) -> None:
    """It is handed the accounts as the file gives them: nothing is kept."""
    launched = target.model_copy(update={"base_url": None, "launch": ("portal",)})
    assert state_of(launched) is None
    async with lease_accounts(launched, ()) as roster:
        roster.code_mailed(ME, "NEWCODE1")
    assert accounts_of(launched) == (ME,)
    assert state_of(load_target()) is None
    assert accounts_of(load_target()) == ()


def state_with(target: Target, **changes: LoginState | str | dict[str, bool]) -> None:
    """Write what is known of the account."""
    state = state_of(target)
    assert state
    state.write({ME.identifier: initial_state(ME).model_copy(update=changes)})


def test_a_crawl_logs_in_with_the_code_of_the_state(target: Target) -> None:
    """Not with that of the file, which a run has replaced; and the accounts are its alone."""
    state_with(target, code="CODENEW2")
    with account_that_logs_in(target) as found:
        assert found is not None
        assert found.confidential_code == "CODENEW2"
        other = state_of(target)
        assert other
        with pytest.raises(TargetError, match="nobody else uses"):
            other.lock()


@pytest.mark.parametrize("state", [LoginState.DUE, LoginState.CHANGING, LoginState.LOST])
def test_nobody_logs_in_whose_login_would_be_refused(target: Target, state: LoginState) -> None:
    """A wrong try may lock somebody's account."""
    state_with(target, login=state)
    with account_that_logs_in(target) as found:
        assert found is None
    state_with(target, flags={"first_login_done": False})
    with account_that_logs_in(target) as found:
        assert found is None


def test_who_has_what_scenarios_need_logs_in_first(tmp_path: Path) -> None:
    """An account that is not registered yet is none that logs in, wherever the file has it."""
    flags = {"newsletter": {"kind": "flag"}, "registered": {"kind": "flag"}}
    traits = {name: {"fields": (name,), "yes": "yes", "no": "no"} for name in flags}
    fields = {"login": {"key": True}, "password": {"secret": "password"}, **flags}
    schema = AccountSchema.model_validate({"fields": fields, "traits": traits})
    moved = {"sets": [{"flag": "registered", "statements": ["join.done"]}]}
    with_life = AccountSchema.model_validate(
        {"fields": fields, "traits": traits, "lifecycle": moved}
    )
    people = [("ann", True, False), ("bob", False, True), ("cid", True, True)]

    def logs_in(schema: AccountSchema, *names: str) -> str:
        made = [
            {"login": login, "password": "x", "newsletter": news, "registered": registered}
            for login, news, registered in people
            if login in names
        ]
        (tmp_path / "people.json").write_text(json.dumps(made), encoding="utf-8")
        suite = replace(bundled_suite(), accounts=schema, settings={}, permissions={})
        own = AccountSettings(file=tmp_path / "people.json")
        target = Target(name="x", base_url="http://portal.example/", accounts=own).under(suite)
        with account_that_logs_in(target) as account:
            assert account
            return account.key

    assert logs_in(schema, "ann", "bob", "cid") == "cid"
    assert logs_in(with_life, "ann", "bob") == "bob"
