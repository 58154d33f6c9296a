"""The journal: read as it was written, however far it came."""

from pathlib import Path

import pytest

from harness.core.errors import UsageError
from harness.journal.reader import read_journal
from tests.builders import field, heading, journal, page, step

SEARCH = page(1, "search", heading("Recherche de votre code identifiant"), field("Numéro SIRET"))


class TestReading:
    """A journal is read as it was written, however far it came."""

    def _lines(self) -> list[str]:
        kept = journal(SEARCH, step(1, on=1))
        return [r.model_dump_json() for r in (kept.head, *kept.pages, *kept.steps)]

    def test_a_cut_last_line_is_left_out(self, tmp_path: Path) -> None:
        """The crash came while it was written."""
        head, first, last = self._lines()
        path = tmp_path / "journal.jsonl"
        path.write_text("\n".join((head, first, last[:40])), encoding="utf-8")
        kept = read_journal(path)
        assert (len(kept.pages), kept.steps, kept.end) == (1, (), None)

    @pytest.mark.parametrize("broken", [0, 1], ids=["head", "middle"])
    def test_a_broken_line_elsewhere_is_no_journal(self, tmp_path: Path, broken: int) -> None:
        """It was tampered with, or is another file."""
        lines = self._lines()
        lines[broken] = lines[broken][:40]
        path = tmp_path / "journal.jsonl"
        path.write_text("\n".join(lines), encoding="utf-8")
        with pytest.raises(UsageError):
            read_journal(path)

    @pytest.mark.parametrize("content", ["", '{"kind":"end","duration":1}', "[]", "\x00"])
    def test_no_journal_at_all(self, tmp_path: Path, content: str) -> None:
        """What was seen is told, with what to do."""
        path = tmp_path / "journal.jsonl"
        path.write_text(content, encoding="utf-8")
        with pytest.raises(UsageError) as caught:
            read_journal(path)
        assert "journal.jsonl" in str(caught.value)

    def test_a_missing_file(self, tmp_path: Path) -> None:
        """The same."""
        with pytest.raises(UsageError):
            read_journal(tmp_path / "none.jsonl")

    def test_a_page_that_is_not_there_is_none(self) -> None:
        """Numbers start at 1; none, 0 and those beyond the end are no page."""
        kept = journal(SEARCH)
        assert [kept.page(n) for n in (None, 0, -1, 2)] == [None] * 4
        assert kept.page(1) == SEARCH
