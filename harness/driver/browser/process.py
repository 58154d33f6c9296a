"""The browser process: started when it is needed, and used by one engine after another."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from playwright.async_api import Browser, Error, Playwright, async_playwright

from harness.config.connection import PLAIN, Access
from harness.core.errors import EnvironmentFault
from harness.core.processes.environment import environment_of_browser, secrets_hidden
from harness.driver.browser.access import authorities_of, proxy_of
from harness.driver.browser.chromium_errors import first_line
from harness.driver.browser.discovery import BrowserChoice, arguments, need_browser

CLOSING = 20.0  # seconds that pages may take to close


@dataclass
class BrowserProcess:
    """One Chromium process; starting it takes longer than many a scenario.

    Args:
        headed: whether it shows its windows.
        slow_mo: milliseconds to wait before each action.
        access: how the portal is reached.
    """

    headed: bool = False
    slow_mo: float = 0
    access: Access = PLAIN
    more: Sequence[str] = ()

    def __post_init__(self) -> None:
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None

    @asynccontextmanager
    async def lease(self) -> AsyncIterator[Browser]:
        """Use the browser alone, starting it if it does not run; closes open contexts afterwards.

        Raises:
            BrowserMissing: there is no browser on this machine.
            EnvironmentFault: it does not start.
        """
        if self._browser is None or not self._browser.is_connected():
            await self.close()
            self._browser = await self._start()
        browser = self._browser
        try:
            yield browser
        finally:
            try:
                async with asyncio.timeout(CLOSING):
                    for context in browser.contexts:
                        with suppress(Error):
                            await context.close()
            except TimeoutError:  # its scripts leave the browser no moment: the next one is new
                await self.close()

    async def _start(self) -> Browser:
        choice = need_browser(headed=self.headed)
        with secrets_hidden(), authorities_of(self.access):
            self._playwright = await async_playwright().start()
        try:
            return await self._playwright.chromium.launch(
                executable_path=choice.path,
                headless=not self.headed,
                args=[*arguments(choice), *self.more],
                env=dict(environment_of_browser()),
                slow_mo=self.slow_mo,
                proxy=proxy_of(self.access),
            )
        except Error as broken:
            await self.close()
            raise _start_fault(choice, broken) from broken

    async def close(self) -> None:
        """End the process; does nothing if it does not run."""
        if self._browser is not None:
            with suppress(Error, TimeoutError):
                await asyncio.wait_for(self._browser.close(), CLOSING)
        if self._playwright is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._playwright.stop(), CLOSING)
        self._browser = self._playwright = None


def _start_fault(choice: BrowserChoice, broken: Error) -> EnvironmentFault:
    return EnvironmentFault(
        f"the browser {choice.path} to start",
        seen=first_line(broken),
        remedy="Run it by hand to see what it lacks, or install another.",
    )
