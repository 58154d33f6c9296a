"""A document is read as lines, whatever its format."""

import time
from contextlib import suppress
from pathlib import Path
from typing import Never

import pytest
from docx import Document

from harness.core.errors import UsageError
from harness.drafting import document
from harness.drafting.document import read_document

PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R
/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length 74>>stream
BT /F1 12 Tf 20 150 Td (Your account) Tj 0 -20 Td (Field: Name *) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R/Size 6>>
startxref
0
%%EOF
"""


def _texts(path: Path) -> list[tuple[int, str, bool]]:
    return [(line.number, line.text, line.heading) for line in read_document(path)]


def test_text_and_its_gaps(tmp_path: Path) -> None:
    """Blank lines are counted, and not kept."""
    path = tmp_path / "guide.txt"
    path.write_text("\ufeffTitre\n\n\nNom *\n", encoding="utf-8")
    assert _texts(path) == [(1, "Titre", False), (4, "Nom *", False)]
    first, second = read_document(path)
    assert (first.gap_before, first.gap_after, second.gap_before, second.gap_after) == (0, 2, 2, 0)


def test_markdown(tmp_path: Path) -> None:
    """Headings are marked, in both styles; numbers are those of the file."""
    path = tmp_path / "guide.md"
    path.write_text("# Un\n\n- a\n\nDeux\n====\n", encoding="utf-8")
    assert _texts(path)[:3] == [(1, "Un", True), (3, "- a", False), (5, "Deux", True)]


def test_html(tmp_path: Path) -> None:
    """As a reader sees it."""
    path = tmp_path / "guide.html"
    path.write_text("<h1>Un</h1><p>Deux</p><ul><li>Trois</ul><script>x</script>")
    assert [(t, h) for _, t, h in _texts(path)] == [
        ("Un", True),
        ("Deux", False),
        ("- Trois", False),
    ]


def test_docx(tmp_path: Path) -> None:
    """Headings and lists by their styles."""
    written = Document()
    written.add_heading("Un", level=1)
    written.add_paragraph("Deux")
    written.add_paragraph("Trois", style="List Bullet")
    path = tmp_path / "guide.docx"
    written.save(str(path))
    assert [(t, h) for _, t, h in _texts(path)] == [
        ("Un", True),
        ("Deux", False),
        ("- Trois", False),
    ]


def test_pdf(tmp_path: Path) -> None:
    """Its text, line by line."""
    path = tmp_path / "guide.pdf"
    path.write_bytes(PDF)
    assert [text for _, text, _ in _texts(path)] == ["Your account", "Field: Name *"]
    path.write_bytes(PDF.replace(b"0 -20 Td", b"0 -60 Td"))
    first, second = read_document(path)
    assert first.gap_after == second.gap_before > 1


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.pdf", b"no pdf"), ("a.docx", b"PK"), ("a.txt", b"\xff\xfe\x00"), ("a.md", b"\n\n")],
)
def test_what_cannot_be_read(name: str, data: bytes, tmp_path: Path) -> None:
    """The message says what to do."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UsageError, match=r"document with text"):
        read_document(path)
    with pytest.raises(UsageError):
        read_document(tmp_path / "missing.txt")


@pytest.mark.parametrize(
    ("limit", "seen"),
    [("MAX_BYTES", "9 bytes"), ("MAX_LINES", "9 lines"), ("MAX_CHARACTERS", "9 characters")],
)
def test_what_is_larger_than_a_guide(
    limit: str, seen: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is refused, and not read in part."""
    monkeypatch.setattr(document, limit, 9)
    path = tmp_path / "guide.txt"
    path.write_text("a line\n" * 12, encoding="utf-8")
    with pytest.raises(UsageError, match=f"more than {seen}"):
        read_document(path)


def test_what_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever its reader does, and whatever that catches."""

    def endless(_data: bytes) -> Never:
        while True:
            with suppress(Exception):
                time.sleep(1)

    monkeypatch.setattr(document, "_SECONDS", 0.01)
    monkeypatch.setattr(document, "_READERS", {".pdf": endless})
    path = tmp_path / "guide.pdf"
    path.write_bytes(PDF)
    with pytest.raises(UsageError, match="no end after"):
        read_document(path)
