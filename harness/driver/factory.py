"""Creates the driver of a target."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from harness.config.target import Target
from harness.driver.protocol import Engine

if TYPE_CHECKING:
    from harness.driver.browser.process import BrowserProcess


@dataclass(frozen=True)
class DriverOptions:
    """How the driver works.

    Attributes:
        name: "browser" or "http".
        headed: whether the browser shows its windows.
        traces: folder for a trace of each session; None for no traces.
        validate: whether the browser's own form validation stays on.
        slow_mo: milliseconds to wait before each action, so that an action can be watched.
        program: a browser process shared with other engines; None for an own one.
    """

    name: str
    headed: bool = False
    traces: Path | None = None
    validate: bool = True
    slow_mo: float = 0
    program: "BrowserProcess | None" = None


def open_engine(target: Target, base_url: str, driving: DriverOptions) -> Engine:
    """The driver of a target whose portal serves at an address, not yet started."""
    settings: dict[str, Any] = {
        "base_url": base_url,
        "timeout": target.timeouts.page,
        "access": target.access,
        "visitor": target.visitor,
        "hosts": target.allow.hosts,
    }
    if driving.name == "http":
        from harness.driver.http.engine import HttpEngine  # noqa: PLC0415 - only what is used

        return HttpEngine(**settings)
    from harness.driver.browser.engine import BrowserEngine  # noqa: PLC0415 - only what is used

    return BrowserEngine(
        **settings,
        headed=driving.headed,
        trace_dir=driving.traces,
        validate=driving.validate,
        slow_mo=driving.slow_mo,
        program=driving.program,
    )
