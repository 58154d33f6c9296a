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

from harness.commands.scrape_shown import Shown, tell_end
from harness.config import Target, load_target
from harness.drive.address import browser_url, is_loopback
from harness.errors import UsageError
from harness.mail.smtp_sink import SmtpSink
from harness.run.accounts import Needs, save_accounts
from harness.run.launch import launch
from harness.run.people import people
from harness.scrape.expedition import Order, explore, is_crawl, read_pages
from harness.scrape.site import Site
from harness.scrape_settings import ScrapeSettings

FAULT = 3
NOTHING = 4
_PATIENT = 5.0  # requests a second to a portal of which nothing else is said
_PEOPLE = (Needs(role="administrator"), Needs(role="user"))


@dataclass(frozen=True)
class Place:
    """What is scraped: an address, or a target."""

    name: str
    url: str
    target: Target | None

    @property
    def settings(self) -> ScrapeSettings:
        """How far, and what may be done."""
        return self.target.scrape if self.target else ScrapeSettings()

    def per_second(self, url: str) -> float | None:
        """How fast: as the target says; this machine as it can, others patiently."""
        if self.target and self.target.pace.requests_per_second:
            return self.target.pace.requests_per_second
        return None if is_loopback(url) else _PATIENT


def scrape(
    source: Annotated[
        str | None, typer.Argument(help="Address, target file or its name, or folder of a crawl.")
    ] = None,
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
) -> None:
    """Find every page, form, field and address of a portal, and keep what was seen."""
    console = Console(soft_wrap=True)
    if source and is_crawl(Path(source)):
        folder = Path(source)
    else:
        place = _place(source)
        folder = out or _folder(place.name, datetime.now().astimezone())
        options = {"depth": depth, "pages": pages, "connections": jobs}
        changed = {name: value for name, value in options.items() if value is not None}
        settings = place.settings.model_copy(update=changed)
        asyncio.run(_crawl(place, settings, _Where(folder, since, _seeds(seeds), pace), console))
    shown = Shown(console)
    read_pages(folder, shown.read)
    with Site(folder) as site:
        found = tell_end(console, site)
    raise typer.Exit(0 if found else NOTHING)


@dataclass(frozen=True)
class _Where:
    folder: Path
    since: Path | None
    seeds: tuple[str, ...]
    pace: float | None


async def _crawl(place: Place, settings: ScrapeSettings, where: _Where, console: Console) -> None:
    async with _served(place) as url:
        order = Order(
            start=url,
            folder=where.folder,
            settings=settings,
            per_second=where.pace or place.per_second(url),
            earlier=where.since,
            seeds=tuple(browser_url(url, one) for one in where.seeds),
        )
        with Shown(console).live() as shown:
            dead = await explore(order, shown.crawl)
    if dead:
        console.print(
            f"{dead} stopped to answer: the same command goes on from here.", markup=False
        )
        raise typer.Exit(FAULT)


@asynccontextmanager
async def _served(place: Place) -> AsyncIterator[str]:
    """The address of what is scraped; a local target is started."""
    target = place.target
    if target is None or target.base_url:
        yield (target.base_url if target and target.base_url else place.url)
        return
    async with AsyncExitStack() as stack:
        accounts = Path(stack.enter_context(TemporaryDirectory(prefix="codes-perdus-"))) / "a.json"
        save_accounts(accounts, people({"scrape": _PEOPLE}, target.accounts.seed)["scrape"])
        sink = await stack.enter_async_context(SmtpSink())
        portal = await stack.enter_async_context(
            launch(target, smtp=sink.address, accounts=accounts)
        )
        yield portal.base_url


def _place(source: str | None) -> Place:
    if source and source.lower().startswith(("http://", "https://")):
        url = browser_url(source, source)
        host = urlsplit(url).hostname
        if not host:
            raise UsageError(
                "an address with a host", seen=source, remedy="Write it as https://portal.example/."
            )
        return Place(host, url, None)
    target = load_target(source)
    return Place(target.name, "", target)


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
