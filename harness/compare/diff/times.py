"""How long movements and mails took on both portals."""

from collections.abc import Iterable
from statistics import median

from harness.checks.profiles.active import cliffs_delta
from harness.compare.diff.scenario import pair_steps
from harness.compare.model import Timing
from harness.compare.portal_runs import PortalRuns
from harness.model.fact import Fact, fact, quote
from harness.model.journal import Journal, Step

MIN_SAMPLES = 5  # of each portal


def movement_times(
    old: PortalRuns, new: PortalRuns, scenarios: Iterable[str]
) -> tuple[Timing, ...]:
    """The times of the movements that were measured often enough, the largest effect first."""
    durations: dict[Fact, tuple[list[float], list[float]]] = {}
    for slug in scenarios:
        ours, theirs = old.journals[slug], new.journals[slug]
        for one, other in pair_steps(ours, theirs):
            for what, before, after in (_movement(one, other), *_mails(one, other, ours, theirs)):
                both = durations.setdefault(what, ([], []))
                both[0].append(before)
                both[1].append(after)
    times = [_timing(one, *both) for one, both in durations.items() if len(both[0]) >= MIN_SAMPLES]
    return tuple(sorted(times, key=lambda one: -abs(one.effect) * abs(one.new - one.old)))


def _movement(one: Step, other: Step) -> tuple[Fact, float, float]:
    verb = fact(f"verb-{one.verb}")
    what = fact("movement-on", verb=verb, words=quote(one.words)) if one.words else verb
    return what, one.duration, other.duration


def _mails(
    one: Step, other: Step, ours: Journal, theirs: Journal
) -> Iterable[tuple[Fact, float, float]]:
    first, second = _delay(one, ours), _delay(other, theirs)
    return (
        ((fact("until-the-mail-arrives"), first, second),)
        if first is not None and second is not None
        else ()
    )


def _delay(step: Step, journal: Journal) -> float | None:
    """Seconds from a movement to the first mail before the next movement; None for no mail."""
    later = [s.time for s in journal.steps if s.number > step.number and s.verb != "receive"]
    end = min(later, default=float("inf"))
    arrived = [m.time - step.time for m in journal.mails if step.time <= m.time < end]
    return min(arrived, default=None) if step.verb != "receive" else None


def _timing(movement: Fact, old: list[float], new: list[float]) -> Timing:
    return Timing(
        movement=movement,
        old=round(median(old), 4),
        new=round(median(new), 4),
        samples=len(old),
        effect=round(cliffs_delta(new, old), 2),
    )
