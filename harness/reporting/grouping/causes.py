"""Broken statements grouped by their cause."""

from collections.abc import Iterable, Iterator

from harness.core.text import similarity
from harness.core.value import Value
from harness.model.fact import Fact
from harness.model.finding import Level, Verdict
from harness.reporting.grouping.findings import BrokenStatement, overall_verdict
from harness.reporting.grouping.observation import Observation

_Key = tuple[bool, str, Fact | str]
_MAILED = frozenset(
    {"mail-code", "mail-code-of-shape", "mail-link", "mail-link-anywhere", "mail-link-plain"}
)
_NEEDED = frozenset(
    {"field", "field-of-kind", "action", "action-beside", "option", "code-shown"}
    | {"code-shown-of-shape"}
)
"""Codes of what a visitor needs in order to go on."""
_OPENED = frozenset({"page-opens", "page-opens-with", "page-saying", "page-and-mails", "gives"})
"""Codes of what may fail without it."""
_GONE = frozenset({"nothing-alike", "order-lacks"})  # codes of what is missing from a page
_PAGES = frozenset({"page", "page-named", "page-saying"})  # codes of a page that came
MIN_SIMILARITY = 0.5  # below it, the nearest words of a page are other words


class FindingCause(Value):
    """Statements for which the same was seen.

    Attributes:
        members: at least one, in the order of the report; the first names the cause.
        root: slug of the statement whose being broken may explain this; "" for none.
    """

    members: tuple[BrokenStatement, ...]
    root: str = ""

    @property
    def first(self) -> BrokenStatement:
        """The statement that names the cause."""
        return self.members[0]

    @property
    def verdict(self) -> Verdict:
        """The worst verdict of its members."""
        return overall_verdict(member.verdict for member in self.members)

    @property
    def level(self) -> Level:
        """The most binding level of its members."""
        return min((one.level for one in self.members), key=list(Level).index)

    @property
    def observations(self) -> tuple[Observation, ...]:
        """What was seen, each once, for whichever member."""
        seen: dict[object, Observation] = {}
        for one in (observation for member in self.members for observation in member.observations):
            alike = seen.get(one.key)
            seen[one.key] = alike.with_places_of(one) if alike else one
        return tuple(seen.values())

    @property
    def scenarios(self) -> tuple[str, ...]:
        """All scenarios that show it."""
        return tuple(dict.fromkeys(slug for one in self.members for slug in one.scenarios))

    @property
    def blocked(self) -> tuple[str, ...]:
        """The statements that could not be reached because of it."""
        return tuple(dict.fromkeys(slug for one in self.members for slug in one.blocked))


def group_causes(broken: Iterable[BrokenStatement]) -> tuple[FindingCause, ...]:
    """Group broken statements, by weight: required first, then what bars and what recurs most.

    Of two equally binding ones, the root stands before its consequence.

    Statements about one page are grouped if the same was seen for all of them, by whichever
    account, or if nothing of any of them is on the page; statements of one group of the guide's
    data wherever they stand. Statements of profiles are never grouped with the guide's, and our
    readings of what a step does only with a sentence of the guide: a refusal that several inputs
    meet is no common cause of them.
    """
    groups: dict[_Key, list[BrokenStatement]] = {}
    for one in broken:
        groups.setdefault(_key(one), []).append(one)
    parts = (part for members in groups.values() for part in _parted(members))
    causes = (FindingCause(members=tuple(part)) for part in parts)
    return _roots_first(sorted(causes, key=_weight))


def _parted(members: list[BrokenStatement]) -> Iterator[list[BrokenStatement]]:
    """What looks like one cause, as it is told."""
    if members[0].group or not all(map(_is_reading_of_step, members)):
        yield members
    else:
        yield from ([one] for one in members)


def _is_reading_of_step(one: BrokenStatement) -> bool:
    """Whether it is our own reading of the guide, about what a step leads to."""
    has_step = any(evidence.step is not None for evidence in one.evidence)
    return has_step and isinstance(one.sentence, Fact)


def _weight(cause: FindingCause) -> tuple[int, int, int]:
    """A key that sorts the heaviest cause first; equal ones stay in the guide's order."""
    return list(Level).index(cause.level), -len(cause.blocked), -len(cause.scenarios)


def _roots_first(causes: Iterable[FindingCause]) -> tuple[FindingCause, ...]:
    """The causes, each with its root, which comes before it unless it is less binding."""
    waiting, ordered = list(causes), list[FindingCause]()
    roots = {id(one): _root_of(one, waiting) for one in waiting}
    while waiting:
        cause, root = waiting[0], roots[id(waiting[0])]
        if root in waiting and root.level is cause.level:
            cause = root
        waiting.remove(cause)
        found = roots[id(cause)]
        slug = found.first.statement if found else ""
        ordered.append(cause.model_copy(update={"root": slug}))
    return tuple(ordered)


def _root_of(cause: FindingCause, causes: Iterable[FindingCause]) -> FindingCause | None:
    """What is missing wherever a cause is seen, of what its page or a mail must give a visitor."""
    if not _expects(cause, _OPENED):
        return None
    page, scenarios = _page(cause), set(cause.scenarios)
    missing = (one for one in causes if scenarios <= set(one.scenarios))
    return next(
        (
            one
            for one in missing
            if _expects(one, _MAILED) or (_page(one) == page and _expects(one, _NEEDED))
        ),
        None,
    )


def _page(cause: FindingCause) -> str:
    return cause.first.statement.partition(".")[0]


def _expects(cause: FindingCause, codes: frozenset[str]) -> bool:
    return any(one.expected and one.expected.code in codes for one in cause.members)


def _key(one: BrokenStatement) -> _Key:
    if one.group:
        return one.level is Level.PROFILE, "", one.group
    page = one.statement.partition(".")[0]
    first = one.observations[0]
    seen = "gone" if _is_gone(one) else first.likeness or one.seen or one.statement
    return one.level is Level.PROFILE, page, seen


def _is_gone(one: BrokenStatement) -> bool:
    """Whether nothing like what was expected was seen, not even another form of it."""
    if one.expected is None or one.seen is None or one.seen.code in _PAGES:
        return False
    if one.seen.code in _GONE:
        return True
    expected, seen = tuple(one.expected.quotes()), tuple(one.seen.quotes())
    return len(expected) == len(seen) == 1 and similarity(expected[0], seen[0]) < MIN_SIMILARITY
