import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.core.media_type import MediaType, sniffed


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("text/html", ("text/html", "")),
        ("TEXT/HTML ; Charset=UTF-8", ("text/html", "UTF-8")),
        ('text/html;charset="iso-8859-15"', ("text/html", "iso-8859-15")),
        ("text/html; x=1; charset=koi8-r ; y", ("text/html", "koi8-r")),
        ("text/html, text/html", ("text/html", "")),
        ("text/plain;charset=a, text/html", ("text/html", "")),
        ("text/html;charset=a, text/html", ("text/html", "a")),
        ("text/html, */*", ("text/html", "")),
        ("text/html folded", ("text/html", "")),
        ("text/html (x); charset=koi8-r", ("text/html", "koi8-r")),
        ('text/html; x="a;charset=a"; charset=;charset=b', ("text/html", "b")),
        ("text/html; charset =a", ("text/html", "")),
        ("application/unknown; charset=a", ("", "a")),
        ("charset=utf-8", ("", "")),
        ("text", ("", "")),
        ("*/*", ("", "")),
        ("text/html, */* folded", ("", "")),
        ("text/html, */*;charset=a", ("", "a")),
        ("", ("", "")),
    ],
)
def test_headers(header: str, expected: tuple[str, str]) -> None:
    """The last value that is a type counts, with the charset of its like."""
    assert MediaType.of(header) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"<!doctype html><p>x", "text/html"),
        (b" \n<P>x", "text/html"),
        (b"<?xml version='1.0'?><p/>", "text/xml"),
        (b"Bonjour <p>", "text/plain"),
        (b"\v<html\nlang=fr>", "text/html"),
        (b"<p/>", "text/html"),
        (b"<pre>", "text/html"),
        (b"<section>", "text/plain"),
        (b"\xff\xfea\0", "text/plain"),
        (b"\x89PNG\r\n\x1a\n\0", "application/octet-stream"),
    ],
)
def test_bodies(body: bytes, expected: str) -> None:
    """Without a type, the first bytes tell it, to us as to Chromium."""
    assert sniffed(body) == expected


def test_nothing_is_sniffed_where_that_is_forbidden() -> None:
    """`X-Content-Type-Options: nosniff`: never a document with scripts."""
    assert sniffed(b"<p>x", nosniff=True) == "text/plain"


@given(st.text(max_size=60))
def test_any_header_is_survived(header: str) -> None:
    """Nothing is raised."""
    assert MediaType.of(header).essence == MediaType.of(header).essence.lower()
