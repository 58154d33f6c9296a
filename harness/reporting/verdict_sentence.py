"""The verdict of a run in words."""

from dataclasses import dataclass

from harness.core.exit_codes import OK
from harness.messages import Catalogue
from harness.model.finding import Level, Verdict
from harness.reporting.grouping.findings import GroupedFindings, group_findings
from harness.reporting.run_state import RunState
from harness.reporting.unjudged import (
    Unjudged,
    accepted_behind_paths,
    accepted_unobservable,
    count_untried,
    reasons_untried,
    unjudged,
)


@dataclass(frozen=True)
class Conclusion:
    """The verdict of a run.

    Attributes:
        head: in one clause.
        beside: what is told beside it, a clause each.
    """

    head: str
    beside: tuple[str, ...] = ()


def conclusion(state: RunState, catalogue: Catalogue) -> str:
    """The verdict of a run, in one sentence without a full stop."""
    parts = conclusion_parts(state, catalogue)
    return catalogue.text("clauses", clauses=(parts.head, *parts.beside))


def conclusion_parts(state: RunState, catalogue: Catalogue) -> Conclusion:
    """The verdict of a run, and apart from it what is told beside it."""
    grouped = group_findings(state.findings)
    match state.exit_code:
        case None:
            return Conclusion(catalogue.text("conclusion-unfinished"))
        case 0 | 1:
            head = (
                _kept(state, grouped, catalogue)
                if state.exit_code == OK
                else _broken(grouped, catalogue)
            )
        case 3 if state.leaked:
            return Conclusion(catalogue.text("conclusion-leaked"))
        case 3:
            head = (
                catalogue.text("conclusion-stopped")
                if state.stopped
                else catalogue.text(_fault_message(state), **_ended_by_faults(state))
            )
            so_far = (_broken(grouped, catalogue),) if grouped.broken_of(Level.REQUIRED) else ()
            head = catalogue.text("clauses", clauses=(head, *so_far))
        case 4:
            return Conclusion(catalogue.text("conclusion-nothing"))
        case code:
            return Conclusion(catalogue.text("conclusion-exit-code", code=code))
    return Conclusion(head, _beside(state, grouped, catalogue))


def count_scenarios(state: RunState, catalogue: Catalogue) -> str:
    """How many scenarios were played, and of how many, if some are missing."""
    played, planned = len(state.walked), state.planned
    if played == planned:
        return catalogue.text("count-scenarios", n=planned)
    return catalogue.text("count-scenarios-of", played=played, n=planned)


def _kept(state: RunState, grouped: GroupedFindings, catalogue: Catalogue) -> str:
    if state.findings and all(f.level is Level.PROFILE for f in state.findings):
        return catalogue.text("conclusion-profiles-only")
    if (open_ones := unjudged(state)).statements:
        return _unjudged(open_ones, catalogue)
    counts = grouped.totals.statements
    if counts[Verdict.ACCEPTED] or any(some.statements for some in _excused(state).values()):
        return catalogue.text("conclusion-kept-but-accepted")
    if state.started and state.started.origin.is_part:
        return catalogue.text("conclusion-kept-part", n=sum(counts.values()))
    if state.unwalked:
        return catalogue.text("conclusion-kept-walked")
    is_whole = not (counts[Verdict.UNOBSERVABLE] or counts[Verdict.UNREACHED])
    return catalogue.text("conclusion-kept-whole" if is_whole else "conclusion-kept")


def _unjudged(open_ones: Unjudged, catalogue: Catalogue) -> str:
    n = len(open_ones.statements)
    told = catalogue.text("conclusion-unjudged", n=n)
    if open_ones.role:
        told = catalogue.text("conclusion-unjudged-role", n=n, role=open_ones.role)
    return _with_elsewhere(told, open_ones, catalogue)


def _with_elsewhere(told: str, some: Unjudged, catalogue: Catalogue) -> str:
    """A sentence about statements, and how many of them are judged for another role."""
    if not some.elsewhere:
        return told
    return f"{told} ({catalogue.text('count-judged-elsewhere', n=some.elsewhere)})"


def _excused(state: RunState) -> dict[str, Unjudged]:
    """What the target file accepts without its being judged, by the message that counts it."""
    return {
        "count-accepted-unjudged": accepted_behind_paths(state),
        "count-accepted-unobservable": accepted_unobservable(state),
    }


def _broken(grouped: GroupedFindings, catalogue: Catalogue) -> str:
    count = len(grouped.broken_of(Level.REQUIRED))
    if not count:
        return catalogue.text("conclusion-findings")
    how_many = catalogue.text("count-required-broken", n=count)
    return catalogue.pair("conclusion-broken", how_many)


def _fault_message(state: RunState) -> str:
    """The message about the faults of a run: what broke, or scenarios that leave their plan."""
    seen = [one.seen for one in state.findings if one.verdict is Verdict.FAULT]
    is_off_plan = bool(seen) and all(one and one.code == "nothing-recorded" for one in seen)
    return "conclusion-off-plan" if is_off_plan else "conclusion-fault"


def _ended_by_faults(state: RunState) -> dict[str, int]:
    """How many scenarios a fault ended, and how many there were."""
    ended = {one.scenario for one in state.findings if one.verdict is Verdict.FAULT}
    return {"n": len(ended), "total": len({one.scenario for one in state.findings})}


def _beside(state: RunState, grouped: GroupedFindings, catalogue: Catalogue) -> tuple[str, ...]:
    """What is told beside the verdict, as far as there is any; the numbers are the totals'."""
    totals = grouped.totals.statements
    counts = {
        "count-advised-broken": len(grouped.broken_of(Level.ADVISED)),
        "count-accepted": totals[Verdict.ACCEPTED],
        "count-flaky": totals[Verdict.FLAKY] + len(grouped.passing_faults),
        "count-entries-failing": sum(use.fails for use in state.uses),
        "count-no-scenario": len(state.unwalked),
    }
    told = [catalogue.text(message, n=n) for message, n in counts.items() if n]
    told += (
        _with_elsewhere(catalogue.text(message, n=len(some.statements)), some, catalogue)
        for message, some in _excused(state).items()
        if some.statements
    )
    is_broken = bool(grouped.broken_of(Level.REQUIRED))  # then the causes tell the reasons
    return (*told, *(count_untried if is_broken else reasons_untried)(state, catalogue))
