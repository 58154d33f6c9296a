"""The verdicts of both sides, statement by statement: what the guide itself says differs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from harness.compare.diff.scenario import Seen
from harness.compare.difference import Change, Kind, Ruling, Sighting
from harness.compare.guide_impact import rule
from harness.compare.model import Alike
from harness.compare.portal_runs import Side, Verdicts
from harness.core.text import fold
from harness.guide.model import Guide
from harness.model.finding import Finding, Verdict

_KEPT = "kept"
_UNKNOWN = frozenset({Verdict.UNOBSERVABLE, Verdict.FAULT})


@dataclass
class Judged:
    """What comes of the verdicts alone.

    Attributes:
        seen: a change for each statement of which the two sides' verdicts differ.
        rulings: what the guide says of each of them.
        bars: for each statement, those that cannot be reached because of it.
        alike: the statements that both sides break in the same way.
        unobserved: the statements that one side cannot show, each with the reason.
    """

    seen: list[Seen] = field(default_factory=list)
    rulings: dict[Change, Ruling] = field(default_factory=dict)
    bars: dict[str, tuple[str, ...]] = field(default_factory=dict)
    alike: list[Alike] = field(default_factory=list)
    unobserved: dict[str, str] = field(default_factory=dict)


class Bench:
    """Holds the verdicts of two sides against each other.

    Args:
        old: the old side.
        new: the new side.
        verdicts: of the old and of the new side.
        guide: whose statements they are.
    """

    def __init__(
        self, old: Side, new: Side, verdicts: tuple[Verdicts, Verdicts], guide: Guide
    ) -> None:
        self._sides = old, new
        self._ours, self._theirs = verdicts
        self._guide = guide
        self._judged = Judged()

    def judge(self, scenarios: Iterable[str]) -> Judged:
        """Go through the scenarios that both sides walked."""
        for scenario in scenarios:
            for one, other in self._pairs(scenario):
                self._weigh(one, other)
        return self._judged

    def _pairs(self, scenario: str) -> Iterator[tuple[Finding, Finding]]:
        for statement in self._guide:
            one = self._ours.get((scenario, statement.slug))
            other = self._theirs.get((scenario, statement.slug))
            if one is not None and other is not None:
                yield one, other

    def _weigh(self, one: Finding, other: Finding) -> None:
        hidden = next((f for f in (one, other) if f.verdict in _UNKNOWN), None)
        if hidden is not None:
            if one.verdict is not other.verdict:
                self._judged.unobserved.setdefault(hidden.statement, hidden.seen)
            return
        if Verdict.UNREACHED in {one.verdict, other.verdict}:
            self._barred(one, other)
            return
        ruling = rule(one, other)
        if ruling is Ruling.BOTH_BREAK and self._said(one, 0) == self._said(other, 1):
            self._alike(one)
        elif ruling is not None:
            self._tell(one, other, ruling)

    def _barred(self, one: Finding, other: Finding) -> None:
        """A statement that only one side reaches: told by what bars it, if that is told."""
        if one.verdict is other.verdict:
            return
        barred = one if one.verdict is Verdict.UNREACHED else other
        key = (barred.scenario, barred.cause)
        ours, theirs = self._ours.get(key), self._theirs.get(key)
        wanted = Ruling.IMPROVEMENT if barred is one else Ruling.REGRESSION
        if ours is not None and theirs is not None and rule(ours, theirs) is wanted:
            known = self._judged.bars.get(barred.cause, ())
            self._judged.bars[barred.cause] = tuple(dict.fromkeys((*known, barred.statement)))
            return
        reached = other if barred is one else one
        kept = reached.verdict is Verdict.PASS
        self._tell(one, other, wanted if kept else Ruling.BOTH_BREAK)

    def _said(self, finding: Finding, side: int) -> str:
        mask = self._sides[side].masks[finding.scenario]
        return fold(mask(finding.seen))

    def _tell(self, one: Finding, other: Finding, ruling: Ruling) -> None:
        statement = self._guide.by_slug[one.statement]
        change = Change(
            kind=Kind.STATEMENT,
            page=statement.page,
            part=one.statement,
            old=self._told(one, 0),
            new=self._told(other, 1),
        )
        sighting = Sighting(scenario=one.scenario, old=one.evidence, new=other.evidence)
        self._judged.seen.append(Seen(change, sighting, (one.statement,)))
        self._judged.rulings[change] = ruling

    def _told(self, finding: Finding, side: int) -> str:
        if finding.verdict is Verdict.PASS:
            return _KEPT
        if finding.verdict is Verdict.UNREACHED:
            return f"not reached because of {finding.cause}"
        mask = self._sides[side].masks[finding.scenario]
        return f"broken: expected {mask(finding.expected)}; seen: {mask(finding.seen)}"

    def _alike(self, one: Finding) -> None:
        for place, known in enumerate(self._judged.alike):
            if known.statement == one.statement:
                more = (*known.scenarios, one.scenario)
                self._judged.alike[place] = known.model_copy(update={"scenarios": more})
                return
        self._judged.alike.append(
            Alike(
                statement=one.statement,
                sentence=one.sentence,
                line=one.line,
                seen=one.seen,
                scenarios=(one.scenario,),
            )
        )
