"""Lists that a page draws itself: opened, read and chosen from as a person does."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

from harness.core.errors import TimedOut
from harness.driver.browser.cdp_window import ContextLost, Window
from harness.driver.http.form_controls import Choice, pick
from harness.driver.protocol import Refused
from harness.model.page import Field, Option, Page

Click = Callable[[str], Awaitable[None]]  # on the element of a ref
FrameOf = Callable[[str], str]  # the id of the frame that a ref stands in


def choices(state: dict[str, Any]) -> list[Choice]:
    """The choices that the page told of."""
    return [Choice(o["text"], "", disabled=o["disabled"]) for o in state["options"]]


async def choose(window: Window, frame: str, field: Field, value: str, click: Click) -> None:
    """Open a list, and click one of its options.

    Raises:
        Refused: it cannot be opened, or has no such option.
    """
    await click(field.ref)
    state = await window.ask(frame, "choices", field.ref)
    try:
        index = pick(choices(state), value, field.label or field.name)
    except Refused:
        await window.page.keyboard.press("Escape")
        raise
    await click(state["options"][index]["ref"])


async def folded(
    page: Page, window: Window, frame_of: FrameOf, click: Click
) -> dict[str, tuple[Option, ...]]:
    """What lists offer whose options are drawn only once they are opened, by the field's ref.

    Each is opened, read, and closed again.
    """
    found: dict[str, tuple[Option, ...]] = {}
    for field in page.visible_fields:
        if field.kind == "combobox" and not field.options and not field.disabled:
            with suppress(Refused, ContextLost, TimedOut):  # then it offers nothing to a person
                found[field.ref] = await _look(window, frame_of(field.ref), field, click)
    return {ref: options for ref, options in found.items() if options}


async def _look(window: Window, frame: str, field: Field, click: Click) -> tuple[Option, ...]:
    if not await window.ask(frame, "isFolded", field.ref):
        return ()
    await click(field.ref)
    state = await window.ask(frame, "choices", field.ref)
    await window.page.keyboard.press("Escape")
    if not await window.ask(frame, "isFolded", field.ref):
        await click(field.ref)
    return tuple(
        Option(text=o["text"], value=o["value"], selected=o["selected"]) for o in state["options"]
    )


def unfolded(page: Page, options: Mapping[str, tuple[Option, ...]]) -> Page:
    """A page whose lists offer what they were seen to offer."""
    fields = tuple(
        field.model_copy(update={"options": options[field.ref]}) if field.ref in options else field
        for field in page.fields
    )
    return page.model_copy(update={"fields": fields}) if options else page
