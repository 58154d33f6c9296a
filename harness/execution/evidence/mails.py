"""Finds the codes in the mails of a scenario, and stores the mails."""

from harness.execution.evidence.code_finder import (
    announcement_of,
    code_in_mail,
    other_secrets,
)
from harness.execution.evidence.secret_policy import SecretPolicy
from harness.guide.mail_claims import MailCode, MailLink
from harness.guide.model import Guide
from harness.journal.writer import JournalWriter
from harness.mail.kinds import MailKinds
from harness.model.journal import MailRecord
from harness.model.mail import Mail
from harness.redaction.mail import MAX_TOKENS, joined_in_mail, redacted_mail, unlinked
from harness.redaction.tokens import secret_parts


class MailEvidence:
    """The mails of one scenario."""

    def __init__(self, guide: Guide, journal: JournalWriter, secrets: SecretPolicy) -> None:
        self._guide = guide
        self._journal = journal
        self._secrets = secrets
        self._kinds = MailKinds(guide)
        self._links = tuple(s.claim for s in guide if isinstance(s.claim, MailLink))
        self._kinds_of_codes = {s.claim.secret for s in guide if isinstance(s.claim, MailCode)}
        self._tokens: dict[str, None] = {}

    def kind_of(self, mail: Mail) -> str:
        """Slug of the guide's mail that a mail resembles most; "" for none."""
        return self._kinds.of(mail)

    def record(self, mail: Mail, *, waited: bool, kind: str = "") -> tuple[str, str]:
        """Record a mail; `kind` is the guide's mail that it is taken for, "" for the most alike.

        Returns:
            The code in it, and its kind of secret: "" for no code, and where nobody can tell.
        """
        number = self._journal.count(MailRecord) + 1
        slug = kind or self.kind_of(mail)
        claim = self._code_claim(slug)
        in_text, in_html = self._codes(mail, claim) if claim else ("", "")
        codes = dict.fromkeys(filter(None, (in_text, in_html)))
        mail = joined_in_mail(mail, (*codes, *self._journal.vault.distinctive))
        secret = claim.secret if claim else ""
        pseudonyms = {code: self._journal.learn(code, secret) for code in codes}
        mail = self._with_known_tokens(mail)
        raw = redacted_mail(mail, self._journal.vault)
        self._journal.add(
            MailRecord(
                number=number,
                slug=slug,
                time=self._journal.elapsed_at(mail.received),
                mail=mail,
                file=self._journal.store(f"mails/{number:02d}.eml", raw),
                text_code=pseudonyms.get(in_text, ""),
                html_code=pseudonyms.get(in_html, ""),
                waited=waited,
            )
        )
        return in_text or in_html, secret if slug or len(self._kinds_of_codes) == 1 else ""

    def _code_claim(self, kind: str) -> MailCode | None:
        """What the guide says of the code in a mail; None if it promises none there.

        Of a mail that is none of the guide's, any code is a secret.
        """
        statements = self._guide.on(kind) if kind else tuple(self._guide)
        return next((s.claim for s in statements if isinstance(s.claim, MailCode)), None)

    def _with_known_tokens(self, mail: Mail) -> Mail:
        """Learn what is secret in the links of a mail, before anything of it is written.

        A mail with too much of it is given without its links.
        """
        addresses = [claim.address for claim in self._links] or [""]
        found = dict.fromkeys(self._tokens)
        for part in (
            p for link in mail.links for one in addresses for p in secret_parts(link, one)
        ):
            found[part] = None
            if len(found) > MAX_TOKENS:
                return unlinked(mail)
        for part in found:  # one that is known already is not learned again
            self._journal.learn(part, "link-token")
        self._tokens = found
        return mail

    def _codes(self, mail: Mail, claim: MailCode) -> tuple[str, str]:
        """The codes in the text and in the HTML part; "" for none."""
        announcement, no_codes = announcement_of(claim, self._guide), self._secrets.no_codes
        others = other_secrets(announcement, self._guide)
        in_text, in_html = (
            code_in_mail(text, announcement, no_codes, others)
            for text in (mail.text, mail.html_text)
        )
        return in_text, in_html
