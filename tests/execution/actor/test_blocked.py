"""What a portal answers is its own doing, however unreadable; each bar names the right culprit."""

from collections.abc import Sequence

import pytest

from harness.accounts.generator import generate_accounts
from harness.accounts.model import Needs
from harness.checks.judge import judge
from harness.core.errors import Fault, RedirectLoop, TimedOut, Unreadable
from harness.driver.protocol import ActionRefused
from harness.execution.accounts.leases import AccountLeases
from harness.execution.scenario_run import ScenarioRun
from harness.guide.loader import load_guide
from harness.model.fact import fact
from harness.model.finding import Finding, Verdict
from harness.planning.plan import dry_run
from harness.planning.scenario import scenario
from harness.planning.walk import Walk
from tests.execution.fakes import FakeEngine, answers, context_of
from tests.facts import texts, verbatim

GUIDE = load_guide()


@scenario()
async def the_way_to_step_3(walk: Walk) -> None:
    """Go there, and type."""
    await walk.open("home")
    await walk.follow("Accès à mon espace personnalisé")
    await walk.follow("Codes perdus", trying="login.lost-codes.recovers")
    await walk.follow(
        "cliquez ici",
        beside="Vous avez perdu votre code confidentiel",
        trying="regenerate.opened-empty",
    )
    await walk.fill({"Votre Nom": "DUPONT", "Réponse": "Durand"})


async def findings(told: dict[str, Exception]) -> Sequence[Finding]:
    """What is judged of a walk on which these movements end so."""
    slug = the_way_to_step_3.slug
    plan = await dry_run(GUIDE, the_way_to_step_3, generate_accounts({slug: (Needs(),)}, 1)[slug])
    context = context_of(FakeEngine(answers() | told), leases=AccountLeases(plan.accounts))
    scenario_run = ScenarioRun(plan, context)
    journal = await scenario_run.run()
    scenario_run.close()
    return judge(GUIDE, journal)


SEEN = "what no made-up page shows"


def having(found: Sequence[Finding], *verdicts: Verdict, seen: str = "") -> set[str]:
    """The statements with one of these verdicts, because this was seen."""
    return {f.statement for f in found if f.verdict in verdicts and seen in texts(f.seen)}


def blamed(found: Sequence[Finding]) -> set[str]:
    """The statements that fail by what the fake portal did; plain pages lack a lot besides."""
    return having(found, Verdict.FAIL, Verdict.WARN, seen=SEEN)


@pytest.mark.parametrize("kind", [RedirectLoop, Unreadable])
async def test_an_answer_that_leads_nowhere_is_the_portals_doing(kind: type[Fault]) -> None:
    """The movement fails, what comes after is unreached, and nobody speaks of a fault."""
    found = await findings({"follow Codes perdus": kind("an answer", seen=SEEN, remedy="Look.")})
    assert blamed(found) == {"login.lost-codes.recovers"}
    assert "lost-codes.heading" in having(found, Verdict.UNREACHED)
    assert not having(found, Verdict.FAULT)


async def test_no_answer_is_a_fault() -> None:
    """Whose fault it is cannot be told: the network's, the machine's or the portal's."""
    late = TimedOut("an answer", seen=SEEN, remedy="Wait longer.")
    found = await findings({"follow Codes perdus": late})
    assert not blamed(found)
    assert having(found, Verdict.FAULT) == {""}


async def test_the_field_that_refuses_is_the_one_that_is_blamed() -> None:
    """Not the first of those that are filled in at once."""
    refusal = ActionRefused(fact("field-takes-text"), seen=verbatim(SEEN), ref="Réponse")
    found = await findings({"fill": refusal})
    assert blamed(found) == {"regenerate.answer"}


async def test_a_refusal_that_names_no_field_is_told_of_the_first() -> None:
    """One statement must tell it."""
    found = await findings({"fill": ActionRefused(fact("field-takes-text"), seen=verbatim(SEEN))})
    assert blamed(found) == {"regenerate.last-name"}
