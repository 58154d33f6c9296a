"""What the guide promises where the login window takes the certification code as well."""

import pytest

from harness.guide.claims import Labelled, Leads, Refused
from harness.guide.folded_page import with_folded
from harness.guide.loader import load_guide

GUIDE = load_guide(profiles=("hardening",))
(FOLD,) = GUIDE.folded
FIELD, LOGIN, CERTIFICATION = FOLD.field, FOLD.into, FOLD.page
CHANGED = with_folded(GUIDE, FOLD)


def test_nothing_is_lost_and_nothing_is_new() -> None:
    """The same statements, once each, with their lines, sentences and levels."""
    before = {s.slug: (s.lines, s.text, s.level) for s in GUIDE}
    after = [(s.slug, (s.lines, s.text, s.level)) for s in CHANGED]
    assert len(after) == len(before)
    assert dict(after) == before
    assert CHANGED.digest == GUIDE.digest


def test_the_login_window_has_the_field() -> None:
    """That is how the code is asked; what is typed into it stays secret."""
    for slug in (FIELD, "certification.asked"):
        statement = CHANGED.by_slug[slug]
        assert statement.page == LOGIN
        assert isinstance(statement.claim, Labelled)
        assert statement.claim.secret


def test_a_page_of_its_own_keeps_what_only_it_can_show() -> None:
    """Heading, mark, buttons, and the movements that begin or end on it."""
    assert {s.slug.partition(".")[2] for s in CHANGED.on(CERTIFICATION)} == {
        "heading",
        "field.mark",
        "submit",
        "cancel",
        "reload",
        "kept-from-others",
    }


@pytest.mark.parametrize(
    ("slug", "page"),
    [
        ("certification.first-failure", "login"),
        ("certification.mandatory", "login"),
        ("certification.third-failure", "login"),
        ("certification.new-code-works", "space"),
        ("certification.accepted", "space"),
        ("login.code-with-blanks", "space"),
        ("login.wrong-code", "login"),
        ("certification.reload", "certification"),
    ],
)
def test_where_a_movement_ends(slug: str, page: str) -> None:
    """A login goes on to the space or is refused in its window."""
    claim = CHANGED.by_slug[slug].claim
    assert isinstance(claim, Leads | Refused)
    assert claim.page == page


def test_other_pages_are_as_they_were() -> None:
    """To the letter, but for movements that ended on the certification's."""
    for page in GUIDE.pages.keys() - {LOGIN, CERTIFICATION}:
        for before, after in zip(GUIDE.on(page), CHANGED.on(page), strict=True):
            assert after == before or getattr(before.claim, "page", "") == CERTIFICATION
