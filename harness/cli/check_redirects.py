"""`codes-perdus check-redirects MAP`: checks that old addresses lead where the map says."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from harness.cli.options import LANGUAGE, Language
from harness.config.crawl import ScrapeSettings
from harness.core.errors import UsageError
from harness.core.exit_codes import FINDINGS, NOTHING, OK
from harness.core.sanitize import visible
from harness.crawl.explore.client import Fetcher
from harness.crawl.results.redirect_check import RedirectOutcome, follow_all
from harness.crawl.results.redirects import read_redirect_map
from harness.crawl.scope import CrawlScope
from harness.messages import Catalogue, catalogue
from harness.model.fact import joined


def check_redirects(
    map_file: Annotated[
        Path, typer.Argument(metavar="MAP", help="CSV file with the columns old and new.")
    ],
    at: Annotated[
        str, typer.Option(help="Where the new portal is served, if not at its final address yet.")
    ] = "",
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Parallel requests.")] = 8,
    lang: Language = LANGUAGE,
) -> None:
    """Follow each old address of a redirect map; list those that do not lead to the new one."""
    if at and not at.startswith(("http://", "https://")):
        raise UsageError("an address for --at", seen=at, remedy="Write it as https://new.example/.")
    outcomes = asyncio.run(_check(list(read_redirect_map(map_file)), at, jobs))
    console, words = Console(soft_wrap=True), catalogue(lang.value)
    for outcome in outcomes:
        if outcome.faults or outcome.notes:
            console.print(_outcome_lines(outcome, words), highlight=False, markup=False)
    wrong = sum(bool(outcome.faults) for outcome in outcomes)
    console.print(words.text("redirects-followed", n=len(outcomes), wrong=wrong), highlight=False)
    raise typer.Exit(FINDINGS if wrong else OK if outcomes else NOTHING)


async def _check(rows: list[tuple[str, str]], at: str, jobs: int) -> list[RedirectOutcome]:
    settings = ScrapeSettings()
    base = at or (rows[0][1] if rows else "http://localhost/")
    async with Fetcher(
        base,
        agent=settings.agent,
        seconds=settings.seconds,
        max_bytes=settings.bytes,
        connections=jobs,
    ) as fetcher:
        return await follow_all(rows, fetcher, CrawlScope(base, settings), at=at, jobs=jobs)


def _outcome_lines(outcome: RedirectOutcome, words: Catalogue) -> str:
    silent = words.text("redirects-silent")
    chain = " → ".join(f"{status or silent} {url}" for status, url in outcome.chain)
    label = words.text("verdict-fail" if outcome.faults else "redirects-note")
    wrong = words.say(joined((*outcome.faults, *outcome.notes)))
    return "\n  ".join(map(visible, (f"{label} {outcome.old}", wrong, chain)))
