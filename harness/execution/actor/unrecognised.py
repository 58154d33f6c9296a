"""Why a page with the title of the guide's page is not recognised as that page."""

from collections.abc import Iterable

from harness.core.text import label_key
from harness.guide.claims import Action, Heading, Labelled, Words
from harness.guide.model import Statement
from harness.model.fact import Fact, fact, quotes
from harness.model.page import Page
from harness.page.find import labels_of
from harness.page.search import PageText

_Told = Heading | Words | Labelled | Action


def unrecognised(page: Page, statements: Iterable[Statement]) -> Fact:
    """What a page does not have of all that the guide tells of it; it has the right title.

    Args:
        page: that is not recognised.
        statements: of the guide about the page that it should be.
    """
    reading = PageText(page)
    labels = {label_key(one) for part in page.actions for one in labels_of(part)}
    labels |= {label_key(field.label) for field in page.visible_fields}
    told = [one.claim for one in statements if isinstance(one.claim, _Told)]
    missing = dict.fromkeys(
        one.wordings[0]
        for one in told
        if not any(label_key(words) in labels or reading.has(words) for words in one.wordings)
    )
    return fact("page-unlike", missing=quotes(missing)) if missing else fact("page-told-too-little")
