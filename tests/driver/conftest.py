"""One portal and one browser for all tests of the drivers; what it received is forgotten."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from harness.driver.browser.process import BrowserProcess
from tests.driver.portal import Portal, portal


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def served() -> AsyncIterator[Portal]:
    """The portal, started once."""
    async with portal() as running:
        yield running


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def program() -> AsyncIterator[BrowserProcess]:
    """The browser; for one engine at a time, which closes what is open in it."""
    program = BrowserProcess()
    yield program
    await program.close()


@pytest.fixture
def site(served: Portal) -> Portal:
    """The portal with an empty memory."""
    served.received.clear()
    served.headers.clear()
    return served
