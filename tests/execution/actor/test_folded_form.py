"""Where the login window takes both codes, a walk gives them at once."""

import asyncio

import pytest

from harness.app.suite import all_scenarios, plan_all, select
from harness.checks.judge import judge
from harness.config.target import Target, load_target
from harness.execution.actor.folded_form import FoldedForm
from harness.execution.events import RunFinished
from harness.execution.run_config import RunConfig
from harness.execution.runner import Runner
from harness.guide.folded_page import with_folded
from harness.guide.loader import load_guide
from harness.model.finding import Verdict
from harness.planning.actor import Movement
from harness.planning.walk import Walk
from scenarios import steps
from tests.builders import account
from tests.engines import patient_engine
from tests.execution.stages import NotingActor

GUIDE = load_guide()
CHANGED = with_folded(GUIDE, GUIDE.folded[0])
BOTH = "A fill Code identifiant=IDENT1, Code confidentiel=*, Code de certification=*"
LOGIN_ALONE = "A fill Code identifiant=IDENT1, Code confidentiel=*"
SEND = "A press Je valide"


class Played:
    """A walk on a stage that only notes."""

    def __init__(self) -> None:
        self.stage = NotingActor()
        self.walk = Walk(
            GUIDE,
            FoldedForm(self.stage, CHANGED, GUIDE.folded[0]),
            (account(),),
            portal_guide=CHANGED,
        )
        self.walk.at = "login"

    @property
    def last(self) -> Movement:
        """The last movement that was made."""
        return self.stage.movements[-1]

    def tried(self) -> tuple[str, ...]:
        """What it tried."""
        return tuple(statement.slug for statement in self.last.trying)

    def also(self) -> tuple[str, ...]:
        """What it tried if it was let in."""
        return tuple(statement.slug for statement in self.last.also)


@pytest.fixture
def played() -> Played:
    """Somebody in the login window."""
    return Played()


async def test_a_login_with_both_codes(played: Played) -> None:
    """All fields at once, sent once; what the first half tried is tried by it, too."""
    await steps.enter(played.walk, "NEW1", "CERT1")
    assert played.stage.notes == [BOTH, SEND]
    assert played.last.page == "space"
    assert played.tried() == ("certification.accepted",)
    assert played.also() == ("certification.asked", "certification.new-code-works")


async def test_the_folded_page_is_shown_once_the_form_waits_for_it(played: Played) -> None:
    """A scenario that asks before it goes on does not stop there."""
    assert not await played.walk.shows("certification")
    await steps.log_in(played.walk, "NEW1", trying="certification.asked")
    assert await played.walk.shows("certification")
    await steps.certify(played.walk, "CERT1")
    assert played.stage.notes == [BOTH, SEND]


async def test_three_failures(played: Played) -> None:
    """Each gives everything again, and ends in the login window."""
    await steps.log_in(played.walk, "NEW1", trying="certification.new-code-works")
    await steps.fail_three_times(played.walk, "CERT1")
    assert played.stage.notes == [BOTH, SEND] * 3
    assert {movement.page for movement in played.stage.movements} == {"login"}
    assert played.tried() == ("certification.third-failure", "certification.third-failure.says")
    assert played.also() == ()


async def test_the_right_code_after_a_wrong_one(played: Played) -> None:
    """That the confidential code works is told by the login that succeeds."""
    await steps.log_in(played.walk, "NEW1", trying="certification.new-code-works")
    await steps.fail_twice(played.walk, "CERT1")
    await steps.certify(played.walk, "CERT1", trying="certification.right-after-two")
    assert played.tried() == ("certification.right-after-two",)
    assert played.also() == ("certification.new-code-works",)


async def test_a_login_without_the_certification_code(played: Played) -> None:
    """One that must be refused, or is certified already, gives the two codes alone."""
    await steps.log_in(played.walk, "OLD", trying="login.wrong-code")
    await steps.log_in(played.walk, "NEW1", trying="space.certification-once")
    assert played.stage.notes == [LOGIN_ALONE, SEND] * 2
    assert [movement.page for movement in played.stage.movements] == ["login", "space"]


async def test_a_code_that_is_void_is_not_refused_for_want_of_the_other(played: Played) -> None:
    """Who noted a certification code gives it: only the confidential code can be what is wrong."""
    walk = played.walk
    walk.at = "certification-code"
    await walk.note_code()
    walk.at = "login"
    await steps.log_in(walk, "OLD", trying="space.old-code-void")
    assert played.stage.notes[1:] == [BOTH, SEND]
    await steps.log_in(walk, "NEW1", trying="space.certification-once")
    assert played.stage.notes[3:] == [LOGIN_ALONE, SEND]


async def test_leaving_the_certification_leads_nowhere(played: Played) -> None:
    """The window stands where it would lead; nor is there anything to load again."""
    await steps.log_in(played.walk, "NEW1", trying="certification.asked")
    await played.walk.reload("certification.reload")
    await played.walk.follow("Annuler")
    assert played.stage.notes == []
    await steps.enter(played.walk, "NEW1", "CERT1")
    assert played.stage.notes == [BOTH, SEND]


async def test_other_pages_are_walked_as_ever(played: Played) -> None:
    """Movements, fields, codes, mails, sounds, sessions: one after the other."""
    walk = played.walk
    await walk.follow("Codes perdus *", trying="login.lost-codes.recovers")
    await steps.lost_confidential_code(walk)
    await steps.request_code(walk)
    await walk.hear("Cliquez ici pour entendre la version sonore")
    assert await steps.take_codes(walk) == ("MAILED", "SHOWN")
    await walk.session_expires()
    await walk.override_host("Host", "evil.example")
    verbs = [note.split()[1] for note in played.stage.notes]
    assert verbs == [
        *("follow", "follow", "looks", "fill", "press", "hear"),
        *("note", "receive", "press", "forget", "forge"),
    ]


BROKEN = {Verdict.FAIL, Verdict.WARN}
WALKED = ("three-failures-user", "certification-cancelled", "login-refused", "reload-and-back")


def played_on(target: Target) -> tuple[RunFinished, Runner]:
    """A few whole paths, over plain HTTP."""
    plans = plan_all(GUIDE, select(all_scenarios(), WALKED), target)
    config = RunConfig(jobs=4)
    runner = Runner(GUIDE, target, config, patient_engine)
    return asyncio.run(runner.run(plans, lambda _event: None)), runner


def test_the_edition_with_one_form_keeps_the_guide() -> None:
    """All holds but what needs a page of its own; the journals say the same when judged again."""
    finished, runner = played_on(load_target("one-form"))
    wrong = {f.statement for f in finished.findings if f.verdict is not Verdict.PASS}
    assert wrong <= {s.slug for s in CHANGED.on("certification")}
    assert finished.exit_code == 0
    again = {(f.statement, f.verdict) for j in runner.journals for f in judge(CHANGED, j)}
    assert again == {(f.statement, f.verdict) for f in finished.findings}


@pytest.mark.parametrize(
    ("mutant", "statement"),
    [
        ("four-tries", "certification.third-failure.says"),
        ("third-failure-cancels-nothing", "certification.third-failure.cancels"),
    ],
)
def test_its_defects_are_found(mutant: str, statement: str) -> None:
    """A try more, a code that lives on: told of the login window."""
    target = load_target("one-form")
    assert target.launch
    broken = target.model_copy(update={"launch": (*target.launch, "--mutant", mutant)})
    found = {f.statement for f in played_on(broken)[0].findings if f.verdict in BROKEN}
    assert statement in found
