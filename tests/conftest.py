"""What holds for all tests: no time limits by hypothesis, the same examples on each CI run.

A run within a test is told as on any machine, also where the tests are a job of a CI server.
"""

import os

import pytest
from hypothesis import settings

from tests.shell import Shell, exit_code

settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")
os.environ.pop("GITHUB_ACTIONS", None)


@pytest.hookimpl
def pytest_xdist_auto_num_workers() -> int | None:
    """`-n auto`: two workers a core; a test that drives a portal often waits."""
    asked = "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ
    return None if asked else 2 * (os.cpu_count() or 1)


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    """Runs a command; gives its exit code and what it printed."""

    def run(*arguments: object) -> tuple[int, str]:
        capsys.readouterr()
        code = exit_code(*map(str, arguments))
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return run
