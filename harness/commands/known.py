"""The ledger of a run's known deviations: read, kept with the run, brought up to date."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from harness.guide.loader import PROFILES, load_guide
from harness.ledger.excuse import Standing, Use
from harness.ledger.file import Ledger, read_ledger
from harness.report.atomic import write_whole
from harness.run.acceptance import NOTHING_ACCEPTED, Acceptance
from harness.run.kept import LEDGER, KeptRun
from harness.run.scenario import Scenario

KNOWN = Path("known.toml")
"""The ledger where none is named."""


def known_deviations(path: Path, scenarios: Iterable[Scenario] = ()) -> Ledger:
    """Read a ledger of findings: its subjects are statements, its scopes scenarios.

    Args:
        path: of the file.
        scenarios: all that there are, of all profiles; none where nobody knows them.

    Raises:
        LedgerError: the file is missing or broken, or speaks of what there is not.
    """
    guide = load_guide(profiles=PROFILES)
    scopes = {"scenario": [scenario.slug for scenario in scenarios]}
    return read_ledger(path, subjects=guide.by_slug, scopes=scopes)


def acceptance_of(path: Path | None, scenarios: Iterable[Scenario], today: date) -> Acceptance:
    """What is accepted today by a ledger; nothing where none is named."""
    if path is None:
        return NOTHING_ACCEPTED
    return Acceptance(known_deviations(path, scenarios).entries, today, str(path))


def acceptance_of_run(run: KeptRun) -> Acceptance:
    """What was accepted when a kept run was made, by the ledger that it kept."""
    if not run.origin.ledger:
        return NOTHING_ACCEPTED
    entries = known_deviations(run.folder / LEDGER).entries
    return Acceptance(entries, run.origin.day, run.origin.ledger)


def keep_ledger(path: Path | None, folder: Path) -> None:
    """Keep a run's ledger in the run's folder, so that it is judged alike later."""
    if path is not None:
        write_whole(folder / LEDGER, path.read_text(encoding="utf-8"))


def update(path: Path, scenarios: Iterable[Scenario], uses: Sequence[Use]) -> tuple[str, ...]:
    """Bring a ledger up to date with a run: never with anything that nobody accepted.

    What is seen no more is taken out; what is excused gets the words of today.

    Returns:
        What was done, one line each.
    """
    ledger = known_deviations(path, scenarios)
    standing: Mapping[object, Use] = {use.entry.key: use for use in uses}
    done: list[str] = []
    for number in reversed(range(len(ledger.entries))):
        entry = ledger.entries[number]
        use = standing.get(entry.key)
        if use and use.standing is Standing.STALE:
            ledger.remove(number)
            done.append(f"{entry.subject} {entry.fingerprint}: seen no more, taken out")
        elif use and use.standing is Standing.EXCUSED and entry.seen not in use.seen_now:
            ledger.replace(number, entry.model_copy(update={"seen": use.seen_now[0]}))
            done.append(f"{entry.subject} {entry.fingerprint}: its words are those of today")
    if done:
        write_whole(path, ledger.text)
    return tuple(reversed(done))
