"""Finds the browser of this machine, and knows its command line."""

import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from harness.core.errors import BrowserMissing

VARIABLE = "CODES_PERDUS_BROWSER"
_HEADLESS_NAMES = ("chromium-headless-shell", "chrome-headless-shell", "headless_shell")
_WINDOWED_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
_FOLDERS = (
    "/usr/bin",
    "/usr/local/bin",
    "/snap/bin",
    "/opt/google/chrome",
    "/Applications/Chromium.app/Contents/MacOS",
    "/Applications/Google Chrome.app/Contents/MacOS",
)
_MAC_NAMES = ("Chromium", "Google Chrome")
_SHELL, _WINDOWED = "chromium-headless-shell", "chromium"  # packages, here and there

# Switches off what a test does not need and what would use the network.
ARGUMENTS = (
    "--enable-blink-features=ComputedAccessibilityInfo",  # names of the accessibility tree
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-quic",
    "--disable-site-isolation-trials",  # so that frames of other sites can be read
    "--disable-sync",
    "--font-render-hinting=none",
    "--metrics-recording-only",
    "--mute-audio",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
    "--password-store=basic",
)

# Chromium takes the last list of features only, so Playwright's own is said again.
_OFF_FOR_PLAYWRIGHT = (
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
    "msEdgeUpdateLaunchServicesPreferredVersion",
    "msForceBrowserSignIn",
)
# Draws each document in a frame and a compositor of its own: a third of a page's processor time.
_COSTLY = ("RenderDocument",)


@dataclass(frozen=True)
class BrowserChoice:
    """A browser that can be started.

    Attributes:
        is_shell: whether it is a headless shell, which cannot show a window and is twice as fast.
        found: where it was found, in words.
    """

    path: Path
    is_shell: bool
    found: str


def find_browser(
    *, headed: bool = False, environ: Mapping[str, str] | None = None
) -> BrowserChoice | None:
    """The best browser of this machine, to show a window if `headed`; None if there is none.

    Raises:
        BrowserMissing: the environment names a browser that does not exist.
    """
    environ = os.environ if environ is None else environ
    if named := environ.get(VARIABLE, ""):
        return _browser_at(named)
    choices = (*_playwright_browsers(environ), *_system_browsers(environ))
    usable = [choice for choice in choices if not (headed and choice.is_shell)]
    return min(usable, key=lambda choice: not choice.is_shell, default=None)


def need_browser(*, headed: bool = False) -> BrowserChoice:
    """The best browser of this machine, to show a window if `headed`.

    Raises:
        BrowserMissing: there is none; the message says how to install one.
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
    """The command-line arguments of the browser; the sandbox is switched off for root only."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    # a headless shell has no graphics card; a process for it costs a tenth of the time
    lean = ["--in-process-gpu"] if choice.is_shell else []
    off = f"--disable-features={','.join((*_OFF_FOR_PLAYWRIGHT, *_COSTLY))}"
    return [*ARGUMENTS, off, *lean, *(["--no-sandbox"] if is_root else [])]


def _remedy(package: str) -> str:
    return (
        f"Install one: `playwright install {package}`, or `apt-get install {package}`; "
        f"or name one in the environment variable {VARIABLE}."
    )


def _browser_at(name: str) -> BrowserChoice:
    path = Path(name).expanduser()
    if not _is_program(path):
        raise BrowserMissing(
            f"the browser that {VARIABLE} names",
            seen=f"no program at {name}",
            remedy=_remedy(_SHELL),
        )
    return BrowserChoice(path, _is_shell(path), VARIABLE)


def _playwright_browsers(environ: Mapping[str, str]) -> Iterator[BrowserChoice]:
    """The browsers that `playwright install` fetched, newest first."""
    folder = _playwright_folder(environ)
    builds = [p for p in folder.glob("chromium*-*") if re.search(r"-\d+$", p.name)]
    for build in sorted(builds, key=lambda p: -int(p.name.rpartition("-")[2])):
        for name in (*_HEADLESS_NAMES, *_WINDOWED_NAMES, *_MAC_NAMES):
            for path in (*build.glob(f"*/{name}"), *build.glob(f"*/*.app/Contents/MacOS/{name}")):
                if _is_program(path):
                    yield BrowserChoice(path, _is_shell(path), "installed by Playwright")


def _playwright_folder(environ: Mapping[str, str]) -> Path:
    if (folder := environ.get("PLAYWRIGHT_BROWSERS_PATH", "")) and folder != "0":
        return Path(folder)
    home = Path(environ.get("HOME") or Path.home())
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "ms-playwright"
    return Path(environ.get("XDG_CACHE_HOME") or home / ".cache") / "ms-playwright"


def _system_browsers(environ: Mapping[str, str]) -> Iterator[BrowserChoice]:
    """The browsers of the system."""
    for name in (*_HEADLESS_NAMES, *_WINDOWED_NAMES):
        if found := shutil.which(name, path=environ.get("PATH", os.defpath)):
            yield BrowserChoice(Path(found), _is_shell(Path(found)), "on the PATH")
    for place in _FOLDERS:
        for name in (*_HEADLESS_NAMES, *_WINDOWED_NAMES, *_MAC_NAMES):
            path = Path(place, name)
            if _is_program(path):
                yield BrowserChoice(path, _is_shell(path), f"found in {place}")


def _is_shell(path: Path) -> bool:
    return path.name in _HEADLESS_NAMES


def _is_program(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK)
