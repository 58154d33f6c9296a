"""One visitor's window, with the last page that was recorded there."""

from harness.driver.protocol import Capture, Session, Tab
from harness.model.journal import PageRecord, Typed
from harness.model.page import Page

_NOTHING = Page(url="about:blank")


class TabState:
    """What a live stage knows of one visitor.

    Attributes:
        capture: the page as the driver gave it, with live references to its elements.
        record: the same page as the journal keeps it.
        typed: what was typed since the last movement.
        forges: whether it lies about the host that it asks.
        who: identifier of the person who logged in last; "" for nobody.
        code: with what.
        bookmark: the place in the stream of mails before the last movement.
    """

    def __init__(self, session: Session, tab: Tab) -> None:
        self.session = session
        self.tab = tab
        self.capture: Capture | None = None
        self.record: PageRecord | None = None
        self.typed: list[Typed] = []
        self.forges = False
        self.who = ""
        self.code = ""
        self.bookmark = 0

    @property
    def page(self) -> Page:
        """The page at hand; an empty one before the first."""
        return self.capture.page if self.capture else _NOTHING

    def arrive(self, capture: Capture, record: PageRecord) -> None:
        """Stand on a new page."""
        self.capture, self.record = capture, record

    def take_typed(self) -> tuple[Typed, ...]:
        """What was typed since the last movement, once."""
        typed, self.typed = tuple(self.typed), []
        return typed
