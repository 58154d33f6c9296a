"""Keeps the accounts of a target fit to be used by one scenario after another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from harness.accounts.model import Account
from harness.accounts.state_file import LoginState
from harness.config.target import Target
from harness.core.errors import LaunchError
from harness.execution.accounts.leases import AccountLeases
from harness.execution.accounts.reset import reset
from harness.execution.run_context import Ground
from harness.execution.scenario_run import ScenarioRun, Setting
from harness.guide.model import Guide
from harness.model.journal import Journal
from harness.planning.plan import Plan, dry_run
from harness.planning.scenario import Scenario


@dataclass(frozen=True)
class AccountMaintenance:
    """What is done for accounts before they are used.

    Attributes:
        guide: in whose words they are brought back.
        mend: the path that gives an account a code that opens the personal space; None where
            that is not allowed.
        quiet: seconds that an account rests after a scenario, for its last mails to come.
        shared: whether an account plays in several scenarios.
        command: the owner's, which resets accounts; () for none.
        each: whether that runs before each scenario.
        seconds: that it may take.
    """

    guide: Guide | None = None
    mend: Scenario | None = None
    quiet: float = 0.0
    shared: bool = False
    command: Sequence[str] = ()
    each: bool = False
    seconds: float = 20.0

    def order(self, plan: Plan) -> tuple[bool, int]:
        """Who logs in with a code of before comes first; then the longest walks."""
        return self.shared and not plan.needs_valid_code, -plan.movements

    async def begin(self, setting: Setting) -> None:
        """Reset all accounts, where the owner's command does that once.

        Raises:
            LaunchError: the command failed.
        """
        if self.command and not self.each and setting.roster:
            await self._reset(setting.roster, setting.roster.given)

    async def prepare(self, plan: Plan, ground: Ground, setting: Setting) -> str:
        """Bring the people of a scenario to where it takes them to be.

        Returns:
            What hinders it; "" for nothing.
        """
        roster = setting.roster or AccountLeases(plan.all_accounts)
        if self.command and self.each:
            names = {person.identifier for person in plan.all_accounts}
            try:
                await self._reset(roster, [p for p in roster.given if p.identifier in names])
            except LaunchError as fault:
                setting.caution.stop(f"{fault.expected}: {fault.seen}")
        people = [roster.today(plan.people[place]) for place in plan.needs_valid_code]
        unfit = [p for p in people if roster.standing(p.identifier) is not LoginState.SETTLED]
        reasons = [await self._bring_back(person, ground, setting) for person in unfit]
        return "; ".join(filter(None, reasons))

    async def _reset(self, roster: AccountLeases, accounts: Sequence[Account]) -> None:
        await reset(self.command, accounts, self.seconds)
        roster.reset(accounts)

    async def _bring_back(self, person: Account, ground: Ground, setting: Setting) -> str:
        who = f"{person.identifier}, whose code is not known to open the personal space"
        if self.mend is None or self.guide is None:
            return f"{who}: the target does not allow to renew it"
        plan = await dry_run(self.guide, self.mend, (person,))
        alone = replace(ground, pictures=None, audits=None)
        performance = ScenarioRun(plan, alone, replace(setting, folder=None))
        journal = await performance.walk()
        performance.close()
        roster = setting.roster
        if roster and roster.standing(person.identifier) is LoginState.SETTLED:
            return ""
        return f"{who}, and could not be renewed: {_why(journal)}"


def _why(journal: Journal) -> str:
    end = journal.end
    if end and (ended := end.bar or end.fault):
        return f"expected {ended.expected}, seen {ended.seen}"
    return f"no {end.unobservable} here" if end and end.unobservable else "the login failed"


def maintenance_for(target: Target, guide: Guide, mend: Scenario | None) -> AccountMaintenance:
    """What a target's accounts need: made-up people play in one scenario each, and need none."""
    accounts, allow = target.accounts, target.allow
    if accounts.file is None:
        return AccountMaintenance()
    known = target.launch and target.mail.source == "sink"  # it tells of deliveries under way
    return AccountMaintenance(
        guide=guide,
        mend=mend if allow.send_mail and allow.change_code else None,
        quiet=0.0 if known or target.mail.source == "none" else target.mail.quiet,
        shared=True,
        command=accounts.reset or (),
        each=accounts.reset_before == "scenario",
        seconds=target.timeouts.launch,
    )
