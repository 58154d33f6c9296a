"""One portal for all tests of the drivers; what it received is forgotten between them."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.driver.portal import Portal, portal


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def served() -> AsyncIterator[Portal]:
    """The portal, started once."""
    async with portal() as running:
        yield running


@pytest.fixture
def site(served: Portal) -> Portal:
    """The portal with an empty memory."""
    served.received.clear()
    served.headers.clear()
    return served
