"""The body of a mail: its text, its HTML part, its links, the names of its attachments."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message as Part
from quopri import decodestring

from harness.mail.parsing.decoding import flowed, from_base64, header, text_of
from harness.mail.parsing.html_text import read_html
from harness.model.fact import Fact, fact

_LINK = re.compile(r"https?://[^\s<>\"«»]+")
_LINK_END = ".,;:!?'’…*_"
_FOREIGN = re.compile(rb"[^0-9A-Za-z+/=\s]")


@dataclass(frozen=True, slots=True)
class Body:
    """What a reader sees below the headers; the fields are those of `Mail`."""

    charset: str = ""
    text: str = ""
    html: str = ""
    html_text: str = ""
    html_links: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Leaf:
    kind: str
    charset: str
    text: str


def body_of(part: Part, problems: list[Fact]) -> Body:
    """Read the parts of a mail.

    Args:
        part: the whole mail.
        problems: problems with broken parts are added to it.
    """
    leaves: list[_Leaf] = []
    attachments: list[str] = []
    for one in _walk(part):
        problems += [_defect(defect) for defect in one.defects]
        if _is_body(one):
            leaves.append(_leaf(one, problems))
        elif one.get_content_maintype() != "multipart":
            attachments.append(header(one.get_filename() or one.get_content_type(), "name", []))
    plain = [leaf for leaf in leaves if leaf.kind == "text/plain"]
    html = "\n".join(leaf.text for leaf in leaves if leaf.kind == "text/html")
    words, links = read_html(html)
    text = "\n".join(leaf.text for leaf in plain) if plain else words
    charset = next((leaf.charset for leaf in (*plain, *leaves)), "")
    return Body(charset, text, html, words, links, tuple(attachments))


def links_in(text: str) -> Iterator[str]:
    """The addresses in a text, without the punctuation behind them."""
    for hit in _LINK.finditer(text):
        link = hit[0].rstrip(_LINK_END)
        while link.endswith(")") and link.count("(") < link.count(")"):
            link = link[:-1].rstrip(_LINK_END)
        yield link


def _walk(part: Part) -> Iterator[Part]:
    """Every part in reading order; a mail inside the mail is an attachment and is not opened."""
    waiting = [part]
    while waiting:
        one = waiting.pop()
        yield one
        inside = one.get_payload()
        if one.get_content_maintype() == "multipart" and isinstance(inside, list):
            waiting += [child for child in reversed(inside) if isinstance(child, Part)]


def _is_body(part: Part) -> bool:
    if part.get_content_type() not in ("text/plain", "text/html") or part.is_multipart():
        return False
    return part.get_content_disposition() != "attachment" and not part.get_filename()


def _leaf(part: Part, problems: list[Fact]) -> _Leaf:
    charset = part.get_content_charset("")
    text = text_of(_content(part, problems), charset, problems)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if str(part.get_param("format", "")).lower() == "flowed":
        text = flowed(text, delete_space=str(part.get_param("delsp", "")).lower() == "yes")
    return _Leaf(part.get_content_type(), charset, text)


def _content(part: Part, problems: list[Fact]) -> bytes:
    """The bytes of a part without their transfer encoding."""
    payload = part._payload  # type: ignore[attr-defined]  # noqa: SLF001 - the public way decodes by a charset that may be wrong
    data = str(payload or "").encode("utf-8", "surrogateescape")
    encoding = str(part.get("Content-Transfer-Encoding", "7bit")).strip().lower()
    if encoding == "quoted-printable":
        return decodestring(data)
    if encoding == "base64":
        return _base64(data, problems)
    if encoding not in ("7bit", "8bit", "binary"):
        name = header(encoding, "encoding", [])
        problems.append(fact("transfer-encoding-unknown", encoding=name))
    return data


def _base64(data: bytes, problems: list[Fact]) -> bytes:
    plain = from_base64(data)
    if plain is None or _FOREIGN.search(data):
        problems.append(fact("base64-broken"))
    return data if plain is None else plain


def _defect(defect: object) -> Fact:
    """A defect of the structure, in the words of the standard library's parser."""
    words = (type(defect).__doc__ or type(defect).__name__).strip().splitlines()[0].rstrip(".")
    return fact("structure-defect", words=words)
