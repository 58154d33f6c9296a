"""A mail to an address that a scenario typed belongs to it, unless nobody can tell whose it is."""

from datetime import UTC, datetime

import pytest

from harness.execution.actor.mail_reader import MailReader
from harness.execution.evidence.store import EvidenceStore
from harness.execution.run_context import RunContext
from harness.execution.typed_addresses import TypedAddresses
from harness.guide.lookup import field_on
from harness.journal.writer import JournalWriter
from harness.model.mail import Mail
from harness.planning.actor import Filling
from harness.redaction.vault import Vault
from tests.builders import GUIDE, ME, journal
from tests.execution.fakes import FakeMails, context_of

STRANGER = "Nobody@Elsewhere.example"


def _store(context: RunContext, scenario: str) -> EvidenceStore:
    head = journal().head.model_copy(update={"scenario": scenario})
    return EvidenceStore(context, JournalWriter(None, head, Vault()))


def _type(store: EvidenceStore, text: str) -> None:
    store.learn_typed(Filling(field_on(GUIDE, "regenerate", "Adresse e-mail"), "", text, False))


def _mail(address: str, number: int) -> Mail:
    return Mail(
        id=number, received=datetime.now(UTC), envelope_to=(address,), recipients=(address,)
    )


@pytest.mark.asyncio
@pytest.mark.parametrize(("others", "count"), [((), 1), (("second",), 0)])
async def test_mails_to_strangers(others: tuple[str, ...], count: int) -> None:
    """One that a single scenario typed; of two, nobody can tell which of them sent it."""
    mails = FakeMails()
    context = context_of(mails=mails)
    store = _store(context, "first")
    for one in (store, *(_store(context, other) for other in others)):
        _type(one, STRANGER)
    mails.mails.append(_mail(STRANGER.lower(), 1))
    assert await MailReader(mails, store, 1.0).collect() == count


def test_addresses_of_the_accounts_are_theirs() -> None:
    """Whoever types them: the mail belongs to the scenario that has the account."""
    typed = TypedAddresses([ME.email])
    typed.note("first", ME.email.upper())
    typed.note("first", "DUPONT")
    assert not typed.of("first")
    typed.note("first", STRANGER)
    assert typed.of("first") == typed.of_one_scenario() == {STRANGER.lower()}
    typed.note("second", STRANGER)
    assert not typed.of_one_scenario()
