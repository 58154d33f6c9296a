"""The statements that this portal cannot show, as its target file says.

They are accepted without being judged. Where a run can judge one of them after all, it is judged.
"""

from collections.abc import Iterable

from harness.checks.context import Case
from harness.model.fact import Fact, fact, quote
from harness.model.finding import Finding, Verdict

SECTION = "unobservable"  # of a target file


def with_accepted_unobservable(findings: Iterable[Finding], case: Case) -> list[Finding]:
    """The findings of a journal; what the target file says is unobservable says so."""
    named = case.journal.head.unobservable
    return [
        _accepted(finding, named[finding.statement])
        if finding.verdict is Verdict.UNOBSERVABLE
        and finding.statement in named
        and not finding.absent_path
        else finding
        for finding in findings
    ]


def accepted_reason(seen: Fact | str, why: str) -> Fact:
    """Why a statement is not judged that the target file says is unobservable.

    Args:
        seen: why the run could not judge it; "" for no reason.
        why: what the target file says of it; "" for nothing.
    """
    if why:
        return fact("unobservable-accepted-because", seen=seen, why=quote(why))
    return fact("unobservable-accepted", seen=seen)


def _accepted(finding: Finding, why: str) -> Finding:
    seen = accepted_reason(finding.seen or "", why)
    return finding.model_copy(update={"seen": seen, "settings": ()})
