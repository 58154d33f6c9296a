"""Lists that a button beside a field opens: in a window, a frame of a dialog, or on the page.

Nobody can type into such a field: what is chosen there is written back into it.
"""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from playwright.async_api import Error

from harness.driver.browser.cdp_window import CdpWindow, ContextLost
from harness.driver.http.form_controls import Choice, pick
from harness.driver.protocol import ActionRefused
from harness.model.page import Field, Option

_TURNS = 15  # looks at what opens or closes
_TURN = 0.2  # seconds between two of them, if no window opens

Press = Callable[[CdpWindow, str, str], Awaitable[None]]
"""Clicks the element with a ref in a frame of a window."""
_Place = tuple[CdpWindow, str, list[dict[str, Any]]]  # the list's window, frame and options


async def opener_of(window: CdpWindow, frame: str, field: Field) -> str:
    """The ref of what opens the list of a field; "" for a field of another kind."""
    is_candidate = field.read_only and field.kind in {"text", "combobox"} and not field.disabled
    if not is_candidate:
        return ""
    with suppress(ContextLost):
        return await window.ask(frame, "openerOf", field.ref) or ""
    return ""


class Picker:
    """The list of one field.

    Args:
        window: that shows the field.
        frame: of the field.
        opener: the ref of what opens the list.
        press: clicks an element.
    """

    def __init__(self, window: CdpWindow, frame: str, opener: str, press: Press) -> None:
        self._window = window
        self._frame = frame
        self._opener = opener
        self._press = press

    async def options(self) -> tuple[Option, ...]:
        """What the list offers; it is opened and closed again."""
        place = await self._open()
        if place is None:
            return ()
        await self._close(place)
        return tuple(Option(text=one["text"], value=one["value"]) for one in place[2])

    async def choose(self, field: Field, value: str) -> None:
        """Open the list, and press one of its options.

        Raises:
            ActionRefused: it has no such option.
        """
        place = await self._open()
        window, frame, options = place or (self._window, self._frame, [])
        choices = [Choice(one["text"], "") for one in options]
        try:
            index = pick(choices, value, field.label or field.name, field.ref)
        except ActionRefused:
            if place:
                await self._close(place)
            raise
        with suppress(ContextLost, Error):  # the window may close at once
            await self._press(window, frame, options[index]["ref"])
        await self._until_closed(window, frame, options[0]["ref"])

    async def _open(self) -> _Place | None:
        window = self._window
        known = set(window.worlds) | window.attached
        for frame in set(window.worlds):
            await window.ask(frame, "beforeOpening")
        await self._press(window, self._frame, self._opener)
        shown = window
        for _ in range(_TURNS):
            if shown is window and window.opened:
                window.announced_popups = 0
                shown = await CdpWindow.attach(window.opened.pop(), window.timeout, window.scale)
            if found := await _offered(shown, known):
                return shown, *found
            await shown.wait_until(lambda: bool(window.opened), _TURN)
        if shown is not window:
            await shown.page.close()
        return None

    async def _close(self, place: _Place) -> None:
        window, frame, options = place
        if window is not self._window:
            await window.page.close()
            return
        await window.perform(window.page.keyboard.press("Escape"))
        await self._until_closed(window, frame, options[0]["ref"])

    async def _until_closed(self, window: CdpWindow, frame: str, ref: str) -> None:
        for _ in range(_TURNS):
            try:
                if window.closed or not await window.ask(frame, "isOffered", ref):
                    return
            except (ContextLost, Error):
                return
            await window.wait_until(lambda: window.closed, _TURN)


async def _offered(window: CdpWindow, known: set[str]) -> tuple[str, list[dict[str, Any]]] | None:
    """The frame in which a list is open, and its options; where frames are new, one of them."""
    new = window.attached - known
    if new & window.loading or not new <= window.worlds.keys():
        return None
    for frame in new or set(window.worlds):
        with suppress(ContextLost):
            path = await window.ask(frame, "path")
            prefix = f"f{path}:" if path else ""
            if options := await window.ask(frame, "offered", prefix):
                return frame, options
    return None
