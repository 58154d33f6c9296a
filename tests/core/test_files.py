"""Files are read and written whole; tables are written for two readers."""

import json
import stat
import tomllib
from pathlib import Path

import pytest

from harness.core import files
from harness.core.errors import TargetError
from harness.core.files import (
    MAX_ROW,
    lock_file,
    read_rows,
    read_toml,
    table_cell,
    toml_value,
    write_table,
    write_whole,
)


def test_a_table_is_written_twice(tmp_path: Path) -> None:
    """The columns in their order; the spreadsheet's cells as a person reads them."""
    rows = [{"b": ("x", "y"), "a": "=1+1", "c": True, "left out": 1}]
    write_table(tmp_path / "t", ["a", "b", "c"], rows)
    csv = (tmp_path / "t.csv").read_text(encoding="utf-8-sig").splitlines()
    assert csv == ["a,b,c", "'=1+1,x → y,yes"]
    lines = (tmp_path / "t.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [{"a": "=1+1", "b": ["x", "y"], "c": True}]


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n" + "x" * (MAX_ROW + 1),
        "a,b\n" + "x," * MAX_ROW,
        "a,b\n" + '"x\n",' * MAX_ROW,
        "a,b\n" + '"' + "x\n" * MAX_ROW,
    ],
    ids=["one cell", "many cells", "many lines", "an open quote"],
)
def test_a_table_whose_rows_have_no_end(tmp_path: Path, text: str) -> None:
    """No more than a row is in memory."""
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"row of more than|field limit"):
        list(read_rows(tmp_path / "t.csv"))


def test_a_table_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is read as far as a table may go."""
    monkeypatch.setattr(files, "MAX_TABLE", 10)
    (tmp_path / "t.csv").write_text("a;b\n1;2\n3;4\n5;6\n", encoding="utf-8")
    rows = read_rows(tmp_path / "t.csv", ",;")
    assert next(rows) == {"a": "1", "b": "2"}
    with pytest.raises(ValueError, match="more than 10 characters"):
        list(rows)


@pytest.mark.parametrize("text", ["=A1", "+1", "-1", "@x", "\tx", "\rx"])
def test_a_spreadsheet_computes_nothing(text: str) -> None:
    """What it would take for a formula stays text."""
    assert table_cell(text) == f"'{text}"


def test_a_toml_file_that_cannot_be_read(tmp_path: Path) -> None:
    """Missing, no TOML, no UTF-8: always the error that the caller wants."""
    (tmp_path / "no.toml").write_text("=")
    (tmp_path / "latin.toml").write_bytes(b"a = '\xe9'")
    for name in ("none", "no", "latin"):
        with pytest.raises(TargetError, match=f"{name}.toml"):
            read_toml(tmp_path / f"{name}.toml", TargetError)


@pytest.mark.parametrize(
    "text",
    ["a." * 5000 + "b = 1", "a = " + "[" * 100_000, '"a" . ' * 5000 + "b=1", "a" * 3_000_000],
)
def test_a_toml_file_without_measure(tmp_path: Path, text: str) -> None:
    """Its reading would take minutes, or all memory: it is refused at once."""
    (tmp_path / "long.toml").write_text(text)
    with pytest.raises(TargetError, match=r"long\.toml"):
        read_toml(tmp_path / "long.toml", TargetError)


@pytest.mark.parametrize("private", [True, False])
def test_a_file_is_written_whole(tmp_path: Path, *, private: bool) -> None:
    """No draft stays beside it; a private one is its owner's alone."""
    path = tmp_path / "a.txt"
    write_whole(path, "one", private=private)
    write_whole(path, "two", private=private)
    assert path.read_text() == "two"
    assert list(tmp_path.iterdir()) == [path]
    assert private is (stat.S_IMODE(path.stat().st_mode) == 0o600)


def test_a_file_has_one_lock(tmp_path: Path) -> None:
    """The second waits for the first to release it; a folder that is missing is not made."""
    lock = lock_file(tmp_path / "lock", ValueError("busy"))
    with pytest.raises(ValueError, match="busy"):
        lock_file(tmp_path / "lock", ValueError("busy"))
    lock.release()
    lock_file(tmp_path / "lock", ValueError("busy")).release()
    with pytest.raises(FileNotFoundError):
        lock_file(tmp_path / "none" / "lock", ValueError("busy"))


def test_a_value_as_toml_writes_it() -> None:
    """On one line; what is read back is the same."""
    value = {"a": {"Full name": "full_name"}, "b": ["x", 1, True], "c": 'say "no"', "d": {}}
    written = toml_value(value)
    assert written.startswith('{ a = { "Full name" = "full_name" }, b = ["x", 1, true]')
    assert tomllib.loads(f"it = {written}") == {"it": value}
