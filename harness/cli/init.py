"""`codes-perdus init PORTAL`: explores a portal and proposes a target file for it."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from harness.app.accept_settings import target_file_of
from harness.app.portal_exploration import explore_portal, portal_to_explore
from harness.cli.options import Driver, SuiteName
from harness.cli.settings import take_over
from harness.config.choices import DriverName
from harness.config.suite import suite_named
from harness.config.target import load_target
from harness.core.errors import UsageError
from harness.core.exit_codes import NOTHING
from harness.discovery.explorer import DEFAULT_PAGES
from harness.discovery.observations import Observations
from harness.discovery.proposal import Proposal, arrange_words, propose
from harness.discovery.target_writer import TargetDraft
from harness.discovery.word_pairing import ProposedWord
from harness.guide.loader import load_guide
from harness.guide.wording import count
from harness.messages import catalogue
from harness.page.classify import PageClassifier
from harness.page.signatures import signatures


def init(
    portal: Annotated[
        str, typer.Argument(help="Address of the portal, or a target file.", show_default=False)
    ] = "",
    suite: SuiteName = None,
    driver: Driver = DriverName.BROWSER,
    out: Annotated[Path | None, typer.Option(help="Target file to write.")] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Accept all proposed words without being asked.")
    ] = False,
    pages: Annotated[
        int, typer.Option(min=1, help="Maximum number of pages to open.")
    ] = DEFAULT_PAGES,
    run: Annotated[
        Path | None,
        typer.Option("--from", help="Folder of a run: ask about the lines that it proposes."),
    ] = None,
) -> None:
    """Open pages of a portal without sending anything, and propose a target file for it.

    With --from, no portal is opened: the lines that a run proposes are added to its target file,
    or to the one that is named.
    """
    if run is not None:
        take_over(run, Path(portal) if portal else target_file_of(run), out, yes=yes)
        return
    if not portal:
        raise UsageError(
            "the address of a portal, or the folder of a run",
            seen="neither",
            remedy="codes-perdus init https://portal.example/, or codes-perdus init --from RUN.",
        )
    target, head = portal_to_explore(portal, suite_named(suite) if suite else None)
    path = out or Path(f"{target.name}.toml")
    _refuse_to_overwrite(path, portal)
    guide = load_guide(target.suite)
    observations = asyncio.run(explore_portal(target, guide, driver, pages))
    proposal = propose(guide, PageClassifier(signatures(guide)), observations)
    console = Console(soft_wrap=True, highlight=False)
    _print_proposal(console, proposal, observations)
    if not proposal.matches:
        console.print("\nNone of the guide's pages is there: nothing was written.")
        raise typer.Exit(NOTHING)
    accepted = _accepted_words(proposal, path, yes=yes or not _is_terminal())
    if accepted is None:
        console.print("Nothing was written.")
        return
    draft = TargetDraft(head, guide, observations, proposal, accepted, catalogue(), target.suite)
    path.write_text(draft.text(), encoding="utf-8")
    load_target(str(path), target.suite)
    set_words = count(arrange_words(accepted, guide, proposal.matches)[0])
    console.print(f"{path} is written: {set_words} words are set.")
    console.print(_next_steps(proposal, path))


def _refuse_to_overwrite(path: Path, portal: str) -> None:
    """Refuse to replace a file, unless it is the target file to complete."""
    if path.exists() and not (Path(portal).exists() and path.samefile(portal)):
        raise UsageError(
            f"no file at {path} yet", seen="one", remedy="Name another by --out, or take it away."
        )


def _print_proposal(console: Console, proposal: Proposal, observations: Observations) -> None:
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
    _print_words(console, "Proposed words", proposal.settings)
    _print_words(console, "Not set: unsure, or a defect of the portal", proposal.doubts)
    silent = sum(map(len, proposal.silent.values()))
    if silent:
        console.print(f"\n{silent} words of the guide resemble nothing there; the file lists them.")


def _print_words(console: Console, title: str, words: tuple[ProposedWord, ...]) -> None:
    if not words:
        return
    console.print(f"\n[bold]{title}[/bold]")
    for page in dict.fromkeys(word.page for word in words):
        console.print(f"  {page}")
        for word in (word for word in words if word.page == page):
            pair = f"« {word.guide} » is here « {word.portal} »"
            console.print(f"    {word.confidence:.2f}  {escape(pair)}")
            console.print(f"          [dim]{escape(_reasons(word))}[/dim]")


def _reasons(word: ProposedWord) -> str:
    say = catalogue().say
    doubt = [f"differs slightly, a defect? {say(word.doubt)}"] if word.doubt else []
    return "; ".join([say(word.kind.label), *doubt, *map(say, word.reasons)])


def _accepted_words(
    proposal: Proposal, path: Path, *, yes: bool
) -> tuple[ProposedWord, ...] | None:
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


def _next_steps(proposal: Proposal, path: Path) -> str:
    """What the tester does next."""
    doubts = (
        f"Look at the {len(proposal.doubts)} words that are not set. " if proposal.doubts else ""
    )
    return f"{doubts}When it tells mails and accounts as well: codes-perdus run {path}"
