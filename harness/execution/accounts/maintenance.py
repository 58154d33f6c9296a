"""Prepares the accounts of a target before a scenario uses them: resets and renews them."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from harness.accounts.model import Account, accounts_file
from harness.accounts.state_file import LoginState
from harness.config.target import Target
from harness.core.errors import LaunchError
from harness.execution.accounts.leases import AccountLeases
from harness.execution.run_context import RunContext
from harness.execution.scenario_run import ScenarioRun
from harness.guide.model import Guide
from harness.model.fact import Fact, fact, joined
from harness.model.journal import Journal
from harness.planning.plan import Plan, dry_run
from harness.planning.scenario import Scenario

_MAX_OUTPUT = 500  # characters of the reset command's output that an error quotes


@dataclass(frozen=True)
class AccountMaintenance:
    """What is done for accounts before scenarios use them.

    Attributes:
        guide: in whose words the renewal is planned.
        renewal: the scenario that gives an account a valid code; None if that is not allowed.
        quiet: seconds that an account rests after a scenario, until its last mails have come.
        shared: whether several scenarios use the same account.
        command: the owner's command that resets accounts; () for none.
        each: whether the command runs before each scenario, not once a run.
        seconds: the time limit of the command.
    """

    guide: Guide | None = None
    renewal: Scenario | None = None
    quiet: float = 0.0
    shared: bool = False
    command: Sequence[str] = ()
    each: bool = False
    seconds: float = 20.0

    def order(self, plan: Plan) -> tuple[bool, int]:
        """Sort key: scenarios that need the initial code first, then the longest."""
        return self.shared and not plan.needs_valid_code, -plan.movements

    async def begin(self, context: RunContext) -> None:
        """Reset all accounts, if the owner's command does that once a run.

        Raises:
            LaunchError: the command failed.
        """
        if self.command and not self.each:
            await self._reset(context.leases, context.leases.given)

    async def prepare(self, plan: Plan, context: RunContext) -> Fact | None:
        """Bring the accounts of a scenario into the state that it needs.

        Returns:
            Why the scenario cannot run; None if it can.
        """
        leases = context.leases
        if self.command and self.each:
            names = {account.key for account in plan.all_accounts}
            try:
                await self._reset(leases, [a for a in leases.given if a.key in names])
            except LaunchError as fault:
                context.limits.stop(f"{fault.expected}: {fault.seen}")
        accounts = [leases.with_present_code(plan.accounts[n]) for n in plan.needs_valid_code]
        unfit = [one for one in accounts if leases.login_state(one.key) is not LoginState.SETTLED]
        reasons = [await self._renew(account, context) for account in unfit]
        return joined(filter(None, reasons))

    async def _reset(self, leases: AccountLeases, accounts: Sequence[Account]) -> None:
        await run_reset_command(self.command, accounts, self.seconds)
        leases.reset(accounts)

    async def _renew(self, account: Account, context: RunContext) -> Fact | None:
        """Give an account a valid code; returns why that failed, None if it did not."""
        if self.renewal is None or self.guide is None:
            return fact("account-not-renewable", account=account.key, what=self._secret)
        plan = await dry_run(self.guide, self.renewal, (account,))
        unrecorded = replace(context.config, folder=None)
        alone = replace(context, config=unrecorded, screenshots=None, audits=None)
        scenario_run = ScenarioRun(plan, alone)
        journal = await scenario_run.run()
        scenario_run.close()
        if context.leases.login_state(account.key) is LoginState.SETTLED:
            return None
        why = _why_it_failed(journal)
        return fact("account-not-renewed", account=account.key, what=self._secret, why=why)

    @property
    def _secret(self) -> Fact:
        """What the secret is called by which people log in."""
        return self.guide.login_secret if self.guide else fact("the-code")


def _why_it_failed(journal: Journal) -> Fact:
    """What ended the scenario that was to renew an account."""
    end = journal.end
    if end and (ended := end.blocker or end.fault):
        return fact("expected-and-seen", expected=ended.expected, seen=ended.seen)
    if end and end.unobservable:
        return fact("target-does-not-show", what=(end.unobservable,))
    return fact("login-failed")


def maintenance_for(target: Target, guide: Guide, renewal: Scenario | None) -> AccountMaintenance:
    """What the accounts of a target need. Generated accounts need nothing: each is used once."""
    accounts = target.accounts
    if accounts.file is None:
        return AccountMaintenance()
    # A launched portal hands its mails to our sink, which knows when a delivery is under way.
    settles = target.launch and target.mail.source == "sink"
    return AccountMaintenance(
        guide=guide,
        renewal=renewal if target.may_change_secrets else None,
        quiet=0.0 if settles or target.mail.source == "none" else target.mail.quiet,
        shared=True,
        command=accounts.reset or (),
        each=accounts.reset_before == "scenario",
        seconds=target.timeouts.launch,
    )


async def run_reset_command(
    command: Sequence[str], accounts: Sequence[Account], seconds: float
) -> None:
    """Run the owner's reset command without a shell, and wait for its end.

    Args:
        command: with the placeholders {accounts}, the path of a JSON file of the accounts, and
            {identifiers}, their identifiers with commas between them.
        accounts: the accounts to reset, as their file gives them.
        seconds: its time limit.

    Raises:
        LaunchError: it could not be started, ended with an error, or did not end in time.
    """
    with accounts_file(accounts) as path:
        values = {"accounts": str(path), "identifiers": ",".join(a.key for a in accounts)}
        await _run_command([_filled_in(part, values) for part in command], seconds)


def _filled_in(part: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        part = part.replace(f"{{{name}}}", value)
    return part


async def _run_command(command: list[str], seconds: float) -> None:
    pipe, merged = asyncio.subprocess.PIPE, asyncio.subprocess.STDOUT
    try:
        process = await asyncio.create_subprocess_exec(*command, stdout=pipe, stderr=merged)
    except OSError as error:
        raise _reset_error(command, error.strerror or str(error)) from error
    try:
        output, _ = await asyncio.wait_for(process.communicate(), seconds)
    except TimeoutError as slow:
        process.kill()
        await process.wait()
        raise _reset_error(command, f"no end within {seconds:g} s") from slow
    if process.returncode:
        last = output.decode("utf-8", "replace").strip()[-_MAX_OUTPUT:]
        raise _reset_error(
            command, f"it ended with {process.returncode}: {last or 'it said nothing'}"
        )


def _reset_error(command: Sequence[str], seen: str) -> LaunchError:
    return LaunchError(
        f"the accounts to be reset by {command[0]}",
        seen=seen,
        remedy="Run the command `reset` of [accounts] by hand and read what it says.",
    )
