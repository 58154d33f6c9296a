"""Which page a person deals with, and what is kept of it."""

import pytest

from harness.config.portal import PageHint
from harness.driver.protocol import Capture
from harness.execution.evidence.pages import PageEvidence
from harness.execution.evidence.store import EvidenceStore
from harness.guide.model import Chapter, Guide, Statement
from harness.journal.writer import JournalWriter
from harness.model.page import Page
from harness.page.extract import extract
from harness.redaction.vault import Vault
from tests.builders import guide_page, journal, text
from tests.execution.fakes import PORTAL, FakeEngine, FakeTab, context_of
from tests.two_mails import chapter, statement

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


def test_a_dialog_that_a_link_opens_for_a_page_of_which_only_the_heading_is_known() -> None:
    """It tells what the link is for: it is that page."""
    front = Page(url="", texts=(text("Saisissez vos codes en respectant les majuscules."),))
    seen = Capture(page=LOGIN, front=front, html="")
    store = EvidenceStore(context_of(), JournalWriter(None, journal().head, Vault()))
    assert store.pages.active_page(seen, "search").page == LOGIN
    assert store.pages.active_page(seen, "help").page == front
    assert store.pages.shows(Capture(page=front, html=""), "help") == "help"


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


def test_a_window_that_asks_the_next_thing_in_the_place_of_its_own() -> None:
    """The login window asks for the certification code alone: it is the page that asks for it."""
    kept = tuple(one for one in LOGIN.texts if not one.text.startswith("Code "))
    (code,) = guide_page("certification").visible_fields
    asks = LOGIN.model_copy(update={"texts": kept, "fields": (code,)})
    seen = Capture(page=asks, html="")
    assert STORE.pages.shows(seen) == "login"
    assert STORE.pages.shows(seen, "certification") == "certification"
    whole = LOGIN.model_copy(update={"fields": (*LOGIN.fields, code)})
    assert STORE.pages.shows(Capture(page=LOGIN, html=""), "certification") == "login"
    assert STORE.pages.shows(Capture(page=whole, html=""), "space") == "login"


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


def _page(slug: str, *words: str, fields: tuple[str, ...] = ()) -> Chapter:
    """A page with links, with a heading of its own where its words begin with #, and fields."""
    made: list[Statement] = []
    for number, one in enumerate((*words, *fields)):
        claim = {"kind": "action", "label": one}
        if one in fields:
            claim = {"kind": "field", "label": one}
        elif one.startswith("# "):
            claim = {"kind": "heading", "text": one.removeprefix("# ")}
        made.append(statement(f"{slug}.s{number}", one, claim))
    return chapter(slug, *made)


SMALL = Guide(
    digest="small",
    chapters=(
        _page("home", "Nouveau ticket", "Aide", "Connexion"),
        _page("base", "# Base", "Voir les articles"),
        _page("articles", "# Messagerie", "Boîte pleine", "Créer un ticket"),
        _page("upload", "OK", fields=("Fichier à envoyer",)),
        _page("editor", "OK", "Annuler", fields=("Texte", "Commentaire du changement")),
    ),
)
NAVIGATION = "<a href=1>Nouveau ticket</a><a href=2>Aide</a><a href=3>Connexion</a>"


def _evidence(**hints: PageHint) -> PageEvidence:
    target = PORTAL.model_copy(update={"pages": hints})
    context = context_of(guide=SMALL, target=target)
    return EvidenceStore(context, JournalWriter(None, journal().head, Vault())).pages


def _capture(html: str, path: str = "") -> Capture:
    return Capture(page=extract(html, url=f"http://portal.example/{path}"), html=html)


@pytest.mark.parametrize("is_seen", [True, False])
async def test_the_links_of_every_page_make_no_page(*, is_seen: bool) -> None:
    """Once they stood on another page, a page with a heading of its own is not the home page."""
    evidence, tab = _evidence(), FakeTab(FakeEngine())
    await evidence.record(_capture(NAVIGATION), tab, "home")
    if is_seen:
        base = _capture(f"{NAVIGATION}<h1>Base</h1><a href=4>Voir les articles</a>")
        assert (await evidence.record(base, tab, "base")).slug == "base"
    html = f"{NAVIGATION}<h1>Messagerie</h1><button>Boîte pleine</button><a href=5>Créer</a>"
    assert evidence.shows(_capture(html), "articles") == ("articles" if is_seen else "home")
    assert evidence.shows(_capture(NAVIGATION)) == "home"


@pytest.mark.parametrize(
    ("address", "slug"), [("/modify/Report*", "editor"), ("/modify/*", "upload"), ("", "upload")]
)
def test_the_page_that_should_come_at_an_address_of_no_other(address: str, slug: str) -> None:
    """A label was changed: another page is more alike, but has another address on this portal."""
    html = "<label>Texte <input></label><label>Remarque <input></label><button>OK</button>"
    html += "<label>Fichier à envoyer <input type=file></label><button>Annuler</button>"
    evidence = _evidence(upload=PageHint(address=address)) if address else _evidence()
    assert evidence.shows(_capture(html, "modify/Minutes"), "editor") == slug
    assert evidence.shows(_capture(html, "modify/Minutes")) == "upload"
