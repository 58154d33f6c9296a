"""That every form refused every account is noticed; nothing else is taken for it."""

from pathlib import Path
from typing import Any

import pytest

from harness.guide.claims import Leads, Refused
from harness.messages import catalogue
from harness.model.fact import fact, quote
from harness.model.finding import Finding, Verdict
from harness.model.journal import Journal
from harness.model.page import Field
from harness.reporting.notices import hint
from harness.reporting.refusing_forms import refusing_forms
from tests.builders import GUIDE, field, journal, page, step
from tests.reporting.made import finding, finished, started, story_of

SHOULD_OPEN = fact("page-opens", page=quote("Codes perdus : étape 4"), parts=())


def sent(form: str, opened: str) -> Journal:
    """A form that is sent with something typed."""
    typed = {"Nom": "DUPONT"}
    return journal(page(1, form), step(1, on=1, led_to=2, typed=typed), page(2, opened))


def found(expected: Any = SHOULD_OPEN, verdict: Verdict = Verdict.FAIL) -> Finding:
    """A page that did not open, unless told otherwise."""
    return finding(verdict=verdict, expected=expected)


def test_all_forms_that_refuse_are_named() -> None:
    """By the guide's names."""
    journals = sent("search", "search"), sent("regenerate", "regenerate"), sent("login", "login")
    assert refusing_forms([found()], journals, GUIDE) == (
        "Codes perdus : étape 2",
        "Codes perdus : étape 3",
        "Accès à la fenêtre de connexion",
    )


@pytest.mark.parametrize(
    ("shown", "told", "named"),
    [
        ((), "", True),
        ((field("Nom"), field("Remarque")), "", True),
        ((field("Nom"), field("Autre", required=True)), "", False),
        ((field("Nom"), field("Autre", mark="*")), "", False),
        ((field("Nom"), field("Code", kind="password")), "", False),
        ((field("Nom"), field("Code", "‹typed-1›", kind="password")), "", True),
        ((field("Nom", required=True), field("Lu", "1", kind="checkbox", mark="*")), "", False),
        ((field("Nom"),), "Password may not be blank.", False),
        ((field("Nom"),), "Le code est obligatoire.", False),
        ((field("Nom"),), "Ce code est faux.", True),
    ],
)
def test_a_form_that_was_not_filled_in(shown: tuple[Field, ...], told: str, *, named: bool) -> None:
    """It says nothing of the account: a field that it needs is empty, or the portal says so."""
    typed = step(1, on=1, led_to=2, typed={"Nom": "DUPONT"})
    sent_so = journal(page(1, "search", *shown), typed, page(2, "search", told, *shown))
    assert bool(refusing_forms([found()], [sent_so], GUIDE)) is named


def test_one_account_that_gets_on_is_enough() -> None:
    """Then the portal knows them."""
    journals = sent("search", "search"), sent("regenerate", "certification-code")
    assert refusing_forms([found()], journals, GUIDE) == ()


def test_forms_that_were_to_refuse_say_nothing() -> None:
    """As where only refusals are tried, or all that was to open did."""
    assert refusing_forms([], [sent("search", "search")], GUIDE) == ()
    passing = [found(verdict=Verdict.PASS), found(expected=fact("no-message"))]
    assert refusing_forms(passing, [sent("search", "search")], GUIDE) == ()


def test_a_page_that_the_guide_does_not_have_is_no_refusal() -> None:
    """The form may have done what it is for: nobody knows."""
    assert refusing_forms([found()], [sent("search", "")], GUIDE) == ()


def test_a_refusal_that_a_scenario_tries_says_nothing() -> None:
    """It is what the guide promises."""
    refused = next(s.slug for s in GUIDE if isinstance(s.claim, Refused) and s.page == "search")
    tried = step(1, on=1, led_to=2, typed={"Nom": "DUPONT"}, trying=(refused,))
    walk = journal(page(1, "search"), tried, page(2, "search"))
    assert refusing_forms([found()], [walk], GUIDE) == ()


def test_a_step_that_leads_where_it_should_is_no_refusal() -> None:
    """Such as a preview in the place of the form; what is then sent without typing is accepted."""
    leads = next(
        s.slug for s in GUIDE if isinstance(s.claim, Leads) and s.claim.page == "regenerate"
    )
    shown = step(1, on=1, led_to=2, typed={"Nom": "DUPONT"}, trying=(leads,))
    preview = journal(page(1, "regenerate"), shown, page(2, "regenerate"))
    assert refusing_forms([found()], [preview], GUIDE) == ()
    pressed = step(1, on=1, led_to=2, verb="press")
    accepted = journal(page(1, "regenerate"), pressed, page(2, "certification-code"))
    assert refusing_forms([found()], [sent("search", "search"), accepted], GUIDE) == ()


def test_the_report_says_it_as_a_likely_cause() -> None:
    """In both languages, and not otherwise."""
    end = finished().model_copy(update={"refusing": ("Étape 2", "Étape 3")})
    told = story_of(started(Path("runs/x")), end)
    assert hint(told, catalogue("en")).startswith("Likely cause: the portal does not know the")
    assert "(« Étape 2 », « Étape 3 »)" in hint(told, catalogue("fr"))
    assert hint(told, catalogue("fr")).startswith("Cause probable : ")
    assert hint(story_of(started(), finished()), catalogue()) == ""
