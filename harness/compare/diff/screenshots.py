"""Pictures of the same pages on either side, for people to look at."""

from collections.abc import Iterable

from harness.compare.diff.scenario import pair_steps
from harness.compare.model import Sight
from harness.compare.portal_runs import Side


def sights(old: Side, new: Side, scenarios: Iterable[str]) -> tuple[Sight, ...]:
    """For each page of the guide the first pair of pictures, in the order in which they came."""
    found: dict[str, Sight] = {}
    for slug in scenarios:
        ours, theirs = old.journals[slug], new.journals[slug]
        for one, other in pair_steps(ours, theirs):
            before, after = ours.page(one.led_to), theirs.page(other.led_to)
            if before is None or after is None or before.slug != after.slug or not before.slug:
                continue
            sight = Sight(page=before.slug, old=before.screenshot, new=after.screenshot)
            if sight.old and sight.new:
                found.setdefault(sight.page, sight)
    return tuple(found.values())
