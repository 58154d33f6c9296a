"""The steps of journals that lead from one page of the guide to another."""

from collections import Counter
from collections.abc import Iterable

from harness.core.value import Value
from harness.model.journal import Journal, Step


class PageTransition(Value):
    """A step from one page of the guide to another, or to the same.

    Attributes:
        source: slug of the page before.
        target: slug of the page after.
        statements: what the step exercises, and the statement it follows.
        times: how often there was such a step.
    """

    source: str
    target: str
    statements: tuple[str, ...] = ()
    times: int = 1


def transitions(journals: Iterable[Journal]) -> tuple[PageTransition, ...]:
    """The transitions of journals, equal ones counted together."""
    counts = Counter(
        found
        for journal in journals
        for step in journal.steps
        if (found := _transition(journal, step))
    )
    return tuple(
        PageTransition(source=source, target=target, statements=statements, times=times)
        for (source, target, statements), times in counts.items()
    )


def _transition(journal: Journal, step: Step) -> tuple[str, str, tuple[str, ...]] | None:
    before, after = journal.page(step.on), journal.page(step.led_to)
    if before is None or after is None or not (before.slug and after.slug):
        return None
    statements = tuple(slug for slug in (step.statement, *step.trying) if slug)
    return before.slug, after.slug, statements
