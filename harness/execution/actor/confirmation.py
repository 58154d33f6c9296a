"""What a person presses in a dialog of the page before going on.

A portal may ask with a dialog of its own what others ask with the browser's: "Give up? Yes, No". It
is answered as the browser's dialogs are. Another dialog tells something, and is closed.
"""

from collections.abc import Iterable

from harness.config.portal_words import portal_words
from harness.core.text import fold
from harness.model.page import Button, Link, Page


def answer_to(dialog: Page, pressed: str, *, accept: bool = True) -> Link | Button | None:
    """The button or link that answers a question; None for a dialog that asks none.

    A dialog without a choice tells something, and one with fields is a form.

    Args:
        dialog: its content.
        pressed: the words of what was pressed: « Annuler » is confirmed by « Annuler la demande ».
        accept: whether to agree.
    """
    if dialog.visible_fields:
        return None
    words = portal_words()
    yes = _beginning_with(words.agreements, dialog)
    no = _beginning_with(words.disagreements, dialog)
    if len(yes) == 1 and no:
        return yes[0] if accept else no[0]
    same = _beginning_with([pressed], dialog)
    return same[0] if accept and len(same) == 1 < len(dialog.actions) else None


def closing_of(dialog: Page) -> Link | Button | None:
    """The button or link that closes a message; None for a dialog that asks for something.

    Args:
        dialog: its content.
    """
    words = portal_words()
    if dialog.visible_fields or _beginning_with(words.disagreements, dialog):
        return None
    return next(iter(_beginning_with(words.closings, dialog)), None)


def _beginning_with(words: Iterable[str], dialog: Page) -> list[Link | Button]:
    begun = tuple(_words(one) for one in words if one)
    return [
        one
        for one in dialog.actions
        if any(_words(one.label)[: len(first)] == first for first in begun)
    ]


def _words(text: str) -> list[str]:
    return fold(text).casefold().replace(",", " ").split()
