"""A kept run: its folder read again, without a portal."""

import json
from bisect import insort
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from harness.core.errors import UsageError
from harness.execution.events import Origin, Planned, Stopped, Times
from harness.journal.reader import read_journal
from harness.journal.writer import JOURNAL
from harness.model.finding import Verdict
from harness.model.journal import Journal

RUN_FILE = "run.json"
LEDGER_FILE = "ledger.toml"
_T = TypeVar("_T", bound=BaseModel)
_PLAN = TypeAdapter(tuple[Planned, ...])
_VERDICTS = {verdict.value: verdict for verdict in Verdict}


@dataclass(frozen=True)
class StoredRun:
    """A run's folder, as `codes-perdus run` wrote it, and as far as it did.

    Args:
        folder: of the run.
    """

    folder: Path

    @cached_property
    def walks(self) -> Mapping[str, tuple[Journal, ...]]:
        """The journals of each scenario, walk by walk, in the order of the slugs.

        A journal that was cut off before its first line was whole is left out, and one that
        an earlier run left in the same folder.

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
        """The journal of each scenario's last walk, in the order of the slugs.

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
        """What `run.json` tells; empty where the run was cut off before it was written."""
        try:
            facts = json.loads((self.folder / RUN_FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return facts if isinstance(facts, dict) else {}

    @cached_property
    def plan(self) -> tuple[Planned, ...]:
        """What the run was to walk; empty where nobody wrote it down."""
        try:
            return _PLAN.validate_python(self.facts.get("plan", ()))
        except ValidationError:
            return ()

    @property
    def started(self) -> datetime:
        """When the run began; long ago where nobody wrote it down."""
        try:
            began = datetime.fromisoformat(str(self.facts["started"]))
        except (KeyError, ValueError):
            return datetime.min.replace(tzinfo=UTC)
        return began if began.tzinfo else began.replace(tzinfo=UTC)

    @property
    def origin(self) -> Origin:
        """Where the run comes from; nothing is known where nobody wrote it down."""
        return self._part("origin", Origin) or Origin()

    @property
    def scenarios_folder(self) -> Path | None:
        """The user's folder that its scenarios came from; None for those of the project."""
        return Path(self.origin.scenarios) if self.origin.scenarios else None

    @property
    def guide_folder(self) -> Path | None:
        """The user's folder of its guide; None for that of the project."""
        return Path(self.origin.guide) if self.origin.guide else None

    @property
    def stopped(self) -> Stopped | None:
        """What ended the run before its plan, as it was told then; None for nothing."""
        return self._part("stopped", Stopped)

    @property
    def times(self) -> Times | None:
        """Where the run spent its time; None where it did not come to its end."""
        return self._part("times", Times)

    @property
    def missing(self) -> tuple[str, ...]:
        """Slugs of what was planned, could be played, and left no journal."""
        return tuple(slug for slug in self._playable if slug not in self.walks)

    @property
    def _playable(self) -> tuple[str, ...]:
        return tuple(planned.scenario for planned in self.plan if not planned.blocked_reason)

    @property
    def is_faulty(self) -> bool:
        """Whether something but the portal kept it from being whole, or it leaks."""
        if self.leaks:
            return True
        return self.stopped.fault if self.stopped else bool(self.missing)

    @property
    def cut_off(self) -> tuple[str, ...]:
        """Slugs of the scenarios whose last walk has no end."""
        return tuple(slug for slug, journal in self.journals.items() if journal.end is None)

    @property
    def leaks(self) -> tuple[str, ...]:
        """Where secrets could be read in it when it was made; nobody knows them now."""
        return tuple(map(str, self.facts.get("leaks") or ()))

    @property
    def verdicts(self) -> Mapping[str, Verdict]:
        """The verdict of each scenario that was planned and could be played, as the run told it.

        `unreached` where it was not walked, or the run was killed before it told.
        """
        told = {str(one.get("scenario")): str(one.get("verdict")) for one in self._told}
        return {s: _VERDICTS.get(told.get(s, ""), Verdict.UNREACHED) for s in self._playable}

    @property
    def durations(self) -> Mapping[str, float]:
        """Seconds that each scenario took, as the run told it."""
        seconds = {one.get("scenario"): one.get("walking") for one in self._told}
        return {slug: float(time) for slug, time in seconds.items() if slug and time}

    @property
    def _told(self) -> list[Mapping[str, Any]]:
        told = self.facts.get("scenarios", [])
        return [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []

    def _part(self, name: str, kind: type[_T]) -> _T | None:
        try:
            return kind.model_validate_json(json.dumps(self.facts[name]))
        except (KeyError, ValidationError):
            return None


def _has_head(path: Path) -> bool:
    """Whether the first line of a journal was written whole."""
    with path.open("rb") as file:
        return file.readline().endswith(b"\n")


def latest_first(folders: Iterable[Path]) -> Iterator[StoredRun]:
    """The runs kept in some folders, by when they began; a folder without a run is passed over.

    No run began after its facts were last written: of many runs few are read, where only the
    latest are asked for.
    """
    written = [(when, folder) for folder in folders if (when := _last_written(folder / RUN_FILE))]
    read: list[StoredRun] = []
    for when, folder in sorted(written, reverse=True):
        while read and read[-1].started >= when:
            yield read.pop()
        insort(read, StoredRun(folder), key=attrgetter("started"))
    yield from reversed(read)


def _last_written(path: Path) -> datetime | None:
    """None for a file that is not there, or may not be looked at."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return None
