"""What ends a scenario early: the portal blocks it, or the target does not show what is next."""

from collections.abc import Sequence
from dataclasses import dataclass

from harness.driver.protocol import ActionRefused, FieldInput
from harness.guide.claims import Action
from harness.guide.model import Statement
from harness.model.fact import Fact
from harness.model.journal import Blocker
from harness.planning.actor import Filling, Movement


class Blocked(Exception):
    """The portal does not let the scenario go on."""

    def __init__(self, blocker: Blocker) -> None:
        super().__init__(blocker.statement)
        self.blocker = blocker


@dataclass(frozen=True)
class Detour:
    """A movement that did not lead where it should, and did not end the scenario.

    Attributes:
        blocker: to blame if there is no other way to the page.
        is_refusal: whether the movement was to be refused.
        is_reading: whether the guide does not name the page where it should lead.
    """

    blocker: Blocker
    is_refusal: bool
    is_reading: bool


class NotObservable(Exception):
    """The target does not show what the scenario needs next.

    Args:
        what: it is.
        step: slug of the statement about the step that the portal does not have, or that leads
            elsewhere; "" where it is not for the portal that it cannot be made.
    """

    def __init__(self, what: Fact, step: str = "") -> None:
        super().__init__(what.code)
        self.what = what
        self.step = step


def action_of(statement: Statement) -> Action:
    """What a statement says of a link or button."""
    assert isinstance(statement.claim, Action)  # noqa: S101 - scenarios move by actions only
    return statement.claim


def culprit(
    refusal: ActionRefused, fillings: Sequence[Filling], entries: Sequence[FieldInput]
) -> Filling:
    """The filling that a driver refused; the first if the driver names none of the fields."""
    pairs = zip(fillings, entries, strict=True)
    return next((one for one, entry in pairs if entry.field.ref == refusal.ref), fillings[0])


def about(movement: Movement) -> str:
    """The statement that tells when a movement goes astray."""
    if movement.trying:
        return movement.trying[0].slug
    if movement.reading:
        return movement.reading.slug
    return movement.action.slug if movement.action else ""
