"""What a run reports besides verdicts: notices, and the entries of its ledger."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from harness.config.settings_text import settings_text
from harness.execution.events import Times
from harness.ledger.matching import EntryStatus, EntryUse
from harness.messages.catalogue import Catalogue
from harness.model.fact import quotes
from harness.model.journal import WordMap, Words
from harness.reporting.commands import init_command
from harness.reporting.grouping.doubts import doubts_to_tell
from harness.reporting.proposed_lines import proposed_lines
from harness.reporting.run_state import RunState
from harness.reporting.unjudged import AbsentPath, absent_paths, accepted_unobservable

NOTHING = "∅"  # in place of words that the portal does not have


@dataclass(frozen=True)
class Notice:
    """Some lines under one title.

    Attributes:
        code: names it within a page; its title is the message `title-<code>`.
        lines: from the portal or the target file; each report escapes them.
        is_file: whether the lines are a part of a file, to be copied as it is.
        settings: how many of the lines say something by themselves; the others are headings, or
            belong to such a line.
    """

    code: str
    lines: tuple[str, ...]
    is_file: bool = False
    settings: int = 0

    @property
    def count(self) -> int:
        """How many things it says."""
        return self.settings or len(self.lines)


def run_notices(state: RunState, catalogue: Catalogue) -> tuple[Notice, ...]:
    """The notices of a run that have lines."""
    words: WordMap = state.started.words if state.started else {}
    reads = state.started.reads if state.started else {}
    end = state.finished
    every = (
        Notice("leaks", state.leaked),
        Notice("words", tuple(_accepted(words))),
        Notice("reads", tuple(f"{slug} = {read}" for slug, read in reads.items())),
        _absent(state, catalogue),
        _unobservable(state, catalogue),
        Notice("unwalked", state.unwalked if end else ()),
        Notice("unneeded", tuple(map(catalogue.say, end.unneeded)) if end else ()),
        _settings(state, catalogue),
        Notice("opened", tuple(map(catalogue.say, end.opened)) if end else ()),
        Notice("outside", end.outside if end else ()),
        Notice("orphans", end.orphans if end else ()),
        Notice("refused-mails", tuple(map(catalogue.say, end.refused_mails)) if end else ()),
    )
    return tuple(note for note in every if note.lines)


def hint(state: RunState, catalogue: Catalogue) -> str:
    """What may explain all that is broken; "" for nothing. It is no verdict."""
    refusing = state.finished.refusing if state.finished else ()
    return catalogue.text("hint-accounts-unknown", forms=quotes(refusing)) if refusing else ""


def _absent(state: RunState, catalogue: Catalogue) -> Notice:
    """The paths that this portal does not have, each with why and with what it bars."""
    paths = [path for path in absent_paths(state) if path.scenarios]
    lines = tuple(line for path in paths for line in _told_of(path, catalogue))
    return Notice("absent", lines, settings=len(paths))


def _told_of(path: AbsentPath, catalogue: Catalogue) -> Iterator[str]:
    scenarios = catalogue.text("count-scenarios", n=len(path.scenarios))
    statements = catalogue.text("count-unjudged-here", n=len(path.statements))
    name = f"{path.name}{catalogue.colon} {path.why}" if path.why else path.name
    yield f"{name} ({scenarios}, {statements})"
    if path.statements:
        yield ", ".join(path.statements)


def _unobservable(state: RunState, catalogue: Catalogue) -> Notice:
    """The statements that this portal cannot show, each with why."""
    named = state.started.unobservable if state.started else {}
    accepted = {slug: named.get(slug, "") for slug in accepted_unobservable(state).statements}
    lines = (f"{slug}{catalogue.colon} {why}" if why else slug for slug, why in accepted.items())
    return Notice("accepted-unobservable", tuple(lines))


def _settings(state: RunState, catalogue: Catalogue) -> Notice:
    """The lines of the target file that would accept what is broken, as TOML."""
    settings = proposed_lines(state)
    if not settings:
        return Notice("settings", ())
    doubts = doubts_to_tell(settings, state.findings)
    text = settings_text(settings, catalogue, doubts).splitlines()
    lines = (f"# {init_command(state)}", *text)
    return Notice("settings", lines, is_file=True, settings=len(settings))


def _accepted(words: Mapping[str, Words | Mapping[str, Words]], page: str = "") -> Iterator[str]:
    """The guide's words and those of the portal; of one page only, with its name."""
    where = f"{page}: " if page else ""
    for guides, own in words.items():
        if isinstance(own, Mapping):
            yield from _accepted(own, guides)
        else:
            several = (own,) if isinstance(own, str) else own
            shown = " / ".join(f"« {one} »" for one in several if one) or NOTHING
            yield f"{where}« {guides} » → {shown}"


def times_text(times: Times, catalogue: Catalogue) -> str:
    """Where a run spent its time, on one line."""
    names = ("start_up", "walking", "judging", "reporting", "total")
    parts = ((name.replace("_", "-"), getattr(times, name)) for name in names)
    return " · ".join(
        f"{catalogue.text(f'time-{name}')} {catalogue.seconds(value)}" for name, value in parts
    )


def failing(uses: Iterable[EntryUse]) -> tuple[EntryUse, ...]:
    """The entries that have to be changed."""
    return tuple(use for use in uses if use.fails)


def excusing(uses: Iterable[EntryUse]) -> tuple[EntryUse, ...]:
    """The entries that excuse something, ordered by their last day."""
    own = (use for use in uses if use.status is EntryStatus.EXCUSED)
    return tuple(sorted(own, key=lambda use: (use.entry.until, use.entry.subject)))


def responsibility(use: EntryUse) -> str:
    """The owner, the reason and the reference of an entry."""
    return " · ".join(filter(None, (use.entry.owner, use.entry.reason, use.entry.reference)))
