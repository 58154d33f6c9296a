"""The accounts of a suite as data: their fields, traits and relations, and how they are made up.

This is the section `[account]` of a suite's manifest; `docs/SUITES.md` shows it.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated, Literal, Protocol, Self

from pydantic import BeforeValidator, Field, model_validator

from harness.core.value import Value
from harness.model.fact import Fact
from harness.suite.bilingual import Bilingual

_VARYING = re.compile(r"[#%?]")  # signs of a pattern that differ from account to account


class Account(Protocol):
    """Whatever has the fields of an account."""

    def value(self, field: str) -> str:
        """The text of a field; "" for one that it does not have."""


class AccountField(Value):
    """One field of an account.

    Attributes:
        key: whether it identifies the account.
        address: whether it is the e-mail address.
        role: whether it is the role.
        kind: a text, or a flag that is true or false.
        secret: kind of the secret that it holds; "" for none.
        empty: whether an account may have no value.
        faker: the provider of Faker that makes it, such as "city".
        pattern: how it is made: # is a digit, % one that is not 0, ? a letter.
        letters: those that ? stands for.
        one_of: the values that it is chosen from.
        plugin: the function of the suite's plug-in that makes it.
        label: what people call it; None for its own name.
    """

    key: bool = False
    address: bool = False
    role: bool = False
    kind: Literal["text", "flag"] = "text"
    secret: str = ""
    empty: bool = False
    faker: str = ""
    pattern: str = ""
    letters: str = "ABCDEFGHJKMNPQRSTUVWXYZ"
    one_of: tuple[str, ...] = ()
    plugin: str = ""
    label: Bilingual | None = None

    @property
    def is_unique(self) -> bool:
        """Whether no two accounts that are made up share a value."""
        return self.key or self.address or bool(self.secret or self.plugin or self.pattern)


class AccountTrait(Value):
    """A trait: whether an account has values in some fields.

    Attributes:
        fields: that have a value, or are true, in an account with the trait.
        yes: words for an account that has it ("who has logged in a first time").
        no: words for one that has it not.
        default: what a scenario needs that does not speak of it; None for either.
    """

    fields: tuple[str, ...]
    yes: Bilingual
    no: Bilingual
    default: bool | None = True


class AccountRelation(Value):
    """A relation to an account before it in the list of a scenario's needs.

    Attributes:
        same: fields that both have alike.
        copied: further fields that an account that is made up takes over.
        other: fields that differ.
        unmatched: fields whose values nobody shares with the other account among those who have
            the values of `other` of this one.
        words: "of the establishment of", in each language.
    """

    same: tuple[str, ...] = ()
    copied: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()
    words: Bilingual


class Spellings(Value):
    """Signs that are hard on software, and that a scenario may need in names.

    Attributes:
        fields: the names.
        signs: name of a sign to its letters.
        sign_names: what reports call a sign; its own name where it has none.
        in_all: the signs that all fields must hold; of the others one field is enough.
        corpus: names that hold them, one value a field.
        share: of accounts whose names are taken from the corpus.
    """

    fields: tuple[str, ...] = ()
    signs: Mapping[str, str] = {}
    sign_names: Mapping[str, Bilingual] = {}
    in_all: tuple[str, ...] = ()
    corpus: tuple[tuple[str, ...], ...] = ()
    share: float = Field(default=0.5, ge=0, le=1)

    def sign_words(self, sign: str) -> str | Fact:
        """What reports call a sign."""
        name = self.sign_names.get(sign)
        return name.fact if name else sign


class ChosenSecret(Value):
    """A page where a person chooses a secret, which is then the valid one.

    Attributes:
        on: slug of the page.
        field: slug of the statement about the field that it is typed into; where it is typed
            twice, one of the two.
        opens: slugs of the pages that the form opens once the secret is taken.
    """

    on: str
    field: str
    opens: tuple[str, ...]


class SetFlag(Value):
    """What a movement that succeeds makes of a flag of the account.

    Attributes:
        flag: the field that it sets.
        value: what the field is from then on.
        statements: the movement is one that tries one of these, or that they are about; with *
            and ?. A login, if there are none.
        opens: slugs of the pages that the movement opens once it is done; those that the
            statements lead to, if there are none.
    """

    flag: str
    value: bool = True
    statements: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()


def _flag_alone(flag: object) -> object:
    """A flag that stands alone is set by a login."""
    return {"flag": flag} if isinstance(flag, str) else flag


class Lifecycle(Value):
    """What becomes of an account: of the secret by which it logs in, and of its flags.

    Attributes:
        secret: the field of the account that holds it; "" for secrets that never change.
        requested_on: slug of the page whose form asks for another secret; "" for none.
        request_voids: whether the old secret is void from then on, or only once a new one is
            chosen.
        asked_on: slug of the page whose form asks for it.
        field: slug of the statement about the field that it is typed into.
        second_on: slug of the page that then asks for a second secret, one that a page has
            shown; "" for none.
        opens: slugs of the pages behind a login.
        sets: the flags of the account that a movement sets; one that stands alone is set by the
            first login.
        chosen: the pages where a person chooses another secret.
    """

    secret: str = ""
    requested_on: str = ""
    request_voids: bool = True
    asked_on: str = ""
    field: str = ""
    second_on: str = ""
    opens: tuple[str, ...] = ()
    sets: tuple[Annotated[SetFlag, BeforeValidator(_flag_alone)], ...] = ()
    chosen: tuple[ChosenSecret, ...] = ()

    @property
    def set_by_login(self) -> dict[str, bool]:
        """The flags that a login sets, each with its value."""
        return {one.flag: one.value for one in self.sets if not one.statements}


class AccountSchema(Value):
    """What the accounts of a suite are.

    Attributes:
        roles: the first is that of a scenario that names none.
        role_names: what reports call a role; its own name where it has none.
        fields: by their names, in the order in which they are made up.
        traits: by their names.
        relations: by their names.
        spelling: hard signs in names.
        language: in which Faker makes names.
        lifecycle: what becomes of the secret by which an account logs in.
    """

    roles: tuple[str, ...] = ()
    role_names: Mapping[str, Bilingual] = Field(default_factory=dict)
    fields: Mapping[str, AccountField] = {}
    traits: Mapping[str, AccountTrait] = {}
    relations: Mapping[str, AccountRelation] = {}
    spelling: Spellings = Spellings()
    language: str = "fr_FR"
    lifecycle: Lifecycle = Lifecycle()

    def __hash__(self) -> int:
        return hash(tuple(self.fields))

    @model_validator(mode="after")
    def _names_known_fields(self) -> Self:
        flags = [one.flag for one in self.lifecycle.sets]
        named = {
            "traits": [f for trait in self.traits.values() for f in trait.fields],
            "spelling": self.spelling.fields,
            "lifecycle": [*filter(None, [self.lifecycle.secret]), *flags],
            "relations": [
                f
                for one in self.relations.values()
                for f in (*one.same, *one.copied, *one.other, *one.unmatched)
            ],
        }
        for place, fields in named.items():
            for name in fields:
                if name not in self.fields:
                    raise ValueError(f"{place}: no field {name}; known: {', '.join(self.fields)}")
        for name in flags:
            if self.fields[name].kind != "flag":
                raise ValueError(f'lifecycle: {name} is no flag: expected kind = "flag" there')
        keys = [name for name, field in self.fields.items() if field.key]
        if self.fields and len(keys) != 1:
            raise ValueError("expected one field with key = true")
        return self

    @model_validator(mode="after")
    def _can_be_made_up(self) -> Self:
        changing = self.lifecycle.secret
        if changing and not self.fields[changing].secret:
            raise ValueError(f'lifecycle: {changing} is no secret: expected secret = "…" there')
        if self.roles and not self.role:
            raise ValueError("roles: expected one field with role = true")
        if self.role and not self.roles:
            raise ValueError(f"{self.role} is a role: expected a list of roles")
        for name, field in self.fields.items():
            if field.pattern and not _VARYING.search(field.pattern):
                raise ValueError(
                    f"fields: {name} would be the same for everybody: expected # or % or ? in its "
                    f"pattern, or one_of for a value that all share"
                )
        for name, trait in self.traits.items():
            for one in trait.fields:
                if self.fields[one].kind == "text" and not self.fields[one].empty:
                    raise ValueError(f"traits: {name} can lack {one}: expected empty = true there")
        return self

    def _field(self, use: str) -> str:
        return next((name for name, field in self.fields.items() if getattr(field, use)), "")

    @cached_property
    def key(self) -> str:
        """The field that identifies an account; "" for a suite without accounts."""
        return self._field("key")

    @cached_property
    def address(self) -> str:
        """The field with the e-mail address; "" for none."""
        return self._field("address")

    @cached_property
    def role(self) -> str:
        """The field with the role; "" for none."""
        return self._field("role")

    def role_of(self, people: Iterable[Account]) -> str:
        """The role of the first of the accounts that a scenario uses; "" for none."""
        first = next(iter(people), None)
        return first.value(self.role) if first else ""

    def field_words(self, field: str) -> str | Fact:
        """What people call a field."""
        label = self.fields[field].label
        return label.fact if label else field.replace("_", " ")

    def role_words(self, role: str) -> str | Fact:
        """What reports call a role."""
        name = self.role_names.get(role)
        return name.fact if name else role

    @cached_property
    def secrets(self) -> Mapping[str, str]:
        """The fields that hold secrets, each with its kind of secret.

        A secret that changes is an old one once a run has begun.
        """
        changing = self.lifecycle.secret
        return {
            name: f"old-{field.secret}" if name == changing else field.secret
            for name, field in self.fields.items()
            if field.secret
        }

    @property
    def login_secret(self) -> str:
        """The kind of secret by which an account logs in; "" for none that is known."""
        field = self.fields.get(self.lifecycle.secret)
        return field.secret if field else ""

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The fields that hold texts, no secrets and no role."""
        return tuple(
            name
            for name, field in self.fields.items()
            if field.kind == "text" and not field.secret and not field.role
        )

    @cached_property
    def personal(self) -> tuple[str, ...]:
        """The texts that tell one person from another."""
        return tuple(name for name in self.texts if not self.fields[name].one_of)
