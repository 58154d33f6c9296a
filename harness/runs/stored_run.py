"""A stored run: its folder read back, without a portal."""

import json
from bisect import insort
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from harness.core.errors import FormatError, UsageError
from harness.core.validation import check_format
from harness.execution.events import Origin, Planned, Stopped, Times
from harness.journal.reader import read_journal
from harness.journal.writer import JOURNAL
from harness.model.finding import Verdict
from harness.model.journal import Journal

RUN_FILE = "run.json"
RUN_FORMAT = 1
LEDGER_FILE = "ledger.toml"
_T = TypeVar("_T", bound=BaseModel)
_PLAN = TypeAdapter(tuple[Planned, ...])
_VERDICTS = {verdict.value: verdict for verdict in Verdict}


@dataclass(frozen=True)
class StoredRun:
    """A run's folder, as far as `codes-perdus run` wrote it.

    Args:
        folder: of the run.
    """

    folder: Path

    @cached_property
    def walks(self) -> Mapping[str, tuple[Journal, ...]]:
        """The journals of each scenario, attempt by attempt, in the order of the slugs.

        Left out are journals without a complete first line, and journals that an earlier run
        left in the same folder.

        Raises:
            UsageError: the folder holds no journal, or one that cannot be read.
        """
        found: dict[str, list[Journal]] = {}
        for journal in map(read_journal, self._paths()):
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

    def _paths(self) -> list[Path]:
        paths = sorted(self.folder.glob(f"*/{JOURNAL}"))
        if not paths and not self.plan:
            raise UsageError(
                f"journals below {self.folder}",
                seen="none",
                remedy="Name a run's folder, such as runs/….",
            )
        return [path for path in paths if _has_head(path)]

    @cached_property
    def facts(self) -> Mapping[str, Any]:
        """The content of `run.json`; empty if it was not written.

        Raises:
            FormatError: it has another format.
        """
        try:
            facts = json.loads((self.folder / RUN_FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(facts, dict):
            return {}
        check_format(RUN_FILE, facts.get("format"), RUN_FORMAT)
        return facts

    @cached_property
    def plan(self) -> tuple[Planned, ...]:
        """The plan of the run; empty if it was not written."""
        try:
            return _PLAN.validate_python(self.facts.get("plan", ()))
        except ValidationError:
            return ()

    @property
    def started(self) -> datetime:
        """When the run started; `datetime.min` if that was not written."""
        try:
            began = datetime.fromisoformat(str(self.facts["started"]))
        except (KeyError, ValueError):
            return datetime.min.replace(tzinfo=UTC)
        return began if began.tzinfo else began.replace(tzinfo=UTC)

    @property
    def origin(self) -> Origin:
        """What the run was asked to do; an empty value if that was not written."""
        return self._part("origin", Origin) or Origin()

    @property
    def scenarios_folder(self) -> Path | None:
        """The user's folder of its scenarios; None for the bundled ones."""
        return Path(self.origin.scenarios) if self.origin.scenarios else None

    @property
    def guide_folder(self) -> Path | None:
        """The user's folder of its guide; None for the bundled one."""
        return Path(self.origin.guide) if self.origin.guide else None

    @property
    def stopped(self) -> Stopped | None:
        """What ended the run early; None if nothing did."""
        return self._part("stopped", Stopped)

    @property
    def times(self) -> Times | None:
        """Where the run spent its time; None if it did not end."""
        return self._part("times", Times)

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
        return tuple(map(str, self.facts.get("leaks") or ()))

    @property
    def verdicts(self) -> Mapping[str, Verdict]:
        """The verdict of each scenario that could run, as `run.json` records it.

        `unreached` if the scenario did not run, or if its verdict was not written.
        """
        verdicts = {
            str(one.get("scenario")): str(one.get("verdict")) for one in self._scenario_entries
        }
        return {s: _VERDICTS.get(verdicts.get(s, ""), Verdict.UNREACHED) for s in self._playable}

    @property
    def durations(self) -> Mapping[str, float]:
        """Seconds that each scenario took, as `run.json` records it."""
        seconds = {one.get("scenario"): one.get("walking") for one in self._scenario_entries}
        return {slug: float(time) for slug, time in seconds.items() if slug and time}

    @property
    def _scenario_entries(self) -> list[Mapping[str, Any]]:
        found = self.facts.get("scenarios", [])
        return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []

    def _part(self, name: str, kind: type[_T]) -> _T | None:
        try:
            return kind.model_validate_json(json.dumps(self.facts[name]))
        except (KeyError, ValidationError):
            return None


def _has_head(path: Path) -> bool:
    """Whether the first line of a journal is complete."""
    with path.open("rb") as file:
        return file.readline().endswith(b"\n")


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
        with suppress(FormatError):
            insort(read, StoredRun(folder), key=attrgetter("started"))
    yield from reversed(read)


def _last_written(path: Path) -> datetime | None:
    """When a file was written last; None if it cannot be read."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return None
