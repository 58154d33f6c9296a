"""The names of controls in the browser's accessibility tree.

The driver's scripts can ask for the name of an element. Without a tree the browser makes a whole
one for each name; so one is kept while they ask.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from playwright.async_api import Error

from harness.core.errors import CaptureError
from harness.driver.browser.cdp_window import CdpWindow, ContextLost


async def computed_names(window: CdpWindow, frame: str, state: Mapping[str, Any]) -> Sequence[str]:
    """The names of the controls that a document asks for; empty ones if it was replaced."""
    number = state.get("names", 0)
    if not number:
        return ()
    try:
        *_, found, _ = await asyncio.gather(
            window.send("Accessibility.enable", {}, window.timeout),
            window.send("Accessibility.getRootAXNode", {}, window.timeout),
            window.ask(frame, "names"),
            window.send("Accessibility.disable", {}, window.timeout),
        )
    except (ContextLost, CaptureError, Error, TimeoutError):
        return [""] * number
    return found if len(found) == number else [""] * number
