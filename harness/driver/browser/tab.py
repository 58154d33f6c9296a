"""A tab of the browser: performs actions in its windows, and captures what they show."""

import asyncio
from base64 import b64encode
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

from playwright.async_api import BrowserContext, Error

from harness.core.errors import CaptureError, TimedOut
from harness.core.url import browser_url
from harness.driver.browser.accessibility import audit
from harness.driver.browser.capture import to_capture
from harness.driver.browser.cdp_window import CdpWindow, ContextLost, closed_page, timeout_fault
from harness.driver.browser.chromium_errors import is_aborted, is_cache_miss, network_fault
from harness.driver.browser.idle import page_changes, revision_of, wait_until_actionable
from harness.driver.browser.lists.custom_select import (
    choices,
    choose_offered,
    choose_option,
    read_closed_lists,
    with_options,
)
from harness.driver.browser.lists.picker import Picker, opener_of
from harness.driver.browser.load_state import Snapshot, check_alive, check_browser, settle, stay
from harness.driver.browser.lost_documents import Look, reload_lost
from harness.driver.browser.resource import fetch_resource, original_source
from harness.driver.browser.screenshot import take_screenshot
from harness.driver.document_rules import MAX_REFRESHES, download_fault
from harness.driver.egress_policy import EgressPolicy
from harness.driver.http.form_controls import field_that_takes, pick
from harness.driver.protocol import ActionRefused, Capture, FieldInput
from harness.driver.unreadable_pages import endless_refreshes
from harness.model.exchange import Exchange, Resource, Violation
from harness.model.fact import Fact, fact, quote, read_fact
from harness.model.page import Button, Field, Link, Option, Page
from harness.model.upload import Upload
from harness.page.held import is_tick

_BLANK = "about:blank"
_SECOND_CLICK = 1.0  # seconds after the first at most, if the first one sends nothing


@dataclass
class BrowserTab:
    """One tab: a window, and the popups on top of it.

    Args:
        context: cookies and windows of the session.
        first: the window that the tab begins with.
        egress: knows the portal, and decides which requests may be sent.
        timeout: seconds for anything that is waited for.
        validate: whether the browser's own form validation stays on.
    """

    context: BrowserContext
    first: CdpWindow
    egress: EgressPolicy
    timeout: float
    validate: bool = True

    def __post_init__(self) -> None:
        self._windows = [self.first]
        self.first.siblings = self._windows
        self._snapshot: Snapshot | None = None
        self._picked: dict[tuple[str, str], tuple[Option, ...]] = {}  # that buttons open
        self._pointed: tuple[()] | tuple[str, float, float] = ()  # a ref, and where it stands
        self._lists: dict[
            tuple[str, str], tuple[Option, ...]
        ] = {}  # as last read, by name and label

    # ------------------------------------------------------------- movements

    async def open(self, url: str) -> Capture:
        """Go to an address, as if it were typed."""
        window = self._start_movement()
        target = browser_url(self.egress.base_url, url)
        request = {"url": target, "transitionType": "typed"}
        try:
            answer = await window.send("Page.navigate", request, window.timeout)
        except TimeoutError as slow:
            await window.stop()
            raise timeout_fault(f"an answer from {target}", window.timeout) from slow
        except (Error, ContextLost) as broken:
            check_alive(window)
            raise network_fault(target, str(broken) or "the window closed") from broken

        async def look() -> Capture:
            await self._arrive(window, target, answer)
            return await self._capture_once("")

        return await self._with_lost_documents(look)

    async def follow(self, link: Link) -> Capture:
        """Click a link of the last capture."""
        return await self._act(link.ref, fact("link-to-click", label=quote(link.label)))

    async def press(self, button: Button, *, twice: bool = False) -> Capture:
        """Press a button of the last capture."""
        what = fact("button-to-press", label=quote(button.label))
        return await self._act(button.ref, what, twice=twice)

    async def point(self, ref: str, what: Fact, *, focus: bool = False) -> Capture:
        """Put the pointer on an element of the last capture, or the focus into it."""
        window = self._start_movement()
        try:
            x, y = await self._aim(ref, what, "aimPointer")
            await self._point_at(window, ref, x, y)
            if focus:
                await window.ask(self._frame_of(ref), "focusIn", ref)
        except ContextLost as lost:
            raise ActionRefused(what, seen=fact("element-gone"), ref=ref) from lost
        self._pointed = () if focus else (ref, x, y)
        return await self._capture("")

    async def _point_at(self, window: CdpWindow, ref: str, x: float, y: float) -> None:
        for nudge in (0.0, 1.0):  # a pointer that stood there already has to be moved
            await window.move_pointer(x + nudge, y)
            if await window.ask(self._frame_of(ref), "isPointed", ref):
                return

    async def _point_again(self) -> None:
        """Put the pointer back where it was put: a screenshot lets the page forget it."""
        if self._pointed:
            window = self._windows[-1]
            with suppress(ContextLost):
                await self._point_at(window, *self._pointed)

    async def fill(self, entries: Sequence[FieldInput]) -> None:
        """Type into fields of the last capture."""
        await self._point_again()
        done = await self._enter_at_once(entries)
        for entry in entries[done:]:
            what = field_that_takes(entry.field.label or entry.field.name, entry.value)
            try:
                await self._enter(entry, what)
            except ContextLost as lost:
                seen = fact("element-gone")
                raise ActionRefused(what, seen=seen, ref=entry.field.ref) from lost

    async def press_key(self, key: str) -> Capture:
        """Press a key where the cursor stands."""
        window = self._start_movement()
        try:
            await window.perform(window.page.keyboard.press(key))
        except Error as broken:
            check_alive(window)
            expected, seen = fact("key", key=key), fact("key-unknown", error=str(broken))
            raise ActionRefused(expected, seen=seen) from broken
        return await self._capture(window.main)

    async def answer_dialogs(self, *, accept: bool, text: str = "") -> None:
        """Decide how the dialogs of scripts are answered from now on."""
        for window in self._windows:
            window.answer = (accept, text)

    async def back(self) -> Capture:
        """Go back one page; from the first page of a popup, close it."""
        window = self._start_movement()
        history: dict[str, Any] = await window.request("Page.getNavigationHistory")
        place, entries = history["currentIndex"], history["entries"]
        if place == 0 or (place == 1 and entries[0]["url"] == _BLANK):
            if len(self._windows) > 1:
                await window.perform(window.page.close())
            return await self._capture("")
        is_in_frame = entries[place - 1]["url"] == entries[place]["url"]  # or a form's answer

        def moves() -> tuple[int, int]:
            ids = tuple(window.commits) if is_in_frame else (window.main,)
            return sum(window.commits.get(one, 0) for one in ids), window.same_document_moves

        before = moves()
        await window.request("Page.navigateToHistoryEntry", {"entryId": entries[place - 1]["id"]})
        await window.wait_for(lambda: moves() != before, f"the page before {window.page.url}")
        if any(is_cache_miss(failure.error) for failure in window.network.failures):
            return await self.reload()  # a form's answer: a user confirms sending it again
        return await self._capture("")

    async def reload(self) -> Capture:
        """Load the page again; the result of a POST posts again."""
        window = self._start_movement()
        commits = window.commits.get(window.main, 0)
        await window.request("Page.reload")
        await window.wait_for(
            lambda: window.commits.get(window.main, 0) > commits, f"{window.page.url} again"
        )
        return await self._capture("")

    async def watch(self, seconds: float) -> Capture | None:
        """Wait until the page changes by itself."""
        if self._snapshot is None or not self._snapshot.scripted:
            return None
        known = self._snapshot.world, self._snapshot.revision
        return (
            await self._capture("")
            if await page_changes(self._start_movement(), seconds, *known)
            else None
        )

    async def fetch(self, url: str) -> Resource:
        """Fetch an address with the session's cookies, without leaving the page."""
        here = self._windows[-1].page.url
        base = here if here.startswith("http") else self.egress.base_url
        headers = {"Referer": base} if base == here else {}
        return await fetch_resource(
            self.context, self.egress, browser_url(base, url), headers, self.timeout
        )

    async def source(self) -> bytes:
        """The document as received, before scripts changed it; b"" if it is gone."""
        return await original_source(self._windows[-1])

    async def screenshot(self, hide: Sequence[str]) -> bytes | None:
        """The whole page as PNG with the given words covered."""
        return await take_screenshot(self._windows[-1], hide)

    async def audit(self) -> tuple[Violation, ...]:
        """The rules of accessibility that the page breaks, in all its frames."""
        return await audit(self._windows[-1], self._snapshot.frames if self._snapshot else {})

    async def close(self) -> None:
        """Close the window and its popups; the end of the session closes what takes too long."""
        for window in reversed(self._windows):
            if not window.closed:
                with suppress(TimeoutError):
                    await asyncio.wait_for(window.page.close(), self.timeout)

    # ---------------------------------------------------------------- acting

    def _start_movement(self) -> CdpWindow:
        window = self._windows[-1]
        check_alive(window)
        self._pointed = ()
        for known in self._windows:
            known.start_movement()
            self.egress.blocked.pop(known.main, None)
        return window

    async def _arrive(self, window: CdpWindow, target: str, answer: dict[str, Any]) -> None:
        """Wait for the document of an address that was opened."""
        error = answer.get("errorText", "")
        if answer.get("isDownload") or window.downloads:
            raise download_fault(target)
        if error and not is_aborted(error):
            commits = window.commits.get(window.main, 0)
            await window.wait_until(lambda: window.commits.get(window.main, 0) > commits, 1)
            raise network_fault(target, error)
        load = answer.get("loaderId")
        if load and not error:
            await window.wait_for(
                lambda: window.loads.get(window.main) == load, f"an answer from {target}"
            )

    async def _act(self, ref: str, what: Fact, *, twice: bool = False) -> Capture:
        await self._point_again()
        window = self._start_movement()
        frame = self._frame_of(ref)
        try:
            x, y = await self._aim(ref, what, "aim", self.validate)
            await window.click(x, y)
            if twice:
                await self._click_again(window, ref, x, y)
        except ContextLost as lost:
            raise ActionRefused(what, seen=fact("element-gone"), ref=ref) from lost
        except Error:
            check_alive(window)
            if not window.closed:
                raise
        return await self._capture(frame)

    async def _click_again(self, window: CdpWindow, ref: str, x: float, y: float) -> None:
        """Click the same place once more while the first request is under way.

        A second click that follows too soon lets the browser send one request, and one on the
        next page would press something else there, as would one on a dialog that came instead.
        """
        frame = self._frame_of(ref)
        commits = window.commits.get(frame, 0)

        def answered() -> bool:
            return window.commits.get(frame, 0) > commits

        await window.wait_until(lambda: window.network.has_sent(frame) or answered(), _SECOND_CLICK)
        if answered():
            return
        with suppress(ContextLost):  # then it was answered
            is_leaving = bool(window.network.pending(frame))  # it answers no call until it is left
            if is_leaving or not await window.ask(frame, "isCovered", ref):
                await window.click(x, y)

    async def _aim(
        self, ref: str, what: Fact, call: str, *arguments: object
    ) -> tuple[float, float]:
        """The point of the window at which an element can be clicked."""
        window = self._windows[-1]
        path = ref.rpartition(":")[0].removeprefix("f")
        point = await wait_until_actionable(window, self._frame_of(ref), call, ref, *arguments)
        _raise_refused(point, what, ref)
        while path:
            path, _, index = path.rpartition(".")
            around = self._frame_of(f"f{path}:" if path else "")
            point = await window.ask(around, "frameAt", int(index), point["x"], point["y"])
            _raise_refused(point, what, ref)
        return point["x"], point["y"]

    def _frame_of(self, ref: str) -> str:
        prefix = ref[: ref.rfind(":") + 1]
        known = self._snapshot.frames if self._snapshot else {}
        return known.get(prefix, "") or ("" if prefix else self._windows[-1].main)

    async def _enter_at_once(self, entries: Sequence[FieldInput]) -> int:
        """Fill the first fields in one call if no script listens; returns their number."""
        if not entries or (self._snapshot and self._snapshot.scripted):
            return 0
        frame = self._frame_of(entries[0].field.ref)
        same = takewhile(
            lambda entry: not entry.file and self._frame_of(entry.field.ref) == frame, entries
        )
        try:
            done = await self._windows[-1].ask(
                frame, "enter", [[entry.field.ref, entry.value] for entry in same]
            )
        except ContextLost:
            return 0
        return len(done)

    async def _enter(self, entry: FieldInput, what: Fact) -> None:
        if entry.file:
            await self._attach(entry.field, entry.file)
            return
        window, ref, value = self._windows[-1], entry.field.ref, entry.value
        if picker := await self._picker(entry.field):
            await picker.choose(entry.field, value)
            return
        state = await wait_until_actionable(window, self._frame_of(ref), "ready", ref, value)
        _raise_refused(state, what, ref)
        match state["how"]:
            case "type":
                await self._type(value, is_empty=state["empty"])
                if entry.field.kind == "combobox" and value:
                    await choose_offered(
                        window, self._frame_of(ref), entry.field, value, self._click
                    )
            case "choose":
                index = pick(choices(state), value, entry.field.label or entry.field.name, ref)
                await window.ask(self._frame_of(ref), "choose", ref, index)
            case "tick" if state["on"] != is_tick(value, state["value"]):
                point = await self._aim(ref, what, "aimTick")
                await window.click(*point)
            case "pick":
                await choose_option(window, self._frame_of(ref), entry.field, value, self._click)

    async def _attach(self, field: Field, file: Upload) -> None:
        what = fact("field-takes-file", field=quote(field.label), file=quote(file.name))
        data = b64encode(file.data).decode("ascii")
        call = ("attach", field.ref, file.name, file.content_type, data)
        done = await self._windows[-1].ask(self._frame_of(field.ref), *call)
        _raise_refused(done, what, field.ref)

    async def _type(self, value: str, *, is_empty: bool) -> None:
        window = self._windows[-1]
        keyboard = window.page.keyboard
        is_heard = self._snapshot is None or self._snapshot.scripted
        typed = value[-1:] if is_heard and value[-1:].isprintable() else ""
        if rest := value.removesuffix(typed):
            await window.perform(keyboard.insert_text(rest))
        elif not value and not is_empty:
            await window.perform(keyboard.press("Delete"))
        if typed:  # for scripts that listen to keys
            await window.perform(keyboard.type(typed))
        if value and is_heard:
            await window.perform(keyboard.press("End"))

    async def _click(self, ref: str) -> None:
        """Click a part of a list that the page draws itself."""
        point = await self._aim(ref, fact("list-to-open"), "aim", self.validate)
        window = self._windows[-1]
        await window.click(*point)

    async def _picker(self, field: Field) -> Picker | None:
        """The list that a button beside a field opens; None for a field of another kind."""
        window, frame = self._windows[-1], self._frame_of(field.ref)
        opener = await opener_of(window, frame, field)
        return Picker(window, frame, opener, self._press_in) if opener else None

    async def _press_in(self, window: CdpWindow, frame: str, ref: str) -> None:
        """Click an element in a frame that came after the page was read, or in a new window."""
        known, snapshot = self._windows[:], self._snapshot
        if window not in known:
            self._windows.append(window)
        try:
            if snapshot:
                prefix = ref[: ref.rfind(":") + 1]
                frames = {**snapshot.frames, "": window.main, prefix: frame}
                self._snapshot = replace(snapshot, frames=frames)
            await self._click(ref)
        finally:
            self._windows[:], self._snapshot = known, snapshot

    # --------------------------------------------------------------- reading

    async def _capture(self, acted: str) -> Capture:
        return await self._with_lost_documents(lambda: self._capture_once(acted))

    async def _with_lost_documents(self, look: Look) -> Capture:
        return await reload_lost(look, lambda: self._capture_once(""), lambda: self._windows[-1])

    async def _capture_once(self, acted: str) -> Capture:
        exchanges: list[Exchange] = []
        calls: list[Exchange] = []
        played: list[str] = []
        dialogs: list[str] = []
        questions: list[str] = []
        changes = 0
        while True:
            window = self._windows[-1]
            snapshot = await self._settled(window, acted)
            exchanges += window.network.exchanges()
            played += window.network.played
            calls += (one for one in window.network.calls() if self.egress.is_inside(one.url))
            dialogs += window.dialogs
            questions += window.questions
            if snapshot is not None:
                break
            if (changes := changes + 1) > MAX_REFRESHES:
                raise endless_refreshes(window.page.url, changes)
            if not window.closed:
                await stay(window, acted or window.main)
            acted = ""
            window.start_movement()
            await self._change_window(window)
        self._snapshot = snapshot
        if not exchanges and window.is_new_popup:
            exchanges.append(Exchange(method="GET", url=snapshot.url, status=snapshot.status))
        window.is_new_popup = False
        seen = await to_capture(window, snapshot, tuple(exchanges), tuple(dialogs))
        return await self._with_list_options(
            seen.model_copy(
                update={
                    "calls": tuple(calls),
                    "played": tuple(played),
                    "questions": tuple(questions),
                }
            )
        )

    async def _settled(self, window: CdpWindow, acted: str) -> Snapshot | None:
        """Wait for the page; raise the egress policy's fault if it blocked the request."""
        try:
            return await settle(window, acted, self.egress.is_inside)
        except CaptureError as fault:
            if held := self.egress.blocked.pop(window.main, None):
                raise held from fault
            if window.endless_fault():
                window.kill()
            raise

    async def _with_list_options(self, seen: Capture) -> Capture:
        """Read the lists whose options are drawn only once they are open."""
        at_hand = seen.front or seen.page
        window = self._windows[-1]
        options = await self._picked_lists(at_hand)
        rest = tuple(one for one in at_hand.fields if one.ref not in options)
        left = at_hand.model_copy(update={"fields": rest})
        options |= await read_closed_lists(left, window, self._frame_of, self._click)
        if options and self._snapshot:  # opening and closing them changed the page
            self._snapshot = replace(self._snapshot, revision=await revision_of(window))
        drawn = [one for one in seen.page.fields if one.kind == "combobox" or one.read_only]
        self._lists |= {(o.name, o.label): options[o.ref] for o in drawn if o.ref in options}
        if seen.front:  # nobody can open what lies behind a dialog
            options |= {
                one.ref: known
                for one in drawn
                if not one.options and one.ref not in options
                if (known := self._lists.get((one.name, one.label)))
            }
        front = with_options(seen.front, options) if seen.front else None
        return seen.model_copy(update={"page": with_options(seen.page, options), "front": front})

    async def _picked_lists(self, page: Page) -> dict[str, tuple[Option, ...]]:
        """The options of lists that buttons open, by the ref of the field; read once a label.

        What a button does is not known before it is pressed. So that of a field that holds
        something already is left alone, and none is pressed again that opened no list.
        """
        found: dict[str, tuple[Option, ...]] = {}
        for field in page.visible_fields:
            key = field.name, field.label
            if key in self._picked:
                found[field.ref] = self._picked[key]
            elif not field.value and (picker := await self._picker(field)):
                self._picked[key] = ()
                with suppress(ActionRefused, ContextLost, TimedOut):
                    self._picked[key] = found[field.ref] = await picker.options()
        return {ref: options for ref, options in found.items() if options}

    async def _change_window(self, window: CdpWindow) -> None:
        """Go to the popup that was opened, or back to the window that opened this one."""
        if window.opened:
            popup = await CdpWindow.attach(window.opened.pop(), self.timeout, window.scale)
            popup.is_new_popup = True
            popup.siblings, popup.answer = self._windows, window.answer
            self._windows.append(popup)
            return
        if sibling := window.redirected_sibling:
            await self._put_in_front(sibling)
            return
        self._windows.pop()
        if not self._windows:
            self._windows.append(window)
            await check_browser(window)
            raise closed_page()

    async def _put_in_front(self, window: CdpWindow) -> None:
        """Go to another window of the tab, once it shows the page that it was sent to."""
        others = (known for known in self._windows if known is not window and not known.closed)
        self._windows[:] = [*others, window]
        commits, moves = window.before.get(window.main, 0), window.same_document_moves

        def gone() -> bool:
            here = (
                window.commits.get(window.main, 0) > commits or window.same_document_moves > moves
            )
            return here or bool(window.network.failures or window.downloads)

        await window.wait_for(gone, f"the page after {window.page.url}")
        window.was_redirected = False
        await window.request("Page.bringToFront")


def _raise_refused(answer: dict[str, Any], expected: Fact, ref: str) -> None:
    """Raise what a script of ours says refuses an action, if it says so."""
    if why := answer.get("refused"):
        raise ActionRefused(expected, seen=read_fact(why), ref=ref)
