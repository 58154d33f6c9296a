"""Waits until a window has settled, and reads its document with those of its frames."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from playwright.async_api import Error

from harness.core.errors import CaptureError, EnvironmentFault, TimedOut, Unreachable
from harness.core.url import browser_url, same_document
from harness.driver.browser.cdp_window import CdpWindow, ContextLost, timeout_fault
from harness.driver.browser.chromium_errors import is_aborted, is_held_back, network_fault
from harness.driver.browser.closed_shadows import reveal
from harness.driver.browser.computed_names import computed_names
from harness.driver.browser.document_state import navigation_fault, query_state
from harness.driver.browser.idle import has_pending_calls, wait_for_idle
from harness.driver.browser.network_log import FailedRequest
from harness.driver.document_rules import (
    MAX_REFRESH_DELAY,
    MAX_REFRESHES,
    MAX_SELF_REFRESHING,
    NO_CONTENT,
    download_fault,
)
from harness.driver.unreadable_pages import MAX_FRAMES, endless_refreshes, too_many_frames
from harness.page.dom.meta_refresh import read_refresh, soonest

_MAX_ANSWERS = 3  # in a row, each as slow as the timeout allows
_PROMPT = 0.5  # seconds; a navigation begins sooner
_MAX_CAPTURES = 5  # of a page whose scripts send requests while it is captured


@dataclass(frozen=True)
class Snapshot:
    """The document of a window at one moment.

    Attributes:
        html: with the driver's attributes, and with the documents of its frames in place.
        status: of the answer that brought it.
        scripted: whether scripts run on the page.
        blocked: whether the browser refused to send a form.
        revision: number of changes of the page so far.
        world: the driver's world that counts them.
        frames: the id of each frame by the prefix of its refs; "" is the top document.
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


async def settle(
    window: CdpWindow, acted: str, is_inside: Callable[[str], bool]
) -> Snapshot | None:
    """Wait until a window has settled, and read it.

    Args:
        window: to read.
        acted: id of the frame in which the last action took place; "" for none.
        is_inside: whether an address belongs to the portal.

    Returns:
        What it shows; None if another window replaces it or it was closed.

    Raises:
        CaptureError: what it shows is not readable.
        EnvironmentFault: the browser broke.
    """
    if acted and acted != window.main:
        await _wait_for_result(window, acted)
        if window.redirected_sibling:
            return None
        acted = ""
    clock = asyncio.get_running_loop().time
    begun = clock()
    for _ in range(MAX_REFRESHES):
        check_alive(window)
        if window.closed or window.opened or window.redirected_sibling:
            return None
        state = await _state(window, acted)
        if state is None:
            return None
        if not await _refreshes(window, state, clock() - begun):
            return await _snapshot(window, state, is_inside)
        acted = ""
    raise endless_refreshes(window.page.url, MAX_REFRESHES)


async def _state(window: CdpWindow, acted: str) -> Any:
    """The content of the top document, once nothing is loading."""
    clock = asyncio.get_running_loop().time
    begun, patient = clock(), True
    deadline = begun + _MAX_ANSWERS * window.timeout
    captures = 0
    while True:
        if window.closed or window.crashed:
            check_alive(window)
            return None
        _check_endless(window, clock() - begun)
        await window.wait_for(lambda: window.main in window.worlds, f"a page at {window.page.url}")
        world = window.worlds.get(window.main)
        known = window.before if acted else dict(window.commits)
        activity = window.network.activity
        try:
            state = await _content(window, acted)
        except ContextLost:
            await _wait_for_replacement(window, world)
            acted = ""
            continue
        if where := state.get("leaving"):
            await _wait_for_document(window, window.main, where, known)
            acted = ""
            if window.closed or window.opened or window.redirected_sibling:
                return None
        elif window.redirected_sibling or (
            window.announced_popups and await _wait_for_popup(window)
        ):
            return None
        elif window.network.pending(window.main):
            await _wait_for_document(window, window.main, "self", known)
        elif patient and (has_pending_calls(window) or state["busy"]):
            patient = await wait_for_idle(window, min(window.timeout, deadline - clock()))
        elif patient and window.network.activity != activity and captures < _MAX_CAPTURES:
            captures += 1  # an answer that came meanwhile may not be shown yet
        else:
            return {**state, "world": world}


async def _content(window: CdpWindow, acted: str) -> Any:
    """The content of the top document, that of closed shadow trees included."""
    state = await query_state(window, acted)
    has_more = state.get("suspects") and await reveal(window, window.main)
    return await query_state(window, "") if has_more else state


def _check_endless(window: CdpWindow, waited: float) -> None:
    if fault := window.endless_fault():
        raise fault
    if waited > MAX_REFRESHES * window.timeout:
        raise timeout_fault(f"the page at {window.page.url} to settle", waited)


async def _wait_for_popup(window: CdpWindow) -> bool:
    """Whether an announced popup came."""
    window.announced_popups = 0
    return await window.wait_until(lambda: bool(window.opened), window.timeout)


async def _wait_for_replacement(window: CdpWindow, world: int | None) -> None:
    """Wait for the document that replaces a lost one."""

    def is_there() -> bool:
        return (
            window.worlds.get(window.main) not in {None, world}
            or navigation_fault(window) is not None
        )

    def is_over() -> bool:
        return window.closed or window.crashed or is_there()

    await window.wait_for(is_over, f"the page after {window.page.url}")
    _raise_failure(window, window.main)


async def _wait_for_result(window: CdpWindow, frame: str) -> None:
    """Wait for the result of an action in a frame."""
    try:
        state = await window.ask(frame, "capture", "", 0, 0, True, True)
    except ContextLost:
        await window.wait_until(
            lambda: frame in window.worlds or not window.loading, window.timeout
        )
        return
    if where := state.get("leaving"):
        await _wait_for_document(window, frame, where, window.before)


async def _wait_for_document(
    window: CdpWindow, frame: str, where: str, known: Mapping[str, int]
) -> None:
    """Wait until a document that a frame requested (for "self", "top" or elsewhere) has come."""
    target = {"self": frame, "top": window.main}.get(where, "")

    def came() -> bool:
        counted = [target] if target else list(window.commits)
        return any(window.commits.get(key, 0) > known.get(key, 0) for key in counted)

    def over() -> bool:
        failures = [f for f in window.network.failures if _is_final(f)]
        replaced = window.opened or window.redirected_sibling or window.closed
        return bool(came() or failures or replaced or window.downloads)

    if not await window.wait_until(over, _PROMPT) and await _is_held_back(window, frame, over):
        await stay(window, frame)
        return
    await window.wait_for(over, f"the page after {window.page.url}")
    if window.closed or window.opened or window.redirected_sibling:
        return
    if not came():
        _raise_failure(window, target or frame)
    if target != frame or not came():
        await stay(window, frame)


async def _is_held_back(window: CdpWindow, frame: str, over: Callable[[], bool]) -> bool:
    """Whether the browser does not do what an action asked for, and says nothing.

    Content Security Policy, a sandboxed frame, or mark-up in an address hold it back.
    """
    try:
        await window.ask(frame, "pause", 1000 * _PROMPT)
    except (ContextLost, CaptureError):
        return False
    if window.announced_popups:
        return not await _wait_for_popup(window)
    return not (window.loading or over())


async def stay(window: CdpWindow, frame: str) -> None:
    """Tell a document that was not left that the action is over."""
    try:
        await window.ask(frame, "begin")
    except ContextLost:
        return  # another document replaced it


def _is_final(failure: FailedRequest) -> bool:
    """Whether nothing more will come; a request that another one replaced only looks failed."""
    leads_elsewhere = not failure.url.startswith(("http:", "https:"))  # to another program
    return not is_aborted(failure.error) or failure.status in NO_CONTENT or leads_elsewhere


def _raise_failure(window: CdpWindow, frame: str) -> None:
    if window.downloads:
        raise download_fault(window.downloads[0])
    for failure in window.network.failures:
        if failure.frame in {frame, window.main} and not is_aborted(failure.error):
            raise network_fault(failure.url, failure.error)


async def _refreshes(window: CdpWindow, state: Mapping[str, Any], waited: float) -> bool:
    """Whether the page refreshed itself; waits for it."""
    header = window.network.header(window.loads.get(window.main, ""), "refresh")
    found = soonest(map(read_refresh, (header, *state["refreshes"])))
    if found is None or found[0] > MAX_REFRESH_DELAY:
        return False
    seconds, address = found
    target = browser_url(state["base"], address) if address else state["url"]
    if not target or (address and same_document(state["url"], target)):
        return False
    asks_for_itself = target == state["url"]
    if asks_for_itself and waited + seconds > MAX_SELF_REFRESHING:
        return False  # it waits until something is ready, or stays the same for ever
    commits = window.commits.get(window.main, 0)

    def gone() -> bool:
        return window.commits.get(window.main, 0) > commits or navigation_fault(window) is not None

    in_time = await window.wait_until(gone, seconds + _PROMPT)
    if not in_time and await _is_held_back(window, window.main, gone):
        return False
    if not in_time and not await window.wait_until(gone, window.timeout + seconds):
        raise timeout_fault(f"the page after {window.page.url}", window.timeout + seconds)
    _raise_failure(window, window.main)
    return True


async def _snapshot(
    window: CdpWindow, state: Mapping[str, Any], is_inside: Callable[[str], bool]
) -> Snapshot:
    url = state["url"]
    if url.startswith("chrome-error:"):
        raise navigation_fault(window) or network_fault(
            window.page.url, "a page of the browser's own"
        )
    paths = await _frame_paths(window, state["frames"])
    reader = _DocumentReader(window, paths, is_inside)
    html = await reader.html(state, "")
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
        frames=reader.ids,
    )


async def _frame_paths(window: CdpWindow, frames: Collection[object]) -> dict[str, str]:
    """The ids of all frames by their path of positions, once they have loaded."""
    if not frames:
        return {}
    await window.wait_until(lambda: not window.loading - {window.main}, window.timeout / 2)
    others = [frame for frame in window.worlds if frame != window.main]
    paths = await asyncio.gather(
        *(window.ask(frame, "path") for frame in others), return_exceptions=True
    )
    return {p: frame for p, frame in zip(paths, others, strict=True) if isinstance(p, str)}


class _DocumentReader:
    """Reads a document with the documents of its frames, by their path of positions.

    Attributes:
        ids: the id of each frame that was read, by the prefix of its refs; "" is the top document.

    Args:
        paths: the ids of its frames by their path of positions.
        is_inside: whether an address belongs to the portal.
    """

    def __init__(
        self, window: CdpWindow, paths: Mapping[str, str], is_inside: Callable[[str], bool]
    ) -> None:
        self.ids = {"": window.main}
        self._window = window
        self._paths = paths
        self._is_inside = is_inside
        self._count = 0

    async def html(self, state: Mapping[str, Any], path: str) -> str:
        """A document, given its state and its path, with the documents of its frames.

        Raises:
            Unreadable: the page has too many frames, however many of them have come.
            CaptureError: a document of the portal did not come that a reader would see in a frame.
        """
        self._count += len(state["frames"])
        if self._count > MAX_FRAMES:
            raise too_many_frames(self._window.page.url)
        inner = await asyncio.gather(*(self._frame(path, place) for place in state["frames"]))
        names = await computed_names(self._window, self.ids[f"f{path}:" if path else ""], state)
        documents = dict(zip((place["index"] for place in state["frames"]), inner, strict=True))
        written = []
        for piece in state["pieces"]:
            if isinstance(piece, str):
                written.append(piece)
            elif "name" in piece:
                written.append(names[piece["name"]])
            else:
                url, html = documents[piece["frame"]]
                written.append(f'{escape(url) or piece["url"]}">{html}')
        return "".join(written)

    async def _frame(self, around: str, place: Mapping[str, Any]) -> tuple[str, str]:
        """Address and content of one frame; empty strings if it shows nothing."""
        window = self._window
        path = f"{around}.{place['index']}" if around else str(place["index"])
        frame, prefix = self._paths.get(path, ""), f"f{path}:"
        if place["seen"]:
            frame = await self._with_document(frame, path)
        for _ in range(3 if frame else 0):
            known = dict(window.commits)
            try:
                call = (prefix, place["x"], place["y"], True, False)
                state = await window.ask(frame, "capture", *call)
                if state.get("suspects") and await reveal(window, frame):
                    state = await window.ask(frame, "capture", *call)
            except TimedOut:
                break  # its document has no end; the page around it can still be read
            except ContextLost:
                if not await window.wait_until(lambda: frame in window.worlds, window.timeout / 2):
                    break
                continue
            if where := state.get("leaving"):
                await _wait_for_document(window, frame, where, known)
                continue
            if state["url"].startswith("chrome-error:"):
                break
            self.ids[prefix] = frame
            return state["url"], await self.html(state, path)
        return "", ""

    async def _with_document(self, frame: str, path: str) -> str:
        """The id of the frame at a path that a reader sees, once its document has come.

        A frame that still waits for its first document cannot tell its path.
        """
        if frame:
            await self._check_came(frame)
            return frame
        unplaced = set(self._window.worlds) - {self._window.main, *self._paths.values()}
        waiting = sorted(one for one in unplaced if self._pending(one))
        for one in waiting:
            await self._check_came(one)
        if waiting:
            self._paths = await _frame_paths(self._window, waiting)
        return self._paths.get(path, "")

    def _pending(self, frame: str) -> str:
        """The address of a document of the portal that a frame still waits for; "" for none."""
        url = self._window.network.pending(frame)
        return url if self._is_inside(url) else ""

    async def _check_came(self, frame: str) -> None:
        """Check that the document that a frame asked for came, if it is the portal's."""
        window = self._window
        network, known = window.network, window.commits.get(frame, 0)

        def over() -> bool:
            return window.commits.get(frame, 0) > known or network.lost(frame) is not None

        if url := self._pending(frame):
            await window.wait_for(over, f"a document in a frame, {url}")
        failure = network.lost(frame)
        if failure is None or not self._is_inside(failure.url):
            return
        is_refused = is_aborted(failure.error) or is_held_back(failure.error)
        fault = network_fault(failure.url, failure.error)
        if isinstance(fault, TimedOut | Unreachable) and not is_refused:
            raise fault


def check_alive(window: CdpWindow) -> None:
    """Check that the page and the browser did not crash.

    Raises:
        EnvironmentFault: one of them did.
    """
    if window.crashed or window.is_orphaned:
        raise _crash_fault(window, "page crashed" if window.crashed else "process ended")


async def check_browser(window: CdpWindow) -> None:
    """Check that the browser still runs, when a window has closed.

    Raises:
        EnvironmentFault: the browser has ended.
    """
    try:
        await window.page.context.cookies()
    except Error as gone:
        raise _crash_fault(window, "process ended") from gone


def _crash_fault(window: CdpWindow, seen: str) -> EnvironmentFault:
    return EnvironmentFault(
        f"a page at {window.page.url}",
        seen=f"the browser's {seen}",
        remedy="Run again; if it stays so, look at the machine's memory.",
    )
