"""What stands before a page and asks or tells: dialogs, messages, buttons that ask again."""

from collections.abc import Awaitable, Callable

from harness.driver.protocol import ActionRefused, Capture, Tab
from harness.execution.actor.blocked import Detour
from harness.execution.actor.confirmation import answer_to, closing_of
from harness.execution.actor.navigation import MAX_FADING, wait_for_page
from harness.execution.actor.tab_state import TabState
from harness.execution.evidence.store import EvidenceStore
from harness.guide.model import Guide, Statement
from harness.model.fact import fact, quote
from harness.model.journal import ASK, PRESS_TWICE, Blocker, Step
from harness.model.page import Button, Link, Page
from harness.page.find import is_labelled
from harness.planning.actor import Movement

Act = Callable[[], Awaitable[Capture]]
"""Makes a movement; gives what the window shows afterwards."""


def acting_on(tab: Tab, element: Link | Button, *, twice: bool = False) -> Act:
    """What follows a link or presses a button of a tab."""
    if isinstance(element, Link):
        return lambda: tab.follow(element)
    return lambda: tab.press(element, twice=twice)


class Dialogs:
    """Answers and closes what stands before the pages of a scenario."""

    def __init__(self, guide: Guide, evidence: EvidenceStore) -> None:
        self._guide = guide
        self._evidence = evidence

    def closing(self, window: TabState) -> Link | Button | None:
        """What closes a message in front of a window's page; None where none is in front."""
        front = window.capture.front if window.capture else None
        return closing_of(front) if front else None

    async def close_message(
        self, window: TabState, closing: Link | Button, tried: tuple[Statement, ...]
    ) -> None:
        """Close a message in front of a window's page, as a person does who goes on there.

        Args:
            window: that shows it.
            closing: the link or button that closes it.
            tried: what the last movement tried; blamed if another page than before lies behind.
        """
        try:
            closed = await self._without(window, await acting_on(window.tab, closing)())
        except ActionRefused:
            return  # what lies behind it is tried all the same
        pages, behind = self._evidence.pages, window.slug
        capture = pages.active_page(closed)
        slug = pages.shows(capture, behind)
        if slug == behind:
            window.capture = capture
            return
        window.arrive(capture, await pages.record(capture, window.tab, slug))
        if behind:
            window.detours[behind] = self._led_away(behind, capture.page.title, tried)

    def _led_away(self, behind: str, seen: str, tried: tuple[Statement, ...]) -> Detour:
        """What closing a message did that leads to another page than the one behind it."""
        blocker = Blocker(
            step=self._evidence.next_step - 1,
            statement=tried[0].slug if tried else "",
            expected=fact("page-named", title=quote(self._guide.pages[behind].title)),
            seen=fact("page-named", title=quote(seen)),
        )
        return Detour(blocker, is_refusal=False, is_reading=True)

    async def confirmed(self, window: TabState, movement: Movement, act: Act) -> Capture:
        """Press or follow something, and answer the dialog of the page that asks whether to."""
        before, began = window.capture, self._evidence.elapsed
        window.asked, capture = False, await act()
        if question := _question_on(capture, movement, before):
            await self._record_question(window, movement, capture, began)
            window.asked = True
            return await acting_on(window.tab, question)()
        front, was_open = capture.front, before is not None and (before.front or before.around)
        if front is None or was_open or self._evidence.pages.active_page(capture) is not capture:
            return capture
        answer = answer_to(front, movement.words, accept=window.accepts)
        if answer is None:
            return capture
        later = await acting_on(window.tab, answer, twice=movement.verb == PRESS_TWICE)()
        asked = _with_dialog(capture, front)
        questions = (*capture.questions, asked.dialogs[-1])
        return later.after(asked.model_copy(update={"questions": questions}))

    async def past_message(self, window: TabState, movement: Movement, capture: Capture) -> Capture:
        """Close the message of a refusal that must lead to another page than the one behind it."""
        front = capture.front
        closing = closing_of(front) if front and movement.must_be_refused else None
        if front is None or closing is None:
            return capture
        if not movement.page or self._evidence.pages.shows(capture) == movement.page:
            return capture
        closed = await self._without(window, await acting_on(window.tab, closing)())
        return closed.after(_with_dialog(capture, front))

    async def _without(self, window: TabState, capture: Capture) -> Capture:
        """Wait until a dialog that was closed is gone: what it leads to may come after that."""
        return await wait_for_page(
            window.tab,
            capture,
            lambda seen: seen.front is None,
            lambda: self._evidence.elapsed,
            MAX_FADING,
        )

    async def _record_question(
        self, window: TabState, movement: Movement, capture: Capture, begun: float
    ) -> None:
        """Record that a press was answered by a question, in the place of the button."""
        before = window.record
        record = await self._evidence.pages.record(capture, window.tab, window.slug)
        step = Step(
            number=self._evidence.next_step,
            verb=ASK,
            words=movement.words,
            statement=movement.action.slug if movement.action and not movement.repeats else "",
            visitor=movement.visitor,
            on=before.number if before else None,
            led_to=record.number,
            time=begun,
            duration=round(self._evidence.elapsed - begun, 4),
        )
        self._evidence.record_step(step, before, record)
        window.arrive(capture, record)


def _question_on(
    capture: Capture, movement: Movement, before: Capture | None
) -> Link | Button | None:
    """What must be pressed again on the page that a press left; None where nothing asks.

    It has the words that the scenario gives, and was not there before. Only a script can ask so:
    over plain HTTP the first press does what is asked for.
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


def _with_dialog(capture: Capture, dialog: Page) -> Capture:
    """A capture that tells what a dialog of the page said, as those of the browser are told."""
    return capture.model_copy(update={"dialogs": (*capture.dialogs, " ".join(dialog.words))})
