"""Accounts are reset by the command of their owner, or renewed."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from harness.accounts.state_file import LoginState
from harness.config.accounts import AccountSettings
from harness.config.limits import Permissions
from harness.config.mail import MailSettings
from harness.config.target import Target
from harness.core.errors import LaunchError
from harness.execution.accounts.leases import AccountLeases
from harness.execution.accounts.maintenance import (
    AccountMaintenance,
    maintenance_for,
    run_reset_command,
)
from harness.execution.run_context import RunContext
from harness.model.fact import fact
from tests.builders import GUIDE, account
from tests.execution.fakes import PORTAL, context_of, home_and_login, plan_of

ME, YOU = account(), account("IDENT2")
NOTE = "import sys; open(sys.argv[1], 'a').write(sys.argv[2] + '\\n')"
SERVED = Target(name="x", base_url="http://portal.example/")


def context(leases: AccountLeases) -> RunContext:
    """A portal without mails."""
    target = PORTAL.model_copy(update={"entry": {"home": "/", "login": "/login"}})
    return context_of(target=target, leases=leases)


async def test_a_reset_before_the_run_is_for_all(tmp_path: Path) -> None:
    """What was known of them is forgotten."""
    told, roster = tmp_path / "told", AccountLeases((ME, YOU))
    roster.code_mailed(ME, "NEWCODE1")
    command = (sys.executable, "-c", NOTE, str(told), "{identifiers}")
    upkeep = AccountMaintenance(command=command)
    await upkeep.begin(context(roster))
    assert await upkeep.prepare(plan_of(home_and_login, accounts=(ME,)), context(roster)) is None
    assert told.read_text() == "IDENT1,IDENT2\n"
    assert roster.with_present_code(ME) == ME


async def test_a_reset_before_each_scenario_is_for_its_people(tmp_path: Path) -> None:
    """The others keep what they are in the middle of."""
    told, roster = tmp_path / "told", AccountLeases((ME, YOU))
    roster.code_mailed(YOU, "YOURCODE")
    upkeep = AccountMaintenance(
        command=(sys.executable, "-c", NOTE, str(told), "{identifiers}"), each=True
    )
    await upkeep.begin(context(roster))
    await upkeep.prepare(plan_of(home_and_login, accounts=(ME,)), context(roster))
    assert told.read_text() == "IDENT1\n"
    assert roster.with_present_code(YOU).confidential_code == "YOURCODE"


async def test_a_reset_that_fails_stops_the_run() -> None:
    """Once before the run it is a fault; before a scenario no further movement is made."""
    roster, command = AccountLeases((ME,)), (sys.executable, "-c", "raise SystemExit(9)")
    with pytest.raises(LaunchError, match="ended with 9"):
        await AccountMaintenance(command=command).begin(context(roster))
    place = context(roster)
    await AccountMaintenance(command=command, each=True).prepare(
        plan_of(home_and_login, accounts=(ME,)), place
    )
    assert "ended with 9" in place.limits.reason


async def test_who_needs_no_code_is_not_brought_back() -> None:
    """A lost code is no matter to a scenario that begins with a renewal."""
    roster = AccountLeases((ME,))
    roster.code_lost(ME)
    plan = plan_of(home_and_login, accounts=(ME,), needs_valid_code=())
    assert await AccountMaintenance().prepare(plan, context(roster)) is None


async def test_who_cannot_be_brought_back_hinders() -> None:
    """The reason names the account, and what the portal did instead."""
    roster = AccountLeases((ME,))
    roster.code_lost(ME)
    plan = plan_of(home_and_login, accounts=(ME,), needs_valid_code=(0,))
    why = await AccountMaintenance(guide=GUIDE).prepare(plan, context(roster))
    what = GUIDE.the_secret("confidential-code")
    assert why == fact("account-not-renewable", account="IDENT1", what=what)
    renewal = replace(home_and_login, slug="bring-back")
    why = await AccountMaintenance(guide=GUIDE, renewal=renewal).prepare(plan, context(roster))
    assert why
    assert why.code == "account-not-renewed"
    assert roster.login_state("IDENT1") is LoginState.LOST


def test_what_a_target_asks_for() -> None:
    """Made-up people need nothing; others rest, and are renewed if that is allowed."""
    own = AccountSettings(file=Path("x.json"))
    renewal = home_and_login
    assert maintenance_for(SERVED, GUIDE, renewal) == AccountMaintenance()
    shared = maintenance_for(SERVED.model_copy(update={"accounts": own}), GUIDE, renewal)
    assert (shared.shared, shared.renewal, shared.quiet) == (True, renewal, 0.0)
    mails = MailSettings(source="sink", port=2525)
    reads = SERVED.model_copy(
        update={"accounts": own, "mail": mails, "allow": Permissions(send_mail=False)}
    )
    assert maintenance_for(reads, GUIDE, renewal).quiet == mails.quiet
    assert maintenance_for(reads, GUIDE, renewal).renewal is None


def test_who_logs_in_with_a_code_of_before_comes_first() -> None:
    """Where accounts are shared: later their codes would have to be renewed for it."""
    plans = [
        plan_of(home_and_login, movements=9, needs_valid_code=()),
        plan_of(home_and_login, movements=1, needs_valid_code=(0,)),
        plan_of(home_and_login, movements=2, needs_valid_code=(0,)),
    ]
    shared = sorted(plans, key=AccountMaintenance(shared=True).order)
    assert [plan.movements for plan in shared] == [2, 1, 9]
    assert [plan.movements for plan in sorted(plans, key=AccountMaintenance().order)] == [9, 2, 1]


PYTHON = sys.executable
NOTE_ACCOUNTS = "import sys; open(sys.argv[3], 'w').write(sys.argv[2] + open(sys.argv[1]).read())"


async def test_the_command_learns_whom(tmp_path: Path) -> None:
    """By a file of the accounts, and by their identifiers."""
    told = tmp_path / "told"
    command = (PYTHON, "-c", NOTE_ACCOUNTS, "{accounts}", "--only={identifiers}", str(told))
    await run_reset_command(command, (account(), account("IDENT2")), 20)
    text = told.read_text()
    assert text.startswith("--only=IDENT1,IDENT2")
    assert "OLDIDENT2" in text


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("no-such-command",), "No such file"),
        ((PYTHON, "-c", "import sys; sys.exit('not today')"), "ended with 1: not today"),
        ((PYTHON, "-c", "raise SystemExit(3)"), "ended with 3: it said nothing"),
    ],
)
async def test_a_command_that_fails(command: tuple[str, ...], told: str) -> None:
    """What it said last is told, and what to do."""
    with pytest.raises(LaunchError, match=told):
        await run_reset_command(command, (account(),), 20)


async def test_a_command_without_an_end() -> None:
    """It is ended."""
    with pytest.raises(LaunchError, match="no end within"):
        await run_reset_command((PYTHON, "-c", "import time; time.sleep(600)"), (account(),), 0.3)
