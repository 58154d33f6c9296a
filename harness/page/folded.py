"""Whether a form asks what the guide asks on a page of its own: one field more, when it is due."""

from harness.guide.claims import Labelled
from harness.guide.model import Guide
from harness.model.page import Page
from harness.page.find import find_field
from harness.suite.folded_page import FoldedPage


def asks_folded(page: Page, fold: FoldedPage, guide: Guide) -> bool:
    """Whether a form has the field of a folded page besides all its own."""
    labels, asked = guide.labels(fold.into), guide.by_slug[fold.field].claim
    claims = [one.claim for one in guide.on(fold.into) if isinstance(one.claim, Labelled)]
    own = [find_field(page, claim.label, labels, claim.wordings) for claim in claims]
    if not isinstance(asked, Labelled) or None in own:
        return False
    field = find_field(page, asked.label, labels, asked.wordings)
    return field is not None and field not in own
