"""Addresses are written into a request as a browser writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.core.url import (
    Url,
    browser_url,
    canonical_path,
    document_base,
    is_dangling_markup,
    is_loopback,
    location_url,
    origin,
    query_of,
    query_pairs,
    same_document,
    split,
    with_query,
    without_path_parameters,
)

BASE = "http://portal.test/a/b?c#d"


@pytest.mark.parametrize(
    ("written", "charset", "expected"),
    [
        ("", "utf-8", "http://portal.test/a/b?c"),
        ("/x", "utf-8", "http://portal.test/x"),
        ("x y?é=é", "utf-8", "http://portal.test/a/x%20y?%C3%A9=%C3%A9"),
        ("é?é=Ω", "windows-1252", "http://portal.test/a/%C3%A9?%E9=%26%23937%3B"),
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
    """Whatever a portal writes there, an address or none comes out, and the same one again."""
    once = browser_url(BASE, written)
    assert not once or browser_url(BASE, once) == once


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


@pytest.mark.parametrize(
    ("base", "written", "expected"),
    [
        ("http://h/p?x=1", "?", "http://h/p?"),
        ("http://h/d/p?x=1", "page?", "http://h/d/page?"),
        ("http://h/p", "a//b/../c", "http://h/a//c"),
        ("http://h/d/p", "/a/%2e%2e/b", "http://h/b"),
        ("http://x/", "HTTP://H:80/x", "http://h/x"),
        ("http://h/d/p", " \\echo\\a\tb ", "http://h/echo/ab"),
        ("http://h/", "http://127.1/", "http://127.0.0.1/"),
        ("http://h/", 'a"<>b', "http://h/a%22%3C%3Eb"),
        ("http://h/", "mailto:a@b.c?subject=é", "mailto:a@b.c?subject=%C3%A9"),
        ("http://h/", "http://[broken", ""),
        ("http://h/", "http://a b/", ""),
        ("data:,x", "y", ""),
        ("http://h/", "a|b?c|d#e|f", "http://h/a%7Cb?c|d#e|f"),
    ],
)
def test_read_by_the_url_standard(base: str, written: str, expected: str) -> None:
    """Addresses mean what they mean to a browser; what it cannot read is none."""
    assert (
        browser_url(base, written, "windows-1252" if "mailto" in written else "utf-8") == expected
    )


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        (b"/caf\xe9?q=\xe9", "http://portal.test/caf%E9?q=%E9"),
        ("/café".encode(), "http://portal.test/caf%C3%A9#d"),
        (b"\\x#e", "http://portal.test/x#e"),
        (b"javascript:x", "javascript:x#d"),
        (b"http://[", ""),
    ],
)
def test_redirects(location: bytes, expected: str) -> None:
    """Bytes beyond ASCII stay what they are; the fragment goes along."""
    expected += "" if "#" in expected or not expected else "#d"
    assert location_url(BASE, location) == expected


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/d/", "http://portal.test/d/"),
        ("data:text/html,x", BASE),
        ("javascript:x", BASE),
        ("http://[", BASE),
    ],
)
def test_base_of_a_document(href: str, expected: str) -> None:
    """A base that is no address, or one of data or of a script, does not count."""
    assert document_base(BASE, href) == expected


def test_default_ports_are_no_part_of_an_origin() -> None:
    """`:80` of HTTP is the same place as none."""
    assert origin("http://Portal.test:80/x") == origin("http://portal.test/")
    assert split("https://h:443/a?b#c") == Url("https", "h", "h", None, "/a", "b", "c", True)
    assert split("no address") == Url()


def test_queries_keep_their_bytes() -> None:
    """Names and values in one spelling; bytes of another charset stay apart."""
    assert query_pairs("a=%e9&b=1+2&c=1%202&d") == [
        *[("a", "%E9"), ("b", "1+2"), ("c", "1+2"), ("d", "")]
    ]
    assert query_of([("a", "%E9"), ("d", "")]) == "a=%E9&d="
    assert with_query("http://h/p?a#f", "") == "http://h/p?"
    assert canonical_path("/%7ea%2fb%e9") == "/~a%2Fb%E9"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("/a\n<b", True),
        ("<\t/a", True),
        ("/a#\r<", True),
        ("/a<b", False),
        ("/a\nb", False),
        ("\n/a<b\t", False),  # what stands around an address is no part of it
    ],
)
def test_an_address_that_swallowed_markup(written: str, expected: bool) -> None:
    """Chromium follows no address with a line end and a `<` in it."""
    assert is_dangling_markup(written) is expected


@pytest.mark.parametrize(
    ("address", "bare"),
    [
        ("/a.jsf;jsessionid=0F?b=1;c#d;e", "/a.jsf?b=1;c#d;e"),
        ("http://portal.test/a;v=1/b;w", "http://portal.test/a/b"),
        ("javascript:go(1);end()", "javascript:go(1);end()"),
        ("", ""),
    ],
)
def test_path_parameters(address: str, bare: str) -> None:
    """They are left out of the path alone."""
    assert without_path_parameters(address) == bare
