"""A recorded page as it is compared: its texts without what the harness knows to vary."""

from dataclasses import dataclass
from functools import cached_property

from harness.checks.messages import messages
from harness.compare.noise.masking import Mask
from harness.compare.noise.run_variation import Noise
from harness.core.text import fold, squeeze
from harness.model.journal import PageRecord
from harness.model.page import Field, Page, Text
from harness.page.parts.radio_groups import asked
from harness.page.search import Reading


@dataclass(frozen=True)
class Line:
    """One text of a page.

    Attributes:
        raw: as written, what varies replaced.
        key: the same as a reader compares it.
        level: of a heading; 0 for plain text; -1 for what only looks like a title.
    """

    raw: str
    key: str
    level: int = 0


class Sheet:
    """One page of one side.

    Args:
        record: the page.
        mask: of its journal.
        noise: what varies from run to run.
        typed: what was typed on the walk, folded: a form may show it again.
        news: what an earlier page told, folded, and this one may still.
    """

    def __init__(
        self,
        record: PageRecord,
        mask: Mask,
        noise: Noise,
        typed: frozenset[str] = frozenset(),
        news: frozenset[str] = frozenset(),
    ) -> None:
        self.record = record
        self.typed = typed
        self._mask = mask
        self._noise = noise
        self._news = news

    @property
    def page(self) -> Page:
        """What the page says."""
        return self.record.page

    @property
    def name(self) -> str:
        """The guide's page that it is; its title where it is none of them."""
        return self.record.slug or self.show(self.page.title)

    def show(self, text: str) -> str:
        """A text without what varies."""
        masked = self._mask(squeeze(text), self.record.time)
        return self._noise(self.record.slug, masked)

    def line(self, text: str, level: int = 0) -> Line:
        """A text as it is compared."""
        raw = self.show(text)
        return Line(raw, fold(raw), level)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The visible texts in reading order, messages aside."""
        said = {fold(text) for text in messages(self.record)}
        shown = (text for text in self.page.texts if text.visible and fold(text.text) not in said)
        return tuple(self.line(text.text, _level(text)) for text in shown)

    @cached_property
    def messages(self) -> tuple[Line, ...]:
        """What the page tells the person, news of an earlier page aside."""
        return tuple(self.line(text) for text in messages(self.record) if text not in self._news)

    @cached_property
    def words(self) -> str:
        """All words of the page, folded: its texts, then its labels, hints, options."""
        return fold(self.show_all(Reading(self.page).words))

    def show_all(self, text: str) -> str:
        """A long text without what the harness knows."""
        return self._mask(text, self.record.time)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The visible fields, a group of radio buttons as one."""
        return asked(self.page)


def _level(text: Text) -> int:
    if text.kind == "heading":
        return text.level
    return -1 if text.titled else 0
