"""Walks the same forty paths on the bundled portal with this product and with its peers.

    make peers ARGS="--rounds 3"

The five documented paths, eight times each, in turn:

- `ours`: this product, every check, full evidence, all reports;
- `by-hand`: pytest-playwright as a good tester writes it, two workers of pytest-xdist;
- `node`: the same tests with Playwright Test, two workers; left out where npm is missing;
- `probe`: one `evaluate` a page, no assertion: what the browser itself costs.

Each is a process of its own and has a portal of its own, whose start and end count for all of them.
benchmarks/README.md says how to read the table. The peers are installed in `.bench-peers`, never in
the product's environment.
"""

import argparse
import ctypes
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from harness import Needs
from harness.accounts.generator import generate_accounts
from harness.accounts.model import save_accounts
from harness.core.ports import free_port
from harness.driver.browser.discovery import need_browser

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PEERS = ROOT / ".bench-peers"
TIMES = 8  # each path
_CHILD_SUBREAPER = 36  # of linux/prctl.h
_ENDING = 10.0  # seconds that what a contestant left behind may take to end
_SCENARIOS = {
    "administrator-code": "administrator.administrator_lost_confidential_code",
    "administrator-identifier": "administrator.administrator_lost_identifier",
    "administrator-both": "administrator.administrator_lost_both_codes",
    "user-code": "user.user_lost_confidential_code",
    "user-both": "user.user_lost_both_codes",
}
PATHS = tuple(_SCENARIOS)


class _Mails:
    """Keeps the text of the last mail to each address in a file of its name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - its name
        mail = message_from_bytes(envelope.content, policy=policy.default)
        body = mail.get_body(("plain",))
        text = body.get_content() if body else ""
        for address in envelope.rcpt_tos:
            partial = self._folder / f"{address}.partial"
            partial.write_text(text, "utf-8")
            partial.rename(self._folder / f"{address}.txt")
        return "250 OK"


@contextmanager
def _portal(folder: Path) -> Iterator[dict[str, str]]:
    """Serve the bundled portal; gives what a peer needs to know of it as environment variables."""
    walks = [f"{path}-{number}" for path in PATHS for number in range(1, TIMES + 1)]
    needs = {walk: (Needs(role=walk.partition("-")[0]),) for walk in walks}
    accounts, mails = folder / "accounts.json", folder / "mails"
    save_accounts(accounts, (one for (one,) in generate_accounts(needs, seed=2010).values()))
    mails.mkdir()
    sink = Controller(_Mails(mails), hostname="127.0.0.1", port=free_port())
    sink.start()
    smtp = f"127.0.0.1:{sink.port}"
    command = [sys.executable, "-m", "reference_impl", "--port", "0", "--smtp", smtp]
    portal = subprocess.Popen(
        [*command, "--accounts", str(accounts)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        lines = iter(portal.stdout or ())
        address = next(hit[1] for line in lines if (hit := re.match(r"READY (\S+)/", line)))
        paths = json.dumps([path for path in PATHS for _ in range(TIMES)])
        yield {"PORTAL": address, "ACCOUNTS": str(accounts), "MAILS": str(mails), "PATHS": paths}
    finally:
        portal.terminate()
        portal.wait()
        sink.stop()


def _walks_of_ours(folder: Path) -> Path:
    """A folder of scenarios: the five paths under eight names each."""
    scenarios = folder / "scenarios"
    scenarios.mkdir()
    for name in ("__init__", "steps", "administrator", "user"):
        shutil.copy(ROOT / "scenarios" / f"{name}.py", scenarios)
    lines = ["from harness import Needs, Walk, scenario", "from . import administrator, user", ""]
    for path, function in _SCENARIOS.items():
        for number in range(1, TIMES + 1):
            needs = f'Needs(role="{path.partition("-")[0]}")'
            name = f"{path}-{number}".replace("-", "_")
            lines += [f"@scenario({needs})", f"async def {name}(walk: Walk) -> None:"]
            lines += [f'    """{path}, time {number}."""', f"    await {function}.play(walk)", ""]
    (scenarios / "peers.py").write_text("\n".join(lines), "utf-8")
    return scenarios


def _ours(folder: Path) -> None:
    only = [option for path in PATHS for option in ("--only", f"{path}-[0-9]*")]
    out = ["--out", str(folder / "run"), "--yes"]
    scenarios = ["--scenarios", str(_walks_of_ours(folder))]
    _run([sys.executable, "-m", "harness", "run", "reference", *scenarios, *only, *out], {})


def _by_hand(folder: Path) -> None:
    tests = str(HERE / "by_hand.py")
    options = ["-q", "-n", "2", "-p", "no:cacheprovider", "--rootdir", str(HERE), "-c", os.devnull]
    with _portal(folder) as told:
        _run([str(PEERS / "bin" / "python"), "-m", "pytest", *options, tests], told)


def _node(folder: Path) -> None:
    with _portal(folder) as told:
        told["NODE_PATH"] = str(PEERS / "node_modules")
        shutil.copy(HERE / "walks.spec.js", PEERS)
        shutil.copy(HERE / "playwright.config.js", PEERS)
        _run(["npx", "playwright", "test", "--config", "playwright.config.js"], told, cwd=PEERS)


def _probe(folder: Path) -> None:
    with _portal(folder) as told:
        _run([sys.executable, str(HERE / "probe.py")], told)


CONTESTANTS = {"ours": _ours, "by-hand": _by_hand, "node": _node, "probe": _probe}


def _run(command: list[str], told: dict[str, str], cwd: Path = ROOT) -> None:
    environment = {**os.environ, **told, "CHROMIUM": str(need_browser().path or "")}
    done = subprocess.run(command, env=environment, cwd=cwd, capture_output=True, text=True)  # noqa: PLW1510 - looked at
    if done.returncode:
        raise SystemExit(f"{command}: {(done.stdout + done.stderr)[-3000:]}")


def _missing(name: str) -> str:
    """Why a contestant cannot be measured here; "" if it can."""
    if name == "node" and not (PEERS / "node_modules" / "@playwright" / "test").is_dir():
        return "left out: npm is missing, or « make peers » did not install Playwright Test"
    if name == "by-hand" and not (PEERS / "bin" / "python").is_file():
        return "left out: « make peers » installs pytest-playwright"
    return ""


def _timed(name: str) -> tuple[float, float]:
    """Seconds and processor seconds of all walks by one contestant, its portal included."""
    with tempfile.TemporaryDirectory() as folder:
        begun, before = time.perf_counter(), _computed()
        CONTESTANTS[name](Path(folder))
        wall = time.perf_counter() - begun
        return wall, _computed() - before


def _adopt_orphans() -> None:
    """Become the parent of processes whose own parent ends before them (Linux).

    Chromium does not wait for the process that starts its pages, so the system forgets the
    processor time of all pages with it, unless somebody else waits.
    """
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(_CHILD_SUBREAPER, 1, 0, 0, 0)


def _wait_for_orphans() -> None:
    deadline = time.monotonic() + _ENDING
    while time.monotonic() < deadline:
        try:
            ended, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not ended:
            time.sleep(0.02)


def _computed() -> float:
    """Processor seconds of all processes that have ended so far, those of pages included."""
    _wait_for_orphans()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Measure each contestant in turn, print medians and ratios."""
    _adopt_orphans()
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--only", nargs="*", default=list(CONTESTANTS), choices=list(CONTESTANTS))
    chosen = options.parse_args()
    for name in filter(_missing, chosen.only):
        print(f"{name:8} {_missing(name)}")
    there = [name for name in chosen.only if not _missing(name)]
    seen: dict[str, list[tuple[float, float]]] = {name: [] for name in there}
    for _ in range(chosen.rounds):
        for name in there:
            seen[name].append(_timed(name))
            wall, computed = seen[name][-1]
            print(f"  {name:8} {wall:7.1f} s   processor {computed:7.1f} s", flush=True)
    medians = {
        name: tuple(statistics.median(one[which] for one in rounds) for which in (0, 1))
        for name, rounds in seen.items()
    }
    against = medians.get("ours")
    for name, (wall, computed) in medians.items():
        print(f"{name:8} {wall:7.1f} s   processor {computed:7.1f} s", end="")
        if against and name != "ours":
            ratios = against[0] / wall, against[1] / computed
            print(
                f"   ours is {ratios[0]:.2f} times as long, {ratios[1]:.2f} times the work", end=""
            )
        print()


if __name__ == "__main__":
    main()
