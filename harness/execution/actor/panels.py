"""Opens the closed panel of a page that hides what a scenario uses next, as a person does."""

from collections.abc import Callable

from harness.driver.protocol import ActionRefused, Capture, Pointer, Tab
from harness.execution.actor.blocked import NotObservable
from harness.execution.actor.tab_state import TabState
from harness.execution.evidence.store import EvidenceStore
from harness.execution.run_context import RunContext
from harness.model.fact import Fact, fact, quote
from harness.model.journal import UNFOLD, Step
from harness.model.page import Button, Field, Link, Opener, Page

Closed = Field | Button | Link
_MAX_OPENED = 4  # panels that are opened for one element


class Panels:
    """Opens panels in the windows of one scenario, and records each as a step."""

    def __init__(self, context: RunContext, evidence: EvidenceStore) -> None:
        self._context = context
        self._evidence = evidence
        self._lays_out = "javascript" in context.engine.observes

    async def open_for(
        self, window: TabState, visitor: str, closed: Callable[[Page], Closed | None]
    ) -> None:
        """Open what hides an element, one panel after the other, until it is visible.

        Without a browser nothing needs to be opened.

        Args:
            window: with the page.
            visitor: whose window it is.
            closed: finds the element on a page as long as a closed panel hides it.
        """
        pressed: set[tuple[str, str]] = set()
        while self._lays_out and len(pressed) < _MAX_OPENED:
            found = closed(window.page)
            opener = found.opener if found else None
            if opener is None or not opener.ref or (opener.ref, opener.words) in pressed:
                return
            pressed.add((opener.ref, opener.words))
            if not await self._open(window, visitor, opener):
                return

    async def _open(self, window: TabState, visitor: str, opener: Opener) -> bool:
        """Press what opens a panel, or point at it; returns whether that could be done."""
        await self._context.limits.step()
        begun, before = self._evidence.elapsed, window.record
        try:
            seen = await _opened_by(window.tab, opener)
        except ActionRefused:
            return False
        capture = self._evidence.pages.active_page(seen)
        self._context.limits.record_response(capture)
        record = await self._evidence.pages.record(capture, window.tab, window.slug)
        step = Step(
            number=self._evidence.next_step,
            verb=UNFOLD,
            words=opener.words,
            visitor=visitor,
            on=before.number if before else None,
            led_to=record.number,
            time=begun,
            duration=round(self._evidence.elapsed - begun, 4),
        )
        self._evidence.record_step(step, before, record)
        window.arrive(capture, record)
        return True

    def usable(self, closed: Closed | None) -> bool:
        """Whether an element can be used that a closed panel hides: without a browser it can.

        Raises:
            NotObservable: only a script opens the panel, and this driver runs none.
        """
        if closed is None or closed.opener is None or self._lays_out:
            return False
        if closed.opener.scripted:
            raise NotObservable(fact("feature", name="javascript"))
        return True


async def _opened_by(tab: Tab, opener: Opener) -> Capture:
    if opener.way == "press":
        return await tab.press(Button(ref=opener.ref, label=opener.words))
    what = fact("panel-to-point-at", words=quote(opener.words))
    if not isinstance(tab, Pointer):
        raise ActionRefused(what, seen=fact("element-gone"), ref=opener.ref)
    return await tab.point(opener.ref, what, focus=opener.way == "focus")


def still_closed(closed: Closed | None, seen: Fact) -> Fact:
    """What is told of an element that is not there: perhaps its panel did not open."""
    if closed is None or closed.opener is None:
        return seen
    if closed.opener.way != "press":
        return fact("pointed-stays-closed", words=quote(closed.opener.words))
    return fact("panel-stays-closed", words=quote(closed.opener.words))
