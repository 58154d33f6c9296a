"""From a guide and a journal to findings: one finding a statement."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from harness.checks.absent import without_absent_paths
from harness.checks.accepted_unobservable import accepted_reason, with_accepted_unobservable
from harness.checks.context import Case
from harness.checks.outcome import NEEDS_SCRIPTS, Outcome
from harness.checks.registry import subjects
from harness.checks.scene import scene
from harness.checks.settings import settings_for
from harness.checks.walk.lockout import with_own_words
from harness.checks.walk.panels import of_opened_pages
from harness.checks.walk.undeclared import with_hint
from harness.guide.model import Guide, Statement
from harness.ledger.fingerprint import fingerprint
from harness.model.fact import Fact, fact
from harness.model.finding import HAD_BEFORE, Evidence, Finding, Level, Verdict
from harness.model.journal import Blocker, Journal
from harness.model.verdicts import BROKEN

_JUDGED_BROKEN = frozenset({*BROKEN, Verdict.ACCEPTED})
_UNREACHED = frozenset({"scenario-cut-off", "ended-by-fault"})
"""Codes of what keeps a scenario from reaching a statement, beside another statement."""


def exercised(guide: Guide, journal: Journal) -> tuple[str, ...]:
    """The statements that a journal gives something to judge on, in the guide's order."""
    case = Case(guide, journal)
    return tuple(s.slug for s in guide if next(subjects(s, case), None) is not None)


def judge(guide: Guide, journal: Journal) -> tuple[Finding, ...]:
    """Judge a journal by a guide in the words of its portal (`guide_for_portal`).

    Returns:
        One finding for each planned statement, in the guide's order; then one for the fault
        that ended the scenario, if one did.
    """
    case = Case(guide, journal)
    planned = set(journal.head.planned)
    findings = [_judge(s, case) for s in guide if s.slug in planned]
    end = journal.end
    if end and end.blocker:
        findings = [_blamed(f, end.blocker, case) for f in findings]
    broken = {finding.statement for finding in findings if finding.verdict in BROKEN}
    missed = next((slug for slug in case.detours if slug in broken), "")
    if end and end.blocker:
        findings = _with_unplanned_blocker(findings, end.blocker, case, missed)
    findings = [_barred_by(missed, finding) for finding in findings]
    findings = with_accepted_unobservable(without_absent_paths(findings, case), case)
    return (*(_described(finding, case) for finding in findings), *_faults(journal))


def _barred_by(missed: str, finding: Finding) -> Finding:
    """The finding; unreached if the broken statement `missed` ("" for none) led away from it."""
    is_away = finding.seen is not None and finding.seen.code == "led-away"
    if not missed or not is_away:
        return finding
    return finding.model_copy(update={"verdict": Verdict.UNREACHED, "cause": missed, "seen": None})


def _described(finding: Finding, case: Case) -> Finding:
    """The finding; if its statement is broken, with its scene and fingerprints."""
    if finding.verdict not in BROKEN:
        return finding
    digests = {
        "fingerprint": fingerprint(finding.expected, finding.seen, names=case.names),
        "likeness": fingerprint(finding.seen, names=case.names) if finding.seen else "",
    }
    described = finding.model_copy(update={"scene": scene(finding.evidence, case), **digests})
    return with_hint(with_own_words(described, case), case)


def unplayed(
    guide: Guide,
    scenario: str,
    statements: Iterable[str],
    why: Fact | None,
    accepted: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Finding, ...]:
    """The findings of a scenario that could not be played: all of them are unobservable.

    Args:
        guide: that it was to be judged by.
        scenario: its slug.
        statements: that it was to exercise.
        why: it could not be played.
        accepted: the statements that the portal cannot show, as its target file says, each with
            why.
    """
    return tuple(
        Finding(
            scenario=scenario,
            statement=statement.slug,
            level=statement.level,
            verdict=Verdict.UNOBSERVABLE,
            sentence=statement.text,
            line=statement.lines[0] if statement.lines else None,
            group=statement.group,
            group_title=statement.group_title,
            seen=accepted_reason(why or "", accepted[statement.slug])
            if statement.slug in accepted
            else why,
        )
        for statement in map(guide.by_slug.__getitem__, statements)
    )


def _judge(statement: Statement, case: Case) -> Finding:
    head = case.journal.head
    missing = [fact("feature", name=name) for name in sorted(statement.needs - head.observes)]
    pages = sorted(_pages_of(statement) & set(head.missing_pages))
    missing += [case.guide.page_fact(page) for page in pages]
    if missing:
        why = fact("target-does-not-show", what=tuple(missing))
        return _finding(statement, case, Outcome(ok=None, seen=why))
    judged = [
        (subject, case.barred(subject) or check(statement.claim, subject, case))
        for check, subject in subjects(statement, case)
    ]
    outcomes = of_opened_pages(statement.claim, judged, case)
    outcome = _weigh(outcomes) or _why_not_asked(statement, case) or _why_not_judged(case)
    return _finding(statement, case, outcome)


def _pages_of(statement: Statement) -> set[str]:
    """The pages that a statement needs: its own, and the one that its movement leads to."""
    return {statement.page, vars(statement.claim).get("page", "")} - {""}


def _weigh(outcomes: Iterable[Outcome]) -> Outcome | None:
    """The outcome that counts: the first failure, else a pass, else what blocked the check."""
    first: dict[bool | None, Outcome] = {}
    for outcome in outcomes:
        first.setdefault(outcome.ok, outcome)
    return first.get(False) or first.get(True) or first.get(None)


def _why_not_asked(statement: Statement, case: Case) -> Outcome | None:
    """That no button asked again, where only a script makes it ask; None for anything else."""
    unasked = any(step.unasked == statement.slug for step in case.journal.steps)
    if not unasked or case.runs_scripts:
        return None
    return Outcome(ok=None, seen=NEEDS_SCRIPTS)


def _why_not_judged(case: Case) -> Outcome | None:
    """What ended the scenario, or led it away, before the statement was exercised.

    None if nothing did: then the scenario's plan promised what the scenario does not do.
    """
    end = case.journal.end
    if end is None:
        return Outcome(ok=None, seen=fact("scenario-cut-off"))
    if end.fault:
        return Outcome(ok=None, seen=fact("ended-by-fault", name=end.fault.name))
    if end.unobservable and end.unobservable.code == HAD_BEFORE:
        return Outcome(ok=None, seen=end.unobservable)
    if end.unobservable:
        return Outcome(ok=None, seen=fact("ended-where-not-shown", what=end.unobservable))
    if end.blocker:
        return Outcome(ok=None, blocked_by=end.blocker.statement)
    return Outcome(ok=None, seen=fact("led-away")) if case.detours else None


def _finding(statement: Statement, case: Case, outcome: Outcome | None) -> Finding:
    verdict = _verdict(statement, outcome, case) if outcome else Verdict.FAULT
    outcome = outcome or Outcome(
        ok=None, expected=fact("something-to-judge"), seen=fact("nothing-recorded")
    )
    if outcome.ok is False and statement.by_design:
        verdict = Verdict.PASS
        outcome = _by_design(statement, outcome)
    return Finding(
        scenario=case.journal.head.scenario,
        statement=statement.slug,
        level=statement.level,
        verdict=verdict,
        sentence=statement.text,
        line=statement.lines[0] if statement.lines else None,
        group=statement.group,
        group_title=statement.group_title,
        expected=outcome.expected,
        seen=outcome.seen,
        cause=outcome.blocked_by,
        evidence=outcome.evidence,
        settings=settings_for(statement, outcome, case) if verdict in BROKEN else (),
    )


def _by_design(statement: Statement, outcome: Outcome) -> Outcome:
    """What a profile forbids and the guide asks for: it is reported, and it passes."""
    seen = outcome.seen or fact("none")
    reason = statement.by_design.fact if statement.by_design else ""
    return replace(outcome, seen=fact("by-design", reason=reason, seen=seen))


def _verdict(statement: Statement, outcome: Outcome, case: Case) -> Verdict:
    if outcome.ok is not None:
        return Verdict.PASS if outcome.ok else _broken(statement, case)
    unreached = outcome.blocked_by or (outcome.seen and outcome.seen.code in _UNREACHED)
    return Verdict.UNREACHED if unreached else Verdict.UNOBSERVABLE


def _broken(statement: Statement, case: Case) -> Verdict:
    if statement.accepted or statement.slug in case.journal.head.absent:
        return Verdict.ACCEPTED
    return Verdict.FAIL if statement.level is Level.REQUIRED else Verdict.WARN


def _with_unplanned_blocker(
    findings: list[Finding], blocker: Blocker, case: Case, missed: str
) -> list[Finding]:
    """The findings with what blocked the scenario, if it was not planned and bars the guide's.

    Where the broken statement `missed` led the scenario away, that one is the cause of all. What a
    profile tries may end the visit, such as a forged host: that breaks no promise of the guide.
    """
    statement = case.guide.by_slug.get(blocker.statement)
    is_planned = any(one.statement == blocker.statement for one in findings)
    barred = [one for one in findings if one.cause == blocker.statement]
    if statement is None or is_planned or all(one.level is Level.PROFILE for one in barred):
        return findings
    if missed:
        because = {"cause": missed}
        return [one.model_copy(update=because) if one in barred else one for one in findings]
    return [*findings, _blamed(_finding(statement, case, Outcome(ok=None)), blocker, case)]


def _blamed(finding: Finding, blocker: Blocker, case: Case) -> Finding:
    """The finding; broken if its statement is the one that blocked the scenario."""
    if finding.statement != blocker.statement or finding.verdict in _JUDGED_BROKEN:
        return finding
    steps, number = case.journal.steps, blocker.step
    step = steps[number - 1] if 0 < number <= len(steps) else None
    evidence = case.step_evidence(step) if step else Evidence()
    statement = case.guide.by_slug[finding.statement]
    verdict = _broken(statement, case)
    outcome = Outcome(ok=False, expected=blocker.expected, seen=blocker.seen, evidence=evidence)
    return finding.model_copy(
        update={
            "verdict": verdict,
            "expected": blocker.expected,
            "seen": blocker.seen,
            "cause": "",
            "evidence": evidence,
            "settings": settings_for(statement, outcome, case) if verdict in BROKEN else (),
        }
    )


def _faults(journal: Journal) -> Iterator[Finding]:
    """The finding for what broke beside the portal; none if nothing did."""
    if journal.end is None:
        yield _fault(journal, "CutOff", fact("whole-journal"), fact("journal-cut-off"))
    elif fault := journal.end.fault:
        expected = fact("fault-expected", text=fault.expected)
        seen = fact("fault-seen", text=fault.seen, remedy=fault.remedy)
        yield _fault(journal, fault.name, expected, seen)


def _fault(journal: Journal, name: str, expected: Fact, seen: Fact) -> Finding:
    return Finding(
        scenario=journal.head.scenario,
        statement="",
        level=Level.REQUIRED,
        verdict=Verdict.FAULT,
        sentence=name,
        expected=expected,
        seen=seen,
        evidence=Evidence(step=journal.steps[-1].number if journal.steps else None),
    )
