"""How long movements and mails took on either side: information, with noise in mind."""

from collections.abc import Iterable
from statistics import median

from harness.checks.profiles.active import cliffs_delta
from harness.compare.diff.scenario import pair_steps
from harness.compare.model import Timing
from harness.compare.portal_runs import Side
from harness.model.journal import Journal, Step

_ENOUGH = 5  # samples of each side from which on a median tells something
_MAIL = "until the mail arrives"


def times(old: Side, new: Side, scenarios: Iterable[str]) -> tuple[Timing, ...]:
    """The movements that were measured often enough, the furthest apart first."""
    spent: dict[str, tuple[list[float], list[float]]] = {}
    for slug in scenarios:
        ours, theirs = old.journals[slug], new.journals[slug]
        for one, other in pair_steps(ours, theirs):
            for what, before, after in (_step(one, other), *_mails(one, other, ours, theirs)):
                both = spent.setdefault(what, ([], []))
                both[0].append(before)
                both[1].append(after)
    told = [_timing(what, *both) for what, both in spent.items() if len(both[0]) >= _ENOUGH]
    return tuple(sorted(told, key=lambda one: -abs(one.apart) * abs(one.new - one.old)))


def _step(one: Step, other: Step) -> tuple[str, float, float]:
    words = f" « {one.words} »" if one.words else ""
    return f"{one.verb}{words}", one.duration, other.duration


def _mails(
    one: Step, other: Step, ours: Journal, theirs: Journal
) -> Iterable[tuple[str, float, float]]:
    first, second = _delay(one, ours), _delay(other, theirs)
    return ((_MAIL, first, second),) if first is not None and second is not None else ()


def _delay(step: Step, journal: Journal) -> float | None:
    """Seconds from a movement to the first mail after it, before the next movement."""
    later = [s.time for s in journal.steps if s.number > step.number and s.verb != "receive"]
    end = min(later, default=float("inf"))
    arrived = [m.time - step.time for m in journal.mails if step.time <= m.time < end]
    return min(arrived, default=None) if step.verb != "receive" else None


def _timing(what: str, old: list[float], new: list[float]) -> Timing:
    return Timing(
        what=what,
        old=round(median(old), 4),
        new=round(median(new), 4),
        samples=len(old),
        apart=round(cliffs_delta(new, old), 2),
    )
