"""The reports of a comparison as files."""

from pathlib import Path

from harness.compare.expectations import ReviewedComparison
from harness.core.errors import UsageError
from harness.core.files import write_whole
from harness.core.folders.safe import SafeFolder
from harness.messages import Catalogue
from harness.reporting.comparison.html import html
from harness.reporting.comparison.markdown import markdown

MAX_BYTES = 1 << 26  # of a comparison that is read
JSON = "comparison.json"


def write(reviewed: ReviewedComparison, folder: Path, catalogue: Catalogue) -> None:
    """Write `comparison.json`, `comparison.md` and `comparison.html`."""
    write_whole(folder / JSON, f"{reviewed.model_dump_json(indent=1)}\n")
    write_whole(folder / "comparison.md", markdown(reviewed, catalogue, folder.name))
    write_whole(folder / "comparison.html", html(reviewed, folder, catalogue))


def read(folder: Path) -> ReviewedComparison:
    """A comparison that was written.

    Raises:
        UnsafeFile: it is no plain file, or too large.
        UsageError: the folder holds none, or a broken one.
    """
    try:
        return ReviewedComparison.model_validate_json(SafeFolder(folder).read(JSON, MAX_BYTES))
    except (OSError, ValueError) as error:
        raise UsageError(
            f"a comparison in {folder}",
            seen=str(error).splitlines()[0],
            remedy="Name a folder that `codes-perdus compare` wrote.",
        ) from error
