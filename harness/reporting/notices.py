"""What a run has to tell beside its verdicts: nobody is blamed, and somebody may have to look."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from harness.reporting.run_state import RunState


@dataclass(frozen=True)
class Note:
    """Some lines under one title.

    Attributes:
        code: names it within a page; its title is the message `title-<code>`.
        lines: what there is, from the portal or the target file: each report escapes them.
    """

    code: str
    lines: tuple[str, ...]


def notes(state: RunState) -> tuple[Note, ...]:
    """The notes of a run that have something to tell."""
    words = state.started.words if state.started else {}
    end = state.finished
    every = (
        Note("leaks", state.leaked),
        Note("words", tuple(_accepted(words))),
        Note("outside", end.outside if end else ()),
        Note("orphans", end.orphans if end else ()),
    )
    return tuple(note for note in every if note.lines)


def _accepted(words: Mapping[str, str | Mapping[str, str]], page: str = "") -> Iterator[str]:
    """The guide's words beside those of the portal; of one page alone, with its name."""
    where = f"{page}: " if page else ""
    for guides, own in words.items():
        if isinstance(own, str):
            yield f"{where}« {guides} » → « {own} »"
        else:
            yield from _accepted(own, guides)
