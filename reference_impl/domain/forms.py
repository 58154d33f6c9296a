"""What a person typed, one value object a form; the secrets stay out of every repr."""

from dataclasses import dataclass, field, fields
from typing import Self

from reference_impl.domain.text import trim


class Fields(dict[str, str]):
    """The fields of a submitted form by name; one that was not sent reads as empty."""

    def __missing__(self, name: str) -> str:
        """Read a field that was not sent as one left empty."""
        return ""


class Form:
    """What the forms have in common: they are made from the fields of the same names."""

    SECRETS: frozenset[str] = frozenset()

    @classmethod
    def read(cls, sent: Fields) -> Self:
        """Take the form's own fields, without the blanks around them."""
        # pyrefly: ignore[bad-argument-type]
        names = [entry.name for entry in fields(cls)]
        return cls(**{name: trim(sent[name]) for name in names})

    @classmethod
    def kept(cls, sent: Fields) -> dict[str, str]:
        """Give what is shown again after a refusal: everything typed but the secrets."""
        # pyrefly: ignore[bad-argument-type]
        names = [entry.name for entry in fields(cls)]
        return {name: sent[name] for name in names if name not in cls.SECRETS}


@dataclass(frozen=True, kw_only=True)
class LoginForm(Form):
    """The login window (line 92 of the guide)."""

    SECRETS = frozenset({"code"})

    identifiant: str = ""
    code: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class SearchForm(Form):
    """Step 2, the search of the identifier (lines 183 to 202)."""

    siret: str = ""
    bcr: str = ""
    contrat: str = ""
    nom: str = ""
    prenom: str = ""


@dataclass(frozen=True, kw_only=True)
class RecoveryForm(Form):
    """Step 3, the generation of a new confidential code (lines 226 to 246)."""

    SECRETS = frozenset({"reponse"})

    nom: str = ""
    prenom: str = ""
    identifiant: str = ""
    courriel: str = ""
    question: str = ""
    reponse: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class CertificationForm(Form):
    """The certification code at the next login (line 267)."""

    SECRETS = frozenset({"code"})

    code: str = field(default="", repr=False)
