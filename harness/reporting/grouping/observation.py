"""What was seen in the place of what was expected, and where."""

from harness.core.value import Value
from harness.model.fact import Fact
from harness.model.finding import NO_EVIDENCE, Evidence


class Place(Value):
    """One scenario that saw something, and where in it."""

    scenario: str
    evidence: Evidence


class Sighting(Value):
    """One way in which a statement was seen broken, and where."""

    expected: Fact | None
    seen: Fact | None
    places: tuple[Place, ...]
    fingerprint: str = ""

    @property
    def scenarios(self) -> tuple[str, ...]:
        """The scenarios that saw it."""
        return tuple(dict.fromkeys(place.scenario for place in self.places))

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Where it can be seen."""
        return tuple(p.evidence for p in self.places if p.evidence != NO_EVIDENCE)

    def and_at(self, other: "Sighting") -> "Sighting":
        """The same with the places of another that is alike."""
        return self.model_copy(update={"places": (*self.places, *other.places)})

    @property
    def files(self) -> tuple[str, ...]:
        """Where to look, below the run's folder."""
        return tuple(dict.fromkeys(file for one in self.evidence for file in one.files))
