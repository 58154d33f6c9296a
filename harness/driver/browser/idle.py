"""Waiting for what a page's scripts have asked for, and for what it calls busy itself."""

import asyncio
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from harness.driver.browser.cdp_window import ContextLost, Window
from harness.driver.browser.network_log import Network, Question

_MOST_TIMES = 5  # that one page asks for one address to show it
_UNUSABLE = 1.5  # seconds until what cannot be used is believed to stay so
_AGAIN = 200  # ms until it is asked again, where nothing changes
_UNREAD = 0.5  # seconds for the body of an answer; one that no script reads never ends


async def come_to_rest(window: Window, seconds: float) -> bool:
    """Wait until scripts have their answers, or no part of the page is busy any more.

    What they do with an answer may ask for more: look again after it.

    Returns:
        Whether it came to that in time; what is under way then is waited for no longer.
    """
    network = window.network
    if asks(window, answered=False):
        came = await window.until(lambda: not asks(window, answered=False), max(0.0, seconds))
        if not came:
            network.give_up()
        return came
    if network.arriving:
        await window.until(lambda: not network.arriving, min(seconds, _UNREAD))
        network.arriving.clear()
        return True
    with suppress(ContextLost):  # the next look tells what took its place
        return bool(await window.ask(window.main, "calm", round(seconds * 1000)) == "calm")
    return True


async def changes(window: Window, seconds: float, world: int, revision: int) -> bool:
    """Whether the page changes, or another takes its place, before the time is up.

    Args:
        window: that shows it.
        seconds: to wait.
        world: of the page as it is known.
        revision: of that page: what has changed since then counts too.
    """
    limit = round(min(seconds, window.timeout) * 1000)
    if window.worlds.get(window.main) != world:
        return True
    try:
        return bool(await window.ask(window.main, "changes", limit, revision) == "changed")
    except ContextLost:
        return True


async def revision_of(window: Window) -> int:
    """How often the page has changed; 0 for one that is going away."""
    try:
        return int(await window.ask(window.main, "isAt"))
    except ContextLost:
        return 0


async def usable(window: Window, frame: str, call: str, *arguments: object) -> Any:
    """Ask for a part of the page that is to be used.

    One that cannot be, on a page with scripts, is given a while: a button that is enabled once a
    script has looked at what was typed, a curtain that fades.

    Args:
        window: that shows it.
        frame: the part's.
        call: the function of the driver's scripts that knows whether it can be used.
        arguments: of that function.

    Returns:
        What it said last; its key "refused" tells why it cannot be used.

    Raises:
        ContextLost: the document went away.
    """
    clock = asyncio.get_running_loop().time
    deadline = clock() + min(_UNUSABLE, window.timeout)
    said = await window.ask(frame, call, *arguments)
    while "refused" in said and clock() < deadline and await window.ask(frame, "mayChange"):
        await window.ask(frame, "changes", _AGAIN, await window.ask(frame, "isAt"))
        said = await window.ask(frame, call, *arguments)
    return said


def asks(window: Window, *, answered: bool = True) -> bool:
    """Whether scripts still wait for the portal's own answers.

    Args:
        window: to look at.
        answered: whether to count answers whose head has come, and not their body.
    """
    own, network = site(window.page.url), window.network
    asked = list(network.under_way.values())
    asked += network.arriving.values() if answered else ()
    return any(site(one.url) == own and not _is_polled(network, one) for one in asked)


def _is_polled(network: Network, question: Question) -> bool:
    """Whether scripts ask the same again and again, or for long: no page waits for that."""
    return question in network.unanswered or network.asked_for[question] > _MOST_TIMES


def site(url: str) -> str:
    """Whose an address is: the end of its host's name, so that api.portal.test is portal.test's.

    What counts visits lies elsewhere, and may take as long as it likes.
    """
    host = urlsplit(url).hostname or ""
    is_number = host.replace(".", "").isdigit() or ":" in host
    return host if is_number else ".".join(host.split(".")[-2:])
