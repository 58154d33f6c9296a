"""`codes-perdus init PORTAL`: explores a portal and proposes a target file for it."""

import asyncio
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer
from rich.console import Console

from harness.app.accept_settings import proposed_settings, target_file_of
from harness.app.kept_suite import guide_of
from harness.app.portal_exploration import explore_portal, portal_to_explore
from harness.cli.options import LANGUAGE, Driver, Language, SuiteName
from harness.cli.run import run as run_scenarios
from harness.cli.setup.dialog import InitDialog
from harness.cli.setup.learn import Learning
from harness.cli.setup.replacing import may_write, write_keeping
from harness.cli.setup.settings import take_over
from harness.cli.suite_here import suite_of_call
from harness.config.choices import DriverName, Lang
from harness.config.suite import bundled_suite, suite_named
from harness.config.target import load_target, target_path
from harness.core.console import is_interactive
from harness.core.errors import UsageError
from harness.core.exit_codes import NOTHING
from harness.core.sanitize import visible
from harness.discovery.explorer import DEFAULT_PAGES
from harness.discovery.proposal import propose
from harness.discovery.target_head import UserAnswers, mail_entries
from harness.discovery.target_writer import TargetDraft
from harness.guide.loader import load_guide
from harness.messages import Catalogue, catalogue
from harness.page.classify import PageClassifier
from harness.page.signatures import signatures
from harness.runs.stored_run import StoredRun


def init(
    portal: Annotated[
        str, typer.Argument(help="Address of the portal, or a target file.", show_default=False)
    ] = "",
    suite: SuiteName = None,
    driver: Driver = DriverName.BROWSER,
    mail: Annotated[
        str | None,
        typer.Option(help="Where its mails arrive: sink:PORT, imap://USER@HOST, mailpit:URL …"),
    ] = None,
    accounts: Annotated[
        Path | None, typer.Option(help="File with the accounts that may be used.")
    ] = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Target file to write.")] = None,
    yes: Annotated[
        bool,
        typer.Option(
            "--yes", help="Ask nothing: accept words of the same meaning, replace the file."
        ),
    ] = False,
    pages: Annotated[
        int, typer.Option(min=1, help="Maximum number of pages to open.")
    ] = DEFAULT_PAGES,
    run: Annotated[
        Path | None,
        typer.Option("--from", help="Folder of a run: ask about the lines that it proposes."),
    ] = None,
    learn: Annotated[
        bool,
        typer.Option("--learn", help="Also play a few paths, to learn the pages behind forms."),
    ] = False,
    lang: Language = LANGUAGE,
) -> None:
    """Open pages of a portal without sending anything, and propose a target file for it.

    With --from, no portal is opened: the lines that a run proposes are added to its target file,
    or to the one that is named. With --learn, a few paths are played, forms included, until they
    show nothing new.
    """
    asks = is_interactive() and not yes
    dialog = InitDialog(Console(highlight=False), catalogue(lang.value), asks=asks)
    if run is not None:
        target_file = (
            _file_of(portal, suite_of_call(portal, suite, lang), out)
            if portal
            else _target_file(run, dialog.messages, by_name=yes and out is None)
        )
        proposed, of_run = proposed_settings(run), guide_of(StoredRun(run))
        take_over(proposed, target_file, of_run, dialog.messages, out=out, run=run, yes=yes)
        return
    portal = portal or dialog.address()
    suite = suite_of_call(portal if Path(portal).is_file() else None, suite, lang)
    held_to = suite_named(suite) if suite else None
    given = _answers(mail, accounts)
    target, head = portal_to_explore(portal, held_to, given, dialog.messages)
    path = out or Path(f"{target.name}.toml")
    if not may_write(path, dialog.messages, asks=asks, yes=yes):
        return
    guide = load_guide(target.suite)
    observations = asyncio.run(explore_portal(target, guide, driver, pages))
    proposal = propose(guide, PageClassifier(signatures(guide)), observations)
    dialog.show(proposal, observations, {page.slug: page.title for page in guide.chapters})
    if not proposal.matches:
        raise typer.Exit(NOTHING)
    accepted = dialog.accepted_words(proposal, path)
    if accepted is None:
        return
    if asks and given is None and not Path(portal).is_file():
        _, head = portal_to_explore(portal, held_to, _asked(dialog), dialog.messages)
    draft = TargetDraft(
        head, guide, observations, proposal, accepted, dialog.messages, target.suite
    )
    write_keeping(path, draft.text(), dialog.messages)
    written = load_target(str(path), target.suite)
    dialog.show_written(draft, path)
    wants_run = dialog.wants_first_run(written)
    if learn or wants_run:
        refused = frozenset(dialog.refused)
        Learning(path, suite, driver, dialog.messages, yes=yes, refused=refused).learn()
    if wants_run:
        folder = Path("runs") / f"{written.name}-first"
        run_scenarios(str(path), suite, driver, out=folder, lang=Lang(lang.value))


def _answers(mail: str | None, accounts: Path | None) -> UserAnswers | None:
    """What the command line says of mails and accounts; None for nothing."""
    if mail is None and accounts is None:
        return None
    if accounts is not None and not accounts.is_file():
        raise UsageError(
            f"a file of accounts at {accounts}",
            seen="none",
            remedy="codes-perdus accounts new makes one.",
        )
    return UserAnswers(mail_entries(mail or "none"), str(accounts or ""))


def _asked(dialog: InitDialog) -> UserAnswers:
    """What the user says of mails and accounts; what cannot be read is asked for again."""
    while True:
        try:
            answers = _answers(dialog.mail(), dialog.accounts())
        except UsageError as error:
            dialog.refuse(error)
        else:
            return answers or UserAnswers()


def _file_of(name: str, suite: str | None, out: Path | None) -> Path:
    """The target file that is named by its path, or by its name in a suite.

    Raises:
        UsageError: the file comes with the program, and there is none of the user's to write.
    """
    if Path(name).exists():
        return Path(name)
    held_to = suite_named(suite) if suite else bundled_suite()
    path = target_path(name, held_to)
    if held_to.is_bundled and out is None:
        raise UsageError(
            "a target file of your own to write to",
            seen=f"{name}, which comes with the program",
            remedy=f"Add --out {quote(f'{name}.toml')}: the file becomes a copy with the lines.",
        )
    return path


def _target_file(run: Path, messages: Catalogue, *, by_name: bool) -> Path:
    """The target file that the folder of a run names, which may have come from others.

    Raises:
        UsageError: it has to be named, for it would be written to without a question.
    """
    path = target_file_of(run)
    if by_name:
        raise UsageError(
            "the target file to write to, by name",
            seen=f"only the run's folder names one: {path}",
            remedy=f"codes-perdus init {quote(str(path))} --from {quote(str(run))} --yes, "
            "if that is the one.",
        )
    typer.echo(visible(messages.text("take-over-target", path=str(path))))
    return path
