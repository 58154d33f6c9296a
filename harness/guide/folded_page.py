"""The guide on a portal that asks a page's question on another page."""

from collections.abc import Collection, Iterator
from typing import Any

from harness.guide.claims import Claim, Gives, KeptOut, Lands, Leads, Refusal, Refused
from harness.guide.model import Chapter, Guide, Statement
from harness.suite.folded_page import FoldedPage


def folds_of(guide: Guide, missing_pages: Collection[str]) -> tuple[FoldedPage, ...]:
    """The pages that a portal without some pages of the guide asks for on another one."""
    return tuple(
        one for one in guide.folded if one.page in missing_pages and one.field in guide.by_slug
    )


def with_folded(guide: Guide, fold: FoldedPage) -> Guide:
    """The guide with the promises about a page moved to the page that takes its field over.

    Slugs, lines and sentences stay the same. The heading and the links of the page stay with it.
    """
    asked = guide.by_slug[fold.field].claim
    moved = tuple(_moved(guide.pages[fold.page], asked, fold))
    slugs = {statement.slug for statement in moved}
    chapters = []
    for chapter in guide.chapters:
        staying = tuple(_led_on(one, fold) for one in chapter.statements if one.slug not in slugs)
        more = moved if chapter.slug == fold.into else ()
        chapters.append(chapter.model_copy(update={"statements": staying + more}))
    return guide.with_chapters(chapters)


def _moved(chapter: Chapter, asked: Claim, fold: FoldedPage) -> Iterator[Statement]:
    """The statements of the page that hold of the other one too."""
    for statement in chapter.statements:
        if statement.slug in fold.asked:
            yield _elsewhere(statement, asked, fold)
        elif statement.slug == fold.field or _is_movement(statement, fold):
            yield _elsewhere(statement, _with_new_end(statement.claim, fold), fold)


def _is_movement(statement: Statement, fold: FoldedPage) -> bool:
    moves = isinstance(statement.claim, Leads | Gives | Refused | KeptOut | Lands | Refusal)
    return moves and statement.slug not in fold.stays


def _elsewhere(statement: Statement, claim: Claim, fold: FoldedPage) -> Statement:
    return statement.model_copy(update={"claim": claim, "page": fold.into})


def _led_on(statement: Statement, fold: FoldedPage) -> Statement:
    """A statement of another page; if it leads to the folded page, with a new end."""
    if statement.slug in fold.stays:
        return statement
    return statement.model_copy(update={"claim": _with_new_end(statement.claim, fold)})


def _with_new_end(claim: Any, fold: FoldedPage) -> Any:
    """A movement with the end that it has there: the form leads on, or is refused."""
    if isinstance(claim, Leads) and claim.page == fold.page:
        return claim.model_copy(update={"page": fold.then})
    if isinstance(claim, Refused) and claim.page == fold.page:
        return claim.model_copy(update={"page": fold.into})
    return claim
