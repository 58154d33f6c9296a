"""The rules of accessibility in a real browser: a bad page, its frames, the reference."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web

from harness.app.suite import all_scenarios
from harness.config.target import load_target
from harness.driver.browser.engine import BrowserEngine
from harness.driver.browser.process import BrowserProcess
from harness.driver.protocol import Tab
from harness.execution.run_config import RunConfig
from harness.execution.runner import Runner
from harness.guide.loader import load_guide
from harness.model.exchange import Violation
from harness.model.finding import Level, Verdict
from harness.planning.assignment import assign
from tests.serving import serving

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

POLICY = {"content-security-policy": "default-src 'none'; frame-src 'self'"}
BAD = """<!DOCTYPE html><html><head><title></title>
<script>Array.prototype.toJSON = () => "x"; window.axe = 1;</script></head>
<body><img src="x.png"><input name="nom"><a href="/"></a>
<iframe src="/inner" title="Cadre"></iframe></body></html>"""
INNER = """<!DOCTYPE html><html lang="fr"><head><title>Dedans</title></head>
<body><select name="question"><option>Un</option></select></body></html>"""
GOOD = """<!DOCTYPE html><html lang="fr"><head><title>Bien</title></head>
<body><main><h1>Bien</h1><p>Rien à redire.</p></main></body></html>"""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def tab(program: BrowserProcess) -> AsyncIterator[Tab]:
    """A window on a portal of three pages, which let no script of others in."""
    app = web.Application()
    for path, body in {"/bad": BAD, "/inner": INNER, "/good": GOOD}.items():
        app.router.add_get(path, _serve(body))
    async with serving(app) as url, BrowserEngine(base_url=url, program=program) as engine:
        session = await engine.session()
        yield await session.tab()
        await session.close()


def _serve(body: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        policy = {} if request.path == "/bad" else POLICY
        return web.Response(text=body, content_type="text/html", headers=policy)

    return answer


async def _audited(tab: Tab, path: str) -> dict[str, Violation]:
    await tab.open(path)
    found = await tab.audit()
    assert found is not None
    return {violation.rule: violation for violation in found}


async def test_a_bad_page_is_told_with_its_elements(tab: Tab) -> None:
    """Each rule with the RGAA's tests and the mark-up; what the page redefines changes nothing."""
    found = await _audited(tab, "/bad")
    assert {"image-alt", "label", "link-name", "document-title", "html-has-lang"} <= set(found)
    picture = found["image-alt"]
    assert "RGAA-1.1.1" in picture.tags
    assert [(c.frame, c.html) for c in picture.elements] == [("", '<img src="x.png">')]


async def test_frames_are_audited_for_themselves(tab: Tab) -> None:
    """An element in a frame is told with the frame; a frame needs no heading of a whole page."""
    found = await _audited(tab, "/bad")
    assert [c.frame for c in found["select-name"].elements] == ["f0"]
    whole = ("page-has-heading-one", "region", "landmark-one-main")
    assert not [c for rule in whole if rule in found for c in found[rule].elements if c.frame]


async def test_a_good_page_breaks_no_rule(tab: Tab) -> None:
    """Also under a policy that lets no script in."""
    assert await _audited(tab, "/good") == {}


async def test_a_page_can_be_used_after_its_audit(tab: Tab) -> None:
    """The audit leaves the page as it was: the same capture, the same audit."""
    before = (await tab.open("/bad")).page
    first, second = await tab.audit(), await tab.audit()
    assert first == second
    assert (await tab.reload()).page == before


async def test_the_reference_breaks_no_rule(tmp_path: Path) -> None:
    """Every page on the way of somebody who lost both codes, and every statement judged."""
    guide, target = load_guide(profiles=("accessibility",)), load_target()
    chosen = [s for s in all_scenarios() if s.slug == "administrator-lost-both-codes"]
    plans = await assign(guide, chosen, target)
    config = RunConfig(jobs=1, folder=tmp_path)
    runner = Runner(guide, target, config, lambda url: BrowserEngine(base_url=url))
    finished = await runner.run(plans, lambda event: None)
    found = [f for f in finished.findings if f.level is Level.PROFILE]
    assert len(found) == len(guide.on("accessibility"))
    assert [f.seen for f in found if f.verdict is not Verdict.PASS] == []
