"""The best browser of a machine is found, and its lack is told with a remedy."""

import re
from pathlib import Path

import playwright
import pytest

from harness.core.errors import BrowserMissing
from harness.driver.browser import discovery
from harness.driver.browser.discovery import (
    VARIABLE,
    BrowserChoice,
    arguments,
    find_browser,
    need_browser,
)


def program(path: Path) -> Path:
    """A program that does nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """No browser in the usual places."""
    monkeypatch.setattr(discovery, "_FOLDERS", ())


def environ(tmp_path: Path, **more: str) -> dict[str, str]:
    """An environment in which only the test's own folder counts."""
    return {"PATH": str(tmp_path / "bin"), "HOME": str(tmp_path), **more}


def test_the_one_that_is_named(tmp_path: Path) -> None:
    """The environment's word goes before all."""
    program(tmp_path / "bin" / "chromium-headless-shell")
    own = program(tmp_path / "own" / "chrome")
    choice = find_browser(environ=environ(tmp_path, **{VARIABLE: str(own)}))
    assert choice is not None
    assert (choice.path, choice.is_shell) == (own, False)


def test_a_named_one_that_is_not_there(tmp_path: Path) -> None:
    """A wrong name is told, not passed over."""
    with pytest.raises(BrowserMissing, match="no program at /nowhere"):
        find_browser(environ=environ(tmp_path, **{VARIABLE: "/nowhere"}))


def test_a_shell_before_a_window(tmp_path: Path) -> None:
    """A headless shell is twice as fast, so it comes first; a window needs the full one."""
    full = program(tmp_path / "bin" / "chromium")
    shell = program(tmp_path / "bin" / "chromium-headless-shell")
    first = find_browser(environ=environ(tmp_path))
    headed = find_browser(headed=True, environ=environ(tmp_path))
    assert first is not None
    assert headed is not None
    assert (first.path, headed.path) == (shell, full)


def test_the_newest_of_playwrights_own(tmp_path: Path) -> None:
    """Of those that Playwright fetched, the newest is taken."""
    kept = tmp_path / "kept"
    program(kept / "chromium_headless_shell-999" / "chrome-linux" / "headless_shell")
    new = program(kept / "chromium_headless_shell-1200" / "chrome-linux" / "headless_shell")
    choice = find_browser(environ=environ(tmp_path, PLAYWRIGHT_BROWSERS_PATH=str(kept)))
    assert choice is not None
    assert choice.path == new


def test_none_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any, the fault says how to get one."""
    monkeypatch.setattr("os.environ", environ(tmp_path))
    assert find_browser() is None
    with pytest.raises(BrowserMissing, match="apt-get install chromium-headless-shell"):
        need_browser()


@pytest.mark.parametrize(("user", "expected"), [(0, True), (1000, False)])
def test_the_sandbox_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, user: int, expected: bool
) -> None:
    """Only root goes without the sandbox, because it must."""
    choice = find_browser(environ=environ(tmp_path, **{VARIABLE: str(program(tmp_path / "x"))}))
    assert choice is not None
    monkeypatch.setattr("os.geteuid", lambda: user)
    assert ("--no-sandbox" in arguments(choice)) is expected


def test_a_browser_with_a_window_is_another_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever wants to watch is told which one to get."""
    monkeypatch.setattr("harness.driver.browser.discovery.find_browser", lambda **_: None)
    with pytest.raises(BrowserMissing, match="playwright install chromium`"):
        need_browser(headed=True)
    with pytest.raises(BrowserMissing, match="playwright install chromium-headless-shell`"):
        need_browser()


def test_what_playwright_switches_off_stays_off() -> None:
    """Chromium takes the last list of features only: ours has all of Playwright's."""
    folder = Path(playwright.__file__).parent / "driver" / "package" / "lib"
    programs = (path.read_text("utf-8") for path in folder.rglob("*.js"))
    lists = (re.search(r"disabledFeatures = \[(.*?)\]", text, re.DOTALL) for text in programs)
    lines = [line.strip() for found in lists if found for line in found[1].splitlines()]
    theirs = {line.strip('",') for line in lines if line.startswith('"')}
    off = next(
        argument.removeprefix("--disable-features=").split(",")
        for argument in arguments(BrowserChoice(Path("chromium"), is_shell=True, found=""))
        if argument.startswith("--disable-features=")
    )
    assert theirs, "Playwright's list is somewhere else"
    assert theirs <= set(off)
