"""What to do after a run, in one sentence."""

from collections.abc import Callable

from harness.core.exit_codes import FINDINGS, OK
from harness.messages import Catalogue
from harness.model.finding import Level
from harness.reporting.commands import init_command
from harness.reporting.grouping.findings import group_findings
from harness.reporting.proposed_lines import proposed_lines
from harness.reporting.run_state import RunState
from harness.reporting.unjudged import unjudged


def next_step(
    state: RunState,
    catalogue: Catalogue,
    *,
    in_report: bool = False,
    quoted: Callable[[str], str] = str,
) -> str:
    """What the reader of a run does next; "" where there is nothing to do, or a fault tells it.

    Args:
        state: of the run.
        catalogue: of the reader's language.
        in_report: whether it is told in `report.html`, where the causes stand below it.
        quoted: sets off what is not our own words, such as the command.
    """
    if state.exit_code not in {OK, FINDINGS}:
        return ""
    grouped, settings = group_findings(state.findings), proposed_lines(state)
    command = quoted(init_command(state))
    shard = state.started.origin.shard if state.started else ""
    told = [catalogue.text("next-shard", shard=quoted(shard))] if shard else []
    if grouped.broken_of(Level.REQUIRED) and not in_report:
        told.append(catalogue.text("next-broken"))
    if state.exit_code == OK and unjudged(state).statements:
        sections = {one.section for one in settings}
        named = "-".join(name for name in ("absent", "unobservable") if name in sections)
        if named or not in_report:
            told.append(catalogue.text(f"next-{named or 'unjudged'}", command=command))
    elif state.finished and state.finished.refusing:
        told.append(catalogue.text("next-accounts"))
    elif settings:
        told.append(catalogue.text("next-settings", command=command))
    return catalogue.text("clauses", clauses=tuple(told)) if told else ""
