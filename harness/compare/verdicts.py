"""Compares the verdicts on both portals, statement by statement."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from harness.compare.diff.scenario import ObservedChange
from harness.compare.guide_impact import ruling_of
from harness.compare.model import (
    Change,
    DifferenceKind,
    NotCompared,
    Occurrence,
    Ruling,
    SharedFailure,
    Shown,
)
from harness.compare.portal_runs import FindingIndex, PortalRuns
from harness.core.text import fold
from harness.guide.model import Guide
from harness.model.fact import Fact, fact
from harness.model.finding import Finding, Verdict

_UNKNOWN = frozenset({Verdict.UNOBSERVABLE, Verdict.FAULT})


@dataclass
class ComparedVerdicts:
    """What the verdicts alone show.

    Attributes:
        changes: one for each statement whose verdict differs.
        rulings: what the guide says of each of them.
        blocked: for each statement, those that cannot be reached because of it.
        shared_failures: the statements that both portals break in the same way.
        unobserved: the statements that one portal cannot show, and that were not compared.
    """

    changes: list[ObservedChange] = field(default_factory=list)
    rulings: dict[Change, Ruling] = field(default_factory=dict)
    blocked: dict[str, tuple[str, ...]] = field(default_factory=dict)
    shared_failures: list[SharedFailure] = field(default_factory=list)
    unobserved: tuple[NotCompared, ...] = ()


class VerdictComparer:
    """Compares the findings on two portals."""

    def __init__(
        self,
        old: PortalRuns,
        new: PortalRuns,
        findings: tuple[FindingIndex, FindingIndex],
        guide: Guide,
    ) -> None:
        self._runs = old, new
        self._ours, self._theirs = findings
        self._guide = guide
        self._compared = ComparedVerdicts()
        self._known: set[str] = set()  # statements that both portals show in some scenario
        self._unseen: dict[str, tuple[bool, Fact]] = {}

    def compare(self, scenarios: Iterable[str]) -> ComparedVerdicts:
        """Compare the findings of the scenarios that both portals have."""
        for scenario in scenarios:
            for one, other in self._pairs(scenario):
                self._compare_pair(one, other)
        self._compared.unobserved = self._not_compared()
        return self._compared

    def _not_compared(self) -> tuple[NotCompared, ...]:
        """What one portal alone cannot show and no scenario compared, by portal and reason."""
        alike: dict[tuple[bool, Fact], list[str]] = {}
        for slug, why in self._unseen.items():
            if slug not in self._known:
                alike.setdefault(why, []).append(slug)
        return tuple(
            NotCompared(on_old=on_old, reason=reason, statements=tuple(slugs))
            for (on_old, reason), slugs in alike.items()
        )

    def _pairs(self, scenario: str) -> Iterator[tuple[Finding, Finding]]:
        for statement in self._guide:
            one = self._ours.get((scenario, statement.slug))
            other = self._theirs.get((scenario, statement.slug))
            if one is not None and other is not None:
                yield one, other

    def _compare_pair(self, one: Finding, other: Finding) -> None:
        unknown = next((f for f in (one, other) if f.verdict in _UNKNOWN), None)
        if unknown is not None:
            if one.verdict is not other.verdict and unknown.seen:
                self._unseen.setdefault(unknown.statement, (unknown is one, unknown.seen))
            return
        self._known.add(one.statement)
        if Verdict.UNREACHED in {one.verdict, other.verdict}:
            self._compare_unreached(one, other)
            return
        ruling = ruling_of(one, other)
        if ruling is Ruling.BOTH_BREAK and self._folded(one, 0) == self._folded(other, 1):
            self._add_shared_failure(one)
        elif ruling is not None:
            self._add_change(one, other, ruling)

    def _compare_unreached(self, one: Finding, other: Finding) -> None:
        """A statement that one portal reaches: part of what blocks it, if that is a change."""
        if one.verdict is other.verdict:
            return
        unreached = one if one.verdict is Verdict.UNREACHED else other
        key = (unreached.scenario, unreached.cause)
        ours, theirs = self._ours.get(key), self._theirs.get(key)
        wanted = Ruling.IMPROVEMENT if unreached is one else Ruling.REGRESSION
        if ours is not None and theirs is not None and ruling_of(ours, theirs) is wanted:
            known = self._compared.blocked.get(unreached.cause, ())
            slugs = tuple(dict.fromkeys((*known, unreached.statement)))
            self._compared.blocked[unreached.cause] = slugs
            return
        reached = other if unreached is one else one
        keeps = reached.verdict is Verdict.PASS
        self._add_change(one, other, wanted if keeps else Ruling.BOTH_BREAK)

    def _masked(self, value: Fact | None, finding: Finding, portal: int) -> Fact | None:
        mask = self._runs[portal].masks[finding.scenario]
        return value.with_texts(mask) if value else None

    def _folded(self, finding: Finding, portal: int) -> Fact | None:
        """What was seen, as it is compared."""
        seen = self._masked(finding.seen, finding, portal)
        return seen.with_texts(fold) if seen else None

    def _add_change(self, one: Finding, other: Finding, ruling: Ruling) -> None:
        statement = self._guide.by_slug[one.statement]
        change = Change(
            kind=DifferenceKind.STATEMENT,
            page=statement.page,
            part=one.statement,
            old=self._outcome(one, 0),
            new=self._outcome(other, 1),
        )
        occurrence = Occurrence(
            scenario=one.scenario,
            scene=other.scene or one.scene,
            old=one.evidence,
            new=other.evidence,
        )
        self._compared.changes.append(ObservedChange(change, occurrence, (one.statement,)))
        self._compared.rulings[change] = ruling

    def _outcome(self, finding: Finding, portal: int) -> Shown:
        if finding.verdict is Verdict.PASS:
            return fact("kept")
        if finding.verdict is Verdict.UNREACHED:
            return fact("not-reached-because-of", statement=finding.cause or finding.seen or "")
        nothing = fact("nothing")
        return fact(
            "broken",
            expected=self._masked(finding.expected, finding, portal) or nothing,
            seen=self._masked(finding.seen, finding, portal) or nothing,
        )

    def _add_shared_failure(self, one: Finding) -> None:
        for place, known in enumerate(self._compared.shared_failures):
            if known.statement == one.statement:
                more = (*known.scenarios, one.scenario)
                updated = known.model_copy(update={"scenarios": more})
                self._compared.shared_failures[place] = updated
                return
        self._compared.shared_failures.append(
            SharedFailure(
                statement=one.statement,
                sentence=one.sentence,
                line=one.line,
                seen=one.seen or fact("nothing"),
                scenarios=(one.scenario,),
            )
        )
