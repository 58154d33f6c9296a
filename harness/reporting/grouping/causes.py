"""Broken statements grouped by what broke them: one cause is told once, with all it bars."""

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

from harness.core.sanitize import QUOTED
from harness.core.text import similarity
from harness.model.finding import Level, Verdict
from harness.reporting.grouping.findings import Broken, known
from harness.reporting.grouping.observation import Sighting

_Key = tuple[bool, str, str]
_GONE = ("nothing like it", "missing:")
_ALIKE = 0.5  # below it, the nearest words of a page are other words


class Cause(BaseModel):
    """Statements that one and the same thing was seen in the place of.

    Attributes:
        members: at least one, in the order of the report; the first gives the name.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

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
        seen: dict[tuple[str, str], Sighting] = {}
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
    seen = _GONE[0] if _is_gone(one) else one.seen or one.statement
    return one.level is Level.HARDENING, page, seen


def _is_gone(one: Broken) -> bool:
    """Whether what was seen is no other form of what was expected, but nothing of it."""
    if one.seen.startswith(_GONE):
        return True
    expected, seen = QUOTED.findall(one.expected), QUOTED.findall(one.seen)
    return len(expected) == len(seen) == 1 and similarity(expected[0], seen[0]) < _ALIKE
