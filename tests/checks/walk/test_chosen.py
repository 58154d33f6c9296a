"""A secret that a walk chose is one of the kind of secret that its field is for."""

import pytest

from harness.checks.context import Case
from harness.checks.walk.chosen import chosen_secrets
from harness.guide.model import Guide
from harness.suite.account_schema import AccountSchema
from tests.builders import journal, page, secret, step
from tests.two_mails import chapter, statement

TYPED, OLD = "‹typed-1›", "‹old-password-1›"
SECRET = {"kind": "field", "secret": True, "kinds": ["password"]}
STATEMENTS = (
    statement("space.new", "Nouveau", {**SECRET, "label": "Nouveau"}),
    statement("space.answer", "Réponse", {"kind": "field", "label": "Réponse", "secret": True}),
    statement("space.refused", "refusé", {"kind": "refused", "page": "space", "reason": "wrong"}),
    statement("space.hidden", "Jamais", {"kind": "no-secret", "secret": "password"}),
)
ONE = {"fields": {"login": {"key": True}, "word": {"secret": "password"}}}
TWO = {"fields": {**ONE["fields"], "answer": {"secret": "answer"}}, "lifecycle": {"secret": "word"}}


@pytest.mark.parametrize(
    ("accounts", "label", "trying", "known", "found"),
    [
        (ONE, "Nouveau", "", "", True),
        (ONE, "Réponse", "", "", True),
        (ONE, "Nouveau", "space.refused", "", False),
        (TWO, "Nouveau", "", "", True),
        (TWO, "Réponse", "", "", False),
        (TWO, "Réponse", "", OLD, True),
    ],
)
def test_the_kind_of_a_chosen_secret(
    accounts: dict[str, object], label: str, trying: str, known: str, *, found: bool
) -> None:
    """By the accounts' only kind, by a password field, or by what else was typed there."""
    schema = AccountSchema.model_validate(accounts)
    guide = Guide(chapters=(chapter("space", *STATEMENTS),), digest=str(accounts), accounts=schema)
    earlier = [step(1, on=1, led_to=1, typed={label: known})] if known else []
    chose = step(2, on=1, led_to=2, typed={label: TYPED}, trying=trying)
    pages = (page(1, "space"), page(2, "space", f"Votre mot de passe : {TYPED}"))
    records = (*pages, *earlier, chose, secret(TYPED), secret(OLD))
    case = Case(guide, journal(*records))
    assert chosen_secrets("password", case) == (frozenset({TYPED}) if found else frozenset())
    assert chosen_secrets("token", case) == frozenset()
