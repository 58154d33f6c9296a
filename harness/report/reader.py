"""What every report is: one reader of the run's events."""

from typing import Protocol

from harness.run.events import Event


class Reader(Protocol):
    """Takes the events of a run in their order."""

    def __call__(self, event: Event) -> None:
        """Take one event."""
        ...
