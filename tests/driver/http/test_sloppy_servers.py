"""Sloppy servers over plain HTTP: what a browser shows is read, the rest is a fault."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from harness.core.errors import CaptureError, EnvironmentFault
from harness.driver.http.engine import HttpEngine
from harness.driver.protocol import Capture

OK = b"HTTP/1.1 200 OK\r\nConnection: close\r\n"
HTML = OK + b"Content-Type: text/html\r\n"


@asynccontextmanager
async def answering(first: bytes) -> AsyncIterator[tuple[str, list[bytes]]]:
    """A server whose first answer is given, and which names the request line in each later one."""
    asked: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        asked.append(head)
        writer.write(first if len(asked) == 1 else HTML + b"\r\n<p>arrived</p>")
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/d/start", asked


async def opened(first: bytes) -> tuple[Capture, list[bytes]]:
    """The page that a server shows, and what it was asked."""
    async with answering(first) as (url, asked), HttpEngine(url, timeout=30) as engine:
        capture = await (await (await engine.session()).tab()).open(url)
        return capture, asked


@pytest.mark.parametrize(
    "answer",
    [
        OK + b"Content-Type: charset=utf-8\r\n\r\n<p>corps</p>",
        OK + b"Content-Type: text\r\n\r\n<p>corps</p>",
        OK + b"Content-Type: */*\r\n\r\n<p>corps</p>",
        OK + b"Content-Type: text/html, text/html\r\n\r\n<p>corps</p>",
        OK + b"\r\n<p>corps</p>",
        HTML + b"Content-Encoding: x-gzip\r\n\r\n" + gzip.compress(b"<p>corps</p>") + b"\0\0",
        HTML + b"broken line\r\n\r\n<p>corps</p>",
        HTML.replace(b"200 OK", b"99 Odd") + b"\r\n<p>corps</p>",
        HTML + b"\r\n" + b"\0" * 500 + b"<p>corps</p>",
        HTML + b"Retry-After: \xb2\r\nContent-Length: 12, 12\r\n\r\n<p>corps</p>",
    ],
)
async def test_read(answer: bytes) -> None:
    """Types that are none, codings, broken headers."""
    capture, _ = await opened(answer)
    assert [text.text for text in capture.page.texts] == ["corps"]


@pytest.mark.parametrize(
    "rest",
    [
        b"Content-Encoding: gzip\r\n\r\nno gzip",
        b"Transfer-Encoding: chunked\r\n\r\nno chunk",
        b"Content-Length: 500\r\n\r\nbroken off",
    ],
)
async def test_what_comes_with_a_redirect_is_not_read(rest: bytes) -> None:
    """A browser follows it, whatever its body is."""
    head = HTML.replace(b"200 OK", b"302 Found") + b"Location: /next\r\n"
    capture, asked = await opened(head + rest)
    assert [text.text for text in capture.page.texts] == ["arrived"]
    assert asked[1].startswith(b"GET /next ")


@pytest.mark.parametrize(
    ("location", "line"),
    [
        (b"/caf\xe9?q=\xe9", b"GET /caf%E9?q=%E9 HTTP/1.1"),
        ("/café".encode(), b"GET /caf%C3%A9 HTTP/1.1"),
        (b"\\x\\y z", b"GET /x/y%20z HTTP/1.1"),
        (b"/1\r\nLocation: /1", b"GET /1 HTTP/1.1"),
        (b"?", b"GET /d/start? HTTP/1.1"),
    ],
)
async def test_redirects(location: bytes, line: bytes) -> None:
    """The next request is that of a browser."""
    _, asked = await opened(b"HTTP/1.1 302 Found\r\nLocation: " + location + b"\r\n\r\n")
    assert asked[1].splitlines()[0] == line


@pytest.mark.parametrize(
    "answer",
    [
        b"nothing of HTTP\r\n\r\n",
        HTML + b"Content-Encoding: gzip\r\n\r\n<p>corps</p>",
        HTML + b"Content-Length: 99\r\n\r\n<p>corps</p>",
        b"HTTP/1.1 302 Found\r\nLocation: /1\r\nLocation: /2\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n",
        OK + b"Content-Type: image/png\r\n\r\nx",
        OK + b"\r\n\x00\x01\x02",
    ],
)
async def test_refused(answer: bytes) -> None:
    """Each is a fault that says what was expected and seen."""
    with pytest.raises(CaptureError) as fault:
        await opened(answer)
    assert isinstance(fault.value, EnvironmentFault)
    assert fault.value.seen


async def test_a_plain_text_written_in_the_address_of_a_frame() -> None:
    """It is shown, as that of a file is."""
    page = b"\r\n<p>x</p><iframe src='data:,Code%20%3Cb%3E'></iframe>"
    capture, _ = await opened(HTML + page)
    assert [text.text for text in capture.page.texts] == ["x", "Code <b>"]


async def test_only_ascii_blanks_around_an_address_are_left_out() -> None:
    """Any other blank belongs to it."""
    page = HTML + b"\r\n<a href=' &nbsp;/x\n'>l</a>"
    async with answering(page) as (url, asked), HttpEngine(url, timeout=30) as engine:
        tab = await (await engine.session()).tab()
        capture = await tab.open(url)
        await tab.follow(capture.page.links[0])
    assert asked[1].startswith(b"GET /d/%C2%A0/x ")


async def test_an_address_with_a_name_and_a_password() -> None:
    """They are sent as basic authentication, and not in the request line."""
    async with answering(HTML + b"\r\n<p>x</p>") as (url, asked), HttpEngine(url) as engine:
        tab = await (await engine.session()).tab()
        await tab.open(url.replace("//", "//qa:s%C3%A9same@"))
    assert b"GET /d/start HTTP" in asked[0]
    assert b"Authorization: Basic cWE6c8Opc2FtZQ==" in asked[0]
