"""Crawls a portal that is served or launched, and compares two crawls."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from harness.accounts.generator import generate_accounts
from harness.accounts.model import Account, every_role
from harness.accounts.store import account_that_logs_in
from harness.app.kept_suite import keep_suite, suite_in
from harness.app.suite import open_target
from harness.config.suite import suite_named
from harness.config.target import Target
from harness.core.errors import EnvironmentFault, UsageError
from harness.core.files import read_limited
from harness.core.url import browser_url, is_loopback, split
from harness.crawl.crawl import CrawlProgress
from harness.crawl.diff.crawl_diff import CrawlComparison, compare_crawls, write_differences
from harness.crawl.job import CrawlConfig, run_crawl
from harness.crawl.results.redirects import REDIRECT_MAP_FILE, propose_redirects, write_redirect_map
from harness.crawl.store import CrawlStore
from harness.execution.portal_process import launch_with
from harness.mail.sources.smtp_sink import SmtpSink
from harness.messages import Catalogue
from harness.model.fact import Fact

MAX_RATE = 5.0  # requests a second to a portal whose target file sets no rate


def crawl_target(source: str | None, suite: str | None = None, **settings: float | None) -> Target:
    """The target to crawl: one of a target file, or an address and nothing else.

    Args:
        source: an address, or the file or name of a target; None for the bundled reference.
        suite: folder or name of a suite, which overrules the target's own.
        settings: those of `[scrape]` to replace; None leaves one as it is.

    Raises:
        UsageError: the address has no host.
        TargetError: there is no such target.
    """
    if source and source.lower().startswith(("http://", "https://")):
        url = browser_url(source, source)
        host = split(url).hostname
        if not host:
            raise UsageError(
                "an address with a host", seen=source, remedy="Write it as https://portal.example/."
            )
        target = Target(name=host, base_url=url)
        target = target.under(suite_named(suite)) if suite else target
    else:
        target = open_target(source, suite)
    changed = {name: value for name, value in settings.items() if value is not None}
    return target.model_copy(update={"scrape": target.scrape.model_copy(update=changed)})


def read_seeds(path: Path | None) -> tuple[str, ...]:
    """Read a file with one address a line; lines that begin with # are comments.

    Raises:
        UsageError: the file cannot be read.
    """
    if path is None:
        return ()
    try:
        lines = read_limited(path).splitlines()
    except (OSError, ValueError) as error:
        raise UsageError(
            "a text file with one address a line", seen=str(error), remedy="Correct --seeds."
        ) from error
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def crawl_portal(
    config: CrawlConfig, report: Callable[[CrawlProgress], None], tell: Callable[[Fact], None]
) -> None:
    """Crawl a portal, and tell what makes it wait; a launched one has two generated accounts.

    Args:
        config: without address and account, which are known once the portal serves; its rate may
            be the target's.
        report: called with the progress.
        tell: called with what makes the crawl wait.

    Raises:
        EnvironmentFault: the portal does not answer any more.
    """
    if not suite_in(config.folder):
        keep_suite(config.folder, config.target.suite)
    unanswered = asyncio.run(_crawl(config, report, tell))
    if unanswered:
        raise EnvironmentFault(
            "the portal to answer until all is found",
            seen=f"no answer any more, the last time for {unanswered}",
            remedy=f"Go on when it serves again: the same command with --out {config.folder}.",
        )


async def _crawl(
    config: CrawlConfig, report: Callable[[CrawlProgress], None], tell: Callable[[Fact], None]
) -> str:
    target = config.target
    async with _served(target) as (url, account):
        config = replace(
            config,
            start=url,
            per_second=config.per_second or _rate(target, url),
            seeds=tuple(browser_url(url, one) for one in (*config.seeds, *target.entry.values())),
            account=account,
        )
        return await run_crawl(config, report, tell)


def _rate(target: Target, url: str) -> float | None:
    """Requests a second: the target's; without one, no limit on this machine."""
    return target.pace.requests_per_second or (None if is_loopback(url) else MAX_RATE)


@asynccontextmanager
async def _served(target: Target) -> AsyncIterator[tuple[str, Account | None]]:
    """Serve the portal if it is launched; gives its address and the account that logs in."""
    if target.base_url:
        if not target.scrape.login and not target.scrape.send:
            yield target.base_url, None
            return
        with account_that_logs_in(target) as account:
            yield target.base_url, account
        return
    made = generate_accounts(
        {"scrape": every_role(target.suite.accounts)}, target.accounts.seed, target.suite
    )["scrape"]
    async with SmtpSink() as sink, launch_with(target, made, sink) as portal:
        yield portal.base_url, next(iter(made), None)


def compare_crawl_folders(
    old: Path, new: Path, folder: Path, catalogue: Catalogue
) -> CrawlComparison:
    """Compare two crawls; write the differences and a redirect map into a folder."""
    with CrawlStore(old) as before, CrawlStore(new) as after:
        found = compare_crawls(before, after)
        write_differences(found.differences, folder, catalogue.say)
        redirects = propose_redirects(before, after, found.pairs)
        write_redirect_map(redirects, folder / REDIRECT_MAP_FILE, catalogue.say)
    return found
