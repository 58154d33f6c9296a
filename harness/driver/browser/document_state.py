"""Asks a document for its content while parts of it may still be loading."""

import asyncio
from typing import Any

from harness.core.errors import CaptureError, TimedOut
from harness.driver.browser.cdp_window import CdpWindow, ContextLost, timeout_fault
from harness.driver.browser.chromium_errors import is_aborted, network_fault


async def query_state(window: CdpWindow, acted: str) -> Any:
    """The content of the top document, as the driver's script reports it.

    `acted` is the frame of the last action; "" for none.

    Raises:
        ContextLost: another document replaces it.
        CaptureError: it broke off, did not come in time, or its scripts block all calls.
    """
    call = window.ask(window.main, "capture", "", 0, 0, False, bool(acted))
    asked = asyncio.ensure_future(call)
    asked.add_done_callback(lambda _: window.wake())

    def is_over() -> bool:
        return asked.done() or navigation_fault(window) is not None

    try:
        if not await window.wait_until(is_over, window.timeout):
            if window.closed or window.crashed:
                raise ContextLost
            await _raise_timeout(window)
        if not asked.done() and (fault := navigation_fault(window)):
            raise fault
        return await asked
    except CaptureError:
        await window.stop()
        raise
    finally:
        asked.cancel()


async def _raise_timeout(window: CdpWindow) -> None:
    """Raise a fault that tells a silent portal, an endless page and endless scripts apart."""
    if url := window.network.pending(window.main):
        raise timeout_fault(f"an answer from {url}", window.timeout)
    if fault := await window.silence_fault():
        raise fault
    if url := window.network.coming(window.main):
        raise TimedOut(
            f"the whole page at {url}",
            seen=f"no end of it within {window.timeout:g} s",
            remedy="Raise the timeout, or look at what keeps the portal busy.",
        )


def navigation_fault(window: CdpWindow) -> CaptureError | None:
    """The fault for a document that will not come, or not completely; None if there is none."""
    return window.endless_fault() or next(
        (
            network_fault(failure.url, failure.error)
            for failure in window.network.failures
            if failure.frame == window.main and not is_aborted(failure.error)
        ),
        None,
    )
