"""The command line, for tests that type several commands."""

import pytest

from tests.commands.shell import Shell, exit_code


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    """Runs a command; gives its exit code and what it printed."""

    def run(*arguments: object) -> tuple[int, str]:
        capsys.readouterr()
        code = exit_code(*map(str, arguments))
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return run
