"""Cuts the bytes of a mail into its parts (RFC 2046, section 5.1), within bounds.

The standard library reads the headers. Its parser of whole mails is not used: it needs time that
grows with the square of a hostile mail, takes the outer boundary where the inner one begins with
it, and reads the headers behind one broken line as text.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import Compat32

from harness.model.fact import Fact, fact

MAX_PARTS = 200
MAX_DEPTH = 20
MAX_HEAD = 1024 * 1024  # bytes of all headers of a mail and its parts
MAX_VALUE = 16 * 1024  # characters of one header
_LINE = re.compile(rb"[^\n]*\n?")
_BLANK_LINE = re.compile(rb"^\r*(?:\n|\Z)", re.MULTILINE)
_FIELD = re.compile(rb"[!-9;-~]+[ \t]*:|[ \t]")
_LINE_END = re.compile(rb"\r+\n")
_FOLD = re.compile(r"[\r\n]+")
_CHARSET = re.compile(r"\scharset\s*=\s*[\"']?([^\s\"';()]+)", re.IGNORECASE)
_BOUNDARY = re.compile(r"[\s,]boundary\s*=\s*(?:\"([^\"]*)\"|([^\s\";,]+))", re.IGNORECASE)
_KIND = re.compile(r"[\s\"'<]*([\w.+-]+)\s*/\s*([\w.+-]+)", re.ASCII)
_REMARK = re.compile(r"\s*\(.*", re.DOTALL)
_NAME = re.compile(rb"\A([!-9;-~]+)[ \t]+:")
_KNOWN_FIELD = re.compile(
    rb"^(?:from|to|cc|bcc|subject|date|sender|received|(?:content|mime|message|reply|return|list"
    rb"|x|dkim|arc|delivered|resent|user|in|auto)-[a-z0-9-]+)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_BROKEN_LAST = re.compile(
    rb"^(?=[!-9;-~]+[ \t])(?![!-9;-~]+[ \t]*:)[^:\n]*:[^\n]*\n(?:[ \t][^\n]*\n)*\Z", re.MULTILINE
)
_GUESSED_BOUNDARY = re.compile(
    rb"^--([^\r\n]*[^\s-])[ \t]*\r?\ncontent-", re.IGNORECASE | re.MULTILINE
)


class _ShortValues(Compat32):
    """Cuts long values: what the standard library does with them takes time without bound.

    Bytes beyond ASCII stay what they are, as surrogate escapes.
    """

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Name and value of a header."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:MAX_VALUE]

    def header_fetch_parse(self, name: str, value: str) -> str:  # noqa: ARG002 - the signature is the library's
        """The value of a header as it was read."""
        return value


@dataclass(slots=True)
class Part:
    """One part of a mail, or the whole.

    Attributes:
        head: its headers, as the standard library reads them.
        body: the bytes below them; b"" if it has parts.
        parts: those within it; none in a mail within the mail.
    """

    head: Message
    body: bytes = b""
    parts: list["Part"] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """Its media type in lower case; text/plain for none, and for a multipart without parts."""
        kind = _kind(self.head)
        is_empty = kind.startswith("multipart/") and not self.parts
        return "text/plain" if is_empty else kind

    @property
    def name(self) -> str:
        """Its file name as it was written; "" for none."""
        return _value(self.head.get_filename)

    @property
    def charset(self) -> str:
        """Its declared charset in lower case; "" for none."""
        stated = _value(self.head.get_content_charset)
        if not stated:  # perhaps without the semicolon before it
            found = _CHARSET.search(_value(lambda: self.head.get("Content-Type")))
            stated = found[1].lower() if found else ""
        return _REMARK.sub("", stated)

    def walk(self) -> Iterator["Part"]:
        """All parts in the order of the mail, this one first."""
        waiting: list[Part] = [self]
        while waiting:
            part = waiting.pop()
            yield part
            waiting += reversed(part.parts)


@dataclass(slots=True)
class _Open:
    """A multipart whose end was not yet found."""

    part: Part
    boundary: bytes
    has_begun: bool = False


def read_structure(raw: bytes, problems: list[Fact]) -> Part:
    """Cut a mail into its parts.

    Args:
        raw: any bytes.
        problems: what is broken, and what is not read for its size, is added to it.
    """
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")
    return _Splitter(raw, problems).split()


def read_head(raw: bytes) -> Message:
    """The headers of a mail."""
    return _read_head(raw, 0, MAX_HEAD, None, [])[0]


class _Splitter:
    """Goes once through a mail, from one boundary to the next; the innermost one comes first."""

    def __init__(self, raw: bytes, problems: list[Fact]) -> None:
        self._raw = raw
        self._problems = problems
        self._open: list[_Open] = []
        self._count = 0
        self._head_left = MAX_HEAD
        self._part: Part | None = None  # the one whose body is being read
        self._body = 0  # where that body begins

    def split(self) -> Part:
        root, place = self._begin(0, "text/plain")
        while self._open and (found := self._boundaries().search(self._raw, place)):
            self._end_body(found.start())
            outer = self._outer(found["boundary"])
            outer.has_begun = True
            place = found.end()
            if found["last"]:
                self._open.pop()
                continue
            if self._count == MAX_PARTS:
                self._problems.append(fact("too-many-parts", limit=MAX_PARTS))
                break
            is_digest = outer.part.kind == "multipart/digest"
            part, place = self._begin(place, "message/rfc822" if is_digest else "text/plain")
            outer.part.parts.append(part)
            outer.part.body = b""
        self._end_body(len(self._raw))
        for outer in self._open:
            self._unclosed(outer)
        return root

    def _boundaries(self) -> re.Pattern[bytes]:
        """A line that is a boundary of an open multipart."""
        every = b"|".join(re.escape(one.boundary) for one in reversed(self._open))
        line = rb"^--(?P<boundary>%b)(?P<last>--)?[ \t]*\r*(?:\n|\Z)" % every
        return re.compile(line, re.MULTILINE)

    def _outer(self, boundary: bytes) -> _Open:
        """The innermost multipart with a boundary; those within it end, although unclosed."""
        while self._open[-1].boundary != boundary:
            self._unclosed(self._open.pop())
        return self._open[-1]

    def _unclosed(self, outer: _Open) -> None:
        code = "boundary-not-closed" if outer.has_begun else "boundary-never-used"
        self._problems.append(fact(code))

    def _begin(self, start: int, default: str) -> tuple[Part, int]:
        """The part whose headers begin there, and where its body begins."""
        marks = self._boundaries() if self._open else None
        head, body = _read_head(self._raw, start, self._head_left, marks, self._problems)
        self._head_left = max(0, self._head_left - (body - start))
        head.set_default_type(default)
        self._count += 1
        self._part, self._body = Part(head), body
        if _kind(head).startswith("multipart/"):
            self._open_multipart(self._part)
        return self._part, body

    def _open_multipart(self, part: Part) -> None:
        boundary = _boundary(part.head).encode("ascii", "surrogateescape")
        if not boundary:
            self._problems.append(fact("boundary-missing"))
            guessed = _GUESSED_BOUNDARY.search(self._raw, self._body, self._body + MAX_HEAD)
            boundary = guessed[1] if guessed else b""
        if boundary and len(self._open) == MAX_DEPTH:
            self._problems.append(fact("too-deep-parts", limit=MAX_DEPTH))
        elif boundary:
            self._open.append(_Open(part, boundary))

    def _end_body(self, end: int) -> None:
        """The body of the current part ends here; preambles and epilogues are not shown."""
        part, self._part = self._part, None
        if part is not None:
            part.body = self._raw[self._body : end]
            if end < len(self._raw):
                part.body = part.body.removesuffix(b"\n").removesuffix(b"\r")


def _kind(head: Message) -> str:
    """A media type in lower case, quoted or followed by what does not belong there, too."""
    found = _KIND.match(_value(lambda: head.get("Content-Type")))
    return f"{found[1]}/{found[2]}".lower() if found else head.get_content_type()


def _boundary(head: Message) -> str:
    """The boundary of a multipart, perhaps without the semicolon before it; "" for none."""
    stated = _FOLD.sub("", _value(head.get_boundary)).strip('"')
    found = None if stated else _BOUNDARY.search(_value(lambda: head.get("Content-Type")))
    return stated or (found[1] or found[2] or "" if found else "")


def _value(read: Callable[[], object]) -> str:
    """A parameter of a header, as the standard library reads it; "" if it cannot."""
    try:
        return str(read() or "")
    except Exception:  # noqa: BLE001 - hostile bytes; the standard library promises nothing
        return ""


def _read_head(
    raw: bytes, start: int, size: int, marks: re.Pattern[bytes] | None, problems: list[Fact]
) -> tuple[Message, int]:
    """The headers that begin there, in so many bytes at most, and where the body begins.

    A line that is no header costs itself only if known headers follow it, or the blank line does
    and it has a colon. Otherwise the body begins with it.
    """
    block, body = _head_block(raw, start, size, marks, problems)
    last_known = max((found.start() for found in _KNOWN_FIELD.finditer(block)), default=-1)
    last = _BROKEN_LAST.search(block) if body < len(raw) else None
    lines: list[bytes] = []
    is_dropped = has_dropped = False
    for found in _LINE.finditer(block):
        line = found[0]
        is_field = _FIELD.match(line) is not None
        is_last = bool(lines) and last is not None and last.start() == found.start()
        if not is_field and found.start() > last_known and not is_last:
            if line:
                problems.append(fact("head-not-ended"))
                body = start + found.start()
            break
        is_dropped = not is_field or (is_dropped and line[:1] in b" \t")
        has_dropped = has_dropped or is_dropped
        if not is_dropped:
            lines.append(_NAME.sub(rb"\1:", line, count=1) if line[:1] > b" " else line)
    if has_dropped:
        problems.append(fact("header-line-broken"))
    parser = BytesHeaderParser(policy=_ShortValues())
    return parser.parsebytes(_LINE_END.sub(b"\n", b"".join(lines))), body


def _head_block(
    raw: bytes, start: int, size: int, marks: re.Pattern[bytes] | None, problems: list[Fact]
) -> tuple[bytes, int]:
    """The lines up to a blank line, a boundary or a size, and where the body begins."""
    limit = min(len(raw), start + size)
    mark = marks.search(raw, start, limit) if marks else None
    blank = _BLANK_LINE.search(raw, start, mark.start() if mark else limit)
    if blank:
        return raw[start : blank.start()], blank.end()
    if limit == start + size and not mark:
        problems.append(fact("head-too-long", limit=MAX_HEAD))
    end = mark.start() if mark else limit
    return raw[start:end], end
