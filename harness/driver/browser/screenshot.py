"""Screenshots of a whole page, with given words covered."""

import asyncio
import base64
from collections.abc import Sequence

from playwright.async_api import Error

from harness.core.errors import CaptureError, TimedOut, Unreadable
from harness.driver.browser.cdp_window import CdpWindow, ContextLost

_IMAGE_TIMEOUT = 2.0  # seconds for images that are still loading
_MAX_HEIGHT = 12_000  # CSS pixels; the rest of the page is cut off


async def take_screenshot(window: CdpWindow, hide: Sequence[str]) -> bytes:
    """The whole page as PNG; some words are covered wherever they are, in fields too.

    Raises:
        CaptureError: the page was replaced, or the words could not be covered.
    """
    await window.wait_until(lambda: not window.loading, min(_IMAGE_TIMEOUT, window.timeout))
    frames = list(window.worlds)
    try:
        if hide:
            words = [word for word in hide if word.strip()]
            await asyncio.gather(*(window.ask(frame, "mask", words) for frame in frames))
        return await window.unless_endless(_png(window), window.timeout)
    except (ContextLost, Error) as lost:
        raise _screenshot_fault(window, "the page went away") from lost
    except TimeoutError as slow:
        raise TimedOut(
            f"a picture of {window.page.url}",
            seen=f"none within {window.timeout:g} s",
            remedy="Raise the timeout.",
        ) from slow
    finally:
        if hide:
            undone = (window.ask(frame, "unmask") for frame in frames)
            await asyncio.gather(*undone, return_exceptions=True)


async def _png(window: CdpWindow) -> bytes:
    sizes = await window.cdp.send("Page.getLayoutMetrics")
    content, view = sizes["cssContentSize"], sizes["cssLayoutViewport"]
    request: dict[str, object] = {"format": "png", "optimizeForSpeed": True}
    if content["height"] > view["clientHeight"] or content["width"] > view["clientWidth"]:
        # only if necessary: drawing more than the window causes a new layout
        width, height = max(1, content["width"]), min(_MAX_HEIGHT, max(1, content["height"]))
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
        request |= {"clip": clip, "captureBeyondViewport": True}
    answer = await window.cdp.send("Page.captureScreenshot", request)
    return base64.b64decode(answer["data"])


def _screenshot_fault(window: CdpWindow, seen: str) -> CaptureError:
    return Unreadable(f"a picture of {window.page.url}", seen=seen, remedy="Take it once settled.")
