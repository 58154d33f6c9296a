"""Compares the speed of hand-written Playwright and of our drivers, on the same form flow.

Run it as `python benchmarks/drivers.py [WALKS] [JOBS]`. A walk goes through five pages with a form
each, on a portal in this process. The hand-written walk checks the headings that a test would
assert; our drivers read each whole page.
"""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web
from playwright.async_api import Browser, async_playwright, expect

from harness.driver.browser.discovery import arguments, need_browser
from harness.driver.browser.engine import BrowserEngine
from harness.driver.http.engine import HttpEngine
from harness.driver.protocol import Capture, Engine, FieldInput

PAGES = 5
LABELS = ("Numéro SIRET", "Numéro BCR", "Votre Nom", "Prénom")
FILLER = "".join(f"<li><a href='#{n}'>Lien utile numéro {n}</a></li>" for n in range(40))
Walk = Callable[[], Awaitable[None]]


def document(step: int) -> str:
    """One page of the form flow."""
    rows = "".join(
        f"<tr><th><label for=f{n}>{label} *</label></th><td><input id=f{n} name=f{n}></td></tr>"
        for n, label in enumerate(LABELS)
    )
    return (
        f"<!DOCTYPE html><html lang=fr><head><title>Étape {step}</title></head><body>"
        f"<h1>Étape {step}</h1><ul>{FILLER}</ul><form method=post action='/{step + 1}'>"
        f"<table>{rows}</table><button>Suivant</button></form></body></html>"
    )


async def _answer(request: web.Request) -> web.Response:
    await request.read()
    step = int(request.match_info["step"])
    return web.Response(text=document(step), content_type="text/html")


@asynccontextmanager
async def portal() -> AsyncIterator[str]:
    """Serve the portal on a free port; gives its address."""
    app = web.Application()
    app.router.add_route("*", "/{step}", _answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def by_hand(browser: Browser, base: str) -> None:
    """One walk as one writes it with Playwright."""
    context = await browser.new_context(locale="fr-FR")
    page = await context.new_page()
    await page.goto(f"{base}/1")
    for step in range(1, PAGES + 1):
        await expect(page.get_by_role("heading", name=f"Étape {step}")).to_be_visible()
        for label in LABELS:
            await page.get_by_label(label).fill("DUPONT")
        async with page.expect_navigation():
            await page.get_by_role("button", name="Suivant").click()
    await context.close()


async def by_driver(engine: Engine) -> None:
    """One walk with one of our drivers."""
    session = await engine.session()
    tab = await session.tab()
    capture = await tab.open("/1")
    for step in range(1, PAGES + 1):
        if capture.page.headings[0].text != f"Étape {step}":
            raise AssertionError(capture.page.headings)
        await tab.fill(_entries(capture))
        capture = await tab.press(capture.page.buttons[0])
    await session.close()


def _entries(capture: Capture) -> list[FieldInput]:
    fields = {field.label: field for field in capture.page.fields}
    return [FieldInput(field=fields[label], value="DUPONT") for label in LABELS]


async def timed(walk: Walk, walks: int, jobs: int) -> float:
    """Seconds for all walks, `jobs` of them at once."""
    queue = iter(range(walks))

    async def worker() -> None:
        for _ in queue:
            await walk()

    await walk()  # the first walk loads modules, and is not measured
    began = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(jobs)))
    return time.perf_counter() - began


async def main(walks: int, jobs: int) -> None:
    """Measure all three, print the results."""
    async with portal() as base:
        async with async_playwright() as playwright:
            choice = need_browser()
            browser = await playwright.chromium.launch(
                executable_path=choice.path, args=arguments(choice)
            )
            hand = await timed(lambda: by_hand(browser, base), walks, jobs)
            await browser.close()
        async with BrowserEngine(base_url=base) as engine:
            ours = await timed(lambda: by_driver(engine), walks, jobs)
        async with HttpEngine(base_url=base) as http:
            plain = await timed(lambda: by_driver(http), walks, jobs)
    pages = walks * (PAGES + 1)
    print(f"{walks} walks of {PAGES + 1} pages, {jobs} at once")
    for name, seconds in (("by hand", hand), ("browser driver", ours), ("http driver", plain)):
        each = 1000 * seconds * jobs / pages
        print(f"{name:15} {seconds:6.2f} s  {each:6.1f} ms per page  ratio {seconds / hand:.2f}")


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:3]]
    asyncio.run(main(*given, *(40, 2)[len(given) :]))
