"""The report of a run in a real browser: readable by everybody, and nothing in it acts."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from harness.messages import catalogue
from harness.reporting.comparison.html import html as comparison_report
from harness.reporting.crawl.differences import differences_report
from tests.crawl.diff.drawn_pages import MemorySite, compared
from tests.reporting.comparison.test_comparison import WEIGHED
from tests.reporting.crawl.test_differences import NEW, OLD, SITE
from tests.reporting.crawl.test_site import report as crawl_report
from tests.reporting.rich import rich_report
from tests.reporting.viewer import DESKTOP, PHONE, Scheme, Viewer, viewer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

RUN = "window.ran = (window.ran || 0) + 1"
HOSTILE = {
    "markup": f"<script>{RUN}</script></style></title></pre></svg><script>{RUN}</script>"
    f"<img src=x onerror='{RUN}'>]]><svg onload='{RUN}'>"
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    "quotes": f'" onmouseover="{RUN}" autofocus onfocus="{RUN}" x=" \' onclick=\'{RUN}',
    "address": f"javascript:{RUN}",
    "elsewhere": "<meta http-equiv=refresh content='0;url=http://evil.example/'>"
    "<base href=//evil.example><form action=//evil.example><input type=submit></form>"
    "<link rel=stylesheet href=//evil.example><img src=//evil.example>"
    "<style>body { display: none }</style><details open ontoggle=alert(1)>",
    "templates": "{{ 7 * 7 }}{% raw %}{{ say }} {n} %s %(x)s",
    "controls": "a\x00b\x1b[31mc\u202egnp.exe\u2066\ud800\udfff\ufffe\x85\u2028z"
    + "ﷺ" * 40
    + "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘",
    "one long word": "w" * 1900,
    "many words": " ".join(["word"] * 400),
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def eyes(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Viewer]:
    """One browser for all."""
    async with viewer(tmp_path_factory.mktemp("seen")) as opened:
        yield opened


@pytest.mark.parametrize(("width", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")])
async def test_everybody_can_read_it(
    eyes: Viewer, tmp_path: Path, width: int, scheme: Scheme
) -> None:
    """At a desk by day, on a phone by night: axe finds nothing, nothing sticks out."""
    async with eyes.look(rich_report(tmp_path, language="fr"), width, scheme) as look:
        assert look.noise == []
        assert await look.too_wide() == []
        await look.open_all()
        assert await look.too_wide() == []
        assert await look.violations() == []


async def test_everybody_can_read_the_other_reports(eyes: Viewer, tmp_path: Path) -> None:
    """Of a comparison, of a crawl, of two crawls."""
    reports = (
        comparison_report(WEIGHED, tmp_path, catalogue()),
        await crawl_report(tmp_path, "en"),
        differences_report(compared(MemorySite(OLD, SITE), MemorySite(NEW, {})), catalogue()),
    )
    for report in reports:
        async with eyes.look(report, PHONE) as look:
            await look.open_all()
            assert look.noise == []
            assert await look.too_wide() == []
            assert await look.violations() == []


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
async def test_what_a_portal_says_cannot_act(eyes: Viewer, tmp_path: Path, words: str) -> None:
    """Whatever stands in its pages, its mails, its addresses: it is shown, and nothing more."""
    async with eyes.look(rich_report(tmp_path, words), PHONE) as look:
        await look.open_all()
        await look.page.mouse.move(200, 300)
        assert await look.page.evaluate("window.ran") is None
        assert look.noise == []
        assert await look.too_wide() == []
        kinds = "iframe, object, embed, base, img, link"
        assert await look.page.locator(kinds).count() == 0
        ours = [await look.page.locator(kind).count() for kind in ("script", "form", "input")]
        assert ours == [1, 1, 1]
        assert await look.page.locator("style").count() == 2
        links = await look.page.evaluate("[...document.links].map(a => a.getAttribute('href'))")
        assert {link[:1] for link in links} <= {"#", "."}
        assert look.page.url.startswith("file:")


async def test_it_can_be_used_by_keyboard(eyes: Viewer, tmp_path: Path) -> None:
    """The first stop leads past the contents; what is folded opens by Enter."""
    async with eyes.look(rich_report(tmp_path)) as look:
        await look.page.keyboard.press("Tab")
        assert await look.page.evaluate("document.activeElement.className") == "skip"
        await look.page.keyboard.press("Enter")
        assert await look.page.evaluate("document.activeElement.id") == "main"
        summary = look.page.locator("summary").first
        await summary.focus()
        await look.page.keyboard.press("Enter")
        assert await summary.evaluate("(one) => one.parentElement.open")


async def test_a_scenario_is_found_by_its_link(eyes: Viewer, tmp_path: Path) -> None:
    """Also where its row is folded away."""
    async with eyes.look(rich_report(tmp_path)) as look:
        await look.page.locator("article a[href='#scenario-1']").first.click()
        assert await look.page.locator("#scenario-1").is_visible()


async def test_the_place_is_framed_on_the_picture(eyes: Viewer, tmp_path: Path) -> None:
    """The frame lies on the element's place, whatever the picture's size on the screen."""
    async with eyes.look(rich_report(tmp_path), PHONE) as look:
        close = look.page.locator("svg.close").first
        view = [float(number) for number in (await close.get_attribute("viewBox") or "").split()]
        outer = await close.bounding_box()
        inner = await close.locator(".frame").first.bounding_box()
        assert outer
        assert inner
        scale = outer["width"] / view[2]
        assert inner["x"] - outer["x"] == pytest.approx((397 - view[0]) * scale, abs=2)
        assert inner["y"] - outer["y"] == pytest.approx((297 - view[1]) * scale, abs=2)


async def test_on_paper_nothing_is_folded(eyes: Viewer, tmp_path: Path) -> None:
    """A printed report holds what a reader would have unfolded, dark on light, and no contents."""
    async with eyes.look(rich_report(tmp_path), scheme="dark") as look:
        hidden = look.page.locator(".stages").first
        assert not await hidden.is_visible()
        await look.page.emulate_media(media="print")
        assert await hidden.is_visible()
        assert not await look.page.locator("nav").is_visible()
        colour = await look.page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert colour == "rgb(255, 255, 255)"


async def test_the_causes_can_be_searched_and_chosen(eyes: Viewer, tmp_path: Path) -> None:
    """The list above and the causes below show the same ones; no match shows none."""
    async with eyes.look(rich_report(tmp_path)) as look:
        shown = look.page.locator("article[data-cause^='broken-']:visible")
        listed = look.page.locator("li[data-cause]:visible")
        every = await shown.count()
        await look.page.select_option("[name=level]", "advised")
        assert await shown.count() == await listed.count() == 1
        await look.page.select_option("[name=level]", "")
        await look.page.fill("[name=words]", "ORDER nothing-has-this")
        assert await shown.count() == await listed.count() == 0
        await look.page.fill("[name=words]", "")
        assert await shown.count() == await listed.count() == every > 1
        assert look.noise == []
