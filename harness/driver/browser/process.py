"""The browser as a program: started when it is needed, and lent to one engine after another."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from playwright.async_api import Browser, Error, Playwright, async_playwright

from harness.config.connection import PLAIN, Access
from harness.core.errors import EnvironmentFault
from harness.driver.browser.access import authorities_of, proxy_of
from harness.driver.browser.discovery import BrowserChoice, arguments, need_browser


@dataclass
class Program:
    """One Chromium; to start it takes longer than many a walk.

    Args:
        headed: whether people can watch.
        slow_mo: milliseconds to wait before each action, for people who watch.
        access: how the portal is reached.
        more: arguments of its command line.
    """

    headed: bool = False
    slow_mo: float = 0
    access: Access = PLAIN
    more: Sequence[str] = ()

    def __post_init__(self) -> None:
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None

    @asynccontextmanager
    async def lent(self) -> AsyncIterator[Browser]:
        """Have it alone, started if it does not run (any more); visits left open are ended after.

        Raises:
            BrowserMissing: there is none on this machine.
            EnvironmentFault: it does not start.
        """
        if self._browser is None or not self._browser.is_connected():
            await self.close()
            self._browser = await self._start()
        browser = self._browser
        try:
            yield browser
        finally:
            for context in browser.contexts:
                with suppress(Error):
                    await context.close()

    async def _start(self) -> Browser:
        choice = need_browser(headed=self.headed)
        with authorities_of(self.access):
            self._playwright = await async_playwright().start()
        try:
            return await self._playwright.chromium.launch(
                executable_path=choice.path,
                headless=not self.headed,
                args=[*arguments(choice), *self.more],
                slow_mo=self.slow_mo,
                proxy=proxy_of(self.access),
            )
        except Error as broken:
            await self.close()
            raise _not_started(choice, broken) from broken

    async def close(self) -> None:
        """End it; nothing if it does not run."""
        if self._browser is not None:
            with suppress(Error):
                await self._browser.close()
        if self._playwright is not None:
            await self._playwright.stop()
        self._browser = self._playwright = None


def _not_started(choice: BrowserChoice, broken: Error) -> EnvironmentFault:
    return EnvironmentFault(
        f"the browser {choice.path} to start",
        seen=str(broken).partition("\n")[0],
        remedy="Run it by hand to see what it lacks, or install another.",
    )
