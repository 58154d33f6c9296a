"""What every driver keeps: one test class, inherited by each of them.

The class that inherits it gives a fixture `engine`; the portal is `tests.drive.portal`.
"""

from collections.abc import AsyncIterator
from urllib.parse import parse_qsl

import pytest
import pytest_asyncio

from harness.drive.driver import Capture, Engine, Entry, Refused, Session, Tab
from harness.errors import RedirectLoop, TimedOut, Unreachable, Unreadable
from harness.page.model import Button, Field, Link
from tests.drive.portal import Portal


def field_of(capture: Capture, key: str) -> Field:
    """The field with that label or name."""
    found = [f for f in capture.page.fields if key in {f.label, f.name}]
    assert found, f"no field {key!r} among {[(f.label, f.name) for f in capture.page.fields]}"
    return found[0]


def button_of(capture: Capture, label: str) -> Button:
    """The button with that label."""
    found = [b for b in capture.page.buttons if b.label == label]
    assert found, f"no button {label!r} among {[b.label for b in capture.page.buttons]}"
    return found[0]


def link_of(capture: Capture, label: str) -> Link:
    """The link with that label."""
    found = [a for a in capture.page.links if a.label == label]
    assert found, f"no link {label!r} among {[a.label for a in capture.page.links]}"
    return found[0]


def entry(capture: Capture, key: str, value: str) -> Entry:
    """A value for the field with that label or name."""
    return Entry(field=field_of(capture, key), value=value)


def words(capture: Capture) -> list[str]:
    """All texts that a person sees, in order."""
    return [text.text for text in capture.page.texts if text.visible]


def said(capture: Capture) -> str:
    """The texts in one line."""
    return " | ".join(words(capture))


@pytest.mark.asyncio(loop_scope="session")
class DriverContract:
    """The promises of `harness.drive.driver`."""

    @pytest_asyncio.fixture(loop_scope="session")
    async def session(self, engine: Engine) -> AsyncIterator[Session]:
        """A visit of its own for each test."""
        session = await engine.session()
        yield session
        await session.close()

    @pytest_asyncio.fixture(loop_scope="session")
    async def tab(self, session: Session, site: Portal) -> Tab:
        """One window."""
        return await session.tab()

    # ---------------------------------------------------------------- opening

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

    # ---------------------------------------------------------------- sending

    async def test_a_form_sends_what_a_browser_sends(self, tab: Tab, site: Portal) -> None:
        """Exactly the successful controls, in document order, the button among them."""
        got = await tab.open("/forms")
        await tab.fill(
            [
                entry(got, "nom", "D'Été-Müller"),
                entry(got, "prénom", "Zoé & Cie"),
                entry(got, "secret", "pâss wörd"),
                entry(got, "question", "Nom de jeune fille de votre mère ?"),
                entry(got, "cgu", "oui"),
                entry(got, "lettre", ""),
                entry(got, "remarque", "a\nb"),
            ]
        )
        answer = await tab.press(button_of(got, "Valider"))
        assert parse_qsl(site.posts()[0].decode(), keep_blank_values=True) == [
            ("nom", "D'Été-Müll"),
            ("prénom", "Zoé & Cie"),
            ("secret", "pâss wörd"),
            ("jeton", "a&b=c d"),
            ("question", "q1"),
            ("cgu", "oui"),
            ("civ", "M"),
            ("remarque", "a\r\nb"),
            ("légende", "vif"),
            ("pièce", ""),
            ("action", "valider"),
        ]
        assert words(answer)[0] == "Reçu"
        assert [x.method for x in answer.exchanges] == ["POST"]
        sent = site.headers["/echo"]
        assert sent["referer"] == f"{site.url}/forms"
        assert sent["origin"] == site.url
        assert sent["content-type"] == "application/x-www-form-urlencoded"
        assert sent["accept-language"].startswith("fr")

    async def test_bytes_of_a_form(self, tab: Tab, site: Portal) -> None:
        """The bytes are those of a browser: what is escaped, and how."""
        got = await tab.open("/get")
        await tab.press(button_of(got, "Chercher"))
        assert site.paths()[-1] == "GET /echo?mot=%C3%A9+%C3%A0%2Bb%26c%7E*"

    async def test_a_radio_button_takes_the_place_of_another(self, tab: Tab, site: Portal) -> None:
        """Ticking one clears the other of its group."""
        got = await tab.open("/forms")
        madame = next(f for f in got.page.fields if f.label == "Madame")
        await tab.fill([Entry(field=madame, value="on")])
        await tab.press(button_of(got, "Annuler"))
        sent = parse_qsl(site.posts()[0].decode())
        assert [value for name, value in sent if name == "civ"] == ["Mme"]
        assert ("action", "annuler") in sent

    async def test_an_image_button_sends_its_place(self, tab: Tab, site: Portal) -> None:
        """An image button sends the point of the click, and no other button is sent."""
        got = await tab.open("/forms")
        await tab.press(button_of(got, "Carte"))
        sent = parse_qsl(site.posts()[0].decode())
        assert sent[-2:] == [("carte.x", "10"), ("carte.y", "10")]

    async def test_reset_brings_back_what_stood_there(self, tab: Tab, site: Portal) -> None:
        """A reset button sends nothing and undoes what was typed."""
        got = await tab.open("/forms")
        await tab.fill([entry(got, "nom", "neuf")])
        after = await tab.press(button_of(got, "Effacer"))
        assert field_of(after, "nom").value == "vieux"
        assert site.posts() == []

    @pytest.mark.parametrize(
        ("path", "expected"),
        [
            ("/latin", b"nom=%C9t%E9+%80+%26%2397%3B%26%23937%3B&_charset_=windows-1252"),
            ("/accept", b"nom=%C9t%E9+%80+%26%2397%3B%26%23937%3B"),
        ],
    )
    async def test_charset_of_a_form(
        self, tab: Tab, site: Portal, path: str, expected: bytes
    ) -> None:
        """Latin pages send windows-1252; what it lacks becomes a numeric reference."""
        got = await tab.open(path)
        await tab.fill([entry(got, "nom", "Été € &#97;Ω")])
        await tab.press(button_of(got, "Envoyer"))
        assert site.posts() == [expected]

    async def test_multipart(self, tab: Tab, site: Portal) -> None:
        """A multipart form has a part for each control, quotes in names escaped."""
        got = await tab.open("/multipart")
        await tab.press(button_of(got, "Envoyer"))
        boundary = site.headers["/echo"]["content-type"].partition("boundary=")[2]
        assert site.posts()[0].replace(boundary.encode(), b"B") == (
            b'--B\r\nContent-Disposition: form-data; name="n%22om"\r\n\r\nZo\xc3\xa9\r\n'
            b'--B\r\nContent-Disposition: form-data; name="f"; filename=""\r\n'
            b"Content-Type: application/octet-stream\r\n\r\n\r\n"
            b'--B\r\nContent-Disposition: form-data; name="t"\r\n\r\na\r\nb\r\n--B--\r\n'
        )

    async def test_plain_text_form(self, tab: Tab, site: Portal) -> None:
        """A text/plain form sends lines as they are."""
        got = await tab.open("/plainform")
        await tab.press(button_of(got, "Envoyer"))
        assert site.posts() == ["a=1 2\r\nb=é\r\n".encode()]
        assert site.headers["/echo"]["content-type"] == "text/plain"

    async def test_a_form_within_a_table_owns_its_fields(self, tab: Tab, site: Portal) -> None:
        """Fields after a form's start tag belong to it, whatever tables stand around."""
        got = await tab.open("/table")
        await tab.fill(
            [entry(got, "Numéro SIRET", "12345678912345"), entry(got, "Numéro BCR", "01XXX123")]
        )
        await tab.press(button_of(got, "rechercher"))
        assert site.posts() == [b"siret=12345678912345&bcr=01XXX123&ok=rechercher"]

    async def test_controls_outside_of_their_form(self, tab: Tab, site: Portal) -> None:
        """Controls bound by id are sent, and the button's own action counts."""
        got = await tab.open("/outside")
        await tab.press(button_of(got, "Dehors"))
        assert site.posts() == [b"avant=1&dedans=2&b=3"]
        assert site.paths()[-1] == "POST /echo?par=bouton"

    async def test_lists(self, tab: Tab, site: Portal) -> None:
        """All choices of a list are sent, or the first of one that shows a single line."""
        got = await tab.open("/many")
        await tab.fill([entry(got, "v", "second")])
        await tab.press(button_of(got, "Envoyer"))
        assert site.posts() == [b"m=un&m=3&v=second"]

    async def test_base_address(self, tab: Tab, site: Portal) -> None:
        """Links and forms follow the document's base address."""
        got = await tab.open("/based")
        assert link_of(got, "lien").url == f"{site.url}/echo?lien"
        await tab.press(button_of(got, "ok"))
        assert site.paths()[-1] == "GET /echo?x=y"

    @pytest.mark.parametrize(
        ("path", "methods"),
        [
            ("/see-other", ["POST", "GET"]),
            ("/found", ["POST", "GET"]),
            ("/temporary", ["POST", "POST"]),
            ("/permanent", ["POST", "POST"]),
        ],
    )
    async def test_redirects_after_post(
        self, tab: Tab, site: Portal, path: str, methods: list[str]
    ) -> None:
        """302 and 303 lead to a GET, 307 and 308 send the same again."""
        got = await tab.open(f"/send?to={path}")
        answer = await tab.press(button_of(got, "Envoyer"))
        assert [x.method for x in answer.exchanges] == methods
        bodies = [body for _, _, body in site.received[1:]]
        assert bodies == [b"a=1", b"a=1" if methods[1] == "POST" else b""]

    async def test_a_list_without_the_option(self, tab: Tab) -> None:
        """A choice that the list does not offer is the portal's doing, and told as such."""
        got = await tab.open("/forms")
        with pytest.raises(Refused, match="Nom de jeune fille"):
            await tab.fill([entry(got, "question", "Quelle couleur ?")])

    async def test_a_disabled_field_takes_nothing(self, tab: Tab) -> None:
        """A disabled field refuses what a person would type."""
        got = await tab.open("/forms")
        with pytest.raises(Refused, match="disabled"):
            await tab.fill([entry(got, "mort", "x")])

    # ------------------------------------------------------------------ links

    @pytest.mark.parametrize(
        ("label", "path"),
        [
            ("simple", "GET /echo?simple"),
            ("fenêtre", "GET /echo?blank"),
            ("nommée", "GET /echo?named"),
            ("popup", "GET /echo?popup"),
            ("popup au clic", "GET /echo?onclick"),
            ("lieu", "GET /echo?lieu"),
            ("envoyer", "POST /echo"),
            ("envoyer par nom", "POST /echo"),
            ("accents", "GET /echo?accentu%C3%A9=%C3%A9%20%C3%A0"),
        ],
    )
    async def test_links(self, tab: Tab, site: Portal, label: str, path: str) -> None:
        """Each kind of link leads to its page, windows and plain scripts among them."""
        got = await tab.open("/links")
        answer = await tab.follow(link_of(got, label))
        assert site.paths()[-1] == path
        assert words(answer)[0] == "Reçu"
        assert site.headers["/echo"].get("referer") == f"{site.url}/links"

    @pytest.mark.parametrize("label", ["plus bas", "rien", "sans contenu"])
    async def test_links_that_stay(self, tab: Tab, label: str) -> None:
        """A fragment, an empty script, an answer without content: the page stays."""
        got = await tab.open("/links")
        after = await tab.follow(link_of(got, label))
        assert words(after) == words(got)

    async def test_back_from_a_popup_closes_it(self, tab: Tab, site: Portal) -> None:
        """The tab follows a popup; going back from its first page returns to the opener."""
        got = await tab.open("/links")
        await tab.follow(link_of(got, "popup"))
        assert (await tab.back()).page.url == f"{site.url}/links"

    async def test_a_popup_that_closes_itself(self, tab: Tab, site: Portal) -> None:
        """Once a popup closes itself, its opener is in front again."""
        got = await tab.open("/opener")
        popup = await tab.follow(link_of(got, "ouvrir"))
        assert popup.page.url == f"{site.url}/closing"
        after = await tab.follow(link_of(popup, "fermer"))
        assert after.page.url == f"{site.url}/opener"

    async def test_meta_refresh(self, tab: Tab, site: Portal) -> None:
        """A page that sends the browser on at once is not taken for the answer."""
        for path in ("/meta", "/refresh-header"):
            got = await tab.open(path)
            assert got.page.url.startswith(f"{site.url}/echo?from=")
            assert len(got.exchanges) == 2

    async def test_slow_meta_refresh(self, tab: Tab, site: Portal) -> None:
        """A page that sends the browser on after a minute is read."""
        assert "une minute" in said(await tab.open("/slowmeta"))

    # ----------------------------------------------------------------- frames

    async def test_frames_are_part_of_the_page(self, tab: Tab) -> None:
        """A frame's words stand where the frame stands, and its elements name it."""
        got = await tab.open("/frames")
        assert words(got)[:2] == ["Dehors", "Dedans"]
        assert words(got).index("Après le cadre") > words(got).index("Dedans")
        assert field_of(got, "nom").frame == ("cadre",)
        assert [frame.name for frame in got.page.frames] == ["cadre"]

    async def test_a_form_in_a_frame(self, tab: Tab, site: Portal) -> None:
        """A form in a frame is answered in that frame."""
        got = await tab.open("/frames")
        await tab.fill([entry(got, "nom", "x y")])
        after = await tab.press(button_of(got, "Envoyer"))
        assert site.posts() == [b"nom=x+y"]
        assert words(after)[:2] == ["Dehors", "Reçu"]

    @pytest.mark.parametrize(
        ("label", "heads"),
        [("ici", ["Dehors", "Reçu"]), ("vers le cadre", ["Dehors", "Reçu"])],
    )
    async def test_links_into_frames(self, tab: Tab, label: str, heads: list[str]) -> None:
        """A link is answered in its own frame, or in the one that it names."""
        got = await tab.open("/frames")
        assert words(await tab.follow(link_of(got, label)))[:2] == heads

    async def test_a_link_out_of_a_frame(self, tab: Tab) -> None:
        """A link may leave its frame for the whole window."""
        got = await tab.open("/frames")
        after = await tab.follow(link_of(got, "partout"))
        assert words(after)[0] == "Reçu"
        assert after.page.frames == ()

    async def test_framesets(self, tab: Tab) -> None:
        """A frameset's documents are one page, in their order."""
        got = await tab.open("/frameset")
        assert got.page.title == "Cadres"
        heads = [text.text for text in got.page.headings]
        assert heads == ["Formulaires", "Dedans"]

    # ---------------------------------------------------------------- history

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

    # ----------------------------------------------------------------- beside

    async def test_fetch_beside_the_page(self, tab: Tab, site: Portal) -> None:
        """Something beside the page is fetched with the session's cookies."""
        await tab.open("/cookie")
        sound = await tab.fetch("/sound")
        assert (sound.status, sound.body) == (200, b"RIFF....WAVE")
        assert sound.headers["content-type"] == "audio/wav"
        assert "visits=1" in site.headers["/sound"]["cookie"]

    # ----------------------------------------------------------------- faults

    async def test_nothing_there(self, tab: Tab, engine: Engine) -> None:
        """A closed port is a fault that names the address."""
        with pytest.raises(Unreachable, match=r"http://127\.0\.0\.1:9/"):
            await tab.open("http://127.0.0.1:9/")

    async def test_a_dropped_connection(self, tab: Tab, site: Portal) -> None:
        """A connection closed without an answer is a fault that names the address."""
        with pytest.raises(Unreachable, match=f"{site.url}/dropped"):
            await tab.open("/dropped")

    async def test_a_link_to_a_dropped_connection(self, tab: Tab, site: Portal) -> None:
        """So it is after a click; the window is still of use."""
        got = await tab.open("/links")
        with pytest.raises(Unreachable, match=f"{site.url}/dropped"):
            await tab.follow(link_of(got, "coupé"))
        assert words(await tab.open("/forms"))[0] == "Formulaires"

    async def test_garbage_in_place_of_http(self, tab: Tab, site: Portal) -> None:
        """Something that speaks no HTTP is a fault."""
        with pytest.raises(Unreadable, match=f"{site.garbage}"):
            await tab.open(f"http://127.0.0.1:{site.garbage}/")

    @pytest.mark.parametrize("path", ["/binary", "/sound"])
    async def test_what_is_no_document(self, tab: Tab, site: Portal, path: str) -> None:
        """Bytes that are no text, or a file: a fault that says so."""
        with pytest.raises(Unreadable, match=f"{site.url}{path}"):
            await tab.open(path)

    async def test_redirects_without_end(self, tab: Tab) -> None:
        """A loop of redirects ends in a fault."""
        with pytest.raises(RedirectLoop, match="/loop"):
            await tab.open("/loop")

    async def test_silence(self, impatient: Tab, site: Portal) -> None:
        """A portal that does not answer in time is a fault that names the address."""
        with pytest.raises(TimedOut, match=f"{site.url}/hang"):
            await impatient.open("/hang")

    async def test_silence_after_a_click(self, impatient: Tab, site: Portal) -> None:
        """So it is after a button."""
        got = await impatient.open("/send?to=/hang")
        with pytest.raises(TimedOut, match="/hang"):
            await impatient.press(button_of(got, "Envoyer"))

    async def test_another_host_gets_no_data(self, tab: Tab, site: Portal) -> None:
        """A redirect to another host is followed and told, without submitted data."""
        got = await tab.open("/send?to=/elsewhere")
        answer = await tab.press(button_of(got, "Envoyer"))
        assert [x.method for x in answer.exchanges] == ["POST", "GET"]
        assert answer.page.url.startswith("http://localhost:")
        assert site.received[-1][2] == b""

    # ---------------------------------------------------------------- hostile

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
