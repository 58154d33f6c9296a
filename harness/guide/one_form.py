"""The guide on a portal that asked the certification code in the login window itself.

The guide says that the code is asked at the next login (line 267), but not on which page. If a
portal has a field for it beside identifier and confidential code, the same promises hold of the
login window. Promises about a page of its own are not observable then.
"""

from collections.abc import Collection, Iterator
from typing import Any

from harness.guide.claims import Claim, Gives, KeptOut, Lands, Leads, Refusal, Refused
from harness.guide.model import Chapter, Guide, Statement

CERTIFICATION, LOGIN, SPACE = "certification", "login", "space"
FIELD = "certification.field"
_ASKED = "certification.asked"
_NEEDS_OWN_PAGE = frozenset({"certification.reload", "certification.kept-from-others"})
"""Movements that need a page of its own."""


def combines_login(guide: Guide, missing_pages: Collection[str]) -> bool:
    """Whether a portal without these pages of the guide takes both codes in its login window."""
    return CERTIFICATION in missing_pages and FIELD in guide.by_slug


def on_one_form(guide: Guide) -> Guide:
    """The guide with the promises about the certification code moved to the login window.

    Slugs, lines and sentences stay the same. The heading and the links of the certification's
    page stay with that page.
    """
    asked = guide.by_slug[FIELD].claim
    moved = tuple(_moved(guide.pages[CERTIFICATION], asked))
    slugs = {statement.slug for statement in moved}
    chapters = []
    for chapter in guide.chapters:
        staying = tuple(_retargeted(one) for one in chapter.statements if one.slug not in slugs)
        more = moved if chapter.slug == LOGIN else ()
        chapters.append(chapter.model_copy(update={"statements": staying + more}))
    return guide.with_chapters(chapters)


def _moved(chapter: Chapter, asked: Claim) -> Iterator[Statement]:
    """The statements of the certification's page that hold of the login window too."""
    for statement in chapter.statements:
        if statement.slug == _ASKED:
            yield _of_login(statement, asked)
        elif statement.slug == FIELD or _is_movement(statement):
            yield _of_login(statement, _with_new_end(statement.claim))


def _is_movement(statement: Statement) -> bool:
    moves = isinstance(statement.claim, Leads | Gives | Refused | KeptOut | Lands | Refusal)
    return moves and statement.slug not in _NEEDS_OWN_PAGE


def _of_login(statement: Statement, claim: Claim) -> Statement:
    return statement.model_copy(update={"claim": claim, "page": LOGIN})


def _retargeted(statement: Statement) -> Statement:
    """A statement of another page; if it leads to the certification's page, with a new end."""
    if statement.slug in _NEEDS_OWN_PAGE:
        return statement
    return statement.model_copy(update={"claim": _with_new_end(statement.claim)})


def _with_new_end(claim: Any) -> Any:
    """A movement with the end that it has there: a login leads to the space, or is refused."""
    if isinstance(claim, Leads) and claim.page == CERTIFICATION:
        return claim.model_copy(update={"page": SPACE})
    if isinstance(claim, Refused) and claim.page == CERTIFICATION:
        return claim.model_copy(update={"page": LOGIN})
    return claim
