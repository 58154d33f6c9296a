"""The driver in a real browser keeps the contract, and what only it can do."""

import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from harness.config.connection import Visitor
from harness.core.errors import EnvironmentFault, Unreadable
from harness.driver.browser.engine import BrowserEngine
from harness.driver.browser.process import BrowserProcess
from harness.driver.protocol import ActionRefused, Engine, Tab
from tests.contracts.driver import DriverContract
from tests.contracts.reading import button_of, entry, field_of, link_of, words
from tests.driver.png import pixels
from tests.driver.portal import Portal

pytestmark = pytest.mark.browser


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def engine(served: Portal, program: BrowserProcess) -> AsyncIterator[Engine]:
    """One browser for all tests."""
    async with BrowserEngine(base_url=served.url, program=program) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def impatient(engine: Engine, site: Portal) -> AsyncIterator[Tab]:
    """A window that waits for two seconds only."""
    session = await engine.session()
    tab: Any = await session.tab()
    tab.timeout = tab.first.timeout = 2.0  # of the browser's own tab
    yield tab
    await session.close()


class TestBrowserDriver(DriverContract):
    """A real browser keeps every promise of a driver."""


@pytest_asyncio.fixture(loop_scope="session")
async def tab(engine: Engine, site: Portal) -> AsyncIterator[Tab]:
    """One window of a visit of its own."""
    session = await engine.session()
    yield await session.tab()
    await session.close()


def is_red(png: bytes) -> bool:
    """Whether any pixel is clearly red."""
    return any(r > 150 > max(g, b) + 50 for r, g, b in pixels(png))


@pytest.mark.asyncio(loop_scope="session")
class TestScripts:
    """What scripts do is waited for, without sleeping."""

    async def test_a_navigation_by_a_timer(self, tab: Tab, site: Portal) -> None:
        """A link whose script goes on a moment later leads to its page."""
        got = await tab.open("/handled")
        after = await tab.follow(link_of(got, "tard"))
        assert after.page.url == f"{site.url}/echo?tard"

    async def test_a_popup_that_sends_its_opener_on(self, tab: Tab, site: Portal) -> None:
        """A popup may send its opener elsewhere and close: the opener's new page is seen."""
        got = await tab.open("/opener")
        popup = await tab.follow(link_of(got, "demander"))
        after = await tab.follow(link_of(popup, "rendre"))
        assert after.page.url == f"{site.url}/echo?rendu"
        got = await tab.open("/opener")
        assert (await tab.follow(link_of(got, "ouvrir"))).page.url == f"{site.url}/closing"

    async def test_a_form_sent_in_its_own_time(self, tab: Tab, site: Portal) -> None:
        """A `javascript:` link runs when the browser finds the time: its form is waited for."""
        got = await tab.open("/handled")
        after = await tab.follow(link_of(got, "envoyer plus tard"))
        assert after.page.url == f"{site.url}/echo?tard=1"

    async def test_a_prevented_link_stays(self, tab: Tab, site: Portal) -> None:
        """A link whose script prevents it leaves the page as it is."""
        got = await tab.open("/handled")
        assert words(await tab.follow(link_of(got, "empêché"))) == words(got)

    async def test_what_a_script_adds_is_read(self, tab: Tab) -> None:
        """A button that changes the page gives the changed page."""
        got = await tab.open("/handled")
        assert "ajouté" in words(await tab.press(button_of(got, "ajouter")))

    async def test_what_a_script_fetches_is_waited_for(self, tab: Tab) -> None:
        """An answer that a script asked for is part of the page."""
        got = await tab.open("/handled")
        after = await tab.press(button_of(got, "chercher"))
        assert after.page.title == "arrivé par le script"

    async def test_what_is_built_at_load(self, tab: Tab) -> None:
        """What scripts build once the page is loaded is part of it."""
        assert "construit après coup" in words(await tab.open("/late"))

    async def test_dialogs_are_accepted_and_told(self, tab: Tab) -> None:
        """Dialogs do not stand in the way, and their words are kept."""
        got = await tab.open("/handled")
        after = await tab.press(button_of(got, "demander"))
        assert after.dialogs == ("Attention", "Sûr ?", "Nom ?")
        assert after.questions == ("Sûr ?", "Nom ?")
        assert (await tab.open("/forms")).dialogs == ()

    async def test_typing_is_felt(self, tab: Tab) -> None:
        """A page that listens to focus, keys and changes hears them all."""
        got = await tab.open("/keyed")
        await tab.fill([entry(got, "Nom", "Zoé")])
        after = await tab.press(button_of(got, "ailleurs"))
        assert "focus,input,keyup,change,blur" in words(after)

    @pytest.mark.parametrize("label", ["télécharger", "son"])
    async def test_a_download_is_no_page(self, tab: Tab, site: Portal, label: str) -> None:
        """A link that brings a file is told as such, and the window is still of use."""
        got = await tab.open("/handled")
        with pytest.raises(Unreadable, match=f"{site.url}/sound"):
            await tab.follow(link_of(got, label))
        assert words(await tab.open("/forms"))[0] == "Formulaires"


@pytest.mark.asyncio(loop_scope="session")
class TestSight:
    """What only a screen shows."""

    async def test_only_what_is_seen_is_visible(self, tab: Tab) -> None:
        """Words that no person sees are marked as hidden; drawn marks are read."""
        got = await tab.open("/seen")
        assert [w for w in words(got) if "Nom" not in w] == ["visible", "résumé"]
        assert field_of(got, "n").mark == "*"
        assert not field_of(got, "h").visible

    async def test_boxes(self, tab: Tab) -> None:
        """Each element knows where it stands, those in frames too."""
        got = await tab.open("/frames")
        outer, inner = got.page.headings
        assert outer.box is not None
        assert inner.box is not None
        assert 0 < outer.box.y < inner.box.y
        assert field_of(got, "nom").box is not None

    @pytest.mark.parametrize(
        ("label", "why"),
        [
            ("caché dessous", "covered by <div id=voile>"),
            ("absent", "visible"),
            ("éteint", "disabled"),
        ],
    )
    async def test_what_cannot_be_pressed(self, tab: Tab, label: str, why: str) -> None:
        """A button that no person can press is not pressed, and the reason is told."""
        got = await tab.open("/covered")
        with pytest.raises(ActionRefused, match=why):
            await tab.press(button_of(got, label))

    async def test_a_window_that_nobody_sees(self, tab: Any) -> None:
        """It is drawn small; its page, its screenshots and the places of clicks stay the same."""
        await tab.open("/covered")
        window = tab.first
        assert window.scale < 1
        size = "[innerWidth, innerHeight, devicePixelRatio, visualViewport.scale, screen.width]"
        width, height = Visitor().viewport
        assert await window.page.evaluate(size) == [width, height, 1, 1, width]
        await window.page.evaluate(
            "void (onmousedown = (e) => { top.at = [e.clientX, e.pageX, e.y]; })"
        )
        for x, y in ((33, 57), (width - 1, height - 1)):
            await window.click(x, y)
            assert await window.page.evaluate("top.at") == [x, x, y]
        png = await tab.screenshot([])
        assert int.from_bytes(png[16:20], "big") == width

    async def test_scrolling_to_what_is_far(self, tab: Tab) -> None:
        """What lies below the fold is scrolled to and pressed."""
        got = await tab.open("/covered")
        await tab.press(button_of(got, "tout en bas"))

    async def test_open_shadow_roots(self, tab: Tab) -> None:
        """Open shadow roots are read in their place, filled and pressed."""
        got = await tab.open("/shadow")
        assert "dans l’ombre donné" in words(got)
        await tab.fill([entry(got, "Nom", "Zoé")])
        assert "Bonjour Zoé" in words(await tab.press(button_of(got, "Saluer")))

    async def test_closed_shadow_roots(self, tab: Tab, site: Portal) -> None:
        """Closed shadow roots are read like open ones, also within each other."""
        got = await tab.open("/closed_shadow")
        assert words(got) == ["Ombre close", "dans l’ombre", "Nom", "plus loin"]
        await tab.fill([entry(got, "Nom", "Zoé")])
        after = await tab.press(button_of(got, "Saluer"))
        assert after.page.url == f"{site.url}/echo?nom=Zo%C3%A9"

    async def test_a_list_drawn_by_the_page(self, tab: Tab) -> None:
        """A combobox is opened and its option clicked; a missing option is told."""
        got = await tab.open("/combo")
        await tab.fill([entry(got, "Question", "Nom de jeune fille ?")])
        after = await tab.reload()
        with pytest.raises(ActionRefused, match="Ville de naissance"):
            await tab.fill([entry(after, "Question", "Couleur ?")])

    async def test_screenshot_covers_words(
        self, engine: BrowserEngine, site: Portal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Words to hide are covered in texts, fields and frames, and nothing else is."""
        monkeypatch.setattr(engine, "visitor", Visitor(viewport=(360, 240)))
        session = await engine.session()
        tab = await session.tab()
        await tab.open("/secrets")
        bare = await tab.screenshot([])
        covered = await tab.screenshot(["ABCD12"])
        after = await tab.screenshot([])
        await session.close()
        assert bare is not None
        assert covered is not None
        assert is_red(bare)
        assert not is_red(covered)
        assert any(b > 150 > max(r, g) + 50 for r, g, b in pixels(covered))
        assert is_red(after or b"")


@pytest.mark.asyncio(loop_scope="session")
class TestValidation:
    """The browser's own validation."""

    async def test_a_refused_sending_is_told_at_once(self, tab: Tab, site: Portal) -> None:
        """Where the browser refuses to send, the page says so field by field."""
        got = await tab.open("/required")
        await tab.fill([entry(got, "courriel", "pas une adresse"), entry(got, "code", "ab1")])
        after = await tab.press(button_of(got, "Envoyer"))
        assert after.blocked
        assert all(field_of(after, name).problem for name in ("nom", "courriel", "code"))
        assert field_of(after, "courriel").value == "pas une adresse"
        assert site.posts() == []
        assert not (await tab.press(button_of(after, "Annuler"))).blocked

    async def test_validation_switched_off(self, site: Portal) -> None:
        """Switched off, the browser sends, so that the portal's own rules are seen."""
        async with BrowserEngine(base_url=site.url, validate=False) as engine:
            tab = await (await engine.session()).tab()
            got = await tab.open("/required")
            assert not (await tab.press(button_of(got, "Envoyer"))).blocked
            assert site.posts() == [b"nom=&courriel=&code="]


@pytest.mark.asyncio(loop_scope="session")
async def test_traces(site: Portal, tmp_path: Path) -> None:
    """With a folder for traces, each session leaves one."""
    async with BrowserEngine(base_url=site.url, trace_dir=tmp_path) as engine:
        session = await engine.session()
        await (await session.tab()).open("/forms")
        await session.close()
    assert zipfile.is_zipfile(tmp_path / "session-001.zip")


@pytest.mark.asyncio(loop_scope="session")
class TestBreakdowns:
    """A browser that breaks is a fault of the environment, never a page."""

    async def test_a_page_that_crashes(self, tab: Tab) -> None:
        """A page whose process dies is told as such."""
        await tab.open("/forms")
        with pytest.raises(EnvironmentFault):
            await tab.open("chrome://crash")

    async def test_a_browser_that_ends(self, site: Portal) -> None:
        """A browser that ends in the middle of a walk is told as such, and cleaned up."""
        async with BrowserEngine(base_url=site.url) as engine:
            session = await engine.session()
            tab = await session.tab()
            got = await tab.open("/forms")
            assert engine._browser is not None
            await engine._browser.close()
            with pytest.raises(EnvironmentFault):
                await tab.press(button_of(got, "Valider"))
            with pytest.raises(EnvironmentFault):
                await engine.session()
            await session.close()


@pytest.mark.asyncio(loop_scope="session")
class TestWaiting:
    """A page is read when it stands as a person sees it, and what never comes hinders nobody."""

    async def test_images_to_press_are_waited_for(self, tab: Tab) -> None:
        """An image button, and a link that is an image, are seen once they are drawn."""
        got = await tab.open("/images")
        assert button_of(got, "Valider").visible
        assert link_of(got, "Suite").visible

    async def test_handlers_are_scripts(self, tab: Tab, site: Portal) -> None:
        """A page whose only scripts are attributes hears the keys."""
        got = await tab.open("/handlers")
        await tab.fill([entry(got, "nom", "x")])
        after = await tab.press(button_of(got, "Envoyer"))
        assert after.page.url == f"{site.url}/echo?nom=x&b="

    async def test_a_form_sent_as_the_page_loads(self, tab: Tab, site: Portal) -> None:
        """The page that it leads to is read, each time."""
        for _ in range(5):
            assert (await tab.open("/sends")).page.url == f"{site.url}/echo?x=onload"

    async def test_a_script_that_never_comes(self, tab: Tab) -> None:
        """What is drawn can be read."""
        got = await tab.open("/blocked")
        assert words(got)[0] == "Lu"
        assert field_of(got, "nom").visible

    async def test_a_frame_that_was_written_and_not_closed(self, tab: Tab) -> None:
        """Its words are read."""
        assert "dans" in words(await tab.open("/written"))

    async def test_a_length_that_is_no_number(self, tab: Tab) -> None:
        """The page is read, as the browser shows it."""
        assert words(await tab.open("/odd-length")) == ["corps"]

    async def test_a_refresh_that_a_sandbox_holds_back(self, tab: Tab, site: Portal) -> None:
        """The page is read, as it stays."""
        got = await tab.open("/refresh-held-back")
        assert words(got) == ["reste"]
        assert got.page.url == f"{site.url}/refresh-held-back"

    async def test_what_the_browser_holds_back(self, tab: Tab, site: Portal) -> None:
        """A form or a link that the browser ignores leaves the page as it is."""
        got = await tab.open("/held_back")
        for after in (
            await tab.press(button_of(got, "Envoyer")),
            await tab.follow(got.page.links[0]),
        ):
            assert (after.page.url, after.exchanges) == (f"{site.url}/held_back", ())
