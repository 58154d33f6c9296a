"""A fact: what was expected or seen, as a code with typed parameters.

Code decides by facts. `harness.messages` makes sentences from them, in the reader's language,
where somebody reads them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Annotated, Any, Union

from pydantic import ConfigDict, StringConstraints, TypeAdapter

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Part = Union[str, "Quote", "Fact"]
Parameter = int | float | Part | tuple[Part, ...]


@dataclass(frozen=True)
class Quote:
    """Words that stand on the portal, in a mail or in the guide; a sentence shows them in quotes.

    Attributes:
        quote: the words, as they stand there.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    quote: str


@dataclass(frozen=True)
class Fact:
    """One fact.

    Attributes:
        code: its kind, in kebab-case; also the identifier of its message in the catalogues.
        params: what the message needs, by name. A fact within a fact is a part of its sentence;
            a text that is no `Quote` is a name, an address, a date and the like.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    code: Code
    params: dict[str, Parameter] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.code, frozenset(self.params.items())))

    def parts(self) -> Iterator["Fact"]:
        """This fact, then the facts within it."""
        yield self
        for one in self._values():
            if isinstance(one, Fact):
                yield from one.parts()

    def has(self, *codes: str) -> bool:
        """Whether this fact, or one within it, has one of these codes."""
        return any(part.code in codes for part in self.parts())

    def quotes(self) -> Iterator[str]:
        """The words that this fact quotes, and the facts within it, in their order."""
        for one in self._values():
            if isinstance(one, Quote):
                yield one.quote
            elif isinstance(one, Fact):
                yield from one.quotes()

    def with_texts(self, change: Callable[[str], str]) -> "Fact":
        """This fact with each of its texts changed, those of its quotes and facts too."""
        params = {name: _with_texts(value, change) for name, value in self.params.items()}
        return Fact(self.code, params)

    def _values(self) -> Iterator[Parameter]:
        """The parameters, and what stands in those that are tuples."""
        for value in self.params.values():
            yield from value if isinstance(value, tuple) else (value,)


def _with_texts(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Quote):
        return quote(change(value.quote))
    if isinstance(value, Fact):
        return value.with_texts(change)
    return tuple(_with_texts(one, change) for one in value) if isinstance(value, tuple) else value


def fact(code: str, /, **params: Parameter) -> Fact:
    """Make a fact; a test finds each code in the source and holds it against the catalogues."""
    return Fact(code, params)


def quote(text: str) -> Quote:
    """A quote of a text."""
    return Quote(text)


def quotes(texts: Iterable[str]) -> tuple[Quote, ...]:
    """A quote of each text."""
    return tuple(map(quote, texts))


def joined(facts: Iterable[Fact]) -> Fact | None:
    """Several facts as one; None for none."""
    several = tuple(facts)
    if len(several) > 1:
        return fact("several", facts=several)
    return several[0] if several else None


_FACT = TypeAdapter(Fact)


def read_fact(data: object) -> Fact:
    """The fact that a file or a script gives as data.

    Raises:
        ValidationError: it is no fact.
    """
    return _FACT.validate_python(data)


def fact_to_json(fact: Fact) -> str:
    """A fact as JSON."""
    return _FACT.dump_json(fact).decode()


def fact_from_json(text: str | bytes) -> Fact:
    """The fact that a JSON text holds.

    Raises:
        ValidationError: it is no fact.
    """
    return _FACT.validate_json(text)
