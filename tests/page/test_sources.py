"""What of a page may say what a guide says."""

from harness.model.page import Page
from harness.page.extract import extract
from harness.page.sources import is_frame, without_bypass


def _page(html: str) -> Page:
    return extract(html, url="http://portal.example/")


def test_skip_links_and_their_words_are_left_out() -> None:
    """Other texts keep their places, by which the order of a page is known."""
    page = _page("<ul><li><a href=#c>Aller au contenu</a></ul><main id=c><p>un<p>deux</main>")
    left = without_bypass(page)
    assert left.links == ()
    assert [(text.text, text.visible) for text in left.texts] == [
        ("Aller au contenu", False),
        ("un", True),
        ("deux", True),
    ]
    plain = _page("<p>un")
    assert without_bypass(plain) is plain


def test_a_heading_in_the_header_may_be_the_pages_own() -> None:
    """The title of the document begins with it; the name of the site stands behind."""
    html = "<title>Codes perdus – Mon site</title><header><h1>{}</h1></header>"
    own, site = (_page(html.format(words)) for words in ("Codes perdus", "Mon site"))
    assert not is_frame(own.texts[0], own)
    assert is_frame(site.texts[0], site)
