"""The words of a file that is fetched."""

import pytest

from harness.execution.evidence.file_text import text_of_file


@pytest.mark.parametrize(
    ("body", "name", "kind", "text"),
    [
        ("é;1\n".encode(), "a.csv", "text/csv; charset=utf-8", "é;1\n"),
        ("é;1\n".encode("latin-1"), "a.csv", "application/octet-stream", "é;1\n"),
        ("\ufeffé".encode("utf-16"), "a.txt", "text/plain", "é"),
        (b'{"a": 1}', "a", "application/json", '{"a": 1}'),
        (b"%PDF-1.7", "a.pdf", "application/pdf", None),
        (b"\x00\x01", "a.csv", "text/csv", None),
    ],
)
def test_the_text_of_a_file(body: bytes, name: str, kind: str, text: str | None) -> None:
    """By its media type or the end of its name, in its charset."""
    found = text_of_file(body, name, kind)
    assert (found.removeprefix("\ufeff") if found else found) == text
