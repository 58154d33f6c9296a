"""Takes lines that a run proposed over into the target file."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from harness.app.kept_suite import guide_of
from harness.config.settings_text import with_settings
from harness.config.target import load_target
from harness.core.errors import TargetError, UsageError
from harness.core.files import read_limited, write_whole
from harness.guide.model import Guide
from harness.ledger.acceptance import NOTHING_ACCEPTED
from harness.messages import Catalogue
from harness.model.fact import Fact
from harness.model.finding import Finding, Setting, Verdict
from harness.model.verdicts import BROKEN
from harness.planning.target_check import check_target
from harness.reporting.grouping.doubts import doubts_of
from harness.reporting.proposed_lines import lines_for
from harness.runs.rejudge import rejudge
from harness.runs.stored_run import StoredRun


@dataclass(frozen=True)
class ProposedSetting:
    """A line of a target file that a run proposes.

    Attributes:
        setting: the line.
        doubt: why it may hide a defect of the portal; None where nothing speaks for one.
        finding: what the run saw that the line would accept; None if that is not known.
    """

    setting: Setting
    doubt: Fact | None = None
    finding: Finding | None = None


def proposed_settings(folder: Path) -> tuple[ProposedSetting, ...]:
    """The lines that would accept what a stored run found broken.

    Raises:
        UsageError: the folder holds no run.
    """
    run = StoredRun(folder)
    judged = rejudge(run, guide_of(run), NOTHING_ACCEPTED)
    findings = [finding for some in judged.values() for finding in some]
    known = {page.slug for journal in run.journals.values() for page in journal.pages}
    settings = lines_for(findings, {one.scenario: one.role for one in run.plan})
    doubts = doubts_of(settings, findings, known)
    return tuple(ProposedSetting(s, doubts.get(s), _shown_by(s, findings)) for s in settings)


def _shown_by(setting: Setting, findings: Sequence[Finding]) -> Finding | None:
    """The finding that shows best what a line would accept: one with evidence, if there is one."""
    accepted = [one for one in findings if setting in one.settings]
    own = [one for one in findings if one.statement == setting.key]
    broken = [one for one in own if one.verdict in BROKEN]
    is_unseen = setting.section == "unobservable"
    unseen = [one for one in own if is_unseen and one.verdict is Verdict.UNOBSERVABLE]
    every = (*broken, *accepted, *unseen)
    return next((one for one in every if one.evidence.files), next(iter(every), None))


def target_file_of(folder: Path) -> Path:
    """The target file that a stored run used.

    Raises:
        UsageError: the run used a target that comes with the project, or its file is gone.
    """
    name = StoredRun(folder).origin.target_file
    if not os.path.isfile(name):  # noqa: PTH113 - of any length, where pathlib raises
        raise UsageError(
            f"the target file of the run in {folder}",
            seen=f"{name!r}, which is no file here" if name else "none",
            remedy="Name the target file: codes-perdus init TARGET.toml --from RUN.",
        )
    return Path(name)


def changed_text(path: Path, settings: Iterable[Setting], messages: Catalogue) -> tuple[str, str]:
    """The text of a target file, and the text with more lines.

    Raises:
        UsageError: the file cannot be read, or is no TOML.
    """
    try:
        before = read_limited(path)
        return before, with_settings(before, settings, messages)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"a target file at {path}", seen=str(error), remedy="Name another, or correct it."
        ) from error


def write_target(path: Path, text: str, guide: Guide) -> None:
    """Write a target file, unless lines that a run proposed make it one that a run would refuse.

    Raises:
        TargetError: a run would refuse it; the file is as it was.
    """
    before = read_limited(path)
    write_whole(path, text)
    try:
        check_target(guide, load_target(str(path)))
    except TargetError:
        write_whole(path, before)
        raise
