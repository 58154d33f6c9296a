"""The accounts of any suite: their fields, how they are made up, and the life of their secret."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from harness.accounts.generator import generate_accounts
from harness.accounts.model import Needs, account_type, load_accounts, save_accounts
from harness.accounts.state_file import LoginState
from harness.config.suite import Suite, bundled_suite
from harness.core.errors import UsageError
from harness.execution.accounts.leases import AccountLeases
from harness.execution.accounts.tracker import AccountTracker
from harness.execution.evidence.step_events import MailRecorded, StepRecorded, StepStarted
from harness.guide.claims import Labelled
from harness.guide.model import Chapter, Guide, Statement
from harness.model.journal import Step, Typed
from harness.suite.account_schema import AccountSchema

FIELDS: dict[str, Any] = {
    "login": {"key": True, "pattern": "user####"},
    "password": {"secret": "password", "faker": "password"},
    "mail": {"address": True},
    "group": {"role": True},
    "city": {"one_of": ("Lille", "Nantes")},
    "active": {"kind": "flag"},
    "note": {"empty": True},
}
DATA: dict[str, Any] = {
    "roles": ("member", "editor"),
    "fields": FIELDS,
    "traits": {"active": {"fields": ("active",), "yes": "active", "no": "asleep", "default": None}},
    "relations": {
        "neighbour_of": {"same": ("city",), "words": "of the town of"},
        "elsewhere_than": {"other": ("city",), "words": "of another town than"},
    },
}
SCHEMA = AccountSchema.model_validate(DATA)


@pytest.fixture
def suite() -> Suite:
    """A suite with these accounts."""
    return replace(bundled_suite(), accounts=SCHEMA, plugin=None)


def test_people_of_another_schema(suite: Suite, tmp_path: Path) -> None:
    """Each field by its way; roles, traits and relations as the needs say."""
    needs = (
        Needs(),
        Needs.model_validate({"role": "editor", "active": False, "neighbour_of": 0}),
        Needs.model_validate({"elsewhere_than": 0}),
    )
    one, other, third = generate_accounts({"x": needs}, 1, suite)["x"]
    assert (one.key[:4], one.role_name, one.active) == ("user", "member", True)
    assert (other.role_name, other.active, other.city) == ("editor", False, one.city)
    assert third.city != one.city
    assert "@" in one.address
    assert one.password not in repr(one)
    assert one.secrets == (one.password,)
    save_accounts(tmp_path / "people.json", (one, other, third))
    assert load_accounts(tmp_path / "people.json", SCHEMA) == (one, other, third)


@pytest.mark.parametrize(
    ("needs", "seen"),
    [
        ({"role": "admin"}, "'admin'"),
        ({"activ": True}, 'did you mean "active"'),
        ({"spelling": ["accent"]}, "'accent'"),
    ],
)
def test_needs_that_a_schema_does_not_have(needs: dict[str, Any], seen: str, suite: Suite) -> None:
    """A slip in a scenario is told by its name."""
    with pytest.raises(UsageError) as caught:
        generate_accounts({"x": (Needs.model_validate(needs),)}, 1, suite)
    assert seen.lower() in str(caught.value).lower()


@pytest.mark.parametrize(
    ("changes", "seen"),
    [
        (
            {"fields": {"login": {}}, "traits": {}, "relations": {}},
            "expected one field with key = true",
        ),
        ({"traits": {"a": {"fields": ("age",), "yes": "x", "no": "y"}}}, "no field age"),
        ({"lifecycle": {"secret": "pin"}}, "lifecycle: no field pin"),
        ({"lifecycle": {"secret": "city"}}, "lifecycle: city is no secret"),
        ({"lifecycle": {"sets": ["city"]}}, "lifecycle: city is no flag"),
        (
            {"fields": {**FIELDS, "club": {"pattern": "Harbour"}}},
            "club would be the same for everybody",
        ),
        ({"lifecycle": {"sets": [{"flag": "age"}]}}, "lifecycle: no field age"),
        (
            {"fields": {"login": {"key": True}}, "traits": {}, "relations": {}},
            "roles: expected one",
        ),
        ({"roles": ()}, "group is a role: expected a list of roles"),
        ({"traits": {"in": {"fields": ("city",), "yes": "x", "no": "y"}}}, "in can lack city"),
    ],
)
def test_a_schema_that_contradicts_itself(changes: dict[str, Any], seen: str) -> None:
    """What names a field that is not there is refused."""
    with pytest.raises(ValidationError, match=seen):
        AccountSchema.model_validate(DATA | changes)


def test_a_field_must_not_hide_what_every_account_has() -> None:
    """`secrets` would be another thing."""
    schema = AccountSchema.model_validate({"fields": {"secrets": {"key": True}}})
    with pytest.raises(UsageError, match="other names"):
        account_type(schema)


@pytest.mark.parametrize(
    ("field", "seen"),
    [({"faker": "nmae"}, "'nmae'"), ({"faker": "pystr_format_"}, "a way to make up city")],
)
def test_a_provider_that_faker_does_not_have(
    field: dict[str, Any], seen: str, suite: Suite
) -> None:
    """One sentence that names the field, no stack trace; so for a language."""
    fields = {"login": {"key": True}, "city": field}
    broken = replace(suite, accounts=AccountSchema.model_validate({"fields": fields}))
    with pytest.raises(UsageError, match=seen):
        generate_accounts({"x": (Needs(),)}, 1, broken)
    tongue = AccountSchema.model_validate({"fields": FIELDS, "roles": ("a",), "language": "xx_YY"})
    with pytest.raises(UsageError, match="language"):
        generate_accounts({"x": (Needs(),)}, 1, replace(suite, accounts=tongue))


def test_values_that_run_out(suite: Suite) -> None:
    """A pattern with too few values ends in a sentence, not in a loop."""
    few = AccountSchema.model_validate({"fields": {"login": {"key": True, "one_of": ("only",)}}})
    with pytest.raises(UsageError, match="gives each account another value"):
        generate_accounts({"x": (Needs(), Needs())}, 1, replace(suite, accounts=few))


LIFE = {
    "secret": "password",
    "requested_on": "forgotten",
    "request_voids": False,
    "asked_on": "login",
    "field": "login.password",
    "opens": ("inside",),
    "chosen": [{"on": "choose", "field": "choose.new", "opens": ("done",)}],
}


def _guide(life: dict[str, Any]) -> Guide:
    schema = AccountSchema.model_validate(DATA | {"lifecycle": life})
    chapters = tuple(
        Chapter(
            slug=page,
            title=page,
            statements=(
                Statement(
                    slug=slug,
                    lines=(1,),
                    sentence=label,
                    claim=Labelled(kind="field", label=label),
                    page=page,
                ),
            ),
        )
        for page, slug, label in (
            ("login", "login.password", "Password"),
            ("choose", "choose.new", "New password"),
        )
    )
    return Guide(chapters=chapters, digest="", accounts=schema)


class _Visitor:
    """Sends forms, which are tracked."""

    def __init__(self, life: dict[str, Any]) -> None:
        guide = _guide(life)
        made = {"login": "ann", "password": "Old", "mail": "ann@x.example", "group": "member"}
        self.ann = account_type(guide.accounts).model_validate(
            made | {"city": "Lille", "active": True, "note": ""}
        )
        self.leases = AccountLeases((self.ann,))
        self.tracker = AccountTracker(guide, (self.ann,), self.leases)

    def send(self, page: str, to: str, **typed: str) -> None:
        entries = tuple(
            Typed(label=name.replace("_", " "), value=value) for name, value in typed.items()
        )
        self.tracker(StepStarted("press", "A", page, entries))
        step = Step(number=1, verb="press", on=1, led_to=2, typed=entries)
        self.tracker(StepRecorded(step, page, to, ""))

    @property
    def secret(self) -> str:
        return self.leases.with_present_code(self.ann).secret


def test_a_password_that_the_person_chooses() -> None:
    """Typed twice on a page behind a mailed link: it is valid once the portal took it."""
    visitor = _Visitor(LIFE)
    visitor.send("forgotten", "sent", Mail="ann@x.example")
    assert visitor.leases.login_state("ann") is LoginState.SETTLED
    visitor.send("choose", "choose", New_password="Short", Again="Short")
    assert visitor.secret == "Old"
    visitor.send("choose", "done", New_password="Brand new 1", Again="Brand new 1")
    assert visitor.secret == "Brand new 1"
    visitor.send("login", "inside", Login="ann", Password="Brand new 1")
    assert visitor.leases.login_state("ann") is LoginState.SETTLED
    visitor.send("login", "login", Login="ann", Password="Brand new 1")
    assert visitor.leases.login_state("ann") is LoginState.LOST


def test_a_password_that_is_mailed() -> None:
    """Where no second secret is asked, the mail settles the account."""
    visitor = _Visitor({**LIFE, "request_voids": True, "chosen": []})
    visitor.tracker(StepStarted("press", "A", "forgotten", (Typed(label="Mail", value="ann"),)))
    assert visitor.leases.login_state("ann") is LoginState.CHANGING
    visitor.tracker(MailRecorded(frozenset({"ann@x.example"}), "Mailed1", "password"))
    assert visitor.secret == "Mailed1"
    assert visitor.leases.login_state("ann") is LoginState.SETTLED


@pytest.mark.parametrize("kind", ["reset-code", ""])
def test_a_code_for_something_else_that_is_mailed(kind: str) -> None:
    """It is no password, and so the account still logs in by the one it has."""
    visitor = _Visitor(LIFE)
    visitor.tracker(MailRecorded(frozenset({"ann@x.example"}), "ZBGG-DNWW", kind))
    assert visitor.secret == "Old"
    assert visitor.leases.login_state("ann") is LoginState.SETTLED


def test_a_code_that_is_mailed_while_the_password_is_open() -> None:
    """The password that was asked for is not known by it."""
    visitor = _Visitor({**LIFE, "request_voids": True})
    visitor.tracker(StepStarted("press", "A", "forgotten", (Typed(label="Mail", value="ann"),)))
    visitor.tracker(MailRecorded(frozenset({"ann@x.example"}), "ZBGG-DNWW", "reset-code"))
    assert visitor.secret == "Old"
    assert visitor.leases.login_state("ann") is LoginState.CHANGING


@pytest.mark.parametrize("kind", ["password", ""])
def test_without_the_life_of_an_account_no_mail_changes_it(kind: str) -> None:
    """Nobody said by what people log in."""
    visitor = _Visitor({})
    visitor.tracker(MailRecorded(frozenset({"ann@x.example"}), "ZBGG-DNWW", kind))
    assert visitor.leases.with_present_code(visitor.ann) == visitor.ann
