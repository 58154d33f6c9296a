"""The command line lists its commands, and imports only the one that is called."""

import subprocess
import sys

import pytest

from harness.cli.app import COMMANDS, load_command
from tests.shell import exit_code

MAX_SECONDS = 0.4  # of the processor
MEASURED = """
import sys, time
from harness.cli.app import main
try:
    main(["--help"])
finally:
    heavy = {
        *("aiohttp", "bs4", "playwright", "pydantic", "faker", "lxml", "rich", "turbohtml")
    } & set(sys.modules)
    print("measured", time.process_time(), *sorted(heavy))
"""


def test_help_imports_no_command() -> None:
    """It answers at once, whatever the commands need."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED], capture_output=True, text=True, check=True
    )
    spent, *heavy = done.stdout.partition("measured ")[2].split()
    assert heavy == []
    assert float(spent) < MAX_SECONDS
    for name, entry in COMMANDS.items():
        assert f"  {name}" in done.stdout
        assert entry.summary in done.stdout, "it is too long for one line"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_can_be_loaded(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Its module is there, and each of its options is described."""
    command = load_command(name)
    assert command.help
    undescribed = [one.name for one in command.params if not getattr(one, "help", "")]
    assert undescribed == []
    assert exit_code(name, "--help") == 0
    assert command.help.splitlines()[0] in capsys.readouterr().out.replace("\n  ", " ")


def test_a_slip_of_the_hand(capsys: pytest.CaptureFixture[str]) -> None:
    """The nearest command is proposed."""
    assert exit_code("runn") == 2
    assert "no such command: 'runn'; did you mean run?" in capsys.readouterr().err
