"""What a run will do to a portal, counted before it is touched."""

from collections.abc import Sequence
from dataclasses import dataclass

from harness.config.target import Target
from harness.planning.plan import Plan

_SECONDS = 1.0  # for a movement, as a guess: with the page, its evidence and the person's hand


@dataclass(frozen=True)
class Cost:
    """The sums of a plan.

    Attributes:
        walked: scenarios that will be walked.
        left_out: scenarios that cannot be, each with what stands in the way.
        mails: that the portal will send, at most: those of accounts that must be brought back
            before they can log in among them.
        lockouts: scenarios that may lock an account.
        movements: each one request for a document at least.
        seconds: about how long it takes.
    """

    walked: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]
    mails: int
    lockouts: int
    movements: int
    seconds: float

    @property
    def codes(self) -> int:
        """Confidential codes that will be changed: one for each mail."""
        return self.mails


def cost_of(plans: Sequence[Plan], target: Target, *, jobs: int) -> Cost:
    """Count what plans will do.

    Args:
        plans: for the target.
        target: says how fast it may be asked.
        jobs: scenarios at once.
    """
    played = [plan for plan in plans if not plan.blocked_reason]
    kept = target.accounts.file is not None
    movements = sum(plan.movements for plan in played)
    rate = target.pace.requests_per_second
    fastest = movements * _SECONDS / min(jobs, len(played) or 1)
    return Cost(
        walked=tuple(plan.scenario.slug for plan in played),
        left_out=tuple(
            (plan.scenario.slug, plan.blocked_reason) for plan in plans if plan.blocked_reason
        ),
        mails=sum(_walks(p) * (p.mails + (len(p.needs_valid_code) if kept else 0)) for p in played),
        lockouts=sum(_walks(p) * p.locks for p in played),
        movements=movements,
        seconds=max(fastest, movements / rate if rate else 0.0),
    )


def _walks(plan: Plan) -> int:
    """How often a scenario is walked at most: again after each failure."""
    return 1 + len(plan.spares)
