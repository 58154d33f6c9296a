"""Decodes the bytes of a mail, however broken they are.

Nothing here raises on any input; problems are added to the list `problems`.
"""

import binascii
import codecs
import quopri
import re
from base64 import b64decode

from harness.model.fact import Fact, fact

_ENCODED_WORD = re.compile(r"=\?([^?*\s]*)(?:\*[^?\s]*)?\?([bBqQ])\?([^?]*)\?=")
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?)")
_FOLD = re.compile(r"\r?\n(?=[ \t])")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]+")
_C1 = re.compile(r"[\x80-\x9f]")
_PYTHON_ONLY = frozenset(
    {"idna", "mbcs", "oem", "palmos", "punycode", "raw-unicode-escape", "undefined"}
    | {"unicode-escape"}
)  # codecs that no mail means; some are slow, some warn


def clean(text: str) -> str:
    """A text without lone surrogates, which no file and no terminal can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def text_of(data: bytes, charset: str, problems: list[Fact]) -> str:
    """Decode bytes.

    Args:
        data: the bytes.
        charset: as declared; "" if none is.
        problems: a wrong, missing or unknown character set is added to it.

    Returns:
        The text. If the declared character set does not fit, UTF-8 and then windows-1252 are
        tried.
    """
    codec = _codec(charset) if charset else None
    text = _decoded(data, codec) if codec else None
    if codec and text is not None:
        if codec.name == "iso8859-1" and _C1.search(text):
            problems.append(fact("charset-is-windows-1252", charset=charset))
            text = data.decode("cp1252", "replace")
        return clean(text)
    text, used = _guessed(data)
    if charset:
        code = "charset-wrong" if codec else "charset-unknown"
        problems.append(fact(code, charset=charset, used=used))
    elif not data.isascii():
        problems.append(fact("charset-undeclared", used=used))
    return text


def _decoded(data: bytes, codec: codecs.CodecInfo) -> str | None:
    """The text of bytes; None if they do not fit the codec."""
    try:
        return codec.decode(data)[0]
    except (UnicodeError, ValueError, ArithmeticError):
        return None


def _codec(charset: str) -> codecs.CodecInfo | None:
    if charset.lower().replace("_", "-") in _PYTHON_ONLY:
        return None
    try:
        codec = codecs.lookup(charset)
    except (LookupError, ValueError):
        return None
    return codec if codec._is_text_encoding else None  # noqa: SLF001 - the only way to tell base64 from a charset


def _guessed(data: bytes) -> tuple[str, str]:
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), "windows-1252"


def header(value: str, name: str, problems: list[Fact]) -> str:
    """Decode the value of a header (RFC 2047), unfolded.

    Args:
        value: as the parser gives it, bytes beyond ASCII as surrogate escapes.
        name: of the header, for the problems.
        problems: broken encoded words, raw bytes and line breaks are added to it.
    """
    joined = _BETWEEN_WORDS.sub(r"\1", unfold(value, name, problems))
    pieces: list[str] = []
    done = 0
    for words in _runs(joined):
        start, end = words[0].start(), words[-1].end()
        pieces += [joined[done:start], _decoded_words(words, name, problems)]
        done = end
    text = "".join((*pieces, joined[done:]))
    if "=?" in text and "?=" in text:
        problems.append(fact("encoded-word-broken", header=name))
    if _CONTROL.search(text):
        problems.append(fact("header-with-control-character", header=name))
    return clean(_CONTROL.sub(" ", text)).strip()


def unfold(value: str, name: str, problems: list[Fact]) -> str:
    """A header on one line, its encoded words untouched, bytes beyond ASCII decoded."""
    value = _FOLD.sub("", value)
    if value.isascii():
        return value
    text, used = _guessed(value.encode("utf-8", "surrogateescape"))
    problems.append(fact("header-not-encoded", header=name, used=used))
    return text


def _runs(text: str) -> list[list[re.Match[str]]]:
    """Neighbouring encoded words of one character set and encoding: they may share a character."""
    runs: list[list[re.Match[str]]] = []
    for word in _ENCODED_WORD.finditer(text):
        last = runs[-1][-1] if runs else None
        if (
            last
            and last.end() == word.start()
            and _charset_and_encoding(last) == _charset_and_encoding(word)
        ):
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _charset_and_encoding(word: re.Match[str]) -> tuple[str, str]:
    return word[1].lower(), word[2].lower()


def _decoded_words(words: list[re.Match[str]], name: str, problems: list[Fact]) -> str:
    charset, encoding = _charset_and_encoding(words[0])
    data = b""
    for word in words:
        content = word[3].encode("utf-8", "surrogateescape")
        plain = _q(content) if encoding == "q" else from_base64(content)
        if plain is None:
            problems.append(fact("encoded-word-broken", header=name))
            return "".join(one[0] for one in words)
        data += plain
    found: list[Fact] = []
    text = text_of(data, charset or "us-ascii", found)
    problems += [fact("header-problem", header=name, problem=problem) for problem in found]
    return text


def _q(content: bytes) -> bytes:
    return quopri.decodestring(content.replace(b"_", b"=20"), header=False)


def from_base64(data: bytes) -> bytes | None:
    """Decode base64, ignoring foreign characters; None if nothing can be decoded."""
    letters = re.sub(rb"[^0-9A-Za-z+/]", b"", data.replace(b"-", b"+").replace(b"_", b"/"))
    whole = letters if len(letters) % 4 != 1 else letters[:-1]
    try:
        plain = b64decode(whole + b"=" * (-len(whole) % 4))
    except binascii.Error:
        return None
    return plain if plain or not data.strip() else None


def flowed(text: str, *, delete_space: bool) -> str:
    """Join the lines of format=flowed (RFC 3676) to paragraphs."""
    lines: list[str] = []
    open_depth = -1
    for line in text.split("\n"):
        depth, content = _quote(line)
        if depth == open_depth and content != "-- ":
            lines[-1] += content
        else:
            lines.append(">" * depth + " " * (depth > 0) + content)
        open_depth = depth if content.endswith(" ") and content != "-- " else -1
        if open_depth >= 0 and delete_space:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


def _quote(line: str) -> tuple[int, str]:
    """The depth of quotation of a line, and its content without the stuffed space."""
    content = line.lstrip(">")
    return len(line) - len(content), content.removeprefix(" ")
