"""What the picture of a flow cannot know from the guide: the section `[flow]` of a suite."""

from collections.abc import Mapping

from harness.core.value import Value


class SecondVisit(Value):
    """A page to which the flow comes back and goes on from; it is drawn a second time.

    Attributes:
        page: slug of the page.
        after: slugs of the pages and mails that lead back to it.
        leads: slugs of the pages that it then leads to.
    """

    page: str
    after: tuple[str, ...]
    leads: tuple[str, ...]


class FlowHints(Value):
    """How the flow is drawn.

    Attributes:
        prefix: beginning of the titles of pages that is left out.
        entered_from: for a page, the page before, where neither guide nor journals tell it.
        again: a page that is drawn a second time; None for none.
    """

    prefix: str = ""
    entered_from: Mapping[str, str] = {}
    again: SecondVisit | None = None
