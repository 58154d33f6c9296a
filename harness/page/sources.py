"""Which parts of a page may say what a guide says: its content, and its frame at the last."""

from harness.core.text import fold, label_key
from harness.model.page import Element, Page, Region, Text
from harness.page.find import words_on


def is_frame(part: Element, page: Page) -> bool:
    """Whether a part of a page stands in its header or footer.

    A heading there with which the title of the document begins is the page's own.
    """
    if part.region is Region.CONTENT:
        return False
    if not isinstance(part, Text) or part.kind != "heading":
        return True
    return not fold(page.title).startswith(fold(part.text))


def without_bypass(page: Page) -> Page:
    """A page without the links that only skip to a part of it, and without their words."""
    skipped = [link for link in page.links if link.region is Region.BYPASS]
    words = {label_key(words_on(link)) for link in skipped}
    texts = (
        text.model_copy(update={"visible": False}) if label_key(text.text) in words else text
        for text in page.texts
    )
    links = tuple(link for link in page.links if link.region is not Region.BYPASS)
    return page.model_copy(update={"texts": tuple(texts), "links": links}) if skipped else page
