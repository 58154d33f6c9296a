"""The address that the portal serves on."""

import socket

import pytest

from reference_impl.serve import AddressError, listen


def test_a_connection_answers_without_delay() -> None:
    """Accepted connections send small answers at once (without it, 40 ms a page)."""
    with (
        listen("127.0.0.1", 0) as listening,
        socket.create_connection(listening.getsockname()),
        listening.accept()[0] as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_taken_port_is_told() -> None:
    """The message names the address that cannot be served on."""
    with listen("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        with pytest.raises(AddressError, match=f"cannot serve on 127.0.0.1 port {port}"):
            listen("127.0.0.1", port)
