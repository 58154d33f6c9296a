"""What every driver does: the protocol that the walk speaks.

An engine opens sessions (one person with their own cookies), a session opens tabs, and a
tab moves. Every movement ends in a capture: the page as a person reads it, and the
evidence behind it. Words are resolved to elements by the walk, from the last capture; a
driver only acts on the elements that it handed out itself.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, Self, runtime_checkable

from pydantic import BaseModel, ConfigDict

from harness.driver.egress_policy import EgressPolicy
from harness.model.exchange import Exchange, Exchanges, Resource, Violation
from harness.model.page import Button, Field, Link, Page

MOST_BYTES = 20_000_000  # of one document, decompressed


class Refused(Exception):
    """The page does not let a person do this; the portal's doing, not a fault.

    Args:
        expected: what a person should have been able to do.
        seen: what the page offered instead.
    """

    def __init__(self, expected: str, *, seen: str) -> None:
        super().__init__(expected)
        self.expected = expected
        self.seen = seen

    def __str__(self) -> str:
        return f"expected {self.expected}; seen: {self.seen}"


class Capture(BaseModel):
    """A page as it stood, with its evidence.

    Attributes:
        page: what it says.
        front: what its modal dialog says alone; None where none lies over the page.
        html: the serialised document.
        exchanges: the requests for documents that led to it, in their order.
        calls: what the page's scripts asked of the portal (fetch, XMLHttpRequest), in its order;
            what they ask of others' hosts is not the portal's.
        blocked: True when the browser itself refused to send (client-side validation).
        dialogs: texts of alert, confirm and prompt dialogs that stood in the way.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    page: Page
    front: Page | None = None
    html: str
    exchanges: tuple[Exchange, ...] = ()
    calls: tuple[Exchange, ...] = ()
    blocked: bool = False
    dialogs: tuple[str, ...] = ()

    @property
    def requests(self) -> Exchanges:
        """What was asked of the portal on the way to the page."""
        return (*self.exchanges, *self.calls)


class FieldInput(BaseModel):
    """One field with what is typed or chosen in it (an option's text, for a list)."""

    model_config = ConfigDict(frozen=True)

    field: Field
    value: str


@runtime_checkable
class Tab(Protocol):
    """One window of one session."""

    async def open(self, url: str) -> Capture:
        """Go to an address, as typed by a person.

        Raises:
            CaptureError: the portal gave nothing to read.
        """
        ...

    async def follow(self, link: Link) -> Capture:
        """Click a link of the last capture.

        The tab moves to a window that the page opens; going back from there closes it.

        Raises:
            CaptureError: the portal gave nothing to read.
            Refused: the page does not let a person click it.
        """
        ...

    async def fill(self, entries: Sequence[FieldInput]) -> None:
        """Type into fields of the last capture, replacing what stood there.

        A list takes an option's text; a box or a radio button takes "on", its own label or
        its value to be ticked, and "" or "off" to be cleared.

        Raises:
            Refused: a field is disabled or read-only, or a list has no such option.
        """
        ...

    async def press(self, button: Button) -> Capture:
        """Press a button of the last capture.

        Raises:
            CaptureError: the portal gave nothing to read.
            Refused: the page does not let a person press it.
        """
        ...

    async def back(self) -> Capture:
        """Go back one page, as the window's own button does."""
        ...

    async def reload(self) -> Capture:
        """Load the page again, as the window's own button does."""
        ...

    async def watch(self, seconds: float) -> Capture | None:
        """Wait until the page changes by itself.

        Returns:
            The page then; None where nothing changes in time, or no script runs.

        Raises:
            CaptureError: what came gave nothing to read.
        """
        ...

    async def fetch(self, url: str) -> Resource:
        """Fetch an address beside the page with the session's cookies.

        Raises:
            CaptureError: nothing came back.
        """
        ...

    async def screenshot(self, hide: Sequence[str]) -> bytes | None:
        """The whole page as PNG with the given words covered; None without a screen."""
        ...

    async def audit(self) -> tuple[Violation, ...] | None:
        """The rules of accessibility that the page breaks, frames included; None over HTTP."""
        ...

    async def close(self) -> None:
        """Close the window."""
        ...


@runtime_checkable
class HostOverride(Protocol):
    """A session that can lie about the host that it asks; a browser's cannot."""

    def override_host(self, header: str, host: str) -> None:
        """Send a host of one's own choice from now on.

        Args:
            header: "Host" or "X-Forwarded-Host".
            host: what it says; redirects there are not followed.
        """
        ...


@runtime_checkable
class Session(Protocol):
    """One person's visit: cookies of its own.

    Attributes:
        trace: where Playwright's trace of it lies once it is closed; None for none.
    """

    trace: Path | None

    async def tab(self) -> Tab:
        """Open another window of the same session."""
        ...

    async def forget(self) -> None:
        """Lose the cookies, as a session that expired."""
        ...

    async def close(self) -> None:
        """End the visit and close all its windows."""
        ...


@runtime_checkable
class Engine(Protocol):
    """Opens sessions; started and ended by `async with`.

    Attributes:
        name: "browser" or "http".
        observes: what it can show: "javascript", "layout", "screenshots", "validation", "audit".
        egress: what may be sent where.
    """

    name: str
    observes: frozenset[str]
    egress: EgressPolicy

    async def session(self) -> Session:
        """Open a visit with no cookies."""
        ...

    async def __aenter__(self) -> Self: ...

    async def __aexit__(self, *details: object) -> None: ...
