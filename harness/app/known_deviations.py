"""The ledger of known deviations: read, copied into the run's folder, and updated after it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from harness.app.kept_suite import suite_of
from harness.config.suite import Suite, bundled_suite
from harness.core.files import read_limited, write_whole
from harness.guide.loader import load_guide
from harness.ledger.acceptance import NOTHING_ACCEPTED, Acceptance
from harness.ledger.matching import EntryStatus, EntryUse
from harness.ledger.store import Ledger, read_ledger
from harness.messages import catalogue
from harness.runs.stored_run import LEDGER_FILE, StoredRun

KNOWN = Path("known.toml")
"""The ledger where none is named."""


def known_deviations(
    path: Path, scenarios: Iterable[str] = (), suite: Suite | None = None
) -> Ledger:
    """Read a ledger of findings: its subjects are statements, its scopes scenarios.

    Args:
        path: of the file.
        scenarios: names of all scenarios; empty if they are not known.
        suite: whose statements are known; None for the bundled one.

    Raises:
        LedgerError: the file is missing or broken, or names an unknown statement or scenario.
    """
    suite = suite or bundled_suite()
    guide = load_guide(suite, profiles=suite.profile_names)
    scopes = {"scenario": tuple(scenarios)}
    return read_ledger(path, subjects=guide.by_slug, scopes=scopes)


def acceptance_of(
    path: Path | None,
    scenarios: Iterable[str],
    today: date,
    suite: Suite | None = None,
) -> Acceptance:
    """What a ledger accepts today; nothing without a ledger."""
    if path is None:
        return NOTHING_ACCEPTED
    return Acceptance(known_deviations(path, scenarios, suite).entries, today, str(path))


def acceptance_of_run(run: StoredRun) -> Acceptance:
    """What a run accepted when it was made, by the copy of the ledger in its folder."""
    if not run.origin.ledger:
        return NOTHING_ACCEPTED
    entries = known_deviations(run.folder / LEDGER_FILE, suite=suite_of(run)).entries
    return Acceptance(entries, run.origin.day, run.origin.ledger)


def copy_ledger(path: Path | None, folder: Path) -> None:
    """Copy the ledger into the run's folder, so that the run can be judged again by it."""
    if path is not None:
        write_whole(folder / LEDGER_FILE, read_limited(path))


def update(
    path: Path,
    scenarios: Iterable[str],
    uses: Sequence[EntryUse],
    suite: Suite | None = None,
) -> tuple[str, ...]:
    """Update a ledger after a run; nothing is accepted by it.

    Entries that are no longer observed are removed; excused ones get today's wording.

    Returns:
        The changes, one line each.
    """
    ledger = known_deviations(path, scenarios, suite)
    use_of: Mapping[object, EntryUse] = {use.entry.key: use for use in uses}
    done: list[str] = []
    for number in reversed(range(len(ledger.entries))):
        entry = ledger.entries[number]
        use = use_of.get(entry.key)
        if use and use.status is EntryStatus.STALE:
            ledger.remove(number)
            done.append(f"{entry.subject} {entry.fingerprint}: no longer observed, removed")
        elif use and use.status is EntryStatus.EXCUSED and entry.seen not in _sentences(use):
            ledger.replace(number, entry.model_copy(update={"seen": _sentences(use)[0]}))
            done.append(f"{entry.subject} {entry.fingerprint}: its wording is updated")
    if done:
        write_whole(path, ledger.text)
    return tuple(reversed(done))


def _sentences(use: EntryUse) -> tuple[str, ...]:
    """What is seen now in the scope of an entry, in the words of a ledger."""
    return tuple(map(catalogue().say, use.seen_now))
