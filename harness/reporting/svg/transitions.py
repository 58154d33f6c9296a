"""The movements of walks between pages of the guide, as the picture of the flow needs them."""

from collections import Counter
from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

from harness.model.journal import Journal, Step


class Transition(BaseModel):
    """A movement from one page of the guide to another (or the same).

    Attributes:
        source: slug of the page that it started from.
        target: slug of the page that it ended on.
        statements: what the movement was to exercise, and what it rests on.
        times: how often it was made.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    target: str
    statements: tuple[str, ...] = ()
    times: int = 1


def transitions(journals: Iterable[Journal]) -> tuple[Transition, ...]:
    """What the steps of journals moved between, alike ones counted together."""
    counts = Counter(
        found for journal in journals for step in journal.steps if (found := _of(journal, step))
    )
    return tuple(
        Transition(source=source, target=target, statements=statements, times=times)
        for (source, target, statements), times in counts.items()
    )


def _of(journal: Journal, step: Step) -> tuple[str, str, tuple[str, ...]] | None:
    before, after = journal.page(step.on), journal.page(step.led_to)
    if before is None or after is None or not (before.slug and after.slug):
        return None
    statements = tuple(slug for slug in (step.statement, *step.trying) if slug)
    return before.slug, after.slug, statements
