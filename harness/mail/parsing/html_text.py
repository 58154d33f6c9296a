"""The text of an HTML mail, as a reader sees it, and the addresses of its links."""

import re
from html.parser import HTMLParser

_HIDDEN_TAGS = frozenset({"script", "style", "template", "title", "noscript"})
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tr",
        "ul",
    }
)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_TAG = re.compile(r"<[^>]*>")


class _TextReader(HTMLParser):
    """Collects text and links."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.links: list[str] = []
        self._hidden_depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _HIDDEN_TAGS:
            self._hidden_depth += 1
        elif tag == "br" or tag in _BLOCKS:
            self.pieces.append("\n")
        elif tag in ("td", "th"):
            self.pieces.append(" ")
        elif tag == "img":
            self.pieces.append(given.get("alt") or "")
        if tag in ("a", "area") and (given.get("href") or "").strip():
            self.links.append((given["href"] or "").strip())

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _HIDDEN_TAGS:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN_TAGS:
            self._hidden_depth = max(0, self._hidden_depth - 1)
        elif tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden_depth:
            self.pieces.append(_SPACES.sub(" ", data))


def read_html(source: str) -> tuple[str, tuple[str, ...]]:
    """Read the HTML part of a mail.

    Args:
        source: the HTML part, decoded.

    Returns:
        The text, one line a block, and the addresses of the links in order. If the parser gives
        up, the text is the source without its tags.
    """
    reader = _TextReader()
    try:
        reader.feed(source)
        reader.close()
    except (AssertionError, ValueError):
        return _lines(_TAG.sub(" ", source)), tuple(reader.links)
    return _lines("".join(reader.pieces)), tuple(reader.links)


def _lines(text: str) -> str:
    lines = (_SPACES.sub(" ", line).strip(" ") for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
