"""What a run shows that an earlier one did not, and the other way round."""

from collections.abc import Iterable

from harness.core.value import Value
from harness.model.finding import Finding, Verdict
from harness.reporting.grouping.causes import FindingCause
from harness.reporting.grouping.findings import BROKEN, findings_by_statement, overall_verdict


class History(Value):
    """A run beside an earlier one.

    Attributes:
        earlier: name of the earlier run.
        known: what was broken then: statements, each with the fingerprint of what was seen.
        mended: statements that were broken then and hold now.
        unseen: statements that were broken then and could not be judged now.
    """

    earlier: str
    known: frozenset[tuple[str, str]]
    mended: tuple[str, ...]
    unseen: tuple[str, ...]

    def is_new(self, cause: FindingCause) -> bool:
        """Whether the earlier run saw nothing of a cause, or something else."""
        return not any(
            (one.statement, observation.fingerprint) in self.known
            for one in cause.members
            for observation in one.observations
        )

    def new(self, now: Iterable[Finding]) -> tuple[str, ...]:
        """The statements that are broken now, and were not, or not in this way, then."""
        broken = (one for one in now if one.statement and one.verdict in BROKEN)
        fresh = (one for one in broken if (one.statement, one.fingerprint) not in self.known)
        return tuple(dict.fromkeys(one.statement for one in fresh))


def history(earlier: str, before: Iterable[Finding], now: Iterable[Finding]) -> History:
    """Set the findings of a run beside those of an earlier one, which has a name."""
    broken = [one for one in before if one.statement and one.verdict in BROKEN]
    slugs = tuple(dict.fromkeys(one.statement for one in broken))
    verdicts = {
        slug: overall_verdict(one.verdict for one in some)
        for slug, some in findings_by_statement(now).items()
    }
    return History(
        earlier=earlier,
        known=frozenset((one.statement, one.fingerprint) for one in broken),
        mended=tuple(slug for slug in slugs if verdicts.get(slug) is Verdict.PASS),
        unseen=tuple(
            slug
            for slug in slugs
            if verdicts.get(slug, Verdict.UNREACHED) in {Verdict.UNREACHED, Verdict.UNOBSERVABLE}
        ),
    )
