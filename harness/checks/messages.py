"""What a portal tells the person whom it refuses: its messages, or what is new on the page."""

import re
from collections.abc import Iterable, Iterator

from harness.checks.context import Case
from harness.core.text import fold
from harness.guide.claims import KeptOut, Lands, Refused
from harness.model.journal import PageRecord, Step

_NUMBER = re.compile(r"\d+")  # of a clock or a counter, which changes without telling anything


def messages(after: PageRecord) -> list[str]:
    """What the page (or the browser itself) tells the person, by role or by name."""
    told = [message.text for message in after.page.messages if message.visible]
    if after.blocked:
        told += [field.problem for field in after.page.fields if field.problem]
    return [*dict.fromkeys(fold(text) for text in (*told, *after.dialogs) if text)]


def told(step: Step, case: Case) -> list[str]:
    """What a refused step tells: the messages that the page does not always show.

    Where nothing is marked as a message, the lines that are new on the page: a person reads
    a red line above a form as one, whatever its mark-up. Adjacent lines are one message.
    """
    after = case.after(step)
    if after is None:
        return []
    unrefused = _unrefused(case)
    plain = [page for page in unrefused if page.slug == after.slug and page.number != after.number]
    lasting = set.intersection(*(set(messages(page)) for page in plain)) if plain else set()
    known = lasting | _news(after, unrefused)
    marked = [text for text in messages(after) if text not in known]
    return marked or [text for text in _new_lines(after, plain) if text not in known]


def _unrefused(case: Case) -> list[PageRecord]:
    """The pages that the journal shows where nothing was refused."""
    refused = {step.led_to for step in case.movements if _may_be_refused(step, case)}
    return [page for page in case.journal.pages if page.number not in refused]


def _news(after: PageRecord, unrefused: list[PageRecord]) -> set[str]:
    """What other pages have told before, of something that went well: it stays for some seconds."""
    return {text for page in others_before(after, unrefused) for text in messages(page)}


def others_before(after: PageRecord, pages: Iterable[PageRecord]) -> Iterator[PageRecord]:
    """Of some pages of a walk those seen before one that are another page of the guide."""
    return (page for page in pages if page.number < after.number and page.slug != after.slug)


def _may_be_refused(step: Step, case: Case) -> bool:
    tried = (case.guide.by_slug.get(slug) for slug in step.trying)
    return any(isinstance(each.claim, Refused | KeptOut | Lands) for each in tried if each)


def _new_lines(after: PageRecord, plain: list[PageRecord]) -> list[str]:
    if not plain:
        return []
    known = {_line(text) for page in plain for text in _visible(page)}
    found: list[str] = []
    adjacent = False
    for text in _visible(after):
        new = bool(_line(text)) and _line(text) not in known
        if new and adjacent:
            found[-1] += f" {fold(text)}"
        elif new:
            found.append(fold(text))
        adjacent = new
    return found


def _visible(record: PageRecord) -> list[str]:
    return [text.text for text in record.page.texts if text.visible]


def _line(text: str) -> str:
    return _NUMBER.sub("0", fold(text))
