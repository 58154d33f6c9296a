"""Findings as text for pytest's reports."""

from harness.core.locale import locale_language
from harness.messages import LANGUAGES, Catalogue, Language, catalogue
from harness.model.finding import Finding, Verdict
from harness.reporting.citation import cited
from harness.reporting.run_state import RunState
from harness.reporting.unjudged import overall_look
from harness.reporting.verdict_sentence import conclusion


class AdviceNotFollowed(UserWarning):
    """An advised statement does not hold."""


def readers_catalogue() -> Catalogue:
    """The sentences in the reader's language."""
    language: Language = next((one for one in LANGUAGES if one == locale_language()), "en")
    return catalogue(language)


def finding_text(finding: Finding) -> str:
    """A finding in the reader's language: statement, sentence, expected, seen, files."""
    files, words = ", ".join(finding.evidence.files), readers_catalogue()
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


def verdict_text(state: RunState) -> tuple[str, dict[str, bool]]:
    """The verdict on a run in the reader's language, and the colour in which pytest writes it."""
    words = readers_catalogue()
    colours = {Verdict.PASS: "green", Verdict.WARN: "yellow"}
    told = words.pair("label-conclusion", conclusion(state, words))
    return told, {colours.get(overall_look(state), "red"): True}
