"""HTML, and what becomes HTML, is read as passages with marks, links and cells."""

from io import BytesIO

import pytest
from docx import Document

from harness.drafting.formats import docx_as_html, markdown_as_html
from harness.drafting.marked_text import Passage, passages


def _marked(passage: Passage) -> list[str]:
    return [passage.text[start:stop] for start, stop in passage.marks]


@pytest.mark.parametrize(
    ("html", "text", "marks"),
    [
        ("<p>a <b>b</b>\n <i>c</i> d</p>", "a b c d", ["b", "c"]),
        ("<p><b>My</b><b> <span>car</span></b>!</p>", "My car!", ["My car"]),
        ("<p>x <span style='font-weight:700'>y</span></p>", "x y", ["y"]),
        ("<ol><li>a<li>b <code>c</code></ol>", "2. b c", ["c"]),
        ("<p>·&nbsp; <b>a</b>: b</p>", "- a: b", ["a"]),
        ("<p>3.&nbsp;&nbsp; a <b>b</b></p>", "3. a b", ["b"]),
    ],
)
def test_marks(html: str, text: str, marks: list[str]) -> None:
    """Whatever element or style sets words apart; a mark that is cut is one."""
    last = passages(html)[-1]
    assert (last.text, _marked(last)) == (text, marks)


def test_rows_notes_and_links() -> None:
    """A row is one passage, the first one of a table is its head."""
    html = (
        "<table><tr><td>A<td>B</tr><tr><td><p>c</p><p>d</p><td><b>e</b></tr></table>"
        "<blockquote><p>n</p></blockquote><p>See <a href=/x>this page</a>.</p>"
    )
    head, row, note, link = passages(html)
    assert (head.head, row.head, row.text, _marked(row)) == (True, False, "c d — e", ["e"])
    assert [row.text[slice(*span)] for span in row.cells] == ["c d", "e"]
    assert (note.note, note.text) == (True, "n")
    assert [link.text[slice(*span)] for span in link.links] == ["this page"]


def test_titles_that_are_only_bold() -> None:
    """They are headings where a document marks none."""
    html = "<p><b>Your car</b></p><p><b>Beware!</b> It moves.</p>"
    assert [one.heading for one in passages(html)] == [True, False]
    assert not any(one.heading for one in passages(f"<h1>A</h1>{html}")[1:])


def test_markdown() -> None:
    """Paragraphs are whole, signs of the mark-up are gone, lines are those of the file."""
    text = "# A\n\n> **Note:** one\n> two\n\n| H | I |\n|---|---|\n| `x` | \\| |\n\n"
    read = passages(markdown_as_html(f"{text}De : B <b@c.example>\n"))
    assert [(one.source, one.text) for one in read] == [
        (1, "A"),
        (3, "Note: one two"),
        (6, "H — I"),
        (8, "x — |"),
        (10, "De : B <b@c.example>"),
    ]


def test_lines_of_markdown_that_stand_alone() -> None:
    """Fields and heads of mails are no words of one paragraph."""
    read = passages(markdown_as_html("Name *\nTown *\n\nFrom: a\nSubject: b\n\none\ntwo\n"))
    assert [one.text for one in read] == ["Name *", "Town *", "From: a", "Subject: b", "one two"]
    assert [one.source for one in read] == [1, 2, 4, 5, 7]


def test_a_document_of_a_word_processor() -> None:
    """What is in bold, and its tables, in their places."""
    written = Document()
    written.add_paragraph("Press ").add_run("Go & see").bold = True
    table = written.add_table(rows=2, cols=2)
    for cell, text in zip((c for row in table.rows for c in row.cells), "ABcd", strict=True):
        cell.text = text
    written.add_paragraph("End")
    file = BytesIO()
    written.save(file)
    step, head, row, end = passages(docx_as_html(file.getvalue()))
    assert (step.text, _marked(step)) == ("Press Go & see", ["Go & see"])
    assert (head.head, row.text, end.text) == (True, "c — d", "End")
