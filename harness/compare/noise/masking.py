"""Replaces in a journal's texts what belongs to one run alone: accounts, codes, address, times.

Each is replaced by its kind and its format, so that another format is a difference.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta

from harness.config.portal_words import portal_words
from harness.core.text import fold
from harness.core.url import split
from harness.model.journal import Journal
from harness.suite.account_schema import AccountSchema

_PSEUDONYM = re.compile(r"(?:‹|%E2%80%B9)([a-z][a-z0-9-]*?)-\d+(?:›|%E2%80%BA)", re.IGNORECASE)
"""A pseudonym, also as it stands in the path of an address."""
_DATE = re.compile(
    r"\b(?:(\d{4})([-/.])(\d\d)\2(\d\d)|(\d\d?)([-/.])(\d\d?)\6(\d{4}|\d\d))(?=T\d|\b)"
)
_TIME = re.compile(
    r"(?:\b|(?<=[\d›]T))(\d{1,2})( ?[:h] ?)(\d\d)(?:(?: ?[:m] ?)(\d\d))?(?=Z|\b)", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_SIGNS = re.compile(r"[^\w ]+")  # of a label, at which a text would be split into sentences
_MIN_TYPED = 6  # characters of what a scenario typed
MIN_LENGTH = 2  # characters: a single letter stands in every text
_MINUTES = 60
MAX_CLOCK_DIFFERENCE = 3  # minutes


class Mask:
    """Replaces in texts what belongs to one journal: each name of its accounts by a word for it."""

    def __init__(self, names: Mapping[str, str], base_url: str, started: datetime) -> None:
        self._started = started
        self._names = {**names, **dict.fromkeys(_hosts(base_url), "‹host›")}
        longest_first = sorted(self._names, key=len, reverse=True)
        words = "|".join(map(re.escape, longest_first))
        self._known = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) if words else None
        self._names |= {value.casefold(): name for value, name in self._names.items()}

    def __call__(self, text: str, seconds: float = 0.0) -> str:
        """A text without what varies, as of so many seconds from the start of the journal."""
        if self._known:
            text = self._known.sub(self._name, text)
        text = _PSEUDONYM.sub(r"‹\1›", text)
        text = portal_words().age.sub("‹age›", text)
        if not _DIGIT.search(text):
            return text
        now = self._started + timedelta(seconds=seconds)
        text = _DATE.sub(lambda found: _masked_date(found, now), text)
        return _TIME.sub(lambda found: _masked_time(found, now), text)

    def _name(self, found: re.Match[str]) -> str:
        """The word for a text; in capitals if the text is, and was not in the account."""
        words = found[0]
        exact = self._names.get(words)
        if exact:
            return exact
        name = self._names[words.casefold()]
        return name.upper() if words.isupper() else f"{name[:-1]}, other capitals›"


def mask_of(journal: Journal, accounts: AccountSchema) -> Mask:
    """The mask of a journal, whose accounts have the fields of a schema."""
    head = journal.head
    known: dict[str, str] = {}
    for number, account in enumerate(head.people, start=1):
        suffix = f" {number}" if len(head.people) > 1 else ""
        values = {name: account.value(name) for name in accounts.personal}
        known |= names_of(values, suffix)
    for value, name in _typed_in(journal).items():
        if value not in known and fold(value) not in known:
            known |= names_of({name: value})
    for step in journal.steps:
        if step.remembered:
            known |= names_of({step.words: step.remembered})
    return Mask(known, head.base_url, head.started)


def _typed_in(journal: Journal) -> dict[str, str]:
    """What the scenario typed, each text with a name for it: by its field, and its place there.

    Scenarios make up words, other ones in each run. What is short, such as an option, stands on
    many pages, and is the same in each run.
    """
    found: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for entry in (entry for step in journal.steps for entry in step.typed):
        value = entry.value.strip()
        is_made_up = len(value) >= _MIN_TYPED and not _PSEUDONYM.search(value)
        if is_made_up and value not in found:
            counts[entry.label] += 1
            label = " ".join(_SIGNS.sub(" ", fold(entry.label)).split())
            found[value] = f"typed {label} {counts[entry.label]}"
    return found


def names_of(values: Mapping[str, str], suffix: str = "") -> dict[str, str]:
    """An account's values, as written and as compared, each with the word that replaces it."""
    return {
        spelling: f"‹{name.replace('_', ' ')}{suffix}›"
        for name, value in values.items()
        for spelling in (value, fold(value))
        if len(spelling) >= MIN_LENGTH
    }


def _hosts(base_url: str) -> Iterator[str]:
    """The portal's origin and host, as addresses contain them."""
    parts = split(base_url)
    if parts.host:
        yield from (parts.origin, parts.host)


def _masked_date(found: re.Match[str], now: datetime) -> str:
    """The format of a date that is the day of the run; another date is not replaced."""
    year, _, month, day, first, _, second, last = found.groups()
    if year:
        numbers = (int(year), int(month), int(day))
    else:
        numbers = (int(last) + (2000 if len(last) == len("26") else 0), int(second), int(first))
    try:
        day = date(*numbers)
    except ValueError:
        return found[0]
    is_today = abs(day - now.astimezone(UTC).date()) <= timedelta(days=1)
    return f"‹date {_digits_masked(found[0])}›" if is_today else found[0]


def _masked_time(found: re.Match[str], now: datetime) -> str:
    """The format of a time that is the minute of the run in any zone; others are not replaced."""
    difference = (int(found[3]) - now.minute) % _MINUTES
    is_now = min(difference, _MINUTES - difference) <= MAX_CLOCK_DIFFERENCE
    return f"‹time {_digits_masked(found[0])}›" if is_now else found[0]


def _digits_masked(text: str) -> str:
    return _DIGIT.sub("0", text)
