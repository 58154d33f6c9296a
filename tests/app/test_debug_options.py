"""Watching a run: what the options come to, and what cannot be watched."""

import dataclasses
from pathlib import Path

import pytest

from harness.app.debug_options import Watching
from harness.config.choices import DriverName, Whose
from harness.core.errors import UsageError
from tests.shell import Shell

PLAIN = Watching(
    DriverName.BROWSER, headed=False, slow_mo=0, step=False, trace=None, film=None, validate=True
)


def test_nobody_watches() -> None:
    """No window, no trace, no question."""
    driving = PLAIN.driving()
    assert (driving.headed, driving.slow_mo, PLAIN.trace) == (False, 0, None)
    assert PLAIN.ask() is None


def test_debugging() -> None:
    """A window, slowly, with a trace."""
    watching = PLAIN.debugging()
    assert (watching.driving().headed, watching.trace) == (True, Whose.ALL)
    assert watching.driving().slow_mo > 0
    slow = dataclasses.replace(PLAIN, slow_mo=2000).debugging()
    assert slow.slow_mo == 2000


def test_plain_http_has_nothing_to_look_at() -> None:
    """It is said what helps there."""
    with pytest.raises(UsageError, match="a browser to look at"):
        dataclasses.replace(PLAIN, driver=DriverName.HTTP).debugging()


@pytest.mark.parametrize("option", ["--trace", "--film"])
def test_plain_http_shows_nothing_to_keep(shell: Shell, tmp_path: Path, option: str) -> None:
    """A trace or a film of it is refused, before anything is walked."""
    code, printed = shell("run", "--driver", "http", option, "all", "--out", tmp_path / "run")
    assert code == 2
    assert f"{option} over plain HTTP" in printed
    assert not (tmp_path / "run").exists()


def test_steps_need_a_terminal(shell: Shell, tmp_path: Path) -> None:
    """In a pipeline nobody presses Enter: exit 2, at once."""
    code, printed = shell("run", "--step", "--driver", "http", "--out", tmp_path / "run")
    assert code == 2
    assert "a terminal to ask on" in printed
    assert not (tmp_path / "run").exists()


def test_one_step_after_the_other(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is told and waited for; the walk is the same as ever."""
    asked: list[str] = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", asked.append)
    only = ("--driver", "http", "--only", "cancel-step-1", "--step", "--out", tmp_path / "run")
    assert shell("run", *only)[0] == 0
    assert asked[0].strip() == "next: open « home »  [Enter]"
    assert len(asked) > 3
