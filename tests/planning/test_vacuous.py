"""A try that types the right form in place of a wrong one is found before the portal is touched."""

import asyncio

import pytest

from harness.accounts.generator import generate_accounts
from harness.accounts.model import Account
from harness.app.suite import all_scenarios, open_target, select
from harness.guide.loader import load_guide
from harness.model.journal import Person
from harness.planning.plan import Plan, dry_run
from harness.planning.vacuous import chosen_already, vacuous_tries
from tests import two_mails
from tests.builders import GUIDE, ME, journal, page, step
from tests.examples.example import EXAMPLES

SCENARIOS = {one.slug: one for one in all_scenarios()}
PEOPLE = generate_accounts({slug: one.needs for slug, one in SCENARIOS.items()}, 2010)


def plan(slug: str, *accounts: Account) -> Plan:
    """The plan of a scenario with some accounts."""
    return asyncio.run(dry_run(GUIDE, SCENARIOS[slug], accounts))


def alike(slug: str, **fields: str) -> tuple[str, ...]:
    """What is tried in vain if the accounts of a scenario have equal values."""
    people = tuple(one.model_copy(update=fields) for one in PEOPLE[slug])
    return vacuous_tries(GUIDE, plan(slug, *people).journal)


@pytest.mark.parametrize("slug", SCENARIOS)
def test_generated_accounts_differ_where_they_must(slug: str) -> None:
    """Each scenario tries something wrong; an old code is not the right one once it is replaced."""
    assert vacuous_tries(GUIDE, plan(slug, *PEOPLE[slug]).journal) == ()


def test_another_persons_answer_that_is_the_same() -> None:
    """The portal would be blamed for taking the right one."""
    assert alike("request-of-somebody-else", answer="Durand") == ("regenerate.answer.right",)


def test_another_persons_names_that_are_the_same() -> None:
    """Each of both is told."""
    assert alike("request-of-somebody-else", last_name="DUPONT", first_name="Marcel") == (
        "regenerate.last-name.own",
        "regenerate.first-name.own",
    )


def test_numbers_without_a_letter_have_no_other_case() -> None:
    """« 1234 » in small letters is « 1234 »."""
    assert "search.bcr.capitals" in alike("search-in-another-case", bcr="1234")


def test_a_name_without_an_accent_is_not_another_one_without() -> None:
    """Nothing would be left out."""
    assert "search.last-name.accents" in alike(
        "accents-and-unicode", last_name="DUPONT", first_name="Marcel"
    )


def test_a_password_that_the_account_has_already() -> None:
    """The old one is no wrong one then; a scenario that chooses a fresh one has no such try."""
    portal = open_target(str(EXAMPLES / "django" / "target.toml"))
    guide = load_guide(portal.suite)
    (way,) = select(all_scenarios(portal.suite), ("password-reset",))
    (person,) = generate_accounts({way.slug: way.needs}, 1, portal.suite)[way.slug]
    journal = asyncio.run(dry_run(guide, way, (person,))).journal
    assert chosen_already(guide, journal) == ()
    steps = tuple(
        step.model_copy(
            update={
                "typed": tuple(
                    one.model_copy(update={"value": "Neuf-4821-lettres"})
                    if one.value == person.password
                    else one
                    for one in step.typed
                )
            }
        )
        for step in journal.steps
    )
    typed = journal.model_copy(update={"steps": steps})
    assert chosen_already(guide, typed) == ()  # the new one is tried, not the old one
    left = Person.model_validate(person.model_dump() | {"password": "Neuf-4821-lettres"})
    again = typed.model_copy(update={"head": typed.head.model_copy(update={"people": (left,)})})
    assert chosen_already(guide, again) == ("login.old-password",)


@pytest.mark.parametrize(("name", "found"), [("Alice", ()), (ME.last_name, ("ask.wrong",))])
def test_words_that_a_scenario_types_twice_on_purpose(name: str, found: tuple[str, ...]) -> None:
    """A name that may be taken once only; a value of an account is told as before."""
    first, *others = two_mails.GUIDE.chapters
    wrong = two_mails.statement(
        "ask.wrong", "déjà pris", {"kind": "refused", "page": "ask", "reason": "wrong"}
    )
    guide = two_mails.GUIDE.with_chapters(
        (first.model_copy(update={"statements": (*first.statements, wrong)}), *others)
    )
    steps = [
        step(n, on=n, led_to=n + 1, statement="ask.send", trying=slug, typed={"Nom": name})
        for n, slug in enumerate(("ask.opens", "ask.wrong"), start=1)
    ]
    pages = (page(n, "ask") for n in (1, 2, 3))
    assert vacuous_tries(guide, journal(*pages, *steps)) == found
