"""What to do after a comparison: look at what changed, and last accept what is meant."""

import shlex
from collections.abc import Iterator
from pathlib import Path

from harness.compare.expectations import ReviewedComparison
from harness.messages import Catalogue
from harness.reporting.next_step import NextStep

REPORT = "comparison.html"


def next_steps(
    reviewed: ReviewedComparison, catalogue: Catalogue, folder: Path, *, in_report: bool = False
) -> tuple[NextStep, ...]:
    """What the reader of a comparison does next, in order; () where nothing is left.

    Args:
        reviewed: the comparison.
        catalogue: of the reader's language.
        folder: of the comparison; in its report by its name alone, as that is sent to others.
        in_report: whether it is told in the page of the comparison itself.
    """
    return tuple(_steps(reviewed, catalogue, folder, in_report=in_report))


def _steps(
    reviewed: ReviewedComparison, catalogue: Catalogue, folder: Path, *, in_report: bool
) -> Iterator[NextStep]:
    if reviewed.regressions or reviewed.unexpected:
        what = "regressions" if reviewed.regressions else "changes"
        place = "below" if in_report else "there"
        report = "" if in_report else str(folder / REPORT)
        yield NextStep(catalogue.text(f"next-{what}-{place}"), report)
    if gaps := len(reviewed.comparison.gaps):
        yield NextStep(catalogue.text("next-gaps", n=gaps))
    if command := _accept_command(reviewed, folder, in_report=in_report):
        yield NextStep(catalogue.text("next-expected", n=len(reviewed.unexpected)), command)


def _accept_command(reviewed: ReviewedComparison, folder: Path, *, in_report: bool) -> str:
    """The command that accepts the first change that may be meant; "" for no such change."""
    waiting = {one.fingerprint for one in reviewed.unexpected}
    every = (one.fingerprint for cause in reviewed.comparison.causes for one in cause.differences)
    first = next((one for one in every if one in waiting), "")
    if not first:
        return ""
    place = folder.name if in_report and folder.is_absolute() else str(folder)
    words = ("codes-perdus", "accept", place, first, "--group")
    more = ("--reason", "REASON", "--owner", "NAME", "--until", "YYYY-MM-DD")
    return shlex.join((*words, *more))
