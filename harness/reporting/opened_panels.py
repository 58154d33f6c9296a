"""The closed panels that walks opened to reach what stands in them."""

from collections.abc import Iterable

from harness.guide.model import Guide
from harness.model.fact import Fact, fact, quote
from harness.model.journal import UNFOLD, Journal

_MAX_TOLD = 50  # panels


def opened_panels(journals: Iterable[Journal], guide: Guide) -> tuple[Fact, ...]:
    """What was pressed to open a panel, and on which page; each once."""
    found: dict[Fact, None] = {}
    for journal in journals:
        for step in journal.steps:
            page = journal.page(step.on)
            if step.verb != UNFOLD or page is None:
                continue
            chapter = guide.pages.get(page.slug)
            title = chapter.title if chapter else page.page.title or page.page.url
            found[fact("panel-opened", words=quote(step.words), page=quote(title))] = None
    return tuple(found)[:_MAX_TOLD]
