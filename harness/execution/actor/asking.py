"""A button that asks again: its words become a question, and it is pressed a second time.

Only a script can do that. Over plain HTTP the first press does what is asked for.
"""

from harness.driver.protocol import Capture
from harness.execution.actor.tab_state import TabState
from harness.execution.evidence.store import EvidenceStore
from harness.model.journal import ASK, Step
from harness.model.page import Button, Link
from harness.page.find import is_labelled
from harness.planning.actor import Movement


def question_on(
    capture: Capture, movement: Movement, before: Capture | None
) -> Link | Button | None:
    """What must be pressed again on the page that a press left; None where nothing asks.

    It has the words that the scenario gives, and was not there before.
    """
    page = capture.front or capture.page
    if before is None or not movement.again or _asking(before, movement):
        return None
    same = page.url.partition("#")[0] == before.page.url.partition("#")[0]
    found = _asking(capture, movement) if same else []
    return found[0] if len(found) == 1 else None


def _asking(capture: Capture, movement: Movement) -> list[Link | Button]:
    page = capture.front or capture.page
    actions = [one for one in page.actions if one.visible]
    return [one for one in actions if any(is_labelled(one, words) for words in movement.again)]


async def record_question(
    evidence: EvidenceStore, window: TabState, movement: Movement, capture: Capture, begun: float
) -> None:
    """Record that a press was answered by a question, in the place of the button."""
    before = window.record
    record = await evidence.pages.record(capture, window.tab, window.slug)
    step = Step(
        number=evidence.next_step,
        verb=ASK,
        words=movement.words,
        statement=movement.action.slug if movement.action and not movement.repeats else "",
        visitor=movement.visitor,
        on=before.number if before else None,
        led_to=record.number,
        time=begun,
        duration=round(evidence.elapsed - begun, 4),
    )
    evidence.record_step(step, before, record)
    window.arrive(capture, record)
