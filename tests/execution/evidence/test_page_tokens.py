"""What the guide calls secret in the links of mails, on a page that no mail led to."""

import pytest

from harness.driver.protocol import Capture
from harness.execution.evidence.page_tokens import (
    MAX_POSSIBLE,
    possible_tokens_on,
    tokens_on,
)
from harness.execution.evidence.store import EvidenceStore
from harness.guide.model import Guide
from harness.journal.writer import JournalWriter
from harness.model.exchange import Exchange
from harness.page.extract import extract
from harness.redaction.secret_links import has_secret, secret_addresses
from harness.redaction.vault import Vault
from tests.builders import journal
from tests.execution.fakes import FakeEngine, FakeTab, context_of
from tests.two_mails import chapter, statement, words

KEY = "b7e1f0aa-41c2"
LINK = {"kind": "mail-link", "to": "home", "address": "/view/?ticket={any}&key=*"}
SMALL = Guide(
    digest="a key",
    chapters=(
        chapter("home", statement("home.title", "Ticket", {"kind": "heading", "text": "Ticket"})),
        chapter("note", statement("note.link", "un lien", LINK), words("note.is", "x"), mail=True),
    ),
)
HERE, PLAIN = f"http://portal.example/view/?ticket=7&key={KEY}", "http://portal.example/view/"


@pytest.mark.parametrize(
    ("url", "html", "exchange"),
    [
        (HERE, "", None),
        (PLAIN, f"<a href='/view/?key={KEY}&ticket=7'>Ticket</a>", None),
        (PLAIN, f"<form action=/view/><input type=hidden name=key value={KEY}></form>", None),
        (PLAIN, f"<form method=post action='?key={KEY}'><button>OK</button></form>", None),
        (PLAIN, "", ("http://portal.example/", f"/view/?ticket=7&key={KEY}")),
        (PLAIN, "", (HERE, "")),
    ],
    ids=["page", "link", "hidden field", "form", "redirect", "request"],
)
async def test_it_is_hidden(url: str, html: str, exchange: tuple[str, str] | None) -> None:
    """In the address of a page, a redirect, a link or a form, and wherever else it stands."""
    kept = JournalWriter(None, journal().head, Vault())
    made = [
        Exchange(method="GET", url=one, status=302, location=to)
        for one, to in [exchange or ("", "")]
    ]
    page = extract(f"<h1>Ticket</h1><p>{KEY}</p>{html}", url=url)
    seen = Capture(page=page, html=html, exchanges=tuple(made) if exchange else ())
    evidence = EvidenceStore(context_of(guide=SMALL), kept)
    await evidence.pages.record(seen, FakeTab(FakeEngine()))
    assert KEY not in str(kept.journal().pages)
    assert "‹link-token-1›" in str(kept.journal().pages)


def test_a_guide_that_says_no_secret() -> None:
    """Nothing is looked for."""
    assert tokens_on(Capture(page=extract("", url=HERE), html=""), ()) == ()
    assert secret_addresses(SMALL) == ("/view/?ticket={any}&key=*",)


@pytest.mark.parametrize(
    ("url", "secret"),
    [(HERE, True), (PLAIN, False), (f"http://portal.example/feed/{'aB3dE6gH9j' * 3}.xml", True)],
)
def test_an_address_that_a_crawl_stores(url: str, *, secret: bool) -> None:
    """What the guide calls secret, or what a program surely drew, is told at its end."""
    assert has_secret(url, secret_addresses(SMALL)) is secret


FEED = "WyJ2YWNhbmNlcy0yNDY3Il0.sDLwBMr_bmWMBDbMZsfeslNzVvQ"


async def test_a_link_that_looks_secret_and_nobody_speaks_of() -> None:
    """Whoever knows the address of a feed may read it; it is hidden wherever it stands."""
    kept = JournalWriter(None, journal().head, Vault())
    html = f"<h1>Ticket</h1><p>{FEED}</p><a href='/vacances/feed/{FEED}.xml'>Flux</a>"
    seen = Capture(page=extract(html, url=PLAIN), html=html)
    evidence = EvidenceStore(context_of(guide=SMALL), kept)
    await evidence.pages.record(seen, FakeTab(FakeEngine()))
    told = str(kept.journal().pages)
    assert FEED not in told
    assert "/feed/‹possible-token-1›.xml" in told
    assert not kept.vault.distinctive  # in the files of other scenarios it may be a name


@pytest.mark.parametrize(
    "href",
    [
        "http://elsewhere.example/WyJ2YWNhbmNlcy0yNDY3Il0.sDLwBMr_bmWMBDbMZsfeslNzVvQ",
        "/orders/a97b2f9a-86b7-4544-83b9-298a9bad77a2",
        "/2010-09-23-compte-rendu-de-la-reunion-12",
        "/MonComptePersonnelEspaceClient2010",
        "/app.3f2a1b8c.js",
    ],
)
def test_a_link_that_is_no_secret(href: str) -> None:
    """Other sites, numbers of objects, dates and words."""
    page = extract(f"<a href='{href}'>x</a>", url=PLAIN)
    assert possible_tokens_on(Capture(page=page, html=""), PLAIN) == ()


def test_many_links_that_look_secret() -> None:
    """The first ones of a page are hidden: each makes the hiding slower."""
    links = "".join(f"<a href='/f/{FEED}{number}'>x</a>" for number in range(99))
    page = extract(links, url=PLAIN)
    assert len(possible_tokens_on(Capture(page=page, html=""), PLAIN)) == MAX_POSSIBLE
