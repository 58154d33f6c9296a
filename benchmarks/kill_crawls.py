"""Kills a crawl many times, and checks that nothing is lost and nothing is done twice.

    python -m benchmarks.kill_crawls [--pages 10000] [--kills 20] [--seed 1]

serves the synthetic site, crawls it in another process, kills that process by SIGKILL at random
moments, and continues. At the end it compares the database and the archive with the pages of the
site, and prints the peak memory of the crawl.
"""

import argparse
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from fastwarc.warc import ArchiveIterator, WarcRecordType

from benchmarks.synthetic_site import real_pages, served
from harness.crawl.model import AddressState
from harness.crawl.store import CrawlStore, KnownAddress
from harness.crawl.warc import WARC_NAME

OK = 200
ROOT = Path(__file__).parents[1]
TARGET_FILE = "synthetic.toml"
TARGET = """
[target]
name = "synthetic"
base_url = "{url}"
[scrape]
seconds = 20
bytes = 3000000
chain = 20
variants = 40
leave = ["/drip.html"]
"""


def crawl(url: str, folder: str) -> None:
    """Crawl without reading page models; that is a step of its own."""
    import asyncio  # noqa: PLC0415

    from harness.config.target import load_target  # noqa: PLC0415
    from harness.crawl.job import CrawlConfig, run_crawl  # noqa: PLC0415

    target = load_target(str(Path(folder) / TARGET_FILE))
    config = CrawlConfig(url, Path(folder), target, retry_seconds=0.2)
    asyncio.run(run_crawl(config, lambda _: None))


def crawl_command(url: str, folder: Path) -> list[str]:
    """The command that crawls in another process."""
    return [sys.executable, "-m", "benchmarks.kill_crawls", "--crawl", url, str(folder)]


def crawl_with_kills(
    url: str, folder: Path, kills: int, chance: random.Random, max_seconds: float
) -> float:
    """Crawl to the end, and kill the process several times before.

    Returns:
        The seconds that all processes ran.
    """
    spent = 0.0
    for number in range(kills + 1):
        begun = time.perf_counter()
        process = subprocess.Popen(crawl_command(url, folder), cwd=ROOT)
        if number < kills:
            try:
                process.wait(chance.uniform(0.8, max_seconds))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
            process.wait()
        elif process.wait():
            raise SystemExit(f"the crawl ended with {process.returncode}")
        spent += time.perf_counter() - begun
    return spent


def check(folder: Path, pages: int) -> list[str]:
    """Sentences about what is wrong with a finished crawl; [] for nothing."""
    with CrawlStore(folder) as store:
        known = list(store.addresses())
    done = [one for one in known if one.state is AddressState.DONE]
    answers: Counter[str] = Counter()
    damaged: list[str] = []
    with (folder / WARC_NAME).open("rb") as file:
        for record in ArchiveIterator(file, WarcRecordType.response, parse_http=False):
            answers[record.headers["WARC-Target-URI"]] += 1
            if not record.verify_block_digest():
                damaged.append(f"a damaged record of {record.headers['WARC-Target-URI']}")
    print(f"{len(done)} addresses done, {len(answers)} answers archived")
    return [
        *_missing_addresses(known, pages),
        *damaged,
        *_archive_errors(done, answers),
        *_warcio_errors(folder / WARC_NAME),
    ]


def _missing_addresses(known: list[KnownAddress], pages: int) -> Iterator[str]:
    found = {urlsplit(one.key).path for one in known if one.summary.status == OK}
    if lost := real_pages(pages) - found:
        yield f"{len(lost)} pages lost, such as {min(lost)}"
    unfinished = {AddressState.WAITING, AddressState.LEASED}
    if rest := [one.key for one in known if one.state in unfinished]:
        yield f"{len(rest)} addresses were never fetched, such as {rest[0]}"


def _archive_errors(done: list[KnownAddress], answers: Counter[str]) -> Iterator[str]:
    if twice := [url for url, count in answers.items() if count > 1]:
        yield f"{len(twice)} answers are archived twice, such as {twice[0]}"
    fetched = {one.url for one in done if one.summary.status}
    if differing := fetched ^ set(answers):
        yield f"archive and database differ in {len(differing)} addresses"


def _warcio_errors(archive: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "warcio.cli", "check", str(archive)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        yield "warcio finds the archive damaged"


def main() -> None:
    """Serve, crawl, kill, check."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, default=10_000)
    options.add_argument("--kills", type=int, default=20)
    options.add_argument("--longest", type=float, default=4.0, help="Seconds until a kill.")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--crawl", nargs=2, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.crawl:
        crawl(*chosen.crawl)
        return
    with served(chosen.pages) as url, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / TARGET_FILE).write_text(TARGET.format(url=url), encoding="utf-8")
        chance = random.Random(chosen.seed)
        spent = crawl_with_kills(url, folder, chosen.kills, chance, chosen.longest)
        wrong = check(folder, chosen.pages)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{chosen.kills} kills, {spent:.0f} s of crawling, at most {peak:.0f} MB of memory")
    print("\n".join(wrong) or "nothing lost, nothing twice, the archive is whole")
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    main()
