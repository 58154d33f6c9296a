"""What a walk changes of its accounts is read off its movements."""

import pytest

from harness.accounts.state_file import LoginState
from harness.execution.accounts.leases import AccountLeases
from harness.execution.accounts.tracker import AccountTracker
from harness.execution.actor.tab_state import TabState
from harness.model.journal import PageRecord, Typed
from harness.model.page import Page
from tests.builders import GUIDE, account
from tests.execution.fakes import FakeEngine

ME, YOU = account(), account("IDENT2", email="you@commune.example")


class Watched:
    """One window, its people, and what is known of them."""

    def __init__(self) -> None:
        self.roster = AccountLeases((ME, YOU))
        self.witness = AccountTracker(GUIDE, (ME, YOU), self.roster)
        self.window: TabState

    async def open(self) -> "Watched":
        """Open the window."""
        session = await FakeEngine().session()
        self.window = TabState(session, await session.tab())
        return self

    def press(self, page: str, *typed: str, to: str, code: str = "") -> None:
        """Send a form of a page, and come to another."""
        self.window.record = PageRecord(number=1, slug=page, score=1, time=0, page=Page(url="x"))
        labels = ("Code identifiant", "Code confidentiel", "Code de certification")
        self.window.typed = [
            Typed(label=label, value=value) for label, value in zip(labels, typed, strict=False)
        ]
        self.witness.about_to_press(self.window)
        self.window.take_typed()
        self.witness.arrived(self.window, page, to, code)

    def mine(self) -> LoginState:
        """What is known of the first person."""
        return self.roster.standing("IDENT1")


@pytest.fixture
async def watched() -> Watched:
    """A window."""
    return await Watched().open()


async def test_a_renewal_is_seen_from_the_form_to_the_space(watched: Watched) -> None:
    """By the e-mail address where the identifier was found already."""
    watched.press("regenerate", ME.email, "Durand", to="certification-code", code="CERTIF22")
    assert watched.mine() is LoginState.CHANGING
    watched.witness.mailed((ME.email.upper(),), "NEWCODE1")
    assert watched.mine() is LoginState.DUE
    watched.press("login", ME.identifier, "NEWCODE1", to="certification")
    watched.press("certification", "CERTIF22", to="space")
    assert watched.mine() is LoginState.SETTLED
    assert watched.roster.today(ME).confidential_code == "NEWCODE1"
    assert watched.roster.standing("IDENT2") is LoginState.SETTLED


async def test_a_refused_request_leaves_all_as_it_was(watched: Watched) -> None:
    """Also where the words of two people were mixed."""
    watched.press("regenerate", ME.identifier, YOU.email, to="regenerate")
    assert watched.mine() is LoginState.SETTLED
    assert watched.roster.standing("IDENT2") is LoginState.SETTLED


async def test_a_request_without_an_answer_leaves_the_code_open(watched: Watched) -> None:
    """A connection that broke may have changed it."""
    watched.window.record = PageRecord(
        number=1, slug="regenerate", score=1, time=0, page=Page(url="x")
    )
    watched.window.typed = [Typed(label="", value=ME.identifier)]
    watched.witness.about_to_press(watched.window)
    assert watched.mine() is LoginState.CHANGING


async def test_a_third_failure_loses_the_code(watched: Watched) -> None:
    """The certification ends at the login window."""
    watched.press("login", ME.identifier, ME.confidential_code, to="certification")
    watched.press("certification", "WRONG", to="certification")
    watched.press("certification", "WRONG", to="login")
    assert watched.mine() is LoginState.LOST


async def test_the_right_code_that_is_refused_is_lost(watched: Watched) -> None:
    """A wrong one that is refused tells nothing."""
    watched.press("login", ME.identifier, "WRONG", to="login")
    assert watched.mine() is LoginState.SETTLED
    watched.press("login", ME.identifier, f" {ME.confidential_code} ", to="login")
    assert watched.mine() is LoginState.LOST


async def test_a_mail_without_a_code_tells_nothing(watched: Watched) -> None:
    """Nor one to somebody else."""
    watched.witness.mailed((ME.email,), "")
    watched.witness.mailed(("nobody@commune.example",), "NEWCODE1")
    assert watched.roster.today(ME) == ME
