"""The drivers of many portals, one after another, which share one browser."""

from dataclasses import replace

from harness.config.target import Target
from harness.driver.factory import DriverOptions, open_engine
from harness.driver.protocol import Engine

MIN_PAGE_SECONDS = 30.0  # for a page: several portals share the machine


class DriverPool:
    """Makes the driver of a portal, once its address is known.

    Args:
        driver: "http" or "browser".
        target: how its portal is reached, and by whom; how many seconds a page may take, if
            these are many.
        validate: whether a browser's own validation stays on.
    """

    def __init__(self, driver: str, target: Target, *, validate: bool = True) -> None:
        page = max(target.timeouts.page, MIN_PAGE_SECONDS)
        timeouts = target.timeouts.model_copy(update={"page": page})
        self._target = target.model_copy(update={"timeouts": timeouts})
        self._options = DriverOptions(driver, validate=validate)
        if driver == "browser":
            from harness.driver.browser.process import BrowserProcess  # noqa: PLC0415 - only if used

            program = BrowserProcess(access=target.access)
            self._options = replace(self._options, program=program)

    def __call__(self, base_url: str) -> Engine:
        """Return the driver of one portal; it is used before the next one is made."""
        return open_engine(self._target, base_url, self._options)

    async def close(self) -> None:
        """Close what the drivers share."""
        if self._options.program:
            await self._options.program.close()
