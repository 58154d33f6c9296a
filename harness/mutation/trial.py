"""What came of one alteration: what was walked on it, and what its statements said."""

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

from harness.model.finding import Finding, Verdict

BLAMED = frozenset({Verdict.FAIL, Verdict.WARN})


class Trial(BaseModel):
    """One alteration, tried.

    Attributes:
        alteration: its name.
        scenarios: slugs of what was walked, in the order of the plans.
        exercised: slugs of the statements that those exercise.
        findings: those that are no pass, in the order of the scenarios and of the guide.
        switched_on: the portal said that it is altered.
        acted: how often the altered code acted, as the portal says; None if it did not say.
        absent: the portal says that it has nothing of what the alteration alters.
        faults: what broke beside the portal, in words; the first part of each stays the same.
        output: the portal's last lines, where something broke.
        seconds: how long it took.
    """

    model_config = ConfigDict(frozen=True)

    alteration: str
    scenarios: tuple[str, ...] = ()
    exercised: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()
    switched_on: bool = False
    acted: int | None = None
    absent: bool = False
    faults: tuple[str, ...] = ()
    output: str = ""
    seconds: float = 0.0

    def blamed(self) -> frozenset[str]:
        """The statements that fail, or warn, on any walk."""
        return self._with(BLAMED)

    def unreached(self) -> frozenset[str]:
        """The statements that an earlier failure barred, and that nothing blames."""
        return self._with({Verdict.UNREACHED}) - self.blamed()

    def unobservable(self) -> frozenset[str]:
        """The statements that the driver or the target does not show."""
        return self._with({Verdict.UNOBSERVABLE})

    def _with(self, verdicts: Iterable[Verdict]) -> frozenset[str]:
        wanted = frozenset(verdicts)
        return frozenset(f.statement for f in self.findings if f.verdict in wanted)

    def and_then(self, more: "Trial") -> "Trial":
        """This trial with what other walks on the same alteration gave."""
        return Trial(
            alteration=self.alteration,
            scenarios=(*self.scenarios, *more.scenarios),
            exercised=self.exercised | more.exercised,
            findings=(*self.findings, *more.findings),
            switched_on=self.switched_on and more.switched_on,
            acted=_sum(self.acted, more.acted),
            absent=more.absent,
            faults=(*self.faults, *more.faults),
            output=more.output or self.output,
            seconds=self.seconds + more.seconds,
        )


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other
