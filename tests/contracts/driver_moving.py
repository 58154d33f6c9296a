"""What every driver keeps: links, windows, frames, and what brings nothing."""

import pytest

from harness.core.errors import RedirectLoop, TimedOut, Unreachable, Unreadable
from harness.driver.protocol import Engine, Tab
from harness.model.page import Link
from tests.contracts.reading import button_of, entry, field_of, link_of, said, words
from tests.driver.portal import Portal


@pytest.mark.asyncio(loop_scope="session")
class MovingContract:
    """Links lead where a person would come; silence and garbage are faults."""

    @pytest.mark.parametrize(
        ("label", "path"),
        [
            ("simple", "GET /echo?simple"),
            ("fenêtre", "GET /echo?blank"),
            ("nommée", "GET /echo?named"),
            ("popup", "GET /echo?popup"),
            ("popup au clic", "GET /echo?onclick"),
            ("sa propre adresse", "GET /echo?own"),
            ("lieu", "GET /echo?lieu"),
            ("plié", "GET /echo?fold"),
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

    @pytest.mark.parametrize(
        ("label", "body"), [("envoyer autrement", "h=l%27autre"), ("par id", "h=2")]
    )
    async def test_a_field_that_a_link_sets(
        self, tab: Tab, site: Portal, label: str, body: str
    ) -> None:
        """A link that fills in a field and sends the form."""
        await tab.follow(link_of(await tab.open("/links"), label))
        assert site.posts()[-1].decode() == body

    @pytest.mark.parametrize("label", ["par id", "par un autre", "par nom", "un lien"])
    async def test_a_script_that_clicks_another(self, tab: Tab, site: Portal, label: str) -> None:
        """A button or a link, as if it were clicked itself."""
        got = await tab.open("/clicking")
        part = next(one for one in got.page.actions if one.label == label)
        answer = await (tab.follow(part) if isinstance(part, Link) else tab.press(part))
        assert words(answer)[0] == "Reçu"
        sent = [one.decode() for one in site.posts()] or [site.paths()[-1]]
        assert sent == (["GET /echo?lien"] if label == "un lien" else ["c=Envoyer"])

    @pytest.mark.parametrize(
        ("label", "target"),
        [("suite", "ctl00%24Suite&__EVENTARGUMENT=a"), ("autre", "ctl00%24Autre&__EVENTARGUMENT=")],
    )
    async def test_a_post_back(self, tab: Tab, site: Portal, label: str, target: str) -> None:
        """As ASP.NET Web Forms send their only form, with what was typed."""
        got = await tab.open("/post_back")
        await tab.fill([entry(got, "Nom", "Le Goff")])
        await tab.follow(link_of(got, label))
        sent = f"__EVENTTARGET={target}&__VIEWSTATE=dDw%3D&nom=Le+Goff"
        assert site.posts()[-1].decode() == sent

    async def test_a_field_that_a_button_sets(self, tab: Tab, site: Portal) -> None:
        """A button whose script sets a field of its form, and which then sends it."""
        got = await tab.open("/post_back")
        await tab.press(button_of(got, "Chercher"))
        assert site.posts()[-1].decode() == "__EVENTTARGET=&__EVENTARGUMENT=&__VIEWSTATE=x&nom="

    @pytest.mark.parametrize("label", ["plus bas", "rien", "sans contenu"])
    async def test_links_that_stay(self, tab: Tab, label: str) -> None:
        """A fragment, an empty script, an answer without content: the page stays."""
        got = await tab.open("/links")
        after = await tab.follow(link_of(got, label))
        assert words(after) == words(got)

    @pytest.mark.parametrize("label", ["popup", "fenêtre", "nommée", "sa propre adresse"])
    async def test_back_from_a_popup_closes_it(self, tab: Tab, site: Portal, label: str) -> None:
        """The tab follows a popup; going back from its first page returns to the opener."""
        got = await tab.open("/links")
        await tab.follow(link_of(got, label))
        assert (await tab.back()).page.url == f"{site.url}/links"

    async def test_back_in_a_frame(self, tab: Tab) -> None:
        """The frame shows its page before again, and the frames beside it stay."""
        got = await tab.open("/frameset")
        within = await tab.follow(link_of(got, "ici"))
        assert words(within) != words(got)
        assert words(await tab.back()) == words(got)

    async def test_a_function_that_is_handed_the_address(self, tab: Tab, site: Portal) -> None:
        """A link that hands its address to a function of the page leads there."""
        got = await tab.open("/handed")
        answer = await tab.follow(link_of(got, "remise"))
        assert answer.page.url == f"{site.url}/echo?remise"
        assert (await tab.back()).page.url == f"{site.url}/handed"

    @pytest.mark.parametrize("label", ["popup", "nommée", "sa propre adresse"])
    async def test_a_window_of_that_name_comes_to_the_front(
        self, tab: Tab, site: Portal, label: str
    ) -> None:
        """What opens in a window that there is already opens there, and is seen there."""
        await tab.follow(link_of(await tab.open("/links"), "popup"))
        await tab.follow(link_of(await tab.open("/links"), "popup au clic"))
        answer = await tab.follow(link_of(await tab.open("/links"), label))
        assert words(answer)[0] == "Reçu"
        assert (await tab.back()).page.url == f"{site.url}/links"
        assert (await tab.back()).page.url == f"{site.url}/echo?popup"

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

    async def test_a_frame_that_never_answers(self, impatient: Tab, site: Portal) -> None:
        """Without a document of the portal nobody knows what the page says; if it is seen."""
        with pytest.raises(TimedOut, match=f"{site.url}/hang"):
            await impatient.open("/silent_frame")
        assert "autour" in said(await impatient.open("/silent_hidden_frame"))

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
