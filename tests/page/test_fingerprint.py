import pytest

from harness.model.page import Page
from harness.page.extract import extract
from harness.page.fingerprint import fingerprint

FORM = (
    "<title>Recherche</title><h1>Recherche</h1><form action=/go><p>Nom * : <input name=n value='A'>"
    "</p><select name=q><option>Un<option>Deux</select><button>rechercher</button></form>"
    "<a href='aide?session=1'>Aide</a>"
)


def page(html: str, url: str = "https://portal.example/s?x=1") -> Page:
    """The page of a document."""
    return extract(html, url=url)


class TestFingerprint:
    """One digest for one distinct page."""

    def test_shape(self) -> None:
        """A digest in hexadecimal digits."""
        assert len(fingerprint(page(FORM))) == 64
        assert int(fingerprint(page(FORM)), 16)

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("value='A'", "value='B'"),
            ("<option>Deux", "<option selected>Deux"),
            ("session=1", "session=2"),
            ("<input", "<input data-cp-ref=9 data-cp-box='1 1 1 1' data-cp-value=C"),
            ("Nom * :", "Nom\u00a0* :"),
            ("<h1>", "<h1 class=big>"),
        ],
    )
    def test_same_page(self, old: str, new: str) -> None:
        """Values, choices, queries, refs, places and looks do not count."""
        assert old in FORM
        assert fingerprint(page(FORM)) == fingerprint(page(FORM.replace(old, new)))

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("<h1>Recherche", "<h1>recherche"),
            ("Nom * :", "Nom :"),
            ("<option>Deux", "<option>Trois"),
            ("rechercher", "chercher"),
            ("name=n", "name=m"),
            ("'aide?", "'faq?"),
            ("<button", "<p class=erreur>Erreur</p><button"),
        ],
    )
    def test_other_page(self, old: str, new: str) -> None:
        """A word, a mark, a choice, a name, an address: another page."""
        assert old in FORM
        assert fingerprint(page(FORM)) != fingerprint(page(FORM.replace(old, new)))

    def test_address(self) -> None:
        """The path counts, the session in it or in the query does not."""
        plain = fingerprint(page("<p>x"))
        assert plain == fingerprint(page("<p>x", "https://portal.example/s;jsessionid=9?x=2#top"))
        assert plain != fingerprint(page("<p>x", "https://portal.example/t"))

    def test_secrets_hidden(self) -> None:
        """Two pages that differ by a hidden word only are the same."""
        one, other = page("<code>ABC123</code>"), page("<code>XYZ789</code>")
        assert fingerprint(one) != fingerprint(other)

        def hide(text: str) -> str:
            return text.replace("ABC123", "code").replace("XYZ789", "code")

        assert fingerprint(one, hide=hide) == fingerprint(other, hide=hide)
