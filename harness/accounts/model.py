"""The people of a target: who they are, which of them a scenario needs, who has them now."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from harness.config.base import MASK
from harness.config.secret_values import process_variables
from harness.core.errors import TargetError
from harness.core.validation import expand, missing_variables, sentences

Role = Literal["administrator", "user"]
Spelling = Literal["accent", "accents", "apostrophe", "hyphen", "ligature", "blank"]
"""A sign that a name holds; "accents" for both names, the others for either."""

_SIGNS: Mapping[Spelling, str] = {
    "accent": "àâäéèêëîïôöùûüÿçñ",
    "accents": "àâäéèêëîïôöùûüÿçñ",
    "apostrophe": "'",
    "hyphen": "-",
    "ligature": "œæ",
    "blank": " ",
}
_TRAITS = {
    "first_login_done": ("who has logged in a first time", "who never logged in"),
    "email_valid": ("whose address is valid", "whose address is not valid"),
    "question_chosen": ("who chose a secret question", "who chose no secret question"),
}


class Account(BaseModel):
    """One person of the target, as registered; the secrets stay out of the repr.

    Attributes:
        identifier: the code identifiant (line 92).
        confidential_code: the one in force when the run starts (line 92).
        siret: of the establishment, as are `bcr` and `contract` (lines 185 to 187).
        question: the secret question chosen at the first login (line 127); "" for none.
        first_login_done: the person has connected a first time (line 127).
        email_valid: the recorded address is valid (line 128).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    identifier: Annotated[str, Field(min_length=1)]
    confidential_code: Annotated[str, Field(min_length=1)]
    role: Role
    last_name: Annotated[str, Field(min_length=1)]
    first_name: Annotated[str, Field(min_length=1)]
    email: str
    siret: str
    bcr: str
    contract: str
    question: str
    answer: str
    first_login_done: bool
    email_valid: bool

    @property
    def question_chosen(self) -> bool:
        """A secret question and its answer were chosen (line 127)."""
        return bool(self.question and self.answer)

    @property
    def address(self) -> str:
        """Where mails arrive, as it is compared; "" for none."""
        return self.email.strip().casefold()

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no artefact may show."""
        return tuple(value for value in (self.confidential_code, self.answer) if value)

    def __repr_args__(self) -> Any:
        for name, value in super().__repr_args__():
            yield name, MASK if name in {"confidential_code", "answer"} else value


class Needs(BaseModel):
    """The traits that a scenario asks of one of its people; None for "either will do".

    Attributes:
        spelling: signs that the names must hold.
        same_establishment_as: place in the scenario's list (from 0) of somebody before this
            one who works at the same establishment.
        other_establishment_than: the same, who works elsewhere.
        namesake_of: the same, who bears the same last and first name.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Role
    first_login_done: bool | None = True
    email_valid: bool | None = True
    question_chosen: bool | None = True
    spelling: frozenset[Spelling] = frozenset()
    same_establishment_as: int | None = None
    other_establishment_than: int | None = None
    namesake_of: int | None = None

    def fits(self, account: Account) -> bool:
        """Whether the account has the traits, its relation to others aside."""
        flags = (getattr(self, trait) in {None, getattr(account, trait)} for trait in _TRAITS)
        return (
            self.role == account.role
            and all(flags)
            and all(spelled(names(account), sign) for sign in self.spelling)
        )

    def related(
        self, account: Account, before: Sequence[Account], everybody: Iterable[Account] = ()
    ) -> bool:
        """Whether the account stands as asked to those chosen for the needs before.

        Who works elsewhere has no colleague there with the names of the other: a search with
        those names and the numbers of that establishment must find nobody.
        """
        same, other, namesake = (
            None if place is None else before[place]
            for place in (
                self.same_establishment_as,
                self.other_establishment_than,
                self.namesake_of,
            )
        )
        return (
            (same is None or account.siret == same.siret)
            and (other is None or account.siret != other.siret)
            and (other is None or namesake or not _met(other, account, everybody))
            and (namesake is None or names(account) == names(namesake))
        )

    def __str__(self) -> str:
        return " ".join((f"{'an' if self.role[0] == 'a' else 'a'} {self.role}", *self._traits()))

    def _traits(self) -> Iterator[str]:
        for trait, (there, absent) in _TRAITS.items():
            if (asked := getattr(self, trait)) is not None:
                yield there if asked else absent
        if self.spelling:
            yield f"whose name holds {' and '.join(sorted(self.spelling))}"
        for words, place in (
            ("of the establishment of", self.same_establishment_as),
            ("of another establishment than", self.other_establishment_than),
            ("with the names of", self.namesake_of),
        ):
            if place is not None:
                yield f"{words} person {place + 1}"


def _met(one: Account, there: Account, everybody: Iterable[Account]) -> bool:
    """Whether somebody with the names of one works where another does."""
    return any(a.siret == there.siret and names(a) == names(one) for a in everybody)


def names(account: Account) -> tuple[str, str]:
    """The last and the first name."""
    return account.last_name, account.first_name


def spelled(pair: tuple[str, str], spelling: Spelling) -> bool:
    """Whether the last or the first name, or both, are written with that sign."""
    holds = (any(sign in name.lower() for sign in _SIGNS[spelling]) for name in pair)
    return all(holds) if spelling == "accents" else any(holds)


_ACCOUNTS = TypeAdapter(tuple[Account, ...])


def load_accounts(path: Path, *, environ: Mapping[str, str] | None = None) -> tuple[Account, ...]:
    """Read a JSON list of accounts; ``${NAME}`` in a text is taken from the environment.

    Raises:
        TargetError: the file is missing or broken; it tells all that is wrong at once, and
            quotes no value.
    """
    raw = _read(path)
    environ = process_variables() if environ is None else environ
    problems = missing_variables(raw, environ)
    accounts: tuple[Account, ...] = ()
    try:
        accounts = _ACCOUNTS.validate_json(json.dumps(expand(raw, environ)))
    except ValidationError as error:
        problems += sentences(error.errors(include_url=False, include_input=False), Account)
    problems += _twins(accounts)
    if problems:
        raise TargetError(
            f"a list of accounts as docs/TARGETS.md describes it in {path.name}",
            seen="; ".join(problems),
            remedy="Correct the entries named.",
        )
    return accounts


def save_accounts(path: Path, accounts: Iterable[Account]) -> None:
    """Write accounts as `load_accounts` and a launched target read them, for the owner only."""
    text = json.dumps([one.model_dump() for one in accounts], ensure_ascii=False, indent=1)
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise TargetError(
            f"a JSON list of accounts in {path.name}",
            seen=str(error),
            remedy="Correct the file, or the key file of [accounts] in the target file.",
        ) from error


def _twins(accounts: Sequence[Account]) -> list[str]:
    counts = Counter(account.identifier for account in accounts)
    return [f"identifier {name}: stands {n} times" for name, n in counts.items() if n > 1]
