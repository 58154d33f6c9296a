"""Generates accounts for a launched target: the same seed gives the same accounts."""

import hashlib
import re
import string
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

from faker import Faker
from stdnum import luhn

from harness.accounts.model import Account, Needs, names, spelled
from harness.config.suite import bundled_suite
from harness.core.errors import UsageError
from harness.core.files import read_toml

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"  # without those that are misread on paper, like the digits
DIGITS = "23456789"
CODE_LENGTH = 8  # as in the guide's example FMWQS252 (line 297)
CORPUS_SHARE = 0.5  # of accounts whose name is from the hand-written corpus
MAX_LOCAL_PART = 50

_CONSONANTS = "bdfgkmpvxz"
_VOWELS = "aéiou"
_SYLLABLES = 5
_LETTERS_APART = {"œ": "oe", "æ": "ae"}

Names = tuple[str, str]


@dataclass(frozen=True)
class Establishment:
    """What the accounts of one establishment share (lines 185 to 187).

    Attributes:
        siret: 14 digits with a valid Luhn digit, and so has the SIREN in it.
        bcr: such as 01ABC111 (line 177).
        contract: such as CT4821KD; it has letters because capitals matter (line 189).
        domain: of its e-mail addresses.
    """

    siret: str
    bcr: str
    contract: str
    domain: str


def generate_accounts(
    requests: Mapping[str, Sequence[Needs]], seed: int
) -> dict[str, tuple[Account, ...]]:
    """Generate accounts for scenarios.

    Each scenario has a random generator of its own, so that a new scenario changes the accounts
    of no other.

    Args:
        requests: the traits of the accounts of each scenario, by its slug.
        seed: of the whole run.

    Returns:
        The accounts of each scenario by its slug, in the order of its needs. Identifiers,
        addresses and answers are unique.

    Raises:
        UsageError: a need refers to an account that does not come before it.
    """
    taken: set[str] = set()
    faker = Faker("fr_FR", use_weighting=False)
    made = {}
    for slug in sorted(requests):
        random = Random(_seed(seed, slug))  # noqa: S311 - repeatable, and no secret
        faker.seed_instance(random.getrandbits(64))
        made[slug] = _Generator(random, faker, taken).generate(slug, requests[slug])
    return {slug: made[slug] for slug in requests}


def _seed(seed: int, slug: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}/{slug}".encode()).digest())


@cache
def corpus_names() -> tuple[Names, ...]:
    """The last and first names of the hand-written corpus."""
    entries = read_toml(bundled_suite().accounts / "names.toml")["names"]
    return tuple((entry["last"], entry["first"]) for entry in entries)


@cache
def questions() -> tuple[str, ...]:
    """The secret questions; the first is the guide's (line 235)."""
    return tuple(read_toml(bundled_suite().accounts / "questions.toml")["questions"])


class _Generator:
    """Generates the accounts of one scenario.

    Args:
        random: the random generator of the scenario.
        faker: seeded from it.
        taken: unique values of other accounts; new ones are added.
    """

    def __init__(self, random: Random, faker: Faker, taken: set[str]) -> None:
        self._random = random
        self._faker = faker
        self._taken = taken
        self._establishments: list[Establishment] = []

    def generate(self, slug: str, needs: Sequence[Needs]) -> tuple[Account, ...]:
        chosen: tuple[Account, ...] = ()
        for place, need in enumerate(needs):
            _check_relations(slug, place, need)
            account = self._account(need, chosen)
            if not (need.fits(account) and need.related(account, chosen)):
                raise _impossible_need(slug, place, need)
            chosen = (*chosen, account)
        return chosen

    def _account(self, need: Needs, before: Sequence[Account]) -> Account:
        last, first = self._names(need, before)
        place = self._establishment(need)
        question = self._random.choice(questions())
        answer = self._unique(self._answer)
        has_question = need.question_chosen is not False
        return Account(
            identifier=self._unique(lambda: "IDENT" + self._pick(string.digits, 8)),
            confidential_code=self._unique(self._code),
            role=need.role,
            last_name=last,
            first_name=first,
            email=self._unique(lambda: self._address(last, first, place.domain)),
            siret=place.siret,
            bcr=place.bcr,
            contract=place.contract,
            question=question if has_question else "",
            answer=answer if has_question else "",
            first_login_done=need.first_login_done is not False,
            email_valid=need.email_valid is not False,
        )

    def _names(self, need: Needs, before: Sequence[Account]) -> Names:
        if need.namesake_of is not None:
            return names(before[need.namesake_of])
        known = {names(account) for account in before}
        hard = [
            pair
            for pair in corpus_names()
            if pair not in known and all(spelled(pair, sign) for sign in need.spelling)
        ]
        if hard and (need.spelling or self._random.random() < CORPUS_SHARE):
            return self._random.choice(hard)
        return self._faker_name(known)

    def _faker_name(self, known: Collection[Names]) -> Names:
        while True:
            last, first = self._faker.last_name(), self._faker.first_name()
            last = last.upper() if self._random.random() < 1 / 2 else last
            if (last, first) not in known:
                return last, first

    def _establishment(self, need: Needs) -> Establishment:
        if need.same_establishment_as is None:
            self._establishments.append(self._new_establishment())
        else:
            self._establishments.append(self._establishments[need.same_establishment_as])
        return self._establishments[-1]

    def _new_establishment(self) -> Establishment:
        return Establishment(
            siret=self._unique(self._siret),
            bcr=self._unique(self._bcr),
            contract=self._unique(lambda: f"CT{self._pick(DIGITS, 4)}{self._pick(LETTERS, 2)}"),
            domain=f"{_ascii(self._faker.city())}.example",
        )

    def _siret(self) -> str:
        siren = _with_check_digit(self._pick("123456789", 1) + self._pick(string.digits, 7))
        return _with_check_digit(siren + self._pick(string.digits, 4))

    def _bcr(self) -> str:
        department = f"{self._random.randint(1, 95):02}"
        return department + self._pick(string.ascii_uppercase, 3) + self._pick(string.digits, 3)

    def _code(self) -> str:
        while True:
            code = self._pick(LETTERS + DIGITS, CODE_LENGTH)
            if not code.isalpha() and not code.isdigit():
                return code

    def _answer(self) -> str:
        pairs = zip(
            self._pick(_CONSONANTS, _SYLLABLES), self._pick(_VOWELS, _SYLLABLES), strict=True
        )
        return "".join(map("".join, pairs)).capitalize()

    def _address(self, last: str, first: str, domain: str) -> str:
        local = f"{_ascii(first)}.{_ascii(last)}"[:MAX_LOCAL_PART].rstrip("-.")
        return f"{local}{self._random.randint(10, 99)}@{domain}"

    def _pick(self, characters: str, count: int) -> str:
        return "".join(self._random.choice(characters) for _ in range(count))

    def _unique(self, draw: Callable[[], str]) -> str:
        while (drawn := draw()) in self._taken:
            pass
        self._taken.add(drawn)
        return drawn


def _with_check_digit(digits: str) -> str:
    return digits + str(luhn.calc_check_digit(digits))


def _ascii(text: str) -> str:
    """Lower-case letters and digits, joined by hyphens: valid in every e-mail address."""
    for letter, apart in _LETTERS_APART.items():
        text = text.lower().replace(letter, apart)
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _check_relations(slug: str, place: int, need: Needs) -> None:
    others = (need.same_establishment_as, need.other_establishment_than, need.namesake_of)
    if any(other is not None and not 0 <= other < place for other in others):
        raise _impossible_need(slug, place, need)


def _impossible_need(slug: str, place: int, need: Needs) -> UsageError:
    return UsageError(
        "people who can exist: each related only to those before, with names of the corpus",
        seen=f"person {place + 1} of {slug}: {need}",
        remedy="Correct the scenario's needs, or add such a name to fixtures/people/names.toml.",
    )
