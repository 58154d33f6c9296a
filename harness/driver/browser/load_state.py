"""From a window to what it shows: waiting until it is settled, frames put in their places."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Error

from harness.core.errors import EnvironmentFault, RedirectLoop
from harness.driver.browser.cdp_window import ContextLost, Window, silence
from harness.driver.browser.document_state import broken_off, fault, state_of
from harness.driver.browser.idle import asks, come_to_rest
from harness.driver.browser.network_log import Failure
from harness.driver.http.loader import (
    LONGEST_REFRESH,
    MOST_REFRESHES,
    NO_CONTENT,
    download,
    header_refresh,
)

_MOST_ANSWERS = 3  # one after the other, each as slow as it may be
_MOST_LOOKS = 5  # at a page whose scripts go on asking while it is looked at


@dataclass(frozen=True)
class Snapshot:
    """A window's document as it stood.

    Attributes:
        html: with the stamps, and the documents of its frames in their places.
        frames: the id of each frame by the prefix of its refs; "" is the top document.
        scripted: whether scripts run on the page.
        revision: how often the page had changed then; known to the driver's world alone.
        world: that one.
    """

    html: str
    url: str
    charset: str
    status: int
    scripted: bool
    blocked: bool
    revision: int = 0
    world: int = 0
    frames: Mapping[str, str] = field(default_factory=dict)


async def settle(window: Window, acted: str = "") -> Snapshot | None:
    """Wait until a window is settled and read it.

    Args:
        window: to read.
        acted: the frame in which a person has just done something; "" for none.

    Returns:
        What it shows; None where another window took its place, or it was closed.

    Raises:
        CaptureError: it gave nothing to read.
        EnvironmentFault: the browser broke.
    """
    if acted and acted != window.main:
        await _depart_from(window, acted)
        if window.rival:
            return None
        acted = ""
    for _ in range(MOST_REFRESHES):
        check_alive(window)
        if window.closed or window.opened or window.rival:
            return None
        state = await _state(window, acted)
        if state is None:
            return None
        if not await _refreshes(window, state):
            return await _whole(window, state)
        acted = ""
    raise _endless(window, f"{MOST_REFRESHES} pages that refresh themselves")


async def _state(window: Window, acted: str) -> Any:
    """What the top document says of itself once nothing is under way."""
    clock = asyncio.get_running_loop().time
    deadline, patient = clock() + _MOST_ANSWERS * window.timeout, True
    looks = 0
    while True:
        if window.closed or window.crashed:
            check_alive(window)
            return None
        _refuse_endless(window)
        await window.need(lambda: window.main in window.worlds, f"a page at {window.page.url}")
        world = window.worlds.get(window.main)
        known = window.before if acted else dict(window.commits)
        activity = window.network.activity
        try:
            state = await state_of(window, acted)
        except ContextLost:
            await _replaced(window, world)
            acted = ""
            continue
        if where := state.get("leaving"):
            await _departure(window, window.main, where, known)
            acted = ""
            if window.closed or window.opened or window.rival:
                return None
        elif window.rival or (window.announced and await _popup(window)):
            return None
        elif window.network.pending(window.main):
            await _departure(window, window.main, "self", known)
        elif patient and (asks(window) or state["busy"]):
            patient = await come_to_rest(window, min(window.timeout, deadline - clock()))
        elif patient and window.network.activity != activity and looks < _MOST_LOOKS:
            looks += 1  # an answer that came while it was read is not on it yet
        else:
            return {**state, "world": world}


def _refuse_endless(window: Window) -> None:
    """Refuse a page that leads to another by itself, as that one does, and so on."""
    pages = window.commits.get(window.main, 0) - window.before.get(window.main, 0)
    if pages > MOST_REFRESHES:
        raise _endless(window, f"{pages} pages that lead on by themselves")


def _endless(window: Window, seen: str) -> RedirectLoop:
    remedy = "Look at the refresh elements and scripts of the portal's pages."
    return RedirectLoop(f"a page at {window.page.url}", seen=seen, remedy=remedy)


async def _popup(window: Window) -> bool:
    """Whether a window that was announced came."""
    window.announced = 0
    return await window.until(lambda: bool(window.opened), window.timeout)


async def _replaced(window: Window, world: int | None) -> None:
    """Wait for the document that takes the place of a lost one."""

    def is_there() -> bool:
        return window.worlds.get(window.main) not in {None, world} or broken_off(window) is not None

    def is_over() -> bool:
        return window.closed or window.crashed or is_there()

    await window.need(is_over, f"the page after {window.page.url}")
    _raise_failure(window, window.main)


async def _depart_from(window: Window, frame: str) -> None:
    """Wait for what an action in a frame leads to."""
    try:
        state = await window.ask(frame, "capture", "", 0, 0, True, True)
    except ContextLost:
        await window.until(lambda: frame in window.worlds or not window.loading, window.timeout)
        return
    if where := state.get("leaving"):
        await _departure(window, frame, where, window.before)


async def _departure(window: Window, frame: str, where: str, known: Mapping[str, int]) -> None:
    """Wait until a document that was asked for has come, or will not.

    Args:
        window: that a document leaves.
        frame: in which it was asked for.
        where: "self", "top", or anything else for another frame or a window.
        known: how often each frame had got a document before.
    """
    target = {"self": frame, "top": window.main}.get(where, "")

    def came() -> bool:
        counted = [target] if target else list(window.commits)
        return any(window.commits.get(key, 0) > known.get(key, 0) for key in counted)

    def over() -> bool:
        failures = [f for f in window.network.failures if _is_final(f)]
        replaced = window.opened or window.rival or window.closed
        return bool(came() or failures or replaced or window.downloads)

    await window.need(over, f"the page after {window.page.url}")
    if window.closed or window.opened or window.rival:
        return
    if not came():
        _raise_failure(window, target or frame)
    if target != frame or not came():
        await stay(window, frame)


async def stay(window: Window, frame: str) -> None:
    """Tell a document that stays that its person's action is done with."""
    try:
        await window.ask(frame, "begin")
    except ContextLost:
        return  # something else took its place


def _is_final(failure: Failure) -> bool:
    """Whether nothing more will come; a request that another replaced only looks broken."""
    leads_elsewhere = not failure.url.startswith(("http:", "https:"))  # to a program of the machine
    return failure.error != "net::ERR_ABORTED" or failure.status in NO_CONTENT or leads_elsewhere


def _raise_failure(window: Window, frame: str) -> None:
    if window.downloads:
        raise download(window.downloads[0])
    for failure in window.network.failures:
        if failure.frame in {frame, window.main} and failure.error != "net::ERR_ABORTED":
            raise fault(failure.url, failure.error)


async def _refreshes(window: Window, state: Mapping[str, Any]) -> bool:
    """Whether the page sent the browser on by itself, once it has."""
    seconds = state["refresh"]
    header = window.network.header(window.loads.get(window.main, ""), "refresh")
    if found := header_refresh(header):
        seconds = found[0]
    if seconds is None or seconds > LONGEST_REFRESH:
        return False
    commits = window.commits.get(window.main, 0)

    def gone() -> bool:
        return window.commits.get(window.main, 0) > commits or broken_off(window) is not None

    if not await window.until(gone, window.timeout + seconds):
        raise silence(f"the page after {window.page.url}", window.timeout + seconds)
    _raise_failure(window, window.main)
    return True


async def _whole(window: Window, state: Mapping[str, Any]) -> Snapshot:
    url = state["url"]
    if url.startswith("chrome-error:"):
        raise broken_off(window) or fault(window.page.url, "a page of the browser's own")
    ids = {"": window.main}
    html = await _html(window, state, "", ids, await _paths(window, state["frames"]))
    status, _ = window.network.document(window.loads.get(window.main, ""))
    return Snapshot(
        html=html,
        url=url,
        charset=state["charset"],
        status=status or state["status"],
        scripted=state["scripted"],
        blocked=state["blocked"],
        revision=state["revision"],
        world=state["world"],
        frames=ids,
    )


async def _paths(window: Window, frames: Sequence[object]) -> dict[str, str]:
    """The ids of all frames by their path of places, once they have loaded."""
    if not frames:
        return {}
    await window.until(lambda: not window.loading - {window.main}, window.timeout / 2)
    others = [frame for frame in window.worlds if frame != window.main]
    paths = await asyncio.gather(
        *(window.ask(frame, "path") for frame in others), return_exceptions=True
    )
    return {p: frame for p, frame in zip(paths, others, strict=True) if isinstance(p, str)}


async def _html(
    window: Window, state: Mapping[str, Any], path: str, ids: dict[str, str], paths: dict[str, str]
) -> str:
    """The document with those of its frames."""
    inner = await asyncio.gather(
        *(_frame(window, path, place, ids, paths) for place in state["frames"])
    )
    documents = dict(zip((place["index"] for place in state["frames"]), inner, strict=True))
    written = []
    for piece in state["pieces"]:
        if isinstance(piece, str):
            written.append(piece)
        else:
            url, html = documents[piece["frame"]]
            written.append(f'{url or piece["url"]}">{html}')
    return "".join(written)


async def _frame(
    window: Window,
    around: str,
    place: Mapping[str, Any],
    ids: dict[str, str],
    paths: dict[str, str],
) -> tuple[str, str]:
    """Address and content of one frame; nothing where it shows nothing."""
    path = f"{around}.{place['index']}" if around else str(place["index"])
    frame, prefix = paths.get(path, ""), f"f{path}:"
    for _ in range(3 if frame else 0):
        known = dict(window.commits)
        try:
            call = (prefix, place["x"], place["y"], True, False)
            state = await window.ask(frame, "capture", *call)
        except ContextLost:
            if not await window.until(lambda: frame in window.worlds, window.timeout / 2):
                break
            continue
        if where := state.get("leaving"):
            await _departure(window, frame, where, known)
            continue
        if state["url"].startswith("chrome-error:"):
            break
        ids[prefix] = frame
        return state["url"], await _html(window, state, path, ids, paths)
    return "", ""


def check_alive(window: Window) -> None:
    """Refuse to go on in a browser that broke.

    Raises:
        EnvironmentFault: the page or the browser crashed.
    """
    if window.crashed or window.is_orphaned:
        raise _crashed(window, "page crashed" if window.crashed else "process ended")


async def check_browser(window: Window) -> None:
    """Refuse to take a browser that ends for a page that closes its window.

    Raises:
        EnvironmentFault: the browser is no longer there.
    """
    try:
        await window.page.context.cookies()
    except Error as gone:
        raise _crashed(window, "process ended") from gone


def _crashed(window: Window, seen: str) -> EnvironmentFault:
    return EnvironmentFault(
        f"a page at {window.page.url}",
        seen=f"the browser's {seen}",
        remedy="Run again; if it stays so, look at the machine's memory.",
    )
