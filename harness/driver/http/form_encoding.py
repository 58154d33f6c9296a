"""How a browser encodes the entries of a form: character sets and the three encodings.

Follows the HTML standard's form submission: line ends become CRLF, a character that the
character set lacks becomes a numeric reference, ISO-8859-1 means windows-1252.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from harness.core.charset import encode_text, output_name
from harness.core.text import crlf
from harness.core.url import form_query
from harness.model.upload import Upload

URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
PLAIN = "text/plain"


@dataclass(frozen=True, slots=True)
class FormEntry:
    """One entry of a form.

    Attributes:
        name: under which it is sent.
        value: its text; of a file, its name.
        is_file: whether it is a file.
        file: the file that was chosen; None for none, which is sent as an empty one.
    """

    name: str
    value: str
    is_file: bool = False
    file: Upload | None = None


@dataclass(frozen=True)
class EncodedForm:
    """A form ready to be sent."""

    body: bytes
    content_type: str


def form_charset(accept_charset: str, page_charset: str) -> str:
    """The character set of a form: the first known one of `accept-charset`, else the page's."""
    for label in accept_charset.replace(",", " ").split():
        if known := output_name(label):
            return known
    return output_name(page_charset) or "utf-8"


def query(entries: Sequence[FormEntry], charset: str) -> str:
    """The entries as `application/x-www-form-urlencoded`."""
    return form_query(((entry.name, entry.value) for entry in entries), charset)


def encode(entries: Sequence[FormEntry], enctype: str, charset: str, boundary: str) -> EncodedForm:
    """The entries of a form as the body of a POST; an unknown enctype means urlencoded."""
    if enctype == MULTIPART:
        content_type = f"{MULTIPART}; boundary={boundary}"
        return EncodedForm(_multipart(entries, charset, boundary), content_type)
    if enctype == PLAIN:
        lines = (f"{crlf(entry.name)}={crlf(entry.value)}\r\n" for entry in entries)
        return EncodedForm(b"".join(encode_text(line, charset) for line in lines), PLAIN)
    return EncodedForm(query(entries, charset).encode("ascii"), URLENCODED)


def _multipart(entries: Sequence[FormEntry], charset: str, boundary: str) -> bytes:
    mark = boundary.encode("ascii")
    parts = b"".join(b"--" + mark + b"\r\n" + _part(entry, charset) for entry in entries)
    return parts + b"--" + mark + b"--\r\n"


def _quoted(name: str) -> str:
    return name.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")


def _part(entry: FormEntry, charset: str) -> bytes:
    head = f'Content-Disposition: form-data; name="{_quoted(crlf(entry.name))}"'
    if entry.is_file:
        chosen = entry.file or Upload(name="", data=b"")
        head += f'; filename="{_quoted(chosen.name)}"\r\nContent-Type: {chosen.content_type}'
        return encode_text(head, charset) + b"\r\n\r\n" + chosen.data + b"\r\n"
    value = encode_text(crlf(entry.value), charset)
    return encode_text(head, charset) + b"\r\n\r\n" + value + b"\r\n"
