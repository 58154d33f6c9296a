"""Each portal gets a driver of the wanted kind, with a target's patience."""

from harness.config.connection import Visitor
from harness.config.limits import TimeoutSettings
from harness.config.target import Target
from harness.driver.browser.engine import BrowserEngine
from harness.driver.http.engine import HttpEngine
from harness.mutation.driver_pool import DriverPool

URL = "http://127.0.0.1:1/"


def target(**seconds: float) -> Target:
    """A target with such time-outs."""
    timeouts = TimeoutSettings.model_validate(seconds)
    return Target(name="made", base_url=URL, mail={"source": "none"}, timeouts=timeouts)


async def test_plain_http() -> None:
    """It waits longer for a page than a run does: portals share the machine."""
    engines = DriverPool("http", target(page=5))
    engine = engines(URL)
    assert isinstance(engine, HttpEngine)
    assert (engine.base_url, engine.timeout) == (URL, 30)
    await engines.close()


async def test_the_portal_is_visited_as_its_target_says() -> None:
    """In the language of its visitor: a portal in another one would break every statement."""
    visitor = Visitor(locale="en-GB")
    engine = DriverPool("http", target().model_copy(update={"visitor": visitor}))(URL)
    assert isinstance(engine, HttpEngine)
    assert engine.visitor == visitor


async def test_one_browser_for_all() -> None:
    """Validation is as wanted; a target that asks for more patience gets it."""
    engines = DriverPool("browser", target(page=50), validate=False)
    one, other = engines(URL), engines(URL)
    assert isinstance(one, BrowserEngine)
    assert isinstance(other, BrowserEngine)
    assert one.program is other.program is not None
    assert (one.timeout, one.validate) == (50, False)
    await engines.close()
