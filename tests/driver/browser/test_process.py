"""One browser serves many portals, one after another, and no visit outlives its portal."""

import pytest

from harness.driver.browser.engine import BrowserEngine
from harness.driver.browser.process import BrowserProcess
from tests.driver.portal import Portal

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_engines_share_it_and_leave_no_visit(site: Portal) -> None:
    """The second engine finds it running, without what the first left open."""
    program = BrowserProcess()
    for _ in range(2):
        async with BrowserEngine(site.url, program=program) as engine:
            await (await (await engine.session()).tab()).open("/forms")
    first = program._browser
    async with program.lease() as browser:
        assert browser is first
        assert browser.contexts == []
    await program.close()


async def test_one_that_ended_is_started_again(site: Portal) -> None:
    """A browser that broke costs the portal at hand, and not those to come."""
    program = BrowserProcess()
    async with program.lease() as browser:
        await browser.close()
    async with BrowserEngine(site.url, program=program) as engine:
        assert (await (await (await engine.session()).tab()).open("/forms")).page.fields
    await program.close()
