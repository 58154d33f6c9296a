"""Looks at a report in a real browser, as a reader would."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, async_playwright

from harness.driver.browser.discovery import arguments, need_browser

Scheme = Literal["light", "dark"]
DESKTOP, PHONE = 1280, 390


@dataclass
class Look:
    """What came of looking.

    Attributes:
        page: still open.
        noise: everything that the browser complained of, asked or fetched.
    """

    page: Page
    noise: list[str] = field(default_factory=list)

    async def open_all(self) -> None:
        """Unfold whatever is folded."""
        await self.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")

    async def too_wide(self) -> list[str]:
        """The elements that stick out of the page on its right side."""
        found: list[str] = await self.page.evaluate(
            """() => [...document.body.querySelectorAll(':not(.unseen)')].filter((e) =>
              e.getBoundingClientRect().right > document.documentElement.clientWidth + 1
              && !e.closest('.wide, pre, .unseen, .skip, svg')
            ).map((e) => e.outerHTML.slice(0, 120))"""
        )
        wide = await self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        return [*found, *([f"the page, by {wide} pixels"] if wide > 0 else [])]

    async def violations(self) -> list[str]:
        """What axe finds."""
        results = await Axe().run(self.page)
        return [
            f"{one['id']}: {node['html'][:200]} {node['failureSummary']}"
            for one in results.response["violations"]
            for node in one["nodes"]
        ]


class Viewer:
    """A browser that opens files.

    Args:
        browser: launched.
        folder: where the file of a report is put.
    """

    def __init__(self, browser: Browser, folder: Path) -> None:
        self._browser = browser
        self._folder = folder

    @asynccontextmanager
    async def look(
        self, html: str, width: int = DESKTOP, scheme: Scheme = "light"
    ) -> AsyncIterator[Look]:
        """Open a report in a window of that width."""
        file = self._folder / "looked-at.html"
        file.write_text(html, encoding="utf-8", errors="backslashreplace")
        context = await self._browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme
        )
        try:
            look = Look(await context.new_page())
            look.page.on("console", lambda message: look.noise.append(message.text))
            look.page.on("pageerror", lambda error: look.noise.append(str(error)))
            look.page.on("dialog", lambda dialog: look.noise.append(f"dialog {dialog.message}"))
            look.page.on("popup", lambda popup: look.noise.append(f"popup {popup.url}"))
            look.page.on("request", lambda asked: look.noise.append(f"request {asked.url[:99]}"))
            await look.page.goto(file.as_uri())
            look.noise = [one for one in look.noise if not _is_own(one, file)]
            yield look
        finally:
            await context.close()


def _is_own(noise: str, file: Path) -> bool:
    """The report itself, and the pictures that stand in it."""
    return noise == f"request {file.as_uri()}" or noise.startswith("request data:image/")


@asynccontextmanager
async def viewer(folder: Path) -> AsyncIterator[Viewer]:
    """A browser for the time of some tests."""
    choice = need_browser()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=choice.path, args=arguments(choice)
        )
        try:
            yield Viewer(browser, folder)
        finally:
            await browser.close()
