"""Words of every claim are filled in from the account that is concerned."""

from typing import Any

import pytest

from harness.checks.context import Case
from harness.checks.registry import subjects
from harness.guide.model import Guide
from tests.builders import GUIDE, journal, page, person, step
from tests.two_mails import chapter, statement

ME, OTHER = person(), person("IDENT2", email="other@commune.example", first_name="Zoé")


def _ok(claim: dict[str, Any], *records: Any) -> bool | None:
    one = statement("space.it", "Il en est ainsi", claim)
    accounts = GUIDE.accounts
    guide = Guide(chapters=(chapter("space", one),), digest=str(claim), accounts=accounts)
    case = Case(guide, journal(*records, people=(ME, OTHER)))
    ((check, subject),) = subjects(one, case)
    return check(one.claim, subject, case).ok


@pytest.mark.parametrize("kind", ["leads", "refused"])
def test_what_a_movement_says(kind: str) -> None:
    """It names the account whose form was sent, or else the one that has logged in."""
    claim = {"kind": kind, "page": "space", "says": "Envoyé à {email}."} | (
        {"reason": "wrong"} if kind == "refused" else {}
    )
    for someone, other in ((ME, OTHER), (OTHER, ME)):
        said = page(2, "space", f"Envoyé à {someone.email}.")
        typed = {"Courriel": someone.email}
        sent = step(1, on=1, led_to=2, typed=typed, trying="space.it")
        assert _ok(claim, page(1, "space"), said, sent) is True
        wrong = page(2, "space", f"Envoyé à {other.email}.")
        assert _ok(claim, page(1, "space"), wrong, sent) is False


def test_the_account_that_logged_in() -> None:
    """A link that is followed after a login shows the page of that account."""
    claim = {"kind": "leads", "page": "space", "says": "Bonjour {first_name}"}
    records = (
        page(1, "login"),
        page(2, "home"),
        page(3, "space", "Bonjour Zoé"),
        step(1, on=1, led_to=2, typed={"Identifiant": "IDENT2"}),
        step(2, on=2, led_to=3, verb="follow", trying="space.it"),
    )
    assert _ok(claim, *records) is True
    assert _ok({**claim, "filled": {}, "says": "Bonjour {unknown}"}, *records) is False


TYPED = (
    page(1, "space"),
    step(1, on=1, verb="fill", typed={"Titre :": "Une autre"}),
    step(2, on=1, led_to=2, typed={"Titre :": "La lampe est cassée"}),
)


@pytest.mark.parametrize(
    ("claim", "shown"),
    [
        ({"kind": "words", "text": "Demande : {typed:Titre}"}, "Demande : {}"),
        ({"kind": "no-words", "text": "{typed:titre *}"}, "Demande"),
    ],
)
def test_what_was_typed_last_must_be_shown(claim: dict[str, Any], shown: str) -> None:
    """On pages that come after it; the page where it was typed is not judged."""
    good, bad = "La lampe est cassée", "Une autre"
    told = page(2, "space", shown.format(good))
    assert _ok(claim, *TYPED, told) is True
    if claim["kind"] == "words":
        assert _ok(claim, *TYPED, page(2, "space", shown.format(bad))) is False


def test_a_movement_and_a_mail_show_what_was_typed() -> None:
    """The movement itself may have typed it."""
    claim = {"kind": "leads", "page": "space", "says": "« {typed:Titre} »"}
    first, _, sent = TYPED
    sent = sent.model_copy(update={"trying": ("space.it",)})
    for words, holds in (("« La lampe est cassée »", True), ("« Rien »", False)):
        assert _ok(claim, first, page(2, "space", words), sent) is holds


def test_what_nobody_typed_is_not_judged() -> None:
    """No scenario exercises the statement there."""
    one = statement("space.it", "Ainsi", {"kind": "words", "text": "{typed:Titre}"})
    guide = Guide(chapters=(chapter("space", one),), digest="typed", accounts=GUIDE.accounts)
    case = Case(guide, journal(page(1, "space", "{typed:Titre}"), people=(ME,)))
    assert list(subjects(one, case)) == []


def test_what_was_typed_into_a_field_that_is_called_otherwise() -> None:
    """Its statement may name it by its label, or as scenarios call it."""
    shown = page(2, "space", "La lampe est cassée")
    claim = {"kind": "field", "label": "Vous pouvez mettre en forme", "called": "Commentaire"}
    for name in ("Commentaire", "Vous pouvez mettre en forme"):
        one = statement("space.it", "Ainsi", {"kind": "words", "text": f"{{typed:{name}}}"})
        there = statement("space.field", "Commentaire", claim)
        guide = Guide(
            chapters=(chapter("space", there, one),), digest=name, accounts=GUIDE.accounts
        )
        typed = {"Vous pouvez mettre en forme": "La lampe est cassée"}
        sent = step(1, on=1, led_to=2, typed=typed)
        case = Case(guide, journal(page(1, "space"), sent, shown, people=(ME,)))
        assert [check(one.claim, seen, case).ok for check, seen in subjects(one, case)] == [True]
