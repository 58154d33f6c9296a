"""A look at a portal sends nothing, stays on the host, and has an end."""

from harness.core.errors import Unreachable
from harness.core.rate_limit import RateLimiter
from harness.discovery.explorer import PortalExplorer
from harness.discovery.observations import Observations
from harness.driver.protocol import Capture
from harness.model.fact import fact, quote
from harness.model.page import Button, Field, Link, Page, Text
from tests.discovery.portal import HOST, MadeUp, looked


def _page(name: str, *links: Link, buttons: tuple[Button, ...] = (), **more: object) -> Page:
    texts = (Text(text=name, kind="heading", level=1),)
    facts = {"url": HOST + name, "title": name, "texts": texts, "links": links, "buttons": buttons}
    return Page.model_validate(facts | more)


def _link(goal: str, label: str = "") -> Link:
    url = goal if "://" in goal else HOST + goal
    return Link(label=label or goal, href=goal, url=url)


async def test_links_are_followed_each_once() -> None:
    """Two pages that link to each other, and one behind them."""
    pages = {
        HOST: _page("", _link("a"), _link("b")),
        HOST + "a": _page("a", _link("b"), _link("")),
        HOST + "b": _page("b", _link("a"), _link("c")),
        HOST + "c": _page("c"),
    }
    seen = await looked(pages)
    assert [one.page.title for one in seen.pages] == ["", "a", "b", "c"]
    assert seen.ended_early is None


class Rewriting(MadeUp):
    """Writes a session into the addresses of its first page, until the cookie comes back."""

    async def open(self, url: str) -> Capture:
        """Go to an address."""
        capture = await super().open(url)
        if len(self.asked) > 1:
            return capture
        links = tuple(
            link.model_copy(update={"href": f"{link.href};jsessionid=1", "url": f"{link.url};j=1"})
            for link in capture.page.links
        )
        page = capture.page.model_copy(update={"links": links})
        return capture.model_copy(update={"page": page})


async def test_a_session_in_the_addresses_makes_no_other_links() -> None:
    """Those of the page that is opened again are the same."""
    pages = {
        HOST: _page("", _link("a"), _link("b")),
        HOST + "a": _page("a", _link("b")),
        HOST + "b": _page("b"),
    }
    seen = await _explorer(Rewriting(pages)).explore(HOST)
    assert [one.page.title for one in seen.pages] == ["", "a", "b"]


async def test_other_hosts_files_and_ways_out_are_left_alone() -> None:
    """Nothing is asked of another host; a log-out or a download is no page to see."""
    links = (
        _link("http://elsewhere.example/"),
        _link("guide.pdf"),
        _link("logout"),
        _link("x", "Supprimer mon compte"),
        Link(label="Écrire", href="mailto:a@b.example", url="mailto:a@b.example"),
    )
    window = MadeUp({HOST: _page("", *links)})
    await _explorer(window).explore(HOST)
    assert window.asked == [HOST]


async def test_forms_are_not_sent() -> None:
    """A button is pressed only where it sends no form."""
    buttons = (
        Button(label="Envoyer", name="sent", form="f", kind="submit"),
        Button(label="Chercher", name="sent", form="g", kind="image"),
        Button(label="Aide", name="sent", form="f", kind="button"),
        Button(label="Ouvrir", name="dialog", form="", kind="button"),
    )
    fields = (Field(ref="1", name="x", form="f"),)
    pages = {HOST: _page("", buttons=buttons, fields=fields), HOST + "dialog": _page("dialog")}
    window = MadeUp(pages)
    seen = await _explorer(window).explore(HOST)
    assert set(window.asked) == {HOST, HOST + "dialog"}
    assert len(seen.pages) == 2


async def test_a_dialog_is_the_page_that_is_seen() -> None:
    """What lies in front is what a person deals with."""

    class Modal(MadeUp):
        async def follow(self, link: Link) -> Capture:
            del link
            return Capture(page=self.pages[HOST], front=_page("dialog"), html="")

    seen = await _explorer(Modal({HOST: _page("", _link("d"))})).explore(HOST)
    assert [one.page.title for one in seen.pages] == ["", "dialog"]


async def test_the_look_has_an_end() -> None:
    """A portal without end is looked at as far as was said, and that is told."""

    class Endless(MadeUp):
        async def open(self, url: str) -> Capture:
            number = int("0" + url.removeprefix(HOST))
            return Capture(page=_page(f"{number}", _link(f"{number + 1}"), url=url), html="")

    seen = await _explorer(Endless({}), most=5).explore(HOST)
    assert len(seen.pages) <= 5
    assert seen.ended_early == fact("exploration-ended", pages=5, untried=1)


async def test_what_cannot_be_opened_is_told_and_the_look_goes_on() -> None:
    """A dead link is no end."""

    class Broken(MadeUp):
        async def follow(self, link: Link) -> Capture:
            if link.label == "dead":
                raise Unreachable("a page", seen="nothing", remedy="none")
            return await super().follow(link)

    pages = {HOST: _page("", _link("dead"), _link("a")), HOST + "a": _page("a")}
    seen = await _explorer(Broken(pages)).explore(HOST)
    assert seen.problems == [fact("link-not-opened", label=quote("dead"), reason="nothing")]
    assert len(seen.pages) == 2


async def test_a_redirect_off_the_host_is_not_looked_at() -> None:
    """Where a link of the portal leads away, the page there is none of the portal's."""
    pages = {HOST: _page("", _link("a")), HOST + "a": _page("a", url="http://else.example/")}
    assert len((await looked(pages)).pages) == 1


async def test_it_ends_when_enough_was_seen() -> None:
    """Nobody's portal is looked at for longer than needed."""
    pages = {HOST: _page("", _link("a"), _link("b")), HOST + "a": _page("a")}
    window = MadeUp(pages)
    seen = await _explorer(window, enough=lambda seen: len(seen.pages) == 2).explore(HOST)
    assert [one.page.title for one in seen.pages] == ["", "a"]


def _explorer(window: MadeUp, most: int = 40, enough: object = None) -> PortalExplorer:
    stop = enough if callable(enough) else _never
    # pyrefly: ignore[bad-argument-type]
    return PortalExplorer(window, (), RateLimiter(), most, stop)


def _never(observations: Observations) -> bool:
    del observations
    return False
