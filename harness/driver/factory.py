"""Makes the driver of a target, by all that the target file says of the way there."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harness.config.target import Target
from harness.driver.protocol import Engine


@dataclass(frozen=True)
class DriverOptions:
    """How to drive.

    Attributes:
        name: "browser" or "http".
        headed: show the browser's windows.
        traces: where a trace of each visit is kept; None for none.
        validate: whether the browser's own validation stays on.
        slow_mo: milliseconds to wait before each action, for people who watch.
    """

    name: str
    headed: bool = False
    traces: Path | None = None
    validate: bool = True
    slow_mo: float = 0


def open_engine(target: Target, base_url: str, driving: DriverOptions) -> Engine:
    """The driver of a target.

    Args:
        target: says how its portal is reached, by whom, and which hosts belong to it.
        base_url: where it serves: of a launched one, only the launch tells.
        driving: how to drive.
    """
    way: dict[str, Any] = {
        "base_url": base_url,
        "timeout": target.timeouts.page,
        "access": target.access,
        "visitor": target.visitor,
        "hosts": target.allow.hosts,
    }
    if driving.name == "http":
        from harness.driver.http.engine import HttpEngine  # noqa: PLC0415 - only what is used

        return HttpEngine(**way)
    from harness.driver.browser.engine import BrowserEngine  # noqa: PLC0415 - only what is used

    return BrowserEngine(
        **way,
        headed=driving.headed,
        trace_dir=driving.traces,
        validate=driving.validate,
        slow_mo=driving.slow_mo,
    )
