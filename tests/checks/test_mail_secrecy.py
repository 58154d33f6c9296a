"""A mail holds no secret of an account, and words that must not be in it are not."""

from typing import Any

import pytest

from harness.checks.context import Case
from harness.checks.outcome import Outcome
from harness.checks.registry import subjects
from harness.guide.model import Guide
from harness.model.fact import fact
from tests.builders import GUIDE, journal, mail, page, secret, step
from tests.two_mails import chapter, statement

PASSWORD = "‹old-confidential-code-1›"
CODE = {"kind": "mail-code", "secret": "confidential-code"}


def _judged(claim: dict[str, Any], *more: dict[str, Any], **changes: Any) -> Outcome:
    others = (statement(f"note.{n}", "Code", one) for n, one in enumerate(more))
    one = statement("note.it", "Jamais votre mot de passe", claim)
    guide = Guide(
        chapters=(chapter("note", one, *others, mail=True),),
        digest=str(claim),
        accounts=GUIDE.accounts,
        secrets=GUIDE.secrets,
    )
    secrets = (secret(PASSWORD), secret("‹typed-1›"))
    records = (page(1, "note"), step(1, led_to=1), mail(text_code="", **changes), *secrets)
    case = Case(guide, journal(*records))
    ((check, subject),) = subjects(one, case)
    return check(one.claim, subject, case)


@pytest.mark.parametrize("part", ["subject", "text", "html"])
@pytest.mark.parametrize("held", [PASSWORD, "‹typed-1›"])
def test_a_password_in_a_mail(part: str, held: str) -> None:
    """That of the account, or the one that was just chosen, in any part."""
    claim = {"kind": "mail-form", "form": "secrecy"}
    changes = {"text": "Bonjour", part: f"Votre mot de passe : {held}."}
    assert _judged(claim, **changes).ok is False
    assert _judged(claim, text="Votre mot de passe est changé.").ok is True


def test_the_code_that_the_guide_has_in_the_mail() -> None:
    """Whether it is the old one is told by the statement about the code."""
    claim = {"kind": "mail-form", "form": "secrecy"}
    assert _judged(claim, CODE, text=f"Votre code : {PASSWORD}").ok is True


@pytest.mark.parametrize("part", ["subject", "text", "html_text"])
def test_words_that_must_not_be_in_a_mail(part: str) -> None:
    """In no part; the account's secret is known by its name."""
    claim = {"kind": "mail-no-words", "text": "mot de passe : {confidential_code}"}
    person = {"text": "Bonjour", part: "Votre mot de passe : OLDIDENT1"}
    assert _judged(claim, **person).ok is False
    assert _judged(claim, text="Votre mot de passe").ok is True
    cut = {"text": "Bonjour", "problems": (fact("text-too-long", limit=1),)}
    assert _judged(claim, **cut).ok is None


def test_a_code_of_another_mail() -> None:
    """It opens something else: a mail for which the guide has none must not bring it."""
    claim = {"kind": "mail-form", "form": "secrecy"}
    reset = statement("other.it", "code", {"kind": "mail-code", "secret": "reset-code"})
    one = statement("note.it", "Jamais de code", claim)
    guide = Guide(
        chapters=(chapter("note", one, mail=True), chapter("other", reset, mail=True)),
        digest="other",
        accounts=GUIDE.accounts,
    )
    for text, ok in (("Bonjour", True), ("Code : ‹reset-code-1›", False)):
        record = mail(text_code="", slug="note", text=text)
        case = Case(guide, journal(record, secret("‹reset-code-1›")))
        ((check, subject),) = subjects(one, case)
        assert check(one.claim, subject, case).ok is ok
