"""Tables for spreadsheets and programs."""

import json
from pathlib import Path

import pytest

from harness.core.files import table_cell, write_table


def test_a_table_is_written_twice(tmp_path: Path) -> None:
    """The columns in their order; the spreadsheet's cells as a person reads them."""
    rows = [{"b": ("x", "y"), "a": "=1+1", "c": True, "left out": 1}]
    write_table(tmp_path / "t", ["a", "b", "c"], rows)
    csv = (tmp_path / "t.csv").read_text(encoding="utf-8-sig").splitlines()
    assert csv == ["a,b,c", "'=1+1,x → y,yes"]
    lines = (tmp_path / "t.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [{"a": "=1+1", "b": ["x", "y"], "c": True}]


@pytest.mark.parametrize("text", ["=A1", "+1", "-1", "@x", "\tx", "\rx"])
def test_a_spreadsheet_computes_nothing(text: str) -> None:
    """What it would take for a formula stays text."""
    assert table_cell(text) == f"'{text}"
