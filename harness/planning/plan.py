"""What a run does and exercises, known before the portal is touched."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from fnmatch import fnmatchcase

from harness.accounts.model import Account
from harness.checks.judge import exercised
from harness.config.target import Target
from harness.core.errors import Fault, UsageError
from harness.guide.claims import Reason, Refused
from harness.guide.model import Guide
from harness.guide.profile_claims import LimitedTries
from harness.journal.writer import JournalWriter
from harness.model.fact import Fact
from harness.model.finding import Level
from harness.model.journal import Head, Journal, Person
from harness.planning.dry_run import DryRun, mails_due
from harness.planning.flag_changes import used_up
from harness.planning.problems import describe_error, position_of
from harness.planning.scenario import Scenario
from harness.planning.walk import Walk
from harness.redaction.vault import Vault
from harness.suite.permission import Permission

_WORTH_MENTIONING = 1.2  # how many times longer a run takes for want of accounts
_SECONDS_A_MOVEMENT = 1.0  # an estimate: the page, its evidence and the typing
_FASTER, _SLOWER = 0.3, 4.0  # how far from it portals and machines were found to be


@dataclass(frozen=True)
class Plan:
    """What one scenario does.

    Attributes:
        accounts: the accounts that it uses.
        statements: slugs of what it exercises, in the guide's order.
        pages: slugs of the pages that it passes, in order.
        mails: number of mails that it causes.
        movements: number of movements; each is one request at least.
        locks: whether it locks an account at the login, or may lock one.
        needs_valid_code: places of the accounts whose code must open the personal space.
        uses_up: places of the accounts that fit the scenario no longer afterwards.
        journal: of the dry run, with empty pages.
        blocked_reason: why it cannot run on the target; None if it can.
        spares: other accounts, for each retry after a failure.
        attempt: number of this attempt, from 1.
    """

    scenario: Scenario
    accounts: tuple[Account, ...]
    statements: tuple[str, ...]
    pages: tuple[str, ...]
    mails: int
    movements: int
    locks: bool
    needs_valid_code: tuple[int, ...]
    journal: Journal = field(repr=False, compare=False)
    uses_up: frozenset[int] = frozenset()
    blocked_reason: Fact | None = None
    spares: tuple[tuple[Account, ...], ...] = ()
    attempt: int = 1

    @property
    def all_accounts(self) -> tuple[Account, ...]:
        """Its accounts and the spare ones."""
        return (*self.accounts, *(account for spare in self.spares for account in spare))

    @property
    def folder(self) -> str:
        """The name of the folder of this attempt, in the run's folder."""
        retry = f".retry-{self.attempt - 1}" if self.attempt > 1 else ""
        return f"{self.scenario.slug}{retry}"

    def uses(self, permission: Permission) -> int:
        """How often the scenario does what a permission of the suite is about."""
        if permission.needed_for == "mail":
            return self.mails
        return sum(
            any(fnmatchcase(slug, pattern) for slug in moved for pattern in permission.statements)
            for moved in ((step.statement, *step.trying) for step in self.journal.steps)
        )

    def again(self) -> "Plan | None":
        """The plan of the next attempt, with other accounts; None if there are none left."""
        if not self.spares:
            return None
        accounts, *rest = self.spares
        return replace(self, accounts=accounts, spares=tuple(rest), attempt=self.attempt + 1)


def unwalked(
    guide: Guide, exercised_slugs: Iterable[str], missing_pages: Collection[str] = ()
) -> tuple[str, ...]:
    """The statements of a guide that no scenario exercises, in the guide's order.

    Profiles are no part of it, and what is about a page that the portal does not have is told
    with that page.
    """
    known = frozenset(exercised_slugs)
    own = (s for s in guide if s.level is not Level.PROFILE and s.page not in missing_pages)
    return tuple(s.slug for s in own if s.slug not in known)


async def dry_run(guide: Guide, scenario: Scenario, accounts: tuple[Account, ...]) -> Plan:
    """Play a scenario without a portal, and return its plan.

    Raises:
        GuideError: the scenario uses words that the guide does not have.
        UsageError: the scenario's own code fails.
    """
    writer = JournalWriter(None, dry_head(scenario, accounts), Vault())
    actor = DryRun(guide, writer)
    try:
        await scenario.play(Walk(guide, actor, accounts))
    except Fault as fault:
        raise fault.during(position_of(fault, scenario.play)).during(scenario.slug) from None
    except Exception as error:
        raise UsageError(
            "a scenario that can be rehearsed",
            seen=describe_error(error, scenario.play),
            remedy="Mend that line.",
        ).during(scenario.slug) from error
    journal = writer.journal()
    statements = exercised(guide, journal)
    return Plan(
        scenario=scenario,
        accounts=accounts,
        statements=_judged_of(guide, scenario, statements),
        pages=tuple(page.slug for page in journal.pages),
        mails=sum(mails_due(guide, step) for step in journal.steps),
        movements=actor.requests,
        needs_valid_code=tuple(n for n, one in enumerate(accounts) if _logs_in(one, journal)),
        locks=_locks_account(guide, statements),
        journal=journal,
        uses_up=used_up(guide, journal, scenario.needs, accounts),
    )


def _judged_of(guide: Guide, scenario: Scenario, slugs: tuple[str, ...]) -> tuple[str, ...]:
    """The statements that a scenario is judged by; one of a profile only by the profile's."""
    if not scenario.profile:
        return slugs
    return tuple(slug for slug in slugs if guide.by_slug[slug].level is Level.PROFILE)


def _logs_in(account: Account, journal: Journal) -> bool:
    """Whether a step types the identifier and the code that the account has at the start."""
    pair = {account.key, account.secret}
    return any(pair <= {entry.value for entry in step.typed} for step in journal.steps)


def _locks_account(guide: Guide, slugs: tuple[str, ...]) -> bool:
    claims = (guide.by_slug[slug].claim for slug in slugs)
    return any(
        isinstance(c, LimitedTries)
        or (
            isinstance(c, Refused)
            and c.reason is Reason.BARRED
            and c.page == guide.accounts.lifecycle.asked_on
        )
        for c in claims
    )


def dry_head(scenario: Scenario, accounts: tuple[Account, ...]) -> Head:
    """The head of the journal of a dry run."""
    return Head(
        scenario=scenario.slug,
        title=scenario.title,
        target="",
        driver="",
        base_url="",
        started=datetime(2010, 9, 23, tzinfo=UTC),
        observes=frozenset(),
        planned=(),
        people=tuple(map(account_record, accounts)),
        guide="",
    )


def account_record(account: Account) -> Person:
    """An account as the journal records it."""
    return Person.model_validate(account.model_dump())


@dataclass(frozen=True)
class Cost:
    """What plans do to a portal, in sums.

    Attributes:
        left_out: scenarios that cannot run, each with the reason.
        mails: number of mails that the portal sends at most, those for renewing accounts
            included.
        uses: for each permission of the suite, how often scenarios do what it is about, at most.
        lockouts: number of scenario runs that may lock an account, at most.
        movements: number of movements; each is one request at least.
        least, most: seconds on a fast and on a slow machine or portal.
        fastest: seconds on a usual one, if no scenario had to wait for an account.
        busiest: the account that most movements are made with, and the number of its scenarios;
            None where no scenario has to wait long for one.
    """

    walked: tuple[str, ...]
    left_out: tuple[tuple[str, Fact], ...]
    mails: int
    uses: Mapping[str, int]
    lockouts: int
    movements: int
    least: float
    most: float
    fastest: float = 0.0
    busiest: tuple[str, int] | None = None


def cost_of(plans: Sequence[Plan], target: Target, *, jobs: int) -> Cost:
    """Sum up what plans do on a target, so many in parallel."""
    played = [plan for plan in plans if not plan.blocked_reason]
    renews = target.accounts.file and target.suite.renewal and target.may_change_secrets

    def renewals(plan: Plan) -> int:
        return len(plan.needs_valid_code) if renews else 0

    movements = sum(plan.movements for plan in played)
    rate = target.pace.requests_per_second
    alone = movements * _SECONDS_A_MOVEMENT / min(jobs, len(played) or 1)
    paced = movements / rate if rate else 0.0
    fastest = max(alone, paced)
    load, uses = _load(played)
    account, most = load.most_common(1)[0] if load else ("", 0)
    waiting = most * _SECONDS_A_MOVEMENT
    is_long = waiting > fastest * _WORTH_MENTIONING
    return Cost(
        walked=tuple(plan.scenario.slug for plan in played),
        left_out=tuple(
            (plan.scenario.slug, plan.blocked_reason) for plan in plans if plan.blocked_reason
        ),
        mails=sum(_max_attempts(plan) * (plan.mails + renewals(plan)) for plan in played),
        uses={
            name: sum(
                _max_attempts(plan)
                * (plan.uses(one) + (renewals(plan) if one.changes_secret else 0))
                for plan in played
            )
            for name, one in target.suite.permissions.items()
        },
        lockouts=sum(_max_attempts(plan) * plan.locks for plan in played),
        movements=movements,
        least=max(_FASTER * max(alone, waiting), paced),
        most=max(_SLOWER * max(alone, waiting), paced),
        fastest=fastest,
        busiest=(account, uses[account]) if uses[account] > 1 and is_long else None,
    )


def _load(plans: Sequence[Plan]) -> tuple[Counter[str], Counter[str]]:
    """For each account, the movements and the scenarios that have to wait for one another."""
    load, uses = Counter[str](), Counter[str]()
    for plan in plans:
        for account in plan.accounts:
            load[account.key] += plan.movements
            uses[account.key] += 1
    return load, uses


def _max_attempts(plan: Plan) -> int:
    return 1 + len(plan.spares)
