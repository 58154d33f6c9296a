"""Forms are written as a browser writes them."""

from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st

from harness.core.charset import encode_text
from harness.core.text import crlf
from harness.driver.http.form_encoding import FormEntry, encode, form_charset, query

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(st.lists(st.tuples(texts, texts), max_size=5))
def test_what_is_sent_is_what_a_server_reads(entries: list[tuple[str, str]]) -> None:
    """Names and values survive, with line ends as CRLF."""
    written = query([FormEntry(*entry) for entry in entries], "utf-8")
    assert parse_qsl(written, keep_blank_values=True) == [
        (crlf(name), crlf(value)) for name, value in entries
    ]
    assert written.isascii()


@given(texts)
def test_latin_forms_lose_nothing(text: str) -> None:
    """In windows-1252 every character has its byte or its reference."""
    raw = encode_text(text, "windows-1252")
    for char in text:
        assert encode_text(char, "windows-1252") in raw


@given(texts)
def test_line_ends(text: str) -> None:
    """Every line end is CRLF, and doing it twice changes nothing."""
    once = crlf(text)
    assert crlf(once) == once
    assert "\n" not in once.replace("\r\n", "")
    assert "\r" not in once.replace("\r\n", "")


def test_control_characters_of_windows_1252() -> None:
    """Bytes that Python leaves open are those of a browser."""
    assert encode_text("\x81é€", "windows-1252") == b"\x81\xe9\x80"


def test_charset_of_a_form() -> None:
    """The first charset that is known counts, then the page's, then UTF-8."""
    assert form_charset("klingon, ISO-8859-1 utf-8", "utf-8") == "windows-1252"
    assert form_charset("", "iso-8859-15") == "iso-8859-15"
    assert form_charset("", "utf-16le") == "utf-8"
    assert form_charset("", "") == "utf-8"


def test_an_unknown_encoding_is_the_usual_one() -> None:
    """An enctype that no browser knows means urlencoded."""
    encoded = encode([FormEntry("a", "b c")], "application/json", "utf-8", "B")
    assert (encoded.body, encoded.content_type) == (
        b"a=b+c",
        "application/x-www-form-urlencoded",
    )
