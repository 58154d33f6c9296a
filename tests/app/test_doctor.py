"""The doctor tells what is there, and for what is missing how to get it."""

import errno
import socket
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pytest

from harness.app import doctor
from harness.app.doctor import Examination, examine, folder, libraries, python
from harness.core.errors import BrowserMissing

Program = Callable[[str], str]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Writes a program of a few shell lines and gives its path."""

    def write(lines: str) -> str:
        path = tmp_path / "chromium-headless-shell"
        path.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
        path.chmod(0o755)
        return str(path)

    return write


def missing(name: str) -> str:
    """No library is installed."""
    raise metadata.PackageNotFoundError(name)


def test_this_machine_can_be_examined() -> None:
    """Every need is told once, and each failing one with its remedy."""
    found = examine()
    assert len({one.name for one in found}) == len(found) == 7
    assert all(one.seen and (one.ok or one.remedy) for one in found)


def test_an_old_python_is_told() -> None:
    """The oldest one that will do is 3.11."""
    assert python((3, 11, 0)).ok
    assert python((4, 0, 0)).ok
    assert not python((3, 10, 9)).ok
    assert "3.11" in python((3, 10, 9)).remedy


def test_another_version_than_the_locked_one_is_told(tmp_path: Path) -> None:
    """The lock decides; markers and hashes behind the version are left aside."""
    lock = tmp_path / "requirements.lock"
    lock.write_text("faker==9.9 ; python_version > '3' \\\n    --hash=sha256:00\n", "utf-8")
    seen = libraries(lock)
    assert not seen.ok
    assert "instead of 9.9" in seen.seen[0]
    assert libraries(lock, lambda name: "9.9").ok


def test_a_missing_library_is_told(tmp_path: Path) -> None:
    """Without a lock, as in an installed package, any version will do and none will not."""
    absent = tmp_path / "none"
    assert libraries(absent).ok
    assert "faker is missing" in libraries(absent, missing).seen


def test_a_package_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing to compare is not a good sign."""
    monkeypatch.setattr(doctor, "DISTRIBUTION", "codes-perdus-of-nobody")
    assert libraries() == Examination(
        "libraries", ok=False, seen=("not installed",), remedy=libraries().remedy
    )
    assert "make setup" in libraries().remedy


def test_a_browser_that_starts_is_told_with_its_version(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has drawn an empty page."""
    path = program('case "$*" in --version) echo Chromium 1;; *) echo "<html></html>";; esac')
    monkeypatch.setenv("CODES_PERDUS_BROWSER", path)
    assert doctor.browser().ok
    assert doctor.browser().seen[:2] == ("Chromium 1", path)


def test_a_browser_that_does_not_start_is_no_browser(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program is not enough: libraries may be missing, though it tells its version."""
    path = program('case "$*" in --version) echo Chromium 1;; *) exit 127;; esac')
    monkeypatch.setenv("CODES_PERDUS_BROWSER", path)
    seen = doctor.browser()
    assert not seen.ok
    assert seen.seen[0] == "does not start"
    assert "install-deps" in seen.remedy


def test_no_browser_at_all_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The remedy is the finder's own."""

    def none() -> None:
        raise BrowserMissing("a browser", seen="none", remedy="Install one.")

    monkeypatch.setattr(doctor, "need_browser", none)
    assert doctor.browser() == Examination(
        "browser", ok=False, seen=("none",), remedy="Install one."
    )


def test_no_port_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a loopback interface cannot launch a portal."""

    def refuse(address: tuple[str, int]) -> socket.socket:
        raise OSError(errno.EADDRNOTAVAIL, "Cannot assign requested address")

    monkeypatch.setattr(socket, "create_server", refuse)
    assert not doctor.port().ok
    assert "Cannot assign" in doctor.port().seen[0]


@pytest.mark.skipif(sys.platform == "darwin", reason="there the system has its own fonts")
def test_no_font_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without fc-list the folders are looked into; a font there will do."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(doctor, "_FONT_FOLDERS", (str(tmp_path),))
    assert not doctor.fonts().ok
    (tmp_path / "deja").mkdir()
    (tmp_path / "deja" / "Vu.TTF").touch()
    assert doctor.fonts().ok


def test_a_folder_to_be_made_is_judged_by_its_parent(tmp_path: Path) -> None:
    """Nothing is made, and a file in the way is told."""
    assert folder("run folder", tmp_path / "a" / "b").ok
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").touch()
    assert not folder("run folder", tmp_path / "file" / "runs").ok
