"""Words by which pages of any portal are recognised, in the languages that are known."""

import re
import unicodedata
from functools import cache, cached_property
from itertools import pairwise

from harness.core.files import read_toml
from harness.core.resources import bundled_root
from harness.core.text import any_of
from harness.core.value import Value

_NUMBER = r"\d{1,3}(?:[ .,]\d{3}){1,3}(?!\d)|\d{1,12}(?:[.,]\d{1,6})?"


class PortalWords(Value):
    """The words of one or more languages; the patterns ignore the case of letters.

    Attributes:
        logout_paths: parts of the path of an address that logs out.
        unsafe_links: parts of the label or address of a link that logs out or deletes something.
        loading: words of a page that scripts have not filled yet.
        code_introductions: words right before a code.
        denials: words that deny something, in their singular and without accents.
        opposites: pairs of words of which one says the opposite of the other.
        opposite_beginnings: what makes a word its own opposite ("un", "dis").
        left_empty: regular expressions for words that something was left empty.
        ages: regular expressions for how long ago something of the last minutes was.
        counters: regular expressions for what counts by itself, such as visitors or how long ago
            something was; # stands for a number.
        agreements, disagreements: first words of the buttons that answer a question.
        closings: first words, and signs, of the buttons that close a message.
        letters_of_two_words: capital letters whose names are two words.
        missing_page: regular expressions for titles of pages that say that they do not exist.
        vowels: of each language: every word has one.
        letter_pairs: for each language, a line for each letter, and the letters that follow it in
            words; ^ is the beginning of a word, $ its end.
    """

    logout_paths: tuple[str, ...]
    unsafe_links: tuple[str, ...]
    loading: tuple[str, ...]
    code_introductions: tuple[str, ...]
    denials: frozenset[str]
    opposites: tuple[tuple[str, str], ...]
    opposite_beginnings: tuple[str, ...]
    left_empty: tuple[str, ...]
    ages: tuple[str, ...]
    counters: tuple[str, ...]
    agreements: tuple[str, ...]
    disagreements: tuple[str, ...]
    closings: tuple[str, ...]
    letters_of_two_words: frozenset[str]
    missing_page: tuple[str, ...]
    vowels: tuple[str, ...]
    letter_pairs: tuple[str, ...]

    @cached_property
    def logout_path(self) -> re.Pattern[str]:
        """Finds the path of an address that logs out."""
        return re.compile(any_of(self.logout_paths), re.IGNORECASE)

    @cached_property
    def loading_text(self) -> re.Pattern[str]:
        """Finds the words of a page that is not filled yet."""
        return re.compile(rf"\b{any_of(self.loading)}\b", re.IGNORECASE)

    @cached_property
    def code_introduction(self) -> re.Pattern[str]:
        """Finds the end of a text right before a code."""
        words = any_of(self.code_introductions)
        return re.compile(rf"(?::|\b{words})[\s\"'(\[*_]*$", re.IGNORECASE)

    @cached_property
    def says_empty(self) -> re.Pattern[str]:
        """Finds words that something was left empty ("may not be blank")."""
        return re.compile(rf"\b(?:{'|'.join(self.left_empty)})\b", re.IGNORECASE)

    @cached_property
    def age(self) -> re.Pattern[str]:
        """Finds how long ago something of the last minutes was ("2 minutes ago")."""
        return re.compile(rf"(?<!\w)(?:{'|'.join(self.ages)})(?!\w)", re.IGNORECASE)

    @cached_property
    def counter(self) -> re.Pattern[str]:
        """Finds what counts by itself, with its number ("12 visitors online")."""
        words = "|".join(self.counters).replace("#", f"(?:{_NUMBER})")
        return re.compile(rf"(?<![\w.,])(?:{words})", re.IGNORECASE)

    @cached_property
    def missing_page_title(self) -> re.Pattern[str]:
        """Finds the title of a page that says that it does not exist."""
        return re.compile("|".join(self.missing_page), re.IGNORECASE)

    @cached_property
    def _pairs(self) -> tuple[frozenset[str], ...]:
        """The pairs of letters of each language."""
        return tuple(
            frozenset(f"{row[0]}{letter}" for row in rows.split("\n") if row for letter in row[2:])
            for rows in self.letter_pairs
        )

    def is_like_a_word(self, text: str) -> bool:
        """Whether letters follow one another in a text as they do in the words of a language."""
        plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe"))
        letters = "".join(one for one in plain if not unicodedata.combining(one))
        own = {one + other for one, other in pairwise(f"^{letters}$")}
        languages = zip(self._pairs, self.vowels, strict=True)
        return any(own <= pairs and set(letters) & {*vowels} for pairs, vowels in languages)


@cache
def portal_words() -> PortalWords:
    """The words of all languages, each a file in `fixtures/locale`."""
    files = sorted((bundled_root() / "fixtures" / "locale").glob("*.toml"))
    languages = [PortalWords.model_validate(read_toml(file)) for file in files]
    words = {
        name: [word for language in languages for word in getattr(language, name)]
        for name in PortalWords.model_fields
    }
    return PortalWords.model_validate(words)
