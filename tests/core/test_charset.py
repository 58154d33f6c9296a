import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.core.charset import declared_charset, decode, encoding_name

LATIN = "Numéro d’été œuvre €"


class TestDecode:
    """Bytes become text as in a browser."""

    @pytest.mark.parametrize(
        ("body", "content_type", "text", "charset"),
        [
            ("é".encode(), "text/html; charset=UTF-8", "é", "utf-8"),
            (LATIN.encode("cp1252"), "text/html; charset=ISO-8859-1", LATIN, "windows-1252"),
            (LATIN.encode("cp1252"), "text/html", LATIN, "windows-1252"),
            (LATIN.encode(), "", LATIN, "utf-8"),
            (b"\xa4", 'text/html; charset="iso-8859-15"', "€", "iso-8859-15"),
            (b"\xef\xbb\xbf\xc3\xa9", "text/html; charset=iso-8859-1", "é", "utf-8"),
            ("é".encode("utf-16-le"), "text/html; charset=utf-16", "é", "utf-16le"),
            (b"\xff\xfe\xe9\x00", "", "é", "utf-16le"),
            (b"<meta charset=latin1>\xe9", "", "<meta charset=latin1>é", "windows-1252"),
            (b"\xe9", "text/html; charset=klingon", "é", "windows-1252"),
            (b"\xe9", "text/html; charset=utf-8", "\ufffd", "utf-8"),
            (b"", "", "", "utf-8"),
        ],
    )
    def test_order(self, body: bytes, content_type: str, text: str, charset: str) -> None:
        """Byte order mark, header, meta, then a guess; unknown labels fall through."""
        assert decode(body, content_type) == (text, charset)

    def test_header_beats_meta(self) -> None:
        """What the answer says counts before what the document says."""
        body = "<meta charset=iso-8859-1>é".encode()
        assert decode(body, "text/html; charset=utf-8")[1] == "utf-8"

    def test_open_bytes_of_windows_1252(self) -> None:
        """Bytes without a character stand for the control of that number."""
        assert decode(b"\x81", "text/html; charset=latin1") == ("\x81", "windows-1252")

    @given(st.binary(), st.text())
    def test_never_raises(self, body: bytes, content_type: str) -> None:
        """Any bytes under any header become some text."""
        text, charset = decode(body, content_type)
        assert isinstance(text, str)
        assert charset == charset.lower() != ""

    @given(st.text())
    def test_utf8_round_trip(self, text: str) -> None:
        """Declared UTF-8 comes back as it was."""
        body = text.encode()
        if not body.startswith((b"\xef\xbb\xbf", b"\xfe\xff", b"\xff\xfe")):
            assert decode(body, "text/html; charset=utf-8") == (text, "utf-8")


class TestDeclared:
    """A document's own word, in its first kilobyte."""

    @pytest.mark.parametrize(
        ("html", "charset"),
        [
            (b'<meta charset="utf-8">', "utf-8"),
            (
                b"<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=ISO-8859-1'>",
                "windows-1252",
            ),
            (b"<!-- <meta charset=utf-8> --><meta charset=iso-8859-15>", "iso-8859-15"),
            (b"<meta charset=utf-16>", "utf-8"),
            (b"<meta charset=klingon><meta charset=utf-8>", "utf-8"),
            (b" " * 2000 + b"<meta charset=utf-8>", ""),
            (b"<p>charset=utf-8</p>", ""),
        ],
    )
    def test_meta(self, html: bytes, charset: str) -> None:
        """Comments, unknown labels and late elements do not count."""
        assert declared_charset(html) == charset

    def test_unknown_label(self) -> None:
        """An unknown label is as good as none."""
        assert encoding_name("klingon") == ""
