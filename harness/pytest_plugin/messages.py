"""Findings as text for pytest's reports."""

from harness.messages import catalogue
from harness.model.finding import Finding


class AdviceNotFollowed(UserWarning):
    """An advised statement does not hold."""


def finding_text(finding: Finding) -> str:
    """A finding in four lines: statement and sentence, what was expected, what was seen, files."""
    line = f"guide, line {finding.line}: " if finding.line else ""
    files, say = ", ".join(finding.evidence.files), catalogue().say
    lines = (
        f"{finding.statement or 'fault'}: {line}« {finding.sentence} »",
        f"  expected {say(finding.expected)}",
        f"  seen     {say(finding.seen)}",
        *([f"  evidence {files}"] if files else []),
    )
    return "\n".join(lines)
