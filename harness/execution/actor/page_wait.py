"""Waiting for the page that a movement leads to, where scripts draw it in their own time."""

from collections.abc import Callable

from harness.driver.protocol import Capture, Tab

MAX_WAIT = 3.0  # seconds, once the browser has nothing more to wait for


async def wait_for_page(
    tab: Tab, seen: Capture, is_there: Callable[[Capture], bool], clock: Callable[[], float]
) -> Capture:
    """Look again, each time the page has changed by itself, until it is the one expected.

    Args:
        tab: the window.
        seen: what it showed at first.
        is_there: whether a capture shows the page expected.
        clock: seconds.

    Returns:
        The last look, with all that came before it; the first one where nothing changed.
    """
    deadline = clock() + MAX_WAIT
    while not is_there(seen) and (left := deadline - clock()) > 0:
        later = await tab.watch(left)
        if later is None:
            break
        seen = later.model_copy(
            update={
                "exchanges": seen.exchanges + later.exchanges,
                "calls": seen.calls + later.calls,
                "dialogs": seen.dialogs + later.dialogs,
            }
        )
    return seen
