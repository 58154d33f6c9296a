"""What a run could not judge, because scenarios were not played to their end."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from textwrap import shorten

from harness.core.exit_codes import FINDINGS, OK
from harness.core.identity import by_identity
from harness.core.value import Value
from harness.messages import Catalogue
from harness.model.fact import Fact, quotes
from harness.model.finding import NOT_SHOWN, Finding, Level, Verdict, first_causes
from harness.reporting.grouping.findings import JUDGED
from harness.reporting.run_state import RunState

MAX_BARRIERS = 2  # statements within the sentence about a run that ended scenarios
MAX_SENTENCE = 120  # characters of a statement within the sentence about a run


class Unjudged(Value):
    """Statements that no scenario of a role could judge.

    Attributes:
        role: what reports call the role, if it is that of one role alone; "" for several or none.
        statements: their slugs; () if all were judged.
        elsewhere: how many of them scenarios of another role judged.
    """

    role: str | Fact
    statements: tuple[str, ...]
    elsewhere: int = 0


class AbsentPath(Value):
    """A path that this portal does not have, as its target file says.

    Attributes:
        name: the step, the page or the role that the file names.
        why: what the file says of it; "" for nothing.
        scenarios: that ended there.
        statements: that no scenario of their role could judge because of it, and that are accepted.
    """

    name: str
    why: str
    scenarios: tuple[str, ...]
    statements: tuple[str, ...]


@by_identity
def unjudged(state: RunState) -> Unjudged:
    """What scenarios that ended early were to judge, and no other one of their role did.

    Statements of profiles are left out, and so is what a scenario that was played to its end could
    not observe, and what the target file accepts.
    """
    cut = {slug for slug, findings in state.by_scenario.items() if _end(findings)}

    def is_left(one: Finding) -> bool:
        is_cut = one.verdict is Verdict.UNOBSERVABLE and one.scenario in cut
        return not one.absent_path and (one.verdict is Verdict.UNREACHED or is_cut)

    return _left(state, is_left)


@by_identity
def absent_paths(state: RunState) -> tuple[AbsentPath, ...]:
    """The paths that the target file says are absent, each with what it bars."""
    named = state.started.absent if state.started else {}
    return tuple(_absent_path(state, name, why) for name, why in named.items())


def _absent_path(state: RunState, name: str, why: str) -> AbsentPath:
    left = _left(state, lambda one: one.absent_path == name)
    ended = (one.scenario for one in state.findings if one.absent_path == name)
    return AbsentPath(
        name=name, why=why, scenarios=tuple(dict.fromkeys(ended)), statements=left.statements
    )


def _left(state: RunState, is_left: Callable[[Finding], bool]) -> Unjudged:
    """What some findings could not judge, and no other scenario of their role did."""
    roles = {plan.scenario: plan.role for plan in state.started.plan} if state.started else {}
    left: dict[str | Fact, dict[str, None]] = defaultdict(dict)
    judged: dict[str | Fact, set[str]] = defaultdict(set)
    for one in (finding for finding in state.findings if finding.level is not Level.PROFILE):
        role = roles.get(one.scenario, "")
        if one.verdict in JUDGED:
            judged[role].add(one.statement)
        elif is_left(one):
            left[role][one.statement] = None
    open_ones = {role: [s for s in slugs if s not in judged[role]] for role, slugs in left.items()}
    concerned = [role for role, slugs in open_ones.items() if slugs]
    every = tuple(dict.fromkeys(slug for slugs in open_ones.values() for slug in slugs))
    seen = set().union(*judged.values())
    return Unjudged(
        role=concerned[0] if len(concerned) == 1 else "",
        statements=every,
        elsewhere=sum(slug in seen for slug in every),
    )


def count_untried(state: RunState, catalogue: Catalogue) -> Iterator[str]:
    """How many scenarios were not played to their end, if any, without a reason."""
    every = state.by_scenario
    n = sum(bool(_end(findings) or _barrier(findings)) for findings in every.values())
    if n:
        yield catalogue.text("conclusion-untried-only", n=n, total=len(every))


def reasons_untried(state: RunState, catalogue: Catalogue) -> Iterator[str]:
    """How many scenarios were not played to their end, and why; the most frequent reason first."""
    reasons: dict[str, set[str]] = defaultdict(set)
    barriers: dict[str, str] = {}
    every = state.by_scenario
    for scenario, findings in every.items():
        if end := _end(findings):
            reasons[_why(end, catalogue)].add(scenario)
        elif barrier := _barrier(findings):
            barriers[scenario] = barrier
    if barriers:
        reasons[_barred(Counter(barriers.values()), state, catalogue)].update(barriers)
    message = "conclusion-untried"
    for why, scenarios in sorted(reasons.items(), key=lambda one: -len(one[1])):
        yield catalogue.text(message, n=len(scenarios), total=len(every), reason=why)
        message = "conclusion-untried-more"


def _end(findings: Sequence[Finding]) -> Fact | None:
    """Why a scenario was not played, or not to its end, by the target's own; None if it was."""
    open_ones = [
        one for one in findings if one.verdict is Verdict.UNOBSERVABLE and not one.absent_path
    ]
    seen = [one.seen for one in open_ones if isinstance(one.seen, Fact)]
    shown = next((one for one in seen if one.code == NOT_SHOWN), None)
    if shown or len(open_ones) < len(findings):
        return shown
    return seen[0] if len(set(seen)) == 1 and len(seen) == len(open_ones) else None


def _barrier(findings: Sequence[Finding]) -> str:
    """The statement behind which a scenario could not go on; "" for none."""
    return next(filter(None, first_causes(findings).values()), "")


def _barred(barriers: Counter[str], state: RunState, catalogue: Catalogue) -> str:
    """That scenarios ended where statements do not hold, the first few in their own words."""
    sentences = {finding.statement: finding.sentence for finding in state.findings}
    said = [catalogue.say(sentences.get(one, "")) for one, _ in barriers.most_common()]
    words = [shorten(one, MAX_SENTENCE, placeholder=" …") for one in dict.fromkeys(said) if one]
    if not words:
        return catalogue.text("untried-early")
    shown, more = quotes(words[:MAX_BARRIERS]), max(0, len(words) - MAX_BARRIERS)
    return catalogue.text("untried-barred", sentences=shown, more=more)


def _why(end: Fact, catalogue: Catalogue) -> str:
    if end.has("way-without-scripts"):  # each scenario may have met another script
        return catalogue.text("untried-scripts")
    if end.code == NOT_SHOWN:
        return catalogue.text("untried-not-shown", what=end.params["what"])
    return catalogue.say(end)


def overall_look(state: RunState) -> Verdict:
    """The verdict whose looks the sentence about a run has: green only if all was judged."""
    if state.exit_code == OK:
        return Verdict.WARN if unjudged(state).statements else Verdict.PASS
    return Verdict.FAIL if state.exit_code == FINDINGS else Verdict.FAULT
