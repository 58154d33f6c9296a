"""Coverage: what a run's findings say about each statement of the guide, and what they do not."""

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum

from harness.core.console import Printer
from harness.core.value import Value
from harness.guide.model import Chapter, Guide, Statement
from harness.messages import Catalogue
from harness.model.fact import Fact
from harness.model.finding import Finding, Level, Verdict
from harness.reporting.citation import origin
from harness.reporting.grouping.findings import JUDGED, Reason, findings_by_statement, reason_of


class State(StrEnum):
    """How far a statement was tested, best first."""

    TESTED = "tested"
    """It was judged at least once."""
    UNOBSERVABLE = "unobservable"
    """The target or the driver could not show it."""
    UNREACHED = "unreached"
    """An earlier failure or a fault barred the way, wherever it was tried."""
    UNTRACKED = "untracked"
    """No finding speaks of it."""


class Covered(Value):
    """One statement and what was emitted about it.

    Attributes:
        verdicts: how many findings of each verdict.
        reasons: why it was not tested; () for a tested one.
    """

    statement: str
    sentence: str | Fact
    line: int | None
    level: Level
    state: State
    verdicts: dict[Verdict, int]
    reasons: tuple[Reason, ...] = ()


class ChapterCoverage(Value):
    """One chapter of the guide, and how many lines of it promise nothing (`excluded`)."""

    chapter: str
    title: str
    statements: tuple[Covered, ...]
    excluded: int

    def count(self, state: State) -> int:
        """How many statements are in a state."""
        return sum(one.state is state for one in self.statements)


class Coverage(Value):
    """The whole guide; findings speak of `strangers`, statements that it does not have."""

    chapters: tuple[ChapterCoverage, ...]
    strangers: tuple[str, ...] = ()

    # pyrefly: ignore[bad-override]
    def __iter__(self) -> Iterator[Covered]:
        """All statements in the order of the flow."""
        for chapter in self.chapters:
            yield from chapter.statements

    @property
    def untested(self) -> tuple[Covered, ...]:
        """The statements that no finding judged."""
        return tuple(one for one in self if one.state is not State.TESTED)

    def count(self, state: State) -> int:
        """How many statements are in a state."""
        return sum(one.state is state for one in self)

    @property
    def excluded(self) -> int:
        """How many exclusions the guide has."""
        return sum(chapter.excluded for chapter in self.chapters)


def coverage(guide: Guide, findings: Iterable[Finding]) -> Coverage:
    """Join a guide with what runs emitted about it; never with what their source promises."""
    emitted = findings_by_statement(findings)
    return Coverage(
        chapters=tuple(_chapter(chapter, emitted) for chapter in guide.chapters),
        strangers=tuple(sorted(emitted.keys() - guide.by_slug.keys())),
    )


def _chapter(chapter: Chapter, emitted: dict[str, tuple[Finding, ...]]) -> ChapterCoverage:
    return ChapterCoverage(
        chapter=chapter.slug,
        title=chapter.title,
        statements=tuple(_covered(s, emitted.get(s.slug, ())) for s in chapter.statements),
        excluded=len(chapter.excluded),
    )


def _covered(statement: Statement, findings: tuple[Finding, ...]) -> Covered:
    verdicts = Counter(finding.verdict for finding in findings)
    state = _state(verdicts)
    reasons = () if state is State.TESTED else tuple(map(reason_of, findings))
    return Covered(
        statement=statement.slug,
        sentence=statement.text,
        line=statement.lines[0] if statement.lines else None,
        level=statement.level,
        state=state,
        verdicts=dict(verdicts),
        reasons=tuple(dict.fromkeys(filter(None, reasons))),
    )


def _state(verdicts: Counter[Verdict]) -> State:
    if any(verdicts[verdict] for verdict in JUDGED):
        return State.TESTED
    if verdicts[Verdict.UNREACHED] or verdicts[Verdict.FAULT]:
        return State.UNREACHED
    return State.UNOBSERVABLE if verdicts[Verdict.UNOBSERVABLE] else State.UNTRACKED


def _row(chapter: ChapterCoverage | Coverage) -> list[int]:
    total = sum(chapter.count(state) for state in State)
    return [total, *(chapter.count(state) for state in State), chapter.excluded]


def _heads(catalogue: Catalogue) -> list[str]:
    states = (f"state-{state}" for state in State)
    return [catalogue.text(one) for one in ("label-statements", *states, "label-excluded")]


def print_coverage(
    found: Coverage, printer: Printer, catalogue: Catalogue, *, every: bool = False
) -> None:
    """Print coverage: counts a chapter, then the statements not tested, or `every` one."""
    _print_table(found, printer, catalogue)
    listed = tuple(found) if every else found.untested
    if listed:
        printer.gap()
        title = (
            catalogue.text("title-every-statement") if every else catalogue.text("title-untested")
        )
        printer.line((f"{title} ({len(listed)})", "bold underline"))
    for one in listed:
        _print_statement(one, printer, catalogue)
    for slug in found.strangers:
        printer.line((catalogue.text("label-not-in-guide"), "bold red"), f"  {slug}")


def _print_table(found: Coverage, printer: Printer, catalogue: Catalogue) -> None:
    head = _heads(catalogue)
    widths = [max(len(word), 4) for word in head]
    name = max(len(chapter.chapter) for chapter in found.chapters) if found.chapters else 0
    cells = "  ".join(f"{word:>{width}}" for word, width in zip(head, widths, strict=True))
    printer.line((f"{'':{name}}  {cells}", "dim"))
    rows = [(chapter.chapter, _row(chapter)) for chapter in found.chapters]
    for title, numbers in (*rows, (catalogue.text("time-total"), _row(found))):
        cells = "  ".join(f"{n:>{width}}" for n, width in zip(numbers, widths, strict=True))
        printer.line(f"{title:{name}}  {cells}")


def _print_statement(one: Covered, printer: Printer, catalogue: Catalogue) -> None:
    level = catalogue.text(f"level-{one.level}")
    told = f"{level}, {origin(one, catalogue)}{catalogue.colon} {_outcome(one, catalogue)}"
    printer.line((one.statement, "bold"), f"  {told}")


def _outcome(one: Covered, catalogue: Catalogue) -> str:
    if one.state is State.TESTED:
        counted = ((n, verdict) for verdict in Verdict if (n := one.verdicts.get(verdict)))
        return ", ".join(catalogue.text(f"count-verdict-{verdict}", n=n) for n, verdict in counted)
    reasons = f" ({'; '.join(map(catalogue.say, one.reasons))})" if one.reasons else ""
    return f"{catalogue.text(f'state-{one.state}')}{reasons}"
