"""Reads what a portal makes up, such as the number of an order, out of the words that announce it.

The guide's words have `{any:NAME}` in its place: « Votre demande n° {any:ticket} est enregistrée ».
Each search takes a time that grows with the length of the page alone.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from harness.checks.content import rows_of
from harness.core.text import between, fold
from harness.guide.claims import AccountWords, Claim, Heading, Leads, Refused, Words
from harness.guide.content_claims import ShownValue, TableRow
from harness.guide.mail_claims import MailSubject, MailWords
from harness.guide.worded import ANNOUNCED, PLACEHOLDER, REMEMBERED
from harness.model.mail import Mail
from harness.model.page import Field, Page
from harness.page.search import PageText
from harness.page.values import values_under

_WORDED = (Heading, Words, AccountWords, Leads, Refused, MailWords)
_ANYTHING = f"{ANNOUNCED}*"  # what a * of a subject stands for
_MAX_VALUE = 100  # characters
_MAX_FOUND = 50  # places of the first words on a page
_AROUND = ".,;:!?\"'()[]<>«»…"  # what stands around a value and is no part of it


def announced_on(claim: Claim, page: Page, find: Callable[[str], Field | None]) -> dict[str, str]:
    """What a page shows in the place of each `{any:NAME}` of a claim, by `any:NAME`.

    Args:
        claim: filled in as far as its other names are known.
        page: that announces the values.
        find: the field with a label.
    """
    if isinstance(claim, ShownValue):
        shown = values_under(claim.label, page, find(claim.label))
        return _first(_whole(claim.value, value) for value in shown)
    if isinstance(claim, TableRow):
        return _first(_cells(claim.cells, row) for row in rows_of(page))
    reading = PageText(page)
    return _announced_in(_wordings(claim), (*reading.blocks, reading.flow, reading.words))


def announced_in(claim: Claim, mail: Mail) -> dict[str, str]:
    """What a mail shows in the place of each `{any:NAME}` of a claim, by `any:NAME`."""
    if isinstance(claim, MailSubject):
        wordings = tuple(text.replace("*", f"{{{_ANYTHING}}}") for text in claim.wordings)
        return _first(_whole(text, mail.subject) for text in wordings)
    text = mail.text or mail.html_text
    return _announced_in(_wordings(claim), (*map(fold, text.splitlines()), fold(text)))


def _wordings(claim: Claim) -> tuple[str, ...]:
    return claim.wordings if isinstance(claim, _WORDED) else ()


def announced_words(claim: Claim) -> str:
    """The words of a claim with dots in the place of what the portal makes up."""
    texts = _wordings(claim)
    if isinstance(claim, ShownValue):
        texts = (f"{claim.label} : {claim.value}",)
    elif isinstance(claim, TableRow):
        texts = (" ".join(claim.cells),)
    elif isinstance(claim, MailSubject):
        texts = claim.wordings
    return with_dots(texts[0]) if texts else ""


def with_dots(text: str) -> str:
    """A text with dots in the place of what only the walk knows."""
    of_walk = (ANNOUNCED, REMEMBERED)
    return PLACEHOLDER.sub(lambda found: "…" if found[1].startswith(of_walk) else found[0], text)


def _announced_in(wordings: Iterable[str], texts: Sequence[str]) -> dict[str, str]:
    return _first(_within(words, text) for words in wordings for text in texts)


def _first(found: Iterable[dict[str, str]]) -> dict[str, str]:
    return next((one for one in found if one), {})


def _parts(words: str) -> tuple[list[str], list[str]]:
    """The folded words before, between and behind the names of a text, and the names."""
    pieces = PLACEHOLDER.split(words)
    marked = "\0".join(pieces[::2])  # folding takes blanks away at the ends of a text only
    return fold(marked).split("\0"), pieces[1::2]


def _whole(words: str, text: str) -> dict[str, str]:
    """The values of a text that consists of some words with names in them."""
    pieces, names = _parts(words)
    return _named(names, between(pieces, fold(text), least=1) or ())


def _cells(cells: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    """The values in the cells of a row that has all these cells, in this order."""
    found: dict[str, str] = {}
    rest = iter(row)
    for cell in cells:
        for shown in rest:
            values = _whole(cell, shown)
            if values or fold(cell) == shown:
                found |= values
                break
        else:
            return {}
    return found


def _within(words: str, text: str) -> dict[str, str]:
    """The values of a text that has some words with names in them anywhere."""
    pieces, names = _parts(words)
    if not names:
        return {}
    lowered, known = text.casefold(), [piece.casefold() for piece in pieces]
    if len(lowered) != len(text):
        lowered, known = text, pieces
    for start in _starts(known, lowered):
        gaps = _gaps(known, text, lowered, start)
        if found := _named(names, gaps):
            return found
    return {}


def _starts(pieces: Sequence[str], text: str) -> Iterator[int]:
    """Where the first words of some pieces end in a text.

    Where a name comes first, the word before the next ones begins there.
    """
    first, sought = pieces[0], pieces[0] or pieces[1]
    place = text.find(sought) if sought else -1
    for _ in range(_MAX_FOUND):
        if place < 0:
            return
        before = text[max(0, place - _MAX_VALUE) : place].rstrip()
        word = before[max(before.rfind(" "), before.rfind("\n")) + 1 :]
        if first:
            yield place + len(sought)
        elif word:
            yield text.rindex(word, 0, place)
        place = text.find(sought, place + 1)


def _gaps(pieces: Sequence[str], text: str, lowered: str, start: int) -> tuple[str, ...]:
    """What stands between pieces from a place of a text on; () where they do not stand there."""
    gaps, last = [], len(pieces) - 1
    for number, piece in enumerate(pieces[1:], start=1):
        if number < last or piece.strip(_AROUND + " "):
            end = lowered.find(piece, start + 1, start + _MAX_VALUE + len(piece))
        else:
            end = start + len(_token(text[start:]))
        if end < 0:
            return ()
        gaps.append(text[start:end])
        start = end + len(piece)
    return tuple(gaps)


def _token(text: str) -> str:
    """The blanks and the characters without a blank that a text begins with."""
    word = next(iter(text[: 2 * _MAX_VALUE].split()), "")
    return text[: text.index(word) + len(word)] if word else ""


def _named(names: Sequence[str], gaps: Iterable[str]) -> dict[str, str]:
    """The gaps that have names; {} if one of them holds no letter or digit."""
    values = [gap.strip().strip(_AROUND).strip() for gap in gaps]
    if len(values) != len(names) or not all(any(map(str.isalnum, one)) for one in values):
        return {}
    pairs = zip(names, values, strict=True)
    return {
        name: value for name, value in pairs if name.startswith(ANNOUNCED) and name != _ANYTHING
    }
