"""A mail is matched to the chapter that it resembles most."""

from datetime import UTC, datetime

import pytest

from harness.guide.model import Guide
from harness.mail.kinds import MailKinds
from harness.model.mail import Mail
from tests.two_mails import GUIDE

INVITATION = "Vous avez demandé un nouveau mot de passe, Ada.\n\nL'équipe du portail"
NOTICE = "Votre mot de passe a été changé.\nL'équipe du portail"


def _mail(subject: str, text: str) -> Mail:
    return Mail(received=datetime(2020, 1, 1, tzinfo=UTC), subject=subject, text=text)


@pytest.mark.parametrize(
    ("subject", "text", "kind"),
    [
        ("Votre demande", INVITATION, "invitation"),
        ("Mot de passe changé", NOTICE, "notice"),
        ("Votre demnade", INVITATION, "invitation"),
        ("?", NOTICE, "notice"),
        ("Mot de passe changé", "", "notice"),
        ("Soldes d'hiver", "Tout doit disparaître", ""),
        ("", "L'équipe du portail", ""),
    ],
)
def test_the_best_match(subject: str, text: str, kind: str) -> None:
    """A broken subject or a missing sentence does not prevent it; what both share decides not."""
    assert MailKinds(GUIDE).of(_mail(subject, text)) == kind


def test_a_single_mail_is_every_mail() -> None:
    """However broken it is, it is held to the guide's."""
    one = Guide(chapters=GUIDE.chapters[:3], digest="one")
    assert MailKinds(one).of(_mail("", "")) == "invitation"
    assert MailKinds(Guide(chapters=GUIDE.chapters[:2], digest="none")).of(_mail("", "")) == ""
