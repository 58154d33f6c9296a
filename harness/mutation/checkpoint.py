"""Stores each trial as it ends, so that an interrupted matrix can continue."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Self

from pydantic import ValidationError

from harness.core.errors import UsageError
from harness.core.files import write_whole
from harness.core.value import Value
from harness.mutation.scenario_selection import TrialPlan
from harness.mutation.trial import Trial


class CheckpointHead(Value):
    """The options that a matrix is made with; trials made with others do not belong to it.

    Attributes:
        driver: "http" or "browser".
        validate_forms: whether the browser's own validation is on.
    """

    version: str
    target: str
    driver: str
    validate_forms: bool


class Checkpoint:
    """The file with the trials of a matrix: a head, then one line for each trial.

    With `resume`, the trials in the file stay; otherwise it is written anew.

    Raises:
        UsageError: `resume`, and there is no such file, or it was made with other options.
    """

    def __init__(self, path: Path, head: CheckpointHead, *, resume: bool) -> None:
        self._path = path
        self._head = head
        self._known = self._read() if resume else {}

    def earlier(self, plans: Iterable[TrialPlan]) -> dict[str, Trial]:
        """The trials of earlier processes, by the names of their alterations.

        A trial with a fault is left out, and so is one of other scenarios than are planned today.
        """
        pairs = ((one, self._known.get(one.alteration.name)) for one in plans)
        return {one.alteration.name: t for one, t in pairs if t and _is_current(one, t)}

    def add(self, trial: Trial) -> None:
        """Store one more trial."""
        self._file.write(trial.model_dump_json() + "\n")
        self._file.flush()

    def __enter__(self) -> Self:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        lines = (self._head, *self._known.values())
        write_whole(self._path, "".join(line.model_dump_json() + "\n" for line in lines))
        self._file = self._path.open("a", encoding="utf-8", newline="\n")
        return self

    def __exit__(self, *details: object) -> None:
        self._file.close()

    def _read(self) -> Mapping[str, Trial]:
        try:
            first, _, rest = self._path.read_bytes().partition(b"\n")
            made_with = CheckpointHead.model_validate_json(first)
        except OSError as error:
            raise self._refused(error.strerror or str(error)) from error
        except ValidationError as error:
            raise self._refused("a first line that tells nothing of a matrix") from error
        if made_with != self._head:
            raise self._refused(
                f"made with {_listed_values(made_with)}, not with {_listed_values(self._head)}"
            )
        return {trial.alteration: trial for trial in map(_trial, rest.splitlines()) if trial}

    def _refused(self, seen: str) -> UsageError:
        return UsageError(
            f"the trials of a matrix like this one in {self._path}",
            seen=seen,
            remedy="Give --out the folder of the matrix to go on with, or leave --resume out.",
        )


def _trial(line: bytes) -> Trial | None:
    """The trial of a line; None for a line that was cut off when the process was killed."""
    try:
        return Trial.model_validate_json(line)
    except ValidationError:
        return None


def _is_current(plan: TrialPlan, trial: Trial) -> bool:
    return trial.scenarios[: len(plan.first)] == plan.first and not trial.faults


def _listed_values(head: CheckpointHead) -> str:
    return ", ".join(str(value) for value in head.model_dump().values())
