"""A folder has one writer, and what stood there stays."""

from pathlib import Path

import pytest

from harness.app.result_folder import result_folder
from harness.core.errors import EnvironmentFault, UsageError
from harness.messages import catalogue


def test_earlier_results_are_moved_aside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each time under another name, and it is told where."""
    out = tmp_path / "run"
    for number in range(3):
        with result_folder(out, "x") as folder:
            assert folder == out
            (folder / "run.json").write_text(str(number))
    assert [
        (tmp_path / name / "run.json").read_text()
        for name in ("run-earlier-1", "run-earlier-2", "run")
    ] == ["0", "1", "2"]
    assert "run-earlier-2" in capsys.readouterr().out


def test_a_folder_without_results_is_taken_as_it_is(tmp_path: Path) -> None:
    """A file that stops the run may be there before the run."""
    (tmp_path / "stop").touch()
    with result_folder(tmp_path, "x") as folder:
        assert (folder / "stop").exists()


def test_one_command_writes_at_a_time(tmp_path: Path) -> None:
    """The second is refused, whether the first has written anything or not."""
    with (
        result_folder(tmp_path / "run", "x"),
        pytest.raises(UsageError, match="--out"),
        result_folder(tmp_path / "run", "y"),
    ):
        pass
    with result_folder(tmp_path / "run", "y"):
        pass


def test_results_are_written_again_in_place(tmp_path: Path) -> None:
    """A report of a run stays in the run's folder."""
    (tmp_path / "run.json").touch()
    with result_folder(tmp_path, "x", own=[tmp_path]) as folder:
        assert (folder / "run.json").exists()


def test_two_of_one_second_have_two_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no folder is named."""
    monkeypatch.chdir(tmp_path)
    with result_folder(None, "x") as one, result_folder(None, "x") as other:
        assert one != other


def test_a_place_that_takes_no_folder(tmp_path: Path) -> None:
    """It is told, with the way out."""
    (tmp_path / "file").touch()
    with (
        pytest.raises(EnvironmentFault, match="--out"),
        result_folder(tmp_path / "file" / "x", "x"),
    ):
        pass


def test_the_trials_of_an_interrupted_matrix_are_moved_aside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They were written over without a word; --resume goes on with them where they are."""
    out = tmp_path / "matrix"
    out.mkdir()
    (out / "trials.jsonl").write_text("an hour of work", encoding="utf-8")
    with result_folder(out, "mutants", own=[out]) as folder:
        assert (folder / "trials.jsonl").is_file()
    with result_folder(out, "mutants", catalogue("fr")) as folder:
        assert not (folder / "trials.jsonl").exists()
    kept = tmp_path / "matrix-earlier-1" / "trials.jsonl"
    assert kept.read_text(encoding="utf-8") == "an hour of work"
    assert "matrix-earlier-1" in capsys.readouterr().out.replace("\n", "")
