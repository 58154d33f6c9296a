"""The suite: a folder that holds a guide and all that is needed to hold a portal to it.

Its manifest, `suite.toml`, names the parts. `docs/SUITES.md` describes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from harness.core.errors import UsageError
from harness.core.files import read_toml
from harness.core.resources import bundled_root
from harness.core.validation import sentences
from harness.core.value import Value
from harness.suite.account_schema import AccountSchema
from harness.suite.flow import FlowHints
from harness.suite.folded_page import FoldedPage
from harness.suite.mutant import SuiteMutant
from harness.suite.noun import Noun, Nouns
from harness.suite.permission import Permission
from harness.suite.population_search import PopulationSearch

MANIFEST = "suite.toml"

Titles = Mapping[str, Mapping[str, str]]
Settings = Mapping[str, Mapping[str, Mapping[str, tuple[str, ...]]]]


class SuiteFile(Value):
    """A manifest as it is written; all paths begin at its folder.

    Attributes:
        format: number of this format.
        name: of the suite.
        guide: folder of the guide.
        profiles: files of the profiles, which are judged beside the guide, in their order.
        scenarios: folder of the scenarios; a folder that is not there stands for scenarios that
            open each page whose address the target names.
        renewal: the function that gives an account a new code, as MODULE.NAME in `scenarios`; ""
            for a portal whose codes never change.
        core: names of scenarios that pass most pages; each mutant is tried on them first.
        account: the fields, traits and relations of its accounts, and how they are made up.
        secrets: what the kinds of secrets are called.
        titles: by language, what scenarios are called in it.
        permissions: what its scenarios do to a portal, and a target file may forbid by these
            names.
        folded: pages whose fields a portal may ask for on another one.
        settings: further sections of its target files. Each of their keys has values; with each
            value go the pages of the guide that the portal then does not have. The first value
            is the default.
        flow: how the flow is drawn.
        search: how a whole list of accounts is searched; None for no such search.
        mutants: defects of its portals by their names, on which the suite is measured.
        plugin: Python file with the functions that the manifest names; "" for none.
        targets: folder of the target files that are known by name.
        target: name of the target where none is named; "" for none.
    """

    format: Literal[1] = 1
    name: str
    guide: str = "guide"
    profiles: tuple[str, ...] = ()
    scenarios: str = "scenarios"
    renewal: str = ""
    core: tuple[str, ...] = ()
    account: AccountSchema = AccountSchema()
    secrets: Mapping[str, Noun] = Field(default_factory=dict)
    titles: Titles = Field(default_factory=dict)
    permissions: Mapping[str, Permission] = Field(default_factory=dict)
    folded: tuple[FoldedPage, ...] = ()
    settings: Settings = Field(default_factory=dict)
    flow: FlowHints = FlowHints()
    search: PopulationSearch | None = None
    mutants: Mapping[str, SuiteMutant] = Field(default_factory=dict)
    plugin: str = ""
    targets: str = "targets"
    target: str = ""


@dataclass(frozen=True)
class Suite:
    """A suite, and where its parts lie; the attributes are those of `SuiteFile`, as paths.

    Attributes:
        path: of its manifest.
        profiles: the name of each profile to its file.
        scenarios: folder of the scenarios; None for scenarios that open each page.
        renewal: the file and the name of the function that gives an account a new code; None for
            a portal whose codes never change.
    """

    path: Path
    name: str
    guide: Path
    profiles: Mapping[str, Path]
    scenarios: Path | None
    renewal: tuple[Path, str] | None
    core: tuple[str, ...]
    accounts: AccountSchema
    secrets: Nouns
    titles: Titles
    permissions: Mapping[str, Permission]
    folded: tuple[FoldedPage, ...]
    settings: Settings
    flow: FlowHints
    search: PopulationSearch | None
    mutants: Mapping[str, SuiteMutant]
    plugin: Path | None
    targets: Path
    target: str

    def __hash__(self) -> int:
        return hash((self.path, self.guide, self.scenarios))

    def with_parts(self, guide: Path | None = None, scenarios: Path | None = None) -> "Suite":
        """The suite with another guide or other scenarios; None leaves a part as it is.

        Another guide takes no scenarios of the suite: they speak of the suite's own.
        """
        if guide:
            return replace(self, guide=guide, scenarios=scenarios, renewal=None)
        return replace(self, scenarios=scenarios) if scenarios else self

    @property
    def profile_names(self) -> tuple[str, ...]:
        """The names of all profiles, in the order of the manifest."""
        return tuple(self.profiles)

    @cached_property
    def entry(self) -> str:
        """The page of the guide where people arrive: its first one; "" if there is none."""
        try:
            names = [str(one) for one in read_toml(self.guide / "guide.toml")["chapters"]]
            return next(name for name in names if self._is_page(name))
        except (UsageError, KeyError, TypeError, StopIteration):
            return ""  # the guide's loader tells what is wrong with it

    def _is_page(self, chapter: str) -> bool:
        """Whether a chapter of the guide is one page: no mail, and nothing about every page."""
        path = self.guide / f"{chapter}.toml"
        data = read_toml(path) if path.is_file() else {}
        return not any(data.get(name) for name in ("everywhere", "mail", "profile"))

    @property
    def is_bundled(self) -> bool:
        """Whether it is the suite that comes with the program."""
        return self.path == _bundled_manifest()

    @property
    def known_targets(self) -> tuple[str, ...]:
        """The names of its target files."""
        return tuple(sorted(path.stem for path in self.targets.glob("*.toml")))


def load_suite(path: Path, *, alone: bool = False) -> Suite:
    """Read a suite, by its folder or its manifest.

    If `alone`, the manifest must hold all its sections, as that of a kept suite does.

    Raises:
        UsageError: the manifest is missing or broken.
    """
    path = path / MANIFEST if path.is_dir() else path
    expected = f"a suite's manifest in {path}"
    try:
        file = SuiteFile.model_validate(read_manifest(path, alone=alone))
    except ValidationError as error:
        seen = "\n".join(sentences(error, SuiteFile))
        raise UsageError(expected, seen=seen, remedy="Correct the file.") from error
    path = path.resolve()
    folder = path.parent
    profiles = [folder / name for name in file.profiles]
    scenarios = (folder / file.scenarios).resolve()
    module, _, renewal = file.renewal.rpartition(".")
    return Suite(
        path=path,
        name=file.name,
        guide=folder / file.guide,
        profiles={profile.stem: profile for profile in profiles},
        scenarios=scenarios if scenarios.is_dir() else None,
        renewal=(scenarios / f"{module}.py", renewal) if renewal else None,
        core=file.core,
        accounts=file.account,
        secrets=file.secrets,
        titles=file.titles,
        permissions=file.permissions,
        folded=file.folded,
        settings=file.settings,
        flow=file.flow,
        search=file.search,
        mutants=file.mutants,
        plugin=folder / file.plugin if file.plugin else None,
        targets=folder / file.targets,
        target=file.target,
    )


def read_manifest(path: Path, *, alone: bool = False) -> dict[str, Any]:
    """A manifest as it is written, with the sections of the files that it may include.

    A section may stand in several of them: its keys are put together.

    If `alone`, it must include none.

    Raises:
        UsageError: it or a file that it includes is missing or broken, or two of them tell one key.
    """
    expected = f"a suite's manifest in {path}"
    data = read_toml(path, expected=expected)
    included = data.pop("include", [])
    if not isinstance(included, list) or (alone and included):
        raise UsageError(
            f"{expected} with a list of files as include, or none",
            seen=repr(included),
            remedy="Correct the key include.",
        )
    for name in included:
        part = read_toml(path.parent / str(name), expected=expected)
        data = _merged(data, part, f"{expected} and the files that it includes", str(name))
    return data


def _merged(
    one: Mapping[str, Any], other: Mapping[str, Any], expected: str, file: str, section: str = ""
) -> dict[str, Any]:
    """The keys of two tables, those of their sections put together.

    Raises:
        UsageError: both tell the same key.
    """
    found = dict(one)
    for key, value in other.items():
        name, known = f"{section}{key}", one.get(key)
        if isinstance(known, dict) and isinstance(value, dict):
            found[key] = _merged(known, value, expected, file, f"{name}.")
        elif key in one:
            raise UsageError(
                f"{expected}, each key once",
                seen=f"{name} again in {file}",
                remedy="Take it out of one of the files.",
            )
        else:
            found[key] = value
    return found


def suite_named(name: str | Path, folder: Path | None = None) -> Suite:
    """The suite of a folder or of a manifest, or the bundled one by its name.

    A relative path begins at the working directory, if no folder is given.

    Raises:
        UsageError: there is no such suite, or its manifest is broken.
    """
    path = (folder or Path()) / name
    if str(name) == bundled_suite().name and not path.exists():
        return bundled_suite()
    if not path.exists() or (path.is_dir() and not (path / MANIFEST).is_file()):
        raise UsageError(
            f"a suite in the folder {path}",
            seen=f"no {MANIFEST} there",
            remedy="Name the folder of a suite; docs/SUITES.md shows how to make one.",
        )
    return load_suite(path)


def _bundled_manifest() -> Path:
    return (bundled_root() / "fixtures" / MANIFEST).resolve()


@cache
def bundled_suite() -> Suite:
    """The suite that comes with the program."""
    return load_suite(_bundled_manifest())
