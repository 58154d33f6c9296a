"""The run on a terminal: a line a scenario, then each broken statement, last the verdict."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from time import monotonic

from rich.console import Console

from harness.core.console import Printer
from harness.core.sanitize import clipped
from harness.execution import events
from harness.ledger.matching import EntryUse
from harness.messages import Catalogue
from harness.model.fact import joined
from harness.model.finding import Verdict
from harness.model.verdicts import BROKEN
from harness.reporting import notices
from harness.reporting.citation import cited, words_of
from harness.reporting.formats.progress import Progress
from harness.reporting.grouping.causes import FindingCause, group_causes
from harness.reporting.grouping.findings import (
    GroupedFault,
    GroupedFindings,
    group_findings,
)
from harness.reporting.grouping.observation import Observation
from harness.reporting.headline import cause_headlines
from harness.reporting.history import Earlier, History
from harness.reporting.next_step import next_steps, print_next
from harness.reporting.run_state import RunState
from harness.reporting.symbols import MARKS
from harness.reporting.unjudged import overall_look
from harness.reporting.verdict_sentence import conclusion, count_scenarios

_STYLES = {
    Verdict.PASS: "green",
    Verdict.FAIL: "bold red",
    Verdict.WARN: "yellow",
    Verdict.ACCEPTED: "cyan",
    Verdict.FLAKY: "yellow reverse",
    Verdict.UNREACHED: "magenta",
    Verdict.UNOBSERVABLE: "dim",
    Verdict.FAULT: "bold red reverse",
}
_BANNERS = {Verdict.PASS: "bold green", Verdict.WARN: "bold yellow"}
MAX_OBSERVATIONS = 3  # told in full; the others are alike and stand in the files
MAX_FILES = 4
MAX_OTHERS = 3  # statements of a cause that are told in words; of the others, the slugs
MAX_LINES = 200  # of a notice
MAX_WORDS = 5  # accepted words that are listed; more stand in the reports
WORDS_FILE = "report.html"
MAX_NAMES = 6
_TOLD_ELSEWHERE = frozenset({"leaks", "settings"})
"""Notices that are told when they are found, or by the command that asks about them."""
_LABELS = (
    *("expected", "seen", "also-seen", "alike", "accepted"),
    *("evidence", "scenarios", "bars", "remedy"),
)


class Terminal:
    """Prints a run as it goes.

    Args:
        console: where to; on a terminal with a live display, elsewhere plain lines.
        clock: gives seconds, for the live display.
        earlier: sets the run beside an earlier one: what both saw is told in short; None for none.
    """

    def __init__(
        self,
        console: Console,
        catalogue: Catalogue,
        *,
        clock: Callable[[], float] = monotonic,
        earlier: Earlier | None = None,
    ) -> None:
        self._earlier = earlier
        self._out = Printer(console)
        self._catalogue = catalogue
        self._progress = Progress(console, catalogue, clock, estimates=True, is_told=True)
        self._state = RunState()
        self._known: set[str] = set()  # broken statements that some scenario has shown
        self._wide = max(len(catalogue.text(f"verdict-{verdict}")) for verdict in Verdict)
        self._label = max(len(catalogue.text(f"label-{label}")) for label in _LABELS) + 2

    def __call__(self, event: events.Event) -> None:
        """Take one event."""
        self._state = self._state.after(event)
        match event:
            case events.RunStarted():
                self._begin(event)
            case events.ScenarioStarted():
                self._progress.begin(event.scenario)
            case events.ScenarioFinished():
                self._progress.end(event.scenario)
                if not self._earlier:
                    self._scenario(event)
            case events.Stopped():
                self._stopped(event)
            case events.Leaked():
                self._leaked(event)
            case events.RunFinished():
                self._progress.stop()
                self._end(event)

    def close(self) -> None:
        """Take the live display away, however the run ended; tell where a broken-off one lies."""
        self._progress.stop()
        started = self._state.started
        if started and not self._state.finished:
            self._out.gap()
            if started.folder:
                self._out.line((self._catalogue.pair("label-folder", str(started.folder)), "dim"))
            last = self._catalogue.pair(
                "label-conclusion", conclusion(self._state, self._catalogue)
            )
            self._out.line((last, "bold red"))

    def unwritten(self, reports: Iterable[str]) -> None:
        """Tell which reports could not be written, and why."""
        self._progress.stop()
        self._title("title-unwritten")
        for one in reports:
            self._out.line((clipped(one), "bold red"), indent=2)

    def _begin(self, event: events.RunStarted) -> None:
        plan = self._catalogue.text("count-scenarios", n=len(event.scenarios))
        jobs = self._catalogue.text("count-at-once", n=event.jobs)
        address = self._state.started.base_url if self._state.started else ""
        driver = f"{self._catalogue.text('label-driver')} {event.driver}"
        self._out.line((event.target, "bold"), f"  {address} · {driver} · {plan}, {jobs}")
        self._progress.start(len(event.scenarios))

    def _scenario(self, walk: events.ScenarioFinished) -> None:
        verdicts = Counter(finding.verdict for finding in walk.findings)
        parts = [self._catalogue.text("count-statements", n=len(walk.findings))]
        parts += [
            self._catalogue.text(f"count-verdict-{verdict}", n=verdicts[verdict])
            for verdict in (*reversed(BROKEN), Verdict.UNOBSERVABLE)
            if verdicts[verdict]
        ]
        if walk.attempts > 1:
            parts.append(self._catalogue.text("count-walks", n=walk.attempts))
        style = _STYLES[walk.verdict]
        if self._shows_nothing_new(walk):
            parts.append(self._catalogue.text("label-as-before"))
            style = "dim"
        word = self._catalogue.text(f"verdict-{walk.verdict}")
        self._out.line(
            (f"{MARKS[walk.verdict]} {word:<{self._wide}}", style),
            f"  {walk.scenario}  ",
            (f"{', '.join(parts)}  {self._catalogue.seconds(walk.walking + walk.judging)}", "dim"),
        )

    def _shows_nothing_new(self, walk: events.ScenarioFinished) -> bool:
        """Whether earlier scenarios of the run broke whatever this one breaks."""
        broken = {finding.statement for finding in walk.findings if finding.verdict in BROKEN}
        is_known = bool(broken) and broken <= self._known and walk.verdict in BROKEN
        self._known |= broken
        return is_known

    def _stopped(self, event: events.Stopped) -> None:
        self._title("title-stopped")
        self._field("cause", self._catalogue.fault(event.reason))
        self._field("remedy", self._catalogue.fault(event.remedy))
        self._names("not-walked", event.remaining)

    def _leaked(self, event: events.Leaked) -> None:
        self._progress.stop()
        self._title("title-leaks", len(event.places))
        for place in event.places:
            self._out.line((clipped(place), "bold red"), indent=2)

    def _end(self, event: events.RunFinished) -> None:
        grouped = group_findings(event.findings)
        if self._earlier:
            self._changes(self._earlier(self._state), grouped)
        else:
            self._whole(grouped, event)
        self._sums(grouped, event)
        last = self._catalogue.pair("label-conclusion", conclusion(self._state, self._catalogue))
        if told := notices.hint(self._state, self._catalogue):
            self._out.line(told)
        self._out.line((last, _BANNERS.get(overall_look(self._state), "bold red")))
        steps = next_steps(self._state, self._catalogue, here=True)
        print_next(steps, self._out, self._catalogue)

    def _changes(self, since: History, grouped: GroupedFindings) -> None:
        """What is new in full; what the earlier run saw as well, each cause in one line."""
        causes = group_causes(grouped.broken)
        self._causes("title-new", [one for one in causes if since.is_new(one)])
        known = [one for one in causes if not since.is_new(one)]
        if known:
            self._title("title-known", len(known))
        for cause, told in zip(known, cause_headlines(known, self._catalogue), strict=True):
            mark = (MARKS[cause.verdict], _STYLES[cause.verdict])
            self._out.line(mark, f" {clipped(told)} ({cause.first.statement})", indent=2)
        self._faults("title-faults", grouped.faults)
        self._out.gap()
        title = self._catalogue.text("title-history", run=since.earlier)
        self._out.line((title, "bold underline"))
        for label, slugs in since.lists(self._state.findings).items():
            names = clipped(", ".join(slugs)) or self._catalogue.text("label-nothing")
            said = f"{self._catalogue.text(label)} ({len(slugs)})"
            self._out.line((said, "dim"), f"{self._catalogue.colon} {names}", indent=2)

    def _whole(self, grouped: GroupedFindings, event: events.RunFinished) -> None:
        self._causes("title-broken", group_causes(grouped.broken))
        self._faults("title-faults", grouped.faults)
        self._causes("title-flaky", group_causes(grouped.flaky))
        self._faults("title-flaky", grouped.passing_faults)
        self._ledger(event.uses)
        self._unreached(grouped)
        self._unobserved(grouped)
        self._notes()

    def _causes(self, title: str, causes: Sequence[FindingCause]) -> None:
        if causes:
            statements = sum(len(cause.members) for cause in causes)
            numbers = {"causes": len(causes), "n": statements}
            self._title(title, self._catalogue.text("count-broken", **numbers))
        headlines = cause_headlines(causes, self._catalogue)
        for number, cause in enumerate(causes):
            if number:
                self._out.gap()
            self._cause(cause, clipped(headlines[number]))

    def _cause(self, cause: FindingCause, told: str) -> None:
        one, others = cause.first, cause.members[1:]
        mark, style = MARKS[cause.verdict], _STYLES[cause.verdict]
        level = self._catalogue.text(f"level-{one.level}")
        self._out.line((mark, style), " ", (told, "bold"), f" ({level}, {one.statement})")
        self._out.line((clipped(cited(one, self._catalogue)), "italic"), indent=2)
        for number, other in enumerate(others[:MAX_OTHERS]):
            words = f"{MARKS[other.verdict]} {words_of(other, self._catalogue)} ({other.statement})"
            self._field("alike" if not number else "", words)
        if len(others) > MAX_OTHERS:
            more = self._catalogue.text("count-more", n=len(others) - MAX_OTHERS)
            names = ", ".join(other.statement for other in others[MAX_OTHERS:])
            self._field("", f"… {more}{self._catalogue.colon} {names}")
        for number, observation in enumerate(cause.observations[:MAX_OBSERVATIONS]):
            self._sighting(observation, "also-seen" if number else "seen")
        if len(cause.observations) > MAX_OBSERVATIONS:
            more = self._catalogue.text("count-more", n=len(cause.observations) - MAX_OBSERVATIONS)
            self._field("also-seen", f"… {more}")
        self._names("bars", cause.blocked)
        if cause.root:
            self._out.line(self._catalogue.pair("label-root", cause.root), indent=2)

    def _sighting(self, observation: Observation, word: str) -> None:
        say = self._catalogue.say
        self._field("expected", say(observation.expected))
        self._field(word, say(observation.seen) or self._catalogue.text("label-nothing"))
        self._names("evidence", observation.files, MAX_FILES)
        self._names("scenarios", observation.scenarios)

    def _faults(self, title: str, faults: tuple[GroupedFault, ...]) -> None:
        if faults:
            self._title(title, len(faults))
        for one in faults:
            self._fault(one)

    def _ledger(self, uses: tuple[EntryUse, ...]) -> None:
        if accepted := notices.excusing(uses):
            self._title("title-accepted", len(accepted))
        for use in accepted:
            self._entry(use, Verdict.ACCEPTED)
        if problems := notices.failing(uses):
            self._title("title-ledger", len(problems))
        for use in problems:
            self._entry(use, Verdict.FAIL)
            self._field("accepted", use.entry.seen)
            self._field(
                "seen",
                self._catalogue.say(joined(use.seen_now)) or self._catalogue.text("label-nothing"),
            )
            self._field("remedy", self._catalogue.text(f"remedy-{use.status}"))

    def _entry(self, use: EntryUse, verdict: Verdict) -> None:
        status = self._catalogue.text(f"status-{use.status}")
        until = f"{status}, {self._catalogue.text('label-until')} {use.entry.until}"
        mark = (MARKS[verdict], _STYLES[verdict])
        self._out.line(mark, " ", (use.entry.subject, "bold"), f"  {until}")
        self._out.line((clipped(notices.responsibility(use)), "italic"), indent=2)
        self._names("scenarios", (place.get("scenario", "") for place in use.places))

    def _fault(self, one: GroupedFault) -> None:
        mark, style = MARKS[Verdict.FAULT], _STYLES[Verdict.FAULT]
        name = one.name or one.statement or self._catalogue.text("verdict-fault")
        self._out.line((mark, style), " ", (name, "bold"))
        if one.sentence:
            words = self._catalogue.say(one.sentence)
            self._out.line((clipped(f"« {words} »"), "italic"), indent=2)
        for label, value in (("expected", one.expected), ("seen", one.seen)):
            if value:
                self._field(label, self._catalogue.say(value))
        self._names("scenarios", one.scenarios)
        self._names("bars", one.blocked)

    def _unreached(self, grouped: GroupedFindings) -> None:
        if grouped.stranded:
            self._title("title-unreached", len(grouped.stranded))
        for one in grouped.stranded:
            cause = self._catalogue.say(one.cause) or self._catalogue.text("label-no-cause")
            self._out.line(cause, indent=2)
            self._names("statements", one.statements)
            self._names("scenarios", one.scenarios)

    def _unobserved(self, grouped: GroupedFindings) -> None:
        if grouped.unobserved:
            self._title("title-unobservable")
        for one in grouped.unobserved:
            count = self._catalogue.text("count-statements", n=len(one.statements))
            reason = self._catalogue.say(one.reason) or self._catalogue.text("label-no-reason")
            self._out.line(f"{count}{self._catalogue.colon} {reason}", indent=2)

    def _notes(self) -> None:
        for note in notices.run_notices(self._state, self._catalogue):
            if note.code in _TOLD_ELSEWHERE:
                continue
            if note.code == "words" and len(note.lines) > MAX_WORDS:
                folded = self._catalogue.text("words-folded", n=len(note.lines), file=WORDS_FILE)
                self._out.gap()
                self._out.line((clipped(folded), "dim"))
                continue
            self._title(f"title-{note.code}", note.count)
            for line in note.lines[:MAX_LINES]:
                self._out.line(clipped(line), indent=2)
            if len(note.lines) > MAX_LINES:
                more = self._catalogue.text("count-more", n=len(note.lines) - MAX_LINES)
                self._out.line(f"… {more}", indent=2)

    def _sums(self, grouped: GroupedFindings, event: events.RunFinished) -> None:
        self._out.gap()
        totals = grouped.totals
        parts = [
            self._catalogue.text(f"count-verdict-{verdict}", n=n)
            for verdict, n in totals.statements.items()
            if n
        ]
        if left := len(self._state.unwalked):
            parts.append(self._catalogue.text("count-unwalked", n=left))
        count = sum(totals.statements.values()) + left
        statements = self._catalogue.text("count-statements", n=count)
        walked = count_scenarios(self._state, self._catalogue)
        findings = self._catalogue.text("count-findings", n=len(event.findings))
        told = f"{self._catalogue.colon} {', '.join(parts)}" if parts else ""
        self._out.line(f"{statements}{told} ({walked}, {findings})")
        self._out.line((notices.times_text(event.times, self._catalogue), "dim"))
        if self._state.started and self._state.started.folder:
            self._out.line(
                (self._catalogue.pair("label-folder", str(self._state.started.folder)), "dim")
            )

    def _title(self, words: str, count: int | str | None = None) -> None:
        self._out.gap()
        number = "" if count is None else f" ({count})"
        self._out.line((f"{self._catalogue.text(words)}{number}", "bold underline"))

    def _field(self, label: str, value: str) -> None:
        words = self._catalogue.text(f"label-{label}") if label else ""
        name = f"{words:<{self._label}}"
        self._out.line((name, "dim"), clipped(value), indent=2)

    def _names(self, label: str, names: Iterable[str], most: int = MAX_NAMES) -> None:
        shown = tuple(names)
        if shown:
            rest = len(shown) - most
            more = f" … {self._catalogue.text('count-more', n=rest)}" if rest > 0 else ""
            self._field(label, f"{', '.join(shown[:most])}{more}")
