"""Makes HTML of other formats, so that all of them are read in the same way."""

from collections.abc import Iterator, Sequence
from html import escape
from io import BytesIO

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph
from markdown_it import MarkdownIt
from markdown_it.token import Token

from harness.drafting.line_forms import is_line_of_its_own
from harness.drafting.marked_text import SOURCE_LINE


def markdown_as_html(text: str) -> str:
    """HTML of Markdown; its elements say on which line of the text they begin.

    Addresses in angle brackets stay what they are: the heads of mails are written so.
    """
    reader = MarkdownIt("commonmark").enable("table").disable("autolink")
    tokens = reader.parse(text)
    for token in tokens:
        if token.map and token.nesting == 1:
            token.attrSet(SOURCE_LINE, str(token.map[0] + 1))
        elif token.type == "inline":
            _keep_lines(token)
    return reader.renderer.render(tokens, reader.options, {})


def _keep_lines(paragraph: Token) -> None:
    """Let each line of a paragraph stand alone, if some of them say that they do."""
    if not any(map(is_line_of_its_own, paragraph.content.splitlines())):
        return
    for token in paragraph.children or ():
        if token.type == "softbreak":
            token.type = token.tag = "hardbreak"


def docx_as_html(data: bytes) -> str:
    """HTML of a document of a word processor: headings, lists, tables, and what is in bold."""
    return "\n".join(_of_parts(Document(BytesIO(data)).iter_inner_content()))


def _of_parts(parts: Iterator[Paragraph | Table]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Table):
            rows = (
                "".join(f"<td>{_cell(one.paragraphs)}</td>" for one in r.cells) for r in part.rows
            )
            yield "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
        else:
            yield _paragraph(part)


def _cell(paragraphs: Sequence[Paragraph]) -> str:
    return " ".join(map(_runs, paragraphs))


def _paragraph(part: Paragraph) -> str:
    style = part.style.name if part.style and part.style.name else ""
    if style.startswith(("Heading", "Title")):
        return f"<h1>{escape(part.text)}</h1>"
    if style.startswith("List"):
        return f"<ul><li>{_runs(part)}</li></ul>"
    return f"<p>{_runs(part)}</p>"


def _runs(part: Paragraph) -> str:
    found = []
    for run in part.iter_inner_content():
        text = escape(run.text).replace("\n", "<br>")
        found.append(f"<b>{text}</b>" if getattr(run, "bold", False) else text)
    return "".join(found)
