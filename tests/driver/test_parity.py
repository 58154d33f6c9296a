"""Both drivers tell the same of the same page."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from harness.driver.browser.engine import BrowserEngine
from harness.driver.browser.process import BrowserProcess
from harness.driver.http.engine import HttpEngine
from harness.driver.protocol import Capture, Engine
from tests.driver.portal import Portal

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PATHS = (
    "/forms", "/get", "/multipart", "/plainform", "/latin", "/accept", "/table", "/outside",
    "/many", "/based", "/links", "/frames", "/frameset", "/required", "/hostile", "/status/404",
    "/cookie", "/meta", "/closing", "/echo?x=%C3%A9", "/struck",
    "/shown_again",
)  # fmt: skip


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def engines(served: Portal, program: BrowserProcess) -> AsyncIterator[tuple[Engine, Engine]]:
    """One of each."""
    async with (
        HttpEngine(base_url=served.url) as plain,
        BrowserEngine(base_url=served.url, program=program) as browser,
    ):
        yield plain, browser


async def seen(engine: Engine, path: str) -> Capture:
    """The page as a driver reads it."""
    session = await engine.session()
    try:
        return await (await session.tab()).open(path)
    finally:
        await session.close()


def essence(capture: Capture) -> dict[str, object]:
    """What both can observe of a page; a person does not see the rest."""
    page = capture.page
    forms = {form.ref: index for index, form in enumerate(page.forms)}
    return {
        "url": page.url,
        "status": page.status,
        "title": page.title,
        "language": page.language,
        "charset": page.charset,
        "texts": [(t.text, t.kind, t.level, t.frame) for t in page.texts if t.visible],
        "fields": [
            (
                f.name,
                f.kind,
                f.label,
                f.mark,
                f.value,
                f.checked,
                f.disabled,
                f.options,
                f.frame,
                f.max_length,
                f.required,
                forms.get(f.form),
            )
            for f in page.fields
        ],
        "buttons": [
            (b.label, b.name, b.value, b.disabled, forms.get(b.form)) for b in page.buttons
        ],
        "links": [(a.label, a.href, a.target, a.frame) for a in page.links],
        "addresses": [a.url.rstrip("#") for a in page.links if re.fullmatch("http[!-~]+", a.url)],
        "forms": [(f.action, f.method, f.enctype, f.accept_charset) for f in page.forms],
        "exchanges": [(x.method, x.url, x.status, x.location) for x in capture.exchanges],
    }


@pytest.mark.parametrize("path", PATHS)
async def test_same_page(engines: tuple[Engine, Engine], site: Portal, path: str) -> None:
    """Words, fields, buttons, links, forms and exchanges are the same in both."""
    plain, browser = [essence(await seen(engine, path)) for engine in engines]
    assert plain == browser
