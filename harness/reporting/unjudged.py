"""What a run could not judge, because scenarios were not played to their end."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from textwrap import shorten

from harness.core.exit_codes import FINDINGS, OK
from harness.core.identity import by_identity
from harness.core.value import Value
from harness.messages import Catalogue
from harness.model.fact import Fact, quotes
from harness.model.finding import HAD_BEFORE, NOT_SHOWN, Finding, Level, Verdict, first_causes
from harness.reporting.grouping.findings import JUDGED
from harness.reporting.run_state import RunState

MAX_BARRIERS = 2  # statements within the sentence about a run that ended scenarios
_NOT_OF_PORTAL = ("feature", "way-without-scripts")
"""Codes of what the driver or the target file does not show, whatever the portal does."""
MAX_SENTENCE = 120  # characters of a statement within the sentence about a run


class OpenPlace(Value):
    """Where a statement could not be judged: in scenarios of one role, and in no other of it.

    Attributes:
        role: what reports call it; "" for none.
        is_proposable: whether a line of the target file could say that this portal cannot show
            the statement: neither a driver that shows it, nor another line of the file is missing.
    """

    role: str | Fact
    scenarios: tuple[str, ...]
    is_proposable: bool = False


class Unjudged(Value):
    """Statements that no scenario of a role could judge; another role's may have.

    Attributes:
        places: where, by the slug of the statement.
        elsewhere: how many of them scenarios of another role judged.
    """

    places: dict[str, tuple[OpenPlace, ...]]
    elsewhere: int = 0

    @property
    def statements(self) -> tuple[str, ...]:
        """Their slugs; () if all were judged."""
        return tuple(self.places)

    @property
    def role(self) -> str | Fact:
        """What reports call the role, if it is that of one role alone; "" for several or none."""
        roles = {place.role for some in self.places.values() for place in some}
        return roles.pop() if len(roles) == 1 else ""


class AbsentPath(Value):
    """A path that this portal does not have, as its target file says.

    Attributes:
        name: the step, the page or the role that the file names.
        why: what the file says of it; "" for nothing.
        scenarios: that ended there.
        left: what no scenario of its role could judge because of it, and is accepted.
    """

    name: str
    why: str
    scenarios: tuple[str, ...]
    left: Unjudged

    @property
    def statements(self) -> tuple[str, ...]:
        """The slugs of what is accepted."""
        return self.left.statements


Roles = Mapping[str, str | Fact]
"""What reports call the role of a scenario, by its slug."""


@by_identity
def unjudged(state: RunState) -> Unjudged:
    """What scenarios that ended early were to judge, and no other one of their role did.

    Statements of profiles are left out, and so is what a scenario that was played to its end could
    not observe, and what the target file accepts.
    """
    return open_statements(state.findings, state.roles)


def open_statements(findings: Sequence[Finding], roles: Roles) -> Unjudged:
    """The same of findings, each scenario with its role."""
    by_scenario: dict[str, list[Finding]] = defaultdict(list)
    for one in findings:
        by_scenario[one.scenario].append(one)
    cut = {slug for slug, some in by_scenario.items() if _end(some)}

    def is_left(one: Finding) -> bool:
        is_cut = one.verdict is Verdict.UNOBSERVABLE and one.scenario in cut
        is_accepted = one.absent_path or one.is_accepted_unobservable
        return not is_accepted and (one.verdict is Verdict.UNREACHED or is_cut)

    return _left(findings, roles, is_left)


@by_identity
def accepted_unobservable(state: RunState) -> Unjudged:
    """The statements that the target file says are unobservable, and that none could judge."""
    return _left(state.findings, state.roles, lambda one: one.is_accepted_unobservable)


@by_identity
def accepted_behind_paths(state: RunState) -> Unjudged:
    """The statements behind all paths that the target file says are absent."""
    return _left(state.findings, state.roles, lambda one: bool(one.absent_path))


@by_identity
def absent_paths(state: RunState) -> tuple[AbsentPath, ...]:
    """The paths that the target file says are absent, each with what it bars."""
    named = state.started.absent if state.started else {}
    return tuple(_absent_path(state, name, why) for name, why in named.items())


def _absent_path(state: RunState, name: str, why: str) -> AbsentPath:
    left = _left(state.findings, state.roles, lambda one: one.absent_path == name)
    ended = (one.scenario for one in state.findings if one.absent_path == name)
    return AbsentPath(name=name, why=why, scenarios=tuple(dict.fromkeys(ended)), left=left)


def _left(
    findings: Iterable[Finding], roles: Roles, is_left: Callable[[Finding], bool]
) -> Unjudged:
    """What some findings could not judge, and no other scenario of their role did."""
    left: dict[tuple[str, str | Fact], list[Finding]] = defaultdict(list)
    judged: set[tuple[str, str | Fact]] = set()
    for one in (finding for finding in findings if finding.level is not Level.PROFILE):
        place = one.statement, roles.get(one.scenario, "")
        if one.verdict in JUDGED:
            judged.add(place)
        elif is_left(one):
            left[place].append(one)
    places: dict[str, list[OpenPlace]] = defaultdict(list)
    for (slug, role), some in left.items():
        if (slug, role) not in judged:
            places[slug].append(
                OpenPlace(
                    role=role,
                    scenarios=tuple(dict.fromkeys(one.scenario for one in some)),
                    is_proposable=all(map(_is_proposable, some)),
                )
            )
    seen = {slug for slug, _ in judged}
    return Unjudged(
        places={slug: tuple(some) for slug, some in places.items()},
        elsewhere=sum(slug in seen for slug in places),
    )


def _is_proposable(finding: Finding) -> bool:
    """Whether the portal alone keeps a statement from being judged, and no path has a line."""
    seen = finding.seen
    if seen is None or seen.code != NOT_SHOWN or finding.settings:
        return False
    return not seen.has(*_NOT_OF_PORTAL)


def count_untried(state: RunState, catalogue: Catalogue) -> Iterator[str]:
    """How many scenarios were not played to their end, if any, without a reason."""
    every = state.by_scenario
    n = sum(bool(_end(findings) or _barrier(findings)) for findings in _to_tell(state).values())
    if n:
        yield catalogue.text("conclusion-untried-only", n=n, total=len(every))


def reasons_untried(state: RunState, catalogue: Catalogue) -> Iterator[str]:
    """How many scenarios were not played to their end, and why; the most frequent reason first."""
    reasons: dict[str, set[str]] = defaultdict(set)
    barriers: dict[str, str] = {}
    every = state.by_scenario
    for scenario, findings in _to_tell(state).items():
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


def _to_tell(state: RunState) -> dict[str, tuple[Finding, ...]]:
    """The findings of each scenario, without those whose end the target file accepts.

    It does if it accepts what the scenario could not show, and nothing else is open behind it.
    """
    left = unjudged(state).places
    left_in = {slug for some in left.values() for place in some for slug in place.scenarios}
    return {
        slug: findings
        for slug, findings in state.by_scenario.items()
        if slug in left_in or not any(one.is_accepted_unobservable for one in findings)
    }


def _end(findings: Sequence[Finding]) -> Fact | None:
    """Why a scenario was not played, or not to its end, by the target's own; None if it was."""
    rest = [one for one in findings if not one.is_accepted_unobservable]
    open_ones = [one for one in rest if one.verdict is Verdict.UNOBSERVABLE and not one.absent_path]
    seen = [one.seen for one in open_ones if isinstance(one.seen, Fact)]
    shown = next((one for one in seen if one.code in {NOT_SHOWN, HAD_BEFORE}), None)
    if shown or len(open_ones) < len(rest):
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
        is_open = bool(unjudged(state).statements or state.unwalked)
        return Verdict.WARN if is_open else Verdict.PASS
    return Verdict.FAIL if state.exit_code == FINDINGS else Verdict.FAULT
