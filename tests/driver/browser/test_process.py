"""One browser serves many portals, one after another, and no visit outlives its portal."""

from contextlib import suppress
from pathlib import Path

import pytest

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
        async with BrowserEngine(site.url, program=program) as engine:
            await (await (await engine.session()).tab()).open("/forms")
    first = program._browser
    async with program.lease() as browser:
        assert browser is first
        assert browser.contexts == []
    assert not started_with(secret)
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
    async with BrowserEngine(site.url, program=program) as engine:
        assert (await (await (await engine.session()).tab()).open("/forms")).page.fields
    await program.close()
