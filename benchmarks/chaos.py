"""Breaks runs and crawls at random moments, and checks what is left of each.

    python -m benchmarks.chaos [--trials 40] [--seed 1] [--only KIND]

Each trial starts a run on the bundled portal: over plain HTTP or in a browser, launched plainly or
behind a shell. At a random moment it kills the run, its process group, the browser or the driver of
the browser; or no file may grow any more, as on a full disk; or the mailbox vanishes. Afterwards
every journal must be readable, `report` must work (exit 0, 1 or 3) and name exactly the scenarios
without a journal, `recheck` must judge the others alike, no process of the run may be left, and
another run must be able to write into the same folder. A crawl is killed and continued until it is
whole. It prints what was tried and what survived; exits with 1 if anything is wrong.
"""

import argparse
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from harness.app.result_folder import result_folder
from harness.runs.stored_run import StoredRun

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-c", "from harness.cli.app import main; main()"]
SCENARIOS = ("--only", "cancel-*", "--only", "links-*", "--only", "administrator-*")
USAGE, FAULT = 2, 3
SCENARIO_COUNT = 10
MAX_DELAY = 0.8  # seconds
GRACE = 8.0  # seconds for what the run started to end by itself
LONGEST = 300.0  # seconds of a run
FULL = 40_000  # bytes that a file may have on the full disk
PLAIN = """\
[target]
name = "chaos"
launch = [
  "{python}", "-m", "reference_impl", "--port", "{port}", "--smtp", "{smtp}",
  "--accounts", "{accounts}",
]
[launch]
cwd = "{bundled}"
"""
SHELL = """\
[target]
name = "chaos"
launch = "exec 3>&1; ({python} -m reference_impl --port {port} --smtp {smtp} --accounts {accounts})"
[launch]
cwd = "{bundled}"
shell = true
"""
MAILBOX = """
[mail]
source = "maildir"
path = "mails"
"""


@dataclass(frozen=True)
class Kind:
    """One way to break a run.

    Attributes:
        target: the text of the target file.
        driver: of the run.
        strike: breaks the run.
        full: whether no file may grow beyond a few bytes.
    """

    target: str
    driver: str
    strike: Callable[["subprocess.Popen[bytes]", Path], None]
    full: bool = False


def _kill(process: "subprocess.Popen[bytes]", _place: Path) -> None:
    process.kill()


def _kill_group(process: "subprocess.Popen[bytes]", _place: Path) -> None:
    os.killpg(process.pid, signal.SIGKILL)


def _kill_named(*names: str) -> Callable[["subprocess.Popen[bytes]", Path], None]:
    def strike(_process: "subprocess.Popen[bytes]", place: Path) -> None:
        for pid, command in processes_of(place):
            if any(name in command for name in names):
                os.kill(pid, signal.SIGKILL)

    return strike


def _nothing(_process: "subprocess.Popen[bytes]", _place: Path) -> None:
    """The disk is full already."""


def _lose_mailbox(_process: "subprocess.Popen[bytes]", place: Path) -> None:
    mails = place / "mails"
    if mails.is_dir():
        mails.rename(place / "gone")


KINDS = {
    "pid": Kind(PLAIN, "http", _kill),
    "group": Kind(PLAIN, "http", _kill_group),
    "pid-shell": Kind(SHELL, "http", _kill),
    "group-shell": Kind(SHELL, "http", _kill_group),
    "terminated": Kind(PLAIN, "http", lambda process, _place: process.terminate()),
    "browser-pid": Kind(PLAIN, "browser", _kill),
    "browser-group": Kind(SHELL, "browser", _kill_group),
    "browser-killed": Kind(PLAIN, "browser", _kill_named("chrom", "headless")),
    "driver-killed": Kind(PLAIN, "browser", _kill_named("playwright/driver", "run-driver")),
    "guard-killed": Kind(PLAIN, "http", _kill_named("portal_guard")),
    "full-disk": Kind(PLAIN, "http", _nothing, full=True),
    "no-mailbox": Kind(PLAIN + MAILBOX, "http", _lose_mailbox),
}


def broken_run(kind: Kind, place: Path, chance: random.Random) -> int | None:
    """Start a run and break it after some scenarios have begun; its exit code."""
    out, target = place / "run", place / "chaos.toml"
    (place / "tmp").mkdir()
    if MAILBOX in kind.target:
        for name in ("cur", "new", "tmp"):
            (place / "mails" / name).mkdir(parents=True)
    target.write_text(kind.target, encoding="utf-8")
    command = [*COMMAND, "run", str(target), "--driver", kind.driver, "--jobs", "4", "--yes"]

    def limit() -> None:
        if kind.full:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (FULL, FULL))

    # TMPDIR is passed on to all that a run starts, and so it tells what belongs to this one.
    process = subprocess.Popen(
        [*command, *SCENARIOS, "--out", str(out)],
        cwd=place,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"TMPDIR": str(place / "tmp")},
        start_new_session=True,
        preexec_fn=limit,  # noqa: PLW1509 - this program has one thread
    )
    begun, wanted = time.monotonic(), chance.randrange(SCENARIO_COUNT)
    while process.poll() is None and len(list(out.glob("*/journal.jsonl"))) < wanted:
        if time.monotonic() - begun > LONGEST:
            break
        time.sleep(0.01)
    time.sleep(chance.uniform(0, MAX_DELAY))
    if process.poll() is None:
        kind.strike(process, place)
    try:
        return process.wait(LONGEST)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return None


def command_output(*arguments: str) -> tuple[int, str]:
    """Run a command; gives its exit code and everything that it printed."""
    done = subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def folder_errors(folder: Path) -> list[str]:
    """What is wrong with the folder of a broken run."""
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


def processes_of(place: Path) -> list[tuple[int, str]]:
    """What runs with the temporary folder of a trial: process ids and command lines."""
    mark, found = f"TMPDIR={place / 'tmp'}".encode(), []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (process / "environ").read_bytes().split(b"\0"):
                command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                found.append((int(process.name), command))
        except OSError:
            continue
    return found


def left_running(place: Path) -> list[str]:
    """The processes of a trial that are left after a while."""
    deadline = time.monotonic() + GRACE
    while (left := processes_of(place)) and time.monotonic() < deadline:
        time.sleep(0.2)
    for pid, _ in left:
        os.kill(pid, signal.SIGKILL)
    return [f"left running: {command[:120]}" for _, command in left]


def trial(name: str, place: Path, chance: random.Random) -> list[str]:
    """Break one run; sentences about what is wrong."""
    code = broken_run(KINDS[name], place, chance)
    wrong = left_running(place)
    if code is None:
        wrong.append(f"it had to be ended after {LONGEST:g} s")
    elif code == 1 and not (place / "run" / "run.json").exists():
        wrong.append("it exits with 1 and tells nothing")
    if (place / "run").is_dir():
        wrong += folder_errors(place / "run")
        with result_folder(place / "run", "again", own=[place / "run"]):  # nobody bars the next
            pass
    return wrong


def crawl_trial(kills: int, seed: int) -> list[str]:
    """Kill and continue one crawl; what is wrong with it."""
    command = [sys.executable, "-m", "benchmarks.kill_crawls", "--pages", "300"]
    command += ["--kills", str(kills), "--longest", "2.5", "--seed", str(seed)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return [done.stdout[-300:] + done.stderr[-300:]] if done.returncode else []


def say(*lines: str) -> None:
    """Print lines at once."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


def main() -> None:
    """Break many runs, kind by kind in turn; say what was tried and what survived."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--trials", type=int, default=40)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", choices=[*KINDS, "crawl"])
    chosen = options.parse_args()
    chance, tried, survived = random.Random(chosen.seed), Counter[str](), Counter[str]()
    names = [chosen.only] if chosen.only else [*KINDS, "crawl"]
    for number in range(chosen.trials):
        name = names[number % len(names)]
        if name == "crawl":
            wrong = crawl_trial(3, chosen.seed + number)
        else:
            with tempfile.TemporaryDirectory() as folder:
                wrong = trial(name, Path(folder), chance)
        tried[name] += 1
        survived[name] += not wrong
        say(f"{number + 1} {name}: {'broken' if wrong else 'survived'}", *wrong)
    say(*(f"{name}: {survived[name]} of {tried[name]}" for name in names if tried[name]))
    say(f"{survived.total()} of {tried.total()} survived")
    raise SystemExit(survived.total() != tried.total())


if __name__ == "__main__":
    main()
