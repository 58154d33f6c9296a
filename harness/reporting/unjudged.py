"""What a run could not judge, because scenarios were not played to their end."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from harness.core.exit_codes import FINDINGS, OK
from harness.core.value import Value
from harness.messages import Catalogue
from harness.model.fact import Fact
from harness.model.finding import Finding, Level, Verdict, first_causes
from harness.reporting.grouping.findings import JUDGED
from harness.reporting.run_state import RunState

_SLUG = re.compile(r"[a-z0-9.-]{1,120}")  # what else a stored run holds is not shown as one


class Unjudged(Value):
    """Statements that no scenario of a role could judge.

    Attributes:
        role: what reports call the role, if it is that of one role alone; "" for several or none.
        statements: their slugs; () if all were judged.
    """

    role: str | Fact
    statements: tuple[str, ...]


def unjudged(state: RunState) -> Unjudged:
    """What scenarios that ended early were to judge, and no other one of their role did.

    Statements of profiles are left out, and so is what a scenario that was played to its end could
    not observe.
    """
    roles = {plan.scenario: plan.role for plan in state.started.plan} if state.started else {}
    left: dict[str | Fact, dict[str, None]] = defaultdict(dict)
    judged: dict[str | Fact, set[str]] = defaultdict(set)
    for scenario, findings in state.by_scenario.items():
        role, is_cut = roles.get(scenario, ""), bool(_end(findings))
        for one in (finding for finding in findings if finding.level is not Level.PROFILE):
            if one.verdict in JUDGED:
                judged[role].add(one.statement)
            elif one.verdict is Verdict.UNREACHED or (
                is_cut and one.verdict is Verdict.UNOBSERVABLE
            ):
                left[role][one.statement] = None
    open_ones = {role: [s for s in slugs if s not in judged[role]] for role, slugs in left.items()}
    concerned = [role for role, slugs in open_ones.items() if slugs]
    every = dict.fromkeys(slug for slugs in open_ones.values() for slug in slugs)
    return Unjudged(role=concerned[0] if len(concerned) == 1 else "", statements=tuple(every))


def reasons_untried(state: RunState, catalogue: Catalogue) -> Iterator[str]:
    """How many scenarios were not played to their end, and why; the most frequent reason first."""
    reasons: dict[str, set[str]] = defaultdict(set)
    every = state.by_scenario
    for scenario, findings in every.items():
        if end := _end(findings):
            reasons[_why(end, catalogue)].add(scenario)
        elif barrier := _barrier(findings):
            reasons[catalogue.text("untried-barred", statement=barrier)].add(scenario)
    message = "conclusion-untried"
    for why, scenarios in sorted(reasons.items(), key=lambda one: -len(one[1])):
        yield catalogue.text(message, n=len(scenarios), total=len(every), reason=why)
        message = "conclusion-untried-more"


def _end(findings: Sequence[Finding]) -> Fact | None:
    """Why a scenario was not played, or not to its end, by the target's own; None if it was."""
    open_ones = [one for one in findings if one.verdict is Verdict.UNOBSERVABLE]
    seen = [one.seen for one in open_ones if isinstance(one.seen, Fact)]
    shown = next((one for one in seen if one.code == "ended-where-not-shown"), None)
    if shown or len(open_ones) < len(findings):
        return shown
    return seen[0] if len(set(seen)) == 1 and len(seen) == len(open_ones) else None


def _barrier(findings: Sequence[Finding]) -> str:
    """The statement behind which a scenario could not go on; "" for none."""
    causes = first_causes(findings).values()
    return next(filter(_SLUG.fullmatch, causes), "")


def _why(end: Fact, catalogue: Catalogue) -> str:
    if end.has("way-without-scripts"):  # each scenario may have met another script
        return catalogue.text("untried-scripts")
    if end.code == "ended-where-not-shown":
        return catalogue.text("untried-not-shown", what=end.params["what"])
    return catalogue.say(end)


def overall_look(state: RunState) -> Verdict:
    """The verdict whose looks the sentence about a run has: green only if all was judged."""
    if state.exit_code == OK:
        return Verdict.WARN if unjudged(state).statements else Verdict.PASS
    return Verdict.FAIL if state.exit_code == FINDINGS else Verdict.FAULT
