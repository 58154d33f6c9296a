"""What was planned and is not compared: scenarios that one side, or neither, has walked."""

from collections.abc import Iterator

from harness.compare.model import Gap
from harness.compare.portal_runs import Side

UNPLANNED = "not in its plan"


def gaps(old: Side, new: Side) -> Iterator[Gap]:
    """The scenarios that are in the plan of a side and in no comparison, by slug."""
    sides = old, new
    planned = {slug for side in sides for slug in (*side.journals, *side.left_out)}
    for slug in sorted(planned - (old.journals.keys() & new.journals.keys())):
        ours, theirs = (_why(side, slug) for side in sides)
        yield Gap(scenario=slug, old=ours, new=theirs)


def _why(side: Side, slug: str) -> str:
    """Why a side did not walk a scenario; "" where it did."""
    return "" if slug in side.journals else side.left_out.get(slug, UNPLANNED)
