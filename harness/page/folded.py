"""Whether a form asks what the guide asks on a page of its own: one field more, when it is due."""

from harness.guide.claims import Labelled
from harness.guide.model import Guide
from harness.model.page import Page
from harness.page.find import find_field
from harness.suite.folded_page import FoldedPage


def fold_of(page: Page, slug: str, guide: Guide) -> FoldedPage | None:
    """How another form asks what a page of the guide asks; None if it is no such form."""
    folds = (one for one in guide.folded if one.page == slug)
    return next((one for one in folds if _asks_folded(page, one, guide)), None)


def _asks_folded(page: Page, fold: FoldedPage, guide: Guide) -> bool:
    """Whether a form has the field of a folded page besides some of its own to fill in."""
    labels, asked = guide.labels(fold.into), guide.by_slug[fold.field].claim
    if not isinstance(asked, Labelled):
        return False
    field = find_field(page, asked.label, labels, asked.wordings)
    claims = (one.claim for one in guide.on(fold.into) if isinstance(one.claim, Labelled))
    found = (find_field(page, claim.label, labels, claim.wordings) for claim in claims)
    own = (one for one in found if one and not (one.read_only or one.disabled))
    return field is not None and any(one != field for one in own)
