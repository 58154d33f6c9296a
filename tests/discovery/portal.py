"""Portals made of the guide's pages in any words, for looks that need no browser."""

from harness.core.rate_limit import RateLimiter
from harness.core.text import fold
from harness.discovery.explorer import PortalExplorer
from harness.discovery.observations import Observations
from harness.discovery.proposal import Proposal, propose
from harness.driver.protocol import Capture
from harness.guide.claims import Action
from harness.guide.model import Guide
from harness.guide.wording import Wording, in_words
from harness.model.page import Button, Link, Page
from harness.page.classify import PageClassifier
from harness.page.signatures import signatures
from tests.builders import GUIDE, guide_page

HOST = "http://portal.example/"
FORMS = ("login", "search", "regenerate")
PAGES = ("home", "login", "lost-codes", "search", "regenerate", "help", "terms")


class MadeUp:
    """One window on pages by their addresses; it remembers what was asked for.

    Args:
        pages: by address.
    """

    def __init__(self, pages: dict[str, Page]) -> None:
        self.pages = pages
        self.asked: list[str] = []

    async def open(self, url: str) -> Capture:
        """Go to an address."""
        self.asked.append(url)
        return Capture(page=self.pages[url], html="")

    async def follow(self, link: Link) -> Capture:
        """Click a link."""
        return await self.open(link.url)

    async def press(self, button: Button, *, twice: bool = False) -> Capture:
        """Press a button, which opens what its name says."""
        return await self.open(HOST + button.name)

    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"a look must not {name}")


def portal_in(wording: Wording) -> dict[str, Page]:
    """The guide's pages in other words, linked as the guide links them."""
    said = in_words(GUIDE, wording)
    return {_address(slug): _linked(guide_page(slug, guide=said), said, slug) for slug in PAGES}


def _address(slug: str) -> str:
    return HOST if slug == "home" else f"{HOST}{slug}"


def _linked(page: Page, said: Guide, slug: str) -> Page:
    submit = said.by_slug[f"{slug}.submit"].claim if slug in FORMS else None
    sent = getattr(submit, "label", "")
    links = tuple(_aimed(link, said, slug) for link in page.links if link.label != sent)
    fields = tuple(
        field.model_copy(update={"ref": str(number), "form": "form"})
        for number, field in enumerate(page.fields)
    )
    buttons = (Button(label=sent, form="form"),) if sent else ()
    parts = {"links": links, "fields": fields, "buttons": buttons, "url": _address(slug)}
    return page.model_copy(update=parts)


def _aimed(link: Link, said: Guide, slug: str) -> Link:
    """A link with the address of the page that the guide says it leads to."""
    goal = next((c.to for c in said.actions(slug) if c.to in PAGES and _is(link, c)), None)
    address = _address(goal) if goal else f"{HOST}elsewhere.pdf"
    return link.model_copy(update={"url": address, "href": address})


def _is(link: Link, claim: Action) -> bool:
    line = not claim.beside or link.beside == f"{claim.beside} : {claim.label}"
    return line and fold(link.label) == fold(claim.label)


async def looked(pages: dict[str, Page], most: int = 40) -> Observations:
    """A look at made-up pages."""
    labels = tuple(c.label for slug in PAGES for c in GUIDE.actions(slug))
    # pyrefly: ignore[bad-argument-type]
    return await PortalExplorer(MadeUp(pages), labels, RateLimiter(), most).explore(HOST)


async def proposed(pages: dict[str, Page]) -> Proposal:
    """What is proposed for made-up pages."""
    return propose(GUIDE, PageClassifier(signatures(GUIDE)), await looked(pages))
