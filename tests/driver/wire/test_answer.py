"""Answers are read as far as Chromium reads them, and refused where it refuses them."""

import asyncio
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.driver.wire.answer import (
    ConnectionLost,
    CutShort,
    Head,
    WireError,
    read_body,
    read_head,
)

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKS = OK + b"Transfer-Encoding: chunked\r\n\r\n"


async def read(raw: bytes, *, encrypted: bool = False) -> tuple[Head, bytes]:
    """Head and body of an answer after which the connection ends."""
    reader = asyncio.StreamReader()
    reader.feed_data(raw)
    reader.feed_eof()
    head = await read_head(reader, encrypted=encrypted)
    return head, b"".join([piece async for piece in read_body(reader, head)])


@pytest.mark.parametrize(
    "raw",
    [
        OK + b"Content-Length: 5\r\n\r\ncorps",
        OK + b"Content-Length: 5\r\n\r\ncorps and more",
        OK + b"Content-Length : 5\r\n\r\ncorps and more",
        OK + b"Content-Length: 5, 5\r\n\r\ncorps and more",
        OK + b"Content-Length: 5\r\nContent-Length: 5\r\n\r\ncorps and more",
        OK + b"Content-Length:\r\n\r\ncorps",
        OK + b"Content-Length: abc\r\n\r\ncorps",
        OK + b"Content-Length: -3\r\n\r\ncorps",
        OK + b"Content-Length: +3\r\n\r\ncorps",
        OK + "Content-Length: ²\r\n\r\ncorps".encode("latin-1"),
        OK + b"Content-Length: 99999999999999999999\r\n\r\ncorps",
        OK + b"broken line\r\nContent-Length: 5\r\n\r\ncorps and more",
        OK + b": empty\r\nbad name: x\r\n\r\ncorps",
        OK + b"X: a\r\n  folded\r\n\r\ncorps",
        b"\r\n\r\n" + OK + b"\r\ncorps",
        b"HTTP/1.1 100 Continue\r\n\r\n" + OK + b"\r\ncorps",
        b"http/1.1 200\n\ncorps",
        b"HTTP/1.1\r\n\r\ncorps",
        b"HTTP 200 OK\r\n\r\ncorps",
        CHUNKS + b"5\r\ncorps\r\n0\r\n\r\n",
        CHUNKS + b"2;x=y\r\nco\r\n3  \nrps\n0\nX: y\n\n",
        OK + b"Content-Length: 9\r\nTransfer-Encoding: Chunked\r\n\r\n5\r\ncorps\r\n0\r\n\r\n",
        OK + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\ncorps\r\n",
        OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n5\r\ncorps\r\n0\r\n\r\n",
        b"HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\ncorps",
    ],
)
async def test_read(raw: bytes) -> None:
    """Sloppy headers, lengths and chunks."""
    head, body = await read(raw)
    assert (head.status, body) == (200, b"corps")


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (b"", ConnectionLost),
        (b"\r\n", ConnectionLost),
        (b"<p>corps</p>", WireError),
        (b"SSH-2.0-OpenSSH\r\n", WireError),
        (OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\ncorps!", WireError),
        (OK + b"Content-Length:\r\nContent-Length: 5\r\n\r\ncorps", WireError),
        (OK + b"Location: /1\r\nLocation: /2\r\n\r\n", WireError),
        (OK + b"Content-Length: 9\r\n\r\ncorps", CutShort),
        (CHUNKS + b"5\r\ncorps\r\n", CutShort),
        (CHUNKS + b"9\r\ncorps", CutShort),
        (CHUNKS + b"0\r\n", CutShort),
        (OK + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n5\r\ncorps\r\n", CutShort),
        (CHUNKS + b"2\r\ncorps\r\n0\r\n\r\n", WireError),
        (CHUNKS + b"x\r\ncorps\r\n", WireError),
        (CHUNKS + b"5" * 20_000, WireError),
        (CHUNKS + b"-5\r\ncorps\r\n", WireError),
        (CHUNKS + b"fffffffffffffffff\r\n", WireError),
        (OK + b"X: " + b"x" * 300_000 + b"\r\n\r\n", WireError),
        (OK + b"X: y\r\n" * 60_000 + b"\r\n", WireError),
        (b"HTTP/1.1 100 Continue\r\n\r\n" * 30, WireError),
    ],
)
async def test_refused(raw: bytes, error: type[Exception]) -> None:
    """What is no HTTP, contradicts itself, breaks off or has no end."""
    with pytest.raises(error):
        await read(raw)


async def test_a_head_that_breaks_off() -> None:
    """It counts as complete, but not where encryption says that somebody cut it."""
    raw = OK + b"X: y"
    assert (await read(raw))[0].fields == (("X", "y"),)
    with pytest.raises(CutShort):
        await read(raw, encrypted=True)


@pytest.mark.parametrize("cut", [b"Content-Length: 9\r\nX: y", b"Transfer-Encoding: chunked\r\n"])
async def test_no_body_follows_a_head_that_breaks_off(cut: bytes) -> None:
    """Whatever it says of one, as in Chromium."""
    head, body = await read(OK + cut)
    assert (head.status, body, head.keeps_connection) == (200, b"", False)


async def test_headers_are_told_as_written() -> None:
    """Names in their case, bytes as Latin-1; a place that is told twice is one."""
    raw = OK + b"Location: /caf\xe9\r\nlocation: /caf\xe9\r\nSet-Cookie: a\r\nSet-Cookie: b\r\n\r\n"
    head, _ = await read(raw)
    assert head.headers["location"] == ("/caf\xe9", "/caf\xe9")
    assert head.headers["set-cookie"] == ("a", "b")
    assert head.fields[0] == ("Location", "/caf\xe9")
    assert not head.keeps_connection


@given(st.binary(max_size=200), st.sampled_from([b"", OK, CHUNKS, OK + b"\r\n"]))
async def test_any_bytes_are_read_or_refused(raw: bytes, start: bytes) -> None:
    """Nothing else is raised."""
    with suppress(WireError):
        await read(start + raw)
