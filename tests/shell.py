"""The command line as a shell calls it."""

from collections.abc import Callable

import pytest

from harness.cli.app import main

Shell = Callable[..., tuple[int, str]]
"""Runs a command; gives its exit code and what it printed."""


def exit_code(*arguments: str) -> int:
    """Run a command as a shell would; gives its exit code."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    code = ended.value.code
    return code if isinstance(code, int) else 0
