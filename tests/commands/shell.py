"""The command line as a shell calls it."""

import pytest

from harness.cli import main


def exit_code(*arguments: str) -> int:
    """Run a command as a shell would; gives its exit code."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    code = ended.value.code
    return code if isinstance(code, int) else 0
