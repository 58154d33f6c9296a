"""What a scenario changes of its accounts is learned from its recorded steps."""

from pathlib import Path

import pytest

from harness.accounts.state_file import LoginState, StateFile
from harness.core.errors import Unreachable
from harness.execution.accounts.leases import AccountLeases
from harness.execution.accounts.tracker import AccountTracker
from harness.execution.evidence.step_events import MailRecorded, StepRecorded, StepStarted
from harness.execution.scenario_run import ScenarioRun
from harness.model.journal import Step, Typed
from harness.model.page import Page
from harness.planning.scenario import scenario
from harness.planning.walk import Walk
from tests.builders import GUIDE, account
from tests.execution.fakes import FakeEngine, FakeMails, context_of, message, plan_of, step_4

ME, YOU = account(), account("IDENT2", email="you@commune.example")
LABELS = ("Code identifiant", "Code confidentiel", "Code de certification")


class Tracked:
    """Two accounts, and the steps of visitors who use them."""

    def __init__(self) -> None:
        self.leases = AccountLeases((ME, YOU))
        self.tracker = AccountTracker(GUIDE, (ME, YOU), self.leases)

    def start(self, page: str, *values: str, visitor: str = "A") -> tuple[Typed, ...]:
        """Begin to send a form."""
        typed = tuple(
            Typed(label=label, value=value) for label, value in zip(LABELS, values, strict=False)
        )
        self.tracker(StepStarted("press", visitor, page, typed))
        return typed

    def press(
        self, page: str, *values: str, to: str | None, code: str = "", visitor: str = "A"
    ) -> None:
        """Send a form of a page, and arrive at another; at none for None."""
        typed = self.start(page, *values, visitor=visitor)
        led_to = None if to is None else 2
        step = Step(number=1, verb="press", visitor=visitor, on=1, led_to=led_to, typed=typed)
        self.tracker(StepRecorded(step, page, to or "", code))

    def mail(self, address: str, code: str) -> None:
        """A mail comes."""
        self.tracker(MailRecorded(frozenset({address.lower()}), code, "confidential-code"))

    def mine(self) -> LoginState:
        """What is known of the first account."""
        return self.leases.login_state("IDENT1")


@pytest.fixture
def tracked() -> Tracked:
    """Two settled accounts."""
    return Tracked()


def test_a_renewal_from_the_form_to_the_space(tracked: Tracked) -> None:
    """By the e-mail address where the identifier was found already."""
    tracked.press("regenerate", ME.email, "Durand", to="certification-code", code="CERTIF22")
    assert tracked.mine() is LoginState.CHANGING
    tracked.mail(ME.email.upper(), "NEWCODE1")
    assert tracked.mine() is LoginState.DUE
    tracked.press("login", ME.identifier, "NEWCODE1", to="certification")
    tracked.press("certification", "CERTIF22", to="space")
    assert tracked.mine() is LoginState.SETTLED
    assert tracked.leases.with_present_code(ME).confidential_code == "NEWCODE1"
    assert tracked.leases.login_state("IDENT2") is LoginState.SETTLED


def test_a_refused_request_leaves_all_as_it_was(tracked: Tracked) -> None:
    """Also where the words of two accounts were mixed."""
    tracked.press("regenerate", ME.identifier, YOU.email, to="regenerate")
    assert tracked.mine() is LoginState.SETTLED
    assert tracked.leases.login_state("IDENT2") is LoginState.SETTLED


def test_an_unknown_page_is_a_refusal(tracked: Tracked) -> None:
    """No code was shown, whatever the page is."""
    tracked.press("regenerate", ME.identifier, to="")
    assert tracked.mine() is LoginState.SETTLED


def test_a_request_without_an_answer_leaves_the_code_open(tracked: Tracked) -> None:
    """A connection that broke may have changed it; and it is noted before it is sent."""
    tracked.start("regenerate", ME.identifier)
    assert tracked.mine() is LoginState.CHANGING
    tracked.press("regenerate", ME.identifier, to=None)
    assert tracked.mine() is LoginState.CHANGING


def test_a_third_failure_loses_the_code(tracked: Tracked) -> None:
    """The certification ends at the login window."""
    tracked.press("login", ME.identifier, ME.confidential_code, to="certification")
    tracked.press("certification", "WRONG", to="certification")
    tracked.press("certification", "WRONG", to="login")
    assert tracked.mine() is LoginState.LOST


def test_the_valid_code_that_is_refused_is_lost(tracked: Tracked) -> None:
    """A wrong one that is refused tells nothing."""
    tracked.press("login", ME.identifier, "WRONG", to="login")
    assert tracked.mine() is LoginState.SETTLED
    tracked.press("login", ME.identifier, f" {ME.confidential_code} ", to="login")
    assert tracked.mine() is LoginState.LOST


def test_each_visitor_has_a_login_of_their_own(tracked: Tracked) -> None:
    """What one visitor is refused is not the other's account."""
    tracked.press("login", ME.identifier, ME.confidential_code, to="certification", visitor="A")
    tracked.press("login", YOU.identifier, YOU.confidential_code, to="certification", visitor="B")
    tracked.press("certification", "WRONG", to="login", visitor="B")
    assert tracked.mine() is LoginState.SETTLED
    assert tracked.leases.login_state("IDENT2") is LoginState.LOST


def test_a_mail_without_a_code_tells_nothing(tracked: Tracked) -> None:
    """Nor one to somebody else."""
    tracked.mail(ME.email, "")
    tracked.mail("nobody@commune.example", "NEWCODE1")
    assert tracked.leases.with_present_code(ME) == ME


@scenario()
async def renewal(walk: Walk) -> None:
    """To step 4 and to the mail."""
    await walk.open("home")
    await walk.follow("Accès à mon espace personnalisé")
    await walk.follow("Codes perdus *", trying="login.lost-codes.recovers")
    await walk.follow("cliquez ici", beside="Vous avez perdu votre code confidentiel")
    await walk.fill({"Code identifiant": walk.account.identifier})
    await walk.press("Générer le code confidentiel", trying="regenerate.generated")
    await walk.receive_mail()


class TestOfAScenario:
    """The steps that a scenario run records reach the state file."""

    def leases(self, folder: Path) -> AccountLeases:
        """One account whose state is stored."""
        return AccountLeases((account(),), StateFile(folder / "state.json"))

    async def test_the_new_code_is_stored(self, tmp_path: Path) -> None:
        """As it was mailed, not its pseudonym."""
        mails, engine, leases = FakeMails(), FakeEngine(), self.leases(tmp_path)
        engine.told["press Générer le code confidentiel"] = mails.sent_with(step_4(), message())
        run = ScenarioRun(plan_of(renewal), context_of(engine, mails, leases=leases))
        await run.run()
        run.close()
        state = StateFile(tmp_path / "state.json").read()["IDENT1"]
        assert (state.code, state.login) == ("GHJKM345", LoginState.DUE)
        assert state.second == "AB2CD3EF4G"

    async def test_a_request_is_stored_before_it_is_sent(self, tmp_path: Path) -> None:
        """The portal reads the state file while it is asked: the change is there."""
        engine, file, seen = FakeEngine(), StateFile(tmp_path / "state.json"), list[LoginState]()

        def hang_up() -> Page | Exception:
            seen.append(file.read()["IDENT1"].login)
            return Unreachable("an answer", seen="none", remedy="")

        engine.told["press Générer le code confidentiel"] = hang_up
        run = ScenarioRun(plan_of(renewal), context_of(engine, leases=self.leases(tmp_path)))
        await run.run()
        run.close()
        assert seen == [LoginState.CHANGING]
        assert file.read()["IDENT1"].login is LoginState.CHANGING
