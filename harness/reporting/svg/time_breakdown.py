"""Where the walks of a run spent their time: by what the person did."""

from collections.abc import Iterable
from typing import NamedTuple

from harness.model.journal import Journal


class Spent(NamedTuple):
    """All movements of one kind.

    Attributes:
        verb: as the journals have it; "" for the time between the movements.
        times: how often; 0 for the time between.
        seconds: summed over all walks.
        share: of the time of all walks, 0 to 1.
    """

    verb: str
    times: int
    seconds: float
    share: float


def spent(journals: Iterable[Journal]) -> tuple[Spent, ...]:
    """What the walks spent their time on, most first; the time between the movements last."""
    totals: dict[str, tuple[int, float]] = {}
    whole = 0.0
    for journal in journals:
        whole += journal.end.duration if journal.end else 0.0
        for step in journal.steps:
            times, seconds = totals.get(step.verb, (0, 0.0))
            totals[step.verb] = times + 1, seconds + step.duration
    moving = sum(seconds for _, seconds in totals.values())
    whole = max(whole, moving)
    if not whole:
        return ()
    found = [Spent(verb, n, seconds, seconds / whole) for verb, (n, seconds) in totals.items()]
    found.sort(key=lambda one: -one.seconds)
    return (*found, Spent("", 0, whole - moving, (whole - moving) / whole))
