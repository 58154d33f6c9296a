"""Compares our HTTP driver with Chromium on many generated examples.

`make differential N=5000` tries N of them, in rounds: each round has its share of every kind, so
that a run that is stopped has compared them all. `SEED=…` repeats a run.
"""

import asyncio
import os
import secrets
import signal
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import hypothesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.differential.bench import Bench, opened
from tests.differential.comparisons import KINDS, Kind

_ROUND = 500  # examples


@dataclass
class Outcome:
    """How far a comparison came.

    Attributes:
        tried: number of examples by kind.
        compared: of them, those that could be compared.
        differing: what differs, with the example.
    """

    tried: Counter[str] = field(default_factory=Counter)
    compared: Counter[str] = field(default_factory=Counter)
    differing: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        kinds = ", ".join(f"{k} {self.compared[k]} of {n}" for k, n in self.tried.items())
        tried = f"{self.compared.total()} of {self.tried.total()} examples ({kinds})"
        return f"compared {tried}: {len(self.differing)} differ"


def drawn(strategy: st.SearchStrategy[Any], number: int, seed: int) -> list[Any]:
    """Some examples; the same ones for the same seed."""
    found: list[Any] = []

    @hypothesis.seed(seed)
    @settings(
        max_examples=number,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(example: Any) -> None:
        found.append(example)

    collect()
    return found[:number]


async def compare(bench: Bench, kind: Kind, examples: Sequence[Any], outcome: Outcome) -> None:
    """Compare examples of one kind, and add what comes of it to an outcome."""
    for start in range(0, len(examples), kind.at_once):
        some = examples[start : start + kind.at_once]
        for example, what in zip(some, await kind.compare(bench, some), strict=True):
            outcome.tried[kind.name] += 1
            outcome.compared[kind.name] += what is not None
            if what:
                outcome.differing.append(f"{kind.name}: {what}\n  {example!r}")


async def _rounds(number: int, seed: int, kinds: Sequence[Kind], outcome: Outcome) -> None:
    began = time.monotonic()
    total = sum(kind.share for kind in kinds)
    async with opened() as bench:
        for done in range(0, number, _ROUND):
            size = min(_ROUND, number - done)
            for kind in kinds:
                share = max(1, round(size * kind.share / total))
                known = len(outcome.differing)
                await compare(bench, kind, drawn(kind.strategy, share, seed + done), outcome)
                for what in outcome.differing[known:]:
                    say(what)
            minutes = (time.monotonic() - began) / 60
            say(f"{outcome.tried.total()} of {number} examples, {minutes:.1f} min")


def say(line: object) -> None:
    """Print a line at once, also into a file."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Compare as many examples as are asked for; 1 if some differ or if it was stopped."""
    number = int(sys.argv[1])
    seed = int(os.environ.get("SEED") or secrets.randbelow(2**32))
    named = os.environ.get("KINDS", "").split()
    kinds = [kind for kind in KINDS if not named or kind.name in named]
    outcome, stopped = Outcome(), False
    say(f"SEED={seed}")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        asyncio.run(_rounds(number, seed, kinds, outcome))
    except KeyboardInterrupt:
        stopped = True
        say(f"stopped; SEED={seed} N={number} repeats it")
    say(outcome)
    return 1 if stopped or outcome.differing else 0


if __name__ == "__main__":
    sys.exit(main())
