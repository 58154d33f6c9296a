"""The manifest of a suite, `suite.toml`: where its guide, scenarios, targets and data lie."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from harness.core.errors import UsageError
from harness.core.files import read_toml
from harness.core.resources import bundled_root
from harness.core.validation import sentences
from harness.core.value import Value

MANIFEST = "suite.toml"


class SuiteFile(Value):
    """A manifest as it is written; all paths begin at its folder.

    Attributes:
        format: number of this format.
        name: of the suite.
        guide: folder of the guide.
        profiles: files of the profiles, which are judged beside the guide, in their order.
        scenarios: folder of the scenarios.
        renewal: the function that gives an account a new code, as MODULE.NAME in `scenarios`; ""
            for a portal whose codes never change.
        accounts: folder of the data that accounts are generated from.
        targets: folder of the target files that are known by name.
        portal_words: file of the words by which pages of such portals are recognised.
        synonyms: file of the words that portals of this kind use for one another.
    """

    format: Literal[1]
    name: str
    guide: str
    profiles: tuple[str, ...] = ()
    scenarios: str
    renewal: str = ""
    accounts: str
    targets: str
    portal_words: str
    synonyms: str


@dataclass(frozen=True)
class SuiteLocation:
    """Where the parts of a suite lie; the attributes are those of `SuiteFile`, as paths.

    Attributes:
        profiles: the name of each profile to its file.
    """

    name: str
    guide: Path
    profiles: Mapping[str, Path]
    scenarios: Path
    renewal: str
    accounts: Path
    targets: Path
    portal_words: Path
    synonyms: Path

    @property
    def profile_names(self) -> tuple[str, ...]:
        """The names of all profiles, in the order of the manifest."""
        return tuple(self.profiles)


def load_suite(path: Path) -> SuiteLocation:
    """Read a manifest.

    Raises:
        UsageError: the file is missing or broken.
    """
    try:
        file = SuiteFile.model_validate(read_toml(path, expected=f"a suite's manifest in {path}"))
    except ValidationError as error:
        seen = "; ".join(sentences(error.errors(include_url=False), SuiteFile))
        raise UsageError(
            f"a suite's manifest in {path}", seen=seen, remedy="Correct the file."
        ) from error
    folder = path.parent
    profiles = [folder / name for name in file.profiles]
    return SuiteLocation(
        name=file.name,
        guide=folder / file.guide,
        profiles={profile.stem: profile for profile in profiles},
        scenarios=(folder / file.scenarios).resolve(),
        renewal=file.renewal,
        accounts=folder / file.accounts,
        targets=folder / file.targets,
        portal_words=folder / file.portal_words,
        synonyms=folder / file.synonyms,
    )


@cache
def bundled_suite() -> SuiteLocation:
    """The suite that comes with the program."""
    return load_suite(bundled_root() / "fixtures" / MANIFEST)
