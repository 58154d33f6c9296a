"""What a run will do is counted before a portal is touched."""

from pathlib import Path

from harness.config.accounts import AccountSettings
from harness.config.limits import PaceSettings
from harness.config.target import Target
from harness.planning.plan import cost_of
from tests.execution.fakes import home_and_login, plan_of
from tests.facts import verbatim

TARGET = Target(name="x", base_url="http://portal.example/")


def test_what_is_left_out_costs_nothing() -> None:
    """It is told, with its reason."""
    plans = (
        plan_of(home_and_login, movements=30, mails=2, locks=True),
        plan_of(home_and_login, movements=10, mails=1, locks=False),
        plan_of(
            home_and_login,
            movements=99,
            mails=9,
            locks=True,
            blocked_reason=verbatim("no account left"),
        ),
    )
    cost = cost_of(plans, TARGET, jobs=8)
    assert (cost.movements, cost.mails, cost.codes, cost.lockouts) == (40, 3, 3, 1)
    assert cost.left_out == (("home-and-login", verbatim("no account left")),)
    assert cost.seconds == 20.0  # two at once: there are no more


def test_at_most_is_with_all_that_may_be_walked_again() -> None:
    """And with the accounts of a file that may have to be brought back first."""
    again = plan_of(home_and_login, mails=2, locks=True, needs_valid_code=(0,), spares=((), ()))
    assert (
        cost_of((again,), TARGET, jobs=1).mails,
        cost_of((again,), TARGET, jobs=1).lockouts,
    ) == (6, 3)
    own = TARGET.model_copy(update={"accounts": AccountSettings(file=Path("x.json"))})
    assert cost_of((again,), own, jobs=1).mails == 9


def test_the_pace_makes_it_longer() -> None:
    """The estimate is that of the slower of both."""
    slow = TARGET.model_copy(update={"pace": PaceSettings(requests_per_second=0.5)})
    assert cost_of((plan_of(home_and_login, movements=30),), slow, jobs=4).seconds == 60.0
    assert cost_of((), slow, jobs=4).seconds == 0.0
