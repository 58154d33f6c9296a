"""What the parts of the plugin share: the target, the driver, and the session's findings."""

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from harness.model.finding import Finding

FINDINGS_OF: "pytest.StashKey[Callable[[Any], tuple[Finding, ...]]]" = pytest.StashKey()
"""Key in `config.stash` of a function: it waits for the findings of a scenario's item."""


def target_named(config: pytest.Config) -> str:
    """The target that the options or the configuration name; "" leaves the plugin inactive."""
    return str(config.getoption("--target") or config.getini("codes_perdus_target") or "")


def driver_named(config: pytest.Config) -> str:
    """The driver that the options or the configuration name; the browser by default."""
    named = config.getoption("--driver") or config.getini("codes_perdus_driver")
    return str(named or "browser")
