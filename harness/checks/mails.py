"""Claims about a mail."""

from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase

from harness.checks.context import PSEUDONYM, Case
from harness.checks.mail_codes import announces_code, line_before_code
from harness.checks.mail_counts import mails_seen
from harness.checks.mail_links import disagreement, leading_elsewhere
from harness.checks.mail_secrecy import secrecy
from harness.checks.outcome import Outcome, judged, not_observable
from harness.core.text import closest, contains_words, fold, is_among, matches
from harness.core.url import same_site, split
from harness.guide import mail_claims
from harness.guide.claims import Lands
from harness.model.fact import Fact, fact, quote, quotes
from harness.model.journal import MailRecord, Step
from harness.model.mail import Mail
from harness.redaction.links import link_of

MAX_CLOCK_SKEW = timedelta(minutes=5)
_CHARSET_PROBLEMS = (
    *("charset-undeclared", "charset-unknown", "charset-wrong", "charset-damaged"),
    "header-not-encoded",
)


def sender(claim: mail_claims.MailSender, record: MailRecord, case: Case) -> Outcome:
    """The mail comes from this address, and shows this name."""
    mail = record.mail
    addresses = {address.lower() for address in claim.wordings}
    ok = not claim.address or mail.sender_address in addresses
    name = mail.sender.removesuffix(f"<{mail.sender_address}>").strip()
    ok = ok and (not claim.name or fold(name) == fold(claim.name))
    wanted = f"{claim.name} <{claim.address}>" if claim.name and claim.address else ""
    expected = fact("mail-from", address=wanted or claim.address or claim.name)
    address = mail.sender
    seen = fact("mail-from", address=address) if address else fact("mail-without-sender")
    return judged(ok, expected, seen, case.mail_evidence(record))


def reply_to(claim: mail_claims.MailReplyTo, record: MailRecord, case: Case) -> Outcome:
    """An answer goes to this address: that of Reply-To, or the sender's without one."""
    got = record.mail.reply_to or (record.mail.sender_address,)
    expected = fact("mail-answer-to", addresses=(claim.address,))
    seen = fact("mail-answer-to", addresses=got)
    return judged(got == (claim.address.lower(),), expected, seen, case.mail_evidence(record))


def attachments(claim: mail_claims.MailAttachments, record: MailRecord, case: Case) -> Outcome:
    """The mail has these files attached, and no other."""
    got = record.mail.attachments
    ok = all(any(fnmatchcase(name, one) for one in claim.names) for name in got)
    ok = ok and all(any(fnmatchcase(name, one) for name in got) for one in claim.names)
    return judged(ok, _files(claim.names), _files(got), case.mail_evidence(record))


def _files(names: tuple[str, ...]) -> Fact:
    return fact("mail-files", names=quotes(names)) if names else fact("no-mail-file")


def subject(claim: mail_claims.MailSubject, record: MailRecord, case: Case) -> Outcome:
    """The decoded subject has these words."""
    wordings = claim.wordings
    said = record.mail.subject
    ok = is_among(said, wordings) or any(matches(fold(said), fold(text)) for text in wordings)
    expected = fact("mail-subject", text=quote(wordings[0]))
    seen = fact("words-shown", words=quote(said))
    return judged(ok, expected, seen, case.mail_evidence(record))


def mail_words(claim: mail_claims.MailWords, record: MailRecord, case: Case) -> Outcome:
    """The text of the mail shows these words."""
    wordings = claim.wordings
    lines = record.mail.text.splitlines()
    every = (record.mail.text, *lines)
    found = next((words for words in wordings if any(contains_words(t, words) for t in every)), "")
    near, _ = closest(wordings[0], lines)
    if announces_code(claim.text, record, case):
        near = line_before_code(record) or near
    seen = fact("closest", words=quote(near)) if near else fact("nothing-alike")
    seen = fact("words-shown", words=quote(found)) if found else seen
    expected = fact("words", text=quote(wordings[0]))
    if not found and (limit := record.mail.unread):
        return not_observable(expected, limit, case.mail_evidence(record))
    return judged(bool(found), expected, seen, case.mail_evidence(record))


def no_words(claim: mail_claims.MailNoWords, record: MailRecord, case: Case) -> Outcome:
    """These words are nowhere in the mail: neither in its subject nor in one of its parts."""
    mail = record.mail
    found = any(
        contains_words(one, claim.text) for one in (mail.subject, mail.text, mail.html_text)
    )
    expected = fact("no-words", text=quote(claim.text))
    if not found and (limit := mail.unread):
        return not_observable(expected, limit, case.mail_evidence(record))
    seen = fact("words-shown", words=quote(claim.text)) if found else fact("as-expected")
    return judged(not found, expected, seen, case.mail_evidence(record))


def link(claim: mail_claims.MailLink, record: MailRecord, case: Case) -> Outcome:
    """The mail has such a link to the portal, with a secret part that is long enough."""
    url = link_of(claim, record.mail)
    lengths = [
        secret.shape.length
        for name in PSEUDONYM.findall(url)
        if (secret := case.journal.secret(name))
    ]
    length = max(lengths, default=0)
    portal = case.journal.head.base_url
    is_own = same_site(url, portal)
    ok = length >= claim.least and is_own
    seen = fact("mail-link-of-length", address=url, length=length)
    if not claim.least:
        seen = fact("mail-links", addresses=(url,))
    if url and not is_own:
        seen = _foreign(url, portal)
    if ok and (elsewhere := leading_elsewhere(url, claim.address, record.mail)):
        ok, seen = False, fact("mail-link-elsewhere", address=url, other=elsewhere)
    return judged(
        ok,
        link_expected(claim),
        seen if url else links_seen(record.mail),
        case.mail_evidence(record),
    )


def _foreign(url: str, portal: str) -> Fact:
    """A link that does not lead to the portal: to another host, or to its own unencrypted."""
    if split(url).hostname == split(portal).hostname and split(url).scheme != split(portal).scheme:
        return fact("mail-link-unencrypted", address=url)
    return fact("mail-link-to-host", address=url, host=split(url).host, own=split(portal).host)


def link_expected(claim: mail_claims.MailLink) -> Fact:
    """The link that a claim speaks of."""
    if not claim.least:
        return fact("mail-link-plain", address=claim.address)
    if claim.address:
        return fact("mail-link", address=claim.address, length=claim.least)
    return fact("mail-link-anywhere", length=claim.least)


def links_seen(mail: Mail) -> Fact:
    """The links of a mail."""
    return fact("mail-links", addresses=quotes(mail.links)) if mail.links else fact("no-mail-link")


def form(claim: mail_claims.MailIs, record: MailRecord, case: Case) -> Outcome:
    """The form of the mail has one property."""
    return _FORMS[claim.form](record, case)


def once(claim: mail_claims.MailIs, step: Step, case: Case, *, kind: str) -> Outcome:
    """Exactly one mail of a kind from one generation of a code to the next.

    Steps that try a refusal do not count: another statement is about their mails. Steps that
    only have to land on some page may send mails. A page loaded again may send its form again, as
    a browser does; whether that sends a mail is the matter of its own statement.
    """
    del claim
    mails = [
        mail
        for movement in case.movements
        if movement.number >= step.number and _same_generation(movement, step, kind, case)
        for mail in case.mails_of[movement.number]
        if case.is_of(mail, kind) and not case.refusals(movement) and not _may_send(movement, case)
    ]
    evidence = case.mail_evidence(mails[-1]) if mails else case.step_evidence(step)
    came = case.mails_of[step.number]
    seen = mails_seen(came) if came and not mails else fact("mails", count=len(mails))
    return judged(len(mails) == 1, fact("one-mail"), seen, evidence)


def _may_send(movement: Step, case: Case) -> bool:
    if movement.verb == "reload":
        return True
    return any(isinstance(c, Lands) and c.mails is None for c in case.tried(movement))


def _same_generation(movement: Step, step: Step, kind: str, case: Case) -> bool:
    following = (s for s in case.movements if s.number > step.number)
    later = [s.number for s in following if generates(s, kind, case)]
    return movement.number < min(later, default=movement.number + 1)


def generates(step: Step, kind: str, case: Case) -> bool:
    """Whether a step tries a movement that sends a mail of a kind.

    Where the guide does not say of which kind, it is that of the mails that came.
    """
    promised = [
        mail_claims.mails_promised(getattr(claim, "mails", None)) for claim in case.tried(step)
    ]
    if any(counts.get(kind) for counts in promised):
        return True
    is_any = any(counts.get(mail_claims.ANY_MAIL) for counts in promised)
    came = case.mails_of.get(step.number, ())
    is_only = len(case.guide.mails) == 1
    return is_any and (is_only or any(case.is_of(mail, kind) for mail in came))


def _recipient(record: MailRecord, case: Case) -> Outcome:
    person = case.addressee(record)
    address = case.address(person) if person else ""
    got = record.mail.addressed_to
    seen = fact("mail-to", addresses=tuple(sorted(got))) if got else fact("mail-to-nobody")
    expected = fact("mail-to-only", address=address)
    return judged(got == {address}, expected, seen, case.mail_evidence(record))


def _no_copy(record: MailRecord, case: Case) -> Outcome:
    copies = record.mail.copies
    seen = fact("mail-copies", addresses=copies) if copies else fact("none")
    return judged(not copies, fact("no-mail-copy"), seen, case.mail_evidence(record))


def _date(record: MailRecord, case: Case) -> Outcome:
    start = case.journal.head.started - MAX_CLOCK_SKEW
    end = record.mail.received + MAX_CLOCK_SKEW
    date = _with_zone(record.mail.date) if record.mail.date else None
    ok = date is not None and start <= date <= end
    expected = fact("date-between", begin=f"{start:%Y-%m-%d %H:%M}", end=f"{end:%Y-%m-%d %H:%M %Z}")
    seen = fact("date", date=str(date)) if date else fact("no-readable-date")
    return judged(ok, expected, seen, case.mail_evidence(record))


def _with_zone(date: datetime) -> datetime:
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _charset(record: MailRecord, case: Case) -> Outcome:
    broken = [p for p in record.mail.problems if p.has(*_CHARSET_PROBLEMS)]
    plain = record.mail.text.isascii()
    ok = bool(record.mail.charset or plain) and not broken and "\ufffd" not in record.mail.text
    return judged(
        ok, fact("charset-fits"), _charset_seen(record.mail, broken), case.mail_evidence(record)
    )


def _charset_seen(mail: Mail, broken: list[Fact]) -> Fact:
    if broken:
        return fact("charset-problems", problems=tuple(broken))
    return fact("charset", charset=mail.charset) if mail.charset else fact("no-charset")


def _parts(record: MailRecord, case: Case) -> Outcome:
    """Text and HTML hold the same code and agree in their links, where there are both."""
    if links := disagreement(record.mail):
        return judged(False, fact("same-links-in-parts"), links, case.mail_evidence(record))
    wrong = _code_of_one_part(record)
    seen = wrong or fact("as-expected")
    return judged(wrong is None, fact("same-code-in-parts"), seen, case.mail_evidence(record))


def _code_of_one_part(record: MailRecord) -> Fact | None:
    """How the codes of a mail's two parts differ; None if they do not, or there is one part."""
    mail, text, html = record.mail, record.text_code, record.html_code
    if text and html:
        return fact("codes-of-parts", text=text, html=html) if text != html else None
    if text and mail.html:
        return fact("code-in-text-alone", text=text)
    is_two = bool(mail.text.strip()) and mail.text != mail.html_text
    return (
        fact("code-in-html-alone", html=html) if html and is_two and html not in mail.text else None
    )


_FORMS = {
    mail_claims.MailForm.RECIPIENT: _recipient,
    mail_claims.MailForm.NO_COPY: _no_copy,
    mail_claims.MailForm.DATE: _date,
    mail_claims.MailForm.CHARSET: _charset,
    mail_claims.MailForm.SECRECY: secrecy,
    mail_claims.MailForm.PARTS: _parts,
}
