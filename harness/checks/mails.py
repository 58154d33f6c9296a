"""Claims about a mail."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase

from harness.checks.context import PSEUDONYM, Case
from harness.checks.mail_codes import (
    announces_code,
    code_of_one_part,
    line_before_code,
    tells_parts,
)
from harness.checks.mail_counts import mails_seen
from harness.checks.mail_links import (
    disagreement,
    leading_elsewhere,
    links_in_part,
    part_without,
    shows_in_html,
)
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
    """The mail shows these words, in each of its parts between which a mail program chooses."""
    wordings, parts = claim.wordings, record.mail.alternatives
    found = {part: _wording_in(part, record.mail, wordings) for part in parts}
    lacking = [part for part in parts if not found[part]]
    expected = fact("words", text=quote(wordings[0]))
    if not lacking:
        seen = fact("words-shown", words=quote(found["text"]))
        return judged(ok=True, expected=expected, seen=seen, evidence=case.mail_evidence(record))
    if limit := record.mail.unread:
        return not_observable(expected, limit, case.mail_evidence(record))
    near, _ = closest(wordings[0], parts[lacking[0]].splitlines())
    if announces_code(claim.text, record, case):
        near = line_before_code(record, parts[lacking[0]]) or near
    seen = fact("closest", words=quote(near)) if near else fact("nothing-alike")
    seen = _in_part(lacking, parts, seen)
    return judged(ok=False, expected=expected, seen=seen, evidence=case.mail_evidence(record))


def _wording_in(part: str, mail: Mail, wordings: Iterable[str]) -> str:
    """The first of some wordings that a part of a mail shows; "" for none."""
    shows = shows_in_html if part == "html" else _shows_in_text
    return next((words for words in wordings if shows(mail, words)), "")


def _shows_in_text(mail: Mail, words: str) -> bool:
    return any(contains_words(text, words) for text in (mail.text, *mail.text.splitlines()))


def _in_part(concerned: Sequence[str], parts: Mapping[str, str], seen: Fact) -> Fact:
    """What was seen, and in which part of the mail if it is not so in all of them."""
    if len(concerned) == len(parts):
        return seen
    return fact("in-html-part" if "html" in concerned else "in-text-part", seen=seen)


def no_words(claim: mail_claims.MailNoWords, record: MailRecord, case: Case) -> Outcome:
    """These words are nowhere in the mail: neither in its subject nor in one of its parts."""
    mail, parts = record.mail, record.mail.alternatives
    having = [part for part, text in parts.items() if contains_words(text, claim.text)]
    is_there = bool(having) or contains_words(mail.subject, claim.text)
    expected = fact("no-words", text=quote(claim.text))
    if not is_there and (limit := mail.unread):
        return not_observable(expected, limit, case.mail_evidence(record))
    seen = fact("words-shown", words=quote(claim.text)) if is_there else fact("as-expected")
    seen = _in_part(having, parts, seen) if having else seen
    return judged(not is_there, expected, seen, case.mail_evidence(record))


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
    elif ok and (part := _part_without(url, record, case)):
        ok, seen = (
            False,
            _in_part([part], record.mail.alternatives, links_in_part(part, record.mail)),
        )
    return judged(
        ok,
        link_expected(claim),
        seen if url else links_seen(record.mail),
        case.mail_evidence(record),
    )


def _part_without(url: str, record: MailRecord, case: Case) -> str:
    """The part of a mail that does not have its link; "" for none, or where `parts` tells it."""
    if tells_parts(record, case) and disagreement(record.mail):
        return ""
    return part_without(url, record.mail)


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
    wrong = code_of_one_part(record)
    seen = wrong or fact("as-expected")
    return judged(wrong is None, fact("same-code-in-parts"), seen, case.mail_evidence(record))


_FORMS = {
    mail_claims.MailForm.RECIPIENT: _recipient,
    mail_claims.MailForm.NO_COPY: _no_copy,
    mail_claims.MailForm.DATE: _date,
    mail_claims.MailForm.CHARSET: _charset,
    mail_claims.MailForm.SECRECY: secrecy,
    mail_claims.MailForm.PARTS: _parts,
}
