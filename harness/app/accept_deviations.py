"""Accepts deviations of a run, or differences of a comparison, until a given day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from fnmatch import fnmatchcase
from glob import escape
from pathlib import Path

from harness.app.kept_suite import guide_of, names_of, suite_in, suite_of
from harness.app.known_deviations import known_deviations
from harness.app.suite import statement_of
from harness.compare.expectations import PAGE, PART, SUBJECTS, item_of
from harness.compare.model import Comparison, Difference, Ruling
from harness.config.suite import suite_named
from harness.core.errors import UsageError
from harness.core.files import write_whole
from harness.guide.loader import load_guide
from harness.guide.model import Guide
from harness.ledger.acceptance import NOTHING_ACCEPTED
from harness.ledger.entry import LedgerEntry
from harness.ledger.store import Ledger, read_ledger
from harness.messages import Language, catalogue
from harness.model.fact import Fact
from harness.model.finding import Finding
from harness.model.verdicts import BROKEN
from harness.reporting.comparison.write import read
from harness.runs.rejudge import rejudge
from harness.runs.stored_run import StoredRun

EXPECTED = Path("expected.toml")
"""The ledger of expected differences where none is named."""


@dataclass(frozen=True)
class Approval:
    """Who accepts a deviation, why, and until when.

    Attributes:
        reference: where it is followed up; "" for nowhere.
        since: first day.
        until: last day.
        language: in which the ledger says what was seen.
    """

    reason: str
    owner: str
    reference: str
    since: date
    until: date
    language: Language = "en"

    def __post_init__(self) -> None:
        blank = [name for name in ("reason", "owner") if not getattr(self, name).strip()]
        if self.until < self.since or blank:
            past = self.until < self.since
            raise UsageError(
                "a reason, an owner and a last day to come",
                seen=f"--until {self.until}" if past else f"nothing for --{blank[0]}",
                remedy="Every acceptance has an owner, a reason and an end.",
            )

    def entry(
        self,
        subject: str,
        fingerprint: str,
        seen: Fact | None,
        scope: Mapping[str, tuple[str, ...]],
    ) -> LedgerEntry:
        """The entry of a ledger that accepts one thing within a scope."""
        told = catalogue(self.language).say(seen)
        values = {name: value for name, value in asdict(self).items() if name != "language"}
        return LedgerEntry(
            subject=subject, fingerprint=fingerprint, scope=scope, seen=told, **values
        )


def accept_findings(
    run: StoredRun,
    slug: str,
    pattern: str,
    ledger: Path,
    approval: Approval,
    *,
    suite: str | None = None,
) -> tuple[LedgerEntry, ...]:
    """Accept what a run found broken of a statement, and write the ledger.

    Args:
        run: the run.
        slug: of the statement.
        pattern: of the scenarios' names; * and ? are wildcards.
        ledger: the file, created if missing.
        approval: reason, owner and last day.
        suite: folder or name of a suite, which overrules the run's.

    Returns:
        The entries, one for each thing that was seen.

    Raises:
        UsageError: there is no such statement, or it holds in all of these scenarios.
    """
    known = (
        known_deviations(ledger, names_of(run), suite_of(run, suite))
        if ledger.exists()
        else Ledger()
    )
    found = _by_fingerprint(_broken_findings(run, slug, pattern, suite)).values()
    entries = [_entry(findings, approval) for findings in found]
    for entry in entries:
        _put(known, entry)
    write_whole(ledger, known.text)
    return tuple(entries)


def _broken_findings(run: StoredRun, slug: str, pattern: str, suite: str | None) -> list[Finding]:
    guide = guide_of(run, suite, every_profile=True)
    statement_of(guide, slug)
    judged = rejudge(run, guide, NOTHING_ACCEPTED).values()
    own = [f for findings in judged for f in findings if f.statement == slug]
    broken = [f for f in own if f.verdict in BROKEN and fnmatchcase(f.scenario, pattern)]
    if not broken:
        raise UsageError(
            f"a finding of {slug} that is broken in {run.folder}",
            seen=", ".join(f"{f.verdict} in {f.scenario}" for f in own[:5]) or "none at all",
            remedy="See its summary.md for what is broken.",
        )
    return broken


def _by_fingerprint(findings: Iterable[Finding]) -> Mapping[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.fingerprint, []).append(finding)
    return found


def _entry(findings: list[Finding], approval: Approval) -> LedgerEntry:
    """One entry for findings with the same fingerprint."""
    scenarios = tuple(sorted(finding.scenario for finding in findings))
    first = findings[0]
    return approval.entry(first.statement, first.fingerprint, first.seen, {"scenario": scenarios})


def _put(ledger: Ledger, entry: LedgerEntry) -> None:
    """Add an entry to a ledger, or replace the one that accepts the same already."""
    for number, known in enumerate(ledger.entries):
        if _accepts_same(known, entry):
            ledger.replace(number, entry.model_copy(update={"scope": known.scope}))
            return
    ledger.add(entry)


def _accepts_same(known: LedgerEntry, entry: LedgerEntry) -> bool:
    if (known.subject, known.fingerprint) != (entry.subject, entry.fingerprint):
        return False
    scenarios = entry.scope["scenario"]
    return all(known.covers(entry.subject, {"scenario": slug}) for slug in scenarios)


def accept_differences(
    folder: Path,
    fingerprint: str,
    ledger: Path,
    approval: Approval,
    *,
    suite: str | None = None,
    group: bool,
) -> tuple[LedgerEntry, ...]:
    """Accept differences of a comparison, and write the ledger.

    Args:
        folder: of the comparison.
        fingerprint: of the difference.
        ledger: the file, created if missing.
        approval: reason, owner and last day.
        suite: folder or name of a suite, which overrules that of the comparison.
        group: whether all differences with the same cause are accepted.

    Raises:
        UsageError: there is no such difference, or it is a regression.
    """
    comparison = read(folder).comparison
    guide = load_guide(suite_named(suite) if suite else suite_in(folder))
    expected = expected_differences(ledger, guide) if ledger.exists() else Ledger()
    found = _differences_of(comparison, folder, fingerprint, group=group)
    entries = tuple(_expectation(difference, approval, guide) for difference in found)
    for entry in entries:
        expected.add(entry)
    write_whole(ledger, expected.text)
    return entries


def _differences_of(
    comparison: Comparison, folder: Path, fingerprint: str, *, group: bool
) -> tuple[Difference, ...]:
    for cause in comparison.causes:
        own = [d for d in cause.differences if d.fingerprint == fingerprint]
        if own:
            return tuple(_acceptable(cause.differences if group else own))
    count = sum(1 for _ in comparison.differences)
    raise UsageError(
        f"a difference {fingerprint} in {folder}",
        seen=f"{count} differences, none of them with that fingerprint",
        remedy="See its comparison.md, where each fingerprint stands before its difference; "
        "comparison.json has those that are not listed there.",
    )


def _acceptable(found: Sequence[Difference]) -> Iterator[Difference]:
    """The differences that the guide allows; no ledger excuses a regression."""
    allowed = [d for d in found if d.ruling is not Ruling.REGRESSION]
    if not allowed:
        raise UsageError(
            "a difference that the guide allows",
            seen=f"a regression of {found[0].statement}",
            remedy="Mend the portal; words that it may say otherwise stand in [words] of its file.",
        )
    yield from allowed


def _expectation(difference: Difference, approval: Approval, guide: Guide) -> LedgerEntry:
    """An entry that expects one difference, on its page and of its part alone."""
    item = item_of(difference)
    scope = {name: (escape(value),) for name, value in item.scope.items() if value}
    if item.scope[PAGE] not in {*guide.pages, "mail"}:
        scope.pop(PAGE, None)
    return approval.entry(item.subject, item.fingerprint, item.seen, scope)


def expected_differences(path: Path, guide: Guide) -> Ledger:
    """Read a ledger of differences: its subjects are kinds, its scopes pages and parts.

    Raises:
        LedgerError: the file is missing or broken, or has an unknown subject or scope.
    """
    pages = (*guide.pages, "mail", "")
    return read_ledger(path, subjects=SUBJECTS, scopes={PAGE: pages, PART: ()})
