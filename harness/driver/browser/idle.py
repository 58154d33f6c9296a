"""Waits for the requests of a page's scripts, and for parts of the page that are marked busy."""

import asyncio
from contextlib import suppress
from typing import Any

from harness.core.url import site
from harness.driver.browser.cdp_window import CdpWindow, ContextLost
from harness.driver.browser.network_log import NetworkLog, ScriptRequest

_MAX_REPEATS = 5  # of one request; a page that repeats it more often polls
_MAX_UNUSABLE = 1.5  # seconds until an unusable element is taken to stay unusable
_CHECK_INTERVAL = 200  # ms between two checks of an element on a page that does not change
_MAX_UNREAD = 0.5  # seconds for the body of an answer; one that no script reads never ends


async def wait_for_idle(window: CdpWindow, seconds: float) -> bool:
    """Wait until the scripts have their answers, or until no part of the page is busy any more.

    An answer may lead to further requests, so the caller has to check again.

    Returns:
        Whether the page became idle in time; requests that still run are not waited for again.
    """
    network = window.network
    if has_pending_calls(window, answered=False):
        came = await window.wait_until(
            lambda: not has_pending_calls(window, answered=False), max(0.0, seconds)
        )
        if not came:
            network.stop_waiting()
        return came
    if network.arriving:
        await window.wait_until(lambda: not network.arriving, min(seconds, _MAX_UNREAD))
        network.arriving.clear()
        return True
    with suppress(ContextLost):  # the next capture shows the document that replaced it
        return bool(await window.ask(window.main, "calm", round(seconds * 1000)) == "calm")
    return True


async def page_changes(window: CdpWindow, seconds: float, world: int, revision: int) -> bool:
    """Whether the page changes, or another replaces it, within some seconds.

    World and revision (the number of its changes) are those of the page when it was captured.
    """
    limit = round(min(seconds, window.timeout) * 1000)
    if window.worlds.get(window.main) != world:
        return True
    try:
        return bool(await window.ask(window.main, "changes", limit, revision) == "changed")
    except ContextLost:
        return True


async def revision_of(window: CdpWindow) -> int:
    """Number of changes of the page so far; 0 if it is being replaced."""
    try:
        return int(await window.ask(window.main, "isAt"))
    except ContextLost:
        return 0


async def wait_until_actionable(
    window: CdpWindow, frame: str, call: str, *arguments: object
) -> Any:
    """Ask the page in a frame, by a call of the driver's scripts, for an element to be used.

    On a page with scripts, an element that cannot be used gets a while to become usable: a button
    may be enabled once a script has checked the fields, an overlay may fade out.

    Returns:
        The function's last result; its key "refused" says why the element cannot be used.

    Raises:
        ContextLost: the document was replaced or closed.
    """
    clock = asyncio.get_running_loop().time
    deadline = clock() + min(_MAX_UNUSABLE, window.timeout)
    state = await window.ask(frame, call, *arguments)
    while "refused" in state and clock() < deadline and await window.ask(frame, "mayChange"):
        await window.ask(frame, "changes", _CHECK_INTERVAL, await window.ask(frame, "isAt"))
        state = await window.ask(frame, call, *arguments)
    return state


def has_pending_calls(window: CdpWindow, *, answered: bool = True) -> bool:
    """Whether scripts still wait for answers of the portal, or for their bodies if `answered`.

    Requests to other sites, such as analytics, are not waited for.
    """
    own, network = site(window.page.url), window.network
    asked = list(network.running.values())
    asked += network.arriving.values() if answered else ()
    return any(site(one.url) == own and not _is_polled(network, one) for one in asked)


def _is_polled(network: NetworkLog, question: ScriptRequest) -> bool:
    """Whether scripts repeat a request or let it run long: the page does not depend on it."""
    return question in network.unanswered or network.asked_for[question] > _MAX_REPEATS
