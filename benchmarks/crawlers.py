"""Compares the speed of our crawl with Scrapy and crawlee, on one local site.

    make crawlers ARGS="--pages 3000"

All do the same work: fetch each page of the synthetic site once, parse it, extract the links, and
store a record (address, status, title, links). Ours also stores requests and answers as WARC, and
a database that survives a crash. Each crawler runs in its own process, one after the other,
`--rounds` times; the medians of the whole process count, start included: the time, and the time
that it computed, which no other work on the machine changes. Only ours makes page models; their
time is printed apart.

Scrapy and crawlee are installed in their own environment (`.bench`), never in the product's.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
PEERS = HERE.parent / ".bench" / "bin" / "python"
OURS, SCRAPY, CRAWLEE = "ours", "scrapy", "crawlee"


def ours(url: str, folder: str) -> None:
    """Crawl with the product, as `codes-perdus scrape` does."""
    import asyncio  # noqa: PLC0415

    from harness.config.crawl import ScrapeSettings  # noqa: PLC0415
    from harness.config.target import Target  # noqa: PLC0415
    from harness.crawl.job import CrawlConfig, read_pages, run_crawl  # noqa: PLC0415
    from harness.crawl.store import CrawlStore  # noqa: PLC0415

    settings = ScrapeSettings(connections=16)
    target = Target(name="synthetic", base_url=url, scrape=settings)
    asyncio.run(run_crawl(CrawlConfig(url, Path(folder), target), lambda _: None))
    with CrawlStore(Path(folder)) as site:
        found = sum(one.summary.type == "text/html" for one in site.addresses())
    print(json.dumps({"pages": found}), flush=True)
    if "--models" in sys.argv:
        begun = time.perf_counter()
        read_pages(Path(folder), lambda _: None, target.suite)
        print(json.dumps({"models": time.perf_counter() - begun}), flush=True)


def scrapy(url: str, folder: str) -> None:
    """Crawl with Scrapy, as its documentation does it."""
    from scrapy import Spider  # noqa: PLC0415
    from scrapy.crawler import CrawlerProcess  # noqa: PLC0415
    from scrapy.linkextractors import LinkExtractor  # noqa: PLC0415

    links = LinkExtractor()
    count = 0

    class Pages(Spider):
        name = "pages"
        start_urls = [url]  # noqa: RUF012

        def parse(self, response):  # noqa: ANN001, ANN202
            nonlocal count
            count += 1
            found = [link.url for link in links.extract_links(response)]
            yield {
                "url": response.url,
                "status": response.status,
                "title": response.css("title::text").get(),
                "links": found,
            }
            yield from (response.follow(one, self.parse) for one in found)

    process = CrawlerProcess(
        {
            "LOG_LEVEL": "ERROR",
            "CONCURRENT_REQUESTS": 16,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
            "DOWNLOAD_DELAY": 0,
            "ROBOTSTXT_OBEY": True,
            "TELNETCONSOLE_ENABLED": False,
            "FEEDS": {f"{folder}/pages.jsonl": {"format": "jsonlines"}},
        }
    )
    process.crawl(Pages)
    process.start()
    print(json.dumps({"pages": count}), flush=True)


def crawlee(url: str, folder: str) -> None:
    """Crawl with crawlee, as its documentation does it."""
    import asyncio  # noqa: PLC0415
    import logging  # noqa: PLC0415
    from os import environ  # noqa: PLC0415

    environ["CRAWLEE_STORAGE_DIR"] = folder
    from crawlee import ConcurrencySettings  # noqa: PLC0415
    from crawlee.crawlers import ParselCrawler  # noqa: PLC0415

    count = 0

    async def main() -> None:
        nonlocal count
        crawler = ParselCrawler(
            concurrency_settings=ConcurrencySettings(
                min_concurrency=16, desired_concurrency=16, max_concurrency=16
            ),
            respect_robots_txt_file=True,
            configure_logging=False,
        )
        logging.getLogger("crawlee").setLevel(logging.ERROR)

        @crawler.router.default_handler
        async def _handle(context) -> None:  # noqa: ANN001
            nonlocal count
            count += 1
            found = await context.extract_links()
            await context.push_data(
                {
                    "url": context.request.url,
                    "status": context.http_response.status_code,
                    "title": context.selector.css("title::text").get(),
                    "links": [one.url for one in found],
                }
            )
            await context.add_requests(found)

        await crawler.run([url])

    asyncio.run(main())
    print(json.dumps({"pages": count}), flush=True)


CRAWLERS = {OURS: ours, SCRAPY: scrapy, CRAWLEE: crawlee}


def timed(name: str, url: str, *options: str) -> dict[str, float]:
    """Crawl once in another process; gives its pages and seconds."""
    python = sys.executable if name == OURS else str(PEERS)
    with tempfile.TemporaryDirectory() as folder:
        begun, before = time.perf_counter(), _cpu_seconds()
        done = subprocess.run(  # noqa: PLW1510 - its end is looked at
            [python, "-m", "benchmarks.crawlers", "--as", name, url, folder, *options],
            capture_output=True,
            text=True,
            cwd=HERE.parent,
        )
        seconds, cpu = time.perf_counter() - begun, _cpu_seconds() - before
    if done.returncode:
        raise SystemExit(f"{name}: {done.stderr[-2000:]}")
    result: dict[str, float] = {}
    for line in done.stdout.splitlines():
        result |= json.loads(line)
    return {"seconds": seconds - result.get("models", 0.0), "cpu": cpu, **result}


def _cpu_seconds() -> float:
    """What the ended processes have computed; unlike the time, no other process changes it."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _median(rounds: list[dict[str, float]], what: str) -> float:
    return statistics.median(one[what] for one in rounds)


def main() -> None:
    """Serve the site, crawl it with each crawler, print the ratios."""
    from benchmarks.synthetic_site import served  # noqa: PLC0415 - not installed beside the peers

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, default=3000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--only", nargs="*", default=list(CRAWLERS))
    chosen = options.parse_args()
    with served(chosen.pages, "--plain") as url:
        seen = {name: [timed(name, url) for _ in range(chosen.rounds)] for name in chosen.only}
        models = timed(OURS, url, "--models")["models"]
    for name, all_ in seen.items():
        pages = {int(one["pages"]) for one in all_}
        seconds, cpu = (_median(all_, what) for what in ("seconds", "cpu"))
        ours_ = seen.get(OURS, all_)
        ratios = seconds / _median(ours_, "seconds"), cpu / _median(ours_, "cpu")
        print(
            f"{name:8} {seconds:7.2f} s ({ratios[0]:.2f} times ours), computing {cpu:7.2f} s"
            f" ({ratios[1]:.2f} times ours), pages {sorted(pages)}"
        )
    print(f"page models, only ours: {models:.2f} s")


if __name__ == "__main__":
    if "--as" in sys.argv:
        index = sys.argv.index("--as")
        CRAWLERS[sys.argv[index + 1]](*sys.argv[index + 2 : index + 4])
    else:
        main()
