"""Whose words a statement has: the guide's, ours, a profile's."""

import pytest

from harness.messages import Language, catalogue
from harness.model.fact import Fact, fact
from harness.model.finding import Level, Verdict
from harness.pytest_plugin.messages import finding_text
from harness.reporting.citation import cited, origin
from harness.reporting.formats.github import annotations
from harness.reporting.formats.gitlab import code_quality
from harness.reporting.formats.jsonl import finding_line
from harness.reporting.formats.junit import junit_xml
from harness.reporting.formats.markdown import summary
from tests.reporting.made import finding, run_of, story_of

OURS = fact("noun", en="Nobody enters.", fr="Personne n’entre.")
RULE = fact("profile-rule", words=OURS, source="ASVS V1")


@pytest.mark.parametrize(
    ("sentence", "line", "english", "french"),
    [
        ("Annuler", 12, "guide, line 12: « Annuler »", "guide, ligne 12 : « Annuler »"),
        (
            OURS,
            12,
            "our reading of line 12: Nobody enters.",
            "notre lecture de la ligne 12 : Personne n’entre.",
        ),
        (OURS, None, "our reading: Nobody enters.", "notre lecture : Personne n’entre."),
        (
            RULE,
            12,
            "profile: Nobody enters. (ASVS V1)",
            "profil : Personne n’entre. (ASVS V1)",
        ),
    ],
)
def test_what_the_guide_does_not_say_is_not_laid_in_its_mouth(
    sentence: str | Fact, line: int | None, english: str, french: str
) -> None:
    """Its own words alone are quoted; ours are told as ours, in the reader's language."""
    one = finding(sentence=sentence, line=line)
    assert cited(one, catalogue()) == english
    assert cited(one, catalogue("fr")).replace("\N{NO-BREAK SPACE}", " ") == french


def test_a_statement_without_words_has_its_origin_alone() -> None:
    """A difference may touch none."""
    assert cited(finding(sentence=""), catalogue()) == origin(finding(), catalogue())


@pytest.mark.parametrize(
    ("language", "locale", "ours", "guides"),
    [
        ("en", "C", ("our reading of line 12", "Nobody enters."), "guide, line 12"),
        ("fr", "fr_FR", ("notre lecture de la ligne 12", "Personne n’entre."), "guide, ligne 12"),
    ],
)
def test_every_report_says_that_a_reading_is_ours(
    language: Language,
    locale: str,
    ours: tuple[str, str],
    guides: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nowhere is it a line of the guide, and each report has it in the reader's language."""
    monkeypatch.setenv("LC_ALL", locale)
    one = finding("login.blanks", Verdict.WARN, level=Level.ADVISED, sentence=OURS, line=12)
    state, words = story_of(*run_of(one)), catalogue(language)
    texts = (
        junit_xml(state, words),
        summary(state, words),
        "\n".join(annotations(state, words)),
        code_quality(state, words),
        finding_text(one),
    )
    for text in texts:
        assert set(ours) == {part for part in ours if part in text}
        assert guides not in text
    assert '"sentence": "Nobody enters."' in finding_line(one)
