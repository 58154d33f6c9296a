"""From a guide and a journal to findings: one finding a statement."""

from collections.abc import Iterable

from harness.checks.context import Case
from harness.checks.outcome import Outcome
from harness.checks.registry import subjects
from harness.guide.model import Guide, Statement
from harness.ledger.fingerprint import fingerprint
from harness.model.finding import BY_DESIGN, Evidence, Finding, Level, Verdict
from harness.model.journal import Bar, FaultRecord, Journal


def exercised(guide: Guide, journal: Journal) -> tuple[str, ...]:
    """The statements that a journal gives something to judge on, in the guide's order."""
    case = Case(guide, journal)
    return tuple(s.slug for s in guide if next(subjects(s, case), None) is not None)


def judge(guide: Guide, journal: Journal) -> tuple[Finding, ...]:
    """Judge a journal.

    Args:
        guide: what was promised, in the words of the journal's portal (`guide_for_portal`).
        journal: what happened.

    Returns:
        One finding a planned statement, in the guide's order; then one for the fault that
        ended the walk, if one did.
    """
    case = Case(guide, journal)
    planned = set(journal.head.planned)
    findings = [_judge(s, case) for s in guide if s.slug in planned]
    end = journal.end
    if end and end.bar:
        findings = _tell_bar(findings, end.bar, case)
    return (*(_marked(finding, case) for finding in findings), *_faults(journal))


def _marked(finding: Finding, case: Case) -> Finding:
    """A finding of something broken with its fingerprint."""
    if finding.verdict not in {Verdict.FAIL, Verdict.WARN}:
        return finding
    digest = fingerprint(finding.expected, finding.seen, facts=case.facts)
    return finding.model_copy(update={"fingerprint": digest})


def unplayed(
    guide: Guide, scenario: str, statements: Iterable[str], why: str
) -> tuple[Finding, ...]:
    """The findings of a scenario that could not be played: all of them unobservable."""
    return tuple(
        Finding(
            scenario=scenario,
            statement=statement.slug,
            level=statement.level,
            verdict=Verdict.UNOBSERVABLE,
            sentence=statement.text,
            line=statement.lines[0] if statement.lines else None,
            seen=why,
        )
        for statement in map(guide.by_slug.__getitem__, statements)
    )


def _judge(statement: Statement, case: Case) -> Finding:
    head = case.journal.head
    missing = statement.needs - head.observes
    missing |= {f"page « {page} »" for page in _pages_of(statement) & set(head.missing_pages)}
    if missing:
        why = f"this target shows no {' and no '.join(sorted(missing))}"
        return _finding(statement, case, Outcome(ok=None, seen=why))
    outcomes = [
        check(statement.claim, subject, case) for check, subject in subjects(statement, case)
    ]
    return _finding(statement, case, _weigh(outcomes) or _nothing(case.journal))


def _pages_of(statement: Statement) -> set[str]:
    """The pages without which a statement says nothing: its own, and where a movement ends."""
    return {statement.page, vars(statement.claim).get("page", "")} - {""}


def _weigh(outcomes: Iterable[Outcome]) -> Outcome | None:
    """The outcome that counts: the first failure, else a pass, else what barred it."""
    kept: dict[bool | None, Outcome] = {}
    for outcome in outcomes:
        kept.setdefault(outcome.ok, outcome)
    return kept.get(False) or kept.get(True) or kept.get(None)


def _nothing(journal: Journal) -> Outcome | None:
    """Nothing to judge: because of what ended the walk, or by a mistake of the harness."""
    end = journal.end
    if end is None:
        return Outcome(ok=None, barred_by="the walk was cut off")
    if end.fault:
        return Outcome(ok=None, barred_by=f"fault: {end.fault.name}")
    if end.unobservable:
        return Outcome(
            ok=None, seen=f"the walk ended where this target shows no {end.unobservable}"
        )
    return Outcome(ok=None, barred_by=end.bar.statement) if end.bar else None


def _finding(statement: Statement, case: Case, outcome: Outcome | None) -> Finding:
    outcome = outcome or Outcome(ok=None, expected="something to judge", seen="nothing was emitted")
    if outcome.ok is False and statement.by_design:
        outcome = _by_design(statement, outcome)
    return Finding(
        scenario=case.journal.head.scenario,
        statement=statement.slug,
        level=statement.level,
        verdict=_verdict(statement, outcome),
        sentence=statement.text,
        line=statement.lines[0] if statement.lines else None,
        expected=outcome.expected,
        seen=outcome.seen,
        cause=outcome.barred_by,
        evidence=outcome.evidence,
    )


def _by_design(statement: Statement, outcome: Outcome) -> Outcome:
    """What a profile would forbid and the guide asks for: told, and never held against it."""
    seen = f"{BY_DESIGN}: {statement.by_design} Seen: {outcome.seen}"
    return outcome.model_copy(update={"ok": True, "seen": seen})


def _verdict(statement: Statement, outcome: Outcome) -> Verdict:
    if outcome.ok is not None:
        return Verdict.PASS if outcome.ok else _broken(statement.level)
    if outcome.barred_by:
        return Verdict.UNREACHED
    return Verdict.FAULT if outcome.seen == "nothing was emitted" else Verdict.UNOBSERVABLE


def _broken(level: Level) -> Verdict:
    return Verdict.FAIL if level is Level.REQUIRED else Verdict.WARN


def _tell_bar(findings: list[Finding], bar: Bar, case: Case) -> list[Finding]:
    """What barred the way is told by its own statement, whatever its checks said."""
    return [_barred(f, bar, case) if f.statement == bar.statement else f for f in findings]


def _barred(finding: Finding, bar: Bar, case: Case) -> Finding:
    if finding.verdict in {Verdict.FAIL, Verdict.WARN}:
        return finding
    step = case.journal.steps[bar.step - 1] if 0 < bar.step <= len(case.journal.steps) else None
    return finding.model_copy(
        update={
            "verdict": _broken(finding.level),
            "expected": bar.expected,
            "seen": bar.seen,
            "cause": "",
            "evidence": case.step_evidence(step) if step else Evidence(),
        }
    )


def _faults(journal: Journal) -> Iterable[Finding]:
    fault = journal.end.fault if journal.end else _CUT_OFF
    if fault is None:
        return ()
    last = journal.steps[-1] if journal.steps else None
    return (
        Finding(
            scenario=journal.head.scenario,
            statement="",
            level=Level.REQUIRED,
            verdict=Verdict.FAULT,
            sentence=fault.name,
            expected=fault.expected,
            seen=f"{fault.seen}. {fault.remedy}",
            evidence=Evidence(step=last.number if last else None),
        ),
    )


_CUT_OFF = FaultRecord(
    name="CutOff",
    step=0,
    expected="a journal with an end",
    seen="one that was cut off",
    remedy="The run was killed; what was recorded before is judged.",
)
