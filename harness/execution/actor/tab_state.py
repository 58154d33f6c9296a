"""The state of one visitor's window."""

from dataclasses import dataclass, field

from harness.driver.protocol import Capture, Session, Tab
from harness.execution.actor.blocked import Detour
from harness.execution.actor.trail import Trail
from harness.model.journal import PageRecord, Typed
from harness.model.page import Page
from harness.planning.actor import Filling, Movement

_NO_PAGE = Page(url="about:blank")


@dataclass
class TabState:
    """What the portal actor knows of one window.

    Attributes:
        session: that the window belongs to.
        capture: the page as the driver gave it, with references to its elements.
        record: the same page as the journal records it.
        typed: what was typed since the last movement.
        accepts: whether dialogs are accepted.
        overrides_host: whether its requests name another host.
        fillings: what was typed since the last movement, as the scenario says it.
        asked: whether what was pressed last asked again, and was pressed a second time.
        last: the last movement; None before the first.
        trail: how the window came to the pages of the guide.
        detours: where it was led away from, by the page where it should have come.
    """

    session: Session
    tab: Tab
    capture: Capture | None = None
    record: PageRecord | None = None
    typed: list[Typed] = field(default_factory=list)
    accepts: bool = True
    overrides_host: bool = False
    fillings: list[Filling] = field(default_factory=list)
    asked: bool = False
    last: Movement | None = None
    trail: Trail = field(default_factory=Trail)
    detours: dict[str, Detour] = field(default_factory=dict)

    @property
    def page(self) -> Page:
        """The page in the window; an empty one before the first."""
        return self.capture.page if self.capture else _NO_PAGE

    @property
    def slug(self) -> str:
        """Slug of the page in the window; "" for none of the guide's."""
        return self.record.slug if self.record else ""

    def arrive(self, capture: Capture, record: PageRecord) -> None:
        """Set the page in the window."""
        self.capture, self.record = capture, record

    def take_typed(self) -> tuple[Typed, ...]:
        """Return what was typed since the last movement, and forget it."""
        typed, self.typed, self.fillings = tuple(self.typed), [], []
        return typed
