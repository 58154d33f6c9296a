"""The pages of a guide are recognised by what it says of them."""

from harness.guide.model import Guide
from harness.guide.wording import in_words
from harness.page.classify import PageClassifier
from harness.page.signatures import signatures
from tests import two_mails
from tests.builders import GUIDE, guide_page


def test_every_page_of_the_guide_is_recognised_as_itself() -> None:
    """As the guide shows it."""
    classifier = PageClassifier(signatures(GUIDE))
    for chapter in GUIDE.chapters:
        if not chapter.mail:
            assert classifier.classify(guide_page(chapter.slug)).slug == chapter.slug


def test_a_page_is_not_known_by_words_that_the_portal_does_not_have_there() -> None:
    """Where they stand is another page; what is left is no more telling than it was."""
    home = guide_page("home")
    words = {statement.slug: "" for statement in GUIDE.on("home")}
    emptied = PageClassifier(signatures(in_words(GUIDE, words)))
    assert PageClassifier(signatures(GUIDE)).classify(home).slug == "home"
    assert emptied.classify(home).slug is None
    some = PageClassifier(signatures(in_words(GUIDE, {"home.frame.home": ""})))
    assert some.classify(home).slug == "home"


def test_a_long_wording_makes_no_sentence_of_a_short_word() -> None:
    """What the target file says for « RETRAITES ET SOLIDARITÉ » may stand on every page."""
    said = "Direction des retraites et de la solidarité"
    (home,) = [
        one
        for one in signatures(in_words(GUIDE, {"home.frame.department": said}))
        if one.slug == "home"
    ]
    assert said not in home.texts


def test_a_chapter_of_nothing_but_short_words_is_known_by_them() -> None:
    """A longer chapter is not: they may stand on many pages."""
    claim = {"kind": "words", "text": "Jeton invalide"}
    only = two_mails.statement("invalid.is", "« Jeton invalide »", claim)
    guide = Guide(digest="x", chapters=(two_mails.chapter("invalid", only),))
    (invalid,) = signatures(guide)
    assert (invalid.brief, invalid.texts) == (("Jeton invalide",), ())
    assert not any(one.brief for one in signatures(GUIDE))


def test_what_a_page_has_only_sometimes_is_no_sign_of_it() -> None:
    """A page without it is that page as well."""
    often, seldom = (
        {"kind": "action", "label": label, "optional": label == "Sûr ?"}
        for label in ("Supprimer", "Sûr ?")
    )
    statements = (
        two_mails.statement("page.often", "Supprimer", often),
        two_mails.statement("page.seldom", "Sûr ?", seldom),
    )
    (one,) = signatures(Guide(digest="x", chapters=(two_mails.chapter("page", *statements),)))
    assert one.links == ("Supprimer",)


def test_a_field_that_a_page_has_only_sometimes_counts_where_it_stands() -> None:
    """It is in the signature, as one that may be missing."""
    claims = [
        {"kind": "field", "label": one, "optional": one == "Ville"} for one in ("Rue", "Ville")
    ]
    statements = (
        two_mails.statement(f"page.{number}", "Rue, Ville", claim)
        for number, claim in enumerate(claims)
    )
    guide = Guide(digest="x", chapters=(two_mails.chapter("page", *statements),))
    (page,) = signatures(guide)
    assert (page.fields, page.optional) == (("Rue", "Ville"), ("Ville",))
