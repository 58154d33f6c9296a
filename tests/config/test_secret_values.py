"""Values come from the environment, a file of one's own, or the person; never from a repository."""

from pathlib import Path

import pytest

from harness.config.secret_values import FILE, Variables
from harness.config.target import load_target
from harness.core.errors import TargetError


def kept(tmp_path: Path, mode: int = 0o600) -> Path:
    """A file of secrets."""
    path = tmp_path / "secrets"
    path.write_text("# of the test portal\nPASS = hunter22\n\nWHO=qa=1\n", encoding="utf-8")
    path.chmod(mode)
    return path


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    """What is set for one run counts for it."""
    found = Variables({FILE: str(kept(tmp_path)), "PASS": "other"})
    assert (found["PASS"], found["WHO"]) == ("other", "qa=1")
    assert "NONE" not in found
    assert {"PASS", "WHO"} <= set(found)
    assert len(found) == 3


def test_what_is_nowhere_is_asked_for_once() -> None:
    """A person types it; without one it is missing."""
    asked: list[str] = []

    def ask(name: str) -> str:
        asked.append(name)
        return "typed"

    found = Variables({}, ask)
    assert (found["PASS"], found["PASS"], asked) == ("typed", "typed", ["PASS"])
    with pytest.raises(KeyError):
        Variables({})["PASS"]


def test_a_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    """As ssh does."""
    with pytest.raises(TargetError, match="chmod 600"):
        Variables({FILE: str(kept(tmp_path, 0o644))})


def test_a_file_in_a_repository_is_refused(tmp_path: Path) -> None:
    """It would be committed one day."""
    (tmp_path / ".git").mkdir()
    with pytest.raises(TargetError, match="lies in the repository"):
        Variables({FILE: str(kept(tmp_path))})


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """It is told by its path."""
    with pytest.raises(TargetError, match="No such file"):
        Variables({FILE: str(tmp_path / "none")})


def test_a_target_takes_them(tmp_path: Path) -> None:
    """And masks them like those of the environment."""
    path = tmp_path / "mine.toml"
    path.write_text(
        '[target]\nname = "x"\nbase_url = "https://portal.example/"\n'
        '[access]\nuser = "qa"\npassword = "${PASS}"\n',
        encoding="utf-8",
    )
    target = load_target(str(path), environ=Variables({FILE: str(kept(tmp_path))}))
    assert target.access.own_headers == {"Authorization": "Basic cWE6aHVudGVyMjI="}
    assert {"hunter22", "cWE6aHVudGVyMjI="} <= set(target.hidden)
    assert "hunter22" not in repr(target)
