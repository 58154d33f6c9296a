"""One browser serves many portals, one after another, and no visit outlives its portal."""

import asyncio
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext

from harness.driver.browser import engine, process
from harness.driver.browser.engine import BrowserEngine
from harness.driver.browser.process import BrowserProcess
from tests.driver.portal import Portal

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_engines_share_it_and_leave_no_visit(
    site: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second engine finds it running, without what the first left open.

    Neither the browser nor Playwright's own program is given a secret of the environment.
    """
    monkeypatch.setenv("PORTAL_CODE", secret := "a-secret-of-the-target")
    program = BrowserProcess()
    for _ in range(2):
        async with BrowserEngine(site.url, program=program) as used:
            await (await (await used.session()).tab()).open("/forms")
    first = program._browser
    async with program.lease() as browser:
        assert browser is first
        assert browser.contexts == []
    assert not started_with(secret)
    await program.close()


async def test_a_visit_that_does_not_close_costs_the_browser(
    site: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page may keep it busy for ever; the next portal gets a new one."""
    program = BrowserProcess()

    async def endless(_context: BrowserContext) -> None:
        await asyncio.Event().wait()

    with monkeypatch.context() as patched:
        for module in (process, engine):
            patched.setattr(module, "CLOSING", 0.01)
        patched.setattr(BrowserContext, "close", endless)
        async with BrowserEngine(site.url, program=program) as first:
            await (await first.session()).close()
    async with program.lease() as browser:
        assert browser.contexts == []
    await program.close()


def started_with(value: str) -> list[str]:
    """The processes whose environment holds a value."""
    found = []
    for environment in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            found += [environment.parent.name] if value.encode() in environment.read_bytes() else []
    return found


async def test_one_that_ended_is_started_again(site: Portal) -> None:
    """A browser that broke costs the portal at hand, and not those to come."""
    program = BrowserProcess()
    async with program.lease() as browser:
        await browser.close()
    async with BrowserEngine(site.url, program=program) as used:
        assert (await (await (await used.session()).tab()).open("/forms")).page.fields
    await program.close()
