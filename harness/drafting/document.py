"""Reads a document as lines: text, Markdown, HTML, PDF with text, DOCX."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path

from docx import Document
from markdown_it import MarkdownIt
from pypdf import PdfReader

from harness.core.errors import UsageError
from harness.core.processes.bounded import bounded
from harness.page.extract import extract

MAX_BYTES = 1 << 25  # of a document
MAX_LINES = 50_000  # of its text
MAX_CHARACTERS = 4_000_000  # of its text
_SECONDS, _MEMORY = 60, 1 << 30  # that reading it may take


_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})
"""Two or three letters in one sign, as typesetting makes them; no portal writes them so."""


@dataclass(frozen=True)
class Line:
    """One line of a document.

    Attributes:
        number: from 1, blank lines counted.
        text: as it stands there.
        heading: whether the document marks it as a heading.
        gap_before: number of blank lines before it.
        gap_after: number of blank lines after it.
    """

    number: int
    text: str
    heading: bool
    gap_before: int
    gap_after: int


def read_document(path: Path) -> tuple[Line, ...]:
    """The lines of a document that are not blank, in their order.

    Raises:
        UsageError: it cannot be read within a minute and a gigabyte, is larger than a guide, or has
            no text.
    """
    reader = _READERS.get(path.suffix.lower(), _read_text)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        _check_size("bytes", len(data), MAX_BYTES)
        with bounded(_SECONDS, _MEMORY):
            texts = reader(data)
        _check_size("lines", len(texts), MAX_LINES)
        _check_size("characters", sum(len(text) for text, _ in texts), MAX_CHARACTERS)
    except Exception as error:  # each library has errors of its own
        raise UsageError(
            f"a document with text in {path.name} (text, Markdown, HTML, PDF, DOCX)",
            seen=f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}",
            remedy="Save it as a text file in UTF-8, and name that.",
        ) from error
    lines = tuple(_lines(texts))
    if not lines:
        raise UsageError(
            f"a document with text in {path.name}",
            seen="no text",
            remedy="A scanned document needs a text of its own: save it as a text file.",
        )
    return lines


def _check_size(unit: str, size: int, limit: int) -> None:
    if size > limit:
        raise ValueError(f"more than {limit:,} {unit}")


_Texts = list[tuple[str, bool]]  # the lines, and whether each is a heading


def _lines(texts: _Texts) -> list[Line]:
    filled = [n for n, (text, _) in enumerate(texts) if text.strip()]
    bounds = [-1, *filled, len(texts)]
    return [
        Line(
            number=n + 1,
            text=texts[n][0],
            heading=texts[n][1],
            gap_before=n - bounds[place] - 1,
            gap_after=bounds[place + 2] - n - 1,
        )
        for place, n in enumerate(filled)
    ]


def _read_text(data: bytes) -> _Texts:
    return [(line, False) for line in data.decode("utf-8-sig").splitlines()]


def _read_markdown(data: bytes) -> _Texts:
    text = data.decode("utf-8-sig")
    headings: dict[int, str] = {}
    tokens = MarkdownIt().disable("inline").parse(text)
    for token, inline in pairwise(tokens):
        if token.type == "heading_open" and token.map:
            headings[token.map[0]] = inline.content
    return [
        (headings.get(number, line), number in headings)
        for number, line in enumerate(text.splitlines())
    ]


def _read_html(data: bytes) -> _Texts:
    page = extract(data.decode("utf-8-sig", "replace"), url="about:blank")
    texts: _Texts = []
    for text in page.texts:
        bullet = "- " if text.kind == "item" else ""
        texts += [("", False), (f"{bullet}{text.text}", text.kind == "heading")]
    return texts


def _read_pdf(data: bytes) -> _Texts:
    """The lines of a PDF as they are laid out, with the gaps between them."""
    pages = PdfReader(BytesIO(data)).pages
    laid_out = (page.extract_text(extraction_mode="layout").splitlines() for page in pages)
    lines = (
        " ".join(line.translate(_LIGATURES).split()) for page in laid_out for line in (*page, "")
    )
    return [(line, False) for line in lines]


def _read_docx(data: bytes) -> _Texts:
    texts: _Texts = []
    for paragraph in Document(BytesIO(data)).paragraphs:
        style = paragraph.style.name if paragraph.style and paragraph.style.name else ""
        bullet = "- " if style.startswith("List") else ""
        is_heading = style.startswith(("Heading", "Title"))
        for line in paragraph.text.splitlines() or [""]:
            texts.append((f"{bullet}{line}" if line else "", is_heading))
    return texts


_READERS: Mapping[str, Callable[[bytes], _Texts]] = {
    ".md": _read_markdown,
    ".markdown": _read_markdown,
    ".html": _read_html,
    ".htm": _read_html,
    ".pdf": _read_pdf,
    ".docx": _read_docx,
}
