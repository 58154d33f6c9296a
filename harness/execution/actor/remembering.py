"""Finds on a page or in a mail what the portal made up and a scenario remembers."""

from collections.abc import Callable

from harness.checks.walk.announced import announced_in, announced_on, announced_words
from harness.core.text import closest
from harness.guide.model import Statement
from harness.guide.worded import ANNOUNCED
from harness.model.fact import Fact, fact, quote
from harness.model.mail import Mail
from harness.model.page import Field, Page
from harness.page.search import PageText


def announced_value(
    statement: Statement, name: str, where: Page | Mail, find: Callable[[str], Field | None]
) -> str:
    """What a page or mail shows for `{any:NAME}` of a statement; "" for nothing.

    Args:
        statement: that announces it.
        name: of what is remembered.
        where: it is looked for.
        find: the field of the page with a label.
    """
    claim = statement.claim
    found = (
        announced_in(claim, where) if isinstance(where, Mail) else announced_on(claim, where, find)
    )
    return found.get(f"{ANNOUNCED}{name}", "")


def nothing_announced(statement: Statement, name: str, where: Page | Mail) -> tuple[Fact, Fact]:
    """What was looked for, and what a page or mail shows in its place."""
    words = announced_words(statement.claim)
    near = (
        closest(words, where.text.splitlines())[0]
        if isinstance(where, Mail)
        else PageText(where).nearest(words)
    )
    expected = fact("value-announced", name=name, words=quote(words))
    return expected, fact("closest", words=quote(near)) if near else fact("nothing-alike")
