"""What a run comes to: the worst of its verdicts, and its exit code."""

from collections.abc import Iterable

from harness.finding import Finding, Level, Verdict

FAULT = 3  # exit code


def worst(findings: Iterable[Finding]) -> Verdict:
    """The worst verdict on the guide, or on profiles alone; `fault` for no finding at all."""
    order = list(Verdict)
    return max((f.verdict for f in of_guide(findings)), key=order.index, default=Verdict.FAULT)


def of_guide(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that count for the guide; those of profiles only where there are no others."""
    found = tuple(findings)
    return tuple(f for f in found if f.level is not Level.HARDENING) or found


def _left_open(findings: Iterable[Finding]) -> frozenset[str]:
    """Required statements that something barred, and that no scenario saw hold."""
    found = tuple(findings)
    barred = {
        f.statement for f in found if f.level is Level.REQUIRED and f.verdict is Verdict.UNREACHED
    }
    return frozenset(barred - {f.statement for f in found if f.verdict is Verdict.PASS})


def exit_code(findings: Iterable[Finding]) -> int:
    """0 all required statements pass, 1 findings, 3 a fault, 4 nothing was exercised."""
    counted = of_guide(findings)
    verdicts = {finding.verdict for finding in counted}
    if Verdict.FAULT in verdicts:
        return FAULT
    if Verdict.FAIL in verdicts or _left_open(counted):
        return 1
    return 0 if verdicts & {Verdict.PASS, Verdict.WARN} else 4
