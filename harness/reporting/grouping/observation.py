"""What was seen instead of what was expected, and where."""

from harness.core.value import Value
from harness.model.fact import Fact
from harness.model.finding import NO_EVIDENCE, Evidence, Finding


class ObservationPlace(Value):
    """A scenario, and the evidence in its journal."""

    scenario: str
    evidence: Evidence


class Observation(Value):
    """One way in which a statement is broken, with all scenarios that show it.

    Attributes:
        expected: what should have been there.
        seen: what was there.
        scene: where it was seen first.
        places: at least one.
        fingerprint: of what was expected and seen, without what differs from account to account.
        likeness: the same of what was seen alone.
    """

    expected: Fact | None
    seen: Fact | None
    scene: Fact | None = None
    places: tuple[ObservationPlace, ...]
    fingerprint: str = ""
    likeness: str = ""

    @property
    def key(self) -> tuple[Fact | None, Fact | None] | str:
        """What observations have in common that differ by the values of accounts at most."""
        return observation_key(self)

    @property
    def scenarios(self) -> tuple[str, ...]:
        """The scenarios that show it."""
        return tuple(dict.fromkeys(place.scenario for place in self.places))

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Where to look."""
        return tuple(p.evidence for p in self.places if p.evidence != NO_EVIDENCE)

    def with_places_of(self, other: "Observation") -> "Observation":
        """The same with the places of an equal observation added."""
        return self.model_copy(update={"places": (*self.places, *other.places)})

    @property
    def files(self) -> tuple[str, ...]:
        """The files of the evidence, below the run's folder."""
        return tuple(dict.fromkeys(file for one in self.evidence for file in one.files))


def observation_key(one: Finding | Observation) -> tuple[Fact | None, Fact | None] | str:
    """What observations have in common that differ by the values of accounts at most."""
    return one.fingerprint or (one.expected, one.seen)
