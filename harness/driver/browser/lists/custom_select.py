"""Lists that a page draws itself (ARIA combobox and listbox): opening, reading, choosing.

Some open in a dialog, from a field that nobody can type into.
"""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

from harness.core.errors import TimedOut
from harness.driver.browser.cdp_window import CdpWindow, ContextLost
from harness.driver.http.form_controls import Choice, pick
from harness.driver.protocol import ActionRefused
from harness.model.page import Field, Option, Page

_TURNS = 10  # looks at a dialog that is being closed
_TURN = 200  # ms between two of them, if nothing changes

Click = Callable[[str], Awaitable[None]]  # clicks the element with this ref
FrameOf = Callable[[str], str]  # the id of the frame that contains the ref


def choices(state: dict[str, Any]) -> list[Choice]:
    """The options that the page's script reported."""
    return [Choice(o["text"], "", disabled=o["disabled"]) for o in state["options"]]


async def choose_option(
    window: CdpWindow, frame: str, field: Field, value: str, click: Click
) -> None:
    """Open a list, and click one of its options.

    Raises:
        ActionRefused: the list cannot be opened, or has no such option.
    """
    state = await _opened(window, frame, field, click)
    try:
        index = pick(choices(state), value, field.label or field.name, field.ref)
    except ActionRefused:
        await window.perform(window.page.keyboard.press("Escape"))
        if field.kind != "select":
            raise
        await _choose_natively(window, frame, field, value)
        return
    await click(state["options"][index]["ref"])
    if await window.ask(frame, "mayOpen", field.ref):
        await _until_folded(window, frame, field)


async def _opened(window: CdpWindow, frame: str, field: Field, click: Click) -> dict[str, Any]:
    """Open a list; a click closes one that a script opened as the field got the focus."""
    state = await _clicked(window, frame, field, click)
    return state if state["options"] else await _clicked(window, frame, field, click)


async def _clicked(window: CdpWindow, frame: str, field: Field, click: Click) -> dict[str, Any]:
    """Click a field, and the button beside it where that alone opens the list."""
    await click(field.ref)
    state = await window.ask(frame, "choices", field.ref)
    button = "" if state["options"] else await window.ask(frame, "listButton", field.ref)
    if button:
        await click(button)
        state = await window.ask(frame, "choices", field.ref)
    return state


async def _choose_natively(window: CdpWindow, frame: str, field: Field, value: str) -> None:
    """Choose an option of a `select` element that what is drawn for it does not offer.

    As a rule it is the empty one.

    Raises:
        ActionRefused: it has no such option.
    """
    offered = [Choice(one.text, one.value, disabled=one.disabled) for one in field.options]
    index = pick(offered, value, field.label or field.name, field.ref)
    await window.ask(frame, "choose", field.ref, index)


async def choose_offered(
    window: CdpWindow, frame: str, field: Field, value: str, click: Click
) -> None:
    """Click what the list of a field offers for the words that were typed into it, if it does."""
    state = await window.ask(frame, "choices", field.ref)
    with suppress(ActionRefused):
        await click(state["options"][pick(choices(state), value, field.label, field.ref)]["ref"])


async def read_closed_lists(
    page: Page, window: CdpWindow, frame_of: FrameOf, click: Click
) -> dict[str, tuple[Option, ...]]:
    """The options of lists that are drawn only once the list is open, by the field's ref.

    Opens each such list, reads it, and closes it again.
    """
    found: dict[str, tuple[Option, ...]] = {}
    for field in page.visible_fields:
        if _may_be_closed(field) and not field.options and not field.disabled:
            with suppress(ActionRefused, ContextLost, TimedOut):  # then it offers no options
                found[field.ref] = await _read_options(window, frame_of(field.ref), field, click)
    return {ref: options for ref, options in found.items() if options}


def _may_be_closed(field: Field) -> bool:
    return field.kind == "combobox" or (field.kind == "text" and field.read_only)


async def _until_folded(window: CdpWindow, frame: str, field: Field, key: str = "") -> None:
    """Wait until the dialog is gone that a list stood in.

    It hears a key once it has the focus, which it may get after it has faded in.
    """
    for _ in range(_TURNS):
        if await window.ask(frame, "isFolded", field.ref):
            return
        await window.ask(frame, "changes", _TURN, await window.ask(frame, "isAt"))
        if key:
            await window.perform(window.page.keyboard.press(key))


async def _read_options(
    window: CdpWindow, frame: str, field: Field, click: Click
) -> tuple[Option, ...]:
    if not await window.ask(frame, "isFolded", field.ref):
        return ()
    state = await _clicked(window, frame, field, click)
    await window.perform(window.page.keyboard.press("Escape"))
    if field.kind == "combobox":
        await _fold(window, frame, field, click)
    else:
        await _until_folded(window, frame, field, "Escape")
    return tuple(
        Option(text=o["text"], value=o["value"], selected=o["selected"]) for o in state["options"]
    )


async def _fold(window: CdpWindow, frame: str, field: Field, click: Click) -> None:
    """Close a list that a key may have closed."""
    if not await window.ask(frame, "hasFolded", field.ref):
        await click(field.ref)
    if frame == window.main and not await window.ask(frame, "isFolded", field.ref):
        await _click_beside(window, field)


async def _click_beside(window: CdpWindow, field: Field) -> None:
    """Click where a click does nothing else than leave an open list."""
    if place := await window.ask(window.main, "idlePoint", field.ref):
        await window.click(place["x"], place["y"])


def with_options(page: Page, options: Mapping[str, tuple[Option, ...]]) -> Page:
    """A page with these options in its lists."""
    fields = tuple(
        _listing(field, options[field.ref]) if field.ref in options else field
        for field in page.fields
    )
    return page.model_copy(update={"fields": fields}) if options else page


def _listing(field: Field, options: tuple[Option, ...]) -> Field:
    """A field with these options; it holds what is chosen, which may be drawn beside it."""
    chosen = next((option.value for option in options if option.selected), "")
    changes = {"options": options, "kind": "combobox", "value": field.value or chosen}
    return field.model_copy(update=changes)
