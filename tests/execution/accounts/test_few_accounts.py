"""A living portal with few accounts: what one walk changes, the next one knows.

The reference serves with a handful of people, and is not told of the runs; its mails go to a
sink of the run's own.
"""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from harness.accounts.model import save_accounts
from harness.accounts.state_file import AccountState, LoginState
from harness.accounts.store import state_of
from harness.app.suite import all_scenarios, plan_all, renewal_scenario, select
from harness.config.accounts import AccountSettings
from harness.config.limits import Permissions
from harness.config.mail import MailSettings
from harness.config.suite import bundled_suite
from harness.config.target import Target
from harness.core.ports import free_port
from harness.execution.events import Event, RunFinished, ScenarioFinished
from harness.execution.portal_process import launch
from harness.execution.run_config import RunConfig
from harness.execution.runner import Runner
from harness.guide.loader import load_guide
from harness.mail.sources.smtp_sink import SmtpSink
from harness.model.finding import Verdict
from tests.builders import account
from tests.engines import patient_engine
from tests.facts import texts

GUIDE = load_guide()
QUIET = 0.05
PEOPLE = (
    account("IDENT1", email="marcel@commune.example", answer="Zubévoxaki"),
    account(
        "IDENT2",
        email="anne@ville.example",
        answer="Komatiruvo",
        last_name="MARTIN",
        first_name="Anne",
        siret="73282932000074",
        bcr="33DEF333",
        contract="CT1234AB",
    ),
)
ONES = ("old-code-void", "three-failures-administrator", "login-refused", "right-code-too-late")


@pytest.fixture
async def staging(tmp_path: Path) -> AsyncIterator[Target]:
    """A portal that is there before the runs and after, its people, and what may be done."""
    file, smtp = tmp_path / "accounts.json", free_port()
    save_accounts(file, PEOPLE)
    command = ("{python}", "-m", "reference_impl", "--port", "{port}", "--smtp", "{smtp}")
    ours = Target(name="ours", launch=(*command, "--accounts", "{accounts}"))
    async with launch(ours, smtp=("127.0.0.1", smtp), accounts=file) as portal:
        yield Target(
            name="staging",
            base_url=portal.base_url,
            mail=MailSettings(source="sink", port=smtp, quiet=QUIET),
            accounts=AccountSettings(file=file),
            allow=Permissions(lock_account=True),
        )


async def run(target: Target, *only: str) -> tuple[RunFinished, list[ScenarioFinished]]:
    """Walk scenarios there."""
    heard: list[Event] = []
    chosen = select(all_scenarios(), only)
    plans = await asyncio.to_thread(plan_all, GUIDE, chosen, target)
    config = RunConfig(jobs=4, renewal=renewal_scenario(bundled_suite()))
    runner = Runner(GUIDE, target, config, patient_engine)
    finished = await runner.run(plans, heard.append)
    return finished, [one for one in heard if isinstance(one, ScenarioFinished)]


def known(target: Target) -> dict[str, AccountState]:
    """What is kept of the accounts."""
    state = state_of(target)
    assert state
    return state.read()


async def test_everything_holds_twice_in_a_row(staging: Target) -> None:
    """Codes are renewed, lost and brought back; the second run begins with those of the first."""
    codes = []
    for _ in range(2):
        finished, walked = await run(staging, *ONES)
        assert {one.scenario: one.verdict for one in walked} == dict.fromkeys(ONES, Verdict.PASS)
        assert finished.exit_code == 0
        assert finished.orphans == ()
        codes.append({name: one.code for name, one in known(staging).items()})
    first, second = codes
    for person in PEOPLE:
        given = person.confidential_code
        assert len({given, first[person.identifier], second[person.identifier]}) == 3


async def test_a_code_that_is_lost_is_renewed_before_it_is_needed(staging: Target) -> None:
    """A lock-out leaves an account that opens nothing: the state knows, and the next run heals."""
    await run(staging, "right-code-too-late")
    standings = {one.login for one in known(staging).values()}
    assert LoginState.LOST in standings
    finished, _ = await run(staging, "login-refused")
    assert finished.exit_code == 0
    assert {one.login for one in known(staging).values()} == {LoginState.SETTLED}


async def test_what_may_not_be_renewed_is_told(staging: Target) -> None:
    """Without leave to change codes, a scenario that needs a good one is not walked."""
    await run(staging, "right-code-too-late")
    careful = staging.model_copy(update={"allow": Permissions(change_code=False)})
    lost = [name for name, one in known(staging).items() if one.login is LoginState.LOST]
    assert lost
    finished, walked = await run(careful, "login-refused")
    assert {one.verdict for one in walked} == {Verdict.UNOBSERVABLE}
    assert all(f.seen and f.seen.has("account-not-renewable") for f in finished.findings)


async def test_a_run_that_is_killed_loses_no_code(staging: Target) -> None:
    """Ended between the request and the mail, it leaves word that the code is being changed."""
    blind = staging.model_copy(update={"mail": MailSettings(source="none")})
    async with SmtpSink(port=staging.mail.port):
        await run(blind, "administrator-lost-confidential-code")
    changing = [one for one in known(staging).values() if one.login is LoginState.CHANGING]
    assert len(changing) == 1
    assert changing[0].second
    _, walked = await run(staging, "login-refused", "old-code-void")
    assert {one.verdict for one in walked} == {Verdict.PASS}


async def test_traits_that_nobody_has_are_told(staging: Target) -> None:
    """The scenario is unobservable, and says what account is missing."""
    finished, _ = await run(staging, "never-logged-in", "user-lost-identifier", "cancel-step-1")
    missing = {f.scenario: f.seen for f in finished.findings if f.verdict is Verdict.UNOBSERVABLE}
    assert "who never logged in" in texts(missing["never-logged-in"])
    assert "who has logged in a first time" in texts(missing["user-lost-identifier"])
    assert "cancel-step-1" not in missing
