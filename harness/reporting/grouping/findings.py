"""Findings grouped for people: each broken promise told once, with all that hangs on it."""

from collections import Counter
from collections.abc import Iterable, Mapping

from harness.core.value import Value
from harness.model.fact import Fact, fact
from harness.model.finding import NO_EVIDENCE, Evidence, Finding, Level, Verdict, first_causes
from harness.reporting.grouping.observation import Place, Sighting

BROKEN = (Verdict.FAIL, Verdict.WARN)
_RARE = (Verdict.ACCEPTED, Verdict.FLAKY)
JUDGED = (Verdict.PASS, *_RARE, *BROKEN)
_LEVELS = {level: place for place, level in enumerate(Level)}
Reason = Fact | str
"""The slug of a statement, or a fact; "" for no reason."""
_NO_LINE = 1_000_000  # what rests on no line comes after what does
# What is known of a statement over all scenarios: one judgement tells more than none.
_KNOWN = (
    Verdict.FAULT,
    Verdict.FAIL,
    Verdict.WARN,
    Verdict.FLAKY,
    Verdict.ACCEPTED,
    Verdict.PASS,
    Verdict.UNREACHED,
    Verdict.UNOBSERVABLE,
)


class Broken(Value):
    """One statement that does not hold.

    Attributes:
        verdict: `fail` or `warn`, `accepted` or `flaky`; the worst of all scenarios.
        sightings: at least one; scenarios that saw the same stand together.
        bars: statements that could not be reached because of it.
    """

    statement: str
    level: Level
    verdict: Verdict
    sentence: str
    line: int | None
    sightings: tuple[Sighting, ...]
    bars: tuple[str, ...] = ()

    @property
    def expected(self) -> Fact | None:
        """What should have been there, as first seen."""
        return self.sightings[0].expected

    @property
    def seen(self) -> Fact | None:
        """What was there, as first seen."""
        return self.sightings[0].seen

    @property
    def scenarios(self) -> tuple[str, ...]:
        """All scenarios that saw it broken."""
        return tuple(dict.fromkeys(slug for one in self.sightings for slug in one.scenarios))

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All places where it can be seen."""
        return tuple(place for one in self.sightings for place in one.evidence)


class Breakdown(Value):
    """One fault of the harness or the environment.

    Attributes:
        name: what broke; "" where a statement's check did.
        statement: whose check broke; "" for none.
        sentence: of that statement; "" for none.
        seen: what was there, and what to do about it.
    """

    name: str
    statement: str
    sentence: str
    expected: Fact | None
    seen: Fact | None
    scenarios: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()
    bars: tuple[str, ...] = ()


class Unobserved(Value):
    """Statements that this target or driver cannot show, for one reason."""

    reason: Reason
    statements: tuple[str, ...]


class Stranded(Value):
    """Statements not reached because of something that no finding reports.

    Attributes:
        cause: slug of another statement, or what kept the scenario from reaching these.
    """

    cause: Reason
    statements: tuple[str, ...]
    scenarios: tuple[str, ...]


class Totals(Value):
    """How many of each verdict: over statements (what is known of each) and over findings."""

    statements: dict[Verdict, int]
    findings: dict[Verdict, int]

    @property
    def judged(self) -> int:
        """How many statements were really judged."""
        return sum(self.statements[v] for v in JUDGED)

    @property
    def shown(self) -> tuple[Verdict, ...]:
        """The verdicts that people want to see counted: rare ones only where there are some."""
        return tuple(v for v in Verdict if v not in _RARE or self.findings[v])


class Grouped(Value):
    """All findings of a run, grouped.

    Attributes:
        broken: what does not hold.
        accepted: what does not hold and is excused by a ledger.
        flaky: what did not hold, and held when it was walked again.
        faults: what broke in the harness or the environment.
        passing_faults: the same, where it went well when it was walked again.
    """

    broken: tuple[Broken, ...]
    accepted: tuple[Broken, ...]
    flaky: tuple[Broken, ...]
    faults: tuple[Breakdown, ...]
    passing_faults: tuple[Breakdown, ...]
    unobserved: tuple[Unobserved, ...]
    stranded: tuple[Stranded, ...]
    totals: Totals

    def broken_of(self, level: Level) -> tuple[Broken, ...]:
        """The broken statements of one level."""
        return tuple(one for one in self.broken if one.level is level)


def reason_of(finding: Finding) -> Reason:
    """Why a finding is no judgement: the statement or the fault behind it, or what it saw."""
    if not finding.statement:
        return fact("ended-by-fault", name=finding.sentence)
    return finding.cause or finding.seen or ""


def known(verdicts: Iterable[Verdict]) -> Verdict:
    """What is known of one statement over several scenarios.

    Raises:
        ValueError: no verdict was given.
    """
    return min(verdicts, key=_KNOWN.index)


def by_statement(findings: Iterable[Finding]) -> dict[str, tuple[Finding, ...]]:
    """The findings of each statement, in their order; faults without one left out."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.statement:
            found.setdefault(finding.statement, []).append(finding)
    return {slug: tuple(some) for slug, some in found.items()}


def group(findings: Iterable[Finding]) -> Grouped:
    """Group the findings of a run, required statements first, in the guide's order."""
    findings = tuple(findings)
    causes = _causes(findings)
    return Grouped(
        broken=_broken(_of(findings, *BROKEN), causes),
        accepted=_broken(_of(findings, Verdict.ACCEPTED), causes),
        flaky=_broken(_of(findings, Verdict.FLAKY), causes),
        faults=_faults(_of(findings, Verdict.FAULT), causes),
        passing_faults=_faults([f for f in _of(findings, Verdict.FLAKY) if not f.statement], {}),
        unobserved=_unobserved(findings),
        stranded=_stranded(findings, causes),
        totals=_totals(findings),
    )


_Unreached = tuple[str, str]  # scenario and statement of what was not reached


def _causes(findings: tuple[Finding, ...]) -> dict[_Unreached, Reason]:
    """The first cause of each finding that is unreached.

    In a scenario that met a fault, a cause that is no statement is that fault.
    """
    slugs = {finding.statement for finding in findings} - {""}
    faults = {f.scenario: reason_of(f) for f in _of(findings, Verdict.FAULT) if not f.statement}
    reasons = {(f.scenario, f.statement): reason_of(f) for f in findings}
    return {
        place: cause if cause in slugs else faults.get(place[0], cause or reasons[place])
        for place, cause in first_causes(findings).items()
    }


def _of(findings: Iterable[Finding], *verdicts: Verdict) -> list[Finding]:
    return [finding for finding in findings if finding.verdict in verdicts]


def _broken(findings: Iterable[Finding], causes: Mapping[_Unreached, Reason]) -> tuple[Broken, ...]:
    groups = by_statement(findings)
    broken = [_one_broken(some, _barred_by(slug, causes)) for slug, some in groups.items()]
    return tuple(sorted(broken, key=_place))


def _place(one: Broken) -> tuple[int, int, str]:
    return _LEVELS[one.level], one.line or _NO_LINE, one.statement


def _one_broken(findings: tuple[Finding, ...], bars: tuple[str, ...]) -> Broken:
    first = findings[0]
    return Broken(
        statement=first.statement,
        level=first.level,
        verdict=known(f.verdict for f in findings),
        sentence=first.sentence,
        line=first.line,
        sightings=_sightings(findings),
        bars=bars,
    )


def _sightings(findings: tuple[Finding, ...]) -> tuple[Sighting, ...]:
    alike: dict[tuple[Fact | None, Fact | None], list[Finding]] = {}
    for finding in findings:
        alike.setdefault((finding.expected, finding.seen), []).append(finding)
    return tuple(
        Sighting(
            expected=expected,
            seen=seen,
            places=tuple(Place(scenario=f.scenario, evidence=f.evidence) for f in some),
            fingerprint=some[0].fingerprint,
        )
        for (expected, seen), some in alike.items()
    )


def _evidence(findings: Iterable[Finding]) -> tuple[Evidence, ...]:
    return tuple(f.evidence for f in findings if f.evidence != NO_EVIDENCE)


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _barred_by(reason: Reason, causes: Mapping[_Unreached, Reason]) -> tuple[str, ...]:
    """Slugs of the statements that are unreached for this reason."""
    return _unique(slug for (_, slug), cause in causes.items() if cause == reason)


def _faults(
    findings: Iterable[Finding], causes: Mapping[_Unreached, Reason]
) -> tuple[Breakdown, ...]:
    alike: dict[tuple[Fact | str | None, ...], list[Finding]] = {}
    for f in findings:
        alike.setdefault((f.statement, f.sentence, f.expected, f.seen), []).append(f)
    return tuple(_one_fault(some, causes) for some in alike.values())


def _one_fault(findings: list[Finding], causes: Mapping[_Unreached, Reason]) -> Breakdown:
    first = findings[0]
    scenarios = _unique(f.scenario for f in findings)
    return Breakdown(
        name="" if first.statement else first.sentence,
        statement=first.statement,
        sentence=first.sentence if first.statement else "",
        expected=first.expected,
        seen=first.seen,
        scenarios=scenarios,
        evidence=_evidence(findings),
        bars=_barred_by(
            first.statement or reason_of(first),
            {place: cause for place, cause in causes.items() if place[0] in scenarios},
        ),
    )


def _unobserved(findings: tuple[Finding, ...]) -> tuple[Unobserved, ...]:
    reasons: dict[Reason, list[str]] = {}
    for f in _of(findings, Verdict.UNOBSERVABLE):
        reasons.setdefault(reason_of(f), []).append(f.statement)
    return tuple(Unobserved(reason=r, statements=_unique(some)) for r, some in reasons.items())


def _stranded(
    findings: tuple[Finding, ...], causes: Mapping[_Unreached, Reason]
) -> tuple[Stranded, ...]:
    broken = {f.statement for f in _of(findings, *BROKEN, *_RARE)}
    faults = _of(findings, Verdict.FAULT)
    broke = {(f.scenario, f.statement or reason_of(f)) for f in faults}
    places: dict[Reason, list[_Unreached]] = {}
    for place, cause in causes.items():
        if cause not in broken and (place[0], cause) not in broke:
            places.setdefault(cause, []).append(place)
    return tuple(
        Stranded(
            cause=cause,
            statements=_unique(statement for _, statement in some),
            scenarios=_unique(scenario for scenario, _ in some),
        )
        for cause, some in places.items()
    )


def _totals(findings: tuple[Finding, ...]) -> Totals:
    statements = Counter(known(f.verdict for f in some) for some in by_statement(findings).values())
    each = Counter(finding.verdict for finding in findings)
    return Totals(
        statements={verdict: statements[verdict] for verdict in Verdict},
        findings={verdict: each[verdict] for verdict in Verdict},
    )
