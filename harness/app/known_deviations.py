"""The ledger of a run's known deviations: read, kept with the run, brought up to date."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from harness.app.suite import all_scenarios
from harness.config.suite import bundled_suite
from harness.core.files import write_whole
from harness.guide.loader import load_guide
from harness.ledger.acceptance import NOTHING_ACCEPTED, Acceptance
from harness.ledger.matching import Standing, Use
from harness.ledger.store import Ledger, read_ledger
from harness.messages import catalogue
from harness.runs.kept_run import LEDGER, KeptRun

KNOWN = Path("known.toml")
"""The ledger where none is named."""


def known_deviations(
    path: Path, scenarios: Iterable[str] = (), own_guide: Path | None = None
) -> Ledger:
    """Read a ledger of findings: its subjects are statements, its scopes scenarios.

    Args:
        path: of the file.
        scenarios: names of all that there are; none where nobody knows them.
        own_guide: the user's folder of a guide; None for that of the project.

    Raises:
        LedgerError: the file is missing or broken, or speaks of what there is not.
    """
    guide = load_guide(own_guide, profiles=bundled_suite().profile_names)
    scopes = {"scenario": tuple(scenarios)}
    return read_ledger(path, subjects=guide.by_slug, scopes=scopes)


def acceptance_of(
    path: Path | None,
    scenarios: Iterable[str],
    today: date,
    own_guide: Path | None = None,
) -> Acceptance:
    """What is accepted today by a ledger; nothing where none is named."""
    if path is None:
        return NOTHING_ACCEPTED
    return Acceptance(known_deviations(path, scenarios, own_guide).entries, today, str(path))


def acceptance_of_run(run: KeptRun) -> Acceptance:
    """What was accepted when a kept run was made, by the ledger that it kept."""
    if not run.origin.ledger:
        return NOTHING_ACCEPTED
    entries = known_deviations(run.folder / LEDGER, own_guide=run.guide_folder).entries
    return Acceptance(entries, run.origin.day, run.origin.ledger)


def scenarios_of(run: KeptRun) -> tuple[str, ...]:
    """The names that a ledger may give to the scenarios of a kept run, or of others like it."""
    known = all_scenarios(run.scenarios_folder, bundled_suite().profile_names)
    return tuple(dict.fromkeys((*run.origin.suite, *(scenario.slug for scenario in known))))


def keep_ledger(path: Path | None, folder: Path) -> None:
    """Keep a run's ledger in the run's folder, so that it is judged alike later."""
    if path is not None:
        write_whole(folder / LEDGER, path.read_text(encoding="utf-8"))


def update(
    path: Path,
    scenarios: Iterable[str],
    uses: Sequence[Use],
    own_guide: Path | None = None,
) -> tuple[str, ...]:
    """Bring a ledger up to date with a run: never with anything that nobody accepted.

    What is seen no more is taken out; what is excused gets the words of today.

    Returns:
        What was done, one line each.
    """
    ledger = known_deviations(path, scenarios, own_guide)
    standing: Mapping[object, Use] = {use.entry.key: use for use in uses}
    done: list[str] = []
    for number in reversed(range(len(ledger.entries))):
        entry = ledger.entries[number]
        use = standing.get(entry.key)
        if use and use.standing is Standing.STALE:
            ledger.remove(number)
            done.append(f"{entry.subject} {entry.fingerprint}: seen no more, taken out")
        elif use and use.standing is Standing.EXCUSED and entry.seen not in _sentences(use):
            ledger.replace(number, entry.model_copy(update={"seen": _sentences(use)[0]}))
            done.append(f"{entry.subject} {entry.fingerprint}: its words are those of today")
    if done:
        write_whole(path, ledger.text)
    return tuple(reversed(done))


def _sentences(use: Use) -> tuple[str, ...]:
    """What is seen now in the scope of an entry, in the words of a ledger."""
    return tuple(map(catalogue().say, use.seen_now))
