"""The connections of plain HTTP."""

import asyncio

import pytest
from aiohttp import connector

from harness.drive.transport import Limits, Request, Transport

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


async def test_an_idle_connection_is_not_used_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server hangs up on idle ones whenever it likes, and a form sent into that is lost."""
    opened = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal opened
        opened += 1
        while await reader.readline():
            while (await reader.readline()).strip():
                pass
            writer.write(ANSWER)
        writer.close()

    now = 1000.0
    monkeypatch.setattr(connector, "monotonic", lambda: now)
    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        host, port = server.sockets[0].getsockname()
        request = Request(f"http://{host}:{port}/")
        transport = Transport(request.url, Limits())
        connections = []
        for pause in (0.0, 0.5, 4.0):
            now += pause
            assert (await transport.send(request)).body == b"ok"
            connections.append(opened)
        await transport.close()
    assert connections == [1, 1, 2]
