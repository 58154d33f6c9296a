"""The suite that a run was judged by, kept in its folder as data.

A run's folder can be judged, reported and compared without the suite that it came from. The copy
holds no code, and no code is ever taken from a run's folder: whoever plays a scenario again names
the scenarios, or takes those that come with the program.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Literal

import tomlkit
from pydantic import ValidationError

from harness.config.suite import (
    MANIFEST,
    Suite,
    bundled_suite,
    load_suite,
    read_manifest,
    suite_named,
)
from harness.core.errors import FormatError, UsageError
from harness.core.files import write_whole
from harness.core.folders.safe import SafeFolder
from harness.core.value import Value
from harness.guide.loader import load_guide
from harness.guide.model import Guide
from harness.planning.scenario import Scenario
from harness.runs.stored_run import StoredRun

SUITE_FOLDER = "suite"
_SCENARIOS = "scenarios.json"
_GUIDE, _PROFILES = "guide", "profiles"
_NONE = "none"  # a part that a copy does not have
_MAX_BYTES = 1 << 22  # of one file of a copy


class KeptScenario(Value):
    """What is kept of a scenario; its code is not.

    Attributes:
        labels: words to select it by.
        profile: the profile that it belongs to; "" for the guide's own.
    """

    slug: str
    title: str
    labels: tuple[str, ...]
    profile: str = ""


class KeptScenarios(Value):
    """All scenarios of a suite, those that were not chosen for the run included."""

    format: Literal[1] = 1
    scenarios: tuple[KeptScenario, ...]


def keep_suite(folder: Path, suite: Suite, scenarios: Iterable[Scenario] = ()) -> None:
    """Copy the data of a suite, with all its scenarios, into the folder of a run or a comparison.

    Raises:
        OSError: the folder cannot be written, or a file of the suite cannot be read.
    """
    folder.mkdir(parents=True, exist_ok=True)
    place, copy = folder / SUITE_FOLDER, SafeFolder(folder)
    parts = {
        _GUIDE: sorted(suite.guide.glob("*.toml")),
        _PROFILES: list(suite.profiles.values()),
    }
    for name, files in parts.items():
        for file in files:
            copy.write(f"{SUITE_FOLDER}/{name}/{file.name}", file.read_bytes())
    manifest = read_manifest(suite.path) if suite.path.is_file() else {"name": suite.name}
    profiles = [f"{_PROFILES}/{file.name}" for file in parts[_PROFILES]]
    manifest |= {"guide": _GUIDE, "profiles": profiles, "plugin": "", "mutants": {}}
    manifest |= {"scenarios": _NONE, "renewal": "", "targets": _NONE, "target": ""}
    write_whole(place / MANIFEST, tomlkit.dumps(manifest))
    kept = KeptScenarios(
        scenarios=tuple(
            KeptScenario(
                slug=one.slug,
                title=one.title,
                labels=tuple(sorted(one.labels)),
                profile=one.profile,
            )
            for one in scenarios
        )
    )
    write_whole(place / _SCENARIOS, f"{kept.model_dump_json(indent=1)}\n")


def suite_in(folder: Path) -> Suite | None:
    """The suite that was kept in the folder of a run or a comparison; None for none.

    It has no scenarios and no targets, whatever its manifest says.

    Raises:
        UnsafeFile: the copy holds a link, a named pipe, or a file that is too large.
        UsageError: the copy is broken.
    """
    place = folder / SUITE_FOLDER
    if not SafeFolder(folder).has(f"{SUITE_FOLDER}/{MANIFEST}"):
        return None
    files = SafeFolder(place)
    for name in files.files():
        files.read(name, _MAX_BYTES)
    suite = load_suite(place / MANIFEST, alone=True)
    root = suite.path.parent
    return replace(
        suite,
        guide=root / _GUIDE,
        profiles={name: root / _PROFILES / path.name for name, path in suite.profiles.items()},
        plugin=None,
        targets=root / _NONE,
        target="",
        scenarios=None,
        renewal=None,
    )


def suite_of(run: StoredRun, named: str | None = None) -> Suite:
    """The suite to judge a stored run by; `named` is what the user names today.

    Returns:
        The suite that is named; else the bundled one as it is today, if the run was judged by it;
        else the one that the run has kept, without its scenarios.

    Raises:
        UsageError: the run has kept none.
    """
    if named:
        return suite_named(named)
    if not (run.origin.manifest or run.origin.guide):
        return bundled_suite()
    if kept := suite_in(run.folder):
        return kept if run.origin.manifest else bundled_suite().with_parts(kept.guide)
    raise UsageError(
        f"the suite of the run in {run.folder / SUITE_FOLDER}",
        seen="none: the run is from an older release, or was cut off early",
        remedy="Name the suite: --suite FOLDER.",
    )


def guide_of(run: StoredRun, named: str | None = None, *, every_profile: bool = False) -> Guide:
    """The guide to judge a run by, of the suite that the user names today or of `suite_of`."""
    suite = suite_of(run, named)
    return load_guide(suite, profiles=suite.profile_names if every_profile else run.origin.profiles)


def scenarios_of(run: StoredRun) -> tuple[KeptScenario, ...]:
    """The scenarios of the suite of a run, as the run has kept them; () if it has kept none.

    Raises:
        FormatError: they are broken.
    """
    name = f"{SUITE_FOLDER}/{_SCENARIOS}"
    if not run.files.has(name):
        return ()
    try:
        return KeptScenarios.model_validate_json(run.files.read(name, _MAX_BYTES)).scenarios
    except ValidationError as error:
        raise FormatError(
            f"the scenarios of a run in {name}",
            seen=error.errors(include_url=False, include_input=False)[0]["msg"],
            remedy="Name a run's folder as `codes-perdus run` wrote it.",
        ) from error


def names_of(run: StoredRun) -> tuple[str, ...]:
    """The scenario names that a ledger of a run may use."""
    planned = (one.scenario for one in run.plan)
    kept = (one.slug for one in scenarios_of(run))
    return tuple(dict.fromkeys((*run.origin.suite, *planned, *kept)))
