"""Each part of the portal can be replaced by one that differs in one method."""

from pathlib import Path
from typing import Any

import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reference_impl.app import Parts, build
from reference_impl.domain.accounts import Account, AccountsError
from reference_impl.domain.codes import Codes
from reference_impl.domain.flow import Flow
from reference_impl.routes import addresses as at
from reference_impl.settings import Settings
from reference_impl.views import Views
from tests.reference_impl.journey import CODE, recover
from tests.reference_impl.people import MARCEL, Outbox
from tests.reference_impl.visitor import Visitor


@pytest.fixture
def settings(accounts_file: Path) -> Settings:
    """Give the settings of a portal for the town."""
    return Settings(accounts=accounts_file, smtp_host="127.0.0.1", smtp_port=9)


class ForgivingFlow(Flow):
    """Rules that do not look at the answer."""

    def answer_matches(self, answer: str, account: Account) -> bool:
        """Take any answer."""
        return True


class FixedCodes(Codes):
    """Codes that a test knows."""

    def certification(self) -> str:
        """Give always the same code."""
        return "AAAA2222AA"


class LoudViews(Views):
    """Pages rewritten after they were rendered."""

    def render(self, name: str, values: dict[str, Any]) -> str:
        """Render, and change one word."""
        return super().render(name, values).replace("Terminer", "Finir")


def teapot(app: ASGIApp) -> ASGIApp:
    """Wrap the portal so that the help page is something else."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_other(message: Message) -> None:
            if message["type"] == "http.response.start" and scope["path"] == at.HELP:
                message = {**message, "status": 418}
            await send(message)

        await app(scope, receive, send_other)

    return wrapped


async def test_every_part_can_be_replaced(settings: Settings, outbox: Outbox) -> None:
    """Rules, codes, pages, mails and the way of the requests, each by its own part."""
    parts = Parts(
        flow=ForgivingFlow,
        codes=FixedCodes(),
        views=LoudViews(),
        mailer=outbox,
        middleware=[teapot],
    )
    with build(settings, parts) as site:
        visitor = Visitor(site.app)
        page = await visitor.get(CODE.regeneration)
        assert page.status == 200
        step4 = await visitor.submit(
            CODE.regeneration,
            nom=MARCEL.last_name,
            prenom=MARCEL.first_name,
            identifiant=MARCEL.identifier,
            courriel=MARCEL.email,
            question=MARCEL.question,
            reponse="anything",
        )
        assert step4.shown_code == "AAAA2222AA"
        assert "Finir" in step4.text
        assert (await visitor.get(at.HELP)).status == 418


async def test_two_portals_share_nothing(settings: Settings, outbox: Outbox) -> None:
    """A recovery in one portal leaves the other as it was."""
    with build(settings, Parts(mailer=outbox)) as one, build(settings) as other:
        await recover(Visitor(one.app), MARCEL)
        states = [site.store.account(MARCEL.identifier) for site in (one, other)]
    assert [state.generation for state in states if state] == [1, 0]


def test_a_bad_accounts_file_leaves_no_database(tmp_path: Path, settings: Settings) -> None:
    """The accounts are read before anything is made."""
    database = tmp_path / "portal.sqlite3"
    wrong = Settings(
        accounts=tmp_path / "none.json", smtp_host="127.0.0.1", smtp_port=9, database=database
    )
    with pytest.raises(AccountsError):
        build(wrong)
    assert not database.exists()
