"""Watching a run: what the options come to, and what cannot be watched."""

from pathlib import Path

import pytest

from harness.app.debug_options import debugging
from harness.config.choices import RecordingScope
from harness.core.errors import UsageError
from harness.driver.factory import DriverOptions
from harness.execution.run_config import RunConfig
from tests.shell import Shell

BROWSER, HTTP = RunConfig(), RunConfig(driver=DriverOptions("http"))


def test_debugging(monkeypatch: pytest.MonkeyPatch) -> None:
    """A window, slow motion, a trace, and a question before each step on a terminal."""
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    config = debugging(BROWSER)
    assert (config.driver.headed, config.traces) == (True, RecordingScope.ALL)
    assert config.driver.slow_mo > 0
    assert config.ask is not None
    slow = debugging(RunConfig(driver=DriverOptions("browser", slow_mo=2000)))
    assert slow.driver.slow_mo == 2000


def test_plain_http_has_nothing_to_look_at() -> None:
    """The fault says what helps there."""
    with pytest.raises(UsageError, match="a browser to look at"):
        debugging(HTTP)


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
