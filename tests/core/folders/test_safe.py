"""Nothing outside of a folder is read or written, and nothing in it makes a reader wait."""

import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.core.errors import UnsafeFile
from harness.core.folders.safe import SafeFolder, is_within

SECRET = b"a private key"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file, beside a secret that is none of its business."""
    (tmp_path / "secret").write_bytes(SECRET)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "file").write_bytes(b"0123456789")
    return tmp_path / "in"


def link_to_secret(place: Path) -> None:
    """A file outside."""
    place.symlink_to(place.parent.parent / "secret")


def link_to_nothing(place: Path) -> None:
    """A link that dangles."""
    place.symlink_to("nothing")


def link_to_itself(place: Path) -> None:
    """A loop."""
    place.symlink_to(place.name)


def link_to_device(place: Path) -> None:
    """Zeros without end."""
    place.symlink_to("/dev/zero")


def named_pipe(place: Path) -> None:
    """Nobody ever writes into it."""
    os.mkfifo(place)


def unix_socket(place: Path) -> None:
    """Nobody answers."""
    descriptor = os.open(place.parent, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(f"/proc/self/fd/{descriptor}/{place.name}")  # the address has 108 letters at most
    os.close(descriptor)


MALICE = [
    link_to_secret,
    link_to_nothing,
    link_to_itself,
    link_to_device,
    named_pipe,
    unix_socket,
]


def test_a_path_stays_inside_its_folder() -> None:
    """Whatever system it is written for."""
    assert is_within("s/pages/01.html")
    for path in ("", ".", "/etc/passwd", "../x", "a/../../b", "..\\x", "C:\\x", "x\0"):
        assert not is_within(path), path


@pytest.mark.parametrize("make", MALICE)
def test_what_is_no_plain_file_is_refused(folder: Path, make: Callable[[Path], None]) -> None:
    """By its name, when it is read, when it is asked for, and when the folder is listed."""
    make(folder / "bad")
    files = SafeFolder(folder)
    for read in (files.read, files.has, lambda name: files.beginning(name, 4)):
        with pytest.raises((UnsafeFile, OSError), match="bad"):
            read("bad")
    with pytest.raises(UnsafeFile, match="bad"):
        list(files.files())


def test_a_folder_that_is_a_link_is_not_entered(folder: Path) -> None:
    """Neither to read what it holds nor to write into it."""
    (folder / "out").symlink_to(folder.parent, target_is_directory=True)
    for refused in (
        lambda: SafeFolder(folder).read("out/secret"),
        lambda: SafeFolder(folder).write("out/new", b""),
        lambda: SafeFolder(folder).create("out/new"),
    ):
        with pytest.raises(UnsafeFile, match="out"):
            refused()
    assert not (folder.parent / "new").exists()


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "file/../../secret", ""])
def test_a_path_that_leads_out_is_refused(folder: Path, name: str) -> None:
    """Reading and writing."""
    with pytest.raises(UnsafeFile):
        SafeFolder(folder).read(name)
    with pytest.raises(UnsafeFile):
        SafeFolder(folder).write(name, b"")
    assert (folder.parent / "secret").read_bytes() == SECRET


@pytest.mark.parametrize("make", MALICE)
def test_writing_replaces_what_stood_there(folder: Path, make: Callable[[Path], None]) -> None:
    """A link is replaced and never followed, the draft of a file too."""
    make(folder / "a")
    make(folder / ".a.partial")
    SafeFolder(folder).write("a", b"new")
    assert (folder / "a").read_bytes() == b"new"
    assert not (folder / "a").is_symlink()
    (folder / "a").unlink()
    make(folder / "a")
    with SafeFolder(folder).create("a") as file:
        file.write(b"newer")
    assert (folder / "a").read_bytes() == b"newer"
    assert (folder.parent / "secret").read_bytes() == SECRET
    assert sorted(path.name for path in folder.iterdir()) == ["a", "file"]


def test_files_are_bounded(folder: Path) -> None:
    """A file that is larger than its reader takes is refused before it is read."""
    files = SafeFolder(folder)
    assert files.read("file", 10) == b"0123456789"
    assert files.beginning("file", 4) == b"0123"
    with pytest.raises(UnsafeFile, match="10 bytes"):
        files.read("file", 9)
    with (folder / "huge").open("wb") as huge:
        huge.truncate(1 << 40)  # takes no room on the disk
    with pytest.raises(UnsafeFile, match="huge"):
        files.read("huge")


def test_depth_is_bounded(folder: Path) -> None:
    """Folders in folders without end are not followed."""
    deep = folder.joinpath(*["d"] * 40)
    deep.mkdir(parents=True)
    with pytest.raises(UnsafeFile):
        list(SafeFolder(folder).files())


def test_files_are_listed_with_those_below(folder: Path) -> None:
    """By their paths in the folder; one that is missing is no malice."""
    SafeFolder(folder).write("s/pages/01.html", b"x", private=True)
    files = SafeFolder(folder)
    assert list(files.files()) == ["file", "s/pages/01.html"]
    assert [files.has(name) for name in ("file", "none", "none/none", "file/none")] == [
        True,
        False,
        False,
        False,
    ]
    assert stat.S_IMODE((folder / "s/pages/01.html").stat().st_mode) == 0o600
    with pytest.raises(FileNotFoundError, match="none"):
        files.read("none")
