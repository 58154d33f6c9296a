"""Addresses are written into a request as a browser writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.core.url import browser_url, is_loopback, origin, same_document

BASE = "http://portal.test/a/b?c#d"


@pytest.mark.parametrize(
    ("written", "charset", "expected"),
    [
        ("", "utf-8", BASE),
        ("/x", "utf-8", "http://portal.test/x"),
        ("x y?é=é", "utf-8", "http://portal.test/a/x%20y?%C3%A9=%C3%A9"),
        ("é?é=Ω", "windows-1252", "http://portal.test/a/%C3%A9?%E9=&#937;"),
        ("?e=%C3%A9&amp", "utf-8", "http://portal.test/a/b?e=%C3%A9&amp"),
        (" /li\nen\t ", "utf-8", "http://portal.test/lien"),
        ("//été.test", "utf-8", "http://xn--t-9fab.test/"),
        ("#plus", "utf-8", "http://portal.test/a/b?c#plus"),
    ],
)
def test_written_as_a_browser_does(written: str, charset: str, expected: str) -> None:
    """Blanks, accents and hosts are escaped, what is escaped stays."""
    assert browser_url(BASE, written, charset) == expected


@given(st.text(max_size=60))
def test_any_address_is_survived(written: str) -> None:
    """Whatever a portal writes there, an address comes out, and the same one again."""
    once = browser_url(BASE, written)
    assert browser_url(BASE, once) == once


def test_origins() -> None:
    """An origin leaves out the path and any credentials."""
    assert origin("https://a:b@portal.test:8443/x") == "https://portal.test:8443"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.1:1/", True),
        ("http://[::1]/", True),
        ("http://localhost/", True),
        ("http://portal.test/", False),
        ("about:blank", False),
    ],
)
def test_loopback(url: str, expected: bool) -> None:
    """This very machine is known by address and by name."""
    assert is_loopback(url) is expected


def test_same_document() -> None:
    """Only a fragment apart."""
    assert same_document(BASE, "http://portal.test/a/b?c#e")
    assert not same_document(BASE, "http://portal.test/a/b?c")
