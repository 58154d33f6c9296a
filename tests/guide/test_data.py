"""What the shipped guide promises of itself."""

import re

import pytest

from harness.app.suite import all_scenarios
from harness.config.suite import bundled_suite
from harness.guide.claims import AccountWords, Leads, Refusal
from harness.guide.loader import load_guide
from harness.guide.model import Chapter
from harness.messages.catalogue import LANGUAGES, catalogue
from harness.model.fact import Fact
from harness.model.finding import Level

GUIDE = load_guide(profiles=bundled_suite().profile_names)
STATEMENTS = list(GUIDE)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@pytest.mark.parametrize("chapter", GUIDE.chapters, ids=lambda chapter: chapter.slug)
def test_a_slug_is_the_address_of_its_promise(chapter: Chapter) -> None:
    """It starts with its page; its words are small letters, digits and hyphens."""
    for statement in chapter.statements:
        first, *rest = statement.slug.split(".")
        assert first == chapter.slug
        assert rest
        assert all(_SLUG.fullmatch(part) for part in (first, *rest)), statement.slug


def test_each_group_says_what_its_statements_are_together() -> None:
    """A report tells them as one cause, and its headline is the title of the group."""
    grouped = [statement for statement in STATEMENTS if statement.group]
    assert grouped
    assert all(statement.group_title for statement in grouped)


def test_every_file_is_a_chapter() -> None:
    """None lies forgotten in the folder."""
    suite = bundled_suite()
    folders = (suite.guide, *{path.parent for path in suite.profiles.values()})
    files = {path.stem for folder in folders for path in folder.glob("*.toml")}
    assert files - {"guide"} == set(GUIDE.pages)
    assert suite.guide.is_dir()


def test_every_statement_stands_on_its_own_feet() -> None:
    """Required: a quoted line. Advised: why, and the line it rests on. Hardening: its source."""
    for statement in STATEMENTS:
        slug = statement.slug
        assert list(statement.lines) == sorted(set(statement.lines)), slug
        assert all(1 <= line <= 302 for line in statement.lines), slug
        match statement.level:
            case Level.REQUIRED:
                assert statement.sentence, slug
                assert statement.lines, slug
            case Level.ADVISED:
                assert statement.why, slug
                assert statement.lines, slug
            case Level.PROFILE:
                assert statement.source, slug
        words = statement.text
        assert isinstance(words, Fact) is not bool(statement.sentence), slug
        for language in LANGUAGES:
            told = catalogue(language).say(words)
            assert told == told.strip(), slug


def test_what_is_ours_is_in_both_languages() -> None:
    """Readings and their reasons are written twice; the French is no copy of the English."""
    for statement in STATEMENTS:
        for ours in (statement.means, statement.why, statement.by_design):
            assert ours is None or ours.en != ours.fr, statement.slug


def test_what_stands_on_accounts_is_known() -> None:
    """Claims that take words from the account name its attributes."""
    names = set(GUIDE.accounts.fields)
    for statement in STATEMENTS:
        claim = statement.claim
        if isinstance(claim, Leads):
            assert set(claim.filled.values()) <= names, statement.slug
        if isinstance(claim, AccountWords):
            assert set(re.findall(r"{(\w+)}", claim.text)) <= names, statement.slug


def test_every_form_that_refuses_says_how() -> None:
    """A message, and no mail, wherever something can be refused."""
    for page in ("login", "search", "regenerate", "certification"):
        aspects = {s.claim.aspect.value for s in GUIDE.on(page) if isinstance(s.claim, Refusal)}
        assert {"one message", "no mail"} <= aspects, page


def test_every_scenario_has_its_french_title() -> None:
    """And no title is left of a scenario that is gone."""
    names = {one.slug for one in all_scenarios(profiles=bundled_suite().profile_names)}
    assert set(GUIDE.titles["fr"]) == names
