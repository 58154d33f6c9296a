"""What a run needs beside the words: an address, or a heading where the address says nothing."""

from dataclasses import replace

from harness.discovery.proposal import propose
from harness.discovery.recognition import needed_hints
from harness.guide.wording import Wording, vocabulary
from harness.model.page import Page
from harness.page.classify import PageClassifier
from harness.page.signatures import signatures
from tests.builders import GUIDE
from tests.discovery.portal import HOST, looked, portal_in
from tests.discovery.test_proposal import OTHER

SITE = f"{HOST}site/"


async def _hints(pages: dict[str, Page], wording: Wording, path: str = "") -> dict[str, object]:
    """The hints for a portal; `path` stands in place of the paths of its pages."""
    seen = await looked(pages)
    if path:
        seen.pages = [
            replace(one, page=one.page.model_copy(update={"url": HOST + path}))
            for one in seen.pages
        ]
    proposal = propose(GUIDE, PageClassifier(signatures(GUIDE)), seen)
    found = needed_hints(GUIDE, wording, proposal, seen)
    return {slug: hint.model_dump(exclude_defaults=True) for slug, hint in found.items()}


def _strange_search() -> dict[str, Page]:
    """A portal whose search says nearly nothing in the guide's words."""
    words = vocabulary(GUIDE.pages["search"]).values()
    strange = {word: f"{number} zzz" for number, word in enumerate(words)}
    kept = {"Numéro SIRET", "Numéro BCR", "Recherche de votre code identifiant"}
    own = {word: said for word, said in strange.items() if word not in kept}
    return portal_in({"search": own})


async def test_no_hint_where_words_are_enough() -> None:
    """Once its words are accepted, a page is known by them."""
    assert await _hints(portal_in(OTHER), OTHER) == {}


async def test_a_page_in_strange_words_is_known_by_its_address() -> None:
    """Nothing of its words was accepted: what is left is where it lies."""
    assert await _hints(_strange_search(), {}) == {"search": {"address": "/search"}}


async def test_pages_at_one_address_are_known_by_a_heading() -> None:
    """In frames all pages have the address of the frameset: it would fit each of them."""
    hints = await _hints(_strange_search(), {}, "frames.asp")
    assert hints == {"search": {"marker": "Recherche de votre code identifiant"}}


async def test_an_address_begins_at_the_base() -> None:
    """The target file names addresses from the portal's base address on."""
    seen = await looked(_strange_search())
    seen.pages = [
        replace(one, page=one.page.model_copy(update={"url": one.page.url.replace(HOST, SITE)}))
        for one in seen.pages
    ]
    proposal = propose(GUIDE, PageClassifier(signatures(GUIDE)), seen)
    assert needed_hints(GUIDE, {}, proposal, seen, "/site")["search"].address == "/search"
