"""A quick look at a document: where it leads and what it declares."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.crawl.explore.sitemap import locations
from harness.page.quick_scan import Kind, sketch

URL = "http://portal.example/dir/page"


def leads(html: str) -> dict[str, Kind]:
    """Where a document leads, and how."""
    return {lead.url: lead.kind for lead in sketch(html.encode(), "text/html", URL).leads}


@pytest.mark.parametrize(
    ("html", "path", "kind"),
    [
        ("<a href='a.html#x'>", "/dir/a.html", Kind.LINK),
        ("<map><area href=/b></map>", "/b", Kind.LINK),
        ("<frameset><frame src=menu></frameset>", "/dir/menu", Kind.FRAME),
        ("<iframe src=/c></iframe>", "/c", Kind.FRAME),
        ("<meta http-equiv=Refresh content='0; url=/d'>", "/d", Kind.REFRESH),
        ("<a href=\"javascript:ouvrir('/e','nom')\">", "/e", Kind.SCRIPT),
        ("<a href=# onclick=\"window.open('aide.html','x')\">", "/dir/aide.html", Kind.SCRIPT),
        (
            "<form action=/f><input type=hidden name=p value='é 1'></form>",
            "/f?p=%C3%A9+1",
            Kind.FORM,
        ),
        ("<form action=/g><input type=submit></form>", "/g", Kind.FORM),
        ("<link rel=stylesheet href=/s.css>", "/s.css", Kind.RESOURCE),
        ("<input type=image src=/i.png>", "/i.png", Kind.RESOURCE),
        ("<base href=/other/><a href=h>", "/other/h", Kind.LINK),
    ],
)
def test_each_way_on_is_seen(html: str, path: str, kind: Kind) -> None:
    """Links, frames, refreshes, scripts, forms that ask nothing, resources, bases."""
    assert leads(html) == {f"http://portal.example{path}": kind}


@pytest.mark.parametrize(
    "html",
    [
        "<a href='mailto:a@b.fr'>",
        "<a href='javascript:void(0)'>",
        "<form action=/f method=post></form>",
        "<form action=/f><input name=q></form>",
        "<form onsubmit=\"return verifier(this, 'nom=Votre Nom')\" method=post></form>",
        "",
        "\0",
    ],
)
def test_what_leads_nowhere_leads_nowhere(html: str) -> None:
    """Mails, idle scripts, and forms that are sent or filled in."""
    assert leads(html) == {}


def test_what_a_document_declares_is_told() -> None:
    """Title, language, charset, forms and fields."""
    html = (
        "<html lang=fr><meta charset=iso-8859-1><title> Un \n été </title>"
        "<form method=post><input name=a><input type=hidden><select></select></form>"
    )
    found = sketch(html.encode("latin-1"), "text/html", URL)
    told = (found.title, found.language, found.stated, found.charset, found.forms, found.fields)
    assert told == ("Un été", "fr", "windows-1252", "windows-1252", 1, 2)


def test_documents_that_say_the_same_have_one_digest() -> None:
    """Addresses, attributes and white space do not count."""
    one = sketch(b"<p>Bonjour <a href=/1>ici</a>", "", URL)
    other = sketch(b"<p id=x>Bonjour\n <a href=/2>ici</a></p>", "", URL)
    assert one.digest == other.digest != sketch(b"<p>Bonsoir", "", URL).digest


def test_a_sitemap_names_addresses() -> None:
    """Another document names none."""
    body = b"<urlset xmlns='x'><url><loc> http://p/a </loc></url></urlset>"
    assert locations(body) == ("http://p/a",)
    assert locations(b"<html><loc>http://p/a</loc></html>") == locations(b"\xff\x00") == ()


@given(st.binary(max_size=300))
def test_any_bytes_are_looked_at(body: bytes) -> None:
    """Nothing raises."""
    sketch(b"<html>" + body, "", URL)
