"""Aggregates findings: the worst verdict, several attempts of one scenario, the exit code."""

from collections.abc import Iterable, Sequence

from harness.core.exit_codes import FAULT, FINDINGS, NOTHING, OK
from harness.model.finding import Finding, Level, Verdict, first_causes

BROKEN = (Verdict.FAIL, Verdict.WARN)
"""The verdicts on a statement that does not hold, the worse one first."""
FAILURES = frozenset({Verdict.FAIL, Verdict.FAULT})
"""The verdicts after which a scenario is retried, or the run ends with `--fail-fast`."""
_JUDGED = frozenset({Verdict.PASS, Verdict.ACCEPTED, Verdict.FLAKY, Verdict.WARN})
_UNSEEN = Verdict.UNOBSERVABLE
_SEVERITY = {verdict: rank for rank, verdict in enumerate(Verdict)}


def severity(verdict: Verdict) -> int:
    """How bad a verdict is; 0 for `pass`."""
    return _SEVERITY[verdict]


def worst(findings: Iterable[Finding], default: Verdict = Verdict.FAULT) -> Verdict:
    """The worst verdict on the guide, or on profiles alone; `default` for no findings.

    What could not be observed says nothing of a scenario that was played to its end and judged
    something else, and advice says nothing of any other.
    """
    every = of_guide(findings)
    telling = [f for f in every if f.verdict is not _UNSEEN or _ends_scenario(f)]
    return max((f.verdict for f in telling or every), key=severity, default=default)


def _ends_scenario(finding: Finding) -> bool:
    return finding.level is Level.REQUIRED and finding.is_cut_off


def of_guide(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings on the guide's own statements; all if only profiles were judged."""
    found = tuple(findings)
    return tuple(f for f in found if f.level is not Level.PROFILE) or found


def merged(attempts: Sequence[Sequence[Finding]]) -> tuple[Finding, ...]:
    """The findings of one scenario over its attempts, of which there is at least one.

    Returns:
        Those of the last attempt. A statement that passes there and was broken in an earlier one
        is `flaky`, with what was seen then. A statement that could not be judged there keeps the
        broken finding of an earlier one.
    """
    *earlier, last = attempts
    broken_before: dict[tuple[str, str], Finding] = {}
    for finding in (finding for attempt in earlier for finding in attempt):
        if finding.verdict in {*BROKEN, Verdict.FAULT}:
            broken_before.setdefault(_subject(finding), finding)
    latest = tuple(
        _with_history(finding, broken_before.pop(_subject(finding), None)) for finding in last
    )
    return (*latest, *(_flaky(one) for one in broken_before.values()))


def _subject(finding: Finding) -> tuple[str, str]:
    """The slug of a finding's statement, or the name of its fault."""
    return finding.statement, finding.fault_name


def _with_history(finding: Finding, before: Finding | None) -> Finding:
    if before is None or finding.verdict in {*BROKEN, Verdict.FAULT, Verdict.ACCEPTED}:
        return finding
    return _flaky(before) if finding.verdict is Verdict.PASS else before


def _flaky(finding: Finding) -> Finding:
    return finding.model_copy(update={"verdict": Verdict.FLAKY})


def _never_reached(findings: Iterable[Finding]) -> frozenset[str]:
    """Required statements that are unreached in some scenario and pass in none.

    Statements that an accepted finding blocks do not count: they were accepted with it.
    """
    found = tuple(findings)
    accepted = {(f.scenario, f.statement) for f in found if f.verdict is Verdict.ACCEPTED}
    causes = first_causes(found)
    unreached = {
        f.statement
        for f in found
        if f.level is Level.REQUIRED
        and f.verdict is Verdict.UNREACHED
        and (f.scenario, causes[f.scenario, f.statement]) not in accepted
    }
    return frozenset(unreached - {f.statement for f in found if f.verdict is Verdict.PASS})


def exit_code(findings: Iterable[Finding], *, ledger_fails: bool = False) -> int:
    """0 all required statements pass, 1 findings, 3 a fault, 4 nothing was exercised.

    Args:
        findings: of the run; accepted and flaky ones do not fail it.
        ledger_fails: whether an entry of the run's ledger fails, which counts as a finding.
    """
    counted = of_guide(findings)
    verdicts = {finding.verdict for finding in counted}
    if Verdict.FAULT in verdicts:
        return FAULT
    if Verdict.FAIL in verdicts or _never_reached(counted) or ledger_fails:
        return FINDINGS
    return OK if verdicts & _JUDGED else NOTHING
