"""Which of the lines that a run proposes for a target file may hide a defect of the portal."""

from collections.abc import Collection, Iterable

from harness.guide.similarity import (
    SAME_MEANING,
    common_words,
    is_shortened,
    meaning_similarity,
    mistake_in,
)
from harness.model.fact import Fact, fact
from harness.model.finding import Finding, Level, Setting, Verdict

MIN_SURE = 0.5  # similarity of words, below which a pair may be a guess
MIN_SHARED = (
    0.5  # share of words; no more than that are shared by chance ("X Pension", "Pension Y")
)
_READING = fact("reading-to-decide")
DECISIONS = {
    "reads": _READING,
    "absent": fact("path-to-decide"),
    "unobservable": fact("unobservable-to-decide"),
    "refusals": fact("refusal-to-decide"),
}
"""Sections whose lines somebody has to decide about."""


def doubts_of(
    settings: Iterable[Setting], findings: Iterable[Finding], known: Collection[str] = ()
) -> dict[Setting, Fact]:
    """Why nobody should accept some of the lines unasked.

    Args:
        settings: the lines.
        findings: of the run that proposes them.
        known: slugs of the pages that were recognised.
    """
    required = {
        one
        for finding in findings
        if finding.level is Level.REQUIRED and finding.verdict is Verdict.FAIL
        for one in finding.settings
    }
    doubts = {s: doubt_of(s, is_required=s in required, known=known) for s in settings}
    return {setting: doubt for setting, doubt in doubts.items() if doubt}


def doubts_to_tell(settings: Iterable[Setting], findings: Iterable[Finding]) -> dict[Setting, Fact]:
    """Why lines may hide a defect that do not say by themselves what is to decide."""
    doubts = doubts_of(settings, findings)
    return {one: doubt for one, doubt in doubts.items() if one.section not in DECISIONS}


def doubt_of(setting: Setting, *, is_required: bool, known: Collection[str] = ()) -> Fact | None:
    """Why nobody should accept a line unasked; None where nothing speaks against it.

    Args:
        setting: the line.
        is_required: whether the guide requires what is broken.
        known: slugs of the pages that were recognised: what came in their place elsewhere is
            another page.
    """
    section, _, page = setting.section.partition(".")
    if section == "pages":
        return fact("page-recognised-elsewhere") if page in known else None
    if section in DECISIONS or isinstance(setting.guide, Fact):
        return DECISIONS.get(section, _READING)
    if not setting.section.startswith("words"):
        return None
    return _doubt_of_words(setting.guide, setting, is_required=is_required)


def _doubt_of_words(guide: str, setting: Setting, *, is_required: bool) -> Fact | None:
    missing = fact("required-words-missing") if is_required else None
    if not setting.value:
        return missing
    if not _are_alike(guide, setting.value):
        return missing or fact("only-place-alike")
    if mistake := mistake_in(guide, setting.value):
        return mistake
    if setting.elsewhere and not is_shortened(guide, setting.value):
        return fact("words-of-another", statement=setting.elsewhere)
    return None


def _are_alike(guide: str, portal: str) -> bool:
    """Whether two wordings are alike by more than letters that agree by chance."""
    alike = meaning_similarity(guide, portal)
    return alike >= SAME_MEANING or (alike >= MIN_SURE and common_words(guide, portal) > MIN_SHARED)
