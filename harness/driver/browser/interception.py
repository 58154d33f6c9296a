"""Applies the egress policy to a whole browser: to requests for documents and by scripts.

One DevTools session with the browser itself sees the requests of all windows, also the first one
of a window that is just being opened, and each hop of a redirect.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Browser, CDPSession, Error

from harness.core.errors import CaptureError, EnvironmentFault
from harness.driver.browser.chromium_errors import first_line
from harness.driver.egress_policy import EgressPolicy

_CHECKED_TYPES = ("Document", "XHR", "Fetch", "Ping", "EventSource", "Media")
Event = Mapping[str, Any]


@asynccontextmanager
async def intercepted(browser: Browser, egress: EgressPolicy) -> AsyncIterator[None]:
    """Check all requests of a browser within this context.

    Raises:
        EnvironmentFault: the browser does not allow it.
    """
    try:
        cdp = await browser.new_browser_cdp_session()
        await Interception(cdp, egress).begin()
    except Error as broken:
        raise EnvironmentFault(
            "a browser whose requests can be held back",
            seen=first_line(broken),
            remedy="Install a newer Chromium; `codes-perdus doctor` tells which is used.",
        ) from broken
    try:
        yield
    finally:
        with suppress(Error):
            await cdp.detach()


@dataclass
class Interception:
    """Continues or fails each request."""

    cdp: CDPSession
    egress: EgressPolicy
    _answers: set[asyncio.Task[None]] = field(default_factory=set)

    async def begin(self) -> None:
        """Begin to intercept requests; all of them if the policy adds headers."""
        self.cdp.on("Fetch.requestPaused", self._paused)
        kinds = [{"urlPattern": "*", "resourceType": kind} for kind in _CHECKED_TYPES]
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
        # a blocked request of a script is reported, but it does not block the page itself
        frame = event.get("frameId", "") if event.get("resourceType") == "Document" else ""
        try:
            self.egress.check(asked["method"], asked["url"], data=data, frame=frame)
        except CaptureError:
            await self._send("Fetch.failRequest", {**request, "errorReason": "BlockedByClient"})
            return
        if self.egress.headers and self.egress.is_own(asked["url"]):
            request["headers"] = self._with_policy_headers(asked["headers"])
        await self._send("Fetch.continueRequest", request)

    def _with_policy_headers(self, headers: Mapping[str, str]) -> list[dict[str, str]]:
        ours = {name.lower() for name in self.egress.headers}
        kept = {name: value for name, value in headers.items() if name.lower() not in ours}
        every = {**kept, **self.egress.headers}
        return [{"name": name, "value": value} for name, value in every.items()]

    async def _send(self, method: str, settings: dict[str, Any]) -> None:
        try:
            await self.cdp.send(method, settings)
        except Error:
            return  # the window closed with its request
