"""`codes-perdus scrape`: the inventory of a portal, and its evidence, kept for good."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated
from urllib.parse import urlsplit

import typer
from rich.console import Console

from harness import messages
from harness.accounts.generator import generate_accounts
from harness.accounts.model import Account, Needs, load_accounts, save_accounts
from harness.cli import scrape_diff
from harness.cli.crawl_output import Shown, tell_draft, tell_end
from harness.cli.options import Language
from harness.config.choices import DriverName, Lang
from harness.config.target import Target, load_target
from harness.core.errors import EnvironmentFault, UsageError
from harness.core.files import write_whole
from harness.core.url import browser_url, is_loopback
from harness.crawl.job import CrawlConfig, is_crawl, read_pages, run_crawl
from harness.crawl.results.guide_draft import target_sections, write_guide_draft
from harness.crawl.results.inventory import inventory_entries, write_inventory
from harness.crawl.store import CrawlStore
from harness.execution.portal_process import launch
from harness.mail.sources.smtp_sink import SmtpSink
from harness.reporting.crawl.site import site_report

NOTHING = 4
_PATIENT = 5.0  # requests a second to a portal of which nothing else is said
_PEOPLE = (Needs(role="administrator"), Needs(role="user"))


def scrape(
    source: Annotated[
        str | None, typer.Argument(help="Address, target file or its name, or folder of a crawl.")
    ] = None,
    driver: Annotated[DriverName, typer.Option(help="What moves.")] = DriverName.HTTP,
    out: Annotated[Path | None, typer.Option(help="Folder; a crawl begun there goes on.")] = None,
    since: Annotated[
        Path | None, typer.Option(help="Earlier crawl: only what changed since is sent anew.")
    ] = None,
    seeds: Annotated[
        Path | None, typer.Option(help="File with more addresses, one a line.")
    ] = None,
    depth: Annotated[int | None, typer.Option(min=1, help="Steps from the start.")] = None,
    pages: Annotated[int | None, typer.Option(min=1, help="Addresses in all.")] = None,
    pace: Annotated[float | None, typer.Option(help="Requests a second to one host.")] = None,
    jobs: Annotated[int | None, typer.Option(min=1, max=64, help="Requests at once.")] = None,
    draft_guide: Annotated[
        Path | None, typer.Option(help="Folder to write a draft guide of the pages into.")
    ] = None,
    lang: Language = Lang.EN,
    diff: Annotated[
        tuple[Path, Path] | None,
        typer.Option(metavar="OLD NEW", help="Compare two kept crawls instead."),
    ] = None,
) -> None:
    """Find every page, form, field and address of a portal, and keep what was seen."""
    console = Console(soft_wrap=True)
    shown = Shown(console)
    words = messages.catalogue(lang.value)
    if diff is not None:
        raise typer.Exit(scrape_diff.diff(*diff, out, console, words))
    if source and is_crawl(Path(source)):
        folder, head = Path(source), ""
    else:
        changed = {"depth": depth, "pages": pages, "connections": jobs}
        place = _target(source, {k: v for k, v in changed.items() if v is not None})
        folder = out or _folder(place.name, datetime.now().astimezone())
        head = target_sections(place)
        console.print(f"keeping in {folder}", highlight=False, markup=False)
        how = _How(driver, folder, since, _seeds(seeds), pace)
        asyncio.run(_crawl(place, how, shown))
    with shown.live():
        read_pages(folder, shown.read)
    with CrawlStore(folder) as site:
        found = list(inventory_entries(site))
        write_inventory(found, folder, words.say)
        write_whole(folder / "report.html", site_report(site, found, words))
        pages_found = tell_end(console, site, found, words)
        if draft_guide is not None:
            tell_draft(console, write_guide_draft(site, draft_guide, head), draft_guide)
    raise typer.Exit(0 if pages_found else NOTHING)


@dataclass(frozen=True)
class _How:
    """The options of a crawl."""

    driver: DriverName
    folder: Path
    since: Path | None
    seeds: tuple[str, ...]
    pace: float | None


async def _crawl(target: Target, how: _How, shown: Shown) -> None:
    async with _served(target) as (url, account):
        order = CrawlConfig(
            start=url,
            folder=how.folder,
            target=target,
            driver=how.driver.value,
            per_second=how.pace or _per_second(target, url),
            earlier=how.since,
            seeds=tuple(browser_url(url, one) for one in how.seeds),
            account=account,
        )
        with shown.live():
            dead = await run_crawl(order, shown.crawl)
    if dead:
        raise EnvironmentFault(
            "the portal to answer until all is found",
            seen=f"no answer any more, the last time for {dead}",
            remedy=f"Go on when it serves again: the same command with --out {how.folder}.",
        )


def _per_second(target: Target, url: str) -> float | None:
    """How fast: as the target says; this machine as it can, others patiently."""
    stated = target.pace.requests_per_second
    return stated or (None if is_loopback(url) else _PATIENT)


@asynccontextmanager
async def _served(target: Target) -> AsyncIterator[tuple[str, Account | None]]:
    """The address of what is scraped, started if it is local, and who may log in."""
    if target.base_url:
        known = load_accounts(target.accounts.file) if target.accounts.file else ()
        able = (one for one in known if one.first_login_done)
        yield target.base_url, next(able, None)
        return
    async with AsyncExitStack() as stack:
        accounts = Path(stack.enter_context(TemporaryDirectory(prefix="codes-perdus-"))) / "a.json"
        made = generate_accounts({"scrape": _PEOPLE}, target.accounts.seed)["scrape"]
        save_accounts(accounts, made)
        sink = await stack.enter_async_context(SmtpSink())
        portal = await stack.enter_async_context(
            launch(target, smtp=sink.address, accounts=accounts)
        )
        yield portal.base_url, made[0]


def _target(source: str | None, changed: dict[str, int]) -> Target:
    """What is scraped: a target, or an address of which nothing else is known."""
    if source and source.lower().startswith(("http://", "https://")):
        url = browser_url(source, source)
        host = urlsplit(url).hostname
        if not host:
            raise UsageError(
                "an address with a host", seen=source, remedy="Write it as https://portal.example/."
            )
        target = Target(name=host, base_url=url)
    else:
        target = load_target(source)
    return target.model_copy(update={"scrape": target.scrape.model_copy(update=changed)})


def _folder(name: str, now: datetime) -> Path:
    return Path("runs") / f"{now:%Y%m%d-%H%M%S}-scrape-{name}"


def _seeds(path: Path | None) -> tuple[str, ...]:
    if path is None:
        return ()
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            "a text file with one address a line", seen=str(error), remedy="Correct --seeds."
        ) from error
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))
