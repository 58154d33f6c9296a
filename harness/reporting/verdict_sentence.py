"""The verdict of a run in words."""

from harness.core.exit_codes import OK
from harness.messages import Catalogue
from harness.model.finding import Level, Verdict
from harness.reporting.grouping.findings import GroupedFindings, group_findings
from harness.reporting.run_state import RunState
from harness.reporting.unjudged import (
    Unjudged,
    absent_paths,
    accepted_unobservable,
    count_untried,
    reasons_untried,
    unjudged,
)


def conclusion(state: RunState, catalogue: Catalogue) -> str:
    """The verdict of a run, in one sentence without a full stop."""
    grouped = group_findings(state.findings)
    match state.exit_code:
        case None:
            return catalogue.text("conclusion-unfinished")
        case 0 | 1:
            head = (
                _kept(state, grouped, catalogue)
                if state.exit_code == OK
                else _broken(grouped, catalogue)
            )
        case 3 if state.leaked:
            return catalogue.text("conclusion-leaked")
        case 3:
            head = (
                catalogue.text("conclusion-stopped")
                if state.stopped
                else catalogue.text("conclusion-fault", **_ended_by_faults(state))
            )
            so_far = (_broken(grouped, catalogue),) if grouped.broken_of(Level.REQUIRED) else ()
            head = catalogue.text("clauses", clauses=(head, *so_far))
        case 4:
            return catalogue.text("conclusion-nothing")
        case code:
            return catalogue.text("conclusion-exit-code", code=code)
    return catalogue.text("clauses", clauses=(head, *_beside(state, grouped, catalogue)))


def _kept(state: RunState, grouped: GroupedFindings, catalogue: Catalogue) -> str:
    if state.findings and all(f.level is Level.PROFILE for f in state.findings):
        return catalogue.text("conclusion-profiles-only")
    if (open_ones := unjudged(state)).statements:
        return _unjudged(open_ones, catalogue)
    is_excused = accepted_unobservable(state) or any(p.statements for p in absent_paths(state))
    if grouped.accepted or is_excused:
        return catalogue.text("conclusion-kept-but-accepted")
    counts = grouped.totals.statements
    is_whole = not (counts[Verdict.UNOBSERVABLE] or counts[Verdict.UNREACHED])
    return catalogue.text("conclusion-kept-whole" if is_whole else "conclusion-kept")


def _unjudged(open_ones: Unjudged, catalogue: Catalogue) -> str:
    n = len(open_ones.statements)
    told = catalogue.text("conclusion-unjudged", n=n)
    if open_ones.role:
        told = catalogue.text("conclusion-unjudged-role", n=n, role=open_ones.role)
    if not open_ones.elsewhere:
        return told
    return f"{told} ({catalogue.text('count-judged-elsewhere', n=open_ones.elsewhere)})"


def _broken(grouped: GroupedFindings, catalogue: Catalogue) -> str:
    count = len(grouped.broken_of(Level.REQUIRED))
    if not count:
        return catalogue.text("conclusion-findings")
    how_many = catalogue.text("count-required-broken", n=count)
    return catalogue.pair("conclusion-broken", how_many)


def _ended_by_faults(state: RunState) -> dict[str, int]:
    """How many scenarios a fault ended, and how many there were."""
    ended = {one.scenario for one in state.findings if one.verdict is Verdict.FAULT}
    return {"n": len(ended), "total": len({one.scenario for one in state.findings})}


def _beside(state: RunState, grouped: GroupedFindings, catalogue: Catalogue) -> tuple[str, ...]:
    """What is told beside the verdict, as far as there is any."""
    counts = {
        "count-advised-broken": len(grouped.broken_of(Level.ADVISED)),
        "count-accepted": len(grouped.accepted),
        "count-flaky": len(grouped.flaky) + len(grouped.passing_faults),
        "count-entries-failing": sum(use.fails for use in state.uses),
    }
    absent = dict.fromkeys(slug for path in absent_paths(state) for slug in path.statements)
    counts["count-accepted-unjudged"] = len(absent)
    counts["count-accepted-unobservable"] = len(accepted_unobservable(state))
    told = (catalogue.text(message, n=n) for message, n in counts.items() if n)
    is_broken = bool(grouped.broken_of(Level.REQUIRED))  # then the causes tell the reasons
    return (*told, *(count_untried if is_broken else reasons_untried)(state, catalogue))
