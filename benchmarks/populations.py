"""Measures the search of ten thousand accounts on two bundled portals: throughput and memory.

Run it as `python -m benchmarks.populations [ACCOUNTS] [AT_ONCE]`. The memory is that of this
process; the first tenth and the whole list are measured apart, to show memory that grows.
"""

import csv
import resource
import sys
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from rich.console import Console

from harness.accounts.generator import generate_accounts
from harness.accounts.model import Needs
from harness.app.population_run import PopulationRun
from harness.config.target import load_target
from harness.messages import catalogue
from harness.reporting.formats.progress import Progress

_NEEDS = (
    Needs(role="administrator"),
    Needs(role="administrator", spelling=frozenset({"accent"})),
    Needs(role="administrator", spelling=frozenset({"apostrophe"})),
    Needs(role="administrator", spelling=frozenset({"hyphen"})),
    Needs(role="user"),
)


def main(accounts: int = 10_000, at_once: int = 4) -> int:
    """Search the accounts, print the measurements; the exit code of the comparison."""
    with TemporaryDirectory(prefix="codes-perdus-") as place:
        folder = Path(place)
        code = 0
        for name, length in (("first tenth", accounts // 10), ("all", accounts)):
            listed = folder / f"{length}.csv"
            write_accounts(listed, length)
            begun, before = perf_counter(), _processor_seconds()
            out = folder / name
            out.mkdir()
            run = PopulationRun(listed, "", "", at_once, out)
            old, new = load_target("reference"), load_target("reference")
            progress = Progress(Console(file=StringIO()), catalogue())
            found = run.execute(old, new, progress, catalogue())
            code = max(code, found.exit_code)
            spent, worked = perf_counter() - begun, _processor_seconds() - before
            print(
                f"{name}: {found.searched} accounts on both portals in {spent:.0f} s, "
                f"{found.searched / spent:.1f} per second; {worked:.0f} s of processor here; "
                f"{found.differing} differ; at most {_peak_megabytes():.0f} MB so far",
                flush=True,
            )
    return code


def write_accounts(path: Path, length: int, seed: int = 2010) -> None:
    """Write a list of synthetic accounts as CSV; the same seed gives the same list."""
    requests = {f"{number:06d}": (_NEEDS[number % len(_NEEDS)],) for number in range(length)}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = None
        for slug, (account,) in generate_accounts(requests, seed).items():
            row = account.model_dump() | {"region": f"R{int(slug) % 7}"}
            if writer is None:
                writer = csv.DictWriter(file, tuple(row))
                writer.writeheader()
            writer.writerow(row)


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _peak_megabytes() -> float:
    """The peak memory of this process; Linux counts in kB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
