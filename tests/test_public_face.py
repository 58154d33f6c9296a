"""`from harness import …`: what scenarios and tests need, imported when it is used."""

import subprocess
import sys

import pytest

import harness
from harness.planning.scenario import scenario


@pytest.mark.parametrize("name", harness.__all__)
def test_every_public_name_is_there(name: str) -> None:
    """By its own name; an editor can list it."""
    assert getattr(harness, name) is not None
    assert name in dir(harness)


def test_scenario_is_the_decorator() -> None:
    """No package takes its place."""
    assert harness.scenario is scenario
    with pytest.raises(AttributeError, match="no attribute 'walker'"):
        harness.walker  # noqa: B018


def test_importing_harness_imports_nothing_else() -> None:
    """A test session that names no target pays nothing."""
    code = "import harness, sys; print([name for name in sys.modules if 'harness.' in name])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
