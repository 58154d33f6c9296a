"""Findings grouped for reports: each broken statement once, with all that depends on it."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from harness.core.identity import by_identity
from harness.core.value import Value
from harness.guide.reading import OTHERWISE
from harness.model.fact import Fact, fact
from harness.model.finding import (
    NO_EVIDENCE,
    Evidence,
    Finding,
    Level,
    Setting,
    Verdict,
    first_causes,
)
from harness.model.verdicts import BROKEN, severity
from harness.reporting.grouping.observation import (
    Observation,
    ObservationPlace,
    observation_key,
)

_RARE = (Verdict.ACCEPTED, Verdict.FLAKY)
JUDGED = (Verdict.PASS, *_RARE, *BROKEN)
_LEVEL_ORDER = {level: number for number, level in enumerate(Level)}
Reason = Fact | str
"""The slug of a statement, or a fact; "" for no reason."""
_LAST_LINE = 1_000_000  # for statements without a line, which are listed last
_UNJUDGED = frozenset({Verdict.UNREACHED, Verdict.UNOBSERVABLE})


class BrokenStatement(Value):
    """One statement that does not hold.

    Attributes:
        verdict: `fail` or `warn`, `accepted` or `flaky`; the worst of all scenarios.
        observations: at least one; scenarios that show the same are one observation.
        blocked: statements that no scenario could reach, because of it.
        group: name of the statements that are reported as one with it; "" for none.
        group_title: what those statements are together; None if the guide does not say.
    """

    statement: str
    level: Level
    verdict: Verdict
    sentence: str | Fact
    line: int | None
    observations: tuple[Observation, ...]
    blocked: tuple[str, ...] = ()
    group: str = ""
    group_title: Fact | None = None

    @property
    def expected(self) -> Fact | None:
        """What should have been there, in the first observation."""
        return self.observations[0].expected

    @property
    def seen(self) -> Fact | None:
        """What was there, in the first observation."""
        return self.observations[0].seen

    @property
    def scenarios(self) -> tuple[str, ...]:
        """All scenarios in which it is broken."""
        return tuple(dict.fromkeys(slug for one in self.observations for slug in one.scenarios))

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence of all scenarios."""
        return tuple(place for one in self.observations for place in one.evidence)


class GroupedFault(Value):
    """One fault of the program or its environment.

    Attributes:
        name: what broke; "" if it was the check of a statement.
        statement: whose check broke; "" for none.
        sentence: of that statement; "" for none.
        seen: what was there, and what to do about it.
    """

    name: str
    statement: str
    sentence: str | Fact
    expected: Fact | None
    seen: Fact | None
    scenarios: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()
    blocked: tuple[str, ...] = ()


class UnobservableGroup(Value):
    """Statements that no scenario could show on this target or driver, for one reason."""

    reason: Reason
    statements: tuple[str, ...]


class UnreachedGroup(Value):
    """Statements not reached because of something that no finding reports.

    Attributes:
        cause: slug of another statement, or what kept the scenario from reaching these.
    """

    cause: Reason
    statements: tuple[str, ...]
    scenarios: tuple[str, ...]


class VerdictTotals(Value):
    """How many of each verdict: over statements and over findings."""

    statements: dict[Verdict, int]
    findings: dict[Verdict, int]

    @property
    def judged(self) -> int:
        """How many statements were judged."""
        return sum(self.statements[v] for v in JUDGED)

    @property
    def shown(self) -> tuple[Verdict, ...]:
        """The verdicts that reports count; rare ones only if there are some."""
        return tuple(v for v in Verdict if v not in _RARE or self.findings[v])


class GroupedFindings(Value):
    """All findings of a run, grouped.

    Attributes:
        broken: statements that do not hold.
        accepted: statements that do not hold and that a ledger excuses.
        flaky: statements that did not hold, and held when the scenario ran again.
        faults: of the program or its environment.
        passing_faults: faults that did not occur when the scenario ran again.
    """

    broken: tuple[BrokenStatement, ...]
    accepted: tuple[BrokenStatement, ...]
    flaky: tuple[BrokenStatement, ...]
    faults: tuple[GroupedFault, ...]
    passing_faults: tuple[GroupedFault, ...]
    unobserved: tuple[UnobservableGroup, ...]
    stranded: tuple[UnreachedGroup, ...]
    totals: VerdictTotals

    def broken_of(self, level: Level) -> tuple[BrokenStatement, ...]:
        """The broken statements of one level."""
        return tuple(one for one in self.broken if one.level is level)


def reason_of(finding: Finding) -> Reason:
    """Why a finding is no judgement: the statement or the fault behind it, or what it saw."""
    if not finding.statement:
        return fact("ended-by-fault", name=finding.fault_name)
    return finding.cause or finding.seen or ""


def overall_verdict(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict on one statement over several scenarios: the worst judgement, if there is one.

    Raises:
        ValueError: no verdict was given.
    """
    return max(verdicts, key=lambda one: (one not in _UNJUDGED, severity(one)))


def findings_by_statement(findings: Iterable[Finding]) -> dict[str, tuple[Finding, ...]]:
    """The findings of each statement, in their order; without faults of no statement."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.statement:
            found.setdefault(finding.statement, []).append(finding)
    return {slug: tuple(some) for slug, some in found.items()}


def group_findings(findings: Iterable[Finding]) -> GroupedFindings:
    """Group the findings of a run, required statements first, in the guide's order.

    All reports of a run group the same tuple, so that it is grouped once.
    """
    return _grouped(tuple(findings))


@by_identity
def _grouped(findings: tuple[Finding, ...]) -> GroupedFindings:
    overall = _overall(findings)
    causes = {
        place: cause
        for place, cause in _causes(findings).items()
        if overall[place[1]] is Verdict.UNREACHED
    }
    return GroupedFindings(
        broken=_broken(_of(findings, *BROKEN), causes),
        accepted=_broken(_of(findings, Verdict.ACCEPTED), causes),
        flaky=_broken(_of(findings, Verdict.FLAKY), causes),
        faults=_faults(_of(findings, Verdict.FAULT), causes),
        passing_faults=_faults([f for f in _of(findings, Verdict.FLAKY) if not f.statement], {}),
        unobserved=_unobserved(findings, overall),
        stranded=_stranded(findings, causes),
        totals=_totals(findings, overall),
    )


def settings_of(findings: Iterable[Finding]) -> tuple[Setting, ...]:
    """The lines of a target file that would accept what is broken, each once."""
    every = tuple(findings)
    held = _of(every, Verdict.PASS)
    known = {_page_of(f.statement) for f in held if f.evidence.page and f.evidence.step is None}
    lines: dict[tuple[str, str], Setting] = {}
    accepting = (setting for f in _of(every, *BROKEN) for setting in _accepting(f, known))
    for one in (*accepting, *_paths(every)):
        lines.setdefault((one.section, one.key), one)
    return tuple(one for one in lines.values() if not _is_covered(one, lines))


def _paths(findings: Sequence[Finding]) -> Iterator[Setting]:
    """The lines for paths that this portal may not have, each as often as it is proposed.

    A missing link that most scenarios need is a defect, and no path beside others.
    """
    for one in _of(findings, Verdict.UNOBSERVABLE):
        yield from _absent(one)
    stopped: dict[Setting, set[str]] = {}
    for finding in _of(findings, *BROKEN):
        for one in _absent(finding):
            stopped.setdefault(one, set()).add(finding.scenario)
    few = len({finding.scenario for finding in findings}) / 2
    yield from (one for one, scenarios in stopped.items() if len(scenarios) <= few)


def _absent(finding: Finding) -> list[Setting]:
    return [one for one in finding.settings if one.section == "absent"]


def _is_covered(setting: Setting, lines: Collection[tuple[str, str]]) -> bool:
    """Whether another line accepts the same.

    That nothing of the path is there accepts more; other words on a link say that it is there.
    """
    if setting.section == "absent":
        return ("words", setting.key) in lines
    is_otherwise = (setting.section, setting.value) == ("reads", OTHERWISE)
    return is_otherwise and ("absent", setting.key) in lines


def _page_of(statement: str) -> str:
    return statement.partition(".")[0]


def _accepting(finding: Finding, known: Collection[str]) -> list[Setting]:
    """The lines that would accept a finding.

    A page that a step led to and that was not recognised may be another one than it should be: it
    gives no lines for a page that this portal has and that was recognised elsewhere. Without any
    wording, what is left is to accept that the portal does otherwise.

    Args:
        finding: a broken statement.
        known: the pages of the guide that were recognised, and of which something holds.
    """
    own = [one for one in finding.settings if one.section.startswith(("words", "pages"))]
    rest = [one for one in finding.settings if one.section == "reads"]
    if finding.evidence.step is not None:
        own = [one for one in own if _own_page(one) not in known]
    refusing = [one for one in finding.settings if one.section.startswith("refusals")]
    return refusing or own or rest


def _own_page(setting: Setting) -> str:
    """The page of the guide whose words a line changes, or that it makes known."""
    return setting.section.partition(".")[2] or _page_of(setting.key)


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


def _broken(
    findings: Iterable[Finding], causes: Mapping[_Unreached, Reason]
) -> tuple[BrokenStatement, ...]:
    groups = findings_by_statement(findings)
    broken = [_broken_statement(some, _blocked_by(slug, causes)) for slug, some in groups.items()]
    return tuple(sorted(broken, key=_report_order))


def _report_order(one: BrokenStatement) -> tuple[int, int, str]:
    return _LEVEL_ORDER[one.level], one.line or _LAST_LINE, one.statement


def _broken_statement(findings: tuple[Finding, ...], blocked: tuple[str, ...]) -> BrokenStatement:
    first = findings[0]
    return BrokenStatement(
        statement=first.statement,
        level=first.level,
        verdict=overall_verdict(f.verdict for f in findings),
        sentence=first.sentence,
        line=first.line,
        observations=_sightings(findings),
        blocked=blocked,
        group=first.group,
        group_title=first.group_title,
    )


def _sightings(findings: tuple[Finding, ...]) -> tuple[Observation, ...]:
    alike: dict[object, list[Finding]] = {}
    for finding in findings:
        alike.setdefault(observation_key(finding), []).append(finding)
    return tuple(
        Observation(
            expected=some[0].expected,
            seen=some[0].seen,
            scene=some[0].scene,
            places=tuple(ObservationPlace(scenario=f.scenario, evidence=f.evidence) for f in some),
            fingerprint=some[0].fingerprint,
            likeness=some[0].likeness,
        )
        for some in alike.values()
    )


def _evidence(findings: Iterable[Finding]) -> tuple[Evidence, ...]:
    return tuple(f.evidence for f in findings if f.evidence != NO_EVIDENCE)


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _blocked_by(reason: Reason, causes: Mapping[_Unreached, Reason]) -> tuple[str, ...]:
    """Slugs of the statements that are unreached for this reason."""
    return _unique(slug for (_, slug), cause in causes.items() if cause == reason)


def _faults(
    findings: Iterable[Finding], causes: Mapping[_Unreached, Reason]
) -> tuple[GroupedFault, ...]:
    alike: dict[tuple[Fact | str | None, ...], list[Finding]] = {}
    for f in findings:
        alike.setdefault((f.statement, f.sentence, f.expected, f.seen), []).append(f)
    return tuple(_grouped_fault(some, causes) for some in alike.values())


def _grouped_fault(findings: list[Finding], causes: Mapping[_Unreached, Reason]) -> GroupedFault:
    first = findings[0]
    scenarios = _unique(f.scenario for f in findings)
    return GroupedFault(
        name=first.fault_name,
        statement=first.statement,
        sentence=first.sentence if first.statement else "",
        expected=first.expected,
        seen=first.seen,
        scenarios=scenarios,
        evidence=_evidence(findings),
        blocked=_blocked_by(
            first.statement or reason_of(first),
            {place: cause for place, cause in causes.items() if place[0] in scenarios},
        ),
    )


def _overall(findings: Iterable[Finding]) -> dict[str, Verdict]:
    """The verdict on each statement over all scenarios."""
    return {
        slug: overall_verdict(one.verdict for one in some)
        for slug, some in findings_by_statement(findings).items()
    }


def _unobserved(
    findings: tuple[Finding, ...], overall: Mapping[str, Verdict]
) -> tuple[UnobservableGroup, ...]:
    """The statements that no scenario could show; one that another judged is none of them."""
    reasons: dict[Reason, list[str]] = {}
    for f in _of(findings, Verdict.UNOBSERVABLE):
        if overall[f.statement] is Verdict.UNOBSERVABLE:
            reasons.setdefault(reason_of(f), []).append(f.statement)
    return tuple(
        UnobservableGroup(reason=r, statements=_unique(some)) for r, some in reasons.items()
    )


def _stranded(
    findings: tuple[Finding, ...], causes: Mapping[_Unreached, Reason]
) -> tuple[UnreachedGroup, ...]:
    broken = {f.statement for f in _of(findings, *BROKEN, *_RARE)}
    faults = _of(findings, Verdict.FAULT)
    broke = {(f.scenario, f.statement or reason_of(f)) for f in faults}
    places: dict[Reason, list[_Unreached]] = {}
    for place, cause in causes.items():
        if cause not in broken and (place[0], cause) not in broke:
            places.setdefault(cause, []).append(place)
    return tuple(
        UnreachedGroup(
            cause=cause,
            statements=_unique(statement for _, statement in some),
            scenarios=_unique(scenario for scenario, _ in some),
        )
        for cause, some in places.items()
    )


def _totals(findings: tuple[Finding, ...], overall: Mapping[str, Verdict]) -> VerdictTotals:
    statements = Counter(overall.values())
    each = Counter(finding.verdict for finding in findings)
    return VerdictTotals(
        statements={verdict: statements[verdict] for verdict in Verdict},
        findings={verdict: each[verdict] for verdict in Verdict},
    )
