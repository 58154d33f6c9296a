"""Messages in one language, read from Fluent files (https://projectfluent.org).

Each language has a folder of `.ftl` files under `locales/`. A message's identifier is the code of
a fact, or the name under which code asks for a text. Numbers and plurals follow the CLDR rules of
the language.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal, get_args

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentType

from harness.core.sanitize import clipped
from harness.messages.faults import fault_words
from harness.model.fact import Fact, Parameter, Quote

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

MAX_SENTENCES = 20_000  # that a catalogue remembers: the same fact is told in many scenarios
MAX_PART = 2_400  # characters of a parameter: fluent.runtime tells nothing of a longer one
# Around the words of a quote within a sentence; Unicode gives these two to no text.
_OPENS, _CLOSES = "\ufdd0", "\ufdd1"
_QUOTE = re.compile(f"{_OPENS}([^{_CLOSES}]*){_CLOSES}")
_MARKS = re.compile(f"[{_OPENS}{_CLOSES}]")


@dataclass(frozen=True)
class Passage:
    """A part of a sentence; `is_quote` for the words of a quote, without the marks around it."""

    text: str
    is_quote: bool


class _Quoted(FluentType):
    """Words in quotes; `{ PLAIN($words) }` shows them without."""

    def __init__(self, words: str) -> None:
        self.words = _MARKS.sub("", words)

    def format(self, locale: Any) -> str:  # noqa: ARG002 - asked for by fluent.runtime
        """The words in quotes."""
        return f"« {_OPENS}{self.words}{_CLOSES} »"


class _Items(FluentType):
    """Several texts; `{ LIST($items, separator: " / ") }` sets what stands between them."""

    def __init__(self, items: tuple[str | _Quoted, ...], separator: str) -> None:
        self.items = items
        self._separator = separator

    def format(self, locale: Any) -> str:
        """The texts, one after another."""
        return self.listed(locale, self._separator)

    def listed(self, locale: Any, separator: str) -> str:
        """The texts with a separator between them."""
        return separator.join(
            one.format(locale) if isinstance(one, _Quoted) else one for one in self.items
        )


def _list(items: Any, separator: str = ", ") -> Any:
    """Several texts with a separator between them."""
    return items.listed(None, separator) if isinstance(items, _Items) else items


def _plain(words: Any) -> Any:
    """The words of quotes without the marks around them."""
    if isinstance(words, _Items):
        return ", ".join(one.words if isinstance(one, _Quoted) else one for one in words.items)
    return words.words if isinstance(words, _Quoted) else words


class Catalogue:
    """The messages of one language.

    Args:
        language: "en" or "fr".
        more: the text of a further Fluent file, whose messages replace others.
    """

    def __init__(self, language: Language, more: str = "") -> None:
        self.language = language
        functions: dict[str, Any] = {"LIST": _list, "PLAIN": _plain, "FAULT": self.fault}
        self._bundle = FluentBundle([language], use_isolating=False, functions=functions)
        folder = files("harness.messages").joinpath("locales", language)
        for file in sorted(folder.iterdir(), key=lambda one: one.name):
            self._bundle.add_resource(FluentResource(file.read_text("utf-8")))
        self._bundle.add_resource(FluentResource(more), allow_overrides=True)
        self._marked = lru_cache(MAX_SENTENCES)(
            lambda fact: self._marked_text(fact.code, fact.params)
        )

    def __contains__(self, identifier: str) -> bool:
        """Whether the catalogue has a message."""
        return self._bundle.has_message(identifier)

    def text(self, identifier: str, /, **params: Parameter) -> str:
        """The text of a message with its parameters.

        For a message that is not there, as in a folder of another version: its identifier and what
        it was to tell.
        """
        return _MARKS.sub("", self._marked_text(identifier, params))

    def say(self, fact: Fact | str | None) -> str:
        """The sentence, or the part of one, that tells a fact; a text as it is, "" for none."""
        return _MARKS.sub("", self._marked(fact)) if isinstance(fact, Fact) else fact or ""

    def fault(self, text: Any) -> Any:
        """What a fault says; in FTL `{ FAULT($text) }`."""
        if not isinstance(text, str):
            return text
        return clipped(fault_words(text, self.language), MAX_PART)

    def passages(self, fact: Fact | None) -> tuple[Passage, ...]:
        """The sentence that tells a fact, parted into what it quotes and what stands around."""
        return tuple(_passages(self._marked(fact))) if fact else ()

    @property
    def colon(self) -> str:
        """The colon, set as the language sets it."""
        return self.text("colon")

    def number(self, value: float, digits: int, *, sign: bool = False) -> str:
        """A number with so many decimals behind the decimal sign of the language."""
        return f"{value:{'+' * sign}.{digits}f}".replace(".", self.text("decimal-sign"))

    def seconds(self, value: float) -> str:
        """A duration for readers: "0.84 s", "12.3 s", "2 min 05 s"."""
        minute = 60
        if value >= minute:
            whole = round(value)
            return f"{whole // minute} min {whole % minute:02d} s"
        return f"{self.number(value, 2 if value < 10 else 1)} s"  # noqa: PLR2004 - three digits

    def pair(self, identifier: str, /, value: str) -> str:
        """A label and its value, such as "folder: runs/1"; the label is a message."""
        return f"{self.text(identifier)}{self.colon} {value}"

    def problems(self, identifier: str, /, **params: Parameter) -> tuple[str, ...]:
        """What is wrong with a message that is given these parameters; () for nothing."""
        if identifier not in self:
            return (f"no message {identifier!r}",)
        return self._formatted(identifier, params)[1]

    def _marked_text(self, identifier: str, params: dict[str, Parameter]) -> str:
        if identifier in self:
            return self._formatted(identifier, params)[0]
        shown = (
            f"{name}: {value.format(None) if isinstance(value, _Quoted | _Items) else value}"
            for name, value in self._values(params).items()
        )
        told = ", ".join(shown)
        return f"{identifier} ({told})" if told else identifier

    def _formatted(
        self, identifier: str, params: dict[str, Parameter]
    ) -> tuple[str, tuple[str, ...]]:
        """A message's text, and what was wrong with it."""
        pattern = self._bundle.get_message(identifier).value
        if pattern is None:
            return identifier, (f"message {identifier!r} has no text",)
        text, errors = self._bundle.format_pattern(pattern, self._values(params))
        return str(text), tuple(map(str, errors))

    def _values(self, params: dict[str, Parameter]) -> dict[str, Any]:
        return {name.replace("_", "-"): self._value(value) for name, value in params.items()}

    def _value(self, value: Parameter) -> Any:
        if isinstance(value, tuple):
            facts = all(isinstance(one, Fact) for one in value)
            return _Items(tuple(map(self._value, value)), "; " if facts else ", ")
        if isinstance(value, Fact):
            return clipped(self._marked(value), MAX_PART)
        if isinstance(value, Quote):
            return _Quoted(clipped(value.quote, MAX_PART))
        return clipped(_MARKS.sub("", value), MAX_PART) if isinstance(value, str) else value


def _passages(marked: str) -> Iterator[Passage]:
    place = 0
    for hit in _QUOTE.finditer(marked):
        if hit.start() > place:
            yield Passage(marked[place : hit.start()], is_quote=False)
        yield Passage(hit[1], is_quote=True)
        place = hit.end()
    if place < len(marked):
        yield Passage(marked[place:], is_quote=False)


def catalogue(language: Language = "en") -> Catalogue:
    """The catalogue of a language, read once."""
    return _catalogue(language)


@cache
def _catalogue(language: Language) -> Catalogue:
    return Catalogue(language)
