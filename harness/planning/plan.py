"""What a run will do and exercise, known before a portal is touched."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from harness.accounts.model import Account
from harness.checks.judge import exercised
from harness.core.errors import Fault, UsageError
from harness.guide.claims import Reason, Refused
from harness.guide.model import Guide
from harness.guide.profile_claims import LimitedTries
from harness.journal.writer import JournalWriter
from harness.model.finding import Level
from harness.model.journal import Head, Journal, Person
from harness.planning.dry_run import DryRun, mails_due
from harness.planning.problems import describe_error
from harness.planning.scenario import Scenario
from harness.planning.walk import Walk
from harness.redaction.vault import Vault

_LOGIN = "login"


@dataclass(frozen=True)
class Plan:
    """What one scenario will do.

    Attributes:
        scenario: the path.
        people: the accounts that it is walked with.
        statements: slugs of what it exercises, in the guide's order.
        pages: slugs of the pages that it passes, in order.
        mails: number of mails that it has sent.
        movements: number of movements, each one request at least.
        locks: whether somebody is shut out at the login, or may be.
        needs_valid_code: places of the people whose code must open the personal space.
        journal: of the rehearsal, its pages left empty.
        blocked_reason: why it cannot be played on the target; "" where it can.
        spares: other people for each walk that it may need after a failure.
        attempt: which of its walks this is, from 1.
    """

    scenario: Scenario
    people: tuple[Account, ...]
    statements: tuple[str, ...]
    pages: tuple[str, ...]
    mails: int
    movements: int
    locks: bool
    needs_valid_code: tuple[int, ...]
    journal: Journal = field(repr=False, compare=False)
    blocked_reason: str = ""
    spares: tuple[tuple[Account, ...], ...] = ()
    attempt: int = 1

    @property
    def all_accounts(self) -> tuple[Account, ...]:
        """Its people and the spare ones."""
        return (*self.people, *(person for people in self.spares for person in people))

    @property
    def folder(self) -> str:
        """The name of the folder that this walk is kept in."""
        retry = f".retry-{self.attempt - 1}" if self.attempt > 1 else ""
        return f"{self.scenario.slug}{retry}"

    def again(self) -> "Plan | None":
        """The plan of the next walk after a failure, with other people; None for no more."""
        if not self.spares:
            return None
        people, *rest = self.spares
        return replace(self, people=people, spares=tuple(rest), attempt=self.attempt + 1)


async def dry_run(guide: Guide, scenario: Scenario, people: tuple[Account, ...]) -> Plan:
    """Play a scenario on nothing.

    Raises:
        GuideError: the scenario uses words that the guide does not have.
        UsageError: the scenario's own code fails.
    """
    recorder = JournalWriter(None, _head(scenario, people), Vault())
    stage = DryRun(guide, recorder)
    try:
        await scenario.play(Walk(guide, stage, people))
    except Fault as fault:
        raise fault.during(scenario.slug) from None
    except Exception as error:
        raise UsageError(
            "a scenario that can be rehearsed",
            seen=describe_error(error, scenario.play),
            remedy="Mend that line.",
        ).during(scenario.slug) from error
    journal = recorder.journal()
    return Plan(
        scenario=scenario,
        people=people,
        statements=_planned(guide, scenario, exercised(guide, journal)),
        pages=tuple(page.slug for page in journal.pages),
        mails=_mails(guide, journal),
        movements=stage.requests,
        needs_valid_code=tuple(n for n, person in enumerate(people) if _logs_in(person, journal)),
        locks=_locks(guide, exercised(guide, journal)),
        journal=journal,
    )


def _planned(guide: Guide, scenario: Scenario, slugs: tuple[str, ...]) -> tuple[str, ...]:
    """Of a profile's scenario only what the profiles claim: it never blames the guide's own."""
    own = {Level.HARDENING} if scenario.profile else set(Level)
    return tuple(slug for slug in slugs if guide.by_slug[slug].level in own)


def _logs_in(person: Account, journal: Journal) -> bool:
    """Whether somebody types identifier and code as they were when the walk begins."""
    pair = {person.identifier, person.confidential_code}
    return any(pair <= {entry.value for entry in step.typed} for step in journal.steps)


def _locks(guide: Guide, slugs: tuple[str, ...]) -> bool:
    claims = (guide.by_slug[slug].claim for slug in slugs)
    return any(
        isinstance(c, LimitedTries)
        or (isinstance(c, Refused) and c.reason is Reason.BARRED and c.page == _LOGIN)
        for c in claims
    )


def _mails(guide: Guide, journal: Journal) -> int:
    return sum(mails_due(guide, step) for step in journal.steps)


def _head(scenario: Scenario, people: tuple[Account, ...]) -> Head:
    return Head(
        scenario=scenario.slug,
        title=scenario.title,
        target="",
        driver="",
        base_url="",
        started=datetime(2010, 9, 23, tzinfo=UTC),
        observes=frozenset(),
        planned=(),
        people=tuple(map(person_of, people)),
        guide="",
    )


def person_of(account: Account) -> Person:
    """An account as the journal keeps it."""
    return Person.model_validate(account.model_dump())
