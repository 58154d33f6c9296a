"""A list of ten thousand accounts, searched on two bundled portals: throughput and memory.

Run it as `python -m benchmarks.populations [ACCOUNTS] [AT_ONCE]`. Memory is that of this process;
the first tenth and the rest are told apart, so that a list that grows in memory is seen.
"""

import resource
import sys
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from rich.console import Console

from benchmarks.made_list import write_list
from harness import messages
from harness.app.population_run import SCENARIO, PopulationRun
from harness.config.target import load_target
from harness.reporting.formats.progress import Progress


def main(accounts: int = 10_000, at_once: int = 4) -> int:
    """Search them, print what it took; the exit code of the comparison."""
    with TemporaryDirectory(prefix="codes-perdus-") as place:
        folder = Path(place)
        code = 0
        for name, length in (("first tenth", accounts // 10), ("all", accounts)):
            listed = folder / f"{length}.csv"
            write_list(listed, length)
            begun, before = perf_counter(), _cpu()
            out = folder / name
            out.mkdir()
            run = PopulationRun(listed, SCENARIO, "", at_once, out)
            old, new = load_target("reference"), load_target("reference")
            words, console = messages.catalogue(), Console(file=StringIO())
            found = run.execute(old, new, Progress(console, words), words)
            code = max(code, found.exit_code)
            spent, worked = perf_counter() - begun, _cpu() - before
            print(
                f"{name}: {found.searched} accounts on both portals in {spent:.0f} s, "
                f"{found.searched / spent:.1f} a second; {worked:.0f} s of processor here; "
                f"{found.differing} differ; at most {_memory():.0f} MB so far",
                flush=True,
            )
    return code


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _memory() -> float:
    """The most memory that this process has had, in MB (Linux counts in kB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
