"""What every driver does: the protocols that the actor of a scenario uses.

An engine opens sessions, each with its own cookies. A session opens tabs, and a tab performs
actions. Every action ends in a capture: the page as a reader sees it, and the evidence behind
it. The actor finds the elements of the guide's words in the last capture; a driver only acts
on elements of that capture.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, Self, runtime_checkable

from harness.core.value import Value
from harness.driver.egress_policy import EgressPolicy
from harness.messages import catalogue
from harness.model.exchange import Exchange, Exchanges, Resource, Violation
from harness.model.fact import Fact
from harness.model.page import Button, Field, Link, Page
from harness.model.upload import Upload


class ActionRefused(Exception):
    """The page does not allow an action: the portal's doing, not a fault.

    Args:
        expected: what should have been possible.
        seen: what the page offered instead.
        ref: the element that refused; "" if it is not on the page.
    """

    def __init__(self, expected: Fact, *, seen: Fact, ref: str = "") -> None:
        super().__init__(expected.code)
        self.expected = expected
        self.seen = seen
        self.ref = ref

    def __str__(self) -> str:
        say = catalogue().say
        return f"expected {say(self.expected)}; seen: {say(self.seen)}"


class Capture(Value):
    """A page as it was when it was captured, with its evidence.

    Attributes:
        front: the content of the modal dialog on top of the page alone; None for no dialog.
        around: where the page is the dialog in front, the page around it; None for none.
        exchanges: the requests for documents that led to it, in order.
        calls: the requests of its scripts to the portal (fetch, XMLHttpRequest), in order;
            requests to other hosts are not listed.
        played: addresses of the sounds that players of the page asked for, in order.
        blocked: whether the browser itself refused to send the form (client-side validation).
        dialogs: texts of the alert, confirm and prompt dialogs that appeared.
        questions: those of them that asked whether to go on, or for a text.
    """

    page: Page
    front: Page | None = None
    around: Page | None = None
    html: str
    exchanges: tuple[Exchange, ...] = ()
    calls: tuple[Exchange, ...] = ()
    played: tuple[str, ...] = ()
    blocked: bool = False
    dialogs: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()

    def after(self, earlier: "Capture") -> "Capture":
        """The same page, with the requests and dialogs of an earlier capture before its own."""
        return self.model_copy(
            update={
                "exchanges": earlier.exchanges + self.exchanges,
                "calls": earlier.calls + self.calls,
                "dialogs": earlier.dialogs + self.dialogs,
                "questions": earlier.questions + self.questions,
            }
        )

    @property
    def requests(self) -> Exchanges:
        """All requests to the portal that led to the page."""
        return (*self.exchanges, *self.calls)


class FieldInput(Value):
    """A field with what is entered into it.

    Attributes:
        field: of the last capture.
        value: the text to type, or the text of the option to choose.
        file: the file to choose; None for a field of another kind.
    """

    field: Field
    value: str
    file: Upload | None = None


@runtime_checkable
class Tab(Protocol):
    """One window of a session."""

    async def open(self, url: str) -> Capture:
        """Go to an address, as if it were typed.

        Raises:
            CaptureError: the portal's answer is not readable as a page.
        """
        ...

    async def follow(self, link: Link) -> Capture:
        """Click a link of the last capture.

        The tab moves to a window that the page opens; going back from there closes it.

        Raises:
            CaptureError: the portal's answer is not readable as a page.
            ActionRefused: the link cannot be clicked.
        """
        ...

    async def fill(self, entries: Sequence[FieldInput]) -> None:
        """Type into fields of the last capture, replacing their content.

        A list takes an option's text; a checkbox or a radio button takes "on", its own label or
        its value to be checked, and "" or "off" to be cleared.

        Raises:
            ActionRefused: a field is disabled or read-only, or a list has no such option.
        """
        ...

    async def press(self, button: Button, *, twice: bool = False) -> Capture:
        """Press a button of the last capture.

        Args:
            button: to press.
            twice: whether it is clicked twice at once, so that the second request of its form
                follows while the first is under way; its answer is what the window shows.

        Raises:
            CaptureError: the portal's answer is not readable as a page.
            ActionRefused: the button cannot be pressed.
        """
        ...

    async def press_key(self, key: str) -> Capture:
        """Press a key where the cursor stands, such as "Enter" or "Escape".

        Raises:
            CaptureError: the portal's answer is not readable as a page.
            NeedsBrowser: only scripts could hear it.
        """
        ...

    async def answer_dialogs(self, *, accept: bool, text: str = "") -> None:
        """Decide how the dialogs of scripts are answered from now on; they are accepted before.

        Args:
            accept: whether "OK" is pressed.
            text: what is typed into a prompt.

        Raises:
            NeedsBrowser: without scripts no dialog can be cancelled or typed into.
        """
        ...

    async def back(self) -> Capture:
        """Go back one page, as the browser's back button does."""
        ...

    async def reload(self) -> Capture:
        """Load the page again, as the browser's reload button does."""
        ...

    async def watch(self, seconds: float) -> Capture | None:
        """Wait until the page changes by itself.

        Returns:
            The changed page; None if nothing changes in time or the driver runs no scripts.

        Raises:
            CaptureError: the new page is not readable.
        """
        ...

    async def fetch(self, url: str) -> Resource:
        """Fetch an address with the session's cookies, without leaving the page.

        Raises:
            CaptureError: no answer.
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
class Pointer(Protocol):
    """A tab with a pointer that can be put on an element without pressing it."""

    async def point(self, ref: str, what: Fact, *, focus: bool = False) -> Capture:
        """Put the pointer on an element of the last capture, or the focus into it.

        Args:
            ref: of the element.
            what: it is, for the refusal.
            focus: whether the focus is put there, too.

        Raises:
            ActionRefused: it is not there.
        """
        ...


@runtime_checkable
class HostOverride(Protocol):
    """A session that can claim another host name in its requests; a browser session cannot."""

    def override_host(self, header: str, host: str) -> None:
        """Claim another host in all requests from now on.

        Args:
            header: "Host" or "X-Forwarded-Host".
            host: the name to claim; redirects to it are not followed.
        """
        ...


@runtime_checkable
class Session(Protocol):
    """A visit with its own cookies, and the file of Playwright's trace, written at its end."""

    trace: Path | None

    async def tab(self) -> Tab:
        """Open another window of the same session."""
        ...

    async def forget(self) -> None:
        """Delete the cookies, as if the session had expired."""
        ...

    async def close(self) -> None:
        """End the session and close all its windows."""
        ...


@runtime_checkable
class Engine(Protocol):
    """Opens sessions; started and ended by `async with`.

    Attributes:
        name: "browser" or "http".
        observes: its capabilities: "javascript", "layout", "screenshots", "validation", "audit".
        egress: decides which requests may be sent.
    """

    name: str
    observes: frozenset[str]
    egress: EgressPolicy

    async def session(self) -> Session:
        """Open a session without cookies."""
        ...

    async def __aenter__(self) -> Self: ...

    async def __aexit__(self, *details: object) -> None: ...
