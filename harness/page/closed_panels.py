"""Finds what stands in a closed panel of a page: a tab, a menu, a dialog that something opens.

A person who looks for a link, button or field opens the panel that hides it. Only what has exactly
the words is looked for there: a panel is not opened for something alike.
"""

from collections.abc import Iterable
from typing import TypeVar

from harness.core.text import is_among, without_remark
from harness.guide.claims import Action
from harness.guide.model import Guide
from harness.model.page import Button, Field, Link, Page
from harness.page.find import find_action, find_named_field, is_called, is_labelled

_P = TypeVar("_P", Field, Button, Link)


def closed_action(
    page: Page, claim: Action, others: Iterable[Action] = (), verb: str = ""
) -> Link | Button | None:
    """The link or button of a claim that a closed panel hides; None if one is visible."""
    if not any(one.opener for one in (*page.links, *page.buttons)):
        return None
    others = tuple(others)
    shown = find_action(page, claim, others, verb)
    if shown is not None and _has_words(shown, claim):
        return None if shown.visible else _with_opener(shown)
    found = find_action(opened(page), claim, others, verb)
    return _with_opener(found) if found and _has_words(found, claim) else None


def closed_field(
    page: Page, guide: Guide, slug: str, name: str, kinds: tuple[str, ...] = ()
) -> Field | None:
    """The field that the guide calls so and a closed panel hides; None if one is visible.

    Args:
        page: to search.
        guide: that names the field.
        slug: of the guide's page.
        name: of the field, its label or what scenarios call it.
        kinds: of several fields with its label, one of these kinds is taken.
    """
    if not any(one.opener for one in page.fields):
        return None
    named = guide.named_field(slug, name)
    wordings = (named.label, *named.wordings)
    shown = find_named_field(page, guide, slug, name, kinds)
    if shown is not None and _is_called(shown, wordings):
        return None
    found = find_named_field(opened(page), guide, slug, name, kinds)
    return found if found and found.opener and _is_called(found, wordings) else None


def _with_opener(part: Link | Button) -> Link | Button | None:
    return part if part.opener else None


def _has_words(part: Link | Button, claim: Action) -> bool:
    return any(is_labelled(part, words) for words in claim.wordings)


def _is_called(field: Field, wordings: Iterable[str]) -> bool:
    own = tuple(wordings)
    return is_called(field, own) or is_among(without_remark(field.label), own)


def opened(page: Page) -> Page:
    """The page as it is once all its panels are open."""
    return page.model_copy(
        update={
            "fields": _shown(page.fields),
            "buttons": _shown(page.buttons),
            "links": _shown(page.links),
        }
    )


def _shown(parts: tuple[_P, ...]) -> tuple[_P, ...]:
    return tuple(
        part.model_copy(update={"visible": True}) if part.opener else part for part in parts
    )
