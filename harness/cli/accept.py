"""`codes-perdus accept RUN STATEMENT`: accepts what a run found broken, until a day.

In the folder of a comparison, STATEMENT is the fingerprint of a difference.
"""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from harness.app.accept_deviations import EXPECTED, Approval, accept_differences, accept_findings
from harness.app.known_deviations import KNOWN
from harness.cli.options import LANGUAGE, Language, SuiteName
from harness.core.sanitize import printed
from harness.messages import catalogue
from harness.reporting.commands import ledger_command
from harness.reporting.comparison.write import JSON as COMPARISON
from harness.runs.stored_run import StoredRun

_DAY = ["%Y-%m-%d"]
_STATEMENT = "Name of the statement, or fingerprint of a difference, as reports have them."
_LEDGER = "Ledger, created if missing: known.toml, for a comparison expected.toml."
_GROUP = "For a comparison: accept all differences with the same cause."
_UNNAMED = "TARGET.toml"  # the target file of a run that does not say its own
_SCENARIO = "Only in scenarios with this name; * and ? are wildcards."


def accept(
    run: Annotated[Path, typer.Argument(help="Folder of a run, or of a comparison.")],
    statement: Annotated[str, typer.Argument(help=_STATEMENT)],
    reason: Annotated[str, typer.Option(help="Why it is accepted.")],
    owner: Annotated[str, typer.Option(help="Who answers for it.")],
    until: Annotated[
        datetime, typer.Option(formats=_DAY, help="Last day on which it is accepted.")
    ],
    reference: Annotated[str, typer.Option(help="Ticket or link where it is followed up.")] = "",
    scenario: Annotated[str, typer.Option(help=_SCENARIO)] = "*",
    known: Annotated[Path | None, typer.Option(help=_LEDGER)] = None,
    suite: SuiteName = None,
    group: Annotated[bool, typer.Option("--group", help=_GROUP)] = False,
    lang: Language = LANGUAGE,
) -> None:
    """Accept what a run found broken of one statement, or what a comparison found changed."""
    today = datetime.now().astimezone().date()
    approval = Approval(reason, owner, reference, today, until.date(), lang.value)
    if (run / COMPARISON).is_file():
        ledger = known or EXPECTED
        entries = accept_differences(run, statement, ledger, approval, suite=suite, group=group)
        command = ledger_command(ledger)
    else:
        ledger, stored = known or KNOWN, StoredRun(run)
        entries = accept_findings(stored, statement, scenario, ledger, approval, suite=suite)
        command = ledger_command(ledger, stored.origin.target_file or _UNNAMED)
    told = catalogue(lang.value).text
    for entry in entries:
        what = f"{entry.subject} {entry.fingerprint}"
        typer.echo(printed(told("accept-entry", ledger=str(ledger), what=what, seen=entry.seen)))
        scenarios = entry.scope.get("scenario")
        if scenarios:
            names = ", ".join(scenarios)
            told_until = told("accept-until", until=str(entry.until), scenarios=names)
            typer.echo(f"  {printed(told_until)}")
    typer.echo(told("accept-next"))
    typer.echo(f"  {printed(command)}")
