"""Whatever the standard library reads of a well-formed mail, we read alike.

`python -m benchmarks.mails FOLDER` compares mails of other people in the same way.
"""

import quopri
from base64 import b64encode
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.mails import by_standard_library, by_us
from harness.core.text import squeeze

CHARSETS = ("utf-8", "iso-8859-1", "iso-8859-15", "windows-1252", "koi8-r", "gb18030")
EXAMPLES = settings(max_examples=30)
letters = st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"))
words = st.text(letters, min_size=1, max_size=40)
lines = st.lists(st.text(letters, max_size=30), max_size=6).map("\n".join)


@st.composite
def encoded(draw: st.DrawFn) -> tuple[str, str]:
    """A text that its charset has, and that charset."""
    charset = draw(st.sampled_from(CHARSETS))
    text = draw(words).encode(charset, "ignore").decode(charset).strip() or "x"
    return text, charset


def alike(raw: bytes, *names: str) -> None:
    """Both read the same, but for white space."""
    ours, other = by_us(raw), by_standard_library(raw)
    for name in names:
        assert squeeze(ours[name]) == squeeze(other[name]), name


@EXAMPLES
@given(subject=encoded(), name=encoded())
def test_headers_as_the_standard_library_writes_them(
    subject: tuple[str, str], name: tuple[str, str]
) -> None:
    """Subjects and names of senders in any charset, folded and in several words."""
    coded_subject = Header(subject[0], subject[1], header_name="Subject").encode(linesep="\r\n")
    coded_name = Header(name[0], name[1], header_name="From").encode(linesep="\r\n")
    head = f"From: {coded_name} <a@b.fr>\r\nSubject: {coded_subject}\r\n\r\nx"
    raw = head.encode("ascii", "xmlcharrefreplace")
    alike(raw, "subject", "text")


@EXAMPLES
@given(
    text=lines,
    html=lines,
    charset=st.sampled_from(("utf-8", "utf-16")),
    cte=st.sampled_from(("base64", "quoted-printable")),
    files=st.lists(st.text(letters, min_size=1, max_size=12), max_size=3),
)
def test_bodies_as_the_standard_library_writes_them(
    text: str, html: str, charset: str, cte: str, files: list[str]
) -> None:
    """Alternatives with attachments: the same text, the same names."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "a@b.fr"
    mail.set_content(f"x{text}\n", charset=charset if cte == "base64" else "utf-8", cte=cte)
    mail.add_alternative(f"<p>{html}</p>", subtype="html")
    for name in files:
        mail.add_attachment(b"x", maintype="application", subtype="pdf", filename=f"a{name}.pdf")
    alike(mail.as_bytes(), "text", "attachments", "sender")


@EXAMPLES
@given(text=encoded(), cte=st.sampled_from(("base64", "quoted-printable", "8bit")))
def test_bodies_in_any_charset(text: tuple[str, str], cte: str) -> None:
    """A single part in any charset and transfer encoding."""
    words_of, charset = text
    data = words_of.encode(charset)
    coded = {"base64": b64encode(data), "quoted-printable": quopri.encodestring(data), "8bit": data}
    head = (
        f"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: {cte}\r\n\r\n"
    )
    alike(b"From: a@b.fr\r\n" + head.encode() + coded[cte], "text")
