"""A crawl that is killed again and again loses nothing and repeats nothing.

    python -m benchmarks.kills [--pages 10000] [--kills 20] [--seed 1]

serves the made site, starts a crawl of it in a process of its own, kills that by SIGKILL at
random moments, and goes on. At the end it compares the frontier and the archive with what
the site has, and tells how much memory the crawl took at the most.
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
from pathlib import Path
from urllib.parse import urlsplit

from fastwarc.warc import ArchiveIterator, WarcRecordType

from benchmarks.made_site import real_pages, served
from harness.crawl.model import AddressState
from harness.crawl.store import CrawlStore
from harness.crawl.warc import WARC_NAME

OK = 200
HERE = Path(__file__).parents[1]
SETTINGS = """
[target]
name = "made"
base_url = "{url}"
[scrape]
seconds = 20
bytes = 3000000
chain = 20
variants = 40
leave = ["/drip.html"]
"""


def crawl(url: str, folder: str) -> None:
    """Crawl without reading the models: that is another step, begun anew when it is killed."""
    import asyncio  # noqa: PLC0415

    from harness.config.target import load_target  # noqa: PLC0415
    from harness.crawl.job import CrawlConfig, run_crawl  # noqa: PLC0415

    target = load_target(str(Path(folder) / "made.toml"))
    asyncio.run(
        run_crawl(CrawlConfig(url, Path(folder), target, retry_seconds=0.2), lambda _: None)
    )


def killed(url: str, folder: Path, kills: int, chance: random.Random, longest: float) -> float:
    """Crawl to the end, killed so many times on the way; gives the seconds at work."""
    command = [sys.executable, "-m", "benchmarks.kills", "--crawl", url, str(folder)]
    spent = 0.0
    for number in range(kills + 1):
        begun = time.perf_counter()
        process = subprocess.Popen(command, cwd=HERE)
        if number < kills:
            try:
                process.wait(chance.uniform(0.8, longest))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
            process.wait()
        elif process.wait():
            raise SystemExit(f"the crawl ended with {process.returncode}")
        spent += time.perf_counter() - begun
    return spent


def compare(folder: Path, pages: int) -> list[str]:
    """What is wrong, in words; nothing if all is well."""
    wrong: list[str] = []
    with CrawlStore(folder) as site:
        known = list(site.addresses())
    done = [one for one in known if one.state is AddressState.DONE]
    paths = Counter(urlsplit(one.key).path for one in done if one.summary.status == OK)
    lost = real_pages(pages) - set(paths)
    if lost:
        wrong.append(f"{len(lost)} pages lost, such as {min(lost)}")
    rest = [one.key for one in known if one.state in {AddressState.WAITING, AddressState.LEASED}]
    if rest:
        wrong.append(f"{len(rest)} addresses were never asked for, such as {rest[0]}")
    answers: Counter[str] = Counter()
    with (folder / WARC_NAME).open("rb") as file:
        for record in ArchiveIterator(file, WarcRecordType.response, parse_http=False):
            answers[record.headers["WARC-Target-URI"]] += 1
            if not record.verify_block_digest():
                wrong.append(f"a broken record of {record.headers['WARC-Target-URI']}")
    twice = [url for url, count in answers.items() if count > 1]
    if twice:
        wrong.append(f"{len(twice)} answers are archived twice, such as {twice[0]}")
    asked = {one.url for one in done if one.summary.status}
    if asked != set(answers):
        wrong.append(f"archive and frontier differ in {len(asked ^ set(answers))} addresses")
    check = [sys.executable, "-m", "warcio.cli", "check", str(folder / WARC_NAME)]
    if subprocess.run(check, check=False, capture_output=True).returncode:
        wrong.append("warcio finds the archive broken")
    print(f"{len(done)} addresses done, {len(answers)} answers archived, {len(paths)} paths")
    return wrong


def main() -> None:
    """Serve, crawl, kill, compare."""
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
        (folder / "made.toml").write_text(SETTINGS.format(url=url), encoding="utf-8")
        chance = random.Random(chosen.seed)
        spent = killed(url, folder, chosen.kills, chance, chosen.longest)
        wrong = compare(folder, chosen.pages)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{chosen.kills} kills, {spent:.0f} s at work, {most:.0f} MB at the most")
    print("\n".join(wrong) or "nothing lost, nothing twice, the archive is sound")
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    main()
