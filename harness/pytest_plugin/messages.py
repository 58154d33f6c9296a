"""Findings as text for pytest's reports."""

from harness.messages import catalogue
from harness.model.finding import Finding
from harness.reporting.citation import cited


class AdviceNotFollowed(UserWarning):
    """An advised statement does not hold."""


def finding_text(finding: Finding) -> str:
    """A finding in four lines: statement and sentence, what was expected, what was seen, files."""
    files, words = ", ".join(finding.evidence.files), catalogue()
    say, name = words.say, finding.statement or "fault"
    source = cited(finding, words) if finding.statement else finding.fault_name
    lines = (
        f"{name}: {source}",
        f"  expected {say(finding.expected)}",
        f"  seen     {say(finding.seen)}",
        *([f"  evidence {files}"] if files else []),
    )
    return "\n".join(lines)
