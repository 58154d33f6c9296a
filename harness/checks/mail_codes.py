"""Claims about the code in a mail, and about a mail without one."""

import re

from harness.checks.context import PSEUDONYM, Case
from harness.checks.outcome import Outcome, blocked, judged, not_observable
from harness.guide import mail_claims
from harness.guide.code_shape import fits, size_of
from harness.guide.model import Guide
from harness.guide.promised_code import (
    MAX_DISTANCE,
    PromisedCode,
    announced_lines,
    code_mailed_in,
)
from harness.model.fact import Fact, fact, quote, quotes
from harness.model.journal import MailRecord
from harness.model.secret import POSSIBLE_CODE, Secret


def code(claim: mail_claims.MailCode, record: MailRecord, case: Case) -> Outcome:
    """The mail holds a code of this kind and shape."""
    evidence, expected = case.mail_evidence(record), _expected(claim, case.guide)
    found = case.journal.secret(record.text_code or record.html_code)
    if found is None:
        if claim.shortest > 1 or claim.capitals or claim.pattern:
            held_by = _held_by(claim, case)
            if case.guide.by_slug[held_by].claim is not claim:
                return blocked(held_by, expected, evidence)
        if limit := record.mail.unread:
            return not_observable(expected, limit, evidence)
        promised = code_mailed_in(record.slug, case.guide)
        seen = nothing_found(record, promised, case.guide) if promised else fact("none")
        return judged(ok=False, expected=expected, seen=seen, evidence=evidence)
    if found.kind == f"old-{claim.secret}":
        seen = fact("code-of-before")
        return judged(ok=False, expected=expected, seen=seen, evidence=evidence)
    if apart := _apart(claim, record, case):
        return judged(ok=False, expected=expected, seen=apart, evidence=evidence)
    seen = fact("code-of-shape", shape=quote(found.shown_shape))
    return judged(_has_shape(claim, found), expected, seen, evidence)


def _apart(claim: mail_claims.MailCode, record: MailRecord, case: Case) -> Fact | None:
    """How the codes of the two parts differ, for the statement that the mail holds one.

    Where the guide has a statement about the parts, that one alone tells it.
    """
    is_told = tells_parts(record, case)
    is_held_by = case.guide.by_slug[_held_by(claim, case)].claim is claim
    return code_of_one_part(record) if is_held_by and not is_told else None


def tells_parts(record: MailRecord, case: Case) -> bool:
    """Whether a statement of the mail's chapter is about whether its two parts agree."""
    forms = (s.claim for s in case.guide if case.is_of(record, s.page))
    return any(
        isinstance(one, mail_claims.MailIs) and one.form is mail_claims.MailForm.PARTS
        for one in forms
    )


def code_of_one_part(record: MailRecord) -> Fact | None:
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


def _has_shape(claim: mail_claims.MailCode, found: Secret) -> bool:
    shape = found.shown_shape
    is_loud = not claim.capitals or shape == shape.upper()
    is_long = size_of(shape) >= claim.shortest
    return is_long and is_loud and (not claim.pattern or fits(shape, claim.pattern))


def _expected(claim: mail_claims.MailCode, guide: Guide) -> Fact:
    what = guide.a_secret(claim.secret)
    if claim.pattern:
        return fact("mail-code-of-shape", what=what, shapes=quotes(claim.pattern))
    return fact(
        "mail-code",
        secret=claim.secret,
        what=what,
        length=claim.shortest,
        capitals=int(claim.capitals),
    )


def _held_by(claim: mail_claims.MailCode, case: Case) -> str:
    """For a statement about a code's shape, the one that the mail holds it."""
    codes = ((s.slug, s.claim) for s in case.guide if isinstance(s.claim, mail_claims.MailCode))
    return next(slug for slug, one in codes if one.secret == claim.secret)


def nothing_found(record: MailRecord, promised: PromisedCode, guide: Guide) -> Fact:
    """Where a code was looked for in a mail in which none was found, and what was hidden."""
    what, words = guide.a_secret(promised.secret), promised.announcement
    texts = (record.mail.text, record.mail.html_text)
    if not words:
        seen = fact("no-code-alone", what=what)
    elif any(announced_lines(text.splitlines(), words) for text in texts):
        seen = fact("no-code-behind", what=what, words=quote(words), lines=MAX_DISTANCE)
    else:
        seen = fact("no-code-unannounced", what=what, words=quote(words))
    hidden = _names(record)
    possible = tuple(name for name in hidden if name.startswith(f"‹{POSSIBLE_CODE}-"))
    if not possible:
        return seen
    return fact("with-possible-codes", seen=seen, names=possible, count=len(possible))


def no_code(claim: mail_claims.MailNoCode, record: MailRecord, case: Case) -> Outcome:
    """The mail holds no code that the run knows, and nothing that looks like one."""
    del claim
    evidence, expected = case.mail_evidence(record), fact("mail-without-code")
    kinds = {*case.guide.kinds_of_codes, POSSIBLE_CODE}
    held = [one for name in _names(record) if (one := case.journal.secret(name))]
    codes = [one for one in held if one.kind in kinds]
    if codes:
        shapes = quotes(dict.fromkeys(one.shown_shape for one in codes))
        seen = fact("mail-holds-codes", shapes=shapes, count=len(shapes))
        return judged(ok=False, expected=expected, seen=seen, evidence=evidence)
    if limit := record.mail.unread:
        return not_observable(expected, limit, evidence)
    return judged(ok=True, expected=expected, seen=fact("none"), evidence=evidence)


def _names(record: MailRecord) -> tuple[str, ...]:
    """The pseudonyms in the words of a mail, each once."""
    mail = record.mail
    words = f"{mail.subject}\n{mail.text}\n{mail.html_text}\n{mail.html}"
    return tuple(dict.fromkeys(PSEUDONYM.findall(words)))


def announces_code(words: str, record: MailRecord, case: Case) -> bool:
    """Whether words are those that announce the code of a mail."""
    promised = code_mailed_in(record.slug, case.guide)
    return promised is not None and bool(words) and promised.announcement == words


def line_before_code(record: MailRecord, text: str) -> str:
    """What a text of a mail says right before its code, on its line or on the line before.

    It is "" for none.

    A label on the line of the code alone, such as "Code:", is no sentence that announces it.
    """
    code, lines = record.text_code or record.html_code, text.splitlines()
    number = next((n for n, line in enumerate(lines) if code and code in line), None)
    if number is None:
        return ""
    before = lines[number].partition(code)[0].strip(" *_\"'«([|")
    if len(re.findall(r"\w+", before)) > 1:
        return before
    return next((line.strip() for line in reversed(lines[:number]) if line.strip()), before)
