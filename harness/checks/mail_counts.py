"""How many mails a movement sent, beside how many the guide promises of it."""

from harness.checks.context import Case
from harness.guide.mail_claims import ANY_MAIL, MailForm, MailIs, Mails, mails_promised
from harness.model.fact import Fact, fact, joined, quote, quotes
from harness.model.journal import MailRecord, Step


def wrong_mails(mails: Mails, step: Step, case: Case) -> tuple[MailRecord, ...] | None:
    """The mails of a step if there are more, fewer or others than promised; None if not.

    Where the guide has a statement of its own that a mail comes exactly once, the number of
    those mails is that statement's matter. A mail of another kind is not.
    """
    promised = mails_promised(mails)
    came = case.mails_of.get(step.number, ())
    counted = [
        kind for kind, count in promised.items() if not _has_own_statement(kind, count, case)
    ]
    wrong = any(
        sum(kind == ANY_MAIL or case.is_of(mail, kind) for mail in came) != promised[kind]
        for kind in counted
    )
    wrong = wrong or any(_is_to_others(mail, promised, step, case) for mail in came)
    return came if wrong or _is_strange(came, promised, case) else None


def _is_to_others(mail: MailRecord, promised: dict[str, int], step: Step, case: Case) -> bool:
    """Whether a promised mail came, and not to the account that it is promised to."""
    wanted = {kind: count for kind, count in promised.items() if count}
    return _is_promised(mail, wanted, case) and case.went_elsewhere(mail, step)


def _is_strange(came: tuple[MailRecord, ...], promised: dict[str, int], case: Case) -> bool:
    """Whether a mail came of which a promise says nothing, instead of or beside its own."""
    return bool(promised) and not all(_is_promised(mail, promised, case) for mail in came)


def _is_promised(mail: MailRecord, promised: dict[str, int], case: Case) -> bool:
    return any(kind == ANY_MAIL or case.is_of(mail, kind) for kind in promised)


def _has_own_statement(kind: str, count: int, case: Case) -> bool:
    guide = case.guide
    chapters = guide.mails.values() if kind == ANY_MAIL else (guide.pages[kind],)
    return count == 1 and any(
        isinstance(s.claim, MailIs) and s.claim.form is MailForm.ONCE
        for chapter in chapters
        for s in chapter.statements
    )


def mails_expected(mails: Mails, step: Step, case: Case) -> Fact | None:
    """The number of mails that a claim promises of a step, as far as `wrong_mails` counts them."""
    promised = mails_promised(mails)
    is_strange = _is_strange(case.mails_of.get(step.number, ()), promised, case)
    parts = (
        _expected(kind, count, case)
        for kind, count in promised.items()
        if is_strange or not _has_own_statement(kind, count, case)
    )
    return joined(parts)


def _expected(kind: str, count: int, case: Case) -> Fact:
    if kind == ANY_MAIL:
        return fact("mails", count=count) if count else fact("no-mail")
    title = quote(case.guide.pages[kind].title)
    return fact("mails-titled", count=count, title=title)


def wrong_mails_seen(mails: tuple[MailRecord, ...], promise: Mails, step: Step, case: Case) -> Fact:
    """What came instead of the promised mails: how many, or that one went to another address."""
    promised = mails_promised(promise)
    for mail in mails:
        if _is_to_others(mail, promised, step, case):
            addresses = quotes(sorted(mail.mail.addressed_to))
            return fact("mail-elsewhere", subject=quote(mail.mail.subject), addresses=addresses)
    return mails_seen(mails)


def mails_seen(mails: tuple[MailRecord, ...]) -> Fact:
    """How many mails came, and the first of them."""
    if not mails:
        return fact("no-mail")
    return fact("mails-first", count=len(mails), subject=quote(mails[0].mail.subject))
