"""Decodes the bytes of a mail, however broken they are.

Nothing here raises on any input; problems are added to the list `problems`.
"""

import binascii
import codecs
import quopri
import re

from harness.core.charset import encoding_name
from harness.model.fact import Fact, fact

_ENCODED_WORD = re.compile(r"=\?([^?*\s]*)(?:\*[^?\s]*)?\?([bBqQ])\?(.*?)\?=")
_LOCAL = r"[^\s<>()\[\],;:\"@]{1,254}"
_QUOTED_LOCAL = r'"(?:[^"\\\r\n]|\\[^\r\n]){0,64}"'
ADDRESS = re.compile(rf"(?:{_LOCAL}|{_QUOTED_LOCAL})@(?:{_LOCAL}|\[[\w.:]{{1,99}}\])")
"""An address (RFC 5321, section 4.1.2)."""
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?)")
_BASE64_PIECE = re.compile(rb"[^=]+=*")
_NOT_IN_WORDS = re.compile(rb"[\x80-\xff\s\"(),.:;<>@\[\]\\]")
_FOLD = re.compile(r"[\r\n]+(?=[ \t])")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]+")
_C1 = re.compile(rb"[\x80-\x9f]")
_BROKEN = "\ufffd"
_UTF_8 = codecs.lookup("whatwg-utf-8")
_WINDOWS_1252 = codecs.lookup("whatwg-windows-1252")
_ASCII = frozenset({"us-ascii", "ascii", "ansi_x3.4-1968", "iso646-us", "646", "csascii"})
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16le"), (b"\xfe\xff", "utf-16be"))
_CODE_PAGE = re.compile(r"(?:x-)?(?:cp|win|windows|ibm|ms|dos)[-_ ]?(\d{3,5})")
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
        charset: as declared, a label of the Encoding Standard or of Python; "" if none is.
        problems: a wrong, missing or unknown character set is added to it.

    Returns:
        The text. A byte order mark comes first. If the declared character set does not fit,
        UTF-8 and then windows-1252 are tried, unless most characters are right as declared.
    """
    label = charset.strip().lower()
    codec = _codec(label, data)
    text = _decoded(data, codec) if codec and not _is_misnamed(data, label) else _BROKEN
    if _BROKEN not in text or (codec is _UTF_8 and _is_utf8(data)):
        if label.replace("_", "-") == "iso-8859-1" and _C1.search(data):
            problems.append(fact("charset-is-windows-1252", charset=charset))
        return text.removeprefix("\ufeff")
    if _is_mostly_right(text) and not _is_utf8(data):
        problems.append(fact("charset-damaged", charset=charset))
        return text
    text, used = _guessed(data)
    if label:
        code = "charset-wrong" if codec else "charset-unknown"
        problems.append(fact(code, charset=charset, used=used))
    elif not data.isascii():
        problems.append(fact("charset-undeclared", used=used))
    return text.removeprefix("\ufeff")


def _is_misnamed(data: bytes, label: str) -> bool:
    """Whether bytes cannot be what their label says, although its codec may decode them."""
    if label in _ASCII:
        return not data.isascii()
    return label.startswith(("utf-16", "unicode")) and data.isascii() and b"\0" not in data


def _decoded(data: bytes, codec: codecs.CodecInfo) -> str:
    """The text of bytes; U+FFFD for what does not fit the codec."""
    try:
        return clean(codec.decode(data, "replace")[0])
    except (UnicodeError, ValueError, ArithmeticError):
        return _BROKEN


def _is_mostly_right(text: str) -> bool:
    """Whether few letters of a text beyond ASCII are broken."""
    return 2 * text.count(_BROKEN) <= sum(char > "\x7f" for char in text)


def _codec(label: str, data: bytes) -> codecs.CodecInfo | None:
    """The codec of a byte order mark, or of a label: the Encoding Standard's, or else Python's."""
    standard = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    standard = standard or encoding_name(label)
    if standard and standard != "replacement":
        return codecs.lookup(f"whatwg-{standard}")
    names = (label, _CODE_PAGE.sub(r"cp\1", label), label.removeprefix("x-"))
    for name in (*names, label.replace("-", "")):
        if codec := _python_codec(name):
            return codec
    return None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _guessed(data: bytes) -> tuple[str, str]:
    text = _decoded(data, _UTF_8)
    if _is_utf8(data) or _is_mostly_right(text):
        return text, "utf-8"
    return _decoded(data, _WINDOWS_1252), "windows-1252"


def _python_codec(name: str) -> codecs.CodecInfo | None:
    if not name or name.replace("_", "-") in _PYTHON_ONLY:
        return None
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    return codec if codec._is_text_encoding else None  # noqa: SLF001 - the only way to tell base64 from a charset


def header(value: str, name: str, problems: list[Fact]) -> str:
    """Decode the value of a header (RFC 2047), unfolded.

    Args:
        value: as the parser gives it, bytes beyond ASCII as surrogate escapes.
        name: of the header, for the problems.
        problems: broken encoded words, raw bytes and line breaks are added to it.
    """
    return decode_words(unfold(value, name, problems), name, problems)


def unfold(value: str, name: str, problems: list[Fact], *, is_utf8: bool = False) -> str:
    """A header on one line; bytes beyond ASCII are decoded, encoded words are only tidied.

    The arguments are those of `header`; if `is_utf8`, the mail may have UTF-8 in its headers
    (RFC 6532).
    """
    value = _FOLD.sub("", value)
    used = _guessed(_bytes(value))[1]
    if not value.isascii() and not (is_utf8 and used == "utf-8"):
        problems.append(fact("header-not-encoded", header=name, used=used))
    return _guessed(_bytes(_ENCODED_WORD.sub(_tidy_word, value)))[0]


def _tidy_word(word: re.Match[str]) -> str:
    """An encoded word without letters that are not allowed in it and would end it, or a name."""
    if word[2] not in "qQ":
        return word[0]
    content = _NOT_IN_WORDS.sub(lambda found: f"={found[0][0]:02X}".encode(), _bytes(word[3]))
    return f"=?{word[1]}?Q?{content.decode('ascii')}?="


def decode_words(text: str, name: str, problems: list[Fact]) -> str:
    """Decode the encoded words of an unfolded header; see `header` for the arguments."""
    joined = _BETWEEN_WORDS.sub(r"\1", text)
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
    return clean(_CONTROL.sub(" ", text).replace("\t", " ")).strip()


def _bytes(value: str) -> bytes:
    return value.encode("utf-8", "surrogateescape")


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
    contents = [_bytes(word[3]) for word in words]
    plain = [from_q(one) if encoding == "q" else from_base64(one) for one in contents]
    if None in plain:
        problems.append(fact("encoded-word-broken", header=name))
        return "".join(one[0] for one in words)
    found: list[Fact] = []
    charset = charset or "us-ascii"
    text = "".join(text_of(one, charset, found) for one in filter(None, plain))
    if found:  # perhaps a character is torn between two words
        found = []
        text = text_of(b"".join(filter(None, plain)), charset, found)
    problems += [fact("header-problem", header=name, problem=problem) for problem in found]
    return text


def from_q(content: bytes) -> bytes:
    """Decode the content of an encoded word (RFC 2047, section 4.2)."""
    return quopri.decodestring(content.replace(b"_", b"=20"), header=False)


def from_base64(data: bytes) -> bytes | None:
    """Decode base64, ignoring foreign characters; None if nothing can be decoded.

    What follows the padding is decoded if it is whole base64 by itself.
    """
    letters = re.sub(rb"[^0-9A-Za-z+/=]", b"", data.replace(b"-", b"+").replace(b"_", b"/"))
    plain = b""
    for piece in _BASE64_PIECE.findall(letters):
        if plain and len(piece) % 4:
            break
        plain += _from_piece(piece.rstrip(b"="))
    return plain if plain or not data.strip() else None


def _from_piece(letters: bytes) -> bytes:
    whole = letters if len(letters) % 4 != 1 else letters[:-1]
    return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))


def flowed(text: str, *, delete_space: bool) -> str:
    """Join the lines of format=flowed (RFC 3676) to paragraphs."""
    lines: list[list[str]] = []
    open_depth = -1
    for line in text.split("\n"):
        depth, content = _quote(line)
        is_open = content.endswith(" ") and content != "-- "
        shown = content[:-1] if is_open and delete_space else content
        if depth == open_depth and content != "-- ":
            lines[-1].append(shown)
        else:
            lines.append([">" * depth + " " * (depth > 0), shown])
        open_depth = depth if is_open else -1
    return "\n".join("".join(pieces) for pieces in lines)


def _quote(line: str) -> tuple[int, str]:
    """The depth of quotation of a line, and its content without the stuffed space."""
    content = line.lstrip(">")
    return len(line) - len(content), content.removeprefix(" ")
