"""The connections of plain HTTP."""

import asyncio

from harness.driver.egress_policy import EgressPolicy
from harness.driver.http.client import IDLE_SECONDS, HttpClient, Request, RequestLimits

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


async def test_no_form_meets_a_server_that_hangs_up() -> None:
    """Each request has a connection of its own, so that none idles however busy we are."""
    opened = 0
    served: set[asyncio.Task[object] | None] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal opened
        opened += 1
        served.add(asyncio.current_task())
        while await reader.readline():
            while (await reader.readline()).strip():
                pass
            writer.write(ANSWER)
        writer.close()
        await writer.wait_closed()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        host, port = server.sockets[0].getsockname()
        request = Request(f"http://{host}:{port}/")
        transport = HttpClient(EgressPolicy(request.url), RequestLimits())
        for number in (1, 2, 3):
            assert (await transport.send(request)).body == b"ok"
            assert opened == number
        await transport.close()
        await asyncio.gather(*filter(None, served))


async def test_connections_that_cost_a_handshake_are_kept_for_a_moment() -> None:
    """Shorter than any server keeps them."""
    client = HttpClient(EgressPolicy("https://portal.example/"), RequestLimits())
    assert client._connections.idle == IDLE_SECONDS < 5
