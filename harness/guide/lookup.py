"""Finds the statements that a scenario names by the guide's words, such as "rechercher"."""

from collections.abc import Iterable
from difflib import get_close_matches

from harness.core.errors import GuideError
from harness.core.text import label_key
from harness.guide.claims import Action, Gives, KeptOut, Labelled, Lands, Leads, Refused
from harness.guide.model import Guide, Statement
from harness.guide.profile_claims import Tried
from harness.model.finding import Level

MAX_OFFERED = 12  # names in a message
_SHOWN = "`codes-perdus list` shows them."


def action_on(guide: Guide, page: str, words: str, beside: str = "") -> Statement:
    """The statement about a link or button of a page, by its words.

    Raises:
        GuideError: the guide has no such words on that page.
    """
    found = [s for s in _on(guide, page) if _is_action(s, words, beside)]
    if found:
        return found[0]
    offered = [s.claim.label for s in guide.on(page) if isinstance(s.claim, Action)]
    raise _unknown("link or button", page, words, offered)


def _on(guide: Guide, page: str) -> tuple[Statement, ...]:
    if page not in guide.pages:
        raise GuideError(
            "a page of the guide at hand",
            seen=repr(page) if page else "none, or one that the guide leaves open",
            remedy="Open a page first; after an open end, say where: walk.at = '…'.",
        )
    return guide.on(page)


def _is_action(statement: Statement, words: str, beside: str) -> bool:
    claim = statement.claim
    if not isinstance(claim, Action):
        return False
    return _is_same_label(claim.label, words) and (
        not beside or _is_same_label(claim.beside, beside)
    )


def field_on(guide: Guide, page: str, label: str) -> Statement:
    """The statement about a field of a page, by its label.

    Raises:
        GuideError: the guide has no such field on that page.
    """
    for statement in _on(guide, page):
        if isinstance(statement.claim, Labelled) and _is_same_label(statement.claim.label, label):
            return statement
    offered = [s.claim.label for s in guide.on(page) if isinstance(s.claim, Labelled)]
    raise _unknown("field", page, label, offered)


def tried(guide: Guide, slugs: Iterable[str]) -> tuple[Statement, ...]:
    """The statements that a movement exercises.

    Raises:
        GuideError: the guide has no such statement, or it is not about a movement.
    """
    return tuple(_movement(guide, slug) for slug in slugs)


def _movement(guide: Guide, slug: str) -> Statement:
    statement = guide.by_slug.get(slug)
    if statement is None:
        raise _unknown("statement", "guide", slug, guide.by_slug)
    if not isinstance(statement.claim, Leads | Gives | Refused | KeptOut | Lands | Tried):
        raise GuideError(
            "a statement about a movement (leads, gives, refused, kept-out, lands)",
            seen=f"{slug} is about {statement.claim.kind}",
            remedy="Name another statement in the scenario; `codes-perdus list` shows them.",
        )
    return statement


def destination(action: Statement, trying: tuple[Statement, ...]) -> str:
    """The page that a movement must lead to; "" for any page.

    Raises:
        GuideError: neither the action nor the statements that it tries say so, or they disagree.
    """
    pages = {s.claim.page for s in trying if isinstance(s.claim, Leads | Gives | Refused)}
    if not trying and isinstance(action.claim, Action) and action.claim.to:
        pages = {action.claim.to}
    if not pages and trying:
        return ""
    if len(pages) == 1:
        return pages.pop()
    raise GuideError(
        f"one page that {action.slug} leads to",
        seen=", ".join(sorted(pages)) or "none",
        remedy="Say in the scenario what the movement tries: trying=('…',).",
    )


def must_arrive(action: Statement | None, trying: tuple[Statement, ...]) -> bool:
    """Whether the guide itself names the page that a movement leads to.

    Args:
        action: the statement about the link or button; None for the window's own.
        trying: the statements that the movement exercises.
    """
    if trying and action:
        return any(s.level is Level.REQUIRED and isinstance(s.claim, Leads) for s in trying)
    if action is None or not isinstance(action.claim, Action):
        return True  # the window's own buttons and addresses
    return action.level is Level.REQUIRED and action.claim.named


def _is_same_label(one: str, other: str) -> bool:
    return label_key(one) == label_key(other)


def _unknown(what: str, where: str, words: str, offered: Iterable[str]) -> GuideError:
    choices = list(dict.fromkeys(offered))
    near = get_close_matches(words, choices, n=1)
    all_of_them = f"It has: {', '.join(choices)}." if len(choices) <= MAX_OFFERED else _SHOWN
    hint = f"Did you mean {near[0]!r}?" if near else all_of_them
    return GuideError(f"a {what} of {where}", seen=repr(words), remedy=hint)
