"""The verdict of a run in words."""

from harness.model.finding import Level
from harness.model.verdicts import KEPT
from harness.reporting.grouping.findings import Grouped, group
from harness.reporting.i18n.messages import Words
from harness.reporting.run_state import Story

_FAULTY = "none: the harness or its environment broke, so the portal is not judged"
_LEAKED = "none: secrets can be read in the files that were kept"


def conclusion(story: Story, say: Words, grouped: Grouped | None = None) -> str:
    """The verdict of a run, in one sentence without a full stop."""
    grouped = grouped or group(story.findings)
    match story.exit_code:
        case None:
            return say("none: the run was not finished")
        case 0 | 1:
            head = _kept(story, grouped, say) if story.exit_code == KEPT else _broken(grouped, say)
        case 3 if story.stopped and not story.leaked:
            head = say("none: not all that was planned was walked, so the portal is not judged")
            head = "; ".join((head, *_so_far(grouped, say)))
        case 3:
            return say(_LEAKED if story.leaked else _FAULTY)
        case 4:
            return say("none: nothing was exercised")
        case code:
            return say("none: exit code {code}", code=code)
    return "; ".join((head, *_beside(story, grouped, say)))


def _kept(story: Story, grouped: Grouped, say: Words) -> str:
    if story.findings and all(f.level is Level.HARDENING for f in story.findings):
        return say("none: only profiles were looked at, the guide was not judged")
    if grouped.accepted:
        return say("the guide is kept but for what is accepted")
    return say("the guide is kept: every required statement that could be judged holds")


def _broken(grouped: Grouped, say: Words) -> str:
    count = len(grouped.broken_of(Level.REQUIRED))
    if not count:
        return say("there are findings")
    how_many = say.count(
        count, "{n} required statement does not hold", "{n} required statements do not hold"
    )
    return say.pair("the guide is broken", how_many)


def _so_far(grouped: Grouped, say: Words) -> tuple[str, ...]:
    return (_broken(grouped, say),) if grouped.broken_of(Level.REQUIRED) else ()


def _beside(story: Story, grouped: Grouped, say: Words) -> tuple[str, ...]:
    """What is told beside the verdict, as far as there is any."""
    counts = (
        (
            len(grouped.broken_of(Level.ADVISED)),
            "{n} advised statement does not hold",
            "{n} advised statements do not hold",
        ),
        (len(grouped.accepted), "{n} deviation is accepted", "{n} deviations are accepted"),
        (
            len(grouped.flaky) + len(grouped.passing_faults),
            "{n} thing is flaky",
            "{n} things are flaky",
        ),
        (
            sum(use.fails for use in story.uses),
            "{n} entry of the ledger has to be looked after",
            "{n} entries of the ledger have to be looked after",
        ),
    )
    return tuple(say.count(count, one, many) for count, one, many in counts if count)
