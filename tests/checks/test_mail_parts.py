"""What is claimed of a mail holds in its text and in its HTML: a mail program shows one of them."""

from datetime import UTC, datetime

import pytest

from harness.checks.context import Case
from harness.checks.registry import subjects
from harness.core.text import squeeze
from harness.guide.model import Guide, Statement
from harness.mail.parsing.parse import parse
from harness.messages.catalogue import catalogue
from harness.model.journal import MailRecord
from tests.builders import STARTED, journal, secret
from tests.two_mails import chapter, statement

_FIRST, _SECOND = "‹code-1›", "‹code-2›"
_ORDER = "http://portal.example/orders/7"
_MAIL = """\
Content-Type: multipart/alternative; boundary=x

--x
Content-Type: text/plain; charset=utf-8

{}
--x
Content-Type: text/html; charset=utf-8

{}
--x--
"""
_WORDS = {"kind": "mail-words", "text": "Total : 3,50 €"}
_ADDRESS = {"kind": "mail-words", "text": f"See your order: {_ORDER}"}
_LINK = {"kind": "mail-link", "to": "home", "address": "/orders/{any}"}
_CODE = {"kind": "mail-code", "secret": "code", "pattern": "AAAA"}
_GONE = {"kind": "mail-no-words", "text": "Old"}
_PARTS = {"kind": "mail-form", "form": "parts"}
_HOME = chapter("home", statement("home.words", "x", {"kind": "words", "text": "x"}))


def _judged(claim: dict, text: str, html: str, codes: tuple[str, str] = ("", ""), *more: Statement):  # noqa: ANN202 - a pair
    """Whether a claim holds on a mail of two parts, and what was seen in words."""
    note = chapter("note", statement("note.it", "it", claim), *more, mail=True)
    guide = Guide(digest="two parts", chapters=(_HOME, note))
    mail = parse(_MAIL.format(text, html).encode(), received=datetime(2026, 1, 1, tzinfo=UTC))
    record = MailRecord(
        number=1,
        slug="note",
        time=1,
        mail=mail.model_copy(update={"received": STARTED}),
        text_code=codes[0],
        html_code=codes[1],
    )
    known = [secret(name, value) for name, value in ((_FIRST, "ABCD"), (_SECOND, "EFGH"))]
    case = Case(guide, journal(record, *known))
    ((check, subject),) = subjects(guide.by_slug["note.it"], case)
    outcome = check(guide.by_slug["note.it"].claim, subject, case)
    return outcome.ok, squeeze(catalogue().say(outcome.seen)) if outcome.seen else ""


@pytest.mark.parametrize(
    "html",
    [
        "<p>Total : 3,50 €</p>",
        "<table><tr><td>Total</td><td>3,50&nbsp;€</td></tr></table>",
        "<dl><dt>Total<dd><b>3,50</b> €</dl>",
        "<ul><li>TOTAL: 3,50 €</ul>",
        '<p><img alt="Total : 3,50 €" src="cid:a"></p>',
        "<p></p>",
    ],
)
def test_what_only_the_layout_says_otherwise(html: str) -> None:
    """Cells without a colon, pictures with words, capitals; a part without any word is not read."""
    assert _judged(_WORDS, "Total : 3,50 €", html)[0]


@pytest.mark.parametrize(
    ("text", "html", "part"),
    [
        ("Total : 3,50 €", "<p>Total : 9,50 €</p>", "in the HTML part of the mail"),
        ("Total : 3,50 €", "<p>Thank you.</p>", "in the HTML part of the mail"),
        ("Total : 3,50 €", "<p hidden>Total : 3,50 €</p><p>Hello</p>", "in the HTML part"),
        ("Total : 9,50 €", "<p>Total : 3,50 €</p>", "in the text part of the mail"),
        ("Total : 9,50 €", "<p>Total : 9,50 €</p>", "closest"),
    ],
)
def test_words_of_one_part_alone(text: str, html: str, part: str) -> None:
    """The finding says which part lacks them; none if both do."""
    ok, seen = _judged(_WORDS, text, html)
    assert (ok, seen.startswith(part)) == (False, True)


@pytest.mark.parametrize(
    ("html", "ok"),
    [
        (f'<p>See your order: <a href="{_ORDER}">here</a></p>', True),
        (f'<p>See your order: <a href="{_ORDER}?utm_source=mail"><img alt="Order"></a>', True),
        ('<p>See your order: <a href="http://portal.example/orders/8">here</a></p>', False),
        ("<p>See your order.</p>", False),
    ],
)
def test_an_address_among_the_words_is_a_link_in_the_html(html: str, *, ok: bool) -> None:
    """A button in its place says the same, if it leads there."""
    assert _judged(_ADDRESS, f"See your order: {_ORDER}", html)[0] is ok


@pytest.mark.parametrize(
    ("html", "ok"),
    [
        (f'<a href="{_ORDER}">here</a>', True),
        (f"<p>{_ORDER}</p>", True),
        ('<a href="https://clicks.test/go?to=http://portal.example/orders/7">here</a>', True),
        ("<p>Your order is on its way.</p>", False),
        ('<a href="https://social.test/club">Our page</a>', False),
        ('<a href="http://portal.example/orders/8">here</a>', False),
    ],
)
def test_a_link_stands_in_both_parts(html: str, *, ok: bool) -> None:
    """Clicks may be counted; a link to somebody else's page is not the link."""
    assert _judged(_LINK, f"Your order: {_ORDER}", html)[0] is ok
    assert _judged(_LINK, "Your order", f'<a href="{_ORDER}">here</a>') == (
        False,
        "in the text part of the mail: no link",
    )


@pytest.mark.parametrize(
    ("codes", "ok"), [((_FIRST, _FIRST), True), ((_FIRST, _SECOND), False), ((_FIRST, ""), False)]
)
def test_a_code_stands_in_both_parts(codes: tuple[str, str], *, ok: bool) -> None:
    """A statement that the parts agree tells it alone, where the guide has one."""
    text, html = codes[0], f"<p>{codes[1]}</p>"
    assert _judged(_CODE, text, html, codes)[0] is ok
    parts = statement("note.parts", "parts", _PARTS)
    assert _judged(_CODE, text, html, codes, parts)[0]


@pytest.mark.parametrize(
    ("text", "html", "seen"),
    [
        ("New", "<p>New</p>", "as expected"),
        ("New", "<p>Old</p>", "in the HTML part of the mail"),
        ("Old", "<p>New</p>", "in the text part of the mail"),
        ("Old", "<p>Old</p>", "«"),
    ],
)
def test_words_that_one_part_must_not_have(text: str, html: str, seen: str) -> None:
    """They are in neither part."""
    ok, said = _judged(_GONE, text, html)
    assert ok is (seen == "as expected")
    assert ok or said.startswith(seen)
