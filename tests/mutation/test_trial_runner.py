"""An alteration is tried on a portal of its own; whatever breaks there is told, not raised."""

import asyncio
from collections.abc import Sequence
from typing import NoReturn

import pytest

from harness.app.suite import all_scenarios, plan_all
from harness.config.limits import TimeoutSettings
from harness.config.target import Target
from harness.driver.http.engine import HttpEngine
from harness.driver.protocol import Engine
from harness.guide.loader import load_guide
from harness.guide.model import Guide
from harness.mutation import trial_runner
from harness.mutation.scenario_selection import TrialPlan
from harness.mutation.trial import Trial
from harness.mutation.trial_runner import TrialRunner
from harness.planning.plan import Plan
from tests.mutation.made import mutant, variation

PORTAL = """
import http.server, signal, sys

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = "<title>Élections</title><p>Nothing of the guide.".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        {served}

    def log_message(self, *details):
        pass

def end(*_):
    print("{last}", flush=True)
    sys.exit(0)

server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
signal.signal(signal.SIGTERM, end)
print("{first}")
print(f"READY http://127.0.0.1:{{server.server_port}}/", flush=True)
server.serve_forever()
"""
GOOD = {"first": "ALTERED m", "last": "ACTED 3", "served": ""}


@pytest.fixture(scope="module")
def guide() -> Guide:
    """The guide."""
    return load_guide()


@pytest.fixture(scope="module")
def plans(guide: Guide) -> dict[str, Plan]:
    """Three short scenarios, planned."""
    slugs = {"cancel-step-1", "links-of-the-login-window", "session-expired"}
    chosen = [one for one in all_scenarios() if one.slug in slugs]
    return {plan.scenario.slug: plan for plan in plan_all(guide, chosen)}


def engine(base_url: str) -> Engine:
    """Plain HTTP."""
    return HttpEngine(base_url=base_url, timeout=5)


def bench(guide: Guide, plans: dict[str, Plan], code: str) -> TrialRunner:
    """A bench whose portal is a few lines of Python."""
    target = Target(
        name="made",
        launch=("{python}", "-c", code),
        mail={"source": "sink"},
        timeouts=TimeoutSettings(launch=20),
    )
    return TrialRunner(guide, target, plans, engine, mail_timeout=0.1)


def order(
    *breaks: str, first: Sequence[str] = ("cancel-step-1",), then: Sequence[str] = ()
) -> TrialPlan:
    """A mutant to try."""
    portions = tuple((slug,) for slug in then)
    return TrialPlan(mutant(*breaks), tuple(first), portions, movements=1)


async def tried(guide: Guide, plans: dict[str, Plan], one: TrialPlan, **changes: str) -> Trial:
    """What comes of an order on a portal that serves nothing of the guide."""
    return await bench(guide, plans, PORTAL.format(**(GOOD | changes))).run(one)


async def test_a_trial_tells_what_failed_and_that_the_defect_acted(
    guide: Guide, plans: dict[str, Plan]
) -> None:
    """Findings that pass are left out; nothing is kept on disk."""
    trial = await tried(guide, plans, order("home.opens"))
    assert trial.blamed() == {"home.opens"}
    assert (trial.switched_on, trial.acted, trial.faults) == (True, 3, ())
    assert trial.scenarios == ("cancel-step-1",)
    assert trial.exercised == frozenset(plans["cancel-step-1"].statements)
    assert trial.unreached() == trial.exercised - {"home.opens"}


async def test_a_survivor_is_walked_on_until_something_settles_it(
    guide: Guide, plans: dict[str, Plan]
) -> None:
    """Portion by portion, each on a portal of its own; acts add up."""
    then = ("links-of-the-login-window", "session-expired")
    survivor = await tried(guide, plans, order("search.heading", then=then))
    assert survivor.scenarios == ("cancel-step-1", *then)
    assert survivor.acted == 9
    killed = await tried(guide, plans, order("home.opens", then=then))
    assert killed.scenarios == ("cancel-step-1",)


async def test_a_variation_is_walked_on_only_until_it_acts(
    guide: Guide, plans: dict[str, Plan]
) -> None:
    """What it should not break says nothing about whether it was there."""
    one = TrialPlan(variation("m"), ("cancel-step-1",), (("session-expired",),), movements=1)
    assert (await tried(guide, plans, one)).scenarios == ("cancel-step-1",)
    idle = await tried(guide, plans, one, last="ACTED 0")
    assert idle.scenarios == ("cancel-step-1", "session-expired")


@pytest.mark.parametrize(
    ("first", "last", "seen"),
    [
        ("ALTERED other", "ACTED 3", (False, 3)),
        ("plain", "ACTED 3", (False, 3)),
        ("ALTERED m", "ACTED 0", (True, 0)),
        ("ALTERED m", "ended", (True, None)),
    ],
)
async def test_only_the_portals_own_words_say_that_it_is_altered(
    guide: Guide, plans: dict[str, Plan], first: str, last: str, seen: tuple[bool, int | None]
) -> None:
    """ALTERED and its own name before READY, ACTED and a number at the end."""
    trial = await tried(guide, plans, order("home.opens"), first=first, last=last)
    assert (trial.switched_on, trial.acted) == seen


async def test_a_portal_that_has_nothing_of_it_says_so(
    guide: Guide, plans: dict[str, Plan]
) -> None:
    """Then nothing more is walked."""
    last = "NOTHING TO ALTER no label\\nACTED 0"
    trial = await tried(guide, plans, order("search.heading", then=["session-expired"]), last=last)
    assert (trial.absent, trial.acted) == (True, 0)
    assert trial.scenarios == ("cancel-step-1",)


async def test_a_portal_that_does_not_start_is_a_fault_with_its_output(
    guide: Guide, plans: dict[str, Plan]
) -> None:
    """The trial ends there, and tells what the portal said."""
    code = "import sys; print('unknown mutant', sys.argv[1:]); sys.exit(2)"
    trial = await bench(guide, plans, code).run(order("home.opens", then=["session-expired"]))
    (fault,) = trial.faults
    assert fault.subject == "LaunchError"
    assert "unknown mutant ['--mutant', 'm']" in fault.detail
    assert (trial.scenarios, trial.acted) == (("cancel-step-1",), None)


async def test_a_portal_that_dies_is_a_fault_with_its_output(
    guide: Guide, plans: dict[str, Plan]
) -> None:
    """What was not walked any more cannot pass for what held."""
    served = "print('out of order', flush=True); import os; os._exit(7)"
    walks = ("cancel-step-1", "session-expired")
    trial = await tried(guide, plans, order("home.opens", first=walks), served=served)
    assert trial.faults
    assert "out of order" in trial.output
    assert not trial.acted


async def test_a_mistake_of_the_harness_costs_one_trial(
    guide: Guide, plans: dict[str, Plan]
) -> None:
    """Even what is no fault of the tree is told as one, by its name."""

    def broken(base_url: str) -> Engine:
        raise ZeroDivisionError(base_url[:4])

    code = PORTAL.format(**GOOD)
    target = Target(name="made", launch=("{python}", "-c", code), mail={"source": "sink"})
    trial = await TrialRunner(guide, target, plans, broken, mail_timeout=0.1).run(
        order("home.opens")
    )
    assert list(map(str, trial.faults)) == ["ZeroDivisionError: http"]


def test_a_harmless_alteration_has_the_time_that_the_target_gives_a_mail(
    guide: Guide, plans: dict[str, Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mail that a busy machine brings late is not lost; a mutant's is waited for shortly."""
    waits: list[float] = []

    def stop(_guide: Guide, target: Target, *_: object) -> NoReturn:
        waits.append(target.timeouts.mail)
        raise ZeroDivisionError

    monkeypatch.setattr(trial_runner, "Runner", stop)
    chosen = bench(guide, plans, "")
    for one in (order("home.opens").alteration, variation("m")):
        plan = TrialPlan(one, ("cancel-step-1",), (), movements=1)
        with pytest.raises(ZeroDivisionError):
            asyncio.run(chosen.run(plan))
    assert waits == [0.1, TimeoutSettings().mail]
