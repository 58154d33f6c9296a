"""A recorded page as it is compared: its texts without what varies from run to run."""

from dataclasses import dataclass
from functools import cached_property

from harness.checks.messages import messages
from harness.compare.noise.masking import Mask
from harness.compare.noise.run_variation import RunVariation
from harness.core.text import fold, squeeze
from harness.model.journal import PageRecord
from harness.model.page import Field, Page, Text
from harness.page.parts.radio_groups import grouped_fields
from harness.page.search import PageText


@dataclass(frozen=True)
class MaskedText:
    """One text of a page.

    Attributes:
        raw: as written, what varies replaced.
        level: of a heading; 0 for plain text; -1 for what only looks like a title.
    """

    raw: str
    key: str
    level: int = 0


class MaskedPage:
    """One page of one portal.

    Args:
        variation: what varies from run to run.
        typed: what was typed in the journal, folded: a form may show it again.
        earlier_messages: of pages before, folded: this page may still show them.
    """

    def __init__(
        self,
        record: PageRecord,
        mask: Mask,
        variation: RunVariation,
        typed: frozenset[str] = frozenset(),
        earlier_messages: frozenset[str] = frozenset(),
    ) -> None:
        self.record = record
        self.typed = typed
        self._mask = mask
        self._variation = variation
        self._earlier_messages = earlier_messages

    @property
    def page(self) -> Page:
        """What the page says."""
        return self.record.page

    @property
    def name(self) -> str:
        """Slug of the guide's page that it is; its title if it is none."""
        return self.record.slug or self.masked(self.page.title)

    def masked(self, text: str) -> str:
        """A text without what varies."""
        masked = self._mask(squeeze(text), self.record.time)
        return self._variation(self.record.slug, masked)

    def line(self, text: str, level: int = 0) -> MaskedText:
        """A text as it is compared."""
        raw = self.masked(text)
        return MaskedText(raw, fold(raw), level)

    @cached_property
    def lines(self) -> tuple[MaskedText, ...]:
        """The visible texts in reading order, messages aside."""
        shown_as_message = {fold(text) for text in messages(self.record)}
        shown = (
            text
            for text in self.page.texts
            if text.visible and fold(text.text) not in shown_as_message
        )
        return tuple(self.line(text.text, _level(text)) for text in shown)

    @cached_property
    def messages(self) -> tuple[MaskedText, ...]:
        """The messages of the page, those of earlier pages aside."""
        return tuple(
            self.line(text) for text in messages(self.record) if text not in self._earlier_messages
        )

    @cached_property
    def words(self) -> str:
        """All words of the page, folded: its texts, then its labels, hints, options."""
        return fold(self.masked_long(PageText(self.page).words))

    def masked_long(self, text: str) -> str:
        """A long text without what belongs to its journal."""
        return self._mask(text, self.record.time)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The visible fields, a group of radio buttons as one."""
        return grouped_fields(self.page)


def _level(text: Text) -> int:
    if text.kind == "heading":
        return text.level
    return -1 if text.titled else 0
