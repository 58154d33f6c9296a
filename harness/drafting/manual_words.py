"""Words by which the sentences of a manual say what a label in them is."""

import re
from collections.abc import Iterable
from functools import cache, cached_property
from itertools import pairwise

from harness.core.files import read_toml
from harness.core.resources import bundled_root
from harness.core.text import any_of, slug_of
from harness.core.value import Value

_PLAIN = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " ", "‑": "-", "‐": "-"})
_MAX_OPTION = 3  # words
_MAX_BEFORE = 160  # characters between the word for a subject and a part of it
_NUMBERED = re.compile(r"^\s*\d+(?:\.\d+)*[.)]?\s+|\s*\{#[\w-]*\}\s*$")


class ManualWords(Value):
    """The words of `fixtures/drafting/manual.toml`; the file says what each list is for."""

    click: tuple[str, ...]
    picks: tuple[str, ...]
    enter: tuple[str, ...]
    pronouns: tuple[str, ...]
    asks: tuple[str, ...]
    filled: tuple[str, ...]
    from_list: tuple[str, ...]
    keeps: tuple[str, ...]
    chosen_files: tuple[str, ...]
    tick: tuple[str, ...]
    articles: tuple[str, ...]
    into: tuple[str, ...]
    fields: tuple[str, ...]
    boxes: tuple[str, ...]
    buttons: tuple[str, ...]
    links: tuple[str, ...]
    entries: tuple[str, ...]
    pages: tuple[str, ...]
    named: tuple[str, ...]
    messages: tuple[str, ...]
    subjects: tuple[str, ...]
    subject_begins: tuple[str, ...]
    subject_ends: tuple[str, ...]
    subject_holds: tuple[str, ...]
    subject_goes_on: tuple[str, ...]
    stands_for: tuple[str, ...]
    tables: tuple[str, ...]
    columns: tuple[str, ...]
    says: tuple[str, ...]
    under: tuple[str, ...]
    shown: tuple[str, ...]
    arrives: tuple[str, ...]
    does: tuple[str, ...]
    mails: tuple[str, ...]
    letters: tuple[str, ...]
    received: tuple[str, ...]
    addresses: tuple[str, ...]
    senders: tuple[str, ...]
    of: tuple[str, ...]
    follow: tuple[str, ...]
    its_link: tuple[str, ...]
    single: tuple[str, ...]
    nobody_else: tuple[str, ...]
    refers: tuple[str, ...]
    home: tuple[str, ...]
    speakers: tuple[str, ...]
    site: tuple[str, ...]
    every_page: tuple[str, ...]
    excepted: tuple[str, ...]
    never: tuple[str, ...]
    holds: tuple[str, ...]
    secrets: tuple[str, ...]
    no_secrets: tuple[str, ...]
    readers: tuple[str, ...]
    conditions: tuple[str, ...]
    states: tuple[str, ...]
    refusals: tuple[str, ...]
    rejects: tuple[str, ...]
    missing: tuple[str, ...]
    standing: tuple[str, ...]
    invalid: tuple[str, ...]
    lacking: tuple[str, ...]
    finds_nothing: tuple[str, ...]
    done_already: tuple[str, ...]
    own_addresses: tuple[str, ...]
    same_name: tuple[str, ...]
    joins: tuple[str, ...]
    both: tuple[str, ...]
    options: tuple[str, ...]
    either: tuple[str, ...]
    files: tuple[str, ...]
    fill_in_list: tuple[str, ...]
    click_list: tuple[str, ...]
    message_list: tuple[str, ...]
    message_column: tuple[str, ...]
    field_column: tuple[str, ...]
    action_column: tuple[str, ...]
    abbreviations: tuple[str, ...]
    examples: tuple[str, ...]
    notes: tuple[str, ...]
    no_labels: tuple[str, ...]
    names: tuple[str, ...]

    @cached_property
    def verb(self) -> re.Pattern[str]:
        """Finds a verb that says what the label behind it is; the last one holds."""
        return self._one_of(
            click=self.click, enter=self.enter, asks=self.asks, tick=self.tick, says=self.says
        )

    def is_everywhere(self, text: str) -> bool:
        """Whether a text says that something stands on every page, without any exception."""
        unless = (*self.excepted, *self.conditions, *self.states)
        return self.has(text, self.every_page) and not self.has(text, unless)

    def says_something(self, text: str) -> bool:
        """Whether a text has a verb before words that a page shows, and not always."""
        told = any(found.lastgroup == "says" for found in self.verb.finditer(text))
        return told and not self.has(text, self.standing)

    @cached_property
    def noun_before(self) -> re.Pattern[str]:
        """Finds a noun right before a label."""
        named = rf"(?:,?\s+{any_of(self.named)})?"
        nouns = _groups(**self._nouns, subject=self.subjects, columns=self.columns)
        return re.compile(rf"\b(?:{nouns})\b{named}\s*[:(,]?\s*$", re.IGNORECASE)

    @cached_property
    def noun_behind(self) -> re.Pattern[str]:
        """Finds a noun right behind a label."""
        return re.compile(rf"^\s*(?:{_groups(**self._nouns)})\b", re.IGNORECASE)

    @property
    def _nouns(self) -> dict[str, tuple[str, ...]]:
        return {
            "box": self.boxes,
            "field": self.fields,
            "button": self.buttons,
            "link": self.links,
            "entry": self.entries,
            "page": self.pages,
            "message": self.messages,
            "table": self.tables,
        }

    @cached_property
    def page_in_brackets(self) -> re.Pattern[str]:
        """Finds a page whose name follows in brackets: the first page of the site (« Hello »)."""
        return re.compile(rf"\b{any_of(self.pages)}\b[^,.;:()]*\(\s*$", re.IGNORECASE)

    @cached_property
    def speaks_of(self) -> re.Pattern[str]:
        """Finds what a sentence speaks of: a mail, or a page; the last one holds."""
        page = (*self.pages, *self.site, *self.fields, *self.buttons)
        return self._one_of(neither=self.addresses, mail=self.mails, letter=self.letters, page=page)

    @cached_property
    def arrival(self) -> re.Pattern[str]:
        """Finds words right before the name of a page that somebody comes to."""
        return re.compile(rf"(?<!\w){any_of(self.arrives)}\s*$", re.IGNORECASE)

    @cached_property
    def join(self) -> re.Pattern[str]:
        """What stands between two labels of the same kind, and nothing else."""
        return re.compile(rf"[\s,]*(?:{any_of(self.joins)}[\s,]+)*", re.IGNORECASE)

    @cached_property
    def join_said(self) -> re.Pattern[str]:
        """What stands between two texts both of which are said, and nothing else."""
        return re.compile(rf"[\s,]*(?:{any_of(self.both)}[\s,:]+)+", re.IGNORECASE)

    @cached_property
    def next_field(self) -> re.Pattern[str]:
        """What stands before the field of another value: and your address in **E-mail**."""
        into = any_of(self.into)
        join = rf"[\s,]*{any_of(self.joins)}\s|\s*,\s"
        return re.compile(rf"(?:{join})[^.:;]*\s{into}\s*", re.IGNORECASE)

    def part_of_subject(self, before: str) -> str:
        """Which part of the subject of a mail follows a text: "begins", "ends", "holds", or ""."""
        found = self._before_subject.search(before.rstrip()[-_MAX_BEFORE:])
        return (found.lastgroup or "") if found else ""

    @cached_property
    def _before_subject(self) -> re.Pattern[str]:
        parts = _groups(
            begins=self.subject_begins, ends=self.subject_ends, holds=self.subject_holds
        )
        return re.compile(
            rf"\b{any_of(self.subjects)}\b[^.:;!?]*?(?<!\w)(?:{parts})\s*$", re.IGNORECASE
        )

    @cached_property
    def placeholder(self) -> re.Pattern[str]:
        """Finds a word in capitals, or three dots, in whose place something of its own stands.

        Dots right behind a word, with nothing behind them, break it off.
        """
        dots = r"(?<=[\w\s])(?:…|\.{3})(?=\s?\w)|(?<![\w.])(?:…|\.{3})(?![\w.])"
        return re.compile(rf"(?<!\w){any_of(self.stands_for)}(?!\w)|{dots}")

    def with_gaps(self, text: str) -> str:
        """A text with `{any:NAME}` where something of its own stands, called as the word before."""
        parts = self.placeholder.split(text)
        filled, used = parts[0], dict[str, int]()
        for before, part in pairwise(parts):
            name = slug_of("".join(re.findall(r"\w+", before)[-1:])) or "words"
            used[name] = used.get(name, 0) + 1
            number = f"-{used[name]}" if used[name] > 1 else ""
            filled += f"{{any:{name}{number}}}{part}"
        return filled

    @cached_property
    def speaker(self) -> re.Pattern[str]:
        """Finds who says something where it is no page: the wiki says."""
        who = rf"(?P<who>{any_of(self.speakers)})"
        return re.compile(rf"\b{who}\s+(?:\w+\s+)?{self._said}$", re.IGNORECASE)

    @cached_property
    def told_by(self) -> re.Pattern[str]:
        """Finds what stands right before a verb that says something: the board says."""
        return re.compile(rf"(?P<who>(?:[\w'-]+\s+){{1,8}}){self._said}$", re.IGNORECASE)

    @property
    def _said(self) -> str:
        return rf"{any_of(self.says)}\s*[:,]?\s*"

    @cached_property
    def home_page(self) -> re.Pattern[str]:
        """Finds the home page where it has no name."""
        return re.compile(rf"(?<![\w-]){any_of(self.home)}(?![\w-])", re.IGNORECASE)

    @cached_property
    def sender(self) -> re.Pattern[str]:
        """Finds where a mail comes from."""
        return re.compile(
            rf"\b(?:{any_of(self.senders)}|{any_of(self.mails)}\s+{any_of(self.of)})\b"
            r"(?P<name>[^@]{0,80}?)"
            r"[(<]?(?P<address>[^\s<>()@]{1,64}@[^\s<>()@]{1,200}\w)",
            re.IGNORECASE,
        )

    @cached_property
    def abbreviation(self) -> re.Pattern[str]:
        """Finds an abbreviation at the end of a text, without its point."""
        return re.compile(rf"(?<![\w.]){any_of(self.abbreviations)}$", re.IGNORECASE)

    @cached_property
    def example(self) -> re.Pattern[str]:
        """Finds words right before an example."""
        return re.compile(rf"(?<!\w){any_of(self.examples)}\s*[:,]?\s*$", re.IGNORECASE)

    @cached_property
    def note(self) -> re.Pattern[str]:
        """Finds the beginning of a note."""
        return re.compile(rf"^\s*{any_of(self.notes)}\s*[:.!]\s*", re.IGNORECASE)

    @cached_property
    def choice(self) -> re.Pattern[str]:
        """Finds the options of a list, as a sentence lists them."""
        lists = rf"\b{any_of(self.options)}\b\s*:?|\b{any_of(self.from_list)}\s*:"
        return re.compile(rf"(?:{lists})\s*(?P<options>[^.;:]+)", re.IGNORECASE)

    def told_options(self, behind: str) -> tuple[str, ...]:
        """The options right behind a label, as in « **Size**: small, medium or big »; or ()."""
        found = self._listed.match(behind)
        several = self.between_options.split(found["options"]) if found else []
        words = tuple(one.strip(" \"'«»“”") for one in several)
        is_short = all(one and len(one.split()) <= _MAX_OPTION for one in words)
        return words if is_short and len(words) > 1 else ()

    @cached_property
    def _listed(self) -> re.Pattern[str]:
        last = rf"\s{any_of(self.either)}\s[^.;:,]+"
        return re.compile(rf"\s*:\s*(?P<options>[^.;:]+?{last})\s*\.?\s*$", re.IGNORECASE)

    @cached_property
    def between_options(self) -> re.Pattern[str]:
        """Parts the options of a list."""
        return re.compile(rf"\s*,\s*(?:{any_of(self.either)}\s+)?|\s+{any_of(self.either)}\s+")

    def has(self, text: str, words: Iterable[str]) -> bool:
        """Whether a text has one of some words of these lists."""
        return bool(_whole(tuple(words)).search(plain_signs(text)))

    def without(self, text: str, words: Iterable[str]) -> str:
        """A text without some words of these lists."""
        return _whole(tuple(words)).sub(" ", plain_signs(text))

    def is_secret(self, label: str) -> bool:
        """Whether a label is that of a secret: « Code », and not « Postal code »."""
        return self.has(self.without(label, self.no_secrets), self.secrets)

    def begins(self, text: str, words: Iterable[str]) -> bool:
        """Whether a text begins with one of some words."""
        return bool(_whole(tuple(words)).match(plain_signs(text).strip()))

    def ends(self, text: str, words: Iterable[str]) -> bool:
        """Whether a text ends with one of some words."""
        found = list(_whole(tuple(words)).finditer(plain_signs(text).rstrip()))
        return bool(found) and found[-1].end() == len(plain_signs(text).rstrip())

    def is_one(self, text: str, words: Iterable[str]) -> bool:
        """Whether a text is one of some words, capitals aside."""
        return plain_signs(text).strip(" .:").casefold() in words

    def is_about_mail(self, title: str) -> bool:
        """Whether the title of a section says that it is about a mail."""
        few = len(title.split()) <= 4  # noqa: PLR2004 - "The e-mail with the code"
        return few and self.has(title, self.mails) and not self.has(title, self.addresses)

    def _one_of(self, **lists: tuple[str, ...]) -> re.Pattern[str]:
        groups = _groups(**lists)
        return re.compile(
            rf"(?<![\w-])(?:{groups}){any_of(self.pronouns)}?(?![\w-])", re.IGNORECASE
        )


def plain_signs(text: str) -> str:
    """A text of the same length with plain apostrophes, hyphens and blanks."""
    return text.translate(_PLAIN)


def clean_title(title: str) -> str:
    """A title without the number before it, and without the name of an anchor behind it."""
    return _NUMBERED.sub("", title)


def _groups(**lists: tuple[str, ...]) -> str:
    return "|".join(f"(?P<{name}>{any_of(words)})" for name, words in lists.items())


@cache
def _whole(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){any_of(words)}(?![\w-])", re.IGNORECASE)


@cache
def manual_words() -> ManualWords:
    """The words of all known languages."""
    return ManualWords.model_validate(
        read_toml(bundled_root() / "fixtures" / "drafting" / "manual.toml")
    )
