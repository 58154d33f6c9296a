"""A mail that goes to several accounts is received by each of them, and kept once."""

from datetime import UTC, datetime

import pytest

from harness.execution.actor.mail_reader import MailReader
from harness.execution.evidence.store import EvidenceStore
from harness.journal.writer import JournalWriter
from harness.model.journal import MailRecord, Person
from harness.model.mail import Mail
from harness.redaction.vault import Vault
from tests.builders import account, journal
from tests.execution.fakes import FakeMails, context_of

ONE, OTHER = account("IDENT1"), account("IDENT2")


async def test_each_account_receives_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second wait of one account finds it no more."""
    people = tuple(Person.model_validate(one.model_dump()) for one in (ONE, OTHER))
    writer = JournalWriter(None, journal(people=people).head, Vault())
    store = EvidenceStore(context_of(), writer)
    monkeypatch.setattr(store, "kind_of", lambda _mail: "mail")
    mails = FakeMails()
    reader = MailReader(mails, store, 0.1)
    await reader.before_movement("A")
    both = (ONE.mailbox, OTHER.mailbox)
    mails.mails.append(
        Mail(id=1, received=datetime.now(UTC), recipients=both, envelope_to=both, text="Bonjour")
    )
    for one in (ONE, OTHER):
        found = await reader.wait_for("mail", one, "A")
        assert [mail.id for mail in found] == [1]
        reader.record(found[0], "mail")
        assert await reader.wait_for("mail", one, "A") == ()
    assert writer.count(MailRecord) == 1
