"""Claims about a mail."""

from datetime import UTC, datetime, timedelta

from harness.checks.context import Case
from harness.checks.outcome import Outcome, barred, verdict
from harness.core.text import closest, contains, fold
from harness.guide.claims import (
    Lands,
    MailCode,
    MailForm,
    MailIs,
    MailSender,
    MailSubject,
    MailWords,
)
from harness.messages.catalogue import catalogue
from harness.model.journal import MailRecord, Person, Step

_CLOCKS_APART = timedelta(minutes=5)
_CODE = "mail.code"
_CHARSET_PROBLEMS = ("charset-undeclared", "charset-unknown", "charset-wrong", "header-not-encoded")


def sender(claim: MailSender, record: MailRecord, case: Case) -> Outcome:
    """The mail comes from this address."""
    ok = record.mail.sender_address == claim.address.lower()
    seen = record.mail.sender or "no sender"
    return verdict(ok, f"from {claim.address}", f"from {seen}", case.mail_evidence(record))


def subject(claim: MailSubject, record: MailRecord, case: Case) -> Outcome:
    """The decoded subject has these words."""
    ok = fold(record.mail.subject) == fold(claim.text)
    expected = f"the subject « {claim.text} »"
    return verdict(ok, expected, f"« {record.mail.subject} »", case.mail_evidence(record))


def mail_words(claim: MailWords, record: MailRecord, case: Case) -> Outcome:
    """The text of the mail shows these words."""
    ok = contains(record.mail.text, claim.text)
    near, _ = closest(claim.text, record.mail.text.splitlines())
    seen = claim.text if ok else f"closest: « {near} »" if near else "nothing like it"
    return verdict(ok, f"the words « {claim.text} »", seen, case.mail_evidence(record))


def code(claim: MailCode, record: MailRecord, case: Case) -> Outcome:
    """The mail holds a code of this kind and shape."""
    evidence = case.mail_evidence(record)
    found = case.journal.secret(record.text_code or record.html_code)
    expected = f"a {claim.secret}{_shape_words(claim)}"
    if found is None:
        if claim.shortest > 1 or claim.capitals:
            return barred(_CODE, expected, evidence)
        return verdict(ok=False, expected=expected, seen="none", evidence=evidence)
    if found.kind == f"old-{claim.secret}":
        seen = "the one that was in force before"
        return verdict(ok=False, expected=expected, seen=seen, evidence=evidence)
    letters = found.shape.pattern
    ok = found.shape.length >= claim.shortest and not (claim.capitals and set(letters) - set("A0"))
    return verdict(ok, expected, f"one of the shape « {letters} »", evidence)


def _shape_words(claim: MailCode) -> str:
    least = f" of at least {claim.shortest} characters" if claim.shortest > 1 else ""
    return f"{least}, capitals and digits" if claim.capitals else least


def form(claim: MailIs, subject: MailRecord | Step, case: Case) -> Outcome:
    """The form of the mail is sound in one respect."""
    if isinstance(subject, Step):
        return _once(subject, case)
    return _FORMS[claim.form](subject, case)


def _once(step: Step, case: Case) -> Outcome:
    """Exactly one mail from one generation to the next; some movements are set aside.

    What is refused has its own statement for that; where a movement only has to land
    somewhere, mails do not matter.
    """
    mails = [
        mail
        for movement in case.movements
        if movement.number >= step.number and _same_generation(movement, step, case)
        for mail in case.mails_of[movement.number]
        if not case.refusals(movement) and not _may_send(movement, case)
    ]
    evidence = case.mail_evidence(mails[-1]) if mails else case.step_evidence(step)
    return verdict(len(mails) == 1, "exactly one mail", f"{len(mails)} mails", evidence)


def _may_send(movement: Step, case: Case) -> bool:
    return any(isinstance(c, Lands) and c.mails is None for c in case.tried(movement))


def _same_generation(movement: Step, step: Step, case: Case) -> bool:
    later = [s.number for s in case.movements if s.number > step.number and generates(s, case)]
    return movement.number < min(later, default=movement.number + 1)


def generates(step: Step, case: Case) -> bool:
    """Whether a step tries a movement that sends a mail."""
    return any((getattr(claim, "mails", None) or 0) > 0 for claim in case.tried(step))


def _recipient(record: MailRecord, case: Case) -> Outcome:
    person = _addressee(record, case)
    address = person.email.lower() if person else ""
    got = record.mail.addressed_to
    seen = ", ".join(sorted(got)) or "nobody"
    return verdict(got == {address}, f"to {address} only", seen, case.mail_evidence(record))


def _addressee(record: MailRecord, case: Case) -> Person | None:
    got = record.mail.addressed_to
    people = case.journal.head.people
    return next((p for p in people if p.email.lower() in got), people[0] if people else None)


def _no_copy(record: MailRecord, case: Case) -> Outcome:
    seen = f"copies to {', '.join(record.mail.copies)}" if record.mail.copies else "none"
    return verdict(not record.mail.copies, "no copy to anybody", seen, case.mail_evidence(record))


def _date(record: MailRecord, case: Case) -> Outcome:
    start = case.journal.head.started - _CLOCKS_APART
    end = record.mail.received + _CLOCKS_APART
    date = _with_zone(record.mail.date) if record.mail.date else None
    ok = date is not None and start <= date <= end
    expected = f"a date between {start:%Y-%m-%d %H:%M} and {end:%Y-%m-%d %H:%M %Z}"
    return verdict(ok, expected, str(date or "no readable date"), case.mail_evidence(record))


def _with_zone(date: datetime) -> datetime:
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _charset(record: MailRecord, case: Case) -> Outcome:
    broken = [p for p in record.mail.problems if p.has(*_CHARSET_PROBLEMS)]
    plain = record.mail.text.isascii()
    ok = bool(record.mail.charset or plain) and not broken and "\ufffd" not in record.mail.text
    seen = "; ".join(map(catalogue().say, broken)) or record.mail.charset
    seen = seen or "none declared, with accents in the text"
    return verdict(
        ok, "a declared character set that fits the text", seen, case.mail_evidence(record)
    )


def _secrecy(record: MailRecord, case: Case) -> Outcome:
    """The certification code, shown on the screen alone, is not in the mail."""
    shown = [s.pseudonym for s in case.journal.secrets if s.kind == "certification-code"]
    everything = f"{record.mail.subject}\n{record.mail.text}\n{record.mail.html}"
    ok = not any(name in everything for name in shown)
    seen = "only the confidential code" if ok else "the certification code stands in the mail"
    return verdict(ok, "a mail without the certification code", seen, case.mail_evidence(record))


def _parts(record: MailRecord, case: Case) -> Outcome:
    """Text and HTML hold the same code, where there are both."""
    ok = not record.html_code or not record.text_code or record.html_code == record.text_code
    ok = ok and not (record.mail.html and record.text_code and not record.html_code)
    seen = "they do" if ok else f"text: {record.text_code}, HTML: {record.html_code or 'no code'}"
    return verdict(ok, "text and HTML hold the same code", seen, case.mail_evidence(record))


_FORMS = {
    MailForm.RECIPIENT: _recipient,
    MailForm.NO_COPY: _no_copy,
    MailForm.DATE: _date,
    MailForm.CHARSET: _charset,
    MailForm.SECRECY: _secrecy,
    MailForm.PARTS: _parts,
}
