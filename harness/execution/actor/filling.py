"""Fills in the fields of a page, as a scenario says what is typed."""

from collections.abc import Sequence
from functools import partial

from harness.checks.fields import fields_on
from harness.driver.protocol import ActionRefused, FieldInput
from harness.execution.actor.blocked import NotObservable, culprit
from harness.execution.actor.element_choice import is_without_choice, option_for
from harness.execution.actor.panels import Panels, still_closed
from harness.execution.actor.steps import Steps
from harness.execution.actor.tab_state import TabState
from harness.execution.evidence.store import EvidenceStore
from harness.guide.claims import Labelled
from harness.guide.model import Guide
from harness.model.fact import fact, quote
from harness.model.journal import Typed
from harness.model.page import Field, Page
from harness.page.closed_panels import closed_field
from harness.page.find import find_named_field
from harness.page.held import held, holds
from harness.page.parts.code_boxes import boxes_of
from harness.page.parts.radio_groups import radio_button_of
from harness.planning.actor import Filling, Movement


class FormFilling:
    """Types into the fields of pages, for one scenario."""

    def __init__(self, guide: Guide, evidence: EvidenceStore, panels: Panels, steps: Steps) -> None:
        self._guide = guide
        self._evidence = evidence
        self._panels = panels
        self._steps = steps

    async def fill(self, window: TabState, fillings: Sequence[Filling], visitor: str) -> None:
        """Type into fields, and into those that the page asks once more."""
        every = (*self._asked_again(window, fillings), *fillings)
        await self.fill_again(window, every, visitor)

    async def fill_again(self, window: TabState, fillings: Sequence[Filling], visitor: str) -> None:
        """Type into fields; those of a closed panel after what is typed before them."""
        at_once: list[Filling] = []
        for filling in fillings:
            if self._closed_field(window.page, filling) and at_once:
                await self._fill_at_once(window, at_once, visitor)
                at_once = []
            await self._panels.open_for(
                window, visitor, partial(self._closed_field, filling=filling)
            )
            at_once.append(filling)
        await self._fill_at_once(window, at_once, visitor)

    def _asked_again(self, window: TabState, fillings: Sequence[Filling]) -> tuple[Filling, ...]:
        """What led to the page, as far as its form asks it once more beside something new.

        So does a login window that has a field more when a further code is due.
        """
        here, legs = window.slug, window.trail.way("", window.slug)
        folds = {(one.page, one.into) for one in self._guide.folded}
        before = [one for leg in legs[-1:] for one in leg.fillings]
        new = [self._field(window, one) for one in fillings]
        return tuple(
            one
            for one in before
            if (here, one.statement.page) in folds and self._field(window, one) not in (None, *new)
        )

    def _field(
        self, window: TabState, filling: Filling, kinds: tuple[str, ...] = ()
    ) -> Field | None:
        """The field of a window's page that a filling is for."""
        page = filling.statement.page
        return find_named_field(window.page, self._guide, page, filling.label, kinds)

    def _closed_field(self, page: Page, filling: Filling) -> Field | None:
        """The field of a page that a filling is for, if a closed panel hides it."""
        slug, label, kinds = filling.statement.page, filling.label, _kinds_of(filling)
        return closed_field(page, self._guide, slug, label, kinds)

    async def _fill_at_once(
        self, window: TabState, fillings: Sequence[Filling], visitor: str
    ) -> None:
        fillings = [one for one in fillings if one.value or not self._is_absent(window, one)]
        window.fillings += fillings
        for filling in fillings:
            self._evidence.learn_typed(filling)
        inputs = [self._field_input(window, filling, visitor) for filling in fillings]
        try:
            absent = (one for one in inputs if not _is_there(one))
            await window.tab.fill([part for one in absent for part in _in_boxes(window.page, one)])
        except ActionRefused as refusal:
            refused = culprit(refusal, fillings, inputs)
            if any(one.field.ref == refusal.ref and _is_filled_in(one.field) for one in inputs):
                what = fact("field-filled-in", label=quote(refused.label))
                raise NotObservable(what) from refusal
            movement = Movement("fill", refused.statement, (), "", visitor)
            self._steps.block(window, movement, refusal.expected, refusal.seen)
        window.typed += [
            Typed(
                label=filling.label,
                value=one.value,
                digest=filling.file.digest if filling.file else "",
            )
            for filling, one in zip(fillings, inputs, strict=True)
        ]

    def _is_absent(self, window: TabState, filling: Filling) -> bool:
        """Whether the portal does not have a field, as the target file says."""
        statement = filling.statement
        if not statement.accepted:
            return False
        return self._field(window, filling) is None

    def _field_input(self, window: TabState, filling: Filling, visitor: str) -> FieldInput:
        field = self._field(window, filling, _kinds_of(filling))
        closed = self._closed_field(window.page, filling)
        if self._panels.usable(closed):
            field = closed
        if field is None and filling.statement.accepted:
            what = fact("absent-by-target", words=quote(filling.label))
            raise NotObservable(what, filling.statement.slug)
        if field is None:
            movement = Movement("fill", filling.statement, (), "", visitor)
            expected = fact("field", label=quote(filling.label))
            seen = still_closed(closed, fields_on(window.page))
            self._steps.block(window, movement, expected, seen)
        value = option_for(field, filling.value)
        shown = radio_button_of(window.page, field, value)
        return FieldInput(field=shown, value=value, file=filling.file)


def _kinds_of(filling: Filling) -> tuple[str, ...]:
    """The kinds of the field that a filling is for; () for any."""
    claim = filling.statement.claim
    return claim.kinds if isinstance(claim, Labelled) else ()


def _is_there(entry: FieldInput) -> bool:
    """Whether a field that cannot be changed holds already what is to be typed."""
    if not entry.value and is_without_choice(entry.field):
        return True
    return _is_filled_in(entry.field) and bool(holds(entry.field, entry.value))


def _in_boxes(page: Page, entry: FieldInput) -> list[FieldInput]:
    """What is entered into each box of a row that takes one character each."""
    boxes = boxes_of(page, entry.field)
    if len(boxes) == 1:
        return [entry]
    characters = entry.value.strip().ljust(len(boxes))
    pairs = zip(boxes, characters, strict=False)  # there is no room for more
    return [FieldInput(field=box, value=one.strip()) for box, one in pairs]


def _is_filled_in(field: Field) -> bool:
    """Whether the portal filled in a field and lets nobody change it."""
    return (field.read_only or field.disabled) and bool(held(field))
