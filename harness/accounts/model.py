"""The accounts of a target, and the traits that a scenario needs of them."""

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
"""A sign in a name: "accents" in both names, the others in either."""

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
    """One account as it is registered on the portal; the secrets stay out of the repr.

    Attributes:
        identifier: the code identifiant (line 92).
        confidential_code: the valid code when the run starts (line 92).
        siret: of the establishment, like `bcr` and `contract` (lines 185 to 187).
        question: the secret question, chosen at the first login (line 127); "" for none.
        first_login_done: whether the first login has taken place (line 127).
        email_valid: whether the registered e-mail address is valid (line 128).
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
        """Whether a secret question and its answer were chosen (line 127)."""
        return bool(self.question and self.answer)

    @property
    def address(self) -> str:
        """The e-mail address in the form in which addresses are compared; "" for none."""
        return self.email.strip().casefold()

    @property
    def secrets(self) -> tuple[str, ...]:
        """The values that must be redacted."""
        return tuple(value for value in (self.confidential_code, self.answer) if value)

    def __repr_args__(self) -> Any:
        for name, value in super().__repr_args__():
            yield name, MASK if name in {"confidential_code", "answer"} else value


class Needs(BaseModel):
    """The traits that a scenario needs of one of its accounts; None for any.

    Attributes:
        spelling: signs that the names must contain.
        same_establishment_as: place (from 0) of an earlier account in the scenario's list, of the
            same establishment.
        other_establishment_than: the same, of another establishment.
        namesake_of: the same, with the same last and first name.
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
        """Whether the account has the traits; relations to other accounts are not checked."""
        flags = (getattr(self, trait) in {None, getattr(account, trait)} for trait in _TRAITS)
        return (
            self.role == account.role
            and all(flags)
            and all(spelled(names(account), sign) for sign in self.spelling)
        )

    def related(
        self, account: Account, before: Sequence[Account], all_accounts: Iterable[Account] = ()
    ) -> bool:
        """Whether the account is related to the accounts before it as the needs say.

        For `other_establishment_than`, nobody in the account's establishment may have the names
        of the other account: a search with those must find nothing.

        Args:
            account: the account in question.
            before: the accounts that are chosen for the scenario's earlier needs.
            all_accounts: of the target.
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
            and (other is None or namesake or not _has_namesake(other, account, all_accounts))
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


def _has_namesake(one: Account, there: Account, all_accounts: Iterable[Account]) -> bool:
    """Whether an account with the names of `one` exists in the establishment of `there`."""
    return any(a.siret == there.siret and names(a) == names(one) for a in all_accounts)


def names(account: Account) -> tuple[str, str]:
    """The last and the first name."""
    return account.last_name, account.first_name


def spelled(pair: tuple[str, str], spelling: Spelling) -> bool:
    """Whether a sign is in the last or the first name; in both for "accents"."""
    holds = (any(sign in name.lower() for sign in _SIGNS[spelling]) for name in pair)
    return all(holds) if spelling == "accents" else any(holds)


_ACCOUNTS = TypeAdapter(tuple[Account, ...])


def load_accounts(path: Path, *, environ: Mapping[str, str] | None = None) -> tuple[Account, ...]:
    """Read a JSON list of accounts; ``${NAME}`` in a text is taken from the environment.

    Raises:
        TargetError: the file is missing or broken. The error names all mistakes, and quotes no
            value.
    """
    raw = _read_json(path)
    environ = process_variables() if environ is None else environ
    problems = missing_variables(raw, environ)
    accounts: tuple[Account, ...] = ()
    try:
        accounts = _ACCOUNTS.validate_json(json.dumps(expand(raw, environ)))
    except ValidationError as error:
        problems += sentences(error.errors(include_url=False, include_input=False), Account)
    problems += _repeated_identifiers(accounts)
    if problems:
        raise TargetError(
            f"a list of accounts as docs/TARGETS.md describes it in {path.name}",
            seen="; ".join(problems),
            remedy="Correct the entries named.",
        )
    return accounts


def save_accounts(path: Path, accounts: Iterable[Account]) -> None:
    """Write accounts for `load_accounts` or a launched target, readable for the owner only."""
    text = json.dumps([one.model_dump() for one in accounts], ensure_ascii=False, indent=1)
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise TargetError(
            f"a JSON list of accounts in {path.name}",
            seen=str(error),
            remedy="Correct the file, or the key file of [accounts] in the target file.",
        ) from error


def _repeated_identifiers(accounts: Sequence[Account]) -> list[str]:
    counts = Counter(account.identifier for account in accounts)
    return [f"identifier {name}: stands {n} times" for name, n in counts.items() if n > 1]
