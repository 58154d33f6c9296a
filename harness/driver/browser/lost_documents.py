"""Loads documents again whose connection broke before the answer came."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from playwright.async_api import Error

from harness.core.errors import Unreachable
from harness.driver.browser.cdp_window import CdpWindow, ContextLost
from harness.driver.browser.network_log import FailedRequest
from harness.driver.http.client import MAX_TRIES, lost_exchange
from harness.driver.protocol import Capture
from harness.model.exchange import Exchange

Look = Callable[[], Awaitable[Capture]]
_ERROR_PAGE = 1.0  # seconds for the browser to show its own error page
_NO_FORM = frozenset({"link", "typed", "auto_subframe", "manual_subframe"})


async def reload_lost(look: Look, again: Look, front: Callable[[], CdpWindow]) -> Capture:
    """A capture that contains every document, loading lost ones again if that is safe.

    Raises:
        CaptureError: the page is not readable.
    """
    earlier: tuple[Exchange, ...] = ()
    for _ in range(MAX_TRIES - 1):
        seen: Capture | None = None
        try:
            seen = await look()
            missing = _lost_in(front())
        except Unreachable:
            missing = _lost_in(front()) or await _lost_popup(front())
            if not missing:
                raise
        if seen and not missing:
            break
        earlier += seen.exchanges if seen else front().network.exchanges()
        earlier += tuple(lost_exchange(failure.url, failure.error) for failure in missing)
        await _load(front(), missing)
        look = again
    else:
        seen = await look()
    return seen.model_copy(update={"exchanges": earlier + seen.exchanges}) if earlier else seen


def _lost_in(window: CdpWindow) -> list[FailedRequest]:
    return [failure for failure in window.network.failures if failure.is_lost]


async def _lost_popup(window: CdpWindow) -> list[FailedRequest]:
    """The document that a new popup lost before the driver listened to it."""
    if not window.is_new_popup or window.network.failures:
        return []
    history = await window.request("Page.getNavigationHistory")
    entry = history["entries"][history["currentIndex"]]
    if entry["transitionType"] not in _NO_FORM:
        return []
    load = window.loads.get(window.main, "")
    return [FailedRequest(window.main, entry["url"], "a new window without a page", load=load)]


async def _load(window: CdpWindow, missing: Sequence[FailedRequest]) -> None:
    """Load documents again, each in its frame; the next capture shows the result."""
    window.start_movement()
    for failure in missing:
        await _load_one(window, failure)


async def _load_one(window: CdpWindow, failure: FailedRequest) -> None:
    frame = failure.frame

    def shows_error_page() -> bool:
        return window.loads.get(frame) == failure.load and frame in window.worlds

    # before the error page is there, the browser would reload the document before it
    await window.wait_until(shows_error_page, _ERROR_PAGE)
    commits = window.commits.get(frame, 0)
    with suppress(ContextLost, Error, TimeoutError):
        await window.send(*_request(window, failure), window.timeout)
    await window.wait_until(lambda: window.commits.get(frame, 0) > commits, window.timeout)


def _request(window: CdpWindow, failure: FailedRequest) -> tuple[str, dict[str, str]]:
    if failure.frame == window.main:
        return "Page.reload", {}
    where = {"url": failure.url, "referrer": failure.referrer, "frameId": failure.frame}
    return "Page.navigate", where
