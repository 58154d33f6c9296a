"""Lists the checks that no test sees fail: `python tools/failing_checks.py [PYTEST ARGUMENTS]`.

It runs tests/checks and notes which checks gave a broken outcome. Exit code 1 if one never did.
"""

import sys
from collections.abc import Callable, Iterator
from functools import wraps
from types import FrameType
from typing import Any

import pytest

from harness.checks import mails, movements, registry, sounds
from harness.checks.outcome import Outcome
from harness.checks.profiles import registry as profiles

PACKAGE = "harness.checks"
REPORTS_ONLY = {f"{PACKAGE}.profiles.active.timing"}  # measures, and is never broken

Check = Callable[..., Any]


class Recorder:
    """Notes which functions of the package were at work when an outcome was broken."""

    def __init__(self) -> None:
        self.failed: set[str] = set()

    def watch(self) -> None:
        """Look at each outcome from now on."""
        plain = Outcome.__init__

        @wraps(plain)
        def watched(outcome: Outcome, *given: Any, **named: Any) -> None:
            plain(outcome, *given, **named)
            if outcome.ok is False:
                self.failed.update(_functions(sys._getframe(1)))  # noqa: SLF001 - the callers

        setattr(Outcome, "__init__", watched)  # noqa: B010 - the type checker refuses the assignment


def _functions(frame: FrameType | None) -> Iterator[str]:
    while frame:
        module = str(frame.f_globals.get("__name__", ""))
        if module.startswith(PACKAGE):
            yield f"{module}.{frame.f_code.co_name}"
        frame = frame.f_back


def checks() -> set[str]:
    """The names of all checks, and of the parts that a check chooses from."""
    tables = [vars(module)[name] for module in (registry, profiles) for name in vars(module)]
    tables += [movements._ASPECTS, mails._FORMS]  # noqa: SLF001 - the tables of the checks
    tables += [dict(sounds._CHECKS), dict(sounds._OF_ITS_CODE)]  # noqa: SLF001
    values = [value for table in tables if isinstance(table, dict) for value in table.values()]
    values += [movements.action_leads, movements.link_leads, movements.destination, mails.once]
    return {
        f"{value.__module__}.{value.__name__}"
        for value in values
        if callable(value) and str(getattr(value, "__module__", "")).startswith(PACKAGE)
    }


def main(arguments: list[str]) -> int:
    """Run the tests; print the checks that none of them sees fail."""
    recorder = Recorder()
    recorder.watch()
    imported_before = "ignore::pytest.PytestAssertRewriteWarning"
    code = pytest.main(["-q", "-n", "0", "-W", imported_before, "tests/checks", *arguments])
    missing = sorted(checks() - recorder.failed - REPORTS_ONLY)
    print(*(missing or ["Each check has a test in which it fails."]), sep="\n")  # noqa: T201
    return int(code) or bool(missing)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
