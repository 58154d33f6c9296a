"""What a portal does is the same fault in both drivers, and not the environment's."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from harness.core.errors import CaptureError, RedirectLoop, Unreadable
from harness.driver.browser.engine import BrowserEngine
from harness.driver.browser.process import BrowserProcess
from harness.driver.http.engine import HttpEngine
from harness.driver.protocol import Engine

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


def redirect(location: bytes) -> bytes:
    """A redirect."""
    return b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location + b"\r\n\r\n"


ANSWERS = {
    "/file": redirect(b"file:///etc/passwd"),
    "/data": redirect(b"data:text/html,<p>x"),
    "/script": redirect(b"javascript:alert(1)"),
    "/mail": redirect(b"mailto:a@b.test"),
    "/nowhere": redirect(b"http://["),
    "/two": redirect(b"/1\r\nLocation: /2"),
    "/loop": redirect(b"/loop"),
    "/garbage": b"nothing of HTTP\r\n\r\n",
    "/chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"\xff" * 20_000,
    "/frames": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    + b"<iframe srcdoc=x></iframe>" * 130,
    "/masses": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    + b"<form><fieldset disabled><legend><iframe src=/inside></iframe>" * 6000,
}
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
PAGES = {
    "/nulls": OK + b"\r\n<p>Bonjour<textarea>" + b"\0" * 9000,
    "/leads-on": OK + b"Refresh: 0;url=/nulls\r\n\r\n" + b"\x01\x02" * 500,
    "/cut": OK + b"Content-Length: 12\r\nX-Long: z",
}
ANSWERS_OF_ALL = ANSWERS | PAGES


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def engines(program: BrowserProcess) -> AsyncIterator[tuple[Engine, Engine]]:
    """Both drivers, before one server."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = await reader.readuntil(b"\r\n\r\n")
        writer.write(ANSWERS_OF_ALL.get(line.split()[1].decode(), b"HTTP/1.1 404 No\r\n\r\n"))
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        async with (
            HttpEngine(url, timeout=30) as plain,
            BrowserEngine(url, timeout=30, program=program) as browser,
        ):
            yield plain, browser


@pytest.mark.parametrize("path", ANSWERS)
async def test_the_same_fault(engines: tuple[Engine, Engine], path: str) -> None:
    """Whoever reads it: the portal's answer."""
    seen: list[type[CaptureError]] = []
    for engine in engines:
        session = await engine.session()
        with pytest.raises((Unreadable, RedirectLoop)) as fault:
            await (await session.tab()).open(path)
        seen.append(fault.type)
        await session.close()
    assert seen[0] is seen[1]


@pytest.mark.parametrize("path", PAGES)
async def test_the_same_page(engines: tuple[Engine, Engine], path: str) -> None:
    """Odd, and a page all the same."""
    seen: list[tuple[str, list[str]]] = []
    for engine in engines:
        session = await engine.session()
        page = (await (await session.tab()).open(path)).page
        seen.append((page.url, [text.text for text in page.texts]))
        await session.close()
    assert seen[0] == seen[1]
