"""What the harness itself brought into a journal, replaced by what it is.

Two runs have other codes, may have other people, and take place at other times. None of
that is hidden: each is replaced by its kind and its form, so that another form is seen.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from harness.core.text import fold
from harness.model.journal import Journal

_PSEUDONYM = re.compile(r"‹([a-z][a-z0-9-]*?)-\d+›")
_DATE = re.compile(r"\b(?:(\d{4})([-/.])(\d\d)\2(\d\d)|(\d\d?)([-/.])(\d\d?)\6(\d{4}|\d\d))\b")
_TIME = re.compile(r"\b(\d{1,2})( ?[:h] ?)(\d\d)(?:(?: ?[:m] ?)(\d\d))?\b")
_DIGIT = re.compile(r"\d")
_FACTS = ("identifier", "email", "siret", "bcr", "contract", "last_name", "first_name")
_SHORTEST = 2  # characters: of one letter nothing can be told
_MINUTES = 60
_CLOCKS_APART = 3  # minutes


class Mask:
    """Replaces in texts what the harness knows of the walk that they come from.

    Args:
        names: what is known, each with the word that stands for it.
        base_url: of the portal.
        started: when the walk began.
    """

    def __init__(self, names: Mapping[str, str], base_url: str, started: datetime) -> None:
        self._started = started
        self._names = {**names, **dict.fromkeys(_hosts(base_url), "‹host›")}
        longest_first = sorted(self._names, key=len, reverse=True)
        words = "|".join(map(re.escape, longest_first))
        self._known = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) if words else None
        self._names |= {value.casefold(): name for value, name in self._names.items()}

    def __call__(self, text: str, seconds: float = 0.0) -> str:
        """A text without what varies.

        Args:
            text: of a page or a mail.
            seconds: since the journal's start, when it was seen.
        """
        if self._known:
            text = self._known.sub(self._name, text)
        text = _PSEUDONYM.sub(r"‹\1›", text)
        if not _DIGIT.search(text):
            return text
        now = self._started + timedelta(seconds=seconds)
        text = _DATE.sub(lambda found: _today(found, now), text)
        return _TIME.sub(lambda found: _now(found, now), text)

    def _name(self, found: re.Match[str]) -> str:
        """The name of a fact, in capitals where it stands in capitals and was not so."""
        words = found[0]
        exact = self._names.get(words)
        if exact:
            return exact
        name = self._names[words.casefold()]
        return name.upper() if words.isupper() else f"{name[:-1]}, other capitals›"


def mask_of(journal: Journal) -> Mask:
    """The mask of a journal: its people, codes, address and times are known."""
    head = journal.head
    known: dict[str, str] = {}
    for number, person in enumerate(head.people, start=1):
        whose = f" {number}" if len(head.people) > 1 else ""
        known |= names_of({fact: str(getattr(person, fact)) for fact in _FACTS}, whose)
    return Mask(known, head.base_url, head.started)


def names_of(facts: Mapping[str, str], whose: str = "") -> dict[str, str]:
    """The values of a person's facts, as written and as compared, with what stands for them."""
    return {
        form: f"‹{fact.replace('_', ' ')}{whose}›"
        for fact, value in facts.items()
        for form in (value, fold(value))
        if len(form) >= _SHORTEST
    }


def _hosts(base_url: str) -> Iterator[str]:
    """The portal's own origin and host, as they stand in addresses."""
    parts = urlsplit(base_url)
    if parts.netloc:
        yield from (f"{parts.scheme}://{parts.netloc}", parts.netloc)


def _today(found: re.Match[str], now: datetime) -> str:
    """The form of a date that is the day of the walk; any other date stays."""
    year, _, month, day, first, _, second, last = found.groups()
    if year:
        numbers = (int(year), int(month), int(day))
    else:
        numbers = (int(last) + (2000 if len(last) == len("26") else 0), int(second), int(first))
    try:
        told = date(*numbers)
    except ValueError:
        return found[0]
    is_today = abs(told - now.astimezone(UTC).date()) <= timedelta(days=1)
    return f"‹date {_form(found[0])}›" if is_today else found[0]


def _now(found: re.Match[str], now: datetime) -> str:
    """The form of a time that is the minute of the walk, in whatever zone; others stay."""
    apart = (int(found[3]) - now.minute) % _MINUTES
    is_now = min(apart, _MINUTES - apart) <= _CLOCKS_APART
    return f"‹time {_form(found[0])}›" if is_now else found[0]


def _form(text: str) -> str:
    return _DIGIT.sub("0", text)
