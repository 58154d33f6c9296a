import pytest
from hypothesis import given
from hypothesis import strategies as st
from webencodings.labels import LABELS

from harness.core.charset import (
    declared_charset,
    decode,
    decode_as,
    display_name,
    encode_text,
    encoding_name,
    output_name,
)

# what the encoders of Japanese charsets write as another character
REPLACED = "¥‾−" + "".join(map(chr, range(0xFF61, 0xFFA0)))

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
            (b"", "", "", "windows-1252"),
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
    """A document's own word."""

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
            (b" " * 2000 + b"<meta charset=utf-8>", "utf-8"),
            (b"<p>charset=utf-8</p>", ""),
        ],
    )
    def test_meta(self, html: bytes, charset: str) -> None:
        """Comments and unknown labels do not count, late elements do."""
        assert declared_charset(html) == charset

    def test_unknown_label(self) -> None:
        """An unknown label is as good as none."""
        assert encoding_name("klingon") == ""


class TestDeclaredLate:
    """What a document declares is found as browsers find it (HTML, 13.2.3)."""

    @pytest.mark.parametrize(
        ("body", "text", "charset"),
        [
            (b"<style>/*" + b"-" * 1200 + b"*/</style><meta charset=koi8-r>\xd6", "ж", "koi8-r"),
            (b"<!--" + b"x" * 2000 + b"--><meta charset=iso-8859-2>\xb1", "ą", "iso-8859-2"),
            (b"<meta name=x content='charset=koi8-r'>\xc3\xa9", "é", "utf-8"),
            (b"<meta data-charset=koi8-r>\xe9", "é", "windows-1252"),
            (b"<p title='<meta charset=koi8-r>'>\xe9", "é", "windows-1252"),
            (b"<?xml version='1.0' encoding='iso-8859-15'?><p>\xa4", "€", "iso-8859-15"),
            (b"<meta charset=x-user-defined>\xe9", "é", "windows-1252"),
        ],
    )
    def test_declared(self, body: bytes, text: str, charset: str) -> None:
        """Late elements count, attributes and other names do not."""
        found, name = decode(body, "text/html")
        assert (found[-1], name) == (text, charset)

    def test_xml(self) -> None:
        """A document of XML is UTF-8 unless it says otherwise."""
        assert decode("<p>é</p>".encode(), "application/xhtml+xml")[1] == "utf-8"
        body = b"<?xml version='1.0' encoding='iso-8859-1'?><p>\xe9</p>"
        assert decode(body, "text/xml")[1] == "windows-1252"

    def test_plain_text_declares_nothing(self) -> None:
        """A meta element in a plain text is text."""
        assert decode(b"<meta charset=koi8-r>\xe9", "text/plain")[1] == "windows-1252"


class TestEncodeText:
    """Texts are written as the encoders of the Encoding Standard write them."""

    @pytest.mark.parametrize(
        ("text", "charset", "raw"),
        [
            ("é€→", "iso-8859-15", b"\xe9\xa4&#8594;"),
            ("жé", "koi8-r", b"\xd6&#233;"),
            ("€", "gbk", b"\x80"),
            ("日本é", "iso-2022-jp", b"\x1b$BF|K\\\x1b(B&#233;"),
            ("ў", "koi8-u", b"\xae"),
            ("\x81", "windows-1252", b"\x81"),
            ("é", "utf-16le", "é".encode()),
            ("\ud800", "utf-8", b"\xef\xbf\xbd"),
        ],
    )
    def test_encoded(self, text: str, charset: str, raw: bytes) -> None:
        """A character that the charset lacks becomes its number."""
        assert encode_text(text, charset) == raw

    @given(
        st.sampled_from(sorted(set(LABELS.values()) - {"replacement"})),
        st.text(st.characters(exclude_characters=REPLACED, exclude_categories=["Cs"])),
    )
    def test_reads_what_it_writes(self, charset: str, text: str) -> None:
        """What is encoded is decoded to the same text, but for numbers of characters."""
        read = decode_as(encode_text(text, charset), output_name(charset))
        numbers = "".join(c if c in read else f"&#{ord(c)};" for c in text)
        assert read == numbers

    def test_names(self) -> None:
        """Names are shown as the standard writes them."""
        names = ["utf-8", "iso-8859-15", "windows-1252", "koi8-r", "shift_jis", "euc-jp"]
        shown = ["UTF-8", "ISO-8859-15", "windows-1252", "KOI8-R", "Shift_JIS", "EUC-JP"]
        assert list(map(display_name, names)) == shown


@pytest.mark.parametrize(
    ("charset", "text", "expected"),
    [
        ("big5", "€漢é", b"\xa3\xe1\xba~&#233;"),
        ("big5", "═十", b"\xf9\xf9\xa4Q"),  # of two places, the last one
        ("gbk", "€é漢", b"\x80\xa8\xa6\x9dh"),
        ("gb18030", "€é漢−", b"\xa2\xe3\xa8\xa6\x9dh\x816\xd31"),
        ("euc-jp", "①ｶ¥−漢", b"\xad\xa1\x8e\xb6\\\xa1\xdd\xb4\xc1"),
        ("shift_jis", "①ｶ¥−纊", b"\x87@\xb6\\\x81|\xfa\\"),
        ("iso-2022-jp", "aｶﾞ¥b漢", b"a\x1b$B%+!+\x1b(J\\b\x1b$B4A\x1b(B"),
        ("euc-kr", "가é", b"\xb0\xa1&#233;"),
    ],
)
def test_what_python_encodes_otherwise(charset: str, text: str, expected: bytes) -> None:
    """Charsets of several bytes are encoded by the Encoding Standard; Chromium gave these bytes."""
    assert encode_text(text, charset) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (b"\xef\xbb\xbf<p>", "utf-8"),
        (b"<meta content='<x>' charset=koi8-r>" + b"<p>" * 2000, "koi8-r"),
        (b"<META\nCHARSET=koi8-r>", "koi8-r"),
        (b"<meta/charset=koi8-r><meta itemprop=x>", "koi8-r"),
        (b" " * 5000 + b"<meta charset=koi8-r>", "koi8-r"),
        (b"<!-- <meta charset=koi8-r>" + b"x" * 5000 + b"-->", ""),
        (b"<title><meta charset=koi8-r>" + b"x" * 5000 + b"</title>", ""),
        (b"<p>charset=koi8-r", ""),
    ],
)
def test_what_a_document_declares(html: bytes, expected: str) -> None:
    """A meta element, also a late one, and no text that looks like one."""
    assert declared_charset(html) == expected
