"""Pages that draw themselves are read once they are drawn, in a real browser."""

from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest
import pytest_asyncio

from harness.drive.browser import BrowserEngine
from harness.drive.driver import Tab
from harness.drive.http import HttpEngine
from harness.drive.resting import site
from harness.errors import NeedsBrowser
from tests.contracts.reading import button_of, entry, field_of, words
from tests.drive.rendered import rendered

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def engine() -> AsyncIterator[BrowserEngine]:
    """One browser on the pages that draw themselves."""
    async with rendered() as url, BrowserEngine(base_url=url) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def tab(engine: BrowserEngine) -> AsyncIterator[Tab]:
    """One window of a visit of its own."""
    session = await engine.session()
    yield await session.tab()
    await session.close()


async def test_answers_that_lead_to_more_questions(tab: Tab) -> None:
    """However many requests a view takes one after the other, it is read when all are done."""
    got = await tab.open("/chain")
    assert got.page.title == "un"
    assert words(got) == ["deux", "trois quatre"]


async def test_what_scripts_ask_for_is_told(tab: Tab) -> None:
    """Each request with its status, beside those that brought documents."""
    got = await tab.open("/chain")
    assert [urlsplit(one.url).path for one in got.exchanges] == ["/chain"]
    asked = [(one.method, urlsplit(one.url).path, one.status) for one in got.calls]
    assert asked == [("GET", f"/data/{name}", 200) for name in ("un", "deux", "trois", "quatre")]
    assert (await tab.open("/busy")).calls == ()


async def test_plain_http_says_that_scripts_are_needed() -> None:
    """Without scripts there is nothing to judge: that is told, and blames nobody."""
    async with rendered() as url, HttpEngine(base_url=url) as engine:
        tab = await (await engine.session()).tab()
        with pytest.raises(NeedsBrowser, match="scripts"):
            await tab.open("/chain")


async def test_a_part_that_is_busy(tab: Tab) -> None:
    """A part that is said to be busy is waited for, though nothing is asked of the network."""
    got = await tab.open("/busy")
    assert words(got) == ["calculé"]
    assert words(await tab.press(button_of(got, "recommencer"))) == ["calculé"]


async def test_what_fades_in(tab: Tab) -> None:
    """What fades in is seen; what turns for ever is not waited for."""
    got = await tab.open("/fading")
    assert "apparu" in words(await tab.press(button_of(got, "montrer")))


async def test_what_comes_while_something_else_moves(tab: Tab) -> None:
    """It is waited for as well."""
    got = await tab.open("/relay")
    assert "apparu" in words(await tab.press(button_of(got, "montrer")))


async def test_an_answer_that_nobody_reads(tab: Tab) -> None:
    """An answer whose body never ends does not hold the page up for the whole time-out."""
    got = await tab.open("/unread")
    assert words(await tab.press(button_of(got, "vérifier"))) == ["statut 200"]


@pytest_asyncio.fixture(loop_scope="module")
async def hasty(engine: BrowserEngine) -> AsyncIterator[Tab]:
    """A window that waits for a third of a second only."""
    session = await engine.session()
    tab = await session.tab()
    tab.timeout = tab.first.timeout = 0.3
    yield tab
    await session.close()


async def test_a_page_that_is_busy_for_ever(hasty: Tab) -> None:
    """A page that never stops calling itself busy is read as it stands when time is up."""
    assert words(await hasty.open("/forever")) == ["toujours"]


async def test_a_question_that_is_never_answered(hasty: Tab) -> None:
    """A page that waits for news all the time is read, before and after it is used."""
    got = await hasty.open("/polling")
    assert words(await hasty.press(button_of(got, "montrer"))) == ["vu"]


async def test_what_a_modal_dialog_lies_over(tab: Tab) -> None:
    """The whole page is read, and apart from it what stands in its modal dialog alone."""
    got = await tab.open("/modal")
    assert {"Derrière", "Devant", "bonjour", "après", "cadre"} <= set(words(got))
    assert got.front is not None
    assert [text.text for text in got.front.texts] == ["Devant", "Code"]
    assert [field.label for field in got.front.visible_fields] == ["Code"]
    assert [part.label for part in got.front.actions] == ["Fermer"]
    after = await tab.press(button_of(got, "Fermer"))
    assert after.front is None
    assert "Devant" not in words(after)


async def test_a_dialog_that_only_says_that_it_is_modal(tab: Tab) -> None:
    """The role and the attribute are enough, in a shadow root too."""
    got = await tab.open("/aria-modal")
    assert got.front is not None
    assert [text.text for text in got.front.texts] == ["Devant"]


async def test_a_page_that_changes_by_itself(tab: Tab, hasty: Tab) -> None:
    """It can be watched: what it shows then is read; where nothing changes, nothing is."""
    assert words(await tab.open("/unhurried")) == ["Bientôt"]
    later = await tab.watch(30)
    assert later is not None
    assert words(later) == ["Voilà"]
    await hasty.open("/forever")
    assert await hasty.watch(30) is None


async def test_a_page_without_scripts_is_not_watched(tab: Tab) -> None:
    """Nothing on it can change."""
    await tab.open("/nothing")
    assert await tab.watch(30) is None


@pytest.mark.parametrize(
    ("url", "whose"),
    [
        ("http://api.portal.test:81/x", "portal.test"),
        ("http://portal.test/", "portal.test"),
        ("http://localhost:3000/", "localhost"),
        ("http://127.0.0.1:8080/", "127.0.0.1"),
        ("http://[::1]:8080/", "::1"),
        ("data:text/plain,x", ""),
    ],
)
async def test_whose_an_address_is(url: str, whose: str) -> None:
    """An interface beside the portal is the portal's; what counts visits elsewhere is not."""
    assert site(url) == whose


async def test_a_list_drawn_once_it_is_opened(tab: Tab) -> None:
    """Its options are read by opening it, and it is left closed; nothing else is opened."""
    got = await tab.open("/folded")
    field = field_of(got, "Question")
    assert [(o.text, o.value, o.selected) for o in field.options] == [
        ("Choisissez", "", True),
        ("Nom ?", "1", False),
    ]
    assert got.page.title == "folded"
    await tab.fill([entry(got, "Question", "Nom ?")])
    after = await tab.press(button_of(got, "voir"))
    assert [o.selected for o in field_of(after, "Question").options] == [False, True]


async def test_dialogs_that_are_closed(tab: Tab) -> None:
    """A dialog that nobody sees lies over nothing."""
    got = await tab.open("/closed-modal")
    assert got.front is None
    assert words(got) == ["Seul"]
