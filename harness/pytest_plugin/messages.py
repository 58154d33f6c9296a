"""Findings as text for pytest's reports."""

from harness.core.locale import locale_language
from harness.messages import LANGUAGES, Language, catalogue
from harness.model.finding import Finding
from harness.reporting.citation import cited


class AdviceNotFollowed(UserWarning):
    """An advised statement does not hold."""


def finding_text(finding: Finding) -> str:
    """A finding in the reader's language: statement, sentence, expected, seen, files."""
    language: Language = next((one for one in LANGUAGES if one == locale_language()), "en")
    files, words = ", ".join(finding.evidence.files), catalogue(language)
    name = finding.statement or words.text("verdict-fault")
    source = cited(finding, words) if finding.statement else finding.fault_name
    parts = {
        "label-expected": words.say(finding.expected),
        "label-seen": words.say(finding.seen),
        **({"label-evidence": files} if files else {}),
    }
    wide = max(len(words.text(label)) for label in parts)
    lines = (f"  {words.text(label):<{wide}} {value}" for label, value in parts.items())
    return "\n".join((f"{name}{words.colon} {source}", *lines))
