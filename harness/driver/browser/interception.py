"""The gate of a whole browser: each request for a document or by a script passes it.

One session with the browser itself hears the requests of all windows, also the first one of a
window that is just being opened, and each hop of a redirect.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Browser, CDPSession, Error

from harness.core.errors import CaptureError, EnvironmentFault
from harness.driver.egress_policy import EgressPolicy

_TALKING = ("Document", "XHR", "Fetch", "Ping", "EventSource", "Media")
Event = Mapping[str, Any]


@asynccontextmanager
async def intercepted(browser: Browser, egress: EgressPolicy) -> AsyncIterator[None]:
    """Have all requests of a browser pass a egress, as long as it is lent.

    Raises:
        EnvironmentFault: the browser does not let itself be heard.
    """
    try:
        cdp = await browser.new_browser_cdp_session()
        await Interception(cdp, egress).begin()
    except Error as broken:
        raise EnvironmentFault(
            "a browser whose requests can be held back",
            seen=str(broken).partition("\n")[0],
            remedy="Install a newer Chromium; `codes-perdus doctor` tells which is used.",
        ) from broken
    try:
        yield
    finally:
        with suppress(Error):
            await cdp.detach()


@dataclass
class Interception:
    """Lets through what may be sent.

    Args:
        cdp: the session with the browser.
        egress: knows what may be sent where.
    """

    cdp: CDPSession
    egress: EgressPolicy
    _answers: set[asyncio.Task[None]] = field(default_factory=set)

    async def begin(self) -> None:
        """Hear the browser's requests from now on: all of them where each bears our headers."""
        self.cdp.on("Fetch.requestPaused", self._paused)
        kinds = [{"urlPattern": "*", "resourceType": kind} for kind in _TALKING]
        patterns = [{"urlPattern": "*"}] if self.egress.headers else kinds
        await self.cdp.send("Fetch.enable", {"patterns": patterns})

    def _paused(self, event: Event) -> None:
        task = asyncio.ensure_future(self._answer(event))
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)

    async def _answer(self, event: Event) -> None:
        request = {"requestId": event["requestId"]}
        asked = event["request"]
        data = bool(asked.get("hasPostData"))
        # what a script may not send is told, but the page itself is none that was held back
        frame = event.get("frameId", "") if event.get("resourceType") == "Document" else ""
        try:
            self.egress.check(asked["method"], asked["url"], data=data, frame=frame)
        except CaptureError:
            await self._tell("Fetch.failRequest", {**request, "errorReason": "BlockedByClient"})
            return
        if self.egress.headers and self.egress.is_own(asked["url"]):
            request["headers"] = self._with_ours(asked["headers"])
        await self._tell("Fetch.continueRequest", request)

    def _with_ours(self, headers: Mapping[str, str]) -> list[dict[str, str]]:
        ours = {name.lower() for name in self.egress.headers}
        kept = {name: value for name, value in headers.items() if name.lower() not in ours}
        every = {**kept, **self.egress.headers}
        return [{"name": name, "value": value} for name, value in every.items()]

    async def _tell(self, method: str, settings: dict[str, Any]) -> None:
        try:
            await self.cdp.send(method, settings)
        except Error:
            return  # the window went away with its request
