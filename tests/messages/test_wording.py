"""A wording that is changed on purpose changes nothing but the sentence."""

import re
from collections.abc import Iterator
from importlib.resources import files

import pytest

from harness.checks.judge import judge
from harness.messages import Catalogue, catalogue
from harness.model.finding import Finding
from harness.reporting.grouping.causes import group_causes
from harness.reporting.grouping.findings import group_findings
from tests.builders import GUIDE, field, journal, page, step

BROKEN = journal(
    page(1, "home", "Direction Employeur"),
    page(2, "search", "Recherche de votre compte", field("N° SIRET"), field("Prénom")),
    page(3, "terms"),
    step(1, verb="open", led_to=1),
    step(2, on=1, led_to=3, trying="search.siret.mandatory"),
    planned=[s.slug for s in GUIDE if s.page in {"home", "search"}],
)


@pytest.fixture
def reworded(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The English catalogue with one and the same sentence for whatever a check tells."""
    english = catalogue("en")
    text = files("harness.messages").joinpath("locales", "en", "checks.ftl").read_text("utf-8")
    codes = re.findall(r"^([a-z][a-z0-9-]*) =", text, re.MULTILINE)
    other = Catalogue("en", "\n".join(f"{code} = Something else." for code in codes))
    monkeypatch.setattr(english, "_bundle", other._bundle)
    english._marked.cache_clear()
    yield
    english._marked.cache_clear()


def judged() -> tuple[Finding, ...]:
    """What is found of the journal."""
    return judge(GUIDE, BROKEN)


def fingerprints() -> list[tuple[str, str]]:
    """Of each finding."""
    return [(finding.statement, finding.fingerprint) for finding in judged()]


def grouped() -> list[list[str]]:
    """The statements of each cause."""
    broken = group_findings(judged()).broken
    return [[one.statement for one in cause.members] for cause in group_causes(broken)]


def sentences(language: str) -> list[str]:
    """What is seen and expected, in a language."""
    say = catalogue("fr" if language == "fr" else "en").say
    return [say(fact) for finding in judged() for fact in (finding.expected, finding.seen)]


BEFORE = fingerprints(), grouped(), sentences("fr"), sentences("en")


@pytest.mark.usefixtures("reworded")
def test_no_fingerprint_no_cause_and_no_french_sentence_changes() -> None:
    """English sentences do: they are what was worded otherwise."""
    prints, together, french, english = BEFORE
    assert fingerprints() == prints
    assert grouped() == together
    assert sentences("fr") == french
    assert sentences("en") != english
    assert len(set(filter(None, sentences("en")))) < len(set(filter(None, english))) / 2


def test_the_made_up_journal_breaks_enough() -> None:
    """Several statements, some of them for one cause."""
    prints, together, _, _ = BEFORE
    assert len({digest for _, digest in prints if digest}) > 5
    assert max(map(len, together)) > 1
