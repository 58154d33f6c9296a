"""A fact: what was expected or seen, as a code with typed parameters.

Code decides by facts. `harness.messages` makes sentences from them, in the reader's language,
where somebody reads them.
"""

from collections.abc import Iterator
from typing import Annotated, Union

from pydantic import Field, StringConstraints

from harness.core.value import Value

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Parameter = Union[int, float, str, "Fact", tuple["Fact", ...], tuple[str, ...]]


class Fact(Value):
    """One fact.

    Attributes:
        code: its kind, in kebab-case; also the identifier of its message in the catalogues.
        params: what the message needs, by name. Text is what a portal, a mail or a guide says,
            word for word; a fact within a fact is a part of its sentence.
    """

    code: Code
    params: dict[str, Parameter] = Field(default_factory=dict)

    def parts(self) -> Iterator["Fact"]:
        """This fact, then the facts within it."""
        yield self
        for value in self.params.values():
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, Fact):
                    yield from one.parts()

    def has(self, *codes: str) -> bool:
        """Whether this fact, or one within it, has one of these codes."""
        return any(part.code in codes for part in self.parts())


def fact(code: str, **params: Parameter) -> Fact:
    """Make a fact.

    Raises:
        ValidationError: the code is not in kebab-case, or a parameter has no type of a fact.
    """
    return Fact(code=code, params=params)
