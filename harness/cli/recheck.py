"""`codes-perdus recheck RUN`: judges a run again from its journals, without a portal."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from harness.app.kept_suite import guide_of, names_of, suite_of
from harness.app.known_deviations import acceptance_of, acceptance_of_run
from harness.cli.options import LANGUAGE, Language, SuiteName
from harness.core.exit_codes import FAULT
from harness.core.sanitize import printed
from harness.ledger.acceptance import Acceptance
from harness.ledger.matching import EntryUse
from harness.messages import Catalogue, catalogue
from harness.model.finding import Finding, Verdict
from harness.model.verdicts import exit_code
from harness.reporting.citation import cited
from harness.reporting.formats.jsonl import FINDINGS_FILE, read_findings
from harness.runs.rejudge import rejudge
from harness.runs.stored_run import StoredRun

_PRINTED = frozenset({Verdict.FAIL, Verdict.FAULT, Verdict.FLAKY})


def recheck(
    run: Annotated[Path, typer.Argument(help="Folder of a run.")],
    known: Annotated[Path | None, typer.Option(help="Ledger to use instead of the run's.")] = None,
    suite: SuiteName = None,
    lang: Language = LANGUAGE,
) -> None:
    """Judge a run again by today's guide and checks, and print which findings change."""
    kept, words = StoredRun(run), catalogue(lang.value)
    acceptance = _acceptance(kept, known, suite)
    judged = rejudge(kept, guide_of(kept, suite), acceptance)
    found = tuple(finding for findings in judged.values() for finding in findings)
    uses = acceptance.uses(found, whole=not (kept.missing or kept.origin.is_part))
    path = run / FINDINGS_FILE
    before = read_findings(path) if path.is_file() else ()
    _tell(changes(before, found, words))
    for finding in found:
        if finding.verdict in _PRINTED:
            _tell(_broken(finding, words))
    _tell(_entry(use, words) for use in uses if use.fails)
    _tell(words.pair("label-not-walked", slug) for slug in kept.missing)
    _tell(words.text("recheck-leak", place=place) for place in kept.leaks)
    passed = sum(finding.verdict is Verdict.PASS for finding in found)
    counts = {"count-findings": len(found), "count-verdict-pass": passed}
    typer.echo(", ".join(words.text(message, n=n) for message, n in counts.items()))
    raise typer.Exit(
        FAULT if kept.is_faulty else exit_code(found, ledger_fails=any(use.fails for use in uses))
    )


def _acceptance(run: StoredRun, known: Path | None, suite: str | None) -> Acceptance:
    """What the run accepted when it was made; what a ledger accepts today where one is named."""
    if known is None:
        return acceptance_of_run(run)
    today = datetime.now().astimezone().date()
    return acceptance_of(known, names_of(run), today, suite_of(run, suite))


def _entry(use: EntryUse, words: Catalogue) -> str:
    status = words.text(f"status-{use.status}")
    return words.pair("label-ledger", f"{use.entry.subject} ({status})")


def changes(
    before: Sequence[Finding],
    after: Sequence[Finding],
    words: Catalogue,
    *,
    to_the_letter: bool = True,
) -> Iterator[str]:
    """One line for each finding that is not what it was.

    Unless `to_the_letter`, the verdict alone counts: another walk has other codes and times.
    """
    old, new = _by_place(before), _by_place(after)
    for place in sorted(old.keys() | new.keys()):
        was, now = old.get(place), new.get(place)
        if was == now:
            continue
        scenario, statement, name = place
        subject = f"{scenario} {statement or name}{words.colon}"
        verdicts = [_verdict(one, words) for one in (was, now)]
        if verdicts[0] != verdicts[1]:
            yield f"{subject} {verdicts[0]} → {verdicts[1]}"
        elif was and now and to_the_letter:
            told = words.text("recheck-reworded", verdict=verdicts[1])
            yield f"{subject} {told}{words.colon} {_apart(was, now, words)}"


def _verdict(finding: Finding | None, words: Catalogue) -> str:
    return words.text(f"verdict-{finding.verdict}" if finding else "recheck-not-judged")


def _by_place(findings: Iterable[Finding]) -> dict[tuple[str, str, str], Finding]:
    """Findings by scenario and statement; faults, which concern none, by their name."""
    return {(f.scenario, f.statement, f.fault_name): f for f in findings}


def _apart(was: Finding, now: Finding, words: Catalogue) -> str:
    """What was expected and seen, each as it was and as it is; what else differs by its name."""
    names = [one for one in Finding.model_fields if getattr(was, one) != getattr(now, one)]
    facts = [one for one in ("expected", "seen") if one in names]
    return "; ".join(
        words.pair(f"label-{one}", " → ".join(words.say(getattr(each, one)) for each in (was, now)))
        for one in facts
    ) or ", ".join(names)


def _broken(finding: Finding, words: Catalogue) -> Iterator[str]:
    source = cited(finding, words) if finding.statement else finding.fault_name
    verdict = words.text(f"verdict-{finding.verdict}")
    yield f"{verdict} {finding.scenario} {finding.statement}"
    yield f"  {source}"
    yield f"  {words.pair('label-expected', words.say(finding.expected))}"
    yield f"  {words.pair('label-seen', words.say(finding.seen))}"


def _tell(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(printed(line))
