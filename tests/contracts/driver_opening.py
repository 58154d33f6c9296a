"""What every driver keeps: opening pages, their history, and what is fetched beside."""

import pytest

from harness.driver.protocol import Engine, Session, Tab
from tests.contracts.reading import button_of, entry, field_of, link_of, said, words
from tests.driver.portal import Portal


@pytest.mark.asyncio(loop_scope="session")
class OpeningContract:
    """Pages are read as they stand."""

    async def test_open_reads_the_page(self, tab: Tab, site: Portal) -> None:
        """A page is read with its address, status, title, language, charset and words."""
        got = await tab.open(f"{site.url}/forms")
        assert got.page.url == f"{site.url}/forms"
        assert (got.page.status, got.page.title) == (200, "Page")
        assert (got.page.language, got.page.charset) == ("fr", "utf-8")
        assert words(got)[0] == "Formulaires"
        assert not got.blocked
        assert got.dialogs == ()

    async def test_open_takes_a_path(self, tab: Tab, site: Portal) -> None:
        """An address without a host belongs to the portal."""
        assert (await tab.open("/forms")).page.url == f"{site.url}/forms"

    async def test_fields_are_read_as_they_stand(self, tab: Tab) -> None:
        """Values, ticks, choices and what is disabled are read from the live page."""
        got = await tab.open("/forms")
        assert field_of(got, "nom").value == "vieux"
        assert field_of(got, "remarque").value == "première ligne\nseconde"
        assert [field_of(got, n).checked for n in ("cgu", "lettre")] == [False, True]
        assert [f.checked for f in got.page.fields if f.name == "civ"] == [True, False]
        chosen = [o.text for o in field_of(got, "question").options if o.selected]
        assert chosen == ["Ville de naissance ?"]
        assert [field_of(got, n).disabled for n in ("mort", "légende", "fermé")] == [
            True,
            False,
            True,
        ]

    async def test_what_is_no_refresh_leads_nowhere(self, tab: Tab) -> None:
        """A number that something else follows is no refresh (HTML, shared declarative refresh)."""
        assert words(await tab.open("/no_refresh")) == ["Reste"]

    async def test_a_document_that_holds_itself(self, tab: Tab, site: Portal) -> None:
        """It is in its own frames once, as in a browser."""
        await tab.open("/holds_itself")
        asked = [path for _, path, _ in site.received if path == "/holds_itself"]
        assert len(asked) <= 4

    @pytest.mark.parametrize("code", [404, 500, 503])
    async def test_error_pages_are_pages(self, tab: Tab, code: int) -> None:
        """An error page is read like any other, with its status."""
        got = await tab.open(f"/status/{code}")
        assert got.page.status == code
        assert words(got)[0] == f"Erreur {code}"
        assert [x.status for x in got.exchanges] == [code]

    async def test_exchanges_tell_the_way(self, tab: Tab, site: Portal) -> None:
        """Each request for a document on the way is told, with its redirect."""
        got = await tab.open("/see-other")
        assert [(x.method, x.status) for x in got.exchanges] == [("GET", 303), ("GET", 200)]
        assert got.exchanges[0].location == f"{site.url}/echo?from=303"
        assert got.exchanges[1].headers["content-type"] == "text/html; charset=utf-8"
        assert got.page.url == f"{site.url}/echo?from=303"

    async def test_cookies_are_kept_and_forgotten(self, tab: Tab, session: Session) -> None:
        """Cookies live in the session; their values never reach the evidence."""
        first = await tab.open("/cookie")
        assert "Visite numéro 1" in said(first)
        headers = first.exchanges[0].headers["set-cookie"]
        assert "visits=…" in headers
        assert "HttpOnly" in headers
        second = await (await session.tab()).open("/cookie")
        assert "Visite numéro 2" in said(second)
        await session.forget()
        assert "Visite numéro 1" in said(await tab.open("/cookie"))

    async def test_sessions_are_apart(self, tab: Tab, engine: Engine) -> None:
        """One person's cookies never reach another."""
        await tab.open("/cookie")
        other = await engine.session()
        try:
            assert "Visite numéro 1" in said(await (await other.tab()).open("/cookie"))
        finally:
            await other.close()

    async def test_a_closed_session_leaves_nothing(self, engine: Engine, site: Portal) -> None:
        """A session opened after another was closed starts without cookies."""
        for _ in range(2):
            session = await engine.session()
            assert "Visite numéro 1" in said(await (await session.tab()).open("/cookie"))
            await session.close()

    async def test_back_shows_the_page_before(self, tab: Tab, site: Portal) -> None:
        """Going back shows the page before, without asking for it again."""
        await tab.open("/count")
        got = await tab.open("/forms")
        await tab.follow(link_of(await tab.press(button_of(got, "Annuler")), "encore"))
        assert (await tab.back()).page.url == f"{site.url}/echo"
        assert (await tab.back()).page.url == f"{site.url}/forms"
        assert "GET numéro 1" in said(await tab.back())

    async def test_back_asks_again_for_what_may_not_be_kept(self, tab: Tab, site: Portal) -> None:
        """A page marked no-store is asked for again."""
        got = await tab.open("/fresh")
        await tab.follow(link_of(got, "plus loin"))
        assert "Chargé 2 fois" in said(await tab.back())

    async def test_reload_asks_again(self, tab: Tab) -> None:
        """Reloading asks for the page again."""
        assert "GET numéro 1" in said(await tab.open("/count"))
        assert "GET numéro 2" in said(await tab.reload())

    async def test_reload_of_a_post_posts_again(self, tab: Tab, site: Portal) -> None:
        """Reloading the answer to a form sends the same form again."""
        got = await tab.open("/count")
        posted = await tab.press(button_of(got, "envoyer"))
        assert "POST" in said(posted)
        again = await tab.reload()
        assert [x.method for x in again.exchanges] == ["POST"]
        assert site.posts() == [b"a=1&b=2", b"a=1&b=2"]

    async def test_sending_twice(self, tab: Tab, site: Portal) -> None:
        """Going back and sending again sends what was typed then."""
        got = await tab.open("/count")
        await tab.press(button_of(got, "envoyer"))
        again = await tab.back()
        await tab.press(button_of(again, "envoyer"))
        assert site.posts() == [b"a=1&b=2", b"a=1&b=2"]

    async def test_fetch_beside_the_page(self, tab: Tab, site: Portal) -> None:
        """Something beside the page is fetched with the session's cookies."""
        await tab.open("/cookie")
        sound = await tab.fetch("/sound")
        assert (sound.status, sound.body) == (200, b"RIFF....WAVE")
        assert sound.headers["content-type"] == "audio/wav"
        assert "visits=1" in site.headers["/sound"]["cookie"]

    async def test_a_page_that_redefines_everything(self, tab: Tab, site: Portal) -> None:
        """Scripts of 2010 that redefine built-ins change nothing of what is read or sent."""
        got = await tab.open("/prototype")
        assert words(got)[0] == "Prototype"
        await tab.fill([entry(got, "nom", "x")])
        await tab.press(button_of(got, "Envoyer"))
        assert site.posts() == [b"nom=x&elements=e&attributes=a&childNodes=c&submit=s"]

    async def test_hostile_text(self, tab: Tab) -> None:
        """Text of the page is text, and its attributes are not those of the driver."""
        got = await tab.open("/hostile")
        assert words(got)[0] == "<script>alert(1)</script>"
        assert "Texte & \"guillemets\" 'apostrophes'" in said(got)
        assert "]]> --> \\u003c ${x} {{y}}" in said(got)

    async def test_style_sheets_hide_words_and_part_them(self, tab: Tab) -> None:
        """What style sheets hide is not shown, and what they draw apart is read apart."""
        page = (await tab.open("/styled")).page
        shown = [text.text for text in page.texts if text.visible]
        assert shown == ["Styles", "reste", "montré", "Non connecté", "Retour"]
