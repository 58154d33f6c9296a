"""What came of a comparison, as a value that reports read and files keep."""

from collections.abc import Iterator, Mapping

from pydantic import BaseModel, ConfigDict

from harness.compare.difference import Cause, Difference, Ruling
from harness.model.finding import Finding


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Party(_Value):
    """One of the two portals.

    Attributes:
        name: of the target.
        driver: what moved.
        runs: how many runs of it were read.
        place: folder of its run, from the comparison's own folder; "" for none.
    """

    name: str
    driver: str
    runs: int = 1
    place: str = ""


class Alike(_Value):
    """A statement that both portals break in the same way: no difference, and no praise."""

    statement: str
    sentence: str
    line: int | None
    seen: str
    scenarios: tuple[str, ...]


class Timing(_Value):
    """How long one movement took on either side; information, never held against a portal.

    Attributes:
        what: the movement.
        old: median in seconds.
        new: median in seconds.
        samples: how many of each side were measured, at least.
        apart: Cliff's delta: 1 where the new portal is slower each time, -1 where it is
            faster, near 0 where noise explains all.
    """

    what: str
    old: float
    new: float
    samples: int
    apart: float


class Sight(_Value):
    """One of the guide's pages as each portal shows it: files below the runs' folders."""

    page: str
    old: str
    new: str


class Gap(_Value):
    """A scenario that was planned and is not compared: one side at least has not walked it.

    Attributes:
        scenario: its slug.
        old: why the old side did not walk it; "" where it did.
        new: the same of the new side.
    """

    scenario: str
    old: str = ""
    new: str = ""

    @property
    def on_neither(self) -> bool:
        """Whether neither side walked it."""
        return bool(self.old and self.new)


class Comparison(_Value):
    """Two portals side by side.

    Attributes:
        scenarios: slugs of what both walked.
        gaps: what was planned and only one of them walked, or neither.
        pages: slugs of the guide's pages that were seen on the old side.
        causes: what explains the differences, the worst first.
        alike: statements that both break in the same way.
        unobserved: statements that one side could not show, each with the reason.
        faults: what broke beside the portals; a comparison with faults proves nothing.
        times: of the movements.
        sights: pictures of the same pages, side by side.
    """

    old: Party
    new: Party
    scenarios: tuple[str, ...]
    gaps: tuple[Gap, ...] = ()
    pages: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = ()
    alike: tuple[Alike, ...] = ()
    unobserved: Mapping[str, str] = {}
    faults: tuple[Finding, ...] = ()
    times: tuple[Timing, ...] = ()
    sights: tuple[Sight, ...] = ()

    @property
    def planned(self) -> int:
        """How many scenarios there were to compare."""
        return len(self.scenarios) + len(self.gaps)

    @property
    def differences(self) -> Iterator[Difference]:
        """All differences, cause by cause."""
        return (difference for cause in self.causes for difference in cause.differences)

    def having(self, ruling: Ruling) -> tuple[Difference, ...]:
        """The differences of which the guide says so."""
        return tuple(d for d in self.differences if d.ruling is ruling)
