"""Explores a portal before there is a target file for it."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from harness.config.choices import DriverName
from harness.config.suite import Suite, bundled_suite
from harness.config.target import Target, load_target, target_path
from harness.core.errors import UsageError
from harness.core.files import read_limited
from harness.core.folders.private import private_folder
from harness.core.rate_limit import RateLimiter
from harness.core.url import is_loopback
from harness.discovery.explorer import PortalExplorer
from harness.discovery.observations import Observations
from harness.discovery.proposal import all_pages_found
from harness.discovery.target_head import UserAnswers, target_head
from harness.driver.factory import DriverOptions, open_engine
from harness.execution.portal_process import launch_with
from harness.execution.safety_limits import read_robots
from harness.guide.claims import Action
from harness.guide.model import Guide
from harness.mail.sources.smtp_sink import SmtpSink
from harness.messages import Catalogue, catalogue
from harness.page.classify import PageClassifier
from harness.page.signatures import signatures

MAX_RATE = 2.0  # requests a second to a portal that is not on this machine
_BARE_ADDRESS = re.compile(
    r"(localhost|[\w.-]+\.\w+|\[[0-9a-f:]+\])(:\d{1,5})?(/.*)?", re.IGNORECASE
)
_PASSWORD = re.compile(r"https?://[^/@]*:(?!\$\{\w+\}@)[^/@]+@")


def portal_to_explore(
    portal: str,
    suite: Suite | None = None,
    answers: UserAnswers | None = None,
    messages: Catalogue | None = None,
) -> tuple[Target, str]:
    """The target to explore, and the first sections of the target file to write.

    Args:
        portal: an address, with or without its scheme, or the file or name of a target.
        suite: that the portal will be held to; None for the target's own.
        answers: what the user says of an address; None for nothing.
        messages: the sentences of the comments; None for English ones.

    Raises:
        UsageError: the address has a password in clear, the answers are for a target file, or the
            target file has words already.
    """
    address = _address(portal, suite or bundled_suite())
    if not address:
        return _target_without_words(portal, suite, answers)
    if _PASSWORD.match(address):
        raise UsageError(
            "an address without a password in clear",
            seen="one that holds a password",
            remedy="Write 'https://${NAME}:${WORD}@…' in single quotes, and set both in the "
            "environment; or give a target file with the section [access].",
        )
    head = partial(target_head, address, messages or catalogue(), suite or bundled_suite())
    with private_folder() as folder:
        path = folder / "target.toml"
        path.write_text(head(), encoding="utf-8")
        return load_target(str(path), suite), head(answers)


def _address(portal: str, suite: Suite) -> str:
    """The address that the user means: `portal.example` is one as well; empty for a target."""
    if portal.startswith(("http://", "https://")):
        return portal
    is_target = portal in suite.known_targets or portal.endswith(".toml") or Path(portal).exists()
    if is_target or not _BARE_ADDRESS.fullmatch(portal):
        return ""
    plain = f"http://{portal}"
    return plain if is_loopback(plain) else f"https://{portal}"


def _target_without_words(
    portal: str, suite: Suite | None, answers: UserAnswers | None
) -> tuple[Target, str]:
    target = load_target(portal, suite)
    if target.words:
        raise UsageError(
            "a target file without [words]",
            seen=f"{portal} has {len(target.words)} already",
            remedy="Take that section out, and take over from the new one what you need.",
        )
    if answers is not None:
        raise UsageError(
            "mails and accounts as the target file names them",
            seen="others beside it",
            remedy=f"Write them in {portal}, in [mail] and [accounts].",
        )
    return target, read_limited(target_path(portal, target.suite))


async def explore_portal(
    target: Target, guide: Guide, driver: DriverName, pages: int
) -> Observations:
    """Open some pages of a portal without sending anything, by the links of a guide first."""
    async with _served(target) as base_url:
        home = base_url.rstrip("/") + target.entries[target.suite.entry]
        classifier = PageClassifier(signatures(guide))
        async with open_engine(target, base_url, DriverOptions(driver.value)) as engine:
            engine.egress.read_only = True
            pace = RateLimiter(None if is_loopback(base_url) else MAX_RATE)
            if target.launch is None:
                engine.egress.disallows, pause = await read_robots(engine, base_url)
                pace.slow_down(pause)
            session = await engine.session()
            explorer = PortalExplorer(
                await session.tab(),
                tuple(_link_labels(guide)),
                pace,
                pages,
                all_pages_found(guide, classifier),
            )
            try:
                return await explorer.explore(home)
            finally:
                await session.close()


@asynccontextmanager
async def _served(target: Target) -> AsyncIterator[str]:
    """Serve the portal; a launched one has no accounts. Gives its address."""
    async with SmtpSink() as sink, launch_with(target, (), sink) as portal:
        yield portal.base_url


def _link_labels(guide: Guide) -> list[str]:
    """The labels of the guide's links from page to page."""
    claims = [s.claim for s in guide if isinstance(s.claim, Action) and s.claim.to]
    return list(dict.fromkeys(c.beside or c.label for c in claims if isinstance(c, Action)))
