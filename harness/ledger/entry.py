"""One entry of a ledger: something that was seen, and that somebody answers for."""

from collections.abc import Mapping
from datetime import date
from fnmatch import fnmatchcase
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from harness.ledger.fingerprint import LENGTH

Words = Annotated[str, Field(min_length=1)]
Pattern = Annotated[str, Field(min_length=1)]


class Entry(BaseModel):
    """What is accepted.

    Attributes:
        subject: slug of what it is about, such as a statement's.
        fingerprint: of what was seen; nothing else is excused.
        scope: where it may be seen: names such as "scenario", each with the values that it
            may have, * and ? allowed. Everywhere, for no scope.
        seen: what was seen, in words; for people only.
        reason: why it is accepted.
        owner: who answers for it.
        reference: where it is followed up, such as a ticket; "" for nowhere.
        since: first day.
        until: last day.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    subject: Words
    fingerprint: Annotated[str, Field(pattern=rf"^[0-9a-f]{{{LENGTH}}}$")]
    scope: Mapping[str, tuple[Pattern, ...]] = {}
    seen: str = ""
    reason: Words
    owner: Words
    reference: str = ""
    since: date
    until: date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until < self.since:
            raise ValueError("expected until not to come before since")
        return self

    @property
    def key(self) -> tuple[str, str, tuple[tuple[str, tuple[str, ...]], ...]]:
        """What tells it from every other entry of its ledger."""
        return self.subject, self.fingerprint, tuple(sorted(self.scope.items()))

    def covers(self, subject: str, scope: Mapping[str, str]) -> bool:
        """Whether it speaks of that subject at that place."""
        return subject == self.subject and all(
            any(fnmatchcase(scope.get(name, ""), pattern) for pattern in patterns)
            for name, patterns in self.scope.items()
        )
