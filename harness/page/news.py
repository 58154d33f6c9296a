"""What a page says that was not said before: how a person knows that a form says another thing."""

import re
from collections.abc import Collection

from harness.core.text import fold, similarity
from harness.model.page import Page

_NUMBER = re.compile(r"\d+")
_SAME_LINE = 0.8  # similarity from which one line is another with a smaller count
_MAX_COMPARED = 200  # lines of each side


def lines_of(page: Page) -> tuple[str, ...]:
    """The visible texts and messages of a page, without numbers."""
    shown = [text.text for text in page.texts if text.visible]
    shown += [message.text for message in page.messages if message.visible]
    return tuple(dict.fromkeys(_NUMBER.sub("", fold(text)) for text in shown))


def has_news(page: Page, earlier: Collection[str]) -> bool:
    """Whether a page has a line that is like none of the earlier ones.

    Args:
        page: as it is now.
        earlier: lines of pages before it, as `lines_of` gives them.
    """
    known = set(earlier)
    new = [line for line in lines_of(page) if line not in known][:_MAX_COMPARED]
    compared = sorted(known)[:_MAX_COMPARED]
    return any(all(similarity(line, one) < _SAME_LINE for one in compared) for line in new)
