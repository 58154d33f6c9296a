"""A stored run: its folder read back, without a portal."""

import json
import os
from bisect import insort
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from harness.core.errors import FormatError, UsageError
from harness.core.folders.safe import SafeFolder
from harness.core.validation import check_format, sentences
from harness.core.value import Moment
from harness.execution.events import Origin, Planned, Stopped, Times
from harness.journal.reader import read_journal
from harness.journal.writer import JOURNAL
from harness.model.fact import Fact
from harness.model.finding import Verdict
from harness.model.journal import Journal, WordMap

RUN_FILE = "run.json"
RUN_FORMAT = 1
LEDGER_FILE = "ledger.toml"
_MAX_FACTS = 1 << 26  # bytes of run.json
_MAX_HEAD = 1 << 22  # bytes of the first line of a journal
_VERDICTS = {verdict.value: verdict for verdict in Verdict}


class _Stored(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


class StoredScenario(_Stored):
    """What `run.json` says of one scenario; `walking` and `judging` in seconds."""

    scenario: str
    verdict: str | None = None
    walking: Annotated[float, Field(ge=0)] | None = None
    judging: Annotated[float, Field(ge=0)] | None = None


class StoredFacts(_Stored):
    """What is read of `run.json` again; it has the value of each field that was not written.

    The attributes are those of `RunFacts`, which is what a run writes.
    """

    format: int = RUN_FORMAT
    exit_code: int | None = None
    target: str | None = None
    base_url: str | None = None
    driver: str | None = None
    started: Moment | None = None
    jobs: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    origin: Origin | None = None
    plan: tuple[Planned, ...] = ()
    words: WordMap = {}
    reads: dict[str, str] = {}
    absent: dict[str, str] = {}
    unobservable: dict[str, str] = {}
    times: Times | None = None
    scenarios: tuple[StoredScenario, ...] = ()
    stopped: Stopped | None = None
    leaks: tuple[str, ...] = ()
    orphans: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    refused_mails: tuple[Fact, ...] = ()


def check_run_folder(folder: Path) -> None:
    """Check that there is a folder where somebody names one of a run.

    Raises:
        UsageError: there is none.
    """
    if not os.path.isdir(folder):  # noqa: PTH112 - of any length, where pathlib raises
        raise UsageError(
            "the folder of a run",
            seen=f"{folder}, which is no folder",
            remedy="Name a run's folder, such as runs/….",
        )


@dataclass(frozen=True)
class StoredRun:
    """A run's folder, as far as `codes-perdus run` wrote it.

    It may come from anybody: it is read as data, and what is no plain file in it is refused.

    Raises:
        UsageError: there is no such folder.
    """

    folder: Path

    def __post_init__(self) -> None:
        check_run_folder(self.folder)

    @cached_property
    def files(self) -> SafeFolder:
        """Reads and writes in the folder.

        Raises:
            UnsafeFile: the folder holds links, named pipes or the like.
        """
        files = SafeFolder(self.folder)
        if self.folder.is_dir():
            for _ in files.files():
                pass
        return files

    @cached_property
    def walks(self) -> Mapping[str, tuple[Journal, ...]]:
        """The journals of each scenario, attempt by attempt, in the order of the slugs.

        Left out are journals without a complete first line, and journals that an earlier run
        left in the same folder.

        Raises:
            UsageError: the folder holds no journal, or one that cannot be read.
        """
        found: dict[str, list[Journal]] = {}
        for journal in map(read_journal, self._journal_paths()):
            if self._is_own(journal):
                found.setdefault(journal.head.scenario, []).append(journal)
        return {
            slug: tuple(sorted(found[slug], key=lambda journal: journal.head.attempt))
            for slug in sorted(found)
        }

    @property
    def journals(self) -> Mapping[str, Journal]:
        """The journal of each scenario's last attempt, in the order of the slugs.

        Raises:
            UsageError: the folder holds no journal, or one that cannot be read.
        """
        return {slug: walks[-1] for slug, walks in self.walks.items()}

    def _is_own(self, journal: Journal) -> bool:
        if not self.plan:
            return True
        planned = {planned.scenario for planned in self.plan}
        return journal.head.scenario in planned and journal.head.started >= self.started

    def _journal_paths(self) -> list[Path]:
        found = self.files
        paths = sorted(self.folder.glob(f"*/{JOURNAL}"))
        if not paths and not self.plan:
            raise UsageError(
                f"journals below {self.folder}",
                seen="none",
                remedy="Name a run's folder, such as runs/….",
            )
        names = {path: path.relative_to(self.folder).as_posix() for path in paths}
        return [p for p, name in names.items() if b"\n" in found.beginning(name, _MAX_HEAD)]

    @cached_property
    def facts(self) -> StoredFacts:
        """The content of `run.json`; without values if it was not written to its end.

        Raises:
            FormatError: it has another format, or other content.
        """
        try:
            data = json.loads(self.files.read(RUN_FILE, _MAX_FACTS))
        except (OSError, ValueError, RecursionError):
            return StoredFacts()
        if not isinstance(data, dict):
            return StoredFacts()
        check_format(RUN_FILE, data.get("format"), RUN_FORMAT)
        try:
            return StoredFacts.model_validate_json(json.dumps(data))
        except ValidationError as error:
            raise _other_content(error) from error

    @property
    def plan(self) -> tuple[Planned, ...]:
        """The plan of the run; empty if it was not written."""
        return self.facts.plan

    @property
    def started(self) -> datetime:
        """When the run started; `datetime.min` if that was not written."""
        began = self.facts.started or datetime.min.replace(tzinfo=UTC)
        return began if began.tzinfo else began.replace(tzinfo=UTC)

    @property
    def origin(self) -> Origin:
        """What the run was asked to do; an empty value if that was not written."""
        return self.facts.origin or Origin()

    @property
    def stopped(self) -> Stopped | None:
        """What ended the run early; None if nothing did."""
        return self.facts.stopped

    @property
    def times(self) -> Times | None:
        """Where the run spent its time; None if it did not end."""
        return self.facts.times

    @property
    def missing(self) -> tuple[str, ...]:
        """Slugs of the scenarios that could run and left no journal."""
        return tuple(slug for slug in self._playable if slug not in self.walks)

    @property
    def _playable(self) -> tuple[str, ...]:
        return tuple(planned.scenario for planned in self.plan if not planned.blocked_reason)

    @property
    def is_faulty(self) -> bool:
        """Whether a fault ended the run early, or secrets leaked."""
        if self.leaks:
            return True
        return self.stopped.fault if self.stopped else bool(self.missing)

    @property
    def cut_off(self) -> tuple[str, ...]:
        """Slugs of the scenarios whose last attempt has no end."""
        return tuple(slug for slug, journal in self.journals.items() if journal.end is None)

    @property
    def leaks(self) -> tuple[str, ...]:
        """Where secrets could be read in it when it was made."""
        return self.facts.leaks

    @property
    def verdicts(self) -> Mapping[str, Verdict]:
        """The verdict of each scenario that could run, as `run.json` records it.

        `unreached` if the scenario did not run, or if its verdict was not written.
        """
        verdicts = {one.scenario: one.verdict or "" for one in self.facts.scenarios}
        return {s: _VERDICTS.get(verdicts.get(s, ""), Verdict.UNREACHED) for s in self._playable}

    @property
    def durations(self) -> Mapping[str, float]:
        """Seconds that each scenario took, as `run.json` records it."""
        return {one.scenario: one.walking for one in self.facts.scenarios if one.walking}


def _other_content(error: ValidationError) -> FormatError:
    return FormatError(
        f"the facts of a run in {RUN_FILE}",
        seen="\n".join(sentences(error, StoredFacts)[:5]),
        remedy="Name a run's folder as `codes-perdus run` wrote it.",
    )


def latest_first(folders: Iterable[Path]) -> Iterator[StoredRun]:
    """The runs in some folders, the latest first; folders without a readable run are skipped.

    A run starts before its `run.json` is written last. So the runs are read one by one, and few
    of them if only the latest are wanted.
    """
    written = [(when, folder) for folder in folders if (when := _last_written(folder / RUN_FILE))]
    read: list[StoredRun] = []
    for when, folder in sorted(written, reverse=True):
        while read and read[-1].started >= when:
            yield read.pop()
        with suppress(UsageError):
            insort(read, StoredRun(folder), key=attrgetter("started"))
    yield from reversed(read)


def _last_written(path: Path) -> datetime | None:
    """When a file was written last; None if it cannot be read."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return None
