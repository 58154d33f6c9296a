"""Checks what a run needs on this machine, and says how to get what is missing."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from harness.core.errors import BrowserMissing
from harness.core.processes.environment import environment_of_browser
from harness.core.resources import bundled_root
from harness.driver.browser.discovery import arguments, need_browser

DISTRIBUTION = "codes-perdus"
MIN_PYTHON = (3, 11)
LOCK_FILE = "requirements.lock"
RUN_FOLDER = Path("runs")

TIMEOUT = 20  # seconds for a command
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
_FONT_FILE = re.compile(r".*\.(ttf|otf|ttc|pf[ab])(\.gz)?", re.IGNORECASE)
_LOCKED = re.compile(r"^([\w.-]+)==([^\s;\\]+)", re.MULTILINE)
_NAME = re.compile(r"[\w.-]+")


@dataclass(frozen=True)
class Examination:
    """One thing that a run needs.

    Attributes:
        ok: whether it is as it should be.
        seen: what is there, in parts.
        remedy: what to do about it where it is not.
    """

    name: str
    ok: bool
    seen: tuple[str, ...]
    remedy: str = ""


def examine() -> tuple[Examination, ...]:
    """Check this machine; nothing is changed on it."""
    return (
        python(sys.version_info[:3]),
        libraries(),
        browser(),
        port(),
        fonts(),
        folder("temporary folder", Path(tempfile.gettempdir())),
        folder("run folder", RUN_FOLDER),
    )


def python(version: tuple[int, int, int]) -> Examination:
    """Whether this Python is recent enough."""
    wanted = ".".join(map(str, MIN_PYTHON))
    return Examination(
        "Python",
        version[:2] >= MIN_PYTHON,
        (".".join(map(str, version)),),
        f"Install Python {wanted} or later, then make setup.",
    )


def libraries(
    lock: Path | None = None, installed: Callable[[str], str] = metadata.version
) -> Examination:
    """Whether the libraries are there, in the versions of requirements.lock.

    Args:
        lock: the file, that of the project when left out; an installed package has none, and any
            version will do.
        installed: a library's name to its version; raises PackageNotFoundError.
    """
    lock = lock or bundled_root() / LOCK_FILE
    locked = dict(_LOCKED.findall(lock.read_text(encoding="utf-8"))) if lock.is_file() else {}
    names = sorted(_required())
    wrong = [
        problem
        for name in names
        if (problem := _version_problem(name, locked.get(name), installed))
    ]
    as_wanted = f"{len(names)} as they should be" if names else "not installed"
    return Examination(
        "libraries",
        bool(names) and not wrong,
        tuple(wrong) or (as_wanted,),
        "Type make setup, or pip install --require-hashes -r requirements.lock.",
    )


def _required() -> set[str]:
    """The libraries that the package requires; none if it is not installed."""
    try:
        entries = metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        return set()
    found = (_NAME.match(entry) for entry in entries if "extra ==" not in entry)
    return {name[0].lower() for name in found if name}


def _version_problem(name: str, wanted: str | None, installed: Callable[[str], str]) -> str:
    try:
        version = installed(name)
    except metadata.PackageNotFoundError:
        return f"{name} is missing"
    return f"{name} {version} instead of {wanted}" if wanted not in {None, version} else ""


def browser() -> Examination:
    """Whether there is a Chromium, and whether it starts."""
    try:
        choice = need_browser()
    except BrowserMissing as fault:
        return Examination("browser", ok=False, seen=(fault.seen,), remedy=fault.remedy)
    version = _output(str(choice.path), "--version")
    drawn = _output(str(choice.path), "--headless", *arguments(choice), "--dump-dom", "about:blank")
    return Examination(
        "browser",
        "<html" in drawn,
        (version if drawn else "does not start", str(choice.path), choice.found),
        f"Type {choice.path} --headless --dump-dom about:blank and read what it lacks; the "
        "libraries come with `playwright install-deps chromium`, or type make setup.",
    )


def port() -> Examination:
    """Whether a server can be started on this machine's own address."""
    try:
        with socket.create_server(("127.0.0.1", 0)) as server:
            free = f"127.0.0.1:{server.getsockname()[1]} is free"
    except OSError as error:
        return Examination(
            "port",
            ok=False,
            seen=(f"none on 127.0.0.1: {error.strerror or error}",),
            remedy="Bring the loopback interface up, and allow servers on 127.0.0.1.",
        )
    return Examination("port", ok=True, seen=(free,))


def fonts() -> Examination:
    """Whether there are fonts; screenshots without them show boxes."""
    command = shutil.which("fc-list")
    listed = _output(command).count("\n") + 1 if command and _output(command) else 0
    count = listed or sum(1 for _ in _font_files())
    return Examination(
        "fonts",
        bool(count) or sys.platform == "darwin",
        (f"{count} on this machine",),
        "Install one: apt-get install fonts-dejavu-core.",
    )


def _font_files() -> Iterator[Path]:
    for place in _FONT_FOLDERS:
        for path in Path(place).expanduser().rglob("*"):
            if _FONT_FILE.fullmatch(path.name):
                yield path


def folder(name: str, path: Path) -> Examination:
    """Whether files can be written in a folder, or where it would be made."""
    place = path.absolute()
    while not place.exists():
        place = place.parent
    writable = place.is_dir() and os.access(place, os.W_OK | os.X_OK)
    return Examination(
        name,
        writable,
        (f"{path} can be written" if writable else f"{path} cannot be written",),
        f"Make {place} a folder that you may write in, or name another one.",
    )


def _output(*command: str) -> str:
    """The standard output of a command; "" if it fails."""
    try:
        done = subprocess.run(  # noqa: S603 - a program found on this machine, no shell
            command,
            env=environment_of_browser(),
            capture_output=True,
            text=True,
            errors="replace",
            timeout=TIMEOUT,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()
