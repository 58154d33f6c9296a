"""One side of a comparison: a portal as its journals show it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from harness.checks.context import Case
from harness.checks.judge import judge
from harness.compare.noise.masking import Mask, mask_of
from harness.guide.model import Guide
from harness.guide.portal_view import guide_for_portal
from harness.model.finding import Finding, Level, Verdict
from harness.model.journal import Journal

Verdicts = Mapping[tuple[str, str], Finding]


@dataclass(frozen=True)
class Side:
    """A portal as one or more runs of it show it.

    Attributes:
        name: of the target.
        journals: by the slug of their scenario.
        again: of further runs of the same portal: what varies between runs is noise.
        place: folder of the run, as the reports name it; "" for none.
        stopped: why the run ended before its plan; "" where it did not.
        left_out: slugs of what was planned and left no journal, each with the reason.
    """

    name: str
    journals: Mapping[str, Journal]
    again: tuple[Mapping[str, Journal], ...] = field(default=(), repr=False)
    place: str = ""
    stopped: str = ""
    left_out: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def masks(self) -> Mapping[str, Mask]:
        """What the harness knows of each journal, by scenario."""
        return {slug: mask_of(journal) for slug, journal in self.journals.items()}

    def cases(self, guide: Guide) -> dict[str, Case]:
        """The journals under judgement, by scenario."""
        return {
            slug: Case(guide_for_portal(guide, journal.head.words, journal.head.lacks), journal)
            for slug, journal in self.journals.items()
        }

    def findings(self, guide: Guide) -> Verdicts:
        """What the guide says of the portal, by scenario and statement."""
        return {
            (f.scenario, f.statement): f
            for journal in self.journals.values()
            for f in judge(guide, journal)
        }

    @cached_property
    def driver(self) -> str:
        """What moved."""
        return next((j.head.driver for j in self.journals.values()), "")


def faults(side: Side, findings: Iterable[Finding]) -> Iterator[Finding]:
    """What broke beside a portal."""
    yield from (finding for finding in findings if finding.verdict is Verdict.FAULT)
    if side.stopped:
        yield Finding(
            scenario="",
            statement="",
            level=Level.REQUIRED,
            verdict=Verdict.FAULT,
            sentence="Stopped",
            expected=f"a run of {side.name} to its end",
            seen=side.stopped,
        )
