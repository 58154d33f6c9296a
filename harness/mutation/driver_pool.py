"""The drivers of many portals, one after another, which share one browser."""

from collections.abc import Awaitable, Callable

from harness.config.target import Target
from harness.driver.protocol import Engine

MIN_PAGE_SECONDS = 30.0  # for a page: several portals share the machine


class DriverPool:
    """Makes the driver of a portal, once its address is known.

    Args:
        driver: "http" or "browser".
        target: says how many seconds a page may take, if these are many.
        validate: whether a browser's own validation stays on.
    """

    def __init__(self, driver: str, target: Target, *, validate: bool = True) -> None:
        make = _browser_engines if driver == "browser" else _http_engines
        self._make, self._close = make(max(target.timeouts.page, MIN_PAGE_SECONDS), validate)

    def __call__(self, base_url: str) -> Engine:
        """Return the driver of one portal; it is used before the next one is made."""
        return self._make(base_url)

    async def close(self) -> None:
        """Close what the drivers share."""
        await self._close()


_Made = tuple[Callable[[str], Engine], Callable[[], Awaitable[None]]]


def _http_engines(seconds: float, _validate: bool) -> _Made:
    from harness.driver.http.engine import HttpEngine  # noqa: PLC0415 - only what is used

    async def nothing() -> None:
        pass

    return (lambda base_url: HttpEngine(base_url=base_url, timeout=seconds)), nothing


def _browser_engines(seconds: float, validate: bool) -> _Made:
    from harness.driver.browser.engine import BrowserEngine  # noqa: PLC0415 - only what is used
    from harness.driver.browser.process import BrowserProcess  # noqa: PLC0415

    program = BrowserProcess()

    def make(base_url: str) -> Engine:
        return BrowserEngine(base_url, seconds, validate=validate, program=program)

    return make, program.close
