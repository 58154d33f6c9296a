"""Generates accounts for a suite: the same seed gives the same accounts."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from faker import Faker

from harness.accounts.model import Account, Needs, account_type, names, spelled
from harness.config.suite import Suite, bundled_suite
from harness.core.errors import UsageError
from harness.messages import catalogue
from harness.suite.account_schema import AccountField, AccountSchema
from harness.suite.plugin import plugin_function

_MAX_LOCAL_PART = 50  # characters of an e-mail address before the @
_MAX_DRAWS = 10_000  # of one value until it differs from all others
_FAKERS_OWN = re.compile(r"([@!$])")  # signs that Faker would replace, and a pattern keeps
_LETTERS_APART = {"œ": "oe", "æ": "ae"}


def generate_accounts(
    requests: Mapping[str, Sequence[Needs]], seed: int, suite: Suite | None = None
) -> dict[str, tuple[Account, ...]]:
    """Generate accounts for scenarios.

    Each scenario has a random generator of its own, so that a new scenario changes the accounts
    of no other.

    Args:
        requests: the traits of the accounts of each scenario, by its slug.
        seed: of the whole run.
        suite: whose accounts they are; the bundled one when left out.

    Returns:
        The accounts of each scenario by its slug, in the order of its needs. Keys, addresses and
        secrets are unique.

    Raises:
        UsageError: a need asks for what the schema does not have, or refers to an account that
            does not come before it.
    """
    suite = suite or bundled_suite()
    taken: set[str] = set()
    faker = _faker(suite.accounts.language)
    made = {}
    for slug in sorted(requests):
        random = Random(_seed(seed, slug))  # noqa: S311 - repeatable, and no secret
        faker.seed_instance(random.getrandbits(64))
        made[slug] = _Generator(suite, random, faker, taken).generate(slug, requests[slug])
    return {slug: made[slug] for slug in requests}


def _faker(language: str) -> Faker:
    try:
        return Faker(language, use_weighting=False)
    except AttributeError as error:
        raise UsageError(
            "a language in which Faker makes names, as language under [account]",
            seen=repr(language),
            remedy='Name one that Faker has, such as "fr_FR" or "en_GB".',
        ) from error


def _seed(seed: int, slug: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}/{slug}".encode()).digest())


@dataclass
class Draft:
    """An account that is being made up; a function of a plug-in gets it.

    Attributes:
        random: the random generator of the scenario.
        faker: seeded from it.
        values: the fields that are made already.
    """

    random: Random
    faker: Faker
    values: dict[str, Any] = field(default_factory=dict)

    def pattern(self, pattern: str, letters: str = AccountField().letters) -> str:
        """A text by a pattern: # is a digit, % one that is not 0, ? a letter."""
        parts = _FAKERS_OWN.split(pattern)
        return "".join(
            part if _FAKERS_OWN.fullmatch(part) else self.faker.bothify(part, letters)
            for part in parts
        )


def _share_a_name(account: Account, others: Iterable[Account]) -> bool:
    own = names(account)
    return any(
        one == other for known in map(names, others) for one, other in zip(own, known, strict=True)
    )


class _Generator:
    """Generates the accounts of one scenario, none with a unique value that is taken."""

    def __init__(self, suite: Suite, random: Random, faker: Faker, taken: set[str]) -> None:
        self._suite = suite
        self._schema: AccountSchema = suite.accounts
        self._random = random
        self._faker = faker
        self._taken = taken

    def generate(self, slug: str, needs: Sequence[Needs]) -> tuple[Account, ...]:
        chosen: tuple[Account, ...] = ()
        for place, need in enumerate(needs):
            need.check(self._schema)
            if not all(0 <= other < place for _, other in need.relations(self._schema)):
                raise self._impossible_need(slug, place, need)
            account = self._another(need, chosen)
            if not (need.fits(account) and need.related(account, chosen)):
                raise self._impossible_need(slug, place, need)
            chosen = (*chosen, account)
        return chosen

    def _another(self, need: Needs, before: Sequence[Account]) -> Account:
        """An account with no name of somebody before, unless a relation asks for that.

        One name in common is one too many: a scenario types another person's first name.
        """
        fields = self._schema.spelling.fields
        given = {field for one, _ in need.relations(self._schema) for field in one.same}
        account = self._account(need, before)
        for _ in range(_MAX_DRAWS - 1):
            if not fields or given & {*fields} or not _share_a_name(account, before):
                break
            account = self._account(need, before)
        return account

    def _account(self, need: Needs, before: Sequence[Account]) -> Account:
        schema = self._schema
        draft = Draft(self._random, self._faker)
        for relation, place in need.relations(schema):
            shared = (*relation.same, *relation.copied)
            draft.values |= {name: getattr(before[place], name) for name in shared}
        self._draw_names(draft, need, {names(account) for account in before})
        for name, spec in schema.fields.items():
            if name not in draft.values:
                draft.values[name] = self._value(name, spec, draft, need)
        for name, trait in schema.traits.items():
            if need.trait(name, schema) is False:
                lacking = {n: schema.fields[n].kind == "text" and "" for n in trait.fields}
                draft.values |= lacking
        ordered = {name: draft.values[name] for name in schema.fields}
        return account_type(schema).model_validate(ordered)

    def _draw_names(self, draft: Draft, need: Needs, known: Collection[tuple[str, ...]]) -> None:
        """Take hard names from the corpus, for a need that asks for them and for some others."""
        spelling = self._schema.spelling
        if any(name in draft.values for name in spelling.fields):
            return
        hard = [
            texts
            for texts in spelling.corpus
            if texts not in known
            and all(spelled(texts, sign, self._schema) for sign in need.spelling)
        ]
        if hard and (need.spelling or self._random.random() < spelling.share):
            draft.values |= dict(zip(spelling.fields, self._random.choice(hard), strict=True))

    def _value(self, name: str, spec: AccountField, draft: Draft, need: Needs) -> Any:
        if spec.role:
            return need.role or self._schema.roles[0]
        if spec.kind == "flag":
            return True
        draw = self._maker(name, spec, draft)
        try:
            return self._unique(name, draw) if spec.is_unique else draw()
        except UsageError:
            raise
        except Exception as error:  # a plug-in and the providers of Faker raise anything
            raise UsageError(
                f"a way to make up {name}",
                seen=f"{type(error).__name__}: {error}",
                remedy="Correct the field in [account.fields] of suite.toml, or the plug-in.",
            ) from error

    def _maker(self, name: str, spec: AccountField, draft: Draft) -> Callable[[], str]:
        """What makes a value of a field."""
        if spec.plugin:
            function = plugin_function(self._suite.plugin, spec.plugin)
            return lambda: str(function(draft))
        if spec.one_of:
            return lambda: self._random.choice(spec.one_of)
        if spec.pattern:
            return lambda: draft.pattern(spec.pattern, spec.letters)
        if spec.faker:
            return lambda: str(getattr(self._faker, spec.faker)())
        if spec.address:
            return lambda: _address(self._random, draft.values, self._schema.spelling.fields)
        return lambda: draft.pattern(f"{name}-####")

    def _unique(self, name: str, draw: Callable[[], str]) -> str:
        for _ in range(_MAX_DRAWS):
            drawn = draw()
            if drawn not in self._taken:
                self._taken.add(drawn)
                return drawn
        raise UsageError(
            f"a way to make up {name} that gives each account another value",
            seen=f"the same values {_MAX_DRAWS} times",
            remedy="Give it a longer pattern in [account.fields] of suite.toml.",
        )

    def _impossible_need(self, slug: str, place: int, need: Needs) -> UsageError:
        told = catalogue().say(need.described(self._schema))
        return UsageError(
            "people who can exist: each related only to those before, with names of the corpus",
            seen=f"person {place + 1} of {slug}: {told}",
            remedy="Correct the scenario's needs, or add such a name to the suite's corpus.",
        )


def _address(random: Random, values: Mapping[str, Any], fields: Sequence[str]) -> str:
    """An e-mail address of the names that are made, at a host that cannot exist."""
    named = [ascii_text(str(values[name])) for name in reversed(fields) if name in values]
    local = ".".join(named)[:_MAX_LOCAL_PART].rstrip("-.") or "person"
    return f"{local}{random.randint(10, 9999)}@portal.example"


def ascii_text(text: str) -> str:
    """Lower-case letters and digits, joined by hyphens: valid in every e-mail address."""
    for letter, apart in _LETTERS_APART.items():
        text = text.lower().replace(letter, apart)
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
