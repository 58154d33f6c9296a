"""A mail is matched to the chapter that it resembles most."""

from datetime import UTC, datetime
from typing import Any

import pytest

from harness.guide.model import Chapter, Guide, Statement
from harness.mail.kinds import MailKinds
from harness.model.mail import Mail
from tests.two_mails import GUIDE, chapter, statement

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


def _short_mails() -> Guide:
    """Two mails of which the guide says little more than their subjects."""
    name = "[Médiathèque] "

    def subject(slug: str, text: str) -> Statement:
        return statement(f"{slug}.subject", text, {"kind": "mail-subject", "text": name + text})

    signup = {"kind": "mail-link", "to": "signup", "address": "/signup/"}
    return Guide(
        digest="short",
        chapters=(
            chapter(
                "unknown",
                subject("unknown", "Compte inconnu"),
                statement("unknown.link", "Créer un compte", signup),
                mail=True,
            ),
            chapter("reset", subject("reset", "Code de réinitialisation"), mail=True),
        ),
    )


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("[Portail] Compte inconnu", "unknown"),
        ("Compte inconnu", "unknown"),
        ("Le portail : Compte inconnu", "unknown"),
        ("[Portail] Code de réinitialisation", "reset"),
        ("[Médiathèque] Soldes d'hiver", ""),
    ],
)
def test_a_subject_behind_another_name(subject: str, kind: str) -> None:
    """A portal that is called otherwise sends the same mails."""
    assert MailKinds(_short_mails()).of(_mail(subject, "Bonjour")) == kind


def test_a_mail_is_known_by_its_link() -> None:
    """Whatever its subject is."""
    mail = _mail("Votre demande", "Bonjour").model_copy(
        update={"links": ("https://portal.example/signup/",)}
    )
    assert MailKinds(_short_mails()).of(mail) == "unknown"


def _ticket_mails() -> Guide:
    """A mail about a ticket, and one about its change, which has the same words and more."""

    def of(slug: str, subject: str, *claims: dict[str, Any]) -> Chapter:
        every = ({"kind": "mail-subject", "text": subject}, *claims)
        said = (statement(f"{slug}.{n}", slug, claim) for n, claim in enumerate(every))
        return chapter(slug, *said, mail=True)

    link: dict[str, Any] = {"kind": "mail-link", "to": "ticket", "address": "/ticket/{any}"}
    changes: dict[str, Any] = {"kind": "mail-words", "text": ["Changes (by", "Comment (by"]}
    typed: dict[str, Any] = {"kind": "mail-words", "text": "{typed:Comment}"}
    owner: dict[str, Any] = {"kind": "mail-words", "text": "The new owner is"}
    return Guide(
        digest="tickets",
        chapters=(
            of("created", "[Helpline] #*: *", link),
            of("changed", "Re: [Helpline] #*: *", link, changes, typed, owner),
            of("closed", "Re: [Helpline] #*: * (closed)"),
        ),
    )


@pytest.mark.parametrize(
    ("subject", "text", "kind"),
    [
        ("[Helpline] #1: Tray 2 jams", "It jams.", "created"),
        ("Re: [Helpline] #1: Tray 2 jams", "Comment (by Ada): still does", "changed"),
        ("Re: [Helpline] #1: Tray 2 jams", "It jams.", "changed"),
    ],
)
def test_a_subject_of_one_chapter_alone_decides(subject: str, text: str, kind: str) -> None:
    """However many words another chapter has there."""
    mail = _mail(subject, text).model_copy(update={"links": ("https://portal.example/ticket/1",)})
    assert MailKinds(_ticket_mails()).of(mail) == kind
