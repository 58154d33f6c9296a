"""The browser driver: opens sessions. Only this package uses Playwright."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Self

from playwright.async_api import Browser, BrowserContext, Error

from harness.config.connection import ANYBODY, PLAIN, Access, Visitor
from harness.core.errors import EnvironmentFault
from harness.driver.browser.access import known_keys, visit_of
from harness.driver.browser.cdp_window import UNSEEN, CdpWindow
from harness.driver.browser.chromium_errors import first_line, is_closed
from harness.driver.browser.interception import intercepted
from harness.driver.browser.process import CLOSING, BrowserProcess
from harness.driver.browser.tab import BrowserTab
from harness.driver.egress_policy import EgressPolicy

_STARTING = 60.0  # seconds that the browser may take to open a window, or a context


@dataclass
class BrowserSession:
    """A session: a browser context with its own cookies.

    Attributes:
        scale: of the size in which its windows are drawn.
    """

    context: BrowserContext
    egress: EgressPolicy
    timeout: float
    validate: bool
    trace: Path | None = None
    scale: float = 1.0

    async def tab(self) -> BrowserTab:
        """Open another window of the same session."""
        try:
            async with asyncio.timeout(_STARTING):
                page = await self.context.new_page()
                window = await CdpWindow.attach(page, self.timeout, self.scale)
        except TimeoutError as slow:
            raise _slow_browser("another window in the browser") from slow
        return BrowserTab(self.context, window, self.egress, self.timeout, self.validate)

    async def forget(self) -> None:
        """Delete the cookies, as if the session had expired."""
        await self.context.clear_cookies()

    async def close(self) -> None:
        """End the session and close all its windows; writes the trace."""
        try:
            async with asyncio.timeout(CLOSING):
                if self.trace is not None:
                    await self.context.tracing.stop(path=self.trace)
                await self.context.close()
        except TimeoutError:
            return  # the end of the lease closes it, or the whole browser
        except Error as broken:
            if not is_closed(broken):
                raise


@dataclass
class BrowserEngine:
    """Opens sessions in one Chromium.

    Args:
        timeout: seconds that one answer may take.
        headed: whether the browser shows its windows.
        trace_dir: folder for a trace of each session, with all its secrets; None for no traces.
        slow_mo: milliseconds to wait before each action, so that it can be watched.
        validate: whether the browser's own form validation stays on.
        access: how the portal is reached.
        hosts: further hosts of the portal.
        program: a browser process shared with other engines; None for an own one.
    """

    base_url: str
    timeout: float = 10.0
    headed: bool = False
    trace_dir: Path | None = None
    slow_mo: float = 0
    validate: bool = True
    access: Access = PLAIN
    visitor: Visitor = ANYBODY
    hosts: Sequence[str] = ()
    program: BrowserProcess | None = None
    name: str = field(default="browser", init=False)
    observes: frozenset[str] = field(
        default=frozenset({"javascript", "layout", "screenshots", "audit"}), init=False
    )

    def __post_init__(self) -> None:
        if self.validate:
            self.observes |= {"validation"}
        self.egress = EgressPolicy(self.base_url, self.hosts, self.access.own_headers)
        self._numbers = count(1)
        self._stack = AsyncExitStack()
        self._browser: Browser | None = None

    async def session(self) -> BrowserSession:
        """Open a session without cookies."""
        if self._browser is None:
            raise RuntimeError("the engine is started by `async with`")
        settings = visit_of(self.access, self.visitor, self.base_url)
        try:
            async with asyncio.timeout(_STARTING):
                context = await self._browser.new_context(**settings)
                trace = await self._begin_trace(context)
        except TimeoutError as slow:
            raise _slow_browser("a new visit in the browser") from slow
        except Error as broken:
            raise EnvironmentFault(
                "a new visit in the browser",
                seen=first_line(broken),
                remedy="Run again; if it stays so, look at the machine's memory.",
            ) from broken
        scale = 1.0 if self.headed or (self.program and self.program.headed) else UNSEEN
        return BrowserSession(context, self.egress, self.timeout, self.validate, trace, scale)

    async def _begin_trace(self, context: BrowserContext) -> Path | None:
        if self.trace_dir is None:
            return None
        await context.tracing.start(snapshots=True)
        return self.trace_dir / f"session-{next(self._numbers):03}.zip"

    async def __aenter__(self) -> Self:
        program = self.program
        if program is None:
            keys = await known_keys(self.access, self.base_url, self.timeout)
            program = BrowserProcess(self.headed, self.slow_mo, access=self.access, more=keys)
            self._stack.push_async_callback(program.close)
        self._browser = await self._stack.enter_async_context(program.lease())
        await self._stack.enter_async_context(intercepted(self._browser, self.egress))
        return self

    async def __aexit__(self, *details: object) -> None:
        self._browser = None
        await self._stack.aclose()


def _slow_browser(expected: str) -> EnvironmentFault:
    return EnvironmentFault(
        expected,
        seen=f"nothing within {_STARTING:g} s",
        remedy="Run again; if it stays so, run fewer scenarios at once (--jobs).",
    )
