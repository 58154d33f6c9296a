"""Navigation: where a path begins on a portal, and when the expected page has arrived."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from harness.core.processes.deadline import Deadline
from harness.driver.protocol import Capture, Tab
from harness.execution.actor.blocked import NotObservable, action_of
from harness.guide.model import Guide
from harness.planning.actor import Movement

MAX_WAIT = 3.0  # seconds, after the browser has finished loading
MAX_FADING = 2.0  # seconds until a dialog that was closed is taken to stay


def entry_movement(
    movement: Movement, missing_pages: Collection[str], entries: Mapping[str, str], guide: Guide
) -> Movement | None:
    """The movement to make on a portal that lacks pages of the guide, such as the home page.

    Args:
        movement: as the scenario asks for it.
        missing_pages: pages of the guide that the portal does not have.
        entries: the address of each page that can be opened by its address.
        guide: in the words of the portal.

    Returns:
        The movement itself if its pages exist. If it starts on a missing page: opening the page
        that it leads to. None if there is nothing to do.

    Raises:
        NotObservable: it starts on a missing page, and its destination cannot be opened.
    """
    if movement.verb in {"open", "enter"}:
        return None if {movement.page, movement.seen} & set(missing_pages) else movement
    if movement.action is None or movement.action.page not in missing_pages:
        return movement
    destination = action_of(movement.action).to
    if destination in entries and destination not in missing_pages:
        return replace(movement, verb="open", page=destination)
    raise NotObservable(guide.page_fact(movement.action.page), movement.action.slug)


async def wait_for_page(
    tab: Tab,
    capture: Capture,
    is_expected: Callable[[Capture], bool],
    clock: Callable[[], float],
    seconds: float = MAX_WAIT,
) -> Capture:
    """Wait some seconds at most for the expected page while scripts change the page.

    Returns:
        The last capture, with the requests and dialogs of all before it.
    """
    deadline = Deadline(seconds, clock=clock)
    while not is_expected(capture) and (left := deadline.left()) > 0:
        began = clock()
        later = await tab.watch(left)
        if later is not None:
            capture = later.after(capture)
        elif clock() - began < left / 2:
            break  # nothing that could change it
    return capture
