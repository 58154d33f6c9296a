"""One entry of a ledger: a known deviation, with the owner who answers for it."""

from collections.abc import Mapping
from datetime import date
from fnmatch import fnmatchcase
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from harness.ledger.fingerprint import LENGTH

Words = Annotated[str, Field(min_length=1)]
Pattern = Annotated[str, Field(min_length=1)]


class LedgerEntry(BaseModel):
    """A known deviation.

    Attributes:
        subject: slug of what it is about, such as a statement.
        fingerprint: of what was seen; the entry excuses nothing else.
        scope: where it holds: names such as "scenario", each with the values that it may have;
            * and ? are wildcards. {} for everywhere.
        seen: what was seen, as an English sentence; only readers use it.
        reason: why it is accepted.
        owner: who answers for it.
        reference: of a ticket or the like; "" for none.
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
        """Identifies the entry in its ledger."""
        return self.subject, self.fingerprint, tuple(sorted(self.scope.items()))

    def covers(self, subject: str, scope: Mapping[str, str]) -> bool:
        """Whether the entry is about a subject in a scope."""
        return subject == self.subject and all(
            any(fnmatchcase(scope.get(name, ""), pattern) for pattern in patterns)
            for name, patterns in self.scope.items()
        )
