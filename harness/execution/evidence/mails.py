"""Finds the codes in the mails of a scenario, and stores the mails."""

from harness.execution.evidence.code_finder import (
    FoundCode,
    Wanted,
    code_in_mail,
    other_secrets,
)
from harness.execution.evidence.possible_codes import possible_codes
from harness.execution.evidence.secret_policy import SecretPolicy
from harness.guide.mail_claims import MailCode, MailLink, MailNoCode
from harness.guide.model import Guide
from harness.guide.promised_code import PromisedCode, code_mailed_in
from harness.journal.writer import JournalWriter
from harness.mail.kinds import MailKinds
from harness.model.journal import MailRecord
from harness.model.mail import Mail
from harness.model.secret import POSSIBLE_CODE
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
        codes = [s.claim for s in guide if isinstance(s.claim, MailCode)]
        self._kinds_of_codes = {one.secret for one in codes}
        self._shapes = tuple(dict.fromkeys(shape for one in codes for shape in one.pattern))
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
        promised = code_mailed_in(slug, self._guide)
        wanted = self._wanted(promised)
        in_text, in_html = self._codes(mail, wanted) if promised else (FoundCode(), FoundCode())
        found = {one.code: one for one in (in_html, in_text) if one.code}
        secret = promised.secret if promised else ""
        if not found:
            found = {one.code: one for one in self._possible_codes(mail, wanted, slug)}
            secret = POSSIBLE_CODE
        mail = joined_in_mail(mail, (*found, *self._journal.vault.distinctive))
        pseudonyms = {
            code: self._journal.learn(code, secret, shown=one.shown) for code, one in found.items()
        }
        mail = self._with_known_tokens(mail)
        raw = redacted_mail(mail, self._journal.vault)
        self._journal.add(
            MailRecord(
                number=number,
                slug=slug,
                time=self._journal.elapsed_at(mail.received),
                mail=mail,
                file=self._journal.store(f"mails/{number:02d}.eml", raw),
                text_code=pseudonyms.get(in_text.code, ""),
                html_code=pseudonyms.get(in_html.code, ""),
                waited=waited,
            )
        )
        is_told = slug or len(self._kinds_of_codes) == 1
        return in_text.code or in_html.code, secret if is_told else ""

    def _wanted(self, promised: PromisedCode | None) -> Wanted:
        """The code that a mail is to hold; with none, one of any kind."""
        kinds = {promised.secret} if promised else self._kinds_of_codes
        secrets = self._journal.vault.secrets()
        announcement = promised.announcement if promised else ""
        return Wanted(
            announcement=announcement,
            known=self._secrets.no_codes,
            others=other_secrets(announcement, self._guide),
            shapes=promised.shapes if promised else self._shapes,
            seen=frozenset(one.shown_shape for one in secrets if one.kind in kinds),
        )

    def _with_known_tokens(self, mail: Mail) -> Mail:
        """Learn what is secret in the links of a mail, before anything of it is written.

        A mail with too much of it is given without its links.
        """
        addresses = [claim.address for claim in self._links] or [""]
        found = dict.fromkeys(self._tokens)
        parts = (p for link in mail.links for one in addresses for p in secret_parts(link, one))
        for part in self._secrets.private(parts):
            found[part] = None
            if len(found) > MAX_TOKENS:
                return unlinked(mail)
        for part in found:  # one that is known already is not learned again
            self._journal.learn(part, "link-token")
        self._tokens = found
        return mail

    def _codes(self, mail: Mail, wanted: Wanted) -> tuple[FoundCode, FoundCode]:
        """The codes in the text and in the HTML part."""
        return code_in_mail(mail.text, wanted), code_in_mail(mail.html_text, wanted)

    def _possible_codes(self, mail: Mail, wanted: Wanted, slug: str) -> tuple[FoundCode, ...]:
        """What of a mail may be a code though it does not stand where a code is looked for.

        Of a mail for which the guide tells no code, what has the shape of one.
        """
        told = not slug or any(
            isinstance(s.claim, MailCode | MailNoCode) for s in self._guide.on(slug)
        )
        texts = (mail.subject, mail.text, mail.html_text)
        return possible_codes(texts, wanted, only_by_shape=not told)
