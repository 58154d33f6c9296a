"""What holds for all tests: no time limits by hypothesis, few examples, the same in each run.

`make test PYTEST_ARGS="--hypothesis-profile thorough"` draws many, anew each time.

A run within a test is told as on any machine, also where the tests are a job of a CI server.
"""

import gc
import os

import pytest
from hypothesis import settings

from harness.core.processes.memory import collect_seldom
from tests.shell import Shell, exit_code

settings.register_profile("quick", deadline=None, derandomize=True, max_examples=25)
settings.register_profile("thorough", deadline=None, print_blob=True, max_examples=400)
settings.load_profile("quick")
os.environ.pop("GITHUB_ACTIONS", None)
collect_seldom()


def pytest_collection_finish() -> None:
    """The tests themselves stay: nobody need look through them again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl
def pytest_xdist_auto_num_workers() -> int | None:
    """`-n auto`: one worker more than cores; each imports all tests, and seldom waits."""
    asked = "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ
    return None if asked else 1 + (os.cpu_count() or 1)


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    """Runs a command; gives its exit code and what it printed."""

    def run(*arguments: object) -> tuple[int, str]:
        capsys.readouterr()
        code = exit_code(*map(str, arguments))
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return run
