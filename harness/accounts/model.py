"""The accounts of a target, and the traits that a scenario needs of them."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    TypeAdapter,
    ValidationError,
    create_model,
)

from harness.config.base import MASK
from harness.config.secret_values import process_variables
from harness.config.suite import bundled_suite
from harness.core.errors import TargetError, UsageError
from harness.core.files import read_limited
from harness.core.folders.private import private_folder
from harness.core.validation import did_you_mean, expand, missing_variables, sentences
from harness.model.fact import Fact, fact
from harness.suite.account_schema import AccountRelation, AccountSchema

SPELLING = "spelling"
"""The trait that asks for signs in names."""


MAX_ACCOUNTS = 64_000_000  # bytes of a file of accounts


class Account(BaseModel):
    """One account as it is registered on the portal; the secrets stay out of the repr.

    Its fields are those of the suite's schema; `account_type` makes the class.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)
    schema_of_suite: ClassVar[AccountSchema] = AccountSchema()
    _had: frozenset[str] = PrivateAttr(default=frozenset())

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """A field of the suite's schema."""

    def value(self, field: str) -> str:
        """The text of a field; "" for a schema without it."""
        return str(getattr(self, field)) if field else ""

    @property
    def key(self) -> str:
        """What identifies it."""
        return self.value(self.schema_of_suite.key)

    @property
    def role_name(self) -> str:
        """Its role; "" if accounts have none."""
        return self.value(self.schema_of_suite.role)

    @property
    def mailbox(self) -> str:
        """The e-mail address as it is registered; "" for none."""
        return self.value(self.schema_of_suite.address)

    @property
    def address(self) -> str:
        """The e-mail address in the form in which addresses are compared; "" for none."""
        return self.mailbox.strip().casefold()

    @property
    def secret(self) -> str:
        """The secret by which it logs in; "" for none."""
        return self.value(self.schema_of_suite.lifecycle.secret)

    def with_secret(
        self, secret: str, flags: Mapping[str, bool], had: Iterable[str] = ()
    ) -> "Account":
        """The account with another secret to log in by, and other flags.

        `had` are the digests of the secrets that it had before.
        """
        field = self.schema_of_suite.lifecycle.secret
        made = self.model_copy(update={**flags, **({field: secret} if field else {})})
        made._had = frozenset(had)  # noqa: SLF001 - its own copy
        return made

    def has_had(self, secret: str) -> bool:
        """Whether it logs in by a secret, or did so before, as far as that is known."""
        return secret == self.secret or secret_digest(self.key, secret) in self._had

    @property
    def secrets(self) -> tuple[str, ...]:
        """The values that must be redacted."""
        return tuple(filter(None, map(self.value, self.schema_of_suite.secrets)))

    def has(self, trait: str) -> bool:
        """Whether it has a trait of the schema."""
        return all(getattr(self, name) for name in self.schema_of_suite.traits[trait].fields)

    def values(self, fields: Iterable[str]) -> tuple[str, ...]:
        """The texts of some fields."""
        return tuple(map(self.value, fields))

    def __repr_args__(self) -> Any:
        secrets = self.schema_of_suite.secrets
        for name, value in super().__repr_args__():
            yield name, MASK if name in secrets else value


def secret_digest(key: str, secret: str) -> str:
    """What is kept of a secret that an account has had."""
    return hashlib.sha256(f"{key}\0{secret}".encode()).hexdigest()[:16]


@cache
def account_type(schema: AccountSchema) -> type[Account]:
    """The class of the accounts of a suite.

    Raises:
        UsageError: a field has the name of an attribute that every account has.
    """
    if taken := [name for name in schema.fields if hasattr(Account, name)]:
        raise UsageError(
            "other names for the fields of the suite's accounts",
            seen=", ".join(taken),
            remedy="Rename them in [account.fields]: these names are taken.",
        )
    filled = Annotated[str, Field(min_length=1)]
    kinds: dict[str, Any] = {
        name: bool if field.kind == "flag" else str if field.empty else filled
        for name, field in schema.fields.items()
    }
    if schema.role:
        # pyrefly: ignore[invalid-literal]
        kinds[schema.role] = Literal[schema.roles]
    fields: Any = {name: (kind, ...) for name, kind in kinds.items()}
    made = create_model("Account", __base__=Account, **fields)
    made.schema_of_suite = schema
    return made


class Needs(BaseModel):
    """The traits that a scenario needs of one of its accounts.

    Beside the role they are the traits of the suite's schema (None for either), the signs that
    its names must hold (`spelling`), and its relations: the place (from 0) of an earlier account
    in the scenario's list.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    role: str = ""
    spelling: frozenset[str] = frozenset()

    @property
    def more(self) -> Mapping[str, Any]:
        """What is asked for beside role and spelling."""
        return self.model_extra or {}

    def check(self, schema: AccountSchema) -> None:
        """Check that a suite's accounts can have these traits.

        Raises:
            UsageError: the schema has no such role, trait, relation or sign.
        """
        known = (
            (filter(None, [self.role]), schema.roles, "a role"),
            (self.more, (*schema.traits, *schema.relations), "a trait or a relation"),
            (self.spelling, (*schema.spelling.signs,), "a sign in names"),
        )
        for names_asked, names_known, what in known:
            for name in names_asked:
                if name not in names_known:
                    raise UsageError(
                        f"{what} of the suite's accounts",
                        seen=repr(name),
                        remedy=did_you_mean(name, names_known).capitalize() + ".",
                    )

    def trait(self, name: str, schema: AccountSchema) -> bool | None:
        """Whether a trait is needed; None for either."""
        asked: bool | None = self.more.get(name, schema.traits[name].default)
        return asked

    def relations(self, schema: AccountSchema) -> Iterator[tuple[AccountRelation, int]]:
        """The relations that are needed, each with the place of the other account."""
        for name, relation in schema.relations.items():
            if self.more.get(name) is not None:
                yield relation, self.more[name]

    def fits(self, account: Account) -> bool:
        """Whether the account has the traits; relations to other accounts are not checked."""
        schema = account.schema_of_suite
        role = self.role or (schema.roles[0] if schema.roles else "")
        return (
            role == account.role_name
            and all(self.trait(name, schema) in {None, account.has(name)} for name in schema.traits)
            and all(spelled(names(account), sign, schema) for sign in self.spelling)
        )

    def related(
        self, account: Account, before: Sequence[Account], all_accounts: Iterable[Account] = ()
    ) -> bool:
        """Whether the account is related, as the needs say, to those before it in the scenario."""
        asked = [(one, before[place]) for one, place in self.relations(account.schema_of_suite)]
        alike = [(one.same, other) for one, other in asked]
        if not all(account.values(fields) == other.values(fields) for fields, other in alike):
            return False
        return all(
            _is_apart(relation, account, other, all_accounts, alike) for relation, other in asked
        )

    def described(self, schema: AccountSchema) -> Fact:
        """The needs, such as "user who never logged in"."""
        role = self.role or (schema.roles[0] if schema.roles else "")
        named = schema.role_words(role) or fact("somebody")
        if traits := tuple(self._traits(schema)):
            return fact("person-needed", role=named, traits=traits)
        return fact("person-of-role", role=named)

    def _traits(self, schema: AccountSchema) -> Iterator[Fact]:
        for name, trait in schema.traits.items():
            if (asked := self.trait(name, schema)) is not None:
                yield (trait.yes if asked else trait.no).fact
        if self.spelling:
            signs = map(schema.spelling.sign_words, sorted(self.spelling))
            yield fact("name-holds", signs=tuple(signs))
        for relation, place in self.relations(schema):
            yield fact("person-related", words=relation.words.fact, number=place + 1)


def _is_apart(
    relation: AccountRelation,
    account: Account,
    other: Account,
    all_accounts: Iterable[Account],
    alike: Sequence[tuple[tuple[str, ...], Account]],
) -> bool:
    """Whether an account differs from another where the relation says so.

    Nobody like the account may have the `unmatched` values of the other one, or a search with
    those would find somebody; unless the scenario asks for just that.
    """
    if any(account.value(field) == other.value(field) for field in relation.other):
        return False
    if not relation.unmatched or any(fields == relation.unmatched for fields, _ in alike):
        return True
    wanted = other.values(relation.unmatched)
    there = account.values(relation.other)
    return not any(
        one.values(relation.other) == there and one.values(relation.unmatched) == wanted
        for one in all_accounts
    )


def every_role(schema: AccountSchema) -> tuple[Needs, ...]:
    """Needs for an account of each role; none for a suite without accounts."""
    return tuple(Needs(role=role) for role in schema.roles) or ((Needs(),) if schema.key else ())


def names(account: Account) -> tuple[str, ...]:
    """The names in which a scenario may need hard signs."""
    return account.values(account.schema_of_suite.spelling.fields)


def spelled(texts: Sequence[str], sign: str, schema: AccountSchema) -> bool:
    """Whether a sign is in one of the names, or in all if the sign asks for that."""
    spelling = schema.spelling
    letters = spelling.signs[sign]
    holds = (any(letter in text.lower() for letter in letters) for text in texts)
    return all(holds) if sign in spelling.in_all else any(holds)


def load_accounts(
    path: Path,
    schema: AccountSchema | None = None,
    *,
    environ: Mapping[str, str] | None = None,
) -> tuple[Account, ...]:
    """Read a JSON list of accounts; ``${NAME}`` in a text is taken from the environment.

    Args:
        path: of the file.
        schema: of the suite; the bundled one's when left out.
        environ: the values of ``${NAME}``; by default those of `harness.config.secret_values`.

    Raises:
        TargetError: the file is missing or broken. The error names all mistakes, and quotes no
            value.
    """
    schema = bundled_suite().accounts if schema is None else schema
    kind = account_type(schema)
    raw = _read_json(path)
    environ = process_variables() if environ is None else environ
    problems = missing_variables(raw, environ)
    accounts: tuple[Account, ...] = ()
    try:
        adapter = TypeAdapter[tuple[Account, ...]](tuple[kind, ...])
        accounts = adapter.validate_json(json.dumps(expand(raw, environ)))
    except ValidationError as error:
        problems += sentences(error, kind)
    problems += _repeated_keys(accounts, schema.key)
    if problems:
        raise TargetError(
            f"a list of accounts as docs/TARGETS.md describes it in {path.name}",
            seen="\n".join(problems),
            remedy="Correct the entries named.",
        )
    return accounts


def save_accounts(path: Path, accounts: Iterable[Account]) -> None:
    """Write accounts for `load_accounts` or a launched target, readable for the owner only."""
    text = json.dumps([one.model_dump() for one in accounts], ensure_ascii=False, indent=1)
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")


@contextmanager
def accounts_file(accounts: Iterable[Account]) -> Iterator[Path]:
    """Accounts in a file that nobody else reads, and that is gone afterwards."""
    with private_folder() as folder:
        path = folder / "accounts.json"
        save_accounts(path, accounts)
        yield path


def _read_json(path: Path) -> Any:
    try:
        return json.loads(read_limited(path, MAX_ACCOUNTS))
    except (OSError, ValueError, RecursionError) as error:
        raise TargetError(
            f"a JSON list of accounts in {path.name}",
            seen=str(error),
            remedy="Correct the file, or the key file of [accounts] in the target file.",
        ) from error


def _repeated_keys(accounts: Sequence[Account], key: str) -> list[str]:
    counts = Counter(account.key for account in accounts)
    return [f"{key} {name}: stands {n} times" for name, n in counts.items() if n > 1]
