"""Reads a document as lines: text, Markdown, HTML, PDF with text, DOCX."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import accumulate
from pathlib import Path

from pypdf import PdfReader

from harness.core.errors import UsageError
from harness.core.processes.bounded import bounded
from harness.drafting.formats import docx_as_html, markdown_as_html
from harness.drafting.marked_text import Passage, Span, passages
from harness.drafting.wrapped_lines import joined

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
        note: whether the document sets it apart, as a note.
        marks: where words stand out, in bold for instance.
        links: where the words of links are.
        cells: where the cells of a row of a table are; () for what is no row.
        head: whether it is the head of a table.
    """

    number: int
    text: str
    heading: bool
    gap_before: int
    gap_after: int
    note: bool = False
    marks: tuple[Span, ...] = ()
    links: tuple[Span, ...] = ()
    cells: tuple[Span, ...] = ()
    head: bool = False


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
            read = reader(data)
        _check_size("lines", len(read), MAX_LINES)
        _check_size("characters", sum(len(one.text) for one in read), MAX_CHARACTERS)
    except Exception as error:  # each library has errors of its own
        raise UsageError(
            f"a document with text in {path.name} (text, Markdown, HTML, PDF, DOCX)",
            seen=f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}",
            remedy="Save it as a text file in UTF-8, and name that.",
        ) from error
    lines = tuple(_lines(read))
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


def _lines(read: Sequence[Passage]) -> list[Line]:
    filled = [n for n, one in enumerate(read) if one.text.strip()]
    stands = list(accumulate((not one.taken for one in read), initial=0))
    places = [-1, *(stands[n] for n in filled), stands[-1]]
    return [
        Line(
            number=n + 1,
            text=read[n].text,
            heading=read[n].heading,
            gap_before=stands[n] - places[place] - 1,
            gap_after=places[place + 2] - stands[n] - 1,
            note=read[n].note,
            marks=read[n].marks,
            links=read[n].links,
            cells=read[n].cells,
            head=read[n].head,
        )
        for place, n in enumerate(filled)
    ]


def _read_text(data: bytes) -> list[Passage]:
    return joined(data.decode("utf-8-sig").splitlines())


def _read_markdown(data: bytes) -> list[Passage]:
    """The passages, each on the line of the file that it begins on."""
    read: list[Passage] = []
    for passage in passages(markdown_as_html(data.decode("utf-8-sig"))):
        read += [Passage("")] * (passage.source - 1 - len(read))
        read.append(passage)
    return read


def _read_html(data: bytes) -> list[Passage]:
    read = passages(data.decode("utf-8-sig", "replace"))
    return [one for passage in read for one in (Passage(""), passage)]


def _read_pdf(data: bytes) -> list[Passage]:
    """The lines of a PDF as they are laid out, with the gaps between them."""
    pages = PdfReader(BytesIO(data)).pages
    laid_out = (page.extract_text(extraction_mode="layout").splitlines() for page in pages)
    lines = (
        " ".join(line.translate(_LIGATURES).split()) for page in laid_out for line in (*page, "")
    )
    return joined(lines)


def _read_docx(data: bytes) -> list[Passage]:
    return passages(docx_as_html(data))


_READERS: Mapping[str, Callable[[bytes], list[Passage]]] = {
    ".md": _read_markdown,
    ".markdown": _read_markdown,
    ".html": _read_html,
    ".htm": _read_html,
    ".pdf": _read_pdf,
    ".docx": _read_docx,
}
