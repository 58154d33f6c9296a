"""What keeps a run from doing harm: its rate, its limits, a stop file, and `robots.txt`.

`robots.txt` addresses crawlers, which come unasked. The owner of the portal asks for a test run,
and it goes only where a visitor would: rules for everybody ("*") do not apply to it. Rules that
name `codes-perdus` do, and so does its `Crawl-delay`.
"""

from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from protego import Protego

from harness.config.limits import LimitSettings
from harness.core.errors import CaptureError, RunHalted
from harness.core.rate_limit import RateLimiter
from harness.core.url import browser_url
from harness.driver.protocol import Capture, Engine

WINDOW = 20  # the number of latest answers that are looked at together
MIN_SLOW = 2.0  # seconds: a portal that answers sooner is never taken to be in distress
AGENT = "codes-perdus"
_SERVER_ERROR = 500
_FOUND = 200


class SafetyLimits:
    """Asked before each movement, and told what each led to. Shared by all scenarios of a run.

    If one of the stop files exists, the run stops.

    Attributes:
        reason: why no further movement is made; "" while the run may go on.
    """

    def __init__(
        self,
        pace: RateLimiter | None = None,
        limits: LimitSettings | None = None,
        stop_files: Sequence[Path] = (),
    ) -> None:
        self._pace = pace or RateLimiter()
        self._limits = limits or LimitSettings()
        self._stop_files = stop_files
        self._errors: deque[bool] = deque(maxlen=WINDOW)
        self._first: list[float] = []
        self._latest: deque[float] = deque(maxlen=WINDOW)
        self._movements = 0
        self.reason = ""

    async def step(self) -> None:
        """Wait until the next movement may be made.

        Raises:
            RunHalted: the run must end.
        """
        self._check()
        await self._pace.wait()
        self._check()
        self._movements += 1

    def _check(self) -> None:
        stop_file = next((path for path in self._stop_files if path.exists()), None)
        if stop_file:
            self.stop(f"the file {stop_file} asks for it")
        if self._limits.requests and self._movements >= self._limits.requests:
            self.stop(f"{self._movements} movements were made, as many as [limits] allows")
        if self.reason:
            raise RunHalted(
                "a run that may go on",
                seen=self.reason,
                remedy="What was recorded up to there is kept and judged.",
            )

    def record_response(self, capture: Capture | None) -> None:
        """Record what a movement led to; None for no answer. A portal in distress stops the run."""
        requests = capture.requests if capture else ()
        failed = capture is None or any(one.status >= _SERVER_ERROR for one in requests)
        self._errors.append(failed)
        self._pace.charge(len(requests) - 1)
        for seconds in (one.duration for one in requests if one.duration):
            if len(self._first) < WINDOW:
                self._first.append(seconds)
            self._latest.append(seconds)
        self._stop_in_distress()

    def _stop_in_distress(self) -> None:
        limits, errors = self._limits, sum(self._errors)
        if limits.errors and len(self._errors) == WINDOW and errors >= limits.errors * WINDOW:
            self.stop(f"{errors} of the last {WINDOW} movements met an error or no answer")
        if not limits.slowdown or len(self._latest) < WINDOW:
            return
        before, now = median(self._first), median(self._latest)
        if now > MIN_SLOW and now > limits.slowdown * before:
            self.stop(f"the portal answers in {now:.1f} s; at first it took {before:.1f} s")

    def stop(self, reason: str) -> None:
        """End the run before its next movement; the first reason counts."""
        self.reason = self.reason or reason


async def read_robots(engine: Engine, base_url: str) -> tuple[Callable[[str], bool], float]:
    """Read the `robots.txt` of a portal.

    Returns:
        Whether it disallows an address to us, as a function; the seconds between two requests.
        Nothing is disallowed if there is no such file, or if it does not name us.
    """
    session = await engine.session()
    try:
        found = await (await session.tab()).fetch(browser_url(base_url, "/robots.txt"))
    except CaptureError:
        return _nothing_disallowed, 0.0  # the first movement reports what is wrong
    finally:
        await session.close()
    text = found.body.decode("utf-8", "replace") if found.status == _FOUND else ""
    return robots_rules(text)


def robots_rules(text: str) -> tuple[Callable[[str], bool], float]:
    """The rules for us in the text of a `robots.txt`; returns the same as `read_robots`."""
    lines = (line.partition(":") for line in text.splitlines())
    agents = (v.partition("#")[0].strip() for k, _, v in lines if k.strip().lower() == "user-agent")
    if AGENT not in {agent.lower() for agent in agents}:
        return _nothing_disallowed, 0.0
    parsed = Protego.parse(text)
    return lambda url: not parsed.can_fetch(url, AGENT), parsed.crawl_delay(AGENT) or 0.0


def _nothing_disallowed(url: str) -> bool:
    del url
    return False
