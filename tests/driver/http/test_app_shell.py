"""What only scripts can draw is known as such over plain HTTP, and a broken page is not."""

import pytest

from harness.driver.http.app_shell import is_app_shell
from harness.page.dom.document import parse
from harness.page.extract import extract

SCRIPT = "<script type=module src=/app.js></script>"


def shows_nothing(body: str, status: int = 200) -> bool:
    """Whether a document is a shell."""
    source = f"<!DOCTYPE html><title>Portail</title>{body}"
    document = parse(source)
    return is_app_shell(document, extract(document, url="http://portal.test/", status=status))


@pytest.mark.parametrize(
    "body",
    [
        f"{SCRIPT}<div id=app><span class=spinner></span></div><noscript>Activez-le.</noscript>",
        f"<div id='root'></div>{SCRIPT}",
        f"<app-root> </app-root>{SCRIPT}",
        f"<main id=app aria-busy=true></main><p>Chargement…</p>{SCRIPT}",
        f"<div id=app>Chargement en cours…</div>{SCRIPT}",
        "<div id=app></div><script>draw()</script>",
        f"<div id=app>Chargement…</div>{SCRIPT}<iframe src=\"javascript:''\"></iframe>",
    ],
)
def test_a_shell(body: str) -> None:
    """A place for what scripts draw, or words for those who run none."""
    assert shows_nothing(body)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("", "an empty page has no scripts"),
        ("<div id=app></div>", "no scripts would fill it"),
        (SCRIPT, "there is no place to fill: the portal gave an empty page"),
        (f"{SCRIPT}<noscript><img src=/count.gif></noscript>", "the picture of a counter"),
        (f"<a href=/>Accueil</a><div id=menu></div>{SCRIPT}", "a link can be followed"),
        (f"<div id=app></div>{SCRIPT}<iframe src=/menu></iframe>", "a frame holds a page"),
        (f"<input><div id=menu></div>{SCRIPT}", "a field can be filled in"),
        (f"<p>{'mot ' * 20}</p><div id=menu></div>{SCRIPT}", "there is something to read"),
        (f"<p>Erreur interne</p><div id=menu></div>{SCRIPT}", "a message, however short"),
        ('<div id=x></div><script type="application/ld+json">{}</script>', "data is no script"),
    ],
)
def test_no_shell(body: str, why: str) -> None:
    """A page that says something, or nothing at all, is judged as it is."""
    assert not shows_nothing(body), why


def test_an_error_is_no_shell() -> None:
    """What the portal answers with an error is told as that."""
    assert not shows_nothing(f"<div id=app></div>{SCRIPT}", status=500)
