"""Words by which a document says what a line speaks of, in the languages that are known."""

import re
from collections.abc import Iterable
from functools import cache, cached_property

from pydantic import Field

from harness.core.files import read_toml
from harness.core.resources import bundled_root
from harness.core.text import fold
from harness.core.value import Value


class DraftingWords(Value):
    """The words of `fixtures/drafting/words.toml`; the file says what each list is for."""

    fields: tuple[str, ...]
    buttons: tuple[str, ...]
    links: tuple[str, ...]
    pages: tuple[str, ...]
    click: tuple[str, ...]
    mails: tuple[str, ...]
    sender: tuple[str, ...] = Field(alias="from")
    to: tuple[str, ...]
    copies: tuple[str, ...] = Field(alias="copy")
    date: tuple[str, ...]
    subject: tuple[str, ...]
    reply: tuple[str, ...]
    verbs: frozenset[str]
    no_buttons: tuple[str, ...]
    endings: tuple[str, ...]

    @cached_property
    def noun(self) -> re.Pattern[str]:
        """Finds a word for a kind of element."""
        return re.compile(
            rf"\b(?:(?P<field>{_any_of(self.fields)})|(?P<button>{_any_of(self.buttons)})"
            rf"|(?P<link>{_any_of(self.links)})|(?P<click>{_any_of(self.click)}))\b",
            re.IGNORECASE,
        )

    @cached_property
    def mail_head(self) -> re.Pattern[str]:
        """Finds the head of a mail: its name, a colon, its value."""
        heads = ("sender", "to", "copies", "date", "subject", "reply")
        names = "|".join(f"(?P<{head}>{_any_of(getattr(self, head))})" for head in heads)
        return re.compile(rf"(?:{names})\s*:\s*(?P<value>.*)", re.IGNORECASE)

    def speaks_of_mail(self, title: str) -> bool:
        """Whether a title begins with a word for a mail."""
        return fold(title).casefold().split(" ")[0].rstrip(":") in self.mails

    def announces_click(self, text: str) -> bool:
        """Whether a line ends where a button or link follows."""
        return fold(text).casefold().rstrip(" :").endswith(self.click)

    def names_page(self, text: str) -> bool:
        """Whether a text ends with a word for a page, of which the name follows."""
        return any(word.casefold() in self.pages for word in text.split()[-1:])

    def is_spoken_like_a_button(self, text: str) -> bool:
        """Whether a line begins as a button does."""
        line = fold(text).casefold()
        if any(line == no or line.startswith(f"{no} ") for no in self.no_buttons):
            return False
        first = line.split(" ")[0].partition("'")[0]
        return first in self.verbs or (len(first) > 3 and first.endswith(self.endings))  # noqa: PLR2004 - "mer" is none


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))


@cache
def drafting_words() -> DraftingWords:
    """The words of all known languages."""
    path = bundled_root() / "fixtures" / "drafting" / "words.toml"
    return DraftingWords.model_validate(read_toml(path))
