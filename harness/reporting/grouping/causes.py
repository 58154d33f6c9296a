"""Broken statements grouped by what broke them: one cause is told once, with all it bars."""

from collections.abc import Iterable

from harness.core.text import similarity
from harness.core.value import Value
from harness.model.fact import Fact
from harness.model.finding import Level, Verdict
from harness.reporting.grouping.findings import Broken, known
from harness.reporting.grouping.observation import Sighting

_Key = tuple[bool, str, Fact | str]
_GONE = frozenset({"nothing-alike", "order-lacks"})  # codes of what is missing from a page
MIN_SIMILARITY = 0.5  # below it, the nearest words of a page are other words


class Cause(Value):
    """Statements that one and the same thing was seen in the place of.

    Attributes:
        members: at least one, in the order of the report; the first gives the name.
    """

    members: tuple[Broken, ...]

    @property
    def first(self) -> Broken:
        """The statement that it is named by."""
        return self.members[0]

    @property
    def verdict(self) -> Verdict:
        """The worse of its members."""
        return known(member.verdict for member in self.members)

    @property
    def sightings(self) -> tuple[Sighting, ...]:
        """What was seen, each once, in whatever member's place."""
        seen: dict[tuple[Fact | None, Fact | None], Sighting] = {}
        for one in (sighting for member in self.members for sighting in member.sightings):
            alike = seen.get((one.expected, one.seen))
            seen[one.expected, one.seen] = alike.and_at(one) if alike else one
        return tuple(seen.values())

    @property
    def scenarios(self) -> tuple[str, ...]:
        """All scenarios that met it."""
        return tuple(dict.fromkeys(slug for one in self.members for slug in one.scenarios))

    @property
    def bars(self) -> tuple[str, ...]:
        """What could not be reached because of it."""
        return tuple(dict.fromkeys(slug for one in self.members for slug in one.bars))


def causes(broken: Iterable[Broken]) -> tuple[Cause, ...]:
    """Group broken statements, the order of the first of each group kept.

    Statements about one page go together where the same was seen in their place, or where all
    are gone from it. What a profile asks stays apart from what the guide says.
    """
    groups: dict[_Key, list[Broken]] = {}
    for one in broken:
        groups.setdefault(_key(one), []).append(one)
    return tuple(Cause(members=tuple(members)) for members in groups.values())


def _key(one: Broken) -> _Key:
    page = one.statement.partition(".")[0]
    seen = "gone" if _is_gone(one) else one.seen or one.statement
    return one.level is Level.HARDENING, page, seen


def _is_gone(one: Broken) -> bool:
    """Whether nothing like what was expected was seen, not even another form of it."""
    if one.expected is None or one.seen is None:
        return False
    if one.seen.code in _GONE:
        return True
    expected, seen = tuple(one.expected.quotes()), tuple(one.seen.quotes())
    return len(expected) == len(seen) == 1 and similarity(expected[0], seen[0]) < MIN_SIMILARITY
