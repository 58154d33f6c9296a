"""The result of trying one alteration: the scenarios that ran, and their findings."""

from collections.abc import Iterable

from harness.core.value import Value
from harness.model.finding import Finding, Verdict
from harness.model.verdicts import BROKEN


class TrialFault(Value):
    """Something beside the portal that broke during a trial.

    Attributes:
        subject: what broke: the same in each run.
        detail: how; may change from run to run.
    """

    subject: str
    detail: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.detail}"


class Trial(Value):
    """One alteration, tried.

    Attributes:
        scenarios: slugs of the scenarios that ran, in the order of the plans.
        exercised: slugs of the statements that they exercise.
        findings: all but the passes, in the order of the scenarios and of the guide.
        switched_on: whether the portal reported that it is altered.
        acted: number of times that the altered code ran, as reported by the portal; None if it
            reported none.
        absent: whether the portal reported that it does not have what the alteration changes.
        faults: what broke beside the portal.
        output: the last lines of the portal's output, if there are faults.
    """

    alteration: str
    scenarios: tuple[str, ...] = ()
    exercised: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()
    switched_on: bool = False
    acted: int | None = None
    absent: bool = False
    faults: tuple[TrialFault, ...] = ()
    output: str = ""
    seconds: float = 0.0

    def blamed(self) -> frozenset[str]:
        """The statements that fail or warn in any scenario."""
        return self._with(BROKEN)

    def unreached(self) -> frozenset[str]:
        """The statements that were not reached because of an earlier failure, and never failed."""
        return self._with({Verdict.UNREACHED}) - self.blamed()

    def unobservable(self) -> frozenset[str]:
        """The statements that neither the driver nor the target makes observable."""
        return self._with({Verdict.UNOBSERVABLE})

    def _with(self, verdicts: Iterable[Verdict]) -> frozenset[str]:
        wanted = frozenset(verdicts)
        return frozenset(f.statement for f in self.findings if f.verdict in wanted)

    def and_then(self, more: "Trial") -> "Trial":
        """Return this trial together with the results of more scenarios on the same alteration."""
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
