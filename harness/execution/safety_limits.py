"""What keeps a run from doing harm: its pace, a file that stops it, and its limits."""

from collections import deque
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from harness.config.sections import Limits
from harness.core.errors import RunHalted
from harness.core.rate_limit import RateLimiter
from harness.driver.protocol import Capture

LAST = 20  # answers that are looked at together
SLOW = 2.0  # seconds: a portal that answers sooner is not in distress, whatever it did before
_ERROR = 500


class SafetyLimits:
    """Asked before each movement, and told what each came to. Shared by all walks of a run.

    Args:
        pace: how fast the portal may be asked.
        limits: when the run stops by itself.
        stops: files of which none must be there.

    Attributes:
        reason: why no movement is made any more; "" while all is well.
    """

    def __init__(
        self,
        pace: RateLimiter | None = None,
        limits: Limits | None = None,
        stops: Sequence[Path] = (),
    ) -> None:
        self._pace = pace or RateLimiter()
        self._limits = limits or Limits()
        self._stops = stops
        self._failed: deque[bool] = deque(maxlen=LAST)
        self._first: list[float] = []
        self._latest: deque[float] = deque(maxlen=LAST)
        self._movements = 0
        self.reason = ""

    async def step(self) -> None:
        """Wait for one's turn to move.

        Raises:
            RunHalted: the run is to end.
        """
        self._look()
        await self._pace.wait()
        self._look()
        self._movements += 1

    def _look(self) -> None:
        there = next((path for path in self._stops if path.exists()), None)
        if there:
            self.stop(f"the file {there} asks for it")
        if self._limits.requests and self._movements >= self._limits.requests:
            self.stop(f"{self._movements} movements were made, as many as [limits] allows")
        if self.reason:
            raise RunHalted(
                "a run that may go on",
                seen=self.reason,
                remedy="What was recorded up to there is kept and judged.",
            )

    def heed(self, capture: Capture | None) -> None:
        """Take note of what a movement came to.

        Args:
            capture: the page; None for no answer.
        """
        asked = capture.requests if capture else ()
        self._failed.append(capture is None or any(one.status >= _ERROR for one in asked))
        self._pace.charge(len(asked) - 1)
        for seconds in (one.duration for one in asked if one.duration):
            if len(self._first) < LAST:
                self._first.append(seconds)
            self._latest.append(seconds)
        self._judge()

    def _judge(self) -> None:
        limits, wrong = self._limits, sum(self._failed)
        if limits.errors and len(self._failed) == LAST and wrong >= limits.errors * LAST:
            self.stop(f"{wrong} of the last {LAST} movements met an error or no answer")
        if not limits.slowdown or len(self._latest) < LAST:
            return
        before, now = median(self._first), median(self._latest)
        if now > SLOW and now > limits.slowdown * before:
            self.stop(f"the portal answers in {now:.1f} s; at first it took {before:.1f} s")

    def stop(self, reason: str) -> None:
        """End the run before its next movement."""
        self.reason = self.reason or reason
