"""What to do after a run, in one sentence."""

from harness.core.exit_codes import FINDINGS, OK
from harness.messages import Catalogue
from harness.model.finding import Level
from harness.reporting.commands import init_command
from harness.reporting.grouping.findings import group_findings
from harness.reporting.run_state import RunState
from harness.reporting.unjudged import unjudged


def next_step(state: RunState, catalogue: Catalogue, *, in_report: bool = False) -> str:
    """What the reader of a run does next; "" where there is nothing to do, or a fault tells it.

    Args:
        state: of the run.
        catalogue: of the reader's language.
        in_report: whether it is told in `report.html`, where the causes stand below it.
    """
    if state.exit_code not in {OK, FINDINGS}:
        return ""
    grouped = group_findings(state.findings)
    command = init_command(state)
    shard = state.started.origin.shard if state.started else ""
    told = [catalogue.text("next-shard", shard=shard)] if shard else []
    if grouped.broken_of(Level.REQUIRED) and not in_report:
        told.append(catalogue.text("next-broken"))
    if state.exit_code == OK and unjudged(state).statements:
        is_path = any(one.section == "absent" for one in grouped.settings)
        message = "next-absent" if is_path else "next-unjudged"
        if is_path or not in_report:
            told.append(catalogue.text(message, command=command))
    elif grouped.settings:
        told.append(catalogue.text("next-settings", command=command))
    return catalogue.text("clauses", clauses=tuple(told)) if told else ""
