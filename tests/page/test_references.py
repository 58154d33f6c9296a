"""A quick look at a document: where it leads and what it declares."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.page.dom.document import parse
from harness.page.references import LinkKind, References, references

URL = "http://portal.example/dir/page"


def leads(html: str) -> dict[str, LinkKind]:
    """Where a document leads, and how."""
    return {lead.url: lead.kind for lead in read(html).links}


def read(html: str) -> References:
    """What a document at a made-up address refers to and declares."""
    return references(parse(html), URL)


@pytest.mark.parametrize(
    ("html", "path", "kind"),
    [
        ("<a href='a.html#x'>", "/dir/a.html", LinkKind.LINK),
        ("<map><area href=/b></map>", "/b", LinkKind.LINK),
        ("<frameset><frame src=menu></frameset>", "/dir/menu", LinkKind.FRAME),
        ("<frameset><noframes><a href=/n></noframes></frameset>", "/n", LinkKind.LINK),
        ("<iframe src=/c></iframe>", "/c", LinkKind.FRAME),
        ("<meta http-equiv=Refresh content='0; url=/d'>", "/d", LinkKind.REFRESH),
        ("<a href=\"javascript:ouvrir('/e','nom')\">", "/e", LinkKind.SCRIPT),
        ("<a href=# onclick=\"window.open('aide.html','x')\">", "/dir/aide.html", LinkKind.SCRIPT),
        (
            "<form action=/f><input type=hidden name=p value='é 1'></form>",
            "/f?p=%C3%A9+1",
            LinkKind.FORM,
        ),
        ("<form action=/g><input type=submit></form>", "/g", LinkKind.FORM),
        ("<form id=x action=/g></form><input type=hidden name=p form=x>", "/g?p=", LinkKind.FORM),
        ("<a href='mon fichier \"1\".html'>", "/dir/mon%20fichier%20%221%22.html", LinkKind.LINK),
        ("<a href=' \\aide\\x '>", "/aide/x", LinkKind.LINK),
        ("<base href=data:text/html,x><a href=/h>", "/h", LinkKind.LINK),
        ("<noscript><a href=/plan>Plan</a></noscript>", "/plan", LinkKind.LINK),
        (
            "<head><noscript><meta http-equiv=refresh content=0;/r></noscript>",
            "/r",
            LinkKind.REFRESH,
        ),
        ("<iframe srcdoc='<a href=/s>s</a>' src=/no></iframe>", "/s", LinkKind.LINK),
        ("<link rel=stylesheet href=/s.css>", "/s.css", LinkKind.RESOURCE),
        ("<input type=image src=/i.png>", "/i.png", LinkKind.RESOURCE),
        ("<base href=/other/><a href=h>", "/other/h", LinkKind.LINK),
    ],
)
def test_each_way_on_is_seen(html: str, path: str, kind: LinkKind) -> None:
    """Links, frames, refreshes, scripts, forms that ask nothing, resources, bases."""
    assert leads(html) == {f"http://portal.example{path}": kind}


@pytest.mark.parametrize(
    "html",
    [
        "<a href='mailto:a@b.fr'>",
        "<a href='javascript:void(0)'>",
        "<form action=/f method=post></form>",
        "<form action=/f method=dialog></form>",
        "<form id=x action=/f></form><input name=q form=x>",
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
    """Title, language, forms and fields."""
    found = read(
        "<html lang=fr><title> Un \n été </title>"
        "<form method=post><input name=a><input type=hidden><select></select></form>"
    )
    told = (found.title, found.language, found.forms, found.fields)
    assert told == ("Un été", "fr", 1, 2)


def test_documents_that_say_the_same_have_one_digest() -> None:
    """Addresses, attributes and white space do not count."""
    one = read("<p>Bonjour <a href=/1>ici</a>")
    other = read("<p id=x>Bonjour\n <a href=/2>ici</a></p>")
    assert one.digest == other.digest != read("<p>Bonsoir").digest


@pytest.mark.parametrize(
    ("html", "asks"),
    [
        ("<table><form action=/f><tr><td><input name=q></table></form>", True),
        ("<form id=f action=/f></form><input name=q form=f>", True),
        ("<form action=/f><div></form><input name=q></div>", True),
        ("<form action=/f></form><input name=q>", False),
    ],
)
def test_a_form_asks_for_the_fields_that_it_owns(html: str, *, asks: bool) -> None:
    """A form with a field is no link; fields belong to it as the parser says."""
    assert (leads(html) == {}) == asks


@given(st.text(max_size=300))
def test_any_text_is_read(html: str) -> None:
    """Nothing raises."""
    read(html)


def test_queries_are_encoded_as_the_document_is() -> None:
    """As browsers do; paths are always UTF-8."""
    html = "<a href='/é?q=été'>x</a><form action=/f><input type=hidden name=p value='é'></form>"
    found = [lead.url for lead in references(parse(html), URL, "windows-1252").links]
    host = "http://portal.example"
    assert found == [f"{host}/%C3%A9?q=%E9t%E9", f"{host}/f?p=%E9"]


@pytest.mark.parametrize(
    ("rules", "forbids"), [("noindex, NoFollow", True), ("none", True), ("noindex", False)]
)
def test_robots_may_be_forbidden_to_follow(rules: str, forbids: bool) -> None:
    """By either of two words."""
    assert read(f"<meta name=robots content='{rules}'>").follows is not forbids
