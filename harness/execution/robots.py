"""What the portal's `robots.txt` says to us by name.

It is written for search engines, who come unasked. A test run is asked for by the portal's
owner, and goes only where a person would: rules for everybody ("*") are no rules for it. Rules
that name `codes-perdus` are, its `Crawl-delay` too.
"""

from collections.abc import Callable

from protego import Protego

from harness.core.errors import CaptureError
from harness.core.url import resolve
from harness.driver.protocol import Engine

AGENT = "codes-perdus"
_FOUND = 200


async def read_robots(engine: Engine, base_url: str) -> tuple[Callable[[str], bool], float]:
    """The addresses that are closed to us, and the seconds that we must let pass between two.

    A portal without such a file, or whose file does not name us, closes none.
    """
    session = await engine.session()
    try:
        found = await (await session.tab()).fetch(resolve(base_url, "/robots.txt") or base_url)
    except CaptureError:
        return _open, 0.0  # the first movement tells what is wrong with the portal
    finally:
        await session.close()
    text = found.body.decode("utf-8", "replace") if found.status == _FOUND else ""
    return rules(text)


def rules(text: str) -> tuple[Callable[[str], bool], float]:
    """What a `robots.txt` says to us: which addresses are closed, and how long to wait."""
    agents = (line.partition(":") for line in text.splitlines())
    named = (v.partition("#")[0].strip() for k, _, v in agents if k.strip().lower() == "user-agent")
    if AGENT not in {agent.lower() for agent in named}:
        return _open, 0.0
    parsed = Protego.parse(text)
    return lambda url: not parsed.can_fetch(url, AGENT), parsed.crawl_delay(AGENT) or 0.0


def _open(url: str) -> bool:
    del url
    return False
