"""Kills runs without warning, at random moments, and looks at what is left of each.

    .venv/bin/python tools/kills.py [HOW_MANY] [SEED]

Each run is one of some scenarios on the bundled portal over plain HTTP. After the kill every journal must be readable,
`report` must work (exit 0, 1 or 3) and name exactly what left no journal, `recheck` must judge what
is there, and nothing that the run had launched may be left. Exit 1 if anything is wrong.
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

from harness.runs.kept_run import KeptRun

COMMAND = [sys.executable, "-c", "from harness.cli.app import main; main()"]
SOME = ("--only", "cancel-*", "--only", "links-*", "--only", "administrator-*")
RUN = ("run", "--driver", "http", "--jobs", "4", *SOME, "--out")
USAGE, FAULT = 2, 3
WALKS = 10  # as many as there are
LONGEST = 0.6  # seconds
GRACE = 5.0  # seconds that the launched portal has to end by itself


def killed(folder: Path, walks: int, more: float) -> None:
    """Start a run; kill it so many seconds after so many walks have begun, if it still runs."""
    command = [*COMMAND, *RUN, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:  # noqa: S603 - our own
        while process.poll() is None and len(list(folder.glob("*/journal.jsonl"))) < walks:
            time.sleep(0.01)
        time.sleep(more)
        process.send_signal(signal.SIGKILL)


def told(*arguments: str) -> tuple[int, str]:
    """Run a command of ours; gives its exit code and all that it printed."""
    command = [*COMMAND, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    return done.returncode, done.stdout + done.stderr


def faults(folder: Path) -> list[str]:
    """What is wrong with a killed run's folder."""
    if not (folder / "run.json").is_file():
        code, printed = told("report", str(folder))
        fits = code == USAGE and "Traceback" not in printed
        return [] if fits else [f"report on nothing exits with {code}: {printed[-300:]}"]
    wrong: list[str] = []
    before = KeptRun(folder)
    missing, walked = set(before.missing), set(before.walks)
    code, printed = told("report", str(folder))
    facts = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    named = set((facts["stopped"] or {}).get("remaining", ()))
    if code not in {0, 1, FAULT} or "Traceback" in printed:
        wrong.append(f"report exits with {code}: {printed[-300:]}")
    if named != missing:
        wrong.append(f"report names {sorted(named)}, missing are {sorted(missing)}")
    if walked | missing != {one["scenario"] for one in facts["plan"]}:
        wrong.append("something is neither walked nor missing")
    if (missing or before.cut_off) and code != FAULT:
        wrong.append(f"not whole, and report exits with {code}")
    again, printed = told("recheck", str(folder))
    if again not in {0, 1, FAULT} or "→" in printed or "Traceback" in printed:
        wrong.append(f"recheck exits with {again}: {printed[-300:]}")
    return wrong


def orphans(folder: Path) -> list[str]:
    """What the run had launched and is still there after a while."""
    deadline = time.monotonic() + GRACE
    while (left := _of(folder)) and time.monotonic() < deadline:
        time.sleep(0.2)
    return left


def _of(folder: Path) -> list[str]:
    mark = f"CODES_PERDUS_KILL={folder}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (process / "environ").read_bytes().split(b"\0"):
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


def once(folder: Path, walks: int, more: float) -> tuple[str, list[str]]:
    """Kill one run; gives how far it had come, and what is wrong."""
    os.environ["CODES_PERDUS_KILL"] = str(folder)
    killed(folder, walks, more)
    left = orphans(folder)
    del os.environ["CODES_PERDUS_KILL"]
    stage = stage_of(KeptRun(folder))
    return stage, [*faults(folder), *(f"left running: {one}" for one in left)]


def stage_of(run: KeptRun) -> str:
    """How far a run had come."""
    if not run.plan:
        return "before its plan"
    if run.facts.get("exit_code") is not None:
        return "after its end"
    return "while walking" if run.missing or run.cut_off else "after walking"


def say(*lines: str) -> None:
    """Print lines, those after the first one further in."""
    sys.stdout.write("\n      ".join(lines) + "\n")
    sys.stdout.flush()


def main() -> int:
    """Kill as often as asked for; print what was found."""
    arguments = [int(one) for one in sys.argv[1:]]
    how_many, seed = (*arguments, *(5, 2010)[len(arguments) :])
    chance = random.Random(seed)  # noqa: S311 - moments, and repeatable
    stages: Counter[str] = Counter()
    bad = 0
    with tempfile.TemporaryDirectory() as place:
        for number in range(1, how_many + 1):
            walks, more = chance.randint(0, WALKS), chance.uniform(0.0, LONGEST)
            stage, wrong = once(Path(place) / str(number), walks, more)
            stages[stage] += 1
            bad += bool(wrong)
            say(f"{number:3} killed {more:4.2f} s after {walks:2} walks had begun, {stage}", *wrong)
    say(f"{how_many} kills, {bad} bad: {dict(stages)}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
