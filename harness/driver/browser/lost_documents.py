"""Documents whose answer got lost on the way, asked for again in the browser."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from playwright.async_api import Error

from harness.core.errors import Unreachable
from harness.driver.browser.cdp_window import ContextLost, Window
from harness.driver.browser.network_log import Failure
from harness.driver.http.retry_policy import MOST_TRIES, lost
from harness.driver.protocol import Capture
from harness.model.exchange import Exchange

Look = Callable[[], Awaitable[Capture]]
_COMMIT = 1.0  # seconds for the browser's own page that tells of the failure
_NO_FORM = frozenset({"link", "typed", "auto_subframe", "manual_subframe"})


async def until_answered(look: Look, again: Look, front: Callable[[], Window]) -> Capture:
    """A capture in which no document is missing that may be asked for again.

    Args:
        look: the first look at the window.
        again: each later one.
        front: gives the window in front.

    Raises:
        CaptureError: it gave nothing to read.
    """
    earlier: tuple[Exchange, ...] = ()
    for _ in range(MOST_TRIES - 1):
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
        earlier += tuple(lost(failure.url, failure.error) for failure in missing)
        await _load(front(), missing)
        look = again
    else:
        seen = await look()
    return seen.model_copy(update={"exchanges": earlier + seen.exchanges}) if earlier else seen


def _lost_in(window: Window) -> list[Failure]:
    return [failure for failure in window.network.failures if failure.is_lost]


async def _lost_popup(window: Window) -> list[Failure]:
    """What a window that another opened should have shown: nobody listened yet when it broke."""
    if not window.fresh or window.network.failures:
        return []
    history = await window.send("Page.getNavigationHistory", {}, window.timeout)
    entry = history["entries"][history["currentIndex"]]
    if entry["transitionType"] not in _NO_FORM:
        return []
    load = window.loads.get(window.main, "")
    return [Failure(window.main, entry["url"], "a new window without a page", load=load)]


async def _load(window: Window, missing: Sequence[Failure]) -> None:
    """Ask for documents again, each in its frame; the next look tells what came."""
    window.begin()
    for failure in missing:
        await _load_one(window, failure)


async def _load_one(window: Window, failure: Failure) -> None:
    frame = failure.frame

    def is_told() -> bool:
        return window.loads.get(frame) == failure.load and frame in window.worlds

    # until the browser tells of the failure, it would load the document before it
    await window.until(is_told, _COMMIT)
    commits = window.commits.get(frame, 0)
    with suppress(ContextLost, Error, TimeoutError):
        await window.send(*_request(window, failure), window.timeout)
    await window.until(lambda: window.commits.get(frame, 0) > commits, window.timeout)


def _request(window: Window, failure: Failure) -> tuple[str, dict[str, str]]:
    if failure.frame == window.main:
        return "Page.reload", {}
    where = {"url": failure.url, "referrer": failure.referrer, "frameId": failure.frame}
    return "Page.navigate", where
