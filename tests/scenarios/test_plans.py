"""The scenarios play, exercise every statement, and can always tell what bars them."""

import asyncio
from collections.abc import Sequence
from functools import cache
from itertools import takewhile

import pytest

from harness.accounts.generator import generate_accounts
from harness.accounts.model import Account
from harness.app.suite import all_scenarios
from harness.checks.judge import exercised
from harness.config.suite import bundled_suite
from harness.guide.claims import Gives, Labelled, Lands, Leads, ShownCode
from harness.guide.loader import load_guide
from harness.guide.model import Statement
from harness.model.finding import Level
from harness.planning.actor import DialogAnswer, Filling, Movement
from harness.planning.plan import Plan, dry_run
from harness.planning.scenario import Scenario
from harness.planning.walk import Walk

GUIDE = load_guide()
MADE_UP_CODE = "REHEARSED"  # how the codes begin that a dry run shows and sends
WITH_PROFILES = load_guide(profiles=bundled_suite().profile_names)
EVERY = all_scenarios(profiles=bundled_suite().profile_names)
OWN = [one for one in EVERY if not one.profile]
PEOPLE = generate_accounts({one.slug: one.needs for one in EVERY}, 2010)


def _plan(scenario: Scenario) -> Plan:
    return asyncio.run(dry_run(WITH_PROFILES, scenario, PEOPLE[scenario.slug]))


@cache
def plans() -> dict[str, Plan]:
    """The plans of all scenarios; not made where other tests are collected."""
    return {scenario.slug: _plan(scenario) for scenario in EVERY}


@cache
def people_again() -> dict[str, tuple[Account, ...]]:
    """The people of all scenarios, drawn a second time."""
    return generate_accounts({one.slug: one.needs for one in EVERY}, 2010)


def test_every_statement_is_exercised() -> None:
    """Nothing of the guide is promised in vain: some scenario's plan has it."""
    done = {slug for scenario in OWN for slug in plans()[scenario.slug].statements}
    assert [s.slug for s in GUIDE if s.slug not in done] == []


@pytest.mark.parametrize("optional", ["home.frame.home", "certification.cancel"])
def test_nothing_hangs_on_a_link_that_a_portal_may_do_without(optional: str) -> None:
    """Where it ends the scenarios that follow it, every statement is exercised all the same."""
    done: set[str] = set()
    for scenario in OWN:
        kept = plans()[scenario.slug].journal
        steps = tuple(takewhile(lambda step: step.statement != optional, kept.steps))
        last = max((step.led_to or 0 for step in steps), default=0)
        pages = tuple(page for page in kept.pages if page.number <= last)
        short = kept.model_copy(update={"steps": steps, "pages": pages})
        done |= {*exercised(GUIDE, kept if steps == kept.steps else short)}
    assert [s.slug for s in GUIDE if s.slug not in done] == []


def test_every_statement_of_the_hardening_profile_is_exercised() -> None:
    """By the guide's own scenarios or by those of the profile."""
    done = {slug for plan in plans().values() for slug in plan.statements}
    hardening = [s.slug for s in WITH_PROFILES.on("hardening")]
    assert [slug for slug in hardening if slug not in done] == []


@pytest.mark.parametrize("scenario", EVERY, ids=lambda scenario: scenario.slug)
def test_a_plan_is_the_same_each_time(scenario: Scenario) -> None:
    """The same people, the same statements, the same cost."""
    assert people_again()[scenario.slug] == PEOPLE[scenario.slug]
    assert _plan(scenario) == plans()[scenario.slug]
    assert plans()[scenario.slug].statements
    assert plans()[scenario.slug].movements > 0


@pytest.mark.parametrize("scenario", EVERY, ids=lambda scenario: scenario.slug)
def test_a_scenario_tells_what_it_is(scenario: Scenario) -> None:
    """A title of one line, and nothing of the guide's own in a profile's plan."""
    assert scenario.title
    assert "\n" not in scenario.title
    assert len(scenario.needs) == len(PEOPLE[scenario.slug])
    levels = {WITH_PROFILES.by_slug[slug].level for slug in plans()[scenario.slug].statements}
    assert not scenario.profile or levels == {Level.PROFILE}


class Recording:
    """A stage that only notes which statements a failure would be told by."""

    def __init__(self) -> None:
        self.tellers: set[str] = set()
        self._counts = True  # whether the mails of the last movement are counted

    def _tell(self, statement: Statement | None) -> None:
        if statement:
            self.tellers.add(statement.slug)

    async def move(self, movement: Movement) -> None:
        """The action, where it cannot be made; what it tries, where it goes astray."""
        self._counts = not any(isinstance(one.claim, Lands) for one in movement.trying)
        self._tell(movement.action)
        self._tell(next(iter(movement.trying), None))

    async def shows(self, page: str, visitor: str) -> bool:
        """The portal goes the way that the scenario names first."""
        return False

    async def fill(self, fillings: Sequence[Filling], visitor: str) -> None:
        """Each field."""
        for filling in fillings:
            assert isinstance(filling.statement.claim, Labelled)
            self._tell(filling.statement)

    async def note_code(self, statement: Statement, visitor: str) -> str:
        """The code on the page."""
        assert isinstance(statement.claim, ShownCode)
        self._tell(statement)
        return "SHOWN12345"

    async def remember(self, statement: Statement, name: str, visitor: str) -> str:
        """That the words which announce it are there."""
        self.tellers |= {statement.slug}
        return f"{name} of {visitor}"

    async def receive(self, kind: str, account: Account, visitor: str) -> tuple[str, ...]:
        """That a mail comes, and that it holds a code."""
        self.tellers |= {"mail.once", "mail.code"} if self._counts else {"mail.code"}
        return ("MAILED12",)

    async def download(self, movement: Movement) -> None:
        """That the file comes."""
        self.tellers |= {statement.slug for statement in movement.trying}

    async def answer_dialogs(self, answer: DialogAnswer, visitor: str) -> None:
        """Nothing can fail."""

    async def links_expire(self, visitor: str) -> None:
        """Nothing can fail."""

    async def hear(self, statement: Statement, visitor: str) -> None:
        """The link to the sound."""
        self._tell(statement)

    async def forget(self, visitor: str) -> None:
        """Nothing can fail."""

    async def override_host(self, header: str, host: str, visitor: str) -> None:
        """Nothing of the portal can fail."""


async def _recorded(scenario: Scenario) -> Recording:
    stage = Recording()
    await scenario.play(Walk(GUIDE, stage, PEOPLE[scenario.slug]))
    return stage


@pytest.mark.parametrize("scenario", OWN, ids=lambda scenario: scenario.slug)
def test_whatever_bars_a_walk_has_a_statement_to_tell_it(scenario: Scenario) -> None:
    """In the scenario's own plan: else a broken portal would leave only « unreached »."""
    stage = asyncio.run(_recorded(scenario))
    assert stage.tellers - set(plans()[scenario.slug].statements) == set()


@pytest.mark.parametrize("scenario", OWN, ids=lambda scenario: scenario.slug)
def test_what_varies_by_our_reading_blames_no_required_sentence(scenario: Scenario) -> None:
    """Where the guide promises success, what is typed is the account's own, to the letter."""
    own = {str(value) for one in PEOPLE[scenario.slug] for value in one.model_dump().values()}
    for step in plans()[scenario.slug].journal.steps:
        tried = [GUIDE.by_slug[slug] for slug in step.trying]
        promised = any(isinstance(one.claim, Leads | Gives) for one in tried)
        if promised and any(one.level is Level.REQUIRED for one in tried):
            typed = {entry.value for entry in step.typed}
            strange = {one for one in typed - own - {""} if not one.startswith(MADE_UP_CODE)}
            assert strange == set(), step.trying


@pytest.mark.parametrize("scenario", OWN, ids=lambda scenario: scenario.slug)
def test_a_movement_tries_statements_of_one_level_first(scenario: Scenario) -> None:
    """The first one is blamed if it leads astray: a required one is never behind an advised."""
    for step in plans()[scenario.slug].journal.steps:
        levels = [GUIDE.by_slug[slug].level for slug in step.trying]
        assert levels == sorted(levels, key=[Level.REQUIRED, Level.ADVISED].index), step.trying
