"""`codes-perdus init PORTAL`: a first look at a portal, and the target file it proposes."""

import asyncio
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from harness.accounts.model import save_accounts
from harness.config.choices import DriverName
from harness.config.suite import bundled_suite
from harness.config.target import Target, known_targets, load_target
from harness.core.errors import UsageError
from harness.core.rate_limit import RateLimiter
from harness.core.url import is_loopback
from harness.discovery.explorer import DEFAULT_PAGES, PortalExplorer
from harness.discovery.observations import Observations
from harness.discovery.proposal import Proposal, all_pages_found, arrange_words, propose
from harness.discovery.target_writer import TargetDraft, target_head
from harness.discovery.word_pairing import ProposedWord
from harness.driver.factory import DriverOptions, open_engine
from harness.execution.portal_process import launch
from harness.execution.robots import read_robots
from harness.guide.claims import Action
from harness.guide.loader import load_guide
from harness.guide.model import Guide
from harness.guide.wording import count
from harness.mail.sources.smtp_sink import SmtpSink
from harness.messages import catalogue
from harness.page.classify import PageClassifier
from harness.page.signatures import signatures

_POLITE = 2.0  # requests a second
_NOTHING = 4  # exit code
_PASSWORD = re.compile(r"https?://[^/@]*:(?!\$\{\w+\}@)[^/@]+@")


def init(
    portal: Annotated[str, typer.Argument(help="Its address, or a target file that tells it.")],
    driver: Annotated[DriverName, typer.Option(help="What moves.")] = DriverName.BROWSER,
    out: Annotated[Path | None, typer.Option(help="The target file to write.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Accept what is proposed.")] = False,
    pages: Annotated[
        int, typer.Option(min=1, help="How many pages are looked at.")
    ] = DEFAULT_PAGES,
) -> None:
    """Look at a portal without sending anything, and propose a target file for it."""
    target, head = _portal(portal)
    path = out or Path(f"{target.name}.toml")
    _refuse_to_overwrite(path, portal)
    guide = load_guide()
    observations = asyncio.run(_explore(target, guide, driver, pages))
    proposal = propose(guide, PageClassifier(signatures(guide)), observations)
    console = Console(soft_wrap=True, highlight=False)
    _show(console, proposal, observations)
    if not proposal.matches:
        console.print("\nNone of the guide's pages is there: nothing was written.")
        raise typer.Exit(_NOTHING)
    accepted = _approved(proposal, path, yes=yes or not _is_terminal())
    if accepted is None:
        console.print("Nothing was written.")
        return
    text = TargetDraft(head, guide, observations, proposal, accepted, catalogue()).text()
    path.write_text(text, encoding="utf-8")
    load_target(str(path))
    set_words = count(arrange_words(accepted, guide, proposal.matches)[0])
    console.print(f"{path} is written: {set_words} words are set.")
    console.print(_next(proposal, path))


def _portal(portal: str) -> tuple[Target, str]:
    """The target to look at, and the first sections of the file to write."""
    if not portal.startswith(("http://", "https://")):
        target = load_target(portal)
        if target.words:
            raise UsageError(
                "a target file without [words]",
                seen=f"{portal} has {len(target.words)} already",
                remedy="Take that section out, and take over from the new one what you need.",
            )
        return target, _file_of(portal).read_text(encoding="utf-8")
    if _PASSWORD.match(portal):
        raise UsageError(
            "an address without a password in clear",
            seen="one that holds a password",
            remedy="Write 'https://${NAME}:${WORD}@…' in single quotes, and set both in the "
            "environment; or give a target file with the section [access].",
        )
    head = target_head(portal, catalogue())
    with TemporaryDirectory(prefix="codes-perdus-") as folder:
        path = Path(folder) / "target.toml"
        path.write_text(head, encoding="utf-8")
        return load_target(str(path)), head


def _file_of(target: str) -> Path:
    return bundled_suite().targets / f"{target}.toml" if target in known_targets() else Path(target)


def _refuse_to_overwrite(path: Path, portal: str) -> None:
    """A file that is there was written by somebody; only the one that was given is completed."""
    if path.exists() and not (Path(portal).exists() and path.samefile(portal)):
        raise UsageError(
            f"no file at {path} yet", seen="one", remedy="Name another by --out, or take it away."
        )


async def _explore(target: Target, guide: Guide, driver: DriverName, pages: int) -> Observations:
    async with _served(target) as base_url:
        home = base_url.rstrip("/") + target.entry["home"]
        classifier = PageClassifier(signatures(guide))
        async with open_engine(target, base_url, DriverOptions(driver.value)) as engine:
            engine.egress.read_only = True
            pace = RateLimiter(None if is_loopback(base_url) else _POLITE)
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
    """The portal's address while it serves; one that is launched has nobody registered."""
    with TemporaryDirectory(prefix="codes-perdus-") as folder:
        accounts = Path(folder) / "accounts.json"
        save_accounts(accounts, [])
        async with SmtpSink() as sink, launch(target, smtp=sink.address, accounts=accounts) as it:
            yield it.base_url


def _link_labels(guide: Guide) -> list[str]:
    """The guide's words that lead from page to page."""
    claims = [s.claim for s in guide if isinstance(s.claim, Action) and s.claim.to]
    return list(dict.fromkeys(c.beside or c.label for c in claims if isinstance(c, Action)))


def _show(console: Console, proposal: Proposal, observations: Observations) -> None:
    say = catalogue().say
    console.print(f"{len(observations.pages)} pages looked at; nothing was sent.\n")
    for slug, match in proposal.matches.items():
        console.print(f"  {match.confidence:.2f}  {slug}  {escape(match.observed.page.url)}")
    for slug, reason in proposal.unseen.items():
        console.print(f"   –    {slug}  [dim]not seen: {say(reason)}[/dim]")
    for problem in observations.problems:
        console.print(escape(f"\ncould not be opened: {say(problem)}"))
    if observations.ended_early:
        console.print(f"\n{say(observations.ended_early)}")
    _list(console, "Proposed words", proposal.settings)
    _list(console, "Not set: unsure, or a defect of the portal", proposal.doubts)
    silent = sum(map(len, proposal.silent.values()))
    if silent:
        console.print(f"\n{silent} words of the guide resemble nothing there; the file lists them.")


def _list(console: Console, title: str, words: tuple[ProposedWord, ...]) -> None:
    if not words:
        return
    console.print(f"\n[bold]{title}[/bold]")
    for page in dict.fromkeys(word.page for word in words):
        console.print(f"  {page}")
        for word in (word for word in words if word.page == page):
            pair = f"« {word.guide} » is here « {word.portal} »"
            console.print(f"    {word.confidence:.2f}  {escape(pair)}")
            console.print(f"          [dim]{escape(_why(word))}[/dim]")


def _why(word: ProposedWord) -> str:
    say = catalogue().say
    doubt = [f"differs slightly, a defect? {say(word.doubt)}"] if word.doubt else []
    return "; ".join([say(word.kind.label), *doubt, *map(say, word.reasons)])


def _approved(proposal: Proposal, path: Path, *, yes: bool) -> tuple[ProposedWord, ...] | None:
    """The words that the tester accepts; None to write nothing."""
    if yes:
        return proposal.settings
    question = f"\nWrite {path} with these words? [y]es, [e]ach in turn, [n]o"
    answer = typer.prompt(question, default="y").strip().lower()[:1]
    if answer == "e":
        return tuple(word for word in proposal.words if _accepts(word))
    return proposal.settings if answer == "y" else None


def _accepts(word: ProposedWord) -> bool:
    doubt = f" ({catalogue().say(word.doubt)})" if word.doubt else ""
    question = f"{word.page}: « {word.guide} » is here « {word.portal} »{doubt}?"
    return typer.confirm(question, default=word.is_setting)


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _next(proposal: Proposal, path: Path) -> str:
    """What is left to the tester."""
    doubts = (
        f"Look at the {len(proposal.doubts)} words that are not set. " if proposal.doubts else ""
    )
    return f"{doubts}When it tells mails and accounts as well: codes-perdus run {path}"
