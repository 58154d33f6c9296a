"""What findings come to: the worst verdict, several walks of one scenario, the exit code."""

from collections.abc import Iterable, Sequence

from harness.core.exit_codes import FAULT, FINDINGS, NOTHING, OK
from harness.model.finding import Finding, Level, Verdict, first_causes

FAILURES = frozenset({Verdict.FAIL, Verdict.FAULT})
"""What makes a scenario be walked again, or ends the run where that was asked for."""
_AMISS = frozenset({Verdict.WARN, Verdict.FAIL, Verdict.FAULT})
_JUDGED = frozenset({Verdict.PASS, Verdict.ACCEPTED, Verdict.FLAKY, Verdict.WARN})
_SEVERITY = {verdict: rank for rank, verdict in enumerate(Verdict)}


def severity(verdict: Verdict) -> int:
    """How bad a verdict is; 0 for `pass`."""
    return _SEVERITY[verdict]


def worst(findings: Iterable[Finding], default: Verdict = Verdict.FAULT) -> Verdict:
    """The worst verdict on the guide, or on profiles alone; `default` for no findings."""
    return max((f.verdict for f in of_guide(findings)), key=severity, default=default)


def of_guide(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that count for the guide; those of profiles only where there are no others."""
    found = tuple(findings)
    return tuple(f for f in found if f.level is not Level.PROFILE) or found


def merged(walks: Sequence[Sequence[Finding]]) -> tuple[Finding, ...]:
    """The findings of one scenario that was walked several times.

    Args:
        walks: the findings of each walk, the last one last; at least one.

    Returns:
        Those of the last walk. What holds there and was amiss on a walk before is `flaky`, with
        what was seen then; what could not be judged there stays as it was seen before.
    """
    *earlier, last = walks
    amiss: dict[tuple[str, str], Finding] = {}
    for finding in (finding for walk in earlier for finding in walk):
        if finding.verdict in _AMISS:
            amiss.setdefault(_place(finding), finding)
    latest = tuple(_beside(finding, amiss.pop(_place(finding), None)) for finding in last)
    return (*latest, *(_flaky(one) for one in amiss.values()))


def _place(finding: Finding) -> tuple[str, str]:
    """A statement, or a fault by its name."""
    return finding.statement, "" if finding.statement else finding.sentence


def _beside(finding: Finding, before: Finding | None) -> Finding:
    if before is None or finding.verdict in {*_AMISS, Verdict.ACCEPTED}:
        return finding
    return _flaky(before) if finding.verdict is Verdict.PASS else before


def _flaky(finding: Finding) -> Finding:
    return finding.model_copy(update={"verdict": Verdict.FLAKY})


def _left_open(findings: Iterable[Finding]) -> frozenset[str]:
    """Required statements that something barred, and that no scenario saw hold.

    What an accepted finding bars was accepted with it.
    """
    found = tuple(findings)
    accepted = {(f.scenario, f.statement) for f in found if f.verdict is Verdict.ACCEPTED}
    causes = first_causes(found)
    barred = {
        f.statement
        for f in found
        if f.level is Level.REQUIRED
        and f.verdict is Verdict.UNREACHED
        and (f.scenario, causes[f.scenario, f.statement]) not in accepted
    }
    return frozenset(barred - {f.statement for f in found if f.verdict is Verdict.PASS})


def exit_code(findings: Iterable[Finding], *, ledger_fails: bool = False) -> int:
    """0 all required statements pass, 1 findings, 3 a fault, 4 nothing was exercised.

    Args:
        findings: of the run; what is accepted or flaky fails nothing.
        ledger_fails: whether an entry of the run's ledger fails: that counts as a finding.
    """
    counted = of_guide(findings)
    verdicts = {finding.verdict for finding in counted}
    if Verdict.FAULT in verdicts:
        return FAULT
    if Verdict.FAIL in verdicts or _left_open(counted) or ledger_fails:
        return FINDINGS
    return OK if verdicts & _JUDGED else NOTHING
