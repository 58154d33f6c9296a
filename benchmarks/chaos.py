"""Breaks runs, crawls and comparisons at random moments, and checks what is left of each.

    python -m benchmarks.chaos [--trials 40] [--seed 1] [--only KIND] [--log FILE]

Each trial starts a job on the bundled portal, launched plainly or behind a shell: a run over plain
HTTP or in a browser, a crawl, a matrix of mutants, a search of a list of accounts. At a random
moment it kills the program, its process group, the browser, the driver of the browser or the guard
of the portal; or no file may grow any more, as on a full disk; or the mailbox vanishes.

Afterwards no process of the job may be left. Of a run, every journal must be readable, `report`
must work (exit 0, 1 or 3) and name exactly the scenarios without a journal, `recheck` must judge
the others alike, and another run must be able to write into the same folder. Every other job must
go on with the same command until it is done, with all that it had recorded. It prints what was
tried and what survived; exits with 1 if anything is wrong. With `--log`, each trial is noted in a
file at once, and the same command later goes on with the trials that the file does not have.
"""

import argparse
import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from benchmarks.populations import write_accounts
from harness.app.result_folder import result_folder
from harness.core.errors import Fault
from harness.core.ports import free_port
from harness.crawl.frontier import DATABASE_NAME
from harness.runs.stored_run import StoredRun

COMMAND = [sys.executable, "-c", "from harness.cli.app import main; main()"]
SCENARIOS = ["--only", "cancel-*", "--only", "links-*"]
MUTANTS = ["--only", "home-brand-lost", "--only", "home-lists-lost", "--only", "login-advice-lost"]
ACCOUNTS = 60  # in the list that is searched
USAGE, FAULT = 2, 3
MAX_DELAY = 0.8  # seconds
GRACE = 30.0  # seconds for what a job started to end by itself
LONGEST = 900.0  # seconds of a job
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
launch = [
  "exec 3>&1; ({python} -m reference_impl --port {port} --smtp {smtp} --accounts {accounts})",
]
[launch]
cwd = "{bundled}"
shell = true
"""
MAILBOX = """
[mail]
source = "maildir"
path = "mails"
"""
Started = subprocess.Popen[bytes]
Strike = Callable[[Started, Path], None]


@dataclass(frozen=True)
class Job:
    """Something that a person starts.

    Attributes:
        arguments: of the command.
        recorded: the names of what a folder of results holds so far.
        count: number of results that are waited for at most, before it is broken.
        goes_on: what to add to the command to go on with it; None if it cannot.
    """

    arguments: list[str]
    recorded: Callable[[Path], set[str]]
    count: int
    goes_on: list[str] | None = None


@dataclass(frozen=True)
class Kind:
    """One way to break a job.

    Attributes:
        target: the text of the target file.
        full: whether no file may grow beyond a few bytes.
    """

    job: Job
    target: str
    strike: Strike
    full: bool = False


def journals(out: Path) -> set[str]:
    """The scenarios whose journals were begun."""
    return {path.parent.name for path in out.glob("*/journal.jsonl")}


def lines(out: Path) -> set[str]:
    """The mutants whose trials are written down."""
    found = set()
    with suppress(OSError):
        for line in (out / "trials.jsonl").read_text(encoding="utf-8").splitlines()[1:]:
            with suppress(ValueError):  # cut off
                found.add(json.loads(line)["alteration"])
    return found


def rows(name: str, query: str) -> Callable[[Path], set[str]]:
    """What a query finds in a database of the results."""

    def read(out: Path) -> set[str]:
        try:
            with closing(sqlite3.connect(f"file:{out / name}?mode=ro", uri=True)) as base:
                return {str(value) for (value,) in base.execute(query)}
        except sqlite3.Error:
            return set()

    return read


RUN = Job(["run", "TARGET", "--driver", "http", "--jobs", "4", "--yes", *SCENARIOS], journals, 4)
BROWSER = Job(["run", "TARGET", "--driver", "browser", "--yes", *SCENARIOS], journals, 4)
CRAWL = Job(
    ["scrape", "TARGET"], rows(DATABASE_NAME, "SELECT key FROM address WHERE state = 2"), 20, []
)
MATRIX = Job(
    ["mutants", "TARGET", "--driver", "http", "--jobs", "2", *MUTANTS], lines, 4, ["--resume"]
)
SEARCH = Job(
    ["compare", "TARGET", "TARGET", "--accounts", "list.csv", "--yes"],
    rows("population.sqlite", "SELECT row FROM outcomes WHERE NOT faulty"),
    ACCOUNTS,
    [],
)


def kill(process: Started, _place: Path) -> None:
    """The program alone."""
    process.kill()


def kill_group(process: Started, _place: Path) -> None:
    """The program and all that stayed in its process group."""
    os.killpg(process.pid, signal.SIGKILL)


def end(process: Started, _place: Path) -> None:
    """As a machine that is shut down does it."""
    process.terminate()


def nothing(_process: Started, _place: Path) -> None:
    """The disk is full already."""


def lose_mailbox(_process: Started, place: Path) -> None:
    """The folder of the mails is not there any more."""
    mails = place / "mails"
    if mails.is_dir():
        mails.rename(place / "gone")


def kill_named(*names: str) -> Strike:
    """What the program has started, if its command line has such a name."""

    def strike(_process: Started, place: Path) -> None:
        for pid, command in processes_of(place):
            if any(name in command for name in names):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

    return strike


LAUNCHES = {"": PLAIN, "-shell": SHELL}
STRIKES: dict[str, tuple[Job, dict[str, Strike], dict[str, str]]] = {
    "run": (RUN, {"pid": kill, "group": kill_group, "term": end}, LAUNCHES),
    "browser": (
        BROWSER,
        {
            "pid": kill,
            "group": kill_group,
            "chromium": kill_named("chrom", "headless"),
            "driver": kill_named("playwright/driver", "run-driver"),
        },
        LAUNCHES,
    ),
    "crawl": (CRAWL, {"pid": kill, "group": kill_group, "term": end}, LAUNCHES),
    "matrix": (MATRIX, {"pid": kill, "group": kill_group, "term": end}, {"": PLAIN}),
    "search": (SEARCH, {"pid": kill, "group": kill_group, "term": end}, LAUNCHES),
}
KINDS = {
    f"{job}-{strike}{launch}": Kind(what, target, how)
    for job, (what, strikes, launches) in STRIKES.items()
    for strike, how in strikes.items()
    for launch, target in launches.items()
} | {
    "run-guard": Kind(RUN, PLAIN, kill_named("portal_guard")),
    "run-full-disk": Kind(RUN, PLAIN, nothing, full=True),
    "crawl-full-disk": Kind(CRAWL, PLAIN, nothing, full=True),
    "search-full-disk": Kind(SEARCH, PLAIN, nothing, full=True),
    "run-no-mailbox": Kind(RUN, PLAIN + MAILBOX, lose_mailbox),
}


def prepare(kind: Kind, place: Path) -> None:
    """Write what the job needs."""
    (place / "tmp").mkdir()
    target = kind.target
    if kind.job is CRAWL:  # it goes on at the same address only
        target = target.replace("{port}", str(free_port()))
    (place / "chaos.toml").write_text(target, encoding="utf-8")
    if MAILBOX in kind.target:
        for name in ("cur", "new", "tmp"):
            (place / "mails" / name).mkdir(parents=True)
    if kind.job is SEARCH:
        write_accounts(place / "list.csv", ACCOUNTS)


def start(kind: Kind, place: Path, *more: str, full: bool = False) -> Started:
    """Start the job; it writes into the folder `out`."""

    def limit() -> None:
        if full:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (FULL, FULL))

    words = ["chaos.toml" if one == "TARGET" else one for one in kind.job.arguments]
    with (place / "printed.txt").open("wb") as printed:
        # TMPDIR is passed on to all that a job starts, and so it tells what belongs to this one.
        return subprocess.Popen(
            [*COMMAND, *words, "--out", "out", *more],
            cwd=place,
            stdout=printed,
            stderr=subprocess.STDOUT,
            env=os.environ | {"TMPDIR": str(place / "tmp")},
            start_new_session=True,
            preexec_fn=limit,  # noqa: PLW1509 - this program has one thread
        )


def finish(process: Started) -> int | None:
    """Wait for a job; its exit code, None if it had to be ended."""
    try:
        return process.wait(LONGEST)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return None


def broken_job(kind: Kind, place: Path, chance: random.Random) -> int | None:
    """Start a job and break it after some results; its exit code."""
    process = start(kind, place, full=kind.full)
    begun, wanted = time.monotonic(), chance.randrange(kind.job.count)
    while process.poll() is None and len(kind.job.recorded(place / "out")) < wanted:
        if time.monotonic() - begun > LONGEST:
            break
        time.sleep(0.02)
    time.sleep(chance.uniform(0, MAX_DELAY))
    if process.poll() is None:
        kind.strike(process, place)
    return finish(process)


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


def run_errors(folder: Path) -> list[str]:
    """What is wrong with the folder of a broken run, or with writing into it again."""
    wrong = folder_errors(folder)
    try:
        with result_folder(folder, "again", own=[folder]):
            return wrong
    except Fault as fault:
        return [*wrong, f"the next run is barred: {fault}"]


def errors_of_going_on(kind: Kind, place: Path) -> list[str]:
    """What is wrong with a job that goes on after it was broken."""
    before = kind.job.recorded(place / "out")
    more = kind.job.goes_on if (place / "out").is_dir() and before else []
    code = finish(start(kind, place, *(more or [])))
    wrong = left_running(place)
    if code not in {0, 1}:
        printed = (place / "printed.txt").read_text(encoding="utf-8", errors="replace")
        wrong.append(f"going on exits with {code}: {printed[-300:]}")
    if lost := before - kind.job.recorded(place / "out"):
        wrong.append(f"lost: {sorted(lost)[:5]}")
    return wrong


def trial(name: str, place: Path, chance: random.Random) -> list[str]:
    """Break one job; sentences about what is wrong."""
    kind = KINDS[name]
    prepare(kind, place)
    code = broken_job(kind, place, chance)
    wrong = left_running(place)
    printed = (place / "printed.txt").read_text(encoding="utf-8", errors="replace")
    if code is None:
        wrong.append(f"it had to be ended after {LONGEST:g} s")
    if code == USAGE:
        wrong.append(f"it did not begin: {printed[-300:]}")
    if "Traceback" in printed:
        wrong.append(f"a stack trace: {printed[-300:]}")
    if kind.job.goes_on is not None:
        return wrong + errors_of_going_on(kind, place)
    return wrong + (run_errors(place / "out") if (place / "out").is_dir() else [])


def say(*said: str) -> None:
    """Print lines at once."""
    sys.stdout.write("".join(f"{line}\n" for line in said))
    sys.stdout.flush()


@dataclass(frozen=True)
class Log:
    """The trials that were done, a line of JSON each; no file keeps nothing."""

    path: Path | None

    def read(self) -> list[dict[str, object]]:
        """The trials that were noted; a line that was cut off is none."""
        found: list[dict[str, object]] = []
        if self.path and self.path.is_file():
            for line in self.path.read_text(encoding="utf-8").splitlines():
                with suppress(ValueError):
                    found.append(json.loads(line))
        return found

    def note(self, **what: object) -> dict[str, object]:
        """Add a trial."""
        if self.path:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(what) + "\n")
        return what


def tried_once(number: int, name: str, seed: int) -> list[str]:
    """Break one job in a folder of its own; sentences about what is wrong.

    The chance of a trial depends on its number alone, so that a log can be continued.
    """
    with tempfile.TemporaryDirectory() as folder:
        return trial(name, Path(folder), random.Random(f"{seed} {number}"))


def main() -> None:
    """Break many jobs, kind by kind in turn; say what was tried and what survived."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--trials", type=int, default=40)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", default="*", help="The kinds to try, such as 'crawl-*'.")
    options.add_argument("--log", type=Path, help="Where the trials are noted, to go on later.")
    chosen = options.parse_args()
    names = [name for name in KINDS if fnmatch(name, chosen.only)]
    if not names:
        options.error(f"--only matches none of {', '.join(KINDS)}")
    log = Log(chosen.log)
    done = log.read()
    noted = {one["number"] for one in done}
    for number in range(chosen.trials):
        if number in noted:
            continue
        name = names[number % len(names)]
        wrong = tried_once(number, name, chosen.seed)
        done.append(log.note(number=number, kind=name, wrong=wrong))
        say(f"{number + 1} {name}: {'broken' if wrong else 'survived'}", *wrong)
    tried = Counter(str(one["kind"]) for one in done)
    survived = Counter(str(one["kind"]) for one in done if not one["wrong"])
    say(*(f"{name}: {survived[name]} of {tried[name]}" for name in sorted(tried)))
    say(f"{survived.total()} of {tried.total()} survived")
    raise SystemExit(survived.total() != tried.total())


if __name__ == "__main__":
    main()
