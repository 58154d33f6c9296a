"""Faults on the wire: each does something to one request that no portal should."""

import asyncio
import gzip
import socket
from itertools import count

from tests.resilience.wire import Line, Strike

HTML = b"Content-Type: text/html; charset=utf-8\r\nConnection: close\r\n"
OK = b"HTTP/1.1 200 OK\r\n"
WORDS = b"<!DOCTYPE html><title>Page</title><h1>Page</h1><p>Bonjour</p>"


def answer(
    body: bytes = WORDS, *, status: bytes = b"200 OK", head: bytes = HTML, length: int | None = None
) -> bytes:
    """A whole answer."""
    size = b"Content-Length: %d\r\n" % (len(body) if length is None else length)
    return b"HTTP/1.1 " + status + b"\r\n" + head + size + b"\r\n" + body


def gives(data: bytes) -> Strike:
    """Answers with these bytes, and hangs up."""

    async def strike(line: Line) -> None:
        await line.send(data)

    return strike


def adds(script: str) -> Strike:
    """The portal's own page with a script more, and leave to run it."""

    async def strike(line: Line) -> None:
        head, body = await line.answer()
        lines = [one for one in head.split(b"\r\n") if b"content-" not in one.lower()]
        body = body.replace(b"</body>", f"<script>{script}</script></body>".encode())
        await line.send(b"\r\n".join(lines) + b"\r\n" + HTML + b"\r\n" + body)

    return strike


def once(strike: Strike, times: int = 1) -> Strike:
    """Only the first requests are struck."""

    async def some(line: Line) -> None:
        await (strike(line) if line.number <= times else line.page())

    return some


async def passes(line: Line) -> None:
    """Nothing happens."""
    await line.page()


async def closes(_line: Line) -> None:
    """Hangs up without a word."""


async def resets(line: Line) -> None:
    """Breaks the connection off."""
    line.reset()


async def goes_down(line: Line) -> None:
    """Nobody listens any more."""
    if line.wire.server:
        line.wire.server.close()
    line.reset()


async def hangs(_line: Line) -> None:
    """Takes the request, and says nothing."""
    await asyncio.Event().wait()


async def drips_head(line: Line) -> None:
    """A header more every moment, and never a page."""
    await line.send(OK)
    for number in count():
        await line.send(b"X-%d: x\r\n" % (number % 50))
        await asyncio.sleep(0.1)


async def drips_body(line: Line) -> None:
    """A letter every moment, and never an end."""
    await line.send(OK + HTML + b"\r\n" + WORDS)
    while True:
        await line.send(b".")
        await asyncio.sleep(0.1)


async def pours(line: Line) -> None:
    """A page that goes on as fast as it is read."""
    await line.send(OK + HTML + b"\r\n" + WORDS)
    while True:
        await line.send(b"<p>encore une ligne de texte, encore et encore</p>\n" * 2000)


async def redirects_on(line: Line) -> None:
    """Each address leads to one that nobody saw before."""
    where = b"Location: /codes-perdus?tour=%d\r\n" % line.number
    await line.send(answer(b"", status=b"302 Found", head=where + b"Connection: close\r\n"))


async def misreads_charset(line: Line) -> None:
    """Words in windows-1252 that are said to be UTF-8."""
    await line.page(lambda body: body.decode().encode("cp1252", "replace"))


def big(megabytes: int) -> bytes:
    """A page of that size."""
    return WORDS + b"<p>une ligne de texte</p>\n" * (megabytes * 1_000_000 // 26)


async def too_big(line: Line) -> None:
    """A page that nobody would read."""
    await line.send(answer(big(50)))


async def bomb(line: Line) -> None:
    """A page that is small on the wire only."""
    packed = gzip.compress(big(4) * 10, 1)
    await line.send(answer(packed, head=HTML + b"Content-Encoding: gzip\r\n"))


async def many_links(line: Line) -> None:
    """More than anybody would follow."""
    await line.send(answer(WORDS + b"<a href=x>x</a> " * 2000))


def redirect(where: bytes) -> bytes:
    """An answer that leads there."""
    return answer(
        b"", status=b"302 Found", head=b"Location: " + where + b"\r\nConnection: close\r\n"
    )


async def redirects_to_nobody(line: Line) -> None:
    """The place has no portal."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    await line.send(redirect(b"http://127.0.0.1:%d/" % port))


def says_charset(name: bytes) -> Strike:
    """The portal's own page in windows-1252, with a name for that which nobody knows."""

    async def strike(line: Line) -> None:
        _, body = await line.answer()
        head = HTML.replace(b"utf-8", name)
        await line.send(answer(body.decode().encode("cp1252", "replace"), head=head))

    return strike


async def opens_tabs(line: Line) -> None:
    """Each link to step 1 opens a tab."""
    await line.page(
        lambda body: body.replace(b'href="/codes-perdus"', b'href="/codes-perdus" target="_blank"')
    )
