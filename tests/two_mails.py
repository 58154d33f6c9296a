"""A small guide of another portal: a form that sends a link, and a notice afterwards."""

from typing import Any

from harness.guide.model import Chapter, Guide, Statement


def statement(slug: str, sentence: str, claim: dict[str, Any]) -> Statement:
    """A required statement; its page is what stands before the first dot."""
    page = slug.partition(".")[0]
    return Statement.model_validate(
        {"slug": slug, "lines": [1], "sentence": sentence, "claim": claim, "page": page}
    )


def chapter(slug: str, *statements: Statement, mail: bool = False) -> Chapter:
    """A page or a mail."""
    return Chapter(slug=slug, title=slug.capitalize(), mail=mail, statements=statements)


def words(slug: str, text: str) -> Statement:
    """A sentence of a mail."""
    return statement(slug, text, {"kind": "mail-words", "text": text})


LINK = {"kind": "mail-link", "to": "choice", "address": "/reset/*", "shortest": 20}
GUIDE = Guide(
    digest="two mails",
    chapters=(
        chapter(
            "ask",
            statement("ask.opens", "Mot de passe oublié", {"kind": "leads", "page": "ask"}),
            statement("ask.send", "Envoyer", {"kind": "action", "label": "Envoyer"}),
            statement(
                "ask.sent",
                "Un courriel vous est envoyé",
                {"kind": "leads", "page": "ask", "mails": {"invitation": 1}},
            ),
            statement("ask.three", "Trois", {"kind": "leads", "page": "ask", "mails": 3}),
        ),
        chapter(
            "choice",
            statement("choice.heading", "Nouveau mot", {"kind": "heading", "text": "Nouveau mot"}),
            statement(
                "choice.used-up",
                "une seule fois",
                {"kind": "refused", "page": "choice", "reason": "wrong"},
            ),
        ),
        chapter(
            "invitation",
            statement(
                "invitation.subject",
                "Votre demande",
                {"kind": "mail-subject", "text": "Votre demande"},
            ),
            words("invitation.why", "Vous avez demandé un nouveau mot de passe, {first_name}."),
            words("invitation.farewell", "L'équipe du portail"),
            statement("invitation.link", "Suivez le lien", LINK),
            mail=True,
        ),
        chapter(
            "notice",
            statement(
                "notice.subject",
                "Mot de passe changé",
                {"kind": "mail-subject", "text": "Mot de passe changé"},
            ),
            words("notice.done", "Votre mot de passe a été changé."),
            words("notice.farewell", "L'équipe du portail"),
            statement(
                "notice.files", "sans pièce jointe", {"kind": "mail-attachments", "names": []}
            ),
            statement(
                "notice.answer",
                "aide@portail.example",
                {"kind": "mail-reply-to", "address": "aide@portail.example"},
            ),
            statement(
                "notice.sender",
                "Le portail",
                {"kind": "mail-sender", "name": "Le portail", "address": "non@portail.example"},
            ),
            mail=True,
        ),
    ),
)
