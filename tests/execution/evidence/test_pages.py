"""Which page a person deals with, and what is kept of it."""

import pytest

from harness.driver.protocol import Capture
from harness.execution.evidence.store import EvidenceStore
from harness.journal.writer import JournalWriter
from harness.model.page import Page
from harness.redaction.vault import Vault
from tests.builders import guide_page, journal, text
from tests.execution.fakes import FakeEngine, FakeTab, context_of

STORE = EvidenceStore(context_of(), JournalWriter(None, journal().head, Vault()))
CODE = "AB2CD3EF4G"
SEARCH, LOGIN = guide_page("search"), guide_page("login")


def active_page(front: Page | None) -> Page:
    """The page at hand where something lies over the search."""
    return STORE.pages.active_page(Capture(page=SEARCH, front=front, html="")).page


def test_a_page_of_the_guide_in_a_dialog() -> None:
    """A login window made as a dialog is the page, whatever it lies over."""
    assert active_page(LOGIN) == LOGIN


def test_a_message_in_a_dialog() -> None:
    """What the guide does not have as a page is a message of the page around it."""
    assert active_page(Page(url="", texts=(text("Votre requête n'a pas abouti."),))) == SEARCH


def test_no_dialog() -> None:
    """The page itself."""
    assert active_page(None) == SEARCH


def test_a_page_that_holds_two_of_the_guide() -> None:
    """The terms of use stand below the help: the page is the one that a link promises."""
    both = Page(
        url="",
        texts=tuple(
            text(words, kind="heading", level=1)
            for words in ("Aide à la connexion", "Conditions générales d'utilisation")
        ),
    )
    seen = Capture(page=both, html="")
    assert STORE.pages.shows(seen, "terms") == "terms"
    assert STORE.pages.shows(seen, "help") == "help"
    assert STORE.pages.shows(seen, "login") == STORE.pages.shows(seen) == "help"


@pytest.mark.parametrize(
    ("title", "slug"), [("Déconnexion", ""), ("Accueil", "home")], ids=["another title", "the same"]
)
async def test_a_page_with_nothing_but_the_frame_of_another(title: str, slug: str) -> None:
    """The links around each page of a portal do not make the home page of it."""
    home = guide_page("home").model_copy(update={"title": "Accueil"})
    frame = home.model_copy(update={"title": title, "texts": (), "links": home.links[:2]})
    evidence = EvidenceStore(context_of(), JournalWriter(None, journal().head, Vault())).pages
    assert evidence.shows(Capture(page=frame, html="")) == "home"  # nothing else is known of it
    for page in (LOGIN, home):
        await evidence.record(Capture(page=page, html=""), FakeTab(FakeEngine()))
    assert evidence.shows(Capture(page=frame.model_copy(), html="")) == slug


async def test_the_login_beside_every_page() -> None:
    """Its fields stand on each page of the portal: a page with no more of it is another one."""
    beside = guide_page("login").model_copy(update={"title": "Portail", "links": LOGIN.links[:6]})
    start, other = (
        page.model_copy(update={"fields": (*page.fields, *beside.fields)})
        for page in (guide_page("lost-codes"), beside)
    )
    start = start.model_copy(update={"links": (*start.links, *beside.links)})
    start = start.model_copy(update={"texts": (*start.texts, *beside.texts)})
    evidence = EvidenceStore(context_of(), JournalWriter(None, journal().head, Vault())).pages
    assert evidence.shows(Capture(page=other, html="")) == "login"  # nothing else is known of it
    for page in (LOGIN, start):
        assert await evidence.record(Capture(page=page, html=""), FakeTab(FakeEngine()))
    assert evidence.shows(Capture(page=start.model_copy(), html="")) == "lost-codes"
    assert evidence.shows(Capture(page=other.model_copy(), html="")) == ""
    assert evidence.shows(Capture(page=LOGIN.model_copy(), html="")) == "login"


async def test_a_code_on_a_page_that_is_not_recognised() -> None:
    """A portal in other words shows it all the same, and it is a secret."""
    kept = JournalWriter(None, journal().head, Vault())
    evidence = EvidenceStore(context_of(), kept)
    page = Page(url="", texts=(text("Relevez ceci"), text(CODE)))
    seen, tab = Capture(page=page, html=f"<output>{CODE}</output>"), FakeTab(FakeEngine())
    record = await evidence.pages.record(seen, tab, "certification-code")
    assert (record.slug, evidence.pages.code_on(record)) == ("", "")
    assert CODE in kept.vault.values()
    assert CODE not in str(kept.journal().pages)
