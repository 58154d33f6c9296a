"""The codes in the mails of a guide of one's own: what they are, and where they stand."""

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest

from harness.execution.evidence.step_events import MailRecorded, StepEvent
from harness.execution.evidence.store import EvidenceStore
from harness.guide.model import Guide, Statement
from harness.journal.writer import JournalWriter
from harness.model.mail import Mail
from harness.redaction.vault import Vault
from tests.builders import GUIDE as BUNDLED
from tests.builders import ME, journal
from tests.execution.fakes import context_of
from tests.two_mails import chapter, statement, words

BELOW = "Votre code de réinitialisation est indiqué ci-dessous."


def _subject(slug: str, text: str) -> Statement:
    return statement(slug, text, {"kind": "mail-subject", "text": text})


def _guide(*more: Statement) -> Guide:
    """Two mails with codes of two kinds."""
    code = {"kind": "mail-code", "secret": "reset-code", "shortest": 8, "announced_by": "reset.now"}
    return Guide(
        digest="codes",
        accounts=BUNDLED.accounts,
        chapters=(
            chapter(
                "reset",
                _subject("reset.subject", "Code de réinitialisation"),
                words("reset.now", BELOW),
                statement("reset.code", "puis un code de huit lettres", code),
                *more,
                mail=True,
            ),
            chapter(
                "login",
                _subject("login.subject", "Code de connexion"),
                words("login.now", "Votre code de connexion est indiqué ci-dessous."),
                statement("login.code", "un code", {"kind": "mail-code", "secret": "login-code"}),
                mail=True,
            ),
        ),
    )


class Recorded:
    """Mails that are recorded, and what listeners are told of them."""

    def __init__(self, guide: Guide | None = None) -> None:
        self.journal = JournalWriter(None, journal().head, Vault())
        self.events: list[StepEvent] = []
        context = context_of(guide=guide or _guide())
        self.store = EvidenceStore(context, self.journal, self.events.append)

    def mail(self, lines: Iterable[str], subject: str = "Code de réinitialisation") -> str:
        """Record a mail; returns the code that is found in it."""
        text = "\n".join(lines)
        mail = Mail(
            raw=f"Subject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n{text}".encode(),
            received=datetime.now(UTC),
            envelope_to=(ME.email,),
            recipients=(ME.email,),
            subject=subject,
            text=text,
        )
        return self.store.record_mail(mail, waited=False)


@pytest.mark.parametrize(
    ("subject", "announcement", "secret"),
    [
        ("Code de réinitialisation", BELOW, "reset-code"),
        ("Code de connexion", "Votre code de connexion est indiqué ci-dessous.", "login-code"),
        ("Publicité", "Une offre pour vous :", ""),
    ],
    ids=["one kind", "the other", "a mail that the guide does not have"],
)
def test_listeners_learn_what_kind_of_code_a_mail_brings(
    subject: str, announcement: str, secret: str
) -> None:
    """Of a mail that is none of the guide's, nobody can tell."""
    recorded = Recorded()
    assert recorded.mail([announcement, "", "K7QX2MPR"], subject) == "K7QX2MPR"
    (event,) = recorded.events
    assert isinstance(event, MailRecorded)
    assert (event.code, event.secret) == ("K7QX2MPR", secret)
