"""A rehearsal tells what a scenario will do, or what is wrong with it."""

from dataclasses import replace
from pathlib import Path

import pytest

from harness.config.accounts import AccountSettings
from harness.config.limits import PaceSettings, Permissions
from harness.config.target import Target
from harness.core.errors import GuideError, UsageError
from harness.planning.plan import account_record, cost_of, dry_run
from harness.planning.scenario import scenario
from harness.planning.walk import Walk
from harness.suite.permission import Permission
from tests.builders import GUIDE, account
from tests.execution.fakes import home_and_login, plan_of
from tests.facts import verbatim


@scenario()
async def to_step_4(walk: Walk) -> None:
    """To step 4 by the short way."""
    await walk.open("home")
    await walk.follow("Accès à mon espace personnalisé")
    await walk.follow("Codes perdus *", trying="login.lost-codes.recovers")
    await walk.follow(
        "cliquez ici",
        beside="Vous avez perdu votre code confidentiel",
        trying="regenerate.opened-empty",
    )
    await walk.fill({"Votre Nom": "x"})
    await walk.press("Générer le code confidentiel", trying="regenerate.answer.right")
    await walk.press("Générer le code confidentiel", trying="regenerate.generated")
    await walk.hear("Cliquez ici pour entendre la version sonore")
    await walk.receive_mail()


async def test_a_plan_tells_pages_cost_and_statements() -> None:
    """As a portal that keeps the guide would show them."""
    plan = await dry_run(GUIDE, to_step_4, (account(),))
    assert plan.pages == (
        "home",
        "login",
        "lost-codes",
        "regenerate",
        "regenerate",
        "certification-code",
    )
    assert (plan.mails, plan.movements) == (1, 7)
    for slug in (
        "home.opens",
        "login.heading",
        "regenerate.opened-empty",
        "regenerate.refusal.keeps",
        "regenerate.generated",
        "certification-code.audio.segments",
        "mail.once",
        "mail.subject",
    ):
        assert slug in plan.statements
    for slug in ("search.heading", "regenerate.refusal.same-words", "certification.asked"):
        assert slug not in plan.statements
    order = [s.slug for s in GUIDE if s.slug in plan.statements]
    assert list(plan.statements) == order


async def test_wrong_words_are_told_with_the_scenario() -> None:
    """Before a portal is touched."""

    @scenario()
    async def mistyped(walk: Walk) -> None:
        await walk.open("home")
        await walk.follow("Acueil")

    with pytest.raises(GuideError, match=r"mistyped › test_plan\.py:\d+: .*Did you mean 'Accueil'"):
        await dry_run(GUIDE, mistyped, (account(),))


async def test_a_mistake_in_its_code_is_told_with_its_line() -> None:
    """Type, message, file and line; no stack trace."""

    @scenario()
    async def careless(walk: Walk) -> None:
        await walk.open("home")
        raise ValueError("no  such\nname")

    with pytest.raises(UsageError) as caught:
        await dry_run(GUIDE, careless, (account(),))
    told = str(caught.value)
    assert told.startswith("careless: expected a scenario that can be rehearsed; seen: ")
    assert "ValueError: no such name (test_plan.py:" in told


def test_the_journals_person_is_the_account() -> None:
    """Attribute by attribute."""
    assert account_record(account()).model_dump() == account().model_dump()


TARGET = Target(name="x", base_url="http://portal.example/")


def test_what_is_left_out_costs_nothing() -> None:
    """It is told, with its reason."""
    plans = (
        plan_of(home_and_login, movements=30, mails=2, locks=True),
        plan_of(home_and_login, movements=10, mails=1, locks=False),
        plan_of(
            home_and_login,
            movements=99,
            mails=9,
            locks=True,
            blocked_reason=verbatim("no account left"),
        ),
    )
    cost = cost_of(plans, TARGET, jobs=8)
    assert (cost.movements, cost.mails, cost.uses, cost.lockouts) == (40, 3, {"change_code": 3}, 1)
    assert cost.left_out == (("home-and-login", verbatim("no account left")),)
    assert cost.fastest == 20.0  # two at once: there are no more
    assert (cost.least, cost.most) == (12.0, 160.0)  # they wait for the account that both use


def test_a_permission_of_the_suite_is_needed_for_statements() -> None:
    """For each step that tries one of them, or moves what it is about."""
    plan = plan_of(home_and_login, mails=2)
    asked = Permission(statements=("home.*",), en="visits", fr="visites")
    moved = [(step.statement, *step.trying) for step in plan.journal.steps]
    assert plan.uses(asked) == sum("home." in " ".join(slugs) for slugs in moved) > 0
    assert plan.uses(Permission(statements=("space.*",), en="visits", fr="visites")) == 0
    assert plan.uses(Permission(needed_for="mail", en="visits", fr="visites")) == 2
    with pytest.raises(ValueError, match="expected statements"):
        Permission(en="visits", fr="visites")


def test_at_most_is_with_all_that_may_be_walked_again() -> None:
    """And with the accounts of a file that may have to be brought back first."""
    again = plan_of(home_and_login, mails=2, locks=True, needs_valid_code=(0,), spares=((), ()))
    assert (
        cost_of((again,), TARGET, jobs=1).mails,
        cost_of((again,), TARGET, jobs=1).lockouts,
    ) == (6, 3)
    own = TARGET.model_copy(update={"accounts": AccountSettings(file=Path("x.json"))})
    assert cost_of((again,), own, jobs=1).mails == 9
    assert cost_of((again,), own, jobs=1).uses == {"change_code": 9}


def test_a_suite_that_cannot_renew_plans_no_renewal() -> None:
    """It has no scenario that would, or the target forbids it: neither mails nor new secrets."""
    plan = plan_of(home_and_login, mails=2, needs_valid_code=(0,))
    own = TARGET.model_copy(update={"accounts": AccountSettings(file=Path("x.json"))})
    without = own.under(replace(own.suite, renewal=None))
    assert (cost_of((plan,), without, jobs=1).mails) == 2
    assert cost_of((plan,), without, jobs=1).uses == {"change_code": 2}
    silent = own.model_copy(update={"allow": Permissions(send_mail=False)})
    assert cost_of((plan,), silent, jobs=1).mails == 2


def test_the_pace_makes_it_longer() -> None:
    """Nothing is faster than the pace allows."""
    slow = TARGET.model_copy(update={"pace": PaceSettings(requests_per_second=0.5)})
    assert cost_of((plan_of(home_and_login, movements=30),), slow, jobs=4).least == 60.0
    assert cost_of((), slow, jobs=4).most == 0.0
