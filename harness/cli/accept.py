"""`codes-perdus accept RUN STATEMENT`: accepts what a run has seen broken, until a day.

In the folder of a comparison, a difference is named by its fingerprint in the statement's place.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated

import typer

from harness.app.known_deviations import KNOWN, known_deviations, scenarios_of
from harness.app.suite import guide_of
from harness.cli.expect import EXPECTED, differences_of, expectation, expected_differences
from harness.cli.explain import known_statement
from harness.compare.model import Difference
from harness.core.errors import UsageError
from harness.core.files import write_whole
from harness.core.sanitize import visible
from harness.ledger.acceptance import NOTHING_ACCEPTED
from harness.ledger.entry import Entry
from harness.ledger.store import Ledger
from harness.model.finding import Finding, Verdict
from harness.reporting.comparison.write import JSON as COMPARISON
from harness.runs.kept_run import KeptRun
from harness.runs.rejudge import rejudge

_BROKEN = frozenset({Verdict.FAIL, Verdict.WARN})
_DAY = ["%Y-%m-%d"]
_LEDGER = "The ledger; made where there is none. known.toml, of a comparison expected.toml."
_GROUP = "Of a comparison, accept all differences that have the same cause."


def accept(
    run: Annotated[Path, typer.Argument(help="Folder of a kept run, or of a comparison.")],
    statement: Annotated[str, typer.Argument(help="Its slug; a difference's fingerprint.")],
    reason: Annotated[str, typer.Option(help="Why it is accepted.")],
    owner: Annotated[str, typer.Option(help="Who answers for it.")],
    until: Annotated[datetime, typer.Option(formats=_DAY, help="Last day.")],
    reference: Annotated[str, typer.Option(help="Where it is followed up.")] = "",
    scenario: Annotated[str, typer.Option(help="Only there; with * and ?.")] = "*",
    known: Annotated[Path | None, typer.Option(help=_LEDGER)] = None,
    group: Annotated[bool, typer.Option("--group", help=_GROUP)] = False,
) -> None:
    """Accept what a run has seen broken of one statement, or what a comparison found."""
    words = {"reason": reason, "owner": owner, "reference": reference}
    today = datetime.now().astimezone().date()
    _refuse_blank(words, today, until.date())
    if (run / COMPARISON).is_file():
        _expect(known or EXPECTED, differences_of(run, statement, group=group), words, until.date())
        return
    known = known or KNOWN
    kept = KeptRun(run)
    ledger = (
        known_deviations(known, scenarios_of(kept), kept.guide_folder)
        if known.exists()
        else Ledger()
    )
    for findings in _alike(_broken(kept, statement, scenario)).values():
        entry = _entry(findings, words, today, until.date())
        _put(ledger, entry)
        where = ", ".join(entry.scope["scenario"])
        typer.echo(visible(f"{known}: {statement} {entry.fingerprint}, seen {entry.seen}"))
        typer.echo(f"  accepted until {entry.until} in {where}")
    write_whole(known, ledger.text)


def _expect(path: Path, found: Iterable[Difference], words: Mapping[str, str], until: date) -> None:
    """Put differences of a comparison into a ledger."""
    ledger = expected_differences(path) if path.exists() else Ledger()
    for difference in found:
        entry = expectation(difference, words, datetime.now().astimezone().date(), until)
        ledger.add(entry)
        typer.echo(visible(f"{path}: {entry.subject} {entry.fingerprint}, seen {entry.seen}"))
    write_whole(path, ledger.text)


def _refuse_blank(words: Mapping[str, str], today: date, until: date) -> None:
    """Refuse what nobody answers for.

    Raises:
        UsageError: the last day is over, or a reason or an owner is blank.
    """
    blank = [name for name in ("reason", "owner") if not words[name].strip()]
    if until < today or blank:
        raise UsageError(
            "a reason, an owner and a last day to come",
            seen=f"--until {until}" if until < today else f"nothing for --{blank[0]}",
            remedy="Nothing is accepted for good, and nothing by nobody.",
        )


def _broken(run: KeptRun, slug: str, pattern: str) -> list[Finding]:
    """What a run has seen broken of a statement.

    Raises:
        UsageError: there is no such statement, or it was not seen broken.
    """
    guide = guide_of(run.origin, every_profile=True)
    known_statement(slug, guide)
    judged = rejudge(run, guide, NOTHING_ACCEPTED).values()
    own = [f for findings in judged for f in findings if f.statement == slug]
    broken = [f for f in own if f.verdict in _BROKEN and fnmatchcase(f.scenario, pattern)]
    if not broken:
        raise UsageError(
            f"a finding of {slug} that is broken in {run.folder}",
            seen=", ".join(f"{f.verdict} in {f.scenario}" for f in own[:5]) or "none at all",
            remedy="See its summary.md for what is broken.",
        )
    return broken


def _alike(findings: Iterable[Finding]) -> Mapping[str, list[Finding]]:
    """Findings by what was seen."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.fingerprint, []).append(finding)
    return found


def _entry(findings: list[Finding], words: Mapping[str, str], today: date, until: date) -> Entry:
    """One entry for findings that saw the same."""
    return Entry(
        subject=findings[0].statement,
        fingerprint=findings[0].fingerprint,
        scope={"scenario": tuple(sorted(finding.scenario for finding in findings))},
        seen=findings[0].seen,
        since=today,
        until=until,
        **words,
    )


def _put(ledger: Ledger, entry: Entry) -> None:
    """Put an entry into a ledger, in the place of what it accepts anew."""
    for number in _same(ledger, entry):
        scope = ledger.entries[number].scope
        ledger.replace(number, entry.model_copy(update={"scope": scope}))
        return
    ledger.add(entry)


def _same(ledger: Ledger, entry: Entry) -> Iterator[int]:
    """The entries about what was seen of it there before."""
    for number, known in enumerate(ledger.entries):
        alike = (known.subject, known.fingerprint) == (entry.subject, entry.fingerprint)
        if alike and all(
            known.covers(entry.subject, {"scenario": slug}) for slug in entry.scope["scenario"]
        ):
            yield number
