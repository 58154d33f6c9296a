"""The drivers of many portals, one after another: one browser serves them all."""

from collections.abc import Awaitable, Callable

from harness.config.target import Target
from harness.driver.protocol import Engine

_PAGE_SECONDS = 30.0  # for a page: several portals share the machine


class Engines:
    """Makes the driver of a portal, once its address is known.

    Args:
        driver: "http" or "browser".
        target: says how many seconds a page may take, if these are many.
        validate: whether a browser's own validation stays on.
    """

    def __init__(self, driver: str, target: Target, *, validate: bool = True) -> None:
        make = _browsers if driver == "browser" else _https
        self._make, self._close = make(max(target.timeouts.page, _PAGE_SECONDS), validate)

    def __call__(self, base_url: str) -> Engine:
        """The driver of one portal, to be used before the next is made."""
        return self._make(base_url)

    async def close(self) -> None:
        """End what all of them used."""
        await self._close()


_Made = tuple[Callable[[str], Engine], Callable[[], Awaitable[None]]]


def _https(seconds: float, _validate: bool) -> _Made:
    from harness.driver.http.engine import HttpEngine  # noqa: PLC0415 - only what is used

    async def nothing() -> None:
        pass

    return (lambda base_url: HttpEngine(base_url=base_url, timeout=seconds)), nothing


def _browsers(seconds: float, validate: bool) -> _Made:
    from harness.driver.browser.engine import BrowserEngine  # noqa: PLC0415 - only what is used
    from harness.driver.browser.process import BrowserProcess  # noqa: PLC0415

    program = BrowserProcess()

    def make(base_url: str) -> Engine:
        return BrowserEngine(base_url, seconds, validate=validate, program=program)

    return make, program.close
