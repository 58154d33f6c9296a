"""What to do after a run: look at the causes, play one again, and last what to accept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from harness.core.console import Printer
from harness.core.exit_codes import FINDINGS, OK
from harness.messages import Catalogue
from harness.reporting.commands import init_command, replay_command
from harness.reporting.grouping.causes import group_causes
from harness.reporting.grouping.findings import group_findings
from harness.reporting.proposed_lines import proposed_lines
from harness.reporting.run_state import RunState
from harness.reporting.unjudged import unjudged

REPORT = "report.html"


@dataclass(frozen=True)
class NextStep:
    """One thing that the reader of a run does next.

    Attributes:
        told: what, in one sentence.
        command: the command that does it, or the file to open; "" for neither.
    """

    told: str
    command: str = ""


def next_steps(
    state: RunState, catalogue: Catalogue, *, in_report: bool = False, here: bool = False
) -> tuple[NextStep, ...]:
    """What the reader of a run does next, in order; () where a fault tells it, or nothing is left.

    Args:
        state: of the run.
        catalogue: of the reader's language.
        in_report: whether it is told in `report.html`, where the causes stand below it.
        here: whether it is told on the machine of the run, so that commands name its folder.
    """
    if state.exit_code not in {OK, FINDINGS}:
        return ()
    return tuple(_steps(state, catalogue, in_report=in_report, here=here))


def _steps(
    state: RunState, catalogue: Catalogue, *, in_report: bool, here: bool
) -> Iterator[NextStep]:
    report = _report(state, here=here)
    if state.started and (shard := state.started.origin.shard):
        yield NextStep(catalogue.text("next-shard", shard=shard), "codes-perdus report RUN…")
    causes = group_causes(group_findings(state.findings).broken)
    if causes:
        told = catalogue.text("next-causes-below" if in_report else "next-causes")
        yield NextStep(told, "" if in_report else report)
    if state.finished and state.finished.refusing:
        yield NextStep(catalogue.text("next-accounts"))
        return
    if causes and state.started and state.started.folder:
        scenario = next(iter(causes[0].scenarios))
        command = replay_command(state.started.folder, scenario, state.target_file, here=here)
        yield NextStep(catalogue.text("next-replay"), command)
    settings = proposed_lines(state)
    message = "next-settings"
    if state.exit_code == OK and unjudged(state).statements:
        sections = {one.section for one in settings}
        named = "-".join(name for name in ("absent", "unobservable") if name in sections)
        message = f"next-{named}" if named else message
        if not named and not in_report:
            yield NextStep(catalogue.text("next-unjudged"), report)
    if settings:
        yield NextStep(catalogue.text(message, n=len(settings)), init_command(state, here=here))


def _report(state: RunState, *, here: bool) -> str:
    folder = state.started.folder if state.started else None
    return str(folder / REPORT) if here and folder else REPORT


def print_next(steps: Sequence[NextStep], out: Printer, catalogue: Catalogue) -> None:
    """Print what to do next, each command on a line of its own."""
    if steps:
        out.line(f"{catalogue.text('label-next')}{catalogue.colon}")
    for number, step in enumerate(steps, start=1):
        out.line(f"{number}. {step.told}", indent=2)
        if step.command:
            out.command(step.command, indent=5)
