"""Repeats a run many times and prints the verdicts that differ between the runs.

    make repeat N=20 ARGS="my-portal.toml"
    python tools/repeat.py 200 --at-once 4 --busy slow --only cancel-step-1

Further arguments are passed to `codes-perdus run`. Runs that equal the first one are deleted. Exit codes: 0 no verdict differs; 1 some do; 2 a wrong option.
"""

import argparse
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from harness.core.errors import UsageError
from harness.reporting.formats.jsonl import read_findings

PROJECT = Path(__file__).parents[1]
COMMAND = (str(Path(sys.executable).with_name("codes-perdus")), "run")
NOTHING = "no verdict"

Key = tuple[str, str]
"""A scenario and a statement."""


@dataclass(frozen=True)
class Run:
    """One run: its exit code, its seconds, and the verdict on each statement in each scenario."""

    number: int
    folder: Path
    code: int
    seconds: float
    verdicts: Mapping[Key, str]

    def is_like(self, other: "Run") -> bool:
        """Whether both have the same exit code and verdicts."""
        return (self.code, self.verdicts) == (other.code, other.verdicts)


def one_run(number: int, folder: Path, arguments: Sequence[str]) -> Run:
    """Run once; the output is written into the folder."""
    begun = perf_counter()
    folder.mkdir(parents=True)
    with (folder / "terminal.txt").open("w", encoding="utf-8") as output:
        command = (*COMMAND, *arguments, "--out", str(folder))
        done = subprocess.run(  # noqa: S603 - our own command with the user's arguments
            command, cwd=PROJECT, stdout=output, stderr=subprocess.STDOUT, check=False
        )
    seconds = perf_counter() - begun
    return Run(number, folder, done.returncode, seconds, verdicts(folder))


def verdicts(folder: Path) -> dict[Key, str]:
    """The verdicts in the folder of a run; {} if it has none."""
    try:
        findings = read_findings(folder / "findings.jsonl")
    except UsageError:
        return {}
    return {(one.scenario, one.statement): one.verdict.value for one in findings}


def differences(runs: Iterable[Mapping[Key, str]]) -> dict[Key, Counter[str]]:
    """The statements with different verdicts, and how often each verdict occurs."""
    found: defaultdict[Key, Counter[str]] = defaultdict(Counter)
    all_runs = tuple(runs)
    for key in sorted({key for run in all_runs for key in run}):
        found[key].update(run.get(key, NOTHING) for run in all_runs)
    return {key: counts for key, counts in found.items() if len(counts) > 1}


@contextmanager
def busy(cores: int) -> Iterator[None]:
    """Keep some cores busy."""
    work = (sys.executable, "-c", "while True: pass")
    workers = [subprocess.Popen(work) for _ in range(cores)]  # noqa: S603 - our own words
    try:
        yield
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()


def repeat(times: int, at_once: int, folder: Path, arguments: Sequence[str]) -> list[Run]:
    """Run several times; a line about each run is printed as it ends."""
    runs: list[Run] = []
    with ThreadPoolExecutor(at_once) as pool:
        started = [
            pool.submit(one_run, number, folder / f"{number:03}", arguments)
            for number in range(1, times + 1)
        ]
        for run in (one.result() for one in started):
            runs.append(run)
            same = run.is_like(runs[0])
            _say(f"run {run.number} of {times}: {_summary(run)}{'' if same else ', DIFFERS'}")
            if same and run is not runs[0]:
                shutil.rmtree(run.folder)
    return runs


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _summary(run: Run) -> str:
    counts = Counter(run.verdicts.values())
    return f"exit {run.code}, {run.seconds:.1f} s, {_listed(counts) or NOTHING}"


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{number} {verdict}" for verdict, number in counts.most_common())


def _parser() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="repeat", description=__doc__.partition("\n")[0])
    options.add_argument("times", type=int, help="how often")
    options.add_argument(
        "--at-once", type=int, default=1, metavar="K", help="runs at the same time"
    )
    options.add_argument(
        "--busy", type=int, default=0, metavar="CORES", help="cores to keep at work meanwhile"
    )
    options.add_argument(
        "--out", type=Path, help="folder of the runs; runs/<time>-repeat if left out"
    )
    return options


def main(given: Sequence[str] | None = None) -> int:
    """Repeat a run, and print what differs."""
    options, arguments = _parser().parse_known_args(given)
    if options.times < 1 or options.at_once < 1:
        _parser().error("expected at least one run, and at least one at once")
    folder = (
        options.out or Path("runs") / f"{datetime.now().astimezone():%Y%m%d-%H%M%S}-repeat"
    ).resolve()
    with busy(options.busy):
        runs = repeat(options.times, options.at_once, folder, arguments)
    found = differences(run.verdicts for run in runs)
    for (scenario, statement), counts in found.items():
        _say(f"{scenario}: {statement}: {_listed(counts)}")
    codes = Counter(run.code for run in runs)
    _say(
        f"{len(runs)} runs, {len(found)} of {len({k for r in runs for k in r.verdicts})} verdicts differ, "
        f"exit codes {dict(codes)}, median {median(run.seconds for run in runs):.1f} s; folder: {folder}"
    )
    return 1 if found or len(codes) > 1 or not runs[0].verdicts else 0


if __name__ == "__main__":
    sys.exit(main())
