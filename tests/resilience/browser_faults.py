"""Faults of the browser itself."""

import asyncio
from contextlib import suppress
from pathlib import Path

from playwright.async_api import CDPSession, Error

from tests.resilience.rig import OpenProgram, Told, run_through
from tests.resilience.strikes import HTML, OK, WORDS
from tests.resilience.wire import Line

STEP_1 = r"GET /codes-perdus"


async def crashes(*, driver: str, folder: Path, program: OpenProgram) -> Told:
    """The tab crashes while its page still comes."""

    async def strike(line: Line) -> None:
        page = program.browser.contexts[-1].pages[-1]
        await line.send(OK + HTML + b"\r\n" + WORDS)
        await page.wait_for_url("**/codes-perdus", wait_until="commit")
        await _send(await page.context.new_cdp_session(page), "Page.crash")
        await asyncio.Event().wait()

    return await run_through(strike, STEP_1, driver=driver, folder=folder, program=program)


async def ends(*, driver: str, folder: Path, program: OpenProgram) -> Told:
    """The browser ends."""

    async def strike(_line: Line) -> None:
        await _send(await program.browser.new_browser_cdp_session(), "Browser.crash")
        await asyncio.Event().wait()

    return await run_through(strike, STEP_1, driver=driver, folder=folder, program=program)


async def _send(session: CDPSession, method: str) -> None:
    """Nobody is left to answer."""
    with suppress(Error, TimeoutError):
        await asyncio.wait_for(session.send(method), 1)
