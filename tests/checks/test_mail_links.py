"""The links of a mail's two parts: what is another address, and what is only written otherwise."""

from datetime import UTC, datetime

import pytest

from harness.checks.context import Case
from harness.checks.mail_links import disagreement, leading_elsewhere, misleading_words
from harness.checks.registry import subjects
from harness.guide.model import Guide
from harness.mail.parsing.parse import parse
from tests.builders import journal, message, page, step
from tests.two_mails import chapter, statement

_TOKENS = ("‹link-token-1›", "‹link-token-2›")
HERE = "https://portal.example/reset/TOKEN-A"
RECEIVED = datetime(2026, 1, 1, tzinfo=UTC)
PARTS = """\
Content-Type: multipart/alternative; boundary=x

--x
Content-Type: text/plain; charset=utf-8

{}
--x
Content-Type: text/html; charset=utf-8

{}
--x--
"""


def _mail(text: str, html: str):  # noqa: ANN202 - a mail
    """A mail of two parts, as a journal has it: pseudonyms stand for the secrets."""
    mail = parse(PARTS.format(text, html).encode(), received=RECEIVED)
    shown = mail.model_dump_json()
    for token, name in zip(("TOKEN-A", "TOKEN-B"), _TOKENS, strict=True):
        shown = shown.replace(token, name)
    return type(mail).model_validate_json(shown)


def _a(address: str, words: str = "Choose a password") -> str:
    return f'<p><a href="{address}">{words}</a></p>'


@pytest.mark.parametrize(
    ("html", "code"),
    [
        (_a("https://other.example/reset/TOKEN-A", HERE), "words-of-link"),
        (_a("https://other.example/reset/TOKEN-A"), "links-of-parts"),
        (_a("https://other.example/here", "www.portal.example/reset"), "words-of-link"),
        (_a("https://portal.example.evil.test/reset", "www.portal.example"), "words-of-link"),
        (_a("https://portal.example/reset/TOKEN-B"), "links-of-parts"),
        (_a("https://other.example/reset/TOKEN-B"), "links-of-parts"),
        (_a("https://other.example/reset/TOKEN-B", HERE), "words-of-link"),
        ("<p>Choose a password.</p>", "link-in-text-alone"),
        (_a("mailto:office@portal.example", "Write to us"), "link-in-text-alone"),
    ],
)
def test_links_that_do_not_agree(html: str, code: str) -> None:
    """Another host under the same path, another secret, no link, or words that lie."""
    found = disagreement(_mail(f"Choose a password: {HERE}", html))
    assert found
    assert found.code == code


@pytest.mark.parametrize(
    "html",
    [
        _a(HERE),
        _a(HERE, HERE),
        _a(f"{HERE}/", HERE),
        _a("http://portal.example/reset/TOKEN-A", HERE),
        _a("https://www.portal.example/reset/TOKEN-A", HERE),
        _a(f"{HERE}?utm_source=mail", HERE),
        _a("https://clicks.test/ls/click?upn=TOKEN-B", HERE),
        _a("https://clicks.test/go?to=https%3A%2F%2Fportal.example%2Freset%2FTOKEN-A", HERE),
        _a(HERE) + _a("https://social.test/club", "Our page"),
        f"<p>{HERE}</p>",
        _a(HERE, "statement.pdf"),
    ],
)
def test_what_is_only_written_otherwise(html: str) -> None:
    """Slashes, https, counted clicks, further links: nothing of it is another place."""
    mail = _mail(f"Choose a password: {HERE}", html)
    assert disagreement(mail) is None
    assert leading_elsewhere(mail.links[0], "/reset/*", mail) == ""


VIEW = "https://portal.example/view?ticket=info-7&key=TOKEN-A"


@pytest.mark.parametrize(
    "link",
    [
        "https://portal.example/view?ticket=info-1&key=TOKEN-A",
        "https://portal.example/vue?ticket=info-7&key=TOKEN-A",
        "https://portal.example/old/view/?ticket=info-7&key=TOKEN-A",
        "http://portal.example/view/?utm_source=html&key=TOKEN-A&ticket=info-8",
    ],
)
def test_the_same_secret_for_another_page(link: str) -> None:
    """Another number or another path on the same site is another page."""
    found = disagreement(_mail(f"Your ticket: {VIEW}", _a(link)))
    assert found
    assert found.code == "links-of-parts"
    assert disagreement(_mail(f"Your ticket: {VIEW}", _a(link) + _a("https://portal.example/")))


@pytest.mark.parametrize(
    "html",
    [
        _a("https://portal.example/view?key=TOKEN-A&ticket=info-7"),
        _a(f"{VIEW}&utm_source=mail&utm_medium=html"),
        _a(f"{VIEW}&part=html"),
        _a("http://www.portal.example/view/?ticket=info-7&key=TOKEN-A#answer"),
        _a("https://portal.example/vi%65w?ticket=info%2D7&key=TOKEN-A"),
        _a("https://portal.example/click?to=%2Fview%3Fticket%3Dinfo-7%26key%3DTOKEN-A"),
        _a("https://portal.example/count/TOKEN-B?key=TOKEN-A"),
        _a("https://portal.example/count/TOKEN-B"),
        _a(VIEW) + _a("https://portal.example/unsubscribe?key=TOKEN-A"),
        _a(f"{VIEW}&utm_source=mail") + _a("https://portal.example/unsubscribe?key=TOKEN-A"),
        _a(VIEW) + _a("https://portal.example/view?ticket=info-1"),
    ],
)
def test_the_same_page_written_otherwise(html: str) -> None:
    """Order, slashes, what counts clicks, and further links of one part are no other page."""
    text = f"Your ticket: {VIEW}&part=text" if "part=html" in html else f"Your ticket: {VIEW}"
    assert disagreement(_mail(text, html)) is None
    further = f"{text} Preferences: https://portal.example/settings?key=TOKEN-A"
    if "TOKEN-B" not in html and "click" not in html:
        assert disagreement(_mail(further, html)) is None


@pytest.mark.parametrize("text", ["https://portal.example/r?a=1&amp;t=TOKEN-A", "Hello"])
def test_ampersands_and_a_text_without_the_link(text: str) -> None:
    """A text may have them as HTML writes them; a text without a link says nothing else."""
    html = _a("https://portal.example/r?a=1&amp;t=TOKEN-A", "https://portal.example/r")
    assert disagreement(_mail(text, html)) is None


def test_two_pages_of_two_sites() -> None:
    """Links that both parts have, to two sites with the same path, are no contradiction."""
    text = f"{HERE} https://one.test/club https://two.test/club"
    html = _a(HERE) + _a("https://one.test/club") + _a("https://two.test/club")
    assert disagreement(_mail(text, html)) is None


def test_the_same_secret_on_another_host() -> None:
    """A link of the guide is not kept where its twin hands the secret to somebody else."""
    other = "https://other.example/reset/TOKEN-A"
    mail = _mail(HERE, _a(other, HERE))
    assert leading_elsewhere(mail.links[0], "", mail) == other.replace("TOKEN-A", _TOKENS[0])
    assert misleading_words(mail)


@pytest.mark.parametrize("token", ["TOKEN-A", "TOKEN-B", "abc"])
def test_the_html_has_the_link_of_the_guide_on_another_host_alone(token: str) -> None:
    """Whatever secret it has there; beside the right one, a link to another site is another one."""
    other = _a(f"https://other.example/reset/{token}")
    mail, both = _mail(HERE, other), _mail(HERE, _a(HERE) + other)
    assert leading_elsewhere(mail.links[0], "/reset/*", mail)
    assert bool(leading_elsewhere(both.links[0], "/reset/*", both)) is (token == "TOKEN-A")


REFUSED = {"kind": "refused", "page": "choice", "reason": "wrong", "says": "Ce lien a expiré"}
OPENS = {"kind": "mail-link", "to": "choice", "address": "/reset/*"}
LINKED = Guide(
    digest="a link that is refused",
    chapters=(
        chapter("home", statement("home.words", "x", {"kind": "words", "text": "x"})),
        chapter(
            "choice",
            statement("choice.heading", "Choix", {"kind": "heading", "text": "Choix"}),
            statement("choice.refused", "refusé", REFUSED),
        ),
        chapter("gone", statement("gone.words", "x", {"kind": "words", "text": "x"})),
        chapter("note", statement("note.link", "un lien", OPENS), mail=True),
    ),
)


@pytest.mark.parametrize("on", [None, 1])
@pytest.mark.parametrize(
    ("slug", "words", "ok"),
    [
        ("choice", ["Ce lien a expiré"], True),
        ("gone", ["Ce lien a expiré"], True),
        ("home", [message("Ce lien a expiré")], True),
        ("gone", ["Bienvenue"], False),
        ("choice", ["Choix"], False),
    ],
)
def test_a_link_is_refused_on_whatever_page(
    slug: str, words: list[object], on: int | None, *, ok: bool
) -> None:
    """The page that the guide names, or another one that tells it; never where it leads."""
    walk = [
        page(1, "home", "Bienvenue"),
        step(
            1, on=on, led_to=2, verb="follow-mail", statement="note.link", trying="choice.refused"
        ),
        page(2, slug, *words),
    ]
    case = Case(LINKED, journal(*walk))
    one = LINKED.by_slug["choice.refused"]
    ((check, subject),) = subjects(one, case)
    assert check(one.claim, subject, case).ok is ok
