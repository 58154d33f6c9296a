"""What every driver keeps: one test class, inherited by each of them.

The module that inherits it gives the fixtures `engine` and `impatient`, a window that waits
for a fraction of a second only; the portal is `tests.driver.portal`.
"""

from collections.abc import AsyncIterator

import pytest_asyncio

from harness.driver.protocol import Engine, Session, Tab
from tests.contracts.driver_lost import LostContract
from tests.contracts.driver_moving import MovingContract
from tests.contracts.driver_opening import OpeningContract
from tests.contracts.driver_sending import SendingContract
from tests.driver.portal import Portal


class DriverContract(OpeningContract, SendingContract, MovingContract, LostContract):
    """The promises of `harness.driver.protocol`."""

    @pytest_asyncio.fixture(loop_scope="session")
    async def session(self, engine: Engine) -> AsyncIterator[Session]:
        """A visit of its own for each test."""
        session = await engine.session()
        yield session
        await session.close()

    @pytest_asyncio.fixture(loop_scope="session")
    async def tab(self, session: Session, site: Portal) -> Tab:
        """One window."""
        return await session.tab()
