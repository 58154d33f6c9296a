"""Finds the codes in the mails of a scenario, and stores the mails."""

from harness.execution.evidence.code_finder import announcement_of, code_in_mail
from harness.execution.evidence.secret_policy import SecretPolicy
from harness.guide.claims import MailCode
from harness.guide.model import Guide
from harness.journal.writer import JournalWriter
from harness.model.journal import MailRecord
from harness.model.mail import Mail
from harness.redaction.mail import redacted_mail
from harness.redaction.split_codes import joined


class MailEvidence:
    """The mails of one scenario.

    Args:
        guide: in the portal's words.
        journal: of the scenario.
        secrets: of the scenario.
    """

    def __init__(self, guide: Guide, journal: JournalWriter, secrets: SecretPolicy) -> None:
        self._guide = guide
        self._journal = journal
        self._secrets = secrets

    def record(self, mail: Mail, *, waited: bool) -> str:
        """Record a mail.

        Args:
            mail: as it arrived.
            waited: whether the scenario waited for it.

        Returns:
            The code in it; "" for none.
        """
        number = self._journal.count(MailRecord) + 1
        in_text, in_html = self._codes(mail)
        codes = dict.fromkeys(filter(None, (in_text, in_html)))
        mail = _with_joined_codes(mail, codes)
        pseudonyms = {code: self._journal.learn(code, "confidential-code") for code in codes}
        raw = redacted_mail(mail, self._journal.vault)
        self._journal.add(
            MailRecord(
                number=number,
                time=self._journal.elapsed_at(mail.received),
                mail=mail,
                file=self._journal.store(f"mails/{number:02d}.eml", raw),
                text_code=pseudonyms.get(in_text, ""),
                html_code=pseudonyms.get(in_html, ""),
                waited=waited,
            )
        )
        return in_text or in_html

    def _codes(self, mail: Mail) -> tuple[str, str]:
        """The codes in the text and in the HTML part; "" for none."""
        claims = (statement.claim for statement in self._guide)
        claim = next(claim for claim in claims if isinstance(claim, MailCode))
        announcement, no_codes = announcement_of(claim, self._guide), self._secrets.no_codes
        in_text, in_html = (
            code_in_mail(text, announcement, no_codes) for text in (mail.text, mail.html_text)
        )
        return in_text, in_html


def _with_joined_codes(mail: Mail, codes: dict[str, None]) -> Mail:
    texts = {"text": mail.text, "html": mail.html, "html_text": mail.html_text}
    raw = mail.raw
    for code in codes:
        texts = {name: joined(text, code) for name, text in texts.items()}
        raw = joined(raw.decode("latin-1"), code).encode("latin-1")
    return mail.model_copy(update={**texts, "raw": raw})
