"""Kills runs by SIGKILL at random moments, and checks what is left of each.

    python -m benchmarks.kill_runs [HOW_MANY] [SEED]

Each run plays some scenarios on the bundled portal over plain HTTP. After the kill every journal
must be readable, `report` must work (exit 0, 1 or 3) and name exactly the scenarios without a
journal, `recheck` must judge the others, and no process that the run started may be left. Exits
with 1 if anything is wrong.
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from harness.runs.stored_run import StoredRun

COMMAND = [sys.executable, "-c", "from harness.cli.app import main; main()"]
SCENARIOS = ("--only", "cancel-*", "--only", "links-*", "--only", "administrator-*")
RUN = ("run", "--driver", "http", "--jobs", "4", *SCENARIOS, "--out")
USAGE, FAULT = 2, 3
SCENARIO_COUNT = 10
MAX_DELAY = 0.6  # seconds
GRACE = 5.0  # seconds for the launched portal to end by itself


def run_and_kill(folder: Path, scenarios: int, delay: float) -> None:
    """Start a run, and kill it some seconds after a number of scenarios have begun."""
    command = [*COMMAND, *RUN, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None and len(list(folder.glob("*/journal.jsonl"))) < scenarios:
            time.sleep(0.01)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)


def command_output(*arguments: str) -> tuple[int, str]:
    """Run a command; gives its exit code and everything that it printed."""
    command = [*COMMAND, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def folder_errors(folder: Path) -> list[str]:
    """What is wrong with the folder of a killed run."""
    if not (folder / "run.json").is_file():
        code, printed = command_output("report", str(folder))
        fits = code == USAGE and "Traceback" not in printed
        return [] if fits else [f"report on nothing exits with {code}: {printed[-300:]}"]
    wrong: list[str] = []
    before = StoredRun(folder)
    missing, played = set(before.missing), set(before.walks)
    code, printed = command_output("report", str(folder))
    facts = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    named = set((facts["stopped"] or {}).get("remaining", ()))
    if code not in {0, 1, FAULT} or "Traceback" in printed:
        wrong.append(f"report exits with {code}: {printed[-300:]}")
    if named != missing:
        wrong.append(f"report names {sorted(named)}, missing are {sorted(missing)}")
    if played | missing != {one["scenario"] for one in facts["plan"]}:
        wrong.append("a scenario is neither played nor missing")
    if (missing or before.cut_off) and code != FAULT:
        wrong.append(f"the run is incomplete, and report exits with {code}")
    again, printed = command_output("recheck", str(folder))
    if again not in {0, 1, FAULT} or "→" in printed or "Traceback" in printed:
        wrong.append(f"recheck exits with {again}: {printed[-300:]}")
    return wrong


def orphans(folder: Path) -> list[str]:
    """The processes that the run started and that are left after a while."""
    deadline = time.monotonic() + GRACE
    while (left := _processes_of(folder)) and time.monotonic() < deadline:
        time.sleep(0.2)
    return left


def _processes_of(folder: Path) -> list[str]:
    mark = f"CODES_PERDUS_KILL={folder}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (process / "environ").read_bytes().split(b"\0"):
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


def kill_once(folder: Path, scenarios: int, delay: float) -> tuple[str, list[str]]:
    """Kill one run; gives its stage at that moment, and what is wrong."""
    os.environ["CODES_PERDUS_KILL"] = str(folder)
    run_and_kill(folder, scenarios, delay)
    left = orphans(folder)
    del os.environ["CODES_PERDUS_KILL"]
    stage = stage_of(StoredRun(folder))
    return stage, [*folder_errors(folder), *(f"left running: {one}" for one in left)]


def stage_of(run: StoredRun) -> str:
    """The stage of a run."""
    if not run.plan:
        return "before its plan"
    if run.facts.exit_code is not None:
        return "after its end"
    return "while playing" if run.missing or run.cut_off else "after playing"


def say(*lines: str) -> None:
    """Print lines; those after the first one are indented."""
    sys.stdout.write("\n      ".join(lines) + "\n")
    sys.stdout.flush()


def main() -> int:
    """Kill several runs; print what was found."""
    arguments = [int(one) for one in sys.argv[1:]]
    how_many, seed = (*arguments, *(5, 2010)[len(arguments) :])
    chance = random.Random(seed)
    stages: Counter[str] = Counter()
    bad = 0
    with tempfile.TemporaryDirectory() as place:
        for number in range(1, how_many + 1):
            scenarios, delay = chance.randint(0, SCENARIO_COUNT), chance.uniform(0.0, MAX_DELAY)
            stage, wrong = kill_once(Path(place) / str(number), scenarios, delay)
            stages[stage] += 1
            bad += bool(wrong)
            begun = f"{scenarios:2} scenarios had begun"
            say(f"{number:3} killed {delay:4.2f} s after {begun}, {stage}", *wrong)
    say(f"{how_many} kills, {bad} bad: {dict(stages)}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
