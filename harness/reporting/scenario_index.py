"""The scenarios of a run by their numbers, so that many of them can be named in little room."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from harness.execution.events import ScenarioFinished
from harness.model.finding import Verdict
from harness.reporting.run_state import Story

_NAMED = 6  # scenarios told by name; of the others the numbers


class Line(NamedTuple):
    """One scenario that was walked.

    Attributes:
        counts: how many of its findings have each verdict.
    """

    number: int
    walk: ScenarioFinished
    counts: Mapping[Verdict, int]

    @property
    def seconds(self) -> float:
        """How long it was walked and judged."""
        return self.walk.walking + self.walk.judging


class Named(NamedTuple):
    """Some scenarios in little room.

    Attributes:
        first: the first few, number and name.
        others: the numbers of the others ("7–12, 20"); "" for none.
    """

    first: tuple[tuple[int, str], ...]
    others: str


class Roll:
    """The scenarios of a run, numbered as they were planned.

    Attributes:
        numbers: of each scenario, from 1.
        lines: those that were walked, by their numbers.
    """

    def __init__(self, story: Story) -> None:
        planned = story.started.scenarios if story.started else ()
        slugs = dict.fromkeys((*planned, *(walk.scenario for walk in story.walked)))
        self.numbers = {slug: number for number, slug in enumerate(slugs, start=1)}
        self.lines = tuple(
            sorted(
                Line(self.numbers[walk.scenario], walk, Counter(f.verdict for f in walk.findings))
                for walk in story.walked
            )
        )

    def name(self, scenarios: Iterable[str]) -> Named:
        """Tell some scenarios: the first by name, the others by their numbers."""
        known = sorted((self.numbers[slug], slug) for slug in {*scenarios} if slug in self.numbers)
        others = ranges(number for number, _ in known[_NAMED:])
        return Named(tuple(known[:_NAMED]), others)


def ranges(numbers: Iterable[int]) -> str:
    """Rising numbers in words: "1–3, 7"."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(f"{a}–{b}" if b > a else f"{a}" for a, b in spans)
