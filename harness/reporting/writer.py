"""All reports of a run as one reader of its events."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Self

from harness import messages
from harness.core.exit_codes import FAULT
from harness.core.folders.safe import SafeFolder
from harness.core.value import Value
from harness.execution.events import Event, Leaked, RunFinished, RunStarted
from harness.guide.model import Guide
from harness.messages import Language
from harness.model.fact import Fact
from harness.model.journal import Journal
from harness.reporting.commands import replay_command
from harness.reporting.formats.github import GitHub
from harness.reporting.formats.gitlab import code_quality
from harness.reporting.formats.jsonl import FINDINGS_FILE, JsonLines
from harness.reporting.formats.junit import junit_xml
from harness.reporting.formats.markdown import summary
from harness.reporting.formats.run_json import run_json, versions
from harness.reporting.formats.terminal import Terminal
from harness.reporting.history import Earlier, History
from harness.reporting.html.evidence_view import recordings
from harness.reporting.html.run import html_report, with_times
from harness.reporting.html.scenario import page_of, scenario_page
from harness.reporting.opened_panels import opened_panels
from harness.reporting.refusing_forms import refusing_forms
from harness.reporting.run_state import RunState
from harness.reporting.scenario_index import ScenarioIndex, ScenarioRow
from harness.reporting.svg.flow.render import flow_svg
from harness.reporting.svg.transitions import transitions
from harness.reporting.unneeded_lines import unneeded_lines


class Problem(Value):
    """A report, by its file's name or "terminal", that could not be written."""

    report: str
    reason: str


class Reports:
    """Tells a run on a terminal and keeps it in files; a report that fails costs no other.

    Used by `with`, so that the terminal and the files are left whole however a run ends.

    Args:
        folder: the run's folder; made if it is missing.
        guide: what the run was judged by.
        terminal: tells the run to people; None for none.
        earlier: sets this run beside an earlier one; None for none.
        language: of the files for people.
        journals: gives what the walks recorded, once the run is over.
        github: the job that the run is told to; None outside of GitHub Actions.
        leaks: gives where secrets can be read in the folder, once all is written.
        clock: gives seconds, to tell how long the reports took.
    """

    def __init__(
        self,
        folder: Path,
        guide: Guide,
        *,
        terminal: Terminal | None = None,
        github: GitHub | None = None,
        earlier: Earlier | None = None,
        language: Language = "en",
        journals: Callable[[], Iterable[Journal]] = tuple,
        leaks: Callable[[], Iterable[str]] = tuple,
        is_first: bool = True,
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._guide = guide
        self._terminal = terminal
        self._github = github
        self._earlier = earlier
        self._catalogue = messages.catalogue(language)
        self._journals = journals
        self._leaks = leaks
        self._is_first = is_first
        self._clock = clock
        self._lines = JsonLines(folder / FINDINGS_FILE)
        self._state = RunState()
        self._problems: dict[str, Problem] = {}
        self._page = ""  # report.html, without the times that are known once it is made

    def __enter__(self) -> Self:
        if self._github:
            self._github.begin()
        return self

    def __exit__(self, *details: object) -> None:
        self.close()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The reports that could not be written."""
        return tuple(self._problems.values())

    @property
    def exit_code(self) -> int:
        """The run's exit code; that of a fault if it did not end, or a report is missing."""
        code = self._state.exit_code
        return FAULT if code is None or self._problems else code

    @property
    def state(self) -> RunState:
        """The run as far as its events went."""
        return self._state

    def __call__(self, event: Event) -> None:
        """Take one event; the last one writes all files."""
        if isinstance(event, RunFinished):
            refusing = refusing_forms(event.findings, self._journals(), self._guide)
            unneeded = self._unneeded(event)
            opened = opened_panels(self._journals(), self._guide)
            event = event.model_copy(
                update={"refusing": refusing, "unneeded": unneeded, "opened": opened}
            )
        self._state = self._state.after(event)
        self._try(FINDINGS_FILE, lambda: self._lines(event))
        if isinstance(event, RunStarted):
            self._write("run.json", self._run_json)  # a run that is killed leaves its plan
        if isinstance(event, RunFinished):
            event = self._finish(event)
        self._tell(event)

    def _unneeded(self, event: RunFinished) -> tuple[Fact, ...]:
        """The lines of the target file that the run did not need."""
        started = self._state.started
        return unneeded_lines(event.findings, started, self._guide) if started else ()

    def close(self) -> None:
        """End the live display and the files; a run without its end is kept as far as it went."""
        self._try(FINDINGS_FILE, self._lines.close)
        if self._state.started and not self._state.finished:
            self._write_all()
            if self._has_leaks():
                self._write_all()
        if self._terminal:
            self._try("terminal", self._terminal.close)
        if self._github:
            github = self._github
            self._try("the job's page", lambda: github.end(self._state, self._catalogue))

    def _finish(self, event: RunFinished) -> RunFinished:
        """Write the files; returns the event with the time that they took."""
        begun = self._clock()
        self._write_all()
        if self._has_leaks():
            event = event.model_copy(update={"exit_code": FAULT})
            self._write_long()
        taken = self._clock() - begun if self._is_first else 0.0
        times = event.times.model_copy(
            update={
                "reporting": round(event.times.reporting + taken, 3),
                "total": round(event.times.total + taken, 3),
            }
        )
        event = event.model_copy(update={"times": times})
        self._state = self._state.after(event)
        self._write_short()
        return event

    def _has_leaks(self) -> bool:
        """Whether secrets can be read in what was written; all reports tell it then."""
        found: list[str] = []
        self._try("the search for secrets", lambda: found.extend(self._leaks()))
        if found:
            event = Leaked(places=tuple(found))
            self._state = self._state.after(event)
            self._tell(event)
        return bool(found)

    def _write_all(self) -> None:
        self._write_long()
        self._write_short()

    def _write_long(self) -> None:
        flow = self._write("flow.svg", self._flow)
        self._write("junit.xml", self._junit)
        self._write("codequality.json", lambda: code_quality(self._state, self._catalogue))
        self._try("the pages of the scenarios", self._write_scenarios)
        self._try("report.html", lambda: self._make_page(flow))

    def _write_short(self) -> None:
        """Write what tells the time that all files took, itself next to none."""
        finished = self._state.finished
        if self._page:
            times = finished.times if finished else None
            self._write("report.html", lambda: with_times(self._page, times, self._catalogue))
        self._write("summary.md", lambda: summary(self._state, self._catalogue, self._history()))
        self._write("run.json", self._run_json)

    def _junit(self) -> str:
        titles = self._guide.titles.get(self._catalogue.language, {})
        return junit_xml(self._state, self._catalogue, titles)

    def _flow(self) -> str:
        return flow_svg(
            self._guide, self._state.findings, transitions(self._journals()), self._catalogue
        )

    def _history(self) -> History | None:
        return self._earlier(self._state) if self._earlier else None

    def _make_page(self, flow: str) -> None:
        self._page = html_report(
            self._state,
            self._guide,
            flow,
            folder=self._folder,
            catalogue=self._catalogue,
            journals={journal.head.scenario: journal for journal in self._journals()},
            history=self._history(),
        )

    def _write_scenarios(self) -> None:
        """Write a page for each scenario that left a journal."""
        rows = {row.walk.scenario: row for row in ScenarioIndex(self._state).rows}
        titles = {chapter.slug: chapter.title for chapter in self._guide.chapters}
        for journal in self._journals():
            slug = journal.head.scenario
            if slug in rows and (self._folder / slug).is_dir() and (name := page_of(slug)):
                self._write(name, partial(self._scenario, rows[slug], journal, titles))

    def _scenario(self, row: ScenarioRow, journal: Journal, titles: dict[str, str]) -> str:
        slug = journal.head.scenario
        language = self._catalogue.language
        return scenario_page(
            row,
            journal,
            title=self._guide.title_of(slug, row.walk.title, language),
            titles=titles,
            replay=replay_command(self._folder, slug, self._state.target_file),
            recordings=recordings(self._folder, slug),
            catalogue=self._catalogue,
        )

    def _run_json(self) -> str:
        return run_json(self._state, digest=self._guide.digest, versions=versions())

    def _write(self, name: str, make: Callable[[], str]) -> str:
        """Make and write one file; returns its text, "" if it could not be made."""
        made = [""]

        def write() -> None:
            made[0] = make()
            SafeFolder(self._folder).write(name, made[0].encode("utf-8", "backslashreplace"))

        self._try(name, write)
        return made[0]

    def _tell(self, event: Event) -> None:
        if self._terminal is None:
            return
        terminal = self._terminal
        if isinstance(event, RunFinished) and self._problems:
            missing = [f"{one.report}: {one.reason}" for one in self.problems]
            self._try("terminal", lambda: terminal.unwritten(missing))
        self._try("terminal", lambda: terminal(event))

    def _try(self, name: str, work: Callable[[], object]) -> None:
        try:
            work()
        except Exception as error:  # noqa: BLE001 - whatever breaks one report spares the others
            told = f"{type(error).__name__}: {error}"
            self._problems.setdefault(name, Problem(report=name, reason=told))
