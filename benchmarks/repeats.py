"""Runs a target again and again, and tells each verdict that is not the one of the first run.

    python -m benchmarks.repeats [TARGET] [--runs 20] [--driver http] [--load 0] [--log FILE]

Meanwhile `--load` processes keep the cores busy, as other jobs of a CI machine do. Of each run the
verdicts of every statement are counted, by scenario; the first run is the measure. It prints runs
tried, and runs alike; exits with 1 if one differs. With `--log`, each run is noted in a file at
once, and the same command later goes on with the runs that the file does not have.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

COMMAND = [sys.executable, "-m", "harness"]
BUSY = [sys.executable, "-c", "while True: pass"]
LONGEST = 900.0  # seconds of a run
Verdicts = Counter[str]  # how often each "scenario statement verdict" was given


@contextmanager
def kept_busy(processes: int) -> Iterator[None]:
    """Keep that many processes busy meanwhile."""
    started = [subprocess.Popen(BUSY) for _ in range(processes)]
    try:
        yield
    finally:
        for process in started:
            process.kill()
            process.wait()


def verdicts_of(target: str, driver: str) -> Verdicts:
    """Run the target once; what was found of each statement, or how the run ended without it."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "run"
        ended = subprocess.run(
            [*COMMAND, "run", target, "--driver", driver, "--out", str(out), "--yes"],
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )
        findings = out / "findings.jsonl"
        if not findings.is_file():
            return Counter([f"exit {ended.returncode}: {ended.stderr[-300:]}"])
        return Counter(map(_verdict, findings.read_text("utf-8").splitlines()))


def _verdict(line: str) -> str:
    finding = json.loads(line)
    return " ".join((finding["scenario"], finding["statement"], finding["verdict"]))


def differences(first: Verdicts, later: Verdicts) -> list[str]:
    """What only one of two runs gave: `-` the first one, `+` the later one."""
    return [f"- {found}" for found in sorted(first - later)] + [
        f"+ {found}" for found in sorted(later - first)
    ]


def main() -> int:
    """Run the target as often as asked for; 1 if a run differs from the first one."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("target", nargs="?", default="reference")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--driver", choices=("http", "browser"), default="http")
    parser.add_argument("--load", type=int, default=0)
    parser.add_argument("--log", type=Path)
    options = parser.parse_args()
    done = _noted(options.log)
    with kept_busy(options.load):
        for number in range(len(done) + 1, options.runs + 1):
            done.append(verdicts_of(options.target, options.driver))
            _note(options.log, done[-1])
            for line in differences(done[0], done[-1]):
                print(f"run {number}: {line}", flush=True)
    alike = sum(found == done[0] for found in done)
    print(f"{len(done)} runs, {alike} alike, {sum(done[0].values())} verdicts each")
    return 0 if alike == len(done) else 1


def _noted(log: Path | None) -> list[Verdicts]:
    if log is None or not log.is_file():
        return []
    return [Counter(json.loads(line)) for line in log.read_text("utf-8").splitlines()]


def _note(log: Path | None, found: Verdicts) -> None:
    if log is not None:
        with log.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(found, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.exit(main())
