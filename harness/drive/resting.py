"""Waiting for what a page's scripts have asked for, and for what it calls busy itself."""

from contextlib import suppress
from urllib.parse import urlsplit

from harness.drive.network import Network
from harness.drive.window import ContextLost, Window

_MOST_TIMES = 5  # that one page asks for one address to show it
_UNREAD = 0.5  # seconds for the body of an answer; one that no script reads never ends


async def come_to_rest(window: Window, seconds: float) -> bool:
    """Wait until scripts have their answers, or no part of the page is busy any more.

    What they do with an answer may ask for more: look again after it.

    Returns:
        Whether it came to that in time; what is under way then is waited for no longer.
    """
    network = window.network
    if asks(window, answered=False):
        return await window.until(lambda: not asks(window, answered=False), max(0.0, seconds))
    if network.arriving:
        await window.until(lambda: not network.arriving, min(seconds, _UNREAD))
        network.arriving.clear()
        return True
    with suppress(ContextLost):  # the next look tells what took its place
        return bool(await window.ask(window.main, "calm", round(seconds * 1000)) == "calm")
    return True


async def changes(window: Window, seconds: float) -> bool:
    """Whether the page changes, or another takes its place, before the time is up."""
    limit = round(min(seconds, window.timeout) * 1000)
    try:
        return bool(await window.ask(window.main, "changes", limit) == "changed")
    except ContextLost:
        return True


def asks(window: Window, *, answered: bool = True) -> bool:
    """Whether scripts still wait for the portal's own answers.

    Args:
        window: to look at.
        answered: whether to count answers whose head has come, and not their body.
    """
    own, network = site(window.page.url), window.network
    asked = list(network.under_way.values())
    asked += network.arriving.values() if answered else ()
    return any(site(url) == own and not _is_polled(network, url) for url in asked)


def _is_polled(network: Network, url: str) -> bool:
    """Whether scripts ask for an address again and again: no page waits for that."""
    return network.asked_for[url.partition("?")[0]] > _MOST_TIMES


def site(url: str) -> str:
    """Whose an address is: the end of its host's name, so that api.portal.test is portal.test's.

    What counts visits lies elsewhere, and may take as long as it likes.
    """
    host = urlsplit(url).hostname or ""
    is_number = host.replace(".", "").isdigit() or ":" in host
    return host if is_number else ".".join(host.split(".")[-2:])
