"""The scenarios of a run by number, so that many of them can be listed in little space."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from harness.execution.events import ScenarioFinished
from harness.model.finding import Verdict
from harness.reporting.run_state import RunState

MAX_NAMES = 6  # scenarios listed by name; the others by number


@dataclass(frozen=True)
class ScenarioRow:
    """One scenario that ended.

    Attributes:
        number: in the plan, from 1.
        walk: the event of its end.
        counts: how many of its findings have each verdict.
    """

    number: int
    walk: ScenarioFinished
    counts: Mapping[Verdict, int]

    @property
    def seconds(self) -> float:
        """How long it ran and was judged."""
        return self.walk.walking + self.walk.judging


@dataclass(frozen=True)
class ScenarioNames:
    """Some scenarios in little space.

    Attributes:
        first: number and name of the first few.
        others: the numbers of the others ("7–12, 20"); "" for none.
    """

    first: tuple[tuple[int, str], ...]
    others: str


class ScenarioIndex:
    """The scenarios of a run, numbered as they were planned.

    Attributes:
        numbers: of each scenario, from 1.
        rows: the scenarios that ended, by number.
    """

    def __init__(self, state: RunState) -> None:
        planned = state.started.scenarios if state.started else ()
        slugs = dict.fromkeys((*planned, *(walk.scenario for walk in state.walked)))
        self.numbers = {slug: number for number, slug in enumerate(slugs, start=1)}
        rows = (
            ScenarioRow(
                self.numbers[walk.scenario], walk, Counter(f.verdict for f in walk.findings)
            )
            for walk in state.walked
        )
        self.rows = tuple(sorted(rows, key=lambda row: row.number))

    def name(self, scenarios: Iterable[str]) -> ScenarioNames:
        """List some scenarios: the first by name, the others by number."""
        known = sorted((self.numbers[slug], slug) for slug in {*scenarios} if slug in self.numbers)
        others = ranges(number for number, _ in known[MAX_NAMES:])
        return ScenarioNames(tuple(known[:MAX_NAMES]), others)


def ranges(numbers: Iterable[int]) -> str:
    """Rising numbers in short: "1–3, 7"."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(f"{a}–{b}" if b > a else f"{a}" for a, b in spans)
