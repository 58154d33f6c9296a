"""The owner's command puts accounts back; what goes wrong with it is told."""

import sys
from pathlib import Path

import pytest

from harness.core.errors import LaunchError
from harness.execution.accounts.maintenance import run_reset_command
from tests.builders import account

PYTHON = sys.executable
TELL = "import sys; open(sys.argv[3], 'w').write(sys.argv[2] + open(sys.argv[1]).read())"


async def test_the_command_learns_whom(tmp_path: Path) -> None:
    """By a file of the accounts, and by their identifiers."""
    told = tmp_path / "told"
    command = (PYTHON, "-c", TELL, "{accounts}", "--only={identifiers}", str(told))
    await run_reset_command(command, (account(), account("IDENT2")), 20)
    text = told.read_text()
    assert text.startswith("--only=IDENT1,IDENT2")
    assert "OLDIDENT2" in text


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("no-such-command",), "No such file"),
        ((PYTHON, "-c", "import sys; sys.exit('not today')"), "ended with 1: not today"),
        ((PYTHON, "-c", "raise SystemExit(3)"), "ended with 3: it said nothing"),
    ],
)
async def test_a_command_that_fails(command: tuple[str, ...], told: str) -> None:
    """What it said last is told, and what to do."""
    with pytest.raises(LaunchError, match=told):
        await run_reset_command(command, (account(),), 20)


async def test_a_command_without_an_end() -> None:
    """It is ended."""
    with pytest.raises(LaunchError, match="no end within"):
        await run_reset_command((PYTHON, "-c", "import time; time.sleep(600)"), (account(),), 0.3)
