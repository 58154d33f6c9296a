"""The body of a mail: its text, its HTML part, its links, the names of its attachments."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from html import unescape
from itertools import chain
from quopri import decodestring

from harness.core.charset import declared_charset
from harness.core.errors import Unreadable
from harness.core.text import squeeze
from harness.mail.parsing.decoding import flowed, from_base64, header, text_of
from harness.mail.parsing.html_text import HtmlLink, read_html
from harness.mail.parsing.structure import Part
from harness.model.fact import Fact, fact
from harness.page.dom.document import MAX_ELEMENTS

MAX_TEXT = 1024 * 1024  # bytes of all texts of a mail
_NOT_IN_LINKS = r"\s<>\"«»“”‹›。〈〉《》「」『』【】（）［］｛｝\u200b\u2060\ufeff"
_LINK = re.compile(rf"https?://(?:(?![|,;]https?://)[^{_NOT_IN_LINKS}]){{1,4096}}", re.IGNORECASE)
_LINK_END = ".,;:!?'’…"
_AROUND = "*_`~"  # marks of emphasis on both sides of a link
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_WRAPPED = re.compile(r"<(?:URL:)?https?://[^<>\"]{0,2000}>", re.IGNORECASE)
_LINE_END = re.compile(r"\n[ \t]*")
_FOREIGN = re.compile(rb"[^0-9A-Za-z+/=\s]")
_PADDING = re.compile(rb"[ \t]+(?=\r?\n|\Z)")  # added on the way (RFC 2045, section 6.7)
_TEXTS = ("text/plain", "text/html")
_ENCODING = re.compile(r"[\s\"']*([^\s\"'()<>@,;:\\/\[\]?=]+)")  # a token (RFC 2045, section 5.1)
_UNCODED = ("7bit", "8bit", "binary", "")
_UUENCODED = ("x-uuencode", "uuencode", "uue", "x-uue")


@dataclass(frozen=True, slots=True)
class Body:
    """What a reader sees below the headers; the fields are those of `Mail`."""

    charset: str = ""
    text: str = ""
    html: str = ""
    html_text: str = ""
    html_links: tuple[str, ...] = ()
    html_link_words: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of a mail as it is read."""

    is_html: bool
    charset: str
    source: str
    words: str
    links: tuple[HtmlLink, ...] = ()


def body_of(whole: Part, problems: list[Fact]) -> Body:
    """Read the parts of a mail, as a mail program that prefers plain text shows them.

    Problems with broken parts are added to `problems`.
    """
    reader = _BodyReader(problems)
    shown, rich = reader.read(whole)
    html = [text for text in reader.texts if text.is_html]
    every = [*rich, *(text for text in html if text not in rich)]
    links = tuple(link for text in html for link in text.links)
    return Body(
        charset=next((text.charset for text in (*shown, *reader.texts)), ""),
        text="\n".join(text.words for text in shown),
        html="\n".join(text.source for text in html),
        html_text="\n".join(text.words for text in every) if html else "",
        html_links=tuple(link.address for link in links),
        html_link_words=tuple(link.words for link in links),
        attachments=tuple(reader.attachments),
    )


_Shown = tuple[list[_Text], list[_Text]]
"""What is shown where plain text is preferred, and where HTML is."""


class _BodyReader:
    """Reads texts, and chooses among alternatives (RFC 2046, section 5.1.4)."""

    def __init__(self, problems: list[Fact]) -> None:
        self.texts: list[_Text] = []
        self.attachments: list[str] = []
        self._problems = problems
        self._left = MAX_TEXT

    def read(self, part: Part, *, is_first: bool = True, is_option: bool = False) -> _Shown:
        """The texts that are shown of a part, where plain text is preferred and where HTML is.

        Args:
            part: with at most `MAX_DEPTH` parts within parts.
            is_first: whether it is the first part around which others are attached.
            is_option: whether it is one of several alternatives.
        """
        if part.parts:
            return self._parts(part)
        name = header(part.name, "name", [])
        is_main = is_first or is_option or not name
        disposition = part.head.get_content_disposition()
        is_text = part.kind in _TEXTS or (
            part.kind.startswith("text/") and is_first and not is_option  # RFC 2046, section 4.1.4
        )
        is_shown = is_text and disposition != "attachment"
        if is_shown and (is_main or disposition == "inline"):
            if not is_main:
                self.attachments.append(name)
            text = self._text(part)
            self.texts.append(text)
            return [text], [text]
        if disposition == "attachment" or not is_option:
            self.attachments.append(name or header(part.kind, "name", []))
        return [], []

    def _parts(self, part: Part) -> _Shown:
        kind = part.kind
        is_choice = kind == "multipart/alternative"
        every = [
            self.read(one, is_first=number == 0, is_option=is_choice)
            for number, one in enumerate(part.parts)
            if not (kind == "multipart/related" and number and _is_embedded(one))
        ]
        plain, rich = [one for one, _ in every], [one for _, one in every]
        if is_choice:
            return _preferred(plain, html=False), _preferred(rich, html=True)
        return list(chain.from_iterable(plain)), list(chain.from_iterable(rich))

    def _text(self, part: Part) -> _Text:
        is_html = part.kind == "text/html"
        data = self._within_limit(content_of(part, self._problems))
        charset = header(part.charset, "charset", [])
        charset = charset or (declared_charset(data) if is_html else "")
        source = text_of(data, charset, self._problems)
        source = source.replace("\r\n", "\n").replace("\r", "\n")
        if is_html:
            return _Text(is_html, charset, source, *self._read_html(source))
        if str(part.head.get_param("format", "")).lower() == "flowed":
            delete_space = str(part.head.get_param("delsp", "")).lower() == "yes"
            source = flowed(source, delete_space=delete_space)
        return _Text(is_html, charset, source, source)

    def _read_html(self, source: str) -> tuple[str, tuple[HtmlLink, ...]]:
        try:
            return read_html(source)
        except Unreadable:
            self._problems.append(fact("too-many-elements", limit=MAX_ELEMENTS))
            return "", ()

    def _within_limit(self, data: bytes) -> bytes:
        if len(data) > self._left:
            self._problems.append(fact("text-too-long", limit=MAX_TEXT))
        data = data[: self._left]
        self._left -= len(data)
        return data


def _is_embedded(part: Part) -> bool:
    """Whether a part is shown within the HTML part that it belongs to."""
    is_attached = part.head.get_content_disposition() == "attachment"
    return not part.parts and "Content-ID" in part.head and not is_attached


def _preferred(options: list[list[_Text]], *, html: bool) -> list[_Text]:
    """The alternative that is shown, of those that have words.

    It is the last one with HTML, or the first one without; or else the last one.
    """
    worded = [texts for texts in options if any(squeeze(unescape(one.words)) for one in texts)]
    wanted = [texts for texts in worded if any(one.is_html for one in texts) is html]
    return next(iter((*wanted[:: -1 if html else 1], *reversed(worded), *options)), [])


def without_links(text: str) -> str:
    """A text with an ellipsis in the place of each address."""
    return _LINK.sub("…", text)


def links_in(text: str) -> Iterator[str]:
    """The addresses in a text, without brackets around them and punctuation behind them.

    An address in angle brackets may be broken into lines (RFC 3986, appendix C).
    """
    text = _WRAPPED.sub(lambda found: _LINE_END.sub("", found[0]), text)
    for found in _LINK.finditer(text):
        yield _bare_link(found[0], text[max(found.start() - 1, 0) : found.start()])


def _bare_link(link: str, before: str) -> str:
    surplus = {end: link.count(end) - link.count(begin) for end, begin in _BRACKETS.items()}
    size = len(link)
    while size:
        last = link[size - 1]
        if surplus.get(last, 0) > 0:
            surplus[last] -= 1
        elif last not in _LINK_END and not (last == before and last in _AROUND):
            break
        size -= 1
    return link[:size]


def content_of(part: Part, problems: list[Fact]) -> bytes:
    """The bytes of a part without their transfer encoding (RFC 2045, section 6).

    An unknown or broken encoding is added to `problems`.
    """
    stated = str(part.head.get("Content-Transfer-Encoding", ""))
    word = _ENCODING.match(stated)
    encoding = word[1].lower() if word else ""
    if encoding == "base64":
        return _base64(part.body, problems)
    if encoding == "quoted-printable":
        return decodestring(_PADDING.sub(b"", part.body))
    if encoding in _UUENCODED:
        return _from_uu(part.body)
    if encoding not in _UNCODED:
        name = header(stated.strip().lower(), "encoding", [])
        problems.append(fact("transfer-encoding-unknown", encoding=name))
    return part.body


def _from_uu(data: bytes) -> bytes:
    coded = Message()
    coded["Content-Transfer-Encoding"] = "uuencode"
    coded.set_payload(data.decode("ascii", "surrogateescape"))
    plain = coded.get_payload(decode=True)
    return plain if isinstance(plain, bytes) else data


def _base64(data: bytes, problems: list[Fact]) -> bytes:
    plain = from_base64(data)
    if plain is None or _FOREIGN.search(data):
        problems.append(fact("base64-broken"))
    return data if plain is None else plain
