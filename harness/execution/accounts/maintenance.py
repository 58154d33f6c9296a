"""Keeps the accounts of a target fit to be used by one scenario after another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from harness.accounts.model import Account
from harness.accounts.state_file import LoginState
from harness.config.target import Target
from harness.core.errors import LaunchError
from harness.execution.accounts.leases import AccountLeases
from harness.execution.accounts.reset import reset
from harness.execution.run_context import RunContext
from harness.execution.scenario_run import ScenarioRun
from harness.guide.model import Guide
from harness.model.journal import Journal
from harness.planning.plan import Plan, dry_run
from harness.planning.scenario import Scenario


@dataclass(frozen=True)
class AccountMaintenance:
    """What is done for accounts before they are used.

    Attributes:
        guide: in whose words they are brought back.
        renewal: the path that gives an account a code that opens the personal space; None where
            that is not allowed.
        quiet: seconds that an account rests after a scenario, for its last mails to come.
        shared: whether an account plays in several scenarios.
        command: the owner's, which resets accounts; () for none.
        each: whether that runs before each scenario.
        seconds: that it may take.
    """

    guide: Guide | None = None
    renewal: Scenario | None = None
    quiet: float = 0.0
    shared: bool = False
    command: Sequence[str] = ()
    each: bool = False
    seconds: float = 20.0

    def order(self, plan: Plan) -> tuple[bool, int]:
        """Who logs in with a code of before comes first; then the longest walks."""
        return self.shared and not plan.needs_valid_code, -plan.movements

    async def begin(self, context: RunContext) -> None:
        """Reset all accounts, if the owner's command does that once a run.

        Raises:
            LaunchError: the command failed.
        """
        if self.command and not self.each:
            await self._reset(context.leases, context.leases.given)

    async def prepare(self, plan: Plan, context: RunContext) -> str:
        """Bring the accounts of a scenario into the state that it needs.

        Returns:
            Why the scenario cannot run; "" if it can.
        """
        leases = context.leases
        if self.command and self.each:
            names = {account.identifier for account in plan.all_accounts}
            try:
                await self._reset(leases, [a for a in leases.given if a.identifier in names])
            except LaunchError as fault:
                context.limits.stop(f"{fault.expected}: {fault.seen}")
        accounts = [leases.today(plan.people[place]) for place in plan.needs_valid_code]
        unfit = [a for a in accounts if leases.standing(a.identifier) is not LoginState.SETTLED]
        reasons = [await self._renew(account, context) for account in unfit]
        return "; ".join(filter(None, reasons))

    async def _reset(self, leases: AccountLeases, accounts: Sequence[Account]) -> None:
        await reset(self.command, accounts, self.seconds)
        leases.reset(accounts)

    async def _renew(self, account: Account, context: RunContext) -> str:
        """Give an account a valid code; returns why that failed, "" if it did not."""
        who = f"{account.identifier}, whose code is not known to open the personal space"
        if self.renewal is None or self.guide is None:
            return f"{who}: the target does not allow to renew it"
        plan = await dry_run(self.guide, self.renewal, (account,))
        unrecorded = replace(context.config, folder=None)
        alone = replace(context, config=unrecorded, screenshots=None, audits=None)
        scenario_run = ScenarioRun(plan, alone)
        journal = await scenario_run.walk()
        scenario_run.close()
        if context.leases.standing(account.identifier) is LoginState.SETTLED:
            return ""
        return f"{who}, and could not be renewed: {_why(journal)}"


def _why(journal: Journal) -> str:
    end = journal.end
    if end and (ended := end.bar or end.fault):
        return f"expected {ended.expected}, seen {ended.seen}"
    return f"no {end.unobservable} here" if end and end.unobservable else "the login failed"


def maintenance_for(target: Target, guide: Guide, renewal: Scenario | None) -> AccountMaintenance:
    """What a target's accounts need: made-up people play in one scenario each, and need none."""
    accounts, allow = target.accounts, target.allow
    if accounts.file is None:
        return AccountMaintenance()
    known = target.launch and target.mail.source == "sink"  # it tells of deliveries under way
    return AccountMaintenance(
        guide=guide,
        renewal=renewal if allow.send_mail and allow.change_code else None,
        quiet=0.0 if known or target.mail.source == "none" else target.mail.quiet,
        shared=True,
        command=accounts.reset or (),
        each=accounts.reset_before == "scenario",
        seconds=target.timeouts.launch,
    )
