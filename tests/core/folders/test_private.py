"""What is temporary and secret is gone with its process, or with the next command."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest

from harness.core.folders.private import private_folder

SLEEPER = """
import sys, time
from harness.core.folders.private import private_folder
with private_folder() as folder:
    (folder / "accounts.json").write_text("codes")
    print(folder, flush=True)
    time.sleep(600)
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files of its own."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


def test_it_is_its_owners_and_ends_with_its_use(place: Path) -> None:
    """Also with what is in it, and by an error."""
    with private_folder() as folder:
        assert folder.parent == place
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        (folder / "accounts.json").touch()
    with suppress(KeyError), private_folder():
        raise KeyError
    assert list(place.iterdir()) == []


def test_what_a_killed_process_left_is_removed(place: Path) -> None:
    """By the next command, and not while the process lives."""
    command = [sys.executable, "-c", SLEEPER]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ) as process:
        assert process.stdout
        left = Path(process.stdout.readline().strip())
        with private_folder():
            assert (left / "accounts.json").exists()
        process.send_signal(signal.SIGKILL)
    assert left.exists()
    with private_folder():
        assert not left.exists()


def test_what_is_not_ours_stays(place: Path) -> None:
    """A link of that name, a file, another folder."""
    (place / "elsewhere").mkdir()
    (place / "codes-perdus-link").symlink_to(place / "elsewhere")
    (place / "codes-perdus-file").touch()
    with private_folder():
        pass
    names = sorted(path.name for path in place.iterdir())
    assert names == ["codes-perdus-file", "codes-perdus-link", "elsewhere"]
