"""Asking a document what it shows while parts of it are still on their way."""

import asyncio
from typing import Any

from playwright.async_api import Error

from harness.core.errors import CaptureError, RedirectLoop, TimedOut, Unreachable, Unreadable
from harness.driver.browser.cdp_window import MOST_DIALOGS, ContextLost, Window, silence
from harness.driver.browser.network_log import Failure

_REMEDY = "Check that the portal runs and that its address is right."
_TRUST = "Name the authority that vouches for it as authorities under [access], or renew it."
_SIGNS = {  # in the browser's own words; the first that fits
    "endless": ("ERR_TOO_MANY_REDIRECTS",),
    "late": ("TIMED_OUT",),
    "broken off": ("ERR_CONTENT_LENGTH_MISMATCH", "ERR_INCOMPLETE_CHUNKED_ENCODING"),
    "unknown": ("ERR_CERT",),
    "no document": (
        "ERR_INVALID",
        "ERR_CONTENT",
        "ERR_RESPONSE",
        "ERR_UNEXPECTED",
        "ERR_UNKNOWN_URL",
        "more than",
    ),
}


async def state_of(window: Window, acted: str) -> Any:
    """What the top document says of itself once it can.

    Args:
        window: to ask.
        acted: the frame in which a person has just done something; "" for none.

    Raises:
        ContextLost: another document takes its place.
        CaptureError: it broke off, did not come in time, or lets nobody ask.
    """
    call = window.ask(window.main, "capture", "", 0, 0, False, bool(acted))
    asked = asyncio.ensure_future(call)
    asked.add_done_callback(lambda _: window.wake())

    def is_over() -> bool:
        return asked.done() or broken_off(window) is not None

    try:
        if not await window.until(is_over, window.timeout):
            if window.closed or window.crashed:
                raise ContextLost
            await _refuse_late(window)
        if not asked.done() and (fault := broken_off(window)):
            raise fault
        return await asked
    except CaptureError:
        await window.stop()
        raise
    finally:
        asked.cancel()


async def _refuse_late(window: Window) -> None:
    """Tell apart a portal that is silent, a page without an end, and scripts without an end."""
    if url := window.network.pending(window.main):
        raise silence(f"an answer from {url}", window.timeout)
    if not await _lets_ask(window):
        raise Unreadable(
            f"a page at {window.page.url} that can be used",
            seen=f"scripts or masses that leave it no moment for {2 * window.timeout:g} s",
            remedy="Look at the scripts of the page.",
        )
    if url := window.network.coming(window.main):
        raise TimedOut(
            f"the whole page at {url}",
            seen=f"no end of it within {window.timeout:g} s",
            remedy="Raise the timeout, or look at what keeps the portal busy.",
        )


async def _lets_ask(window: Window) -> bool:
    try:
        await window.send("Runtime.evaluate", {"expression": "1"}, window.timeout)
    except (TimeoutError, Error):
        return False
    return True


def broken_off(window: Window) -> CaptureError | None:
    """The fault for a document that will not come, or not whole; None where all is well."""
    if len(window.dialogs) > MOST_DIALOGS:
        return Unreadable(
            f"a page at {window.page.url}",
            seen=f"{len(window.dialogs)} dialogs, the last « {window.dialogs[-1]} »",
            remedy="Look at the scripts of the page.",
        )
    return next(
        (
            fault_of(failure)
            for failure in window.network.failures
            if failure.frame == window.main and failure.error != "net::ERR_ABORTED"
        ),
        None,
    )


def fault_of(failure: Failure) -> CaptureError:
    """The fault for a document that came to nothing."""
    return fault(failure.url, failure.error)


def fault(url: str, error: str) -> CaptureError:
    """The fault for an error of the browser's network."""
    expected = f"an answer from {url}"
    match [kind for kind, signs in _SIGNS.items() if any(sign in error for sign in signs)]:
        case ["endless", *_]:
            return RedirectLoop(expected, seen=error, remedy="Look at the portal's redirects.")
        case ["late", *_]:
            return TimedOut(expected, seen=error, remedy=_REMEDY)
        case ["broken off", *_]:
            return Unreachable(expected, seen=f"one that broke off: {error}", remedy=_REMEDY)
        case ["unknown", *_]:
            return Unreachable(expected, seen=error, remedy=_TRUST)
        case ["no document", *_]:
            return Unreadable(expected, seen=error, remedy="Look at what answers at that address.")
    return Unreachable(expected, seen=error, remedy=_REMEDY)
