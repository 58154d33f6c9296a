"""Lies about the host, over plain HTTP: what is sent, and what is never followed."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import web

from harness.driver.http.client import without_cookie_values
from harness.driver.http.engine import HttpEngine, HttpSession
from harness.driver.protocol import HostOverride
from tests.serving import serving

HOST = "portail-usurpe.invalid"


@pytest_asyncio.fixture
async def session() -> AsyncIterator[HttpSession]:
    """A visit of a portal that believes what it is told."""

    async def trusting(request: web.Request) -> web.Response:
        host = request.headers.get("X-Forwarded-Host", request.headers["Host"])
        raise web.HTTPFound(f"http://{host}/home")

    async def home(request: web.Request) -> web.Response:
        return web.Response(text=f"<h1>{request.host}</h1>", content_type="text/html")

    app = web.Application()
    app.router.add_get("/", trusting)
    app.router.add_get("/home", home)
    async with serving(app) as url, HttpEngine(base_url=url) as engine:
        yield await engine.session()


async def test_the_forged_host_is_sent_from_then_on(session: HttpSession) -> None:
    """To the portal's real address."""
    assert isinstance(session, HostOverride)
    session.override_host("Host", HOST)
    capture = await (await session.tab()).open("/home")
    assert HOST in capture.html


@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host"])
async def test_a_redirect_to_the_forged_host_is_not_followed(
    session: HttpSession, header: str
) -> None:
    """Where it leads is told; nobody is asked there."""
    session.override_host(header, HOST)
    capture = await (await session.tab()).open("/")
    assert [e.location for e in capture.exchanges] == [f"http://{HOST}/home"]


async def test_an_honest_visit_follows_its_redirects(session: HttpSession) -> None:
    """Nothing changes for whoever does not lie."""
    capture = await (await session.tab()).open("/")
    assert [e.status for e in capture.exchanges] == [302, 200]


def test_a_cookies_value_is_known_by_a_digest() -> None:
    """Two values differ, the same value stays, no value has none; the value itself is gone."""
    one, same, other = (without_cookie_values(f"s={v}; HttpOnly") for v in ("ab1", "ab1", "ab2"))
    assert one == same != other
    assert one.startswith("s=…")
    assert one.endswith("; HttpOnly")
    assert "ab1" not in one
    assert without_cookie_values('s=""; Max-Age=0') == "s=…; Max-Age=0"
