"""The portal answers only under its own names, so that no foreign one can be bent to it."""

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message

from reference_impl.web.hosts import OwnHosts


async def status(*hosts: str, server: tuple[str, int] = ("127.0.0.1", 8080)) -> int:
    """The status of an answer to a request with these Host headers."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"host", host.encode("latin-1")) for host in hosts]
    scope = {"type": "http", "method": "GET", "path": "/", "headers": headers, "server": server}
    await OwnHosts(PlainTextResponse("codes"), "Portal.test")(scope, receive, send)
    return int(sent[0]["status"])


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8080", "localhost:8080", "[::1]:8080", "PORTAL.test:8080"]
)
async def test_own_hosts(host: str) -> None:
    """The local names, and the one that is served, with the port."""
    assert await status(host) == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example:8080", "127.0.0.1:80", "127.0.0.1", "127.0.0.1.evil.example:8080", "", "é", ":"],
)
async def test_foreign_hosts(host: str) -> None:
    """Another name or another port gets no page."""
    assert await status(host) == 421


async def test_hosts_of_other_addresses() -> None:
    """The address that was reached is an own one; without a Host, or with two, none is."""
    assert await status("192.0.2.7", server=("192.0.2.7", 80)) == 200
    assert await status("192.0.2.8", server=("192.0.2.7", 80)) == 421
    assert await status() == 421
    assert await status("127.0.0.1:8080", "evil.example") == 421
