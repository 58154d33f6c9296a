"""The shape of a mailed code, a mail without one, and where a code was looked for."""

from typing import Any

import pytest

from harness.checks.context import Case
from harness.checks.mail_codes import code, no_code
from harness.guide.mail_claims import MailCode, MailNoCode
from harness.guide.model import Guide
from harness.model.fact import Fact
from harness.model.journal import MailRecord
from tests.builders import journal, mail, secret
from tests.facts import texts
from tests.two_mails import chapter, statement, words

BELOW = "Votre code est indiqué ci-dessous."
NAME, MAYBE = "‹reset-code-1›", "‹possible-code-1›"


def _guide(**more: Any) -> Guide:
    claim = {"kind": "mail-code", "secret": "reset-code", "announced_by": "reset.below"}
    claim |= more
    return Guide(
        digest="codes",
        chapters=(
            chapter(
                "reset",
                words("reset.below", BELOW),
                statement("reset.code", "puis un code de huit lettres", claim),
                mail=True,
            ),
            chapter(
                "unknown",
                statement("unknown.no-code", "aucun code", {"kind": "mail-no-code"}),
                mail=True,
            ),
        ),
    )


def _mail(text: str, name: str = "", **more: Any) -> MailRecord:
    return mail(slug="reset", text=text, text_code=name, html_code="", **more)


def _code(guide: Guide, record: MailRecord, value: str = "", shown: str = "") -> tuple[Any, Fact]:
    known = [secret(NAME, value)] if value else []
    if shown:
        known = [one.model_copy(update={"secret": _shown(one.secret, shown)}) for one in known]
    claim = guide.by_slug["reset.code"].claim
    assert isinstance(claim, MailCode)
    found = code(claim, record, Case(guide, journal(record, *known)))
    assert found.seen
    return found.ok, found.seen


def _shown(one: Any, shown: str) -> Any:
    return one.model_copy(update={"shown": shown})


@pytest.mark.parametrize(
    ("value", "shown", "ok"),
    [
        ("NFZW-WKHC", "", True),
        ("NFZWWKHC", "AAAA AAAA", True),
        ("NFZWWKHC", "", False),
        ("48217730", "", False),
        ("nfzw-wkhc", "", False),
    ],
)
def test_a_code_of_the_shape_of_the_guide(value: str, shown: str, *, ok: bool) -> None:
    """Eight capitals in two groups of four, a hyphen or a blank between them."""
    found, seen = _code(_guide(pattern="AAAA-AAAA"), _mail(NAME, NAME), value, shown)
    assert found is ok
    assert seen.code == "code-of-shape"


def test_capitals_in_groups_are_capitals() -> None:
    """What stands between groups is no letter, and counts as none."""
    guide = _guide(capitals=True, shortest=8)
    assert _code(guide, _mail(NAME, NAME), "NFZW-WKHC")[0]
    assert not _code(guide, _mail(NAME, NAME), "NFZ-WWKH")[0]
    assert not _code(guide, _mail(NAME, NAME), "nfzw-wkhc")[0]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (f"Bonjour\n{BELOW}\n\nA bientôt", "no-code-behind"),
        ("Bonjour\nVotre code est indiqué\nci-dessous.\n\nA bientôt", "no-code-behind"),
        ("Bonjour\n\nA bientôt", "no-code-unannounced"),
    ],
)
def test_where_a_code_was_looked_for(text: str, seen: str) -> None:
    """Behind the words that announce it, or anywhere without them."""
    found = _code(_guide(shortest=8), _mail(text))
    assert (found[0], found[1].code) == (False, seen)
    assert BELOW in texts(found[1])


def test_what_may_be_a_code_is_told_as_hidden() -> None:
    """By its name in the files."""
    ok, seen = _code(_guide(), _mail(f"Prenez {MAYBE}."))
    assert not ok
    assert seen.has("with-possible-codes", "no-code-unannounced")
    assert MAYBE in texts(seen)


@pytest.mark.parametrize(
    ("text", "name", "ok"),
    [
        ("Bonjour", "", True),
        ("Le lien ‹link-token-1›", "‹link-token-1›", True),
        (f"Code {NAME}", NAME, False),
        (f"Code {MAYBE}", MAYBE, False),
    ],
    ids=["none", "a link", "a code of another mail", "what may be one"],
)
def test_a_mail_without_a_code(text: str, name: str, *, ok: bool) -> None:
    """A known code of any kind is one, and so is what looks like one."""
    record = mail(slug="unknown", text=text, text_code="", html_code="")
    known = [secret(name, "NFZW-WKHC")] if name else []
    claim = MailNoCode(kind="mail-no-code")
    found = no_code(claim, record, Case(_guide(), journal(record, *known)))
    assert found.ok is ok
    assert found.seen
    assert ("NFZW" in texts(found.seen)) is False
