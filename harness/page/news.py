"""What a page says, and what was not said before: how a person knows that a form says more."""

import re
from collections.abc import Iterable

from harness.core.text import contains, fold, similarity
from harness.model.page import Page
from harness.page.held import is_box

_NUMBER = re.compile(r"\d+")  # of a clock or a counter: its change says nothing
_SAME_LINE = 0.8  # similarity from which one line is another with a smaller count
_MAX_COMPARED = 200  # lines of each side


def without_numbers(text: str) -> str:
    """A text as it is compared with others: folded, and every number is the same."""
    return _NUMBER.sub("0", fold(text))


def shows(page: Page, value: str) -> bool:
    """Whether a value stands in the words, in a message or in a visible field of a page.

    What a box would send is no value that anybody sees.
    """
    values = (field.value for field in page.visible_fields if not is_box(field))
    texts = (*said_by(page), *values)
    return any(contains(text, value) for text in texts)


def said_by(page: Page) -> tuple[str, ...]:
    """The words of a page, then its messages."""
    return (*page.words, *(message.text for message in page.messages if message.visible))


def _lines_of(page: Page) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(without_numbers, said_by(page))))


def has_news(
    page: Page, earlier: Iterable[Page], told: Iterable[str] = (), told_before: Iterable[str] = ()
) -> bool:
    """Whether a page says something that is like nothing on earlier ones, numbers aside.

    Args:
        page: that may say something new.
        earlier: the pages that it is compared with.
        told: what dialogs told that were closed when the page was read.
        told_before: what dialogs told on the earlier ones.
    """
    known = {line for one in earlier for line in _lines_of(one)}
    known.update(map(without_numbers, told_before))
    lines = dict.fromkeys((*map(without_numbers, told), *_lines_of(page)))
    new = [line for line in lines if line not in known][:_MAX_COMPARED]
    compared = sorted(known)[:_MAX_COMPARED]
    return any(all(similarity(line, one) < _SAME_LINE for one in compared) for line in new)
