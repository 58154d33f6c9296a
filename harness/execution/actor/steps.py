"""Records the steps of a scenario, those too that could not be made."""

from typing import NoReturn

from harness.execution.actor.blocked import Blocked, about
from harness.execution.actor.tab_state import TabState
from harness.execution.evidence.store import EvidenceStore
from harness.model.fact import Fact
from harness.model.journal import Blocker, PageRecord, Step
from harness.planning.actor import Movement


class Steps:
    """The steps of one scenario, in all its windows."""

    def __init__(self, evidence: EvidenceStore) -> None:
        self._evidence = evidence

    def record(
        self,
        window: TabState,
        movement: Movement,
        begun: float,
        led_to: PageRecord | None = None,
        passed: str = "",
        *,
        unasked: str = "",
    ) -> Step:
        """Record a movement, with what was typed for it, and the page that it led to."""
        step = Step(
            number=self._evidence.next_step,
            verb=movement.verb,
            words=movement.words,
            statement=movement.action.slug if movement.action and not movement.repeats else "",
            trying=tuple(statement.slug for statement in movement.trying),
            visitor=movement.visitor,
            on=window.record.number if window.record else None,
            led_to=led_to.number if led_to else None,
            typed=window.take_typed(),
            passed=passed,
            unasked=unasked,
            time=begun,
            duration=round(self._evidence.elapsed - begun, 4),
        )
        return self._evidence.record_step(step, window.record, led_to)

    def block(self, window: TabState, movement: Movement, expected: Fact, seen: Fact) -> NoReturn:
        """Record a movement that could not be made, and end the scenario."""
        step = self.record(window, movement, self._evidence.elapsed)
        subject = movement.action.slug if movement.action else about(movement)
        raise Blocked(Blocker(step=step.number, statement=subject, expected=expected, seen=seen))
