"""A guide that is drafted: its chapters, and the statements that are proposed for them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Proposal:
    """One proposed statement.

    Attributes:
        line: number of the line of the document.
        sentence: the words of the line that it rests on.
        claim: as TOML would give it; the slug of another chapter is that chapter.
    """

    line: int
    sentence: str
    claim: dict[str, Any]


@dataclass
class DraftChapter:
    """One page or mail of the guide that is drafted.

    Attributes:
        title: as the document has it.
        mail: whether it is a mail.
        everywhere: whether it is about every page.
        of_manual: whether it is drafted from a manual, whose headings are no names of pages.
        opened: the line and the sentence that say that it opens; None where nothing says so.
        excluded: the lines that promise nothing, each with the reason to confirm.
    """

    title: str
    mail: bool = False
    everywhere: bool = False
    of_manual: bool = False
    opened: tuple[int, str] | None = None
    proposals: list[Proposal] = field(default_factory=list)
    excluded: list[tuple[int, str]] = field(default_factory=list)


def without_empty(chapters: Iterable[DraftChapter]) -> Iterator[DraftChapter]:
    """The chapters that promise something, with the exclusions of those that do not."""
    excluded: list[tuple[int, str]] = []
    last: DraftChapter | None = None
    for chapter in chapters:
        excluded += chapter.excluded
        if chapter.proposals or chapter.opened:
            chapter.excluded, excluded, last = excluded, [], chapter
            yield chapter
    if last is not None:
        last.excluded += excluded
