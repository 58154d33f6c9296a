"""Messages in one language, read from Fluent files (https://projectfluent.org).

Each language has a folder of `.ftl` files under `locales/`. A message's identifier is the code of
a fact, or the name under which code asks for a text. Numbers and plurals follow the CLDR rules of
the language.
"""

from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentType

from harness.model.fact import Fact, Parameter

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


class _Items(FluentType):
    """Several texts. A message shows them in quotes, or as they are: `{ PLAIN($items) }`."""

    def __init__(self, items: tuple[str, ...]) -> None:
        self.items = items

    def format(self, locale: Any) -> str:  # noqa: ARG002 - asked for by fluent.runtime
        """The texts in quotes, parted by commas."""
        return ", ".join(f"« {item} »" for item in self.items)


def _plain(items: Any, separator: str = ", ") -> Any:
    """Several texts as they are; `separator` stands between them."""
    return separator.join(items.items) if isinstance(items, _Items) else str(items)


class Catalogue:
    """The messages of one language.

    Args:
        language: "en" or "fr".
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self._bundle = FluentBundle([language], use_isolating=False, functions={"PLAIN": _plain})
        folder = files("harness.messages").joinpath("locales", language)
        for file in sorted(folder.iterdir(), key=lambda one: one.name):
            self._bundle.add_resource(FluentResource(file.read_text("utf-8")))

    def __contains__(self, identifier: str) -> bool:
        """Whether the catalogue has a message."""
        return self._bundle.has_message(identifier)

    def text(self, identifier: str, /, **params: Parameter) -> str:
        """The text of a message.

        Args:
            identifier: of the message.
            params: what it needs.

        Returns:
            Its text. For a message that is not there, as in a folder of another version: its
            identifier and what it was to tell.
        """
        values = {name.replace("_", "-"): self._value(value) for name, value in params.items()}
        if identifier not in self:
            told = ", ".join(f"{name}: {self._shown(value)}" for name, value in values.items())
            return f"{identifier} ({told})" if told else identifier
        return self._formatted(identifier, values)[0]

    def problems(self, identifier: str, /, **params: Parameter) -> tuple[str, ...]:
        """What is wrong with a message that is given these parameters; () for nothing."""
        if identifier not in self:
            return (f"no message {identifier!r}",)
        values = {name.replace("_", "-"): self._value(value) for name, value in params.items()}
        return self._formatted(identifier, values)[1]

    def _formatted(self, identifier: str, values: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
        """A message's text, and what was wrong with it."""
        pattern = self._bundle.get_message(identifier).value
        if pattern is None:
            return identifier, (f"message {identifier!r} has no text",)
        text, errors = self._bundle.format_pattern(pattern, values)
        return str(text), tuple(map(str, errors))

    def say(self, fact: Fact | None) -> str:
        """The sentence, or the part of one, that tells a fact; "" for none."""
        return self.text(fact.code, **fact.params) if fact else ""

    def _value(self, value: Parameter) -> Any:
        if isinstance(value, Fact):
            return self.say(value)
        if isinstance(value, tuple):
            if any(isinstance(one, Fact) for one in value):
                return "; ".join(self.say(one) for one in value if isinstance(one, Fact))
            return _Items(tuple(map(str, value)))
        return value

    @staticmethod
    def _shown(value: Any) -> str:
        return value.format(None) if isinstance(value, _Items) else str(value)


@cache
def catalogue(language: Language = "en") -> Catalogue:
    """The catalogue of a language, read once."""
    return Catalogue(language)
