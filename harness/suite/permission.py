"""A permission that a suite adds to those of a target file.

This is a table such as `[permissions.change_password]` in a suite's manifest; `docs/SUITES.md`
shows it.
"""

from typing import Literal, Self

from pydantic import model_validator

from harness.core.value import Value


class Permission(Value):
    """Something that scenarios do to a portal, and that a target file may forbid.

    Attributes:
        needed_for: a scenario does it with each mail that it has sent ("mail"), or with each step
            that tries one of `statements` or moves what they are about ("statements").
        statements: slugs, with * and ?.
        changes_secret: whether it gives an account another secret.
        default: whether it is allowed on a portal that no run launches and whose target file
            does not say.
        en: the name of its number in a plan, in English: "passwords changed, at most".
        fr: the same in French.
    """

    needed_for: Literal["mail", "statements"] = "statements"
    statements: tuple[str, ...] = ()
    changes_secret: bool = False
    default: bool = True
    en: str
    fr: str

    @model_validator(mode="after")
    def _is_needed_for_something(self) -> Self:
        if (self.needed_for == "statements") != bool(self.statements):
            raise ValueError('expected statements = [slugs], or needed_for = "mail"')
        return self
