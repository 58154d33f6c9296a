"""Any bytes become a message; what was wrong with them is told."""

from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage

import pytest
from hypothesis import example, given, settings
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
        (b"=?ISO-2022-JP?B?GyRCJUYlOSVIGyhC?= =?ISO-2022-JP?B?GyRCJUYlOSVIGyhC?=", "テスト" * 2),
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
    assert subject(b"one\r\n two\r\n\tthree").subject == "one two three"


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
        (b'"a b"@x.fr', '"a b"@x.fr', '"a b"@x.fr'),
        (b'L <"a,\\"b"@x.fr>', 'L <"a,\\"b"@x.fr>', '"a,\\"b"@x.fr'),
        (b"nobody", "nobody", "nobody"),
        (b"some people", "some people", ""),
        (b"Service <codes>", "Service <codes>", "codes"),
        (b"Service codes codes@b.fr", None, "codes@b.fr"),
        (
            b"help@desk by post <codes@b.fr>, x@y <l@b.fr>",
            "help@desk by post <codes@b.fr>",
            "codes@b.fr",
        ),
        (b"=?utf-8?q?Dupont,_L=C3=A9a?= <l@b.fr>", "Dupont, Léa <l@b.fr>", "l@b.fr"),
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


def of_parts(kind: str, *parts: bytes, boundary: str = "b") -> Mail:
    """A mail of several parts, each with its own headers."""
    mark = boundary.encode()
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode()
    inner = b"".join(b"--%b\r\n%b\r\n" % (mark, part) for part in parts)
    return read(HEAD + head + inner + b"--%b--\r\n" % mark)


PLAIN = b"Content-Type: text/plain\r\n\r\n"
HTML = b"Content-Type: text/html\r\n\r\n"


def test_mixed_parts_are_read_through() -> None:
    """What stands one below the other is read so: HTML with a plain footer, and the reverse."""
    message = of_parts("mixed", HTML + b"<p>Code : AB12</p>", PLAIN + b"Scanned.")
    assert message.text == "Code : AB12\nScanned."
    assert message.alternatives == {"text": message.text}
    message = of_parts("mixed", PLAIN + b"Bonjour", HTML + b"<p>Code : AB12</p>")
    assert message.text == "Bonjour\nCode : AB12"
    assert message.attachments == ()


@pytest.mark.parametrize(
    "blank", [b"", b"\r\n", "\u00a0\u200b\ufeff".encode(), b"&nbsp;\r\n&#160;"]
)
def test_blank_alternative(blank: bytes) -> None:
    """Where the plain alternative shows nothing, the HTML one is read."""
    plain = b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + blank
    message = of_parts("alternative", plain, HTML + b"<p>Code : AB12</p>")
    assert message.text == "Code : AB12"


def test_alternatives_in_any_order_and_depth() -> None:
    """The plain alternative is read, wherever it stands, with what stands around both."""
    inner = b'Content-Type: multipart/alternative; boundary="i"\r\n\r\n'
    inner += b"--i\r\n" + HTML + b"<p>html</p>\r\n--i\r\n" + PLAIN + b"plain\r\n--i--"
    message = of_parts("mixed", inner, PLAIN + b"footer")
    assert message.text == "plain\nfooter"
    assert message.html_text == "html\nfooter"
    assert message.alternatives == {"text": "plain\nfooter", "html": "html\nfooter"}


def test_named_texts() -> None:
    """A text with a name is the body if it comes first or is inline; otherwise it is attached."""
    assert body('text/plain; name="corps.txt"', b"Code").text == "Code"
    named = b'Content-Type: text/plain; name="a.txt"\r\n'
    message = of_parts("mixed", named + b"\r\nCode", named + b"\r\nnotes")
    assert (message.text, message.attachments) == ("Code", ("a.txt",))
    inline = named + b"Content-Disposition: inline\r\n\r\nnotes"
    message = of_parts("mixed", PLAIN + b"Code", inline)
    assert (message.text, message.attachments) == ("Code\nnotes", ("a.txt",))


def test_embedded_pictures_are_no_attachments() -> None:
    """A picture that the HTML part shows is none; one beside it is."""
    picture = b"Content-Type: image/png; name=logo.png\r\n"
    message = of_parts("related", HTML + b"<p>x</p>", picture + b"Content-ID: <a>\r\n\r\n")
    assert message.attachments == ()
    assert of_parts("mixed", HTML + b"<p>x</p>", picture + b"\r\n").attachments == ("logo.png",)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ('<div style="display:none">old</div><p>new</p>', "new"),
        ('<div style="max-height:0;overflow:hidden">old</div><p>new</p>', "new"),
        ('<div style="max-height:0">old</div><p>new</p>', "old\nnew"),
        ('<div style="opacity: 0">old</div><p>new</p>', "new"),
        ('<div style="opacity:0.9">old</div><p>new</p>', "old\nnew"),
        ('<span style="font-size:1px">old</span><p>new</p>', "new"),
        ('<td style="font-size:0"><p style="font-size:13px">new</p></td>', "new"),
        ("<style>.pre, #x {color:red;display:none}</style><i class='a pre'>old</i>new", "new"),
        ("<style>@media print{.pre{display:none}}</style><i class=pre>old</i>new", "oldnew"),
        ("<style>p .pre{display:none}</style><i class=pre>old</i>new", "oldnew"),
        ("<style>p .pre{display:none}</style><p><i class=pre>old</i>new", "new"),
        ("<style>@media screen{.pre{display:none}}</style><i class=pre>old</i>new", "new"),
        ("<style media=print>.pre{display:none}</style><i class=pre>old</i>new", "oldnew"),
        ("<style>@media (max-width:600px){i{display:none}}</style><i>new</i>", "new"),
        ("<style>@media only screen and (min-width: 9px){i{display:none}}</style><i>old</i>", ""),
        ("<style>i{display:none} i{display:block}</style><i>new</i>", "new"),
        ("<style>#x i{display:none} i{display:block}</style><p id=x><i>old</i>new", "new"),
        ("<style>i{display:none}</style><i style='display:inline'>new</i>", "new"),
        ("<style>i{display:none!important}</style><i style='display:inline'>old</i>new", "new"),
        ("<style>i{display:none} a::x,{}i{visibility: visible}</style><i>old</i>new", "new"),
        ('<i style="font:0px/0 a">old</i>new', "new"),
        ('<i style="font-size:0.0em">old</i>new', "new"),
        ('<i style="position:absolute;left:-9999px">old</i>new', "new"),
        ('<i style="left:-9999px">old</i>new', "oldnew"),
        ('<i style="text-indent:-999em">old</i>new', "new"),
        ('<i style="position:absolute;clip:rect(0 0 0 0)">old</i>new', "new"),
        ('<p style="visibility:hidden">old<i style="font-size:12px">old</i></p>new', "new"),
        ('<p style="visibility:hidden">old<i style="visibility:visible">new</i></p>', "new"),
        ("<style>*{visibility:hidden} i{visibility:visible}</style>old<i>new</i>", "new"),
        ('<p style="font-size:0">old<i style="font-size:inherit">old</i></p>new', "new"),
        ("<style type=text/plain>i{display:none}</style><i>new</i>", "new"),
        ("<p hidden>old</p><pre>a\nb</pre>", "a\nb"),
        ("<!--[if mso]>old<![endif]--><![if !mso]>new<![endif]>", "new"),
    ],
)
def test_hidden_introductions(source: str, text: str) -> None:
    """What is written for the list of mails alone is not read."""
    assert body("text/html", source.encode()).text == text


@pytest.mark.parametrize(
    ("charset", "data", "text"),
    [
        ("cp-850", b"\x82", "é"),
        ("x-cp1250", b"\x9a", "š"),
        ("x-mac-roman", b"\x8e", "é"),
        ("iso-8859-9", b"\x80", "€"),
        ("gb2312", "镕".encode("gb18030"), "镕"),
        ("shift_jis", "①".encode("cp932"), "①"),
        ("iso-2022-kr", "한".encode("iso2022_kr"), "한"),
        ("utf-7", b"+AOk-", "é"),
        ("Windows1252", b"\xe9", "é"),
        ("utf-16", "é".encode("utf-16"), "é"),
        ("unicode", b"plain", "plain"),
        ("utf-8", "\ufeffé".encode(), "é"),
        ("utf-8", "déjà vu\xe9 à côté".encode() + b"\xe9", "déjà vué à côté\ufffd"),
    ],
)
def test_charset_labels(charset: str, data: bytes, text: str) -> None:
    """Labels mean what the Encoding Standard says; those that it lacks, what Python says."""
    assert body(f"text/plain; charset={charset}", data).text == text


def test_charset_of_html_itself() -> None:
    """An HTML part without a declared charset declares it in itself."""
    message = body("text/html", b"<meta charset=iso-8859-15><p>5 \xa4</p>")
    assert (message.text, message.charset, message.problems) == ("5 €", "iso-8859-15", ())


@pytest.mark.parametrize(
    ("encoding", "data", "text"),
    [
        ("base64;", b"w6k=", "é"),
        ("base64, 8bit", b"w6k=", "é"),
        ('"Quoted-Printable" x', b"=C3=A9", "é"),
        ("base64", b"Q29kZSA6IDQ=\r\nODIxMzkwNw==", "Code : 48213907"),
        ("base64", b"w6k= ignored", "é"),
        ("Quoted-Printable", b"Code 4821= \t\r\n3907", "Code 48213907"),
        ("x-uuencode", b"begin 644 a\n/0V]D92`Z(#0X,C$S.3`W\n`\nend\n", "Code : 48213907"),
    ],
)
def test_transfer_encodings(encoding: str, data: bytes, text: str) -> None:
    """Encodings are read as tolerantly as mail programs read them."""
    assert body("text/plain; charset=utf-8", data, encoding).text == text


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"=?iso-8859-1?Q?R\xe9init?=", "Réinit"),
        (b"Portail =?iso-8859-1?Q?R\xe9g=E9n?=", "Portail Régén"),
        (b"=?utf-8?Q?R\xc3\xa9g=C3=A9n?=", "Régén"),
        (b"=?utf-8?Q?Un_code?_Oui=C3=A9?=", "Un code? Ouié"),
        (b"=?x-mac-roman?Q?=8e?=", "é"),
    ],
)
def test_encoded_words_with_raw_letters(raw: bytes, expected: str) -> None:
    """Raw letters within an encoded word are of its charset."""
    assert subject(raw).subject == expected


@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_broken_header_line(place: int) -> None:
    """A line that is no header costs itself, with its continuation."""
    lines = [b"From: a@b.fr\r\n", b"Subject: Votre code\r\n"]
    lines.insert(place, b"X Broken :line\r\n folded\r\n")
    message = read(b"".join(lines) + b"\r\nBonjour")
    assert (message.subject, message.sender_address) == ("Votre code", "a@b.fr")
    assert message.text == "Bonjour"
    assert fact("header-line-broken") in message.problems


def test_replacement_characters_of_others() -> None:
    """A letter that was lost before is shown as it was sent; the rest is not read anew."""
    assert subject("a\ufffd\ufffd".encode()).subject == "a\ufffd\ufffd"
    message = body("text/plain; charset=utf-8", "é\ufffd\ufffd\ufffd".encode())
    assert (message.text, message.problems) == ("é\ufffd\ufffd\ufffd", ())


def test_text_without_headers() -> None:
    """A text without any header is text."""
    assert read(b"Votre code : 1\r\n\r\nfin").text == "Votre code : 1\n\nfin"


def test_text_without_a_blank_line() -> None:
    """Text that begins among the headers is text; a blank before the colon is allowed."""
    message = read(b"From: a@b.fr\r\nSubject : s\r\nBonjour,\r\nCode : 1\r\n\r\nfin")
    assert (message.subject, message.text) == ("s", "Bonjour,\nCode : 1\n\nfin")
    assert fact("head-not-ended") in message.problems


@pytest.mark.parametrize(
    "raw",
    [  # | stands for a line end
        'mixed; boundary="a-"||--a-|Content-Type: multipart/x; boundary="a---"||--a---||x|--a-----',
        'mixed; boundary="x y "||--x y  ||x|--x y--|',
        'mixed; boundary="x| y"||--x y||x|--x y--|',
        "mixed; boundary*0=a; boundary*1=b||--ab||x|--ab--",
        "mixed; boundary=a.*+||--a.*+||x",
        "mixed||--a|Content-Type: text/plain||x|--a--",
        "mixed; boundary=a||x",
        "x; boundary=o||--o|Content-Type: multipart/x; boundary=i|Content-Type: text/x||x|--o--",
        "mixed; boundary=a||--a|Content-Type: multipart/mixed; boundary=a||--a||x|--a--|--a--",
    ],
)
def test_odd_boundaries(raw: str) -> None:
    """Boundaries that begin alike, are folded, repeated, missing or never used."""
    raw = raw.replace("|", "\r\n")
    assert read(HEAD + b"Content-Type: multipart/" + raw.encode()).text.strip() == "x"


def test_utf8_in_headers() -> None:
    """Headers may be UTF-8 if the mail was sent with SMTPUTF8, and never Latin-1 (RFC 6532)."""
    raw = "From: é@ä.fr\r\nTo: rené@b.fr\r\nDate: Fri, 23 Oct 2009 11:24:00 +0200\r\n".encode()
    message = parse(raw + "Subject: Été\r\n\r\nx".encode(), received=NOW, is_utf8=True)
    assert (message.subject, message.problems) == ("Été", ())
    message = parse(raw + b"Subject: \xc9t\xe9\r\n\r\nx", received=NOW, is_utf8=True)
    assert message.problems[0].code == "header-not-encoded"


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("‹https://x.fr/a› `https://x.fr/b` *https://x.fr/c*", "a b c"),
        ("https://x.fr/a|https://x.fr/b, https://x.fr/c,https://x.fr/d", "a b c d"),
        ("https://x.fr/token-_ _https://x.fr/b_", "token-_ b"),
        ("https://x.fr/a\u200b https://x.fr/b。", "a b"),
        ("https://x.fr/a?next=https://x.fr/b", "a?next=https://x.fr/b"),
    ],
)
def test_links_without_what_stands_around_them(text: str, links: str) -> None:
    """Quotation marks, marks of emphasis and separators do not belong to an address."""
    message = body("text/plain; charset=utf-8", text.encode())
    assert message.links == tuple(f"https://x.fr/{path}" for path in links.split())


@pytest.mark.parametrize(
    ("head", "data", "text"),
    [
        ("text/plain charset=iso-8859-15", b"\xa4", "€"),
        ("text/plain; charset=iso-8859-15 (Latin 9)", b"\xa4", "€"),
        ("text/plain; charset=latin-9", b"\xa4", "€"),
        ("text/plain\r\nContent-Transfer-Encoding: base64 (MIME)", b"Q29kZQ==", "Code"),
        ("text/enriched", b"Code", "Code"),
        ('multipart/mixed; boundary="b', b"--b\r\n\r\nCode\r\n--b--", "Code"),
        ("multipart/mixed boundary=b", b"--b\r\n\r\nCode\r\n--b--", "Code"),
        ('Multipart/Mixed, boundary="b c"', b"--b c\r\n\r\nCode\r\n--b c--", "Code"),
        ('"text/html"', b"<p>Code</p>", "Code"),
        ("text / HTML: charset=utf-8", b"<p>Code</p>", "Code"),
    ],
)
def test_types_as_some_programs_write_them(head: str, data: bytes, text: str) -> None:
    """Remarks, missing semicolons and quotation marks, and unknown kinds of text."""
    assert body(head, data).text == text


def test_links_of_a_mail_with_a_base() -> None:
    """What a base completes leads where it says; without one the address is as written."""
    links = b'<a href="a?b=1">one</a> <a href="https://y.fr/">two</a>'
    assert body("text/html", b'<base href="https://x.fr/d/">' + links).html_links == (
        "https://x.fr/d/a?b=1",
        "https://y.fr/",
    )
    assert body("text/html", links).html_links[0] == "a?b=1"


def test_lines_with_too_many_carriage_returns() -> None:
    """What was converted twice is read."""
    message = read(b"From: a@[127.0.0.1]\r\r\nSubject: A\r\r\n\tb\r\r\n\r\r\nCode")
    assert (message.sender_address, message.subject, message.text) == (
        "a@[127.0.0.1]",
        "A b",
        "Code",
    )


def test_what_a_relay_adds_behind_a_line_is_no_text() -> None:
    """Blanks at the end of a line of quoted-printable (RFC 2045, section 6.7, rule 3)."""
    coded = b"code 1  \t\r\nand=20\r\nso=  \r\n on \t"
    assert body("text/plain", coded, "quoted-printable").text == "code 1\nand \nso on"


def test_links_without_their_brackets() -> None:
    """Brackets around an address, and punctuation behind it, do not belong to it."""
    text = "【https://x.fr/a?b=1】 <https://x.fr/c> (voir https://x.fr/d(e)). {https://x.fr/f}"
    message = body("text/plain", f"{text} HTTPS://X.fr/G <https://x.fr/long\r\ner>".encode())
    expected = ("a?b=1", "c", "d(e)", "f")
    assert message.links[:4] == tuple(f"https://x.fr/{path}" for path in expected)
    assert message.links[4:] == ("HTTPS://X.fr/G", "https://x.fr/longer")


HOSTILE = {
    "brackets": b"https://x.fr/" + b")" * 200_000,
    "flowed": b"x \r\n" * 200_000,
    "tags": b"<" * 200_000,
    "declarations": b"<![x" * 50_000,
    "style": b"<style" * 40_000,
    "braces": b"<style>" + b"{" * 200_000,
    "rules": b"<style>" + b"a" * 200_000,
    "selectors": b"<style>" + b"*{opacity:0}" * 20_000 + b"</style>" + b"<p>" * 20_000,
    "media": b"<style>" + b"@media{" * 50_000 + b"}" * 50_000,
    "depth": b"<div>" * 40_000,
    "comments": b"<!--" * 50_000,
    "encoded": b"=?a?q?" * 40_000,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("kind", ["text/plain; format=flowed", "text/html"])
def test_hostile_bodies_are_read_in_linear_time(name: str, kind: str) -> None:
    """Each of these took a quadratic reader minutes."""
    assert body(kind, HOSTILE[name]).model_dump_json()


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (
            b"".join(
                b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (level, level)
                for level in range(1000)
            ),
            "too-deep-parts",
        ),
        (b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\n" * 9999, "too-many"),
        (b"Subject: " + b"=?a?q?" * 99_999 + b"\r\n\r\nx", "header-too-long"),
        (b"To: " + b"a@b.fr, " * 99_999 + b"\r\n\r\nx", "header-too-long"),
        (b"X-A: " + b"x" * 1_100_000, "head-too-long"),
        (b"\r\n" + b"x" * 2_000_000, "text-too-long"),
        (b"Content-Type: text/html\r\n\r\n" + b"<p>" * 300_000, "too-many-elements"),
    ],
)
def test_limits_are_told(raw: bytes, problem: str) -> None:
    """What is not read because there is too much of it is told."""
    assert any(one.code.startswith(problem) for one in read(raw).problems)


REPEATED = [
    *(
        "<",
        "<!",
        "<![x",
        "<!--",
        "<style",
        "<p ",
        "<a href=",
        "<div>",
        "</p>",
        "<td>",
        "<br>",
        "&#",
    ),
    *("{", "}", "/*", "@media{", "=?", "=?a?q?", "?=", "=?a?b?YQ==?= ", "=", "=\r\n", '"', "\\"),
    *("(", ")", "[", ",", ";", "; a=b", "*0*=", "'", "%", "a:\n", "a\n", " \n", "\n", "--b\n"),
    *(
        "--b--\n",
        "--\n",
        "https://",
        "http://x/)",
        "<https://x",
        "> ",
        "x \r\n",
        "@",
        "a@b.c,",
        "\r",
    ),
    *("begin 644 a\n", "Content-Type: multipart/mixed; boundary=b\n\n--b\n", "From: ", "\x80"),
]
KINDS = [
    "text/plain; format=flowed; delsp=yes",
    "text/html",
    "multipart/mixed; boundary=b",
    "text/plain\r\nContent-Transfer-Encoding: base64",
    "text/plain\r\nContent-Transfer-Encoding: quoted-printable",
    "text/html\r\nContent-Transfer-Encoding: x-uuencode",
]
repeated = st.lists(
    st.tuples(st.sampled_from(REPEATED), st.sampled_from((1, 30, 3000))), min_size=1, max_size=4
).map(lambda pieces: "".join(piece * count for piece, count in pieces))


@settings(max_examples=40)
@given(name=st.sampled_from(NAMES), value=repeated, kind=st.sampled_from(KINDS), text=repeated)
def test_repeated_pieces(name: str, value: str, kind: str, text: str) -> None:
    """What breaks parsers, thousands of times, costs no more than its length."""
    raw = f"{name}: {value}\r\nContent-Type: {kind}\r\n\r\n{text}".encode("latin-1", "replace")
    assert read(raw).model_dump_json(exclude={"raw"})


def test_html_that_is_too_large_costs_no_text() -> None:
    """The plain alternative is read all the same."""
    message = of_parts("alternative", PLAIN + b"Code : AB12", HTML + b"<p>" * 300_000)
    assert message.text == "Code : AB12"


@pytest.mark.parametrize("piece", ["<https://x.fr ", "https://x.fr,", "(https://x.fr) "])
def test_a_text_of_links_is_no_work(piece: str) -> None:
    """Each is read by what stands around it, and not by all that stands before it."""
    assert parse(f"From: a@b\n\n{piece * 60_000}".encode(), received=NOW).links == ("https://x.fr",)
