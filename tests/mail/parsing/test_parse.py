"""Any bytes become a message; what was wrong with them is told."""

from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from harness.mail.parsing.parse import parse
from harness.model.fact import Fact, fact
from harness.model.mail import Mail

NOW = datetime(2009, 10, 23, 9, 24, tzinfo=UTC)
HEAD = b"From: a@example.fr\r\nTo: b@example.fr\r\nDate: Fri, 23 Oct 2009 11:24:00 +0200\r\n"


def read(raw: bytes) -> Mail:
    """A mail that arrived now."""
    return parse(raw, received=NOW)


def body(content_type: str, content: bytes, encoding: str = "8bit") -> Mail:
    """A mail of one part."""
    head = f"Content-Type: {content_type}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    return read(HEAD + head.encode() + content)


def subject(raw: bytes) -> Mail:
    """A mail of one subject."""
    return read(HEAD + b"Subject: " + raw + b"\r\n\r\n")


def unknown(charset: str) -> Fact:
    """A charset that nobody knows, of a text in UTF-8."""
    return fact("charset-unknown", charset=charset, used="utf-8")


def wrong(charset: str, used: str = "windows-1252") -> Fact:
    """A charset that the text is not in."""
    return fact("charset-wrong", charset=charset, used=used)


def in_subject(problem: Fact) -> Fact:
    """The same in the subject."""
    return fact("header-problem", header="Subject", problem=problem)


def test_the_mail_of_the_guide() -> None:
    """A mail as the standard library writes it is read without a problem (guide 340 ff.)."""
    mail = EmailMessage()
    mail["From"] = '"Direction des Retraités, été" <e-services@example.FR>'
    mail["To"] = "Marcel Dupont <Marcel.Dupont@commune.example>, autre@commune.example"
    mail["Cc"] = "copie@commune.example"
    mail["Date"] = "Fri, 23 Oct 2009 11:24:00 +0200"
    mail["Subject"] = "Régénération de code confidentiel " * 4
    mail.set_content("Votre nouveau code :\n\nFMWQS252\n\nÀ bientôt\n", cte="quoted-printable")
    message = parse(
        mail.as_bytes(), received=NOW, envelope_from="x@example.fr", envelope_to=("y@example.fr",)
    )
    assert message.problems == ()
    assert message.sender == "Direction des Retraités, été <e-services@example.FR>"
    assert message.sender_address == "e-services@example.fr"
    assert message.recipients == ("marcel.dupont@commune.example", "autre@commune.example")
    assert message.copies == ("copie@commune.example",)
    assert message.subject == ("Régénération de code confidentiel " * 4).strip()
    assert message.date == datetime(2009, 10, 23, 11, 24, tzinfo=timezone(timedelta(hours=2)))
    assert message.charset == "utf-8"
    assert message.text == "Votre nouveau code :\n\nFMWQS252\n\nÀ bientôt\n"
    assert (message.envelope_from, message.envelope_to) == ("x@example.fr", ("y@example.fr",))
    assert message.raw == mail.as_bytes()
    assert message.received == NOW


def test_alternative_with_attachments() -> None:
    """Text and HTML part, links of both in order, names of attachments."""
    mail = EmailMessage()
    mail["From"] = "a@example.fr"
    mail["Date"] = "Fri, 23 Oct 2009 11:24:00 +0200"
    mail.set_content("Voir https://example.fr/a(b) et (http://example.fr/c).\n")
    mail.add_alternative(
        '<p>Voir <a href=" https://example.fr/d?x=1&amp;y=2 ">ici</a>'
        '<a href="http://example.fr/c">c</a></p>',
        subtype="html",
    )
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="règles.pdf")
    mail.add_attachment("notes", filename="notes.txt")
    message = read(mail.as_bytes())
    assert message.text.startswith("Voir https")
    assert message.html.startswith("<p>Voir")
    assert message.links == (
        "https://example.fr/a(b)",
        "http://example.fr/c",
        "https://example.fr/d?x=1&y=2",
    )
    assert message.html_text == "Voir icic"
    assert message.html_links == ("https://example.fr/d?x=1&y=2", "http://example.fr/c")
    assert message.attachments == ("règles.pdf", "notes.txt")
    assert message.problems == ()


def test_html_only() -> None:
    """Where there is no text part, the text is what a reader sees of the HTML part."""
    message = body(
        "text/html; charset=utf-8",
        "<html><head><title>T</title><style>p{}</style></head><body><h1>Votre  code</h1>"
        "<script>alert(1)</script><table><tr><td>Code</td><td><b>FMW</b>QS252</td></tr></table>"
        "<p>À bient&ocirc;t<br>La Direction <img alt='des Retraites'></p></body></html>".encode(),
    )
    assert message.text == "Votre code\nCode FMWQS252\nÀ bientôt\nLa Direction des Retraites"
    assert message.charset == "utf-8"


@pytest.mark.parametrize(
    ("content_type", "content", "problem"),
    [
        ("text/plain", "é’".encode(), fact("charset-undeclared", used="utf-8")),
        ("text/plain", "é’".encode("cp1252"), fact("charset-undeclared", used="windows-1252")),
        ("text/plain; charset=x-what", "é’".encode(), unknown("x-what")),
        ("text/plain; charset=base64", "é’".encode(), unknown("base64")),
        ("text/plain; charset=unicode-escape", "é’".encode(), unknown("unicode-escape")),
        ("text/plain; charset=utf-8", "é’".encode("cp1252"), wrong("utf-8")),
        ("text/plain; charset=us-ascii", "é’".encode(), wrong("us-ascii", used="utf-8")),
        (
            "text/plain; charset=iso-8859-1",
            "é’".encode("cp1252"),
            fact("charset-is-windows-1252", charset="iso-8859-1"),
        ),
    ],
)
def test_wrong_charsets(content_type: str, content: bytes, problem: Fact) -> None:
    """A wrong, missing or unknown charset does not keep the reader from the text."""
    message = body(content_type, content)
    assert message.text == "é’"
    assert message.problems == (problem,)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"=?utf-8?Q?R=C3=A9g=C3=A9n=C3=A9ration_de_code?=", "Régénération de code"),
        (b"=?ISO-8859-1?Q?R=E9g=E9n=E9ration?=\r\n de code", "Régénération de code"),
        (b"=?utf-8?b?UsOp?= =?utf-8?b?Zw==?=", "Rég"),
        (b"=?utf-8?b?UsM=?=\r\n =?utf-8?b?qWc=?=", "Rég"),
        (b"=?utf-8*fr?q?=C3=A9t=C3=A9?=", "été"),
        (b"Code =?utf-8?q?=C3=A9?=(fin)", "Code é(fin)"),
        (b"plain  text", "plain  text"),
    ],
)
def test_encoded_headers(raw: bytes, expected: str) -> None:
    """Encoded words are decoded, also where a character is torn between two of them."""
    message = subject(raw)
    assert message.subject == expected
    assert message.problems == ()


@pytest.mark.parametrize(
    ("raw", "expected", "problem"),
    [
        ("Régé".encode(), "Régé", fact("header-not-encoded", header="Subject", used="utf-8")),
        (
            "Régé".encode("cp1252"),
            "Régé",
            fact("header-not-encoded", header="Subject", used="windows-1252"),
        ),
        (b"=?x-what?q?R=C3=A9?=", "Ré", in_subject(unknown("x-what"))),
        (b"=?utf-8?q?R=E9?=", "Ré", in_subject(wrong("utf-8"))),
        (b"=?utf-8?b?!?=", "=?utf-8?b?!?=", fact("encoded-word-broken", header="Subject")),
        (b"=?utf-8?x?abc?=", "=?utf-8?x?abc?=", fact("encoded-word-broken", header="Subject")),
        (
            b"=?utf-8?q?a=0D=0ABcc:_x?=",
            "a Bcc: x",
            fact("header-with-control-character", header="Subject"),
        ),
    ],
)
def test_broken_headers(raw: bytes, expected: str, problem: Fact) -> None:
    """A broken header is read as well as can be, on one line, and named."""
    message = subject(raw)
    assert message.subject == expected
    assert problem in message.problems


def test_folded_header() -> None:
    """A folded header is one line."""
    assert subject(b"one\r\n two\r\n\tthree").subject == "one two\tthree"


def test_header_twice() -> None:
    """Of a header that may stand once the first is read, and the second is named."""
    message = read(HEAD + b"Subject: one\r\nsubject: two\r\n\r\n")
    assert message.subject == "one"
    assert message.problems == (fact("header-repeated", header="Subject", count=2),)


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"From: a@b.fr\r\n\r\n", "date-missing"),
        (b"From: a@b.fr\r\nDate: hier\r\n\r\n", "date-unreadable"),
        (b"From: a@b.fr\r\nDate: 1 Jan 2020 99:99:99 +9999\r\n\r\n", "date-unreadable"),
    ],
)
def test_dates(raw: bytes, problem: str) -> None:
    """A missing or broken date is None, and is named."""
    message = read(raw)
    assert message.date is None
    assert message.problems[0] == fact(problem)


def test_date_of_unknown_zone() -> None:
    """The zone -0000 is read as UTC, so that dates can be compared."""
    message = read(b"From: a@b.fr\r\nDate: Fri, 23 Oct 2009 11:24:00 -0000\r\n\r\n")
    assert message.date == datetime(2009, 10, 23, 11, 24, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "sender", "address"),
    [
        (b'"Dupont, Marcel" <m@b.fr>', "Dupont, Marcel <m@b.fr>", "m@b.fr"),
        (b"=?utf-8?q?Dupont=2C_L=C3=A9a?= <L@b.fr>", "Dupont, Léa <L@b.fr>", "l@b.fr"),
        (b"m@b.fr", "m@b.fr", "m@b.fr"),
        ("Léa <léa@b.fr>".encode(), "Léa <léa@b.fr>", "léa@b.fr"),
        (b"nobody", "nobody", ""),
        (b"((((((((((" * 300 + b" a@b.fr", None, "a@b.fr"),
    ],
)
def test_senders(value: bytes, sender: str | None, address: str) -> None:
    """Display names with commas, encoded names, and senders that are none."""
    message = read(b"From: " + value + b"\r\n\r\n")
    assert message.sender_address == address
    assert sender is None or message.sender == sender


def test_flowed() -> None:
    """Flowed text is joined to paragraphs; quotes and the signature mark are kept."""
    content = b"one \r\ntwo\r\n from here\r\n> quoted \r\n> more\r\n-- \r\nname\r\n"
    message = body("text/plain; charset=us-ascii; format=flowed", content)
    assert message.text == "one two\nfrom here\n> quoted more\n-- \nname\n"
    joined = body("text/plain; format=flowed; delsp=yes", b"FMWQ \r\nS252\r\n")
    assert joined.text == "FMWQS252\n"


def test_base64_body() -> None:
    """Base64 is decoded; letters that do not belong to it are named."""
    assert body("text/plain; charset=utf-8", b"w6l0w6k=", "base64").text == "été"
    broken = body("text/plain; charset=utf-8", b"w6l0\x00*w6k", "BASE64 ")
    assert broken.text == "été"
    assert broken.problems == (fact("base64-broken"),)


def test_broken_structure() -> None:
    """A multipart mail that lost its parts is told."""
    message = body('multipart/mixed; boundary="x"', b"no part at all")
    assert message.problems != ()


def test_deep_nesting() -> None:
    """Parts inside parts without end do not bring the reader down."""
    deep = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level)
        for level in range(3000)
    )
    assert read(deep).problems != ()


@given(raw=st.binary(max_size=400))
@example(raw=b"")
@example(raw=b"\n")
@example(raw=b"From: \x00\r\nTo: <\xff>\r\n\r\n\x00")
def test_any_bytes(raw: bytes) -> None:
    """Whatever arrives becomes a message that can be written down."""
    message = read(raw)
    assert message.raw == raw
    assert message.model_dump_json(exclude={"raw"})


NAMES = ["From", "To", "Cc", "Subject", "Date", "Content-Type", "Content-Transfer-Encoding"]
PIECES = [
    *("text/plain", "text/html", "multipart/mixed", "message/rfc822", "; charset=", "; boundary=b"),
    *("utf-8", "utf-16", "utf-7", "idna", "hex", "=?utf-8?q?", "=?b?b?", "?=", "=C3", "\xff", "é"),
    *("base64", "quoted-printable", "x-uuencode", "<a@b>", '"', "(", "\\", "*0*=", "'", "%", ";"),
    *(
        "\r\n ",
        "\r\n--b\r\n",
        "\r\n\r\n",
        "\x00",
        "<p",
        "<![x",
        "<!--",
        "&#x110000;",
        "format=flowed",
    ),
]
fragments = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=8).map("".join)


@given(heads=st.lists(st.tuples(st.sampled_from(NAMES), fragments), max_size=6), rest=fragments)
def test_hostile_mails(heads: list[tuple[str, str]], rest: str) -> None:
    """Mails made of what breaks parsers become messages that can be written down."""
    head = "".join(f"{name}: {value}\r\n" for name, value in heads)
    message = read(f"{head}\r\n{rest}".encode("utf-8", "replace"))
    assert message.model_dump_json(exclude={"raw"})
    assert "\n" not in message.subject + message.sender
