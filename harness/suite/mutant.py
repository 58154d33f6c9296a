"""A defect of a portal that a suite names, so that `codes-perdus mutants` can try it.

This is a table below `[mutants]` in a suite's manifest; `docs/MUTANTS.md` shows it.
"""

from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from harness.core.value import Value

DriverKind = Literal["http", "browser"]


class SuiteMutant(Value):
    """One change of a portal, which is switched on from outside.

    Attributes:
        breaks: slugs of the statements that must notice it.
        harmless: whether nothing may notice it: it is a variation, and breaks nothing.
        kind: what it alters, to select it by.
        summary: what a visitor would notice; "" where its name says it.
        options: what is added to the command that launches the portal.
        env: what is added to the environment of that command.
        visible: the drivers that can observe it.
        portal: what the portal itself reads of this table; nothing else looks at it.
    """

    breaks: tuple[str, ...] = ()
    harmless: bool = False
    kind: str = "defect"
    summary: str = ""
    options: tuple[str, ...] = ()
    env: Mapping[str, str] = Field(default_factory=dict)
    visible: frozenset[DriverKind] = frozenset({"http", "browser"})
    portal: Mapping[str, Any] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _breaks_or_is_harmless(self) -> Self:
        if bool(self.breaks) == self.harmless:
            raise ValueError("expected breaks = [slugs of statements], or harmless = true")
        return self
