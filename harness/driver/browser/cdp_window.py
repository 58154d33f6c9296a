"""One window of the browser: its DevTools events, and the driver's isolated world in each frame.

The driver's scripts run in a world of their own beside the page's, so that nothing the page
redefines affects them. Each frame of each document has such a world; its id comes with the
event that creates it and is dropped with the document.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, TypeVar

from playwright.async_api import CDPSession, Dialog, Error, Page

from harness.core.errors import CaptureError, TimedOut, Unreadable
from harness.core.processes.deadline import Deadline, first_of, wait_for
from harness.driver.browser.chromium_errors import is_document_gone
from harness.driver.browser.network_log import NetworkLog
from harness.driver.document_rules import MAX_REFRESHES
from harness.driver.unreadable_pages import (
    MAX_DIALOGS,
    MAX_FRAMES,
    busy_page,
    endless_refreshes,
    idle_page,
    too_many_dialogs,
    too_many_frames,
)

WORLD = "codes-perdus"
_SCRIPTS = (
    *("serialise.js", "calm.js", "rest.js", "lists.js", "act.js", "picker.js", "pointed.js"),
    "mask.js",
)
_MIN_SHARE = 0.2  # of the time waited; a process that used less of the processor is not busy
UNSEEN = 0.125  # of its size, as a window draws itself that nobody sees; a power of 2 stays exact
_BY_ITSELF = frozenset({"metaTagRefresh", "httpHeaderRefresh", "reload"})

_Result = TypeVar("_Result")


class ContextLost(Exception):
    """The document was replaced or closed while the driver asked it."""


def driver_scripts() -> str:
    """The driver's scripts as one text."""
    folder = files("harness.driver.browser").joinpath("js")
    return "\n".join(folder.joinpath(name).read_text("utf-8") for name in _SCRIPTS)


@dataclass
class CdpWindow:
    """One window, and what its events have told so far.

    Attributes:
        timeout: seconds for anything that is waited for.
        main: id of the top frame.
        commits: number of documents that each frame has got.
        loads: id of the load that brought each frame's document.
        worlds: id of the driver's world in each frame.
        attached: the frames of the page, also those whose documents have not begun.
        loading: the frames that are loading.
        dialogs: texts of dialogs since the action began.
        questions: those of them that asked something.
        answer: whether dialogs are accepted, and what is typed into a prompt.
        opened: popups that it opened and that the tab has not taken over yet.
        announced_popups: number of popups that a click announced and that have not come yet.
        downloads: addresses of downloads that it began.
        same_document_moves: number of navigations within the same document.
        is_new_popup: whether another window opened it and nothing of it was captured yet.
        siblings: all windows of its tab, including this one, the front one last.
        was_redirected: whether another window sent it to another address since the action began.
        scale: of the size in which it is drawn; layout, scripts and screenshots know nothing of it.
    """

    page: Page
    cdp: CDPSession
    timeout: float
    main: str = ""
    commits: dict[str, int] = field(default_factory=dict)
    loads: dict[str, str] = field(default_factory=dict)
    worlds: dict[str, int] = field(default_factory=dict)
    attached: set[str] = field(default_factory=set)
    loading: set[str] = field(default_factory=set)
    dialogs: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    answer: tuple[bool, str] = (True, "")
    opened: list[Page] = field(default_factory=list)
    announced_popups: int = 0
    downloads: list[str] = field(default_factory=list)
    same_document_moves: int = 0
    closed: bool = False
    crashed: bool = False
    is_new_popup: bool = False
    siblings: list["CdpWindow"] = field(default_factory=list, repr=False)
    was_redirected: bool = False
    scale: float = 1.0
    _unrequested_popups: int = 0

    def __post_init__(self) -> None:
        self.network = NetworkLog(self.wake)
        self.before: Mapping[str, int] = {}  # commits when the movement began
        self._woken = asyncio.Event()
        self._over = asyncio.get_running_loop().create_future()

    @classmethod
    async def attach(
        cls,
        page: Page,
        timeout: float,  # noqa: ASYNC109 - a setting
        scale: float = 1.0,
    ) -> "CdpWindow":
        """Begin to listen to a page, and install the driver's world in it."""
        cdp = await page.context.new_cdp_session(page)
        window = cls(page, cdp, timeout, scale=scale)
        window._listen()
        await asyncio.gather(
            cdp.send("Page.enable"),
            cdp.send("Network.enable"),
            cdp.send(
                "Page.addScriptToEvaluateOnNewDocument",
                {"source": driver_scripts(), "worldName": WORLD, "runImmediately": True},
            ),
            cdp.send("Runtime.enable"),
            window._shrink(),
        )
        tree = await cdp.send("Page.getFrameTree")
        window.main = tree["frameTree"]["frame"]["id"]
        window.loads.setdefault(window.main, tree["frameTree"]["frame"].get("loaderId", ""))
        return window

    async def _shrink(self) -> None:
        """Draw the window smaller: drawing takes a fifth of the browser's processor time."""
        size = self.page.viewport_size
        if size is None or self.scale == 1.0:
            self.scale = 1.0
            return
        width, height = size["width"], size["height"]
        settings = {
            "mobile": False,
            "width": width,
            "height": height,
            "screenWidth": width,
            "screenHeight": height,
            "screenOrientation": {"angle": 0, "type": "landscapePrimary"},
            "deviceScaleFactor": 1,
            "scale": self.scale,
        }
        await self.cdp.send("Emulation.setDeviceMetricsOverride", settings)

    def _listen(self) -> None:
        listeners: Mapping[str, Callable[[Any], None]] = {
            "Runtime.executionContextCreated": self._context_created,
            "Runtime.executionContextDestroyed": self._context_destroyed,
            "Runtime.executionContextsCleared": lambda _: self.worlds.clear(),
            "Page.frameNavigated": self._navigated,
            "Page.navigatedWithinDocument": self._moved_within,
            "Page.frameStartedLoading": lambda event: self._loads(event["frameId"], on=True),
            "Page.frameStoppedLoading": lambda event: self._loads(event["frameId"], on=False),
            "Page.frameAttached": self._attached,
            "Page.frameDetached": self._detached,
            "Page.windowOpen": self._announce,
            "Page.frameRequestedNavigation": self._call,
            "Page.downloadWillBegin": self._download,
            **self.network.listeners,
        }
        for name, listener in listeners.items():
            self.cdp.on(name, listener)
        self.page.on("dialog", self._dialog)
        self.page.on("popup", self._popup)
        self.page.on("close", lambda _: self._end())
        self.page.on("crash", lambda _: self._crash())

    def start_movement(self) -> None:
        """Forget what an earlier action caused."""
        self.network.start_movement()
        self.dialogs.clear()
        self.questions.clear()
        self.downloads.clear()
        self.announced_popups = 0
        self.before = dict(self.commits)
        self.was_redirected = False

    @property
    def redirected_sibling(self) -> "CdpWindow | None":
        """Another window of the tab that the action redirected; it comes to the front."""
        others = (other for other in self.siblings if other is not self)
        return next((other for other in others if other.was_redirected and not other.closed), None)

    # ----------------------------------------------------------------- events

    def wake(self) -> None:
        """Let all waiting callers check their condition again."""
        self._woken.set()

    def _context_created(self, event: Mapping[str, Any]) -> None:
        context = event["context"]
        if context["name"] == WORLD:
            self.worlds[context["auxData"]["frameId"]] = context["id"]
            self.wake()

    def _context_destroyed(self, event: Mapping[str, Any]) -> None:
        gone = event["executionContextId"]
        self.worlds = {frame: world for frame, world in self.worlds.items() if world != gone}

    def _navigated(self, event: Mapping[str, Any]) -> None:
        frame = event["frame"]
        self.commits[frame["id"]] = self.commits.get(frame["id"], 0) + 1
        self.loads[frame["id"]] = frame["loaderId"]
        if frame["id"] == self.main:
            self.attached.clear()
        self.network.document_replaced(frame["id"], frame["loaderId"])
        self.wake()

    def _moved_within(self, _event: Mapping[str, Any]) -> None:
        self.same_document_moves += 1
        self.wake()

    def _loads(self, frame: str, *, on: bool) -> None:
        (self.loading.add if on else self.loading.discard)(frame)
        self.wake()

    def _attached(self, event: Mapping[str, Any]) -> None:
        self.attached.add(event["frameId"])
        self.wake()

    def _detached(self, event: Mapping[str, Any]) -> None:
        self.loading.discard(event["frameId"])
        self.worlds.pop(event["frameId"], None)
        self.attached.discard(event["frameId"])
        self.network.document_replaced(event["frameId"], "")
        self.wake()

    def _announce(self, event: Mapping[str, Any]) -> None:
        if event["userGesture"]:
            self.announced_popups += 1
            self.wake()
        else:
            self._unrequested_popups += 1

    def _call(self, event: Mapping[str, Any]) -> None:
        self.network.navigation_requested(event)
        if event["frameId"] == self.main and event["reason"] not in _BY_ITSELF:
            self.was_redirected = True
            for window in self.siblings:
                window.wake()

    def _download(self, event: Mapping[str, Any]) -> None:
        self.downloads.append(event["url"])
        self.wake()

    async def _dialog(self, dialog: Dialog) -> None:
        if dialog.type != "beforeunload":
            self.dialogs.append(dialog.message)
        if dialog.type in {"confirm", "prompt"}:
            self.questions.append(dialog.message)
        if len(self.dialogs) > MAX_DIALOGS:
            self.wake()  # an answer would only bring the next one
            return
        accept, text = self.answer
        try:
            if not accept:
                await dialog.dismiss()
            elif text and dialog.type == "prompt":
                await dialog.accept(text)
            else:
                await dialog.accept()
        except Error:
            return  # the page closed with its dialog

    async def _popup(self, page: Page) -> None:
        if self._unrequested_popups:  # an ordinary browser blocks popups without a click
            self._unrequested_popups -= 1
            await page.close()
            return
        self.opened.append(page)
        self.wake()

    def _end(self) -> None:
        self.closed = True
        self._finish()

    def _crash(self) -> None:
        self.crashed = True
        self._finish()

    def _finish(self) -> None:
        if not self._over.done():
            self._over.set_result(None)
        self.wake()

    @property
    def is_orphaned(self) -> bool:
        """Whether the browser itself has ended."""
        browser = self.page.context.browser
        return browser is not None and not browser.is_connected()

    def endless_fault(self) -> CaptureError | None:
        """The fault for a page that goes on by itself: with dialogs, frames, or other pages."""
        if len(self.dialogs) > MAX_DIALOGS:
            return too_many_dialogs(self.page.url, len(self.dialogs), self.dialogs[-1])
        if max(len(self.attached), len(self.worlds) - 1) > MAX_FRAMES:
            return too_many_frames(self.page.url)
        came = self.commits.get(self.main, 0) - self.before.get(self.main, 0)
        pages = max(came, self.network.number_of_pages(self.main))
        return endless_refreshes(self.page.url, pages) if pages > MAX_REFRESHES else None

    def kill(self) -> None:
        """End the process of a page that goes on by itself: it would hold up all that follows."""
        _ignore(asyncio.ensure_future(self.cdp.send("Page.crash")))

    # ---------------------------------------------------------------- waiting

    async def wait_until(self, reached: Callable[[], bool], seconds: float) -> bool:
        """Wait some seconds at most until a condition holds; it is checked after each event.

        Returns:
            Whether it held in time; a closed or crashed window is not waited for.
        """
        deadline = Deadline(seconds)
        while not reached():
            if self.closed or self.crashed:
                return reached()
            self._woken.clear()
            try:
                await wait_for(self._woken.wait(), max(0.0, deadline.left()))
            except TimeoutError:
                return reached()
        return True

    async def wait_for(self, reached: Callable[[], bool], what: str, pending: str = "") -> None:
        """Wait until a condition holds; what is waited for, and what is pending, is for the fault.

        Raises:
            TimedOut: it did not hold within the window's timeout.
            RedirectLoop: the page asks for other pages without end.
            Unreadable: it opens dialogs or frames without end.
        """
        in_time = await self.wait_until(
            lambda: reached() or self.endless_fault() is not None, self.timeout
        )
        if fault := None if reached() else self.endless_fault():
            await self.stop()
            raise fault
        if not in_time:
            pending = pending or self.network.pending(self.main)  # nothing is, once it is stopped
            await self.stop()
            raise timeout_fault(what, self.timeout, pending)

    async def unless_endless(self, work: Awaitable[_Result], seconds: float) -> _Result:
        """Wait some seconds at most for what the browser is to do, while the page lasts.

        Raises:
            ContextLost: the window closed or crashed.
            CaptureError: the page goes on by itself without end.
            TimeoutError: it was not done in time.
        """
        done = asyncio.ensure_future(work)
        done.add_done_callback(lambda _: self.wake())
        try:
            await self.wait_until(lambda: done.done() or self.endless_fault() is not None, seconds)
            if done.done():
                return await done
            if self.closed or self.crashed:
                raise ContextLost
            raise self.endless_fault() or TimeoutError
        finally:
            _forget(done)

    async def stop(self) -> None:
        """Stop loading, so that the window can be used again."""
        if not self.closed:
            try:
                await asyncio.wait_for(self.cdp.send("Page.stopLoading"), 1)
            except (Error, TimeoutError):
                return

    # ----------------------------------------------------------------- asking

    async def send(self, method: str, settings: dict[str, Any], seconds: float) -> Any:
        """Send a DevTools command to this window.

        Raises:
            ContextLost: the window closed or crashed meanwhile.
            TimeoutError: no answer in time.
            Error: the browser refused.
        """
        answer = asyncio.ensure_future(self.cdp.send(method, settings))
        try:
            await first_of((answer, self._over), seconds)
        finally:
            _forget(answer)
        if answer.done() and not answer.cancelled():
            return answer.result()
        if self._over.done():
            raise ContextLost
        raise TimeoutError

    async def request(self, method: str, settings: Mapping[str, Any] | None = None) -> Any:
        """Send a DevTools command as part of a movement.

        Raises:
            TimedOut: no answer in time.
            Unreadable: the window closed meanwhile.
        """
        try:
            return await self.send(method, dict(settings or {}), self.timeout)
        except TimeoutError as slow:
            raise await self._deaf_fault() from slow
        except ContextLost as lost:
            raise closed_page() from lost

    async def click(self, x: float, y: float) -> None:
        """Click a point of the page as it is laid out in the window.

        Raises:
            Unreadable: the page's scripts leave no moment for it.
            TimedOut: the page takes it not in time, for another reason.
        """
        await self.perform(self.page.mouse.click(x * self.scale, y * self.scale))

    async def move_pointer(self, x: float, y: float) -> None:
        """Put the pointer on a point of the page as it is laid out in the window.

        Raises:
            Unreadable: the page's scripts leave no moment for it.
            TimedOut: the page takes it not in time, for another reason.
        """
        await self.perform(self.page.mouse.move(x * self.scale, y * self.scale))

    async def perform(self, act: Awaitable[None]) -> None:
        """Let the mouse or the keyboard do something.

        Raises:
            Unreadable: the page's scripts leave no moment for it.
            TimedOut: the page takes it not in time, for another reason.
        """
        try:
            await wait_for(act, self.timeout + 5)
        except TimeoutError as slow:
            raise await self._deaf_fault() from slow

    async def _deaf_fault(self) -> CaptureError:
        """The fault for a page that took no action in time."""
        await self.stop()
        if len(self.dialogs) > MAX_DIALOGS:
            return too_many_dialogs(self.page.url, len(self.dialogs), self.dialogs[-1])
        taken = timeout_fault(f"the page at {self.page.url} to take an action", self.timeout)
        return await self.silence_fault() or taken

    async def silence_fault(self) -> CaptureError | None:
        """The fault if the page leaves no time for a call; None if it answers one.

        Scripts that never rest use the processor all the while. A page whose process got hardly
        any of it waits, mostly for a machine that does too much at once: the portal is not blamed.
        """
        patience = self.timeout / 2
        before = await self._processor_seconds()
        try:
            await self.send("Runtime.evaluate", {"expression": "1"}, patience)
        except (TimeoutError, Error):
            after = await self._processor_seconds()
        else:
            return None
        used = max((after[one] - before.get(one, 0.0) for one in after), default=0.0)
        if used < patience * _MIN_SHARE:
            return idle_page(self.page.url, self.timeout + patience, used)
        return busy_page(self.page.url, self.timeout + patience)

    async def _processor_seconds(self) -> dict[int, float]:
        """The processor time of the browser's pages so far: seconds by process.

        Empty if the browser itself does not answer.
        """
        browser = self.page.context.browser
        if browser is None:
            return {}
        try:
            async with asyncio.timeout(self.timeout + 5):
                session = await browser.new_browser_cdp_session()
                told = await session.send("SystemInfo.getProcessInfo")
                await session.detach()
        except (Error, TimeoutError):
            return {}
        processes = told["processInfo"]
        return {one["id"]: one["cpuTime"] for one in processes if one["type"] == "renderer"}

    async def ask(self, frame: str, call: str, *arguments: object) -> Any:
        """Call a function of the driver's scripts in a frame, its arguments as JSON.

        Returns:
            The function's result, read from JSON.

        Raises:
            ContextLost: the document was replaced or closed.
            TimedOut: no answer in time.
            Unreadable: the page's scripts leave no moment for one.
        """
        world = self.worlds.get(frame)
        if world is None:
            raise ContextLost
        written = ", ".join(json.dumps(argument) for argument in arguments)
        request = {
            "expression": f"cp.{call}({written})",
            "contextId": world,
            "returnByValue": True,
            "awaitPromise": True,
        }
        try:
            answer = await self.send("Runtime.evaluate", request, self.timeout + 5)
        except Error as lost:
            if is_document_gone(lost):
                raise ContextLost from lost
            raise
        except TimeoutError as slow:
            await self.stop()
            if fault := await self.silence_fault():
                raise fault from slow
            raise timeout_fault(f"the page at {self.page.url} to settle", self.timeout) from slow
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            described = details.get("exception", {}).get("description", details.get("text", ""))
            raise RuntimeError(f"the driver's script failed in {call}: {described}")
        text = answer["result"].get("value")
        return json.loads(text) if text else None


def _forget(answer: "asyncio.Future[Any]") -> None:
    """Stop waiting for an answer; its result or error is ignored."""
    if not answer.done():
        answer.cancel()
        _ignore(answer)


def _ignore(answer: "asyncio.Future[Any]") -> None:
    """Wait for no answer; its result or error is ignored once it comes."""
    answer.add_done_callback(lambda late: late.cancelled() or late.exception())


def closed_page() -> Unreadable:
    """The fault for a window that its page closed."""
    return Unreadable(
        "a page in the window", seen="the page closed it", remedy="Open another window."
    )


def timeout_fault(what: str, seconds: float, pending: str = "") -> TimedOut:
    """The fault for something that did not come in time; `pending` is an address still loading."""
    waiting = f" ({pending} was still pending)" if pending else ""
    return TimedOut(
        what,
        seen=f"nothing within {seconds:g} s{waiting}",
        remedy="Raise the timeout, or look at what keeps the portal busy.",
    )
