"""The scripts of the set-up take the first way that works, and say clearly when none does."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

TOOLS = Path(__file__).parents[1] / "tools"
# What the scripts use beside the commands under test.
PLAIN = ["bash", "cat", "env", "mktemp", "rm", "sed", "tail", "timeout", "touch"]

Fake = Callable[[str, str], None]
Done = subprocess.CompletedProcess[str]


@pytest.fixture
def bin_folder(tmp_path: Path) -> Path:
    """A folder that is the whole PATH: plain tools and fake commands, nothing of the machine."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in PLAIN:
        for place in ("/usr/bin", "/bin"):
            if Path(place, name).exists() and not (folder / name).exists():
                (folder / name).symlink_to(Path(place, name))
    return folder


@pytest.fixture
def fake(bin_folder: Path) -> Fake:
    """Writes a fake command, which notes how it was called in the file `calls`."""

    def write(name: str, lines: str) -> None:
        calls = bin_folder.parent / "calls"
        script = f'#!/bin/sh\necho "{name} $*" >>{calls}\n{lines}\n'
        (bin_folder / name).write_text(script, encoding="utf-8")
        (bin_folder / name).chmod(0o755)

    return write


def run(script: str, bin_folder: Path, *arguments: str) -> Done:
    """Run a script with nothing but the fake commands."""
    return subprocess.run(
        [str(TOOLS / script), *arguments],
        env={"PATH": str(bin_folder), "HOME": str(bin_folder.parent)},
        capture_output=True,
        text=True,
        check=False,
    )


def calls(bin_folder: Path) -> list[str]:
    """How the fake commands were called, the search for a browser aside."""
    lines = (bin_folder.parent / "calls").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith(("python", "id"))]


def browser_after(fake: Fake, bin_folder: Path, command: str) -> None:
    """A machine without a browser until a command has done its work."""
    there = bin_folder.parent / "browser"
    fake("python", f"cat >/dev/null; echo Browser: fake; [ -e {there} ]")
    for name in ("playwright", "apt-get"):
        fake(name, f'case "{name} $*" in *"{command}"*) touch {there};; *) exit 1;; esac')
    fake("id", "echo 0")


def test_a_browser_that_is_there_is_kept(fake: Fake, bin_folder: Path) -> None:
    """Nothing is fetched."""
    browser_after(fake, bin_folder, "nothing")
    (bin_folder.parent / "browser").touch()
    done = run("browser.sh", bin_folder, str(bin_folder))
    assert (done.returncode, done.stdout) == (0, "Browser: fake\n")
    assert calls(bin_folder) == []


def test_playwright_is_asked_first(fake: Fake, bin_folder: Path) -> None:
    """It needs no rights on the machine."""
    browser_after(fake, bin_folder, "playwright install")
    assert run("browser.sh", bin_folder, str(bin_folder)).returncode == 0
    assert calls(bin_folder) == ["playwright install chromium-headless-shell"]


@pytest.mark.parametrize("package", ["chromium-headless-shell", "chromium "])
def test_the_system_is_asked_next(fake: Fake, bin_folder: Path, package: str) -> None:
    """As root the packages are tried in turn, the light one first."""
    browser_after(fake, bin_folder, f"recommends {package}")
    assert run("browser.sh", bin_folder, str(bin_folder)).returncode == 0
    assert calls(bin_folder)[1] == "apt-get update"
    assert calls(bin_folder)[-1].startswith(
        f"apt-get install --yes --no-install-recommends {package.strip()} fonts-dejavu-core"
    )


def test_a_browser_that_does_not_start_is_helped_by_the_system(
    fake: Fake, bin_folder: Path
) -> None:
    """Playwright's own may lack libraries, which come with the system's package."""
    browser_after(fake, bin_folder, "apt-get install")
    fake("playwright", "exit 0")
    assert run("browser.sh", bin_folder, str(bin_folder)).returncode == 0


def test_sudo_is_used_only_without_a_password(fake: Fake, bin_folder: Path) -> None:
    """Somebody who may install is not asked twice, and gets the sandbox that they need."""
    browser_after(fake, bin_folder, "apt-get install")
    fake("id", "echo 1000")
    fake("sudo", 'shift; exec "$@"')
    fake("true", "exit 0")
    assert run("browser.sh", bin_folder, str(bin_folder)).returncode == 0
    assert calls(bin_folder)[-1].endswith("fonts-dejavu-core chromium-sandbox")


@pytest.mark.parametrize("sudo", ["exit 1", None])
def test_without_rights_nothing_is_installed(
    fake: Fake, bin_folder: Path, sudo: str | None
) -> None:
    """The message names each way out, with what went wrong."""
    browser_after(fake, bin_folder, "apt-get install")
    fake("playwright", "echo no network >&2; exit 1")
    fake("id", "echo 1000")
    if sudo:
        fake("sudo", sudo)
    done = run("browser.sh", bin_folder, str(bin_folder))
    assert done.returncode == 1
    assert not any(call.startswith("apt-get") for call in calls(bin_folder))
    for told in (
        "seen: none on this machine",
        "no network",
        "CODES_PERDUS_BROWSER",
        "--driver http",
    ):
        assert told in done.stderr


def test_an_old_python_is_refused(fake: Fake, bin_folder: Path, tmp_path: Path) -> None:
    """The message says which version was seen, and what to type."""
    fake("python3", 'case "$1" in --version) echo Python 3.9.2;; *) exit 1;; esac')
    done = run("venv.sh", bin_folder, str(tmp_path / "venv"))
    assert done.returncode == 1
    assert "Expected Python 3.11 or later; seen: Python 3.9.2." in done.stderr
    assert "PYTHON=" in done.stderr


def test_no_python_is_refused(bin_folder: Path, tmp_path: Path) -> None:
    """A machine without any Python gets the same message."""
    done = run("venv.sh", bin_folder, str(tmp_path / "venv"))
    assert (done.returncode, "seen: none" in done.stderr) == (1, True)


def test_a_python_without_venv_is_told(fake: Fake, bin_folder: Path, tmp_path: Path) -> None:
    """Debian keeps ensurepip apart: the message names the package."""
    fake("python3", 'case "$*" in *ensurepip*) exit 1;; --version) echo Python 3.12.1;; esac')
    done = run("venv.sh", bin_folder, str(tmp_path / "venv"))
    assert done.returncode == 1
    assert "apt-get install python3-venv" in done.stderr


def test_a_newer_python_beside_an_old_one_is_taken(
    fake: Fake, bin_folder: Path, tmp_path: Path
) -> None:
    """The first that is recent enough makes the environment."""
    fake("python3", "exit 1")
    fake("python3.12", 'case "$1" in --version) echo Python 3.12.1;; esac')
    done = run("venv.sh", bin_folder, str(tmp_path / "venv"))
    assert done.returncode == 0
    made = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()[-1]
    assert made == f"python3.12 -m venv --clear {tmp_path / 'venv'}"


def test_a_good_environment_is_kept(fake: Fake, bin_folder: Path, tmp_path: Path) -> None:
    """Making it again would lose what is installed in it."""
    fake("python", "exit 0")
    (tmp_path / "venv").mkdir()
    (tmp_path / "venv" / "bin").symlink_to(bin_folder)
    done = run("venv.sh", bin_folder, str(tmp_path / "venv"))
    assert (done.returncode, done.stdout) == (0, "")
