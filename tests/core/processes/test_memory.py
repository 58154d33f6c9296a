"""A process of ours looks for unreachable circles seldom, but it looks."""

import gc
import weakref

from harness.core.processes.memory import collect_seldom


class Circle:
    """Refers to itself."""

    def __init__(self) -> None:
        self.own = self


def test_what_nobody_reaches_is_collected_without_being_asked() -> None:
    """Within fewer new objects than a page has."""
    before = gc.get_threshold()
    try:
        collect_seldom()
        seen = weakref.ref(Circle())
        kept = [[number] for number in range(2 * gc.get_threshold()[0])]
        assert kept
        assert seen() is None
    finally:
        gc.set_threshold(*before)
