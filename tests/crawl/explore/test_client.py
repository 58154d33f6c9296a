"""Many addresses over plain HTTP: what comes is told as what it is."""

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from harness.config.connection import Access
from harness.crawl.explore.client import Fetcher, FetchRequest, FetchResult

WAIT = web.AppKey("wait", asyncio.Event)
BODY = b"bonjour " * 50


async def plain(_request: web.Request) -> web.Response:
    """An answer, compressed."""
    headers = {"Content-Encoding": "gzip", "Set-Cookie": "k=v", "ETag": '"1"'}
    return web.Response(body=gzip.compress(BODY), headers=headers)


async def conditional(request: web.Request) -> web.Response:
    """Says "not modified" to who knows it."""
    return web.Response(status=304 if request.headers.get("If-None-Match") == '"1"' else 200)


async def slow(request: web.Request) -> web.StreamResponse:
    """Begins, and never ends."""
    answer = web.StreamResponse()
    await answer.prepare(request)
    await answer.write(b"debut")
    await request.app[WAIT].wait()
    return answer


async def dying(request: web.Request) -> web.StreamResponse:
    """Breaks off."""
    answer = web.StreamResponse(headers={"Content-Length": "99"})
    await answer.prepare(request)
    await answer.write(b"debut")
    assert request.transport is not None
    request.transport.close()
    return answer


async def large(_request: web.Request) -> web.Response:
    """Grows out of all measure."""
    return web.Response(
        body=zlib.compress(b"0" * 1_000_000), headers={"Content-Encoding": "deflate"}
    )


@pytest.fixture
async def server() -> AsyncIterator[TestServer]:
    """A server with each kind of answer."""
    app = web.Application()
    app[WAIT] = asyncio.Event()
    for path, handler in {
        "/plain": plain,
        "/conditional": conditional,
        "/slow": slow,
        "/dying": dying,
        "/large": large,
    }.items():
        app.router.add_get(path, handler)
    started = TestServer(app)
    await started.start_server()
    yield started
    app[WAIT].set()
    await started.close()


async def get(server: TestServer, path: str, seconds: float = 30, **request: str) -> FetchResult:
    """Ask the server once."""
    base = str(server.make_url("/"))
    async with Fetcher(
        base, agent="crawl", seconds=seconds, max_bytes=100_000, connections=2
    ) as fetcher:
        return await fetcher.get(FetchRequest(str(server.make_url(path)), **request))


async def test_an_answer_is_kept_as_it_came_and_decompressed(server: TestServer) -> None:
    """Headers in their order, the request's own beside them."""
    fetched = await get(server, "/plain")
    assert fetched.body == BODY
    assert gzip.decompress(fetched.raw) == BODY
    assert fetched.header("etag") == '"1"'
    assert dict(fetched.sent)["User-Agent"].endswith(" crawl")


async def test_what_lets_us_in_is_sent_and_not_told(server: TestServer) -> None:
    """Headers and password of the target's own go to the portal, and into no archive."""
    base = str(server.make_url("/"))
    access = Access(user="qa", password="secret-1", headers={"X-Token": "secret-2"})
    async with Fetcher(
        base, agent="x", seconds=30, max_bytes=99_999, connections=1, access=access
    ) as fetcher:
        fetched = await fetcher.get(FetchRequest(f"{base}plain"))
    assert {"X-Token", "Authorization"} <= dict(fetched.sent).keys()
    assert "secret" not in str(fetched.sent)
    assert access.token not in str(fetched.sent)


async def test_what_is_known_is_asked_for_on_condition(server: TestServer) -> None:
    """By its tag."""
    assert (await get(server, "/conditional")).status == 200
    assert (await get(server, "/conditional", etag='"1"')).status == 304


async def test_what_came_until_it_was_cut_is_kept(server: TestServer) -> None:
    """Too slow, broken off, too large: each says so."""
    assert (await get(server, "/slow", seconds=0.5)).cut == "time"
    dead = await get(server, "/dying")
    assert (dead.cut, dead.body) == ("connection", b"debut")
    huge = await get(server, "/large")
    assert (huge.cut, len(huge.body)) == ("size", 100_000)


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "http://[/", "http://no.invalid/"])
async def test_no_answer_is_told_not_raised(url: str) -> None:
    """A port where nobody listens, addresses that are none."""
    async with Fetcher(
        "http://127.0.0.1/", agent="crawl", seconds=30, max_bytes=9, connections=1
    ) as fetcher:
        lost = await fetcher.get(FetchRequest(url))
    assert lost.status == 0
    assert lost.fault
