"""What ends a walk before its end, and how it is told."""

from collections.abc import Sequence

from harness.driver.protocol import FieldInput, Refused
from harness.guide.claims import Action
from harness.guide.model import Statement
from harness.model.journal import Bar
from harness.model.page import Page
from harness.planning.actor import Filling, Movement


class Barred(Exception):
    """The walk cannot go on, by the portal's doing."""

    def __init__(self, bar: Bar) -> None:
        super().__init__(bar.statement)
        self.bar = bar


class Unobservable(Exception):
    """The walk cannot go on: this target does not show what comes next."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def action_of(statement: Statement) -> Action:
    """What a statement says of a link or button."""
    assert isinstance(statement.claim, Action)  # noqa: S101 - the walk moves by actions only
    return statement.claim


def culprit(
    refusal: Refused, fillings: Sequence[Filling], entries: Sequence[FieldInput]
) -> Filling:
    """Which filling a driver refused: it names the field by its label, or by its name."""
    for filling, entry in zip(fillings, entries, strict=True):
        names = (entry.field.label, entry.field.name, filling.label)
        if any(name and repr(name) in refusal.expected for name in names):
            return filling
    return fillings[0]


def about(movement: Movement) -> str:
    """The statement that tells when a movement goes astray."""
    if movement.trying:
        return movement.trying[0].slug
    return movement.action.slug if movement.action else ""


def words_of(claim: Action) -> str:
    """A link or button of the guide, in words."""
    beside = f" beside « {claim.beside} »" if claim.beside else ""
    return f"a link or button « {claim.label} »{beside}"


def labels_on(page: Page) -> str:
    """The links and buttons of a page, in words."""
    return ", ".join(f"« {part.label} »" for part in page.actions) or "none at all"
