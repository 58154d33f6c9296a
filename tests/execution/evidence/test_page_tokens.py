"""What the guide calls secret in the links of mails, on a page that no mail led to."""

import pytest

from harness.driver.protocol import Capture
from harness.execution.evidence.page_tokens import secret_addresses, tokens_on
from harness.execution.evidence.store import EvidenceStore
from harness.guide.model import Guide
from harness.journal.writer import JournalWriter
from harness.model.exchange import Exchange
from harness.page.extract import extract
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
