"""No report reads a file outside of the run that it tells of."""

from pathlib import Path

from harness.core.contained_files import is_within, read_within


def test_a_path_stays_below_its_folder() -> None:
    """Whatever system it is written for."""
    assert is_within("s/pages/01.html")
    for path in ("", "/etc/passwd", "../x", "a/../../b", "..\\x", "C:\\x"):
        assert not is_within(path), path


def test_only_what_lies_in_the_folder_is_read(tmp_path: Path) -> None:
    """A link that leads out is as good as nothing; no more is read than asked for."""
    folder = tmp_path / "run"
    folder.mkdir()
    (tmp_path / "secret").write_bytes(b"secret")
    (folder / "out").symlink_to(tmp_path / "secret")
    (folder / "mail").write_bytes(b"0123456789")
    assert read_within(folder, "mail", 4) == b"0123"
    assert [read_within(folder, path, 9) for path in ("out", "../secret", "gone", "x\x00")] == [
        b""
    ] * 4
