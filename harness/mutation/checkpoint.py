"""Trials kept as they come: a matrix that was cut off goes on where it was."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, ValidationError

from harness.core.errors import UsageError
from harness.core.files import write_whole
from harness.mutation.scenario_selection import Order
from harness.mutation.trial import Trial


class About(BaseModel):
    """What a matrix was made with; trials of another are no trials of this one.

    Attributes:
        version: of the harness.
        target: its name.
        driver: "http" or "browser".
        validate_forms: whether the browser's own validation stayed on.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    target: str
    driver: str
    validate_forms: bool


class Kept:
    """The trials of a matrix in a file: what it is about, then one line for each.

    Args:
        path: of the file.
        about: what the matrix is made with.
        resume: whether to go on with what the file holds; it is begun anew else.

    Raises:
        UsageError: there is nothing to go on with, or it was made otherwise.
    """

    def __init__(self, path: Path, about: About, *, resume: bool) -> None:
        self._path = path
        self._about = about
        self._known = self._read() if resume else {}

    def earlier(self, orders: Iterable[Order]) -> dict[str, Trial]:
        """What is known already of some orders, by the names of the alterations.

        A trial in which something beside the portal broke is none, nor is one that walked other
        scenarios than its order asks for today.
        """
        pairs = ((one, self._known.get(one.alteration.name)) for one in orders)
        return {one.alteration.name: t for one, t in pairs if t and _answers(one, t)}

    def add(self, trial: Trial) -> None:
        """Keep one more."""
        self._file.write(trial.model_dump_json() + "\n")
        self._file.flush()

    def __enter__(self) -> Self:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        lines = (self._about, *self._known.values())
        write_whole(self._path, "".join(line.model_dump_json() + "\n" for line in lines))
        self._file = self._path.open("a", encoding="utf-8", newline="\n")
        return self

    def __exit__(self, *details: object) -> None:
        self._file.close()

    def _read(self) -> Mapping[str, Trial]:
        try:
            first, _, rest = self._path.read_bytes().partition(b"\n")
            made_with = About.model_validate_json(first)
        except OSError as error:
            raise self._refused(error.strerror or str(error)) from error
        except ValidationError as error:
            raise self._refused("a first line that tells nothing of a matrix") from error
        if made_with != self._about:
            raise self._refused(f"made with {_told(made_with)}, not with {_told(self._about)}")
        return {trial.alteration: trial for trial in map(_trial, rest.splitlines()) if trial}

    def _refused(self, seen: str) -> UsageError:
        return UsageError(
            f"the trials of a matrix like this one in {self._path}",
            seen=seen,
            remedy="Give --out the folder of the matrix to go on with, or leave --resume out.",
        )


def _trial(line: bytes) -> Trial | None:
    """The trial of a line; None for the last one of a matrix that was killed while it wrote."""
    try:
        return Trial.model_validate_json(line)
    except ValidationError:
        return None


def _answers(order: Order, trial: Trial) -> bool:
    walked = trial.scenarios[: len(order.first)]
    return walked == order.first and not trial.faults


def _told(about: About) -> str:
    return ", ".join(str(value) for value in about.model_dump().values())
