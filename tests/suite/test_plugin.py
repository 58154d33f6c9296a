"""A suite's plug-in is a file of functions; what is missing in it is told."""

from pathlib import Path

import pytest

from harness.core.errors import UsageError
from harness.suite.plugin import plugin_function


def test_a_function_of_a_plugin(tmp_path: Path) -> None:
    """It is found by its name."""
    path = tmp_path / "plugin.py"
    path.write_text("def seven(draft):\n    return 7\n", encoding="utf-8")
    assert plugin_function(path, "seven")(None) == 7
    with pytest.raises(UsageError, match="a function eight"):
        plugin_function(path, "eight")


def test_a_plugin_that_is_not_there_or_broken(tmp_path: Path) -> None:
    """One sentence, no stack trace."""
    with pytest.raises(UsageError, match="no plug-in"):
        plugin_function(None, "seven")
    broken = tmp_path / "broken.py"
    broken.write_text("def (", encoding="utf-8")
    for path in (broken, tmp_path / "none.py"):
        with pytest.raises(UsageError, match="a plug-in that Python can load"):
            plugin_function(path, "seven")
