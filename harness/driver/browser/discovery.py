"""Which browser there is on this machine, and how it is started."""

import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from harness.core.errors import BrowserMissing

VARIABLE = "CODES_PERDUS_BROWSER"
_SHELLS = ("chromium-headless-shell", "chrome-headless-shell", "headless_shell")
_FULL = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PLACES = (
    "/usr/bin",
    "/usr/local/bin",
    "/snap/bin",
    "/opt/google/chrome",
    "/Applications/Chromium.app/Contents/MacOS",
    "/Applications/Google Chrome.app/Contents/MacOS",
)
_MAC_NAMES = ("Chromium", "Google Chrome")
_SHELL, _WINDOWED = "chromium-headless-shell", "chromium"  # packages, here and there

# What a visit needs none of, and what would only make noise or wait for the network.
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-quic",
    "--disable-site-isolation-trials",  # frames of other sites stay within reach
    "--disable-sync",
    "--font-render-hinting=none",
    "--metrics-recording-only",
    "--mute-audio",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
    "--password-store=basic",
)


@dataclass(frozen=True)
class BrowserChoice:
    """A browser that can be started.

    Attributes:
        path: of the executable.
        is_shell: whether it has no window at all, which makes it twice as fast.
        found: where it was found, for people.
    """

    path: Path
    is_shell: bool
    found: str


def find_browser(
    *, headed: bool = False, environ: Mapping[str, str] | None = None
) -> BrowserChoice | None:
    """The best browser of this machine; None where there is none.

    Args:
        headed: whether it must have a window.
        environ: the environment; that of the process by default.

    Raises:
        BrowserMissing: the environment names one that is not there.
    """
    environ = os.environ if environ is None else environ
    if named := environ.get(VARIABLE, ""):
        return _named(named)
    choices = (*_playwrights(environ), *_installed(environ))
    usable = [choice for choice in choices if not (headed and choice.is_shell)]
    return min(usable, key=lambda choice: not choice.is_shell, default=None)


def need_browser(*, headed: bool = False) -> BrowserChoice:
    """The best browser of this machine.

    Raises:
        BrowserMissing: there is none; the message says how to get one.
    """
    choice = find_browser(headed=headed)
    if choice is None:
        what = "a Chromium browser with a window" if headed else "a Chromium browser"
        raise BrowserMissing(
            f"{what} on this machine",
            seen="none among Playwright's own, on the PATH and in the usual places",
            remedy=_remedy(_WINDOWED if headed else _SHELL),
        )
    return choice


def arguments(choice: BrowserChoice) -> list[str]:
    """The command line of the browser; without a sandbox only where it must be."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    # a shell draws without a graphics card: its own process for that is a tenth of the time
    lean = ["--in-process-gpu"] if choice.is_shell else []
    return [*ARGUMENTS, *lean, *(["--no-sandbox"] if is_root else [])]


def _remedy(package: str) -> str:
    return (
        f"Install one: `playwright install {package}`, or `apt-get install {package}`; "
        f"or name one in the environment variable {VARIABLE}."
    )


def _named(name: str) -> BrowserChoice:
    path = Path(name).expanduser()
    if not _is_program(path):
        raise BrowserMissing(
            f"the browser that {VARIABLE} names",
            seen=f"no program at {name}",
            remedy=_remedy(_SHELL),
        )
    return BrowserChoice(path, _is_shell(path), VARIABLE)


def _playwrights(environ: Mapping[str, str]) -> Iterator[BrowserChoice]:
    """Those that `playwright install` fetched, newest first."""
    folder = _playwright_folder(environ)
    builds = [p for p in folder.glob("chromium*-*") if re.search(r"-\d+$", p.name)]
    for build in sorted(builds, key=lambda p: -int(p.name.rpartition("-")[2])):
        for name in (*_SHELLS, *_FULL, *_MAC_NAMES):
            for path in (*build.glob(f"*/{name}"), *build.glob(f"*/*.app/Contents/MacOS/{name}")):
                if _is_program(path):
                    yield BrowserChoice(path, _is_shell(path), "installed by Playwright")


def _playwright_folder(environ: Mapping[str, str]) -> Path:
    if (kept := environ.get("PLAYWRIGHT_BROWSERS_PATH", "")) and kept != "0":
        return Path(kept)
    home = Path(environ.get("HOME") or Path.home())
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "ms-playwright"
    return Path(environ.get("XDG_CACHE_HOME") or home / ".cache") / "ms-playwright"


def _installed(environ: Mapping[str, str]) -> Iterator[BrowserChoice]:
    """Those of the system."""
    for name in (*_SHELLS, *_FULL):
        if found := shutil.which(name, path=environ.get("PATH", os.defpath)):
            yield BrowserChoice(Path(found), _is_shell(Path(found)), "on the PATH")
    for place in _PLACES:
        for name in (*_SHELLS, *_FULL, *_MAC_NAMES):
            path = Path(place, name)
            if _is_program(path):
                yield BrowserChoice(path, _is_shell(path), f"in {place}")


def _is_shell(path: Path) -> bool:
    return path.name in _SHELLS


def _is_program(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK)
