"""The guide on a portal that asks the certification code in the login window itself.

The guide says that the code is asked at the next login (line 267), not on what page. Where it is
a field beside identifier and confidential code, the same promises hold of the login window; those
of a page of its own cannot be seen.
"""

from collections.abc import Collection, Iterator
from typing import Any

from harness.guide.claims import Claim, KeptOut, Lands, Leads, Refusal, Refused
from harness.guide.model import Chapter, Guide, Statement

CERTIFICATION, LOGIN, SPACE = "certification", "login", "space"
FIELD = "certification.field"
_ASKED = "certification.asked"
_OF_ITS_OWN = frozenset({"certification.reload", "certification.kept-from-others"})
"""Movements that need a page of its own."""


def combines_login(guide: Guide, missing_pages: Collection[str]) -> bool:
    """Whether a portal without these pages of the guide takes both codes in its login window."""
    return CERTIFICATION in missing_pages and FIELD in guide.by_slug


def on_one_form(guide: Guide) -> Guide:
    """The guide with what it says of the certification code said of the login window.

    Slugs, lines and sentences stay as they are. What is left of the certification's page, its
    heading and links, stays with it.
    """
    asks = guide.by_slug[FIELD].claim
    moved = tuple(_moved(guide.pages[CERTIFICATION], asks))
    slugs = {statement.slug for statement in moved}
    chapters = []
    for chapter in guide.chapters:
        kept = tuple(_beyond(one) for one in chapter.statements if one.slug not in slugs)
        more = moved if chapter.slug == LOGIN else ()
        chapters.append(chapter.model_copy(update={"statements": kept + more}))
    return Guide.model_construct(chapters=tuple(chapters), digest=guide.digest)


def _moved(chapter: Chapter, asks: Claim) -> Iterator[Statement]:
    """The statements of the certification's page that hold of the login window."""
    for statement in chapter.statements:
        if statement.slug == _ASKED:
            yield _of_login(statement, asks)
        elif statement.slug == FIELD or _is_movement(statement):
            yield _of_login(statement, _elsewhere(statement.claim))


def _is_movement(statement: Statement) -> bool:
    moves = isinstance(statement.claim, Leads | Refused | KeptOut | Lands | Refusal)
    return moves and statement.slug not in _OF_ITS_OWN


def _of_login(statement: Statement, claim: Claim) -> Statement:
    return statement.model_copy(update={"claim": claim, "page": LOGIN})


def _beyond(statement: Statement) -> Statement:
    """A statement of another page, should it lead to the certification's."""
    if statement.slug in _OF_ITS_OWN:
        return statement
    return statement.model_copy(update={"claim": _elsewhere(statement.claim)})


def _elsewhere(claim: Any) -> Any:
    """A movement with the end that it has there: a login goes on to the space, or is refused."""
    if isinstance(claim, Leads) and claim.page == CERTIFICATION:
        return claim.model_copy(update={"page": SPACE})
    if isinstance(claim, Refused) and claim.page == CERTIFICATION:
        return claim.model_copy(update={"page": LOGIN})
    return claim
