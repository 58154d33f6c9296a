"""How many mails a movement sent, beside how many the guide promises of it."""

from harness.checks.context import Case
from harness.guide.claims import Aspect, Refusal
from harness.guide.mail_claims import ANY_MAIL, MailForm, MailIs, Mails, mails_promised
from harness.model.fact import Fact, fact, joined, quote, quotes
from harness.model.journal import MAIL_TO_ACCOUNT, MailRecord, Person, Step


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
        sum(_is_kind(mail, kind, case) for mail in came) != promised[kind] for kind in counted
    )
    wrong = wrong or any(_is_to_others(mail, promised, step, case) for mail in came)
    return came if wrong or _is_strange(came, promised, case) else None


def _is_to_others(mail: MailRecord, promised: dict[str, int], step: Step, case: Case) -> bool:
    """Whether a promised mail came, and not to the account that it is promised to."""
    wanted = {kind: count for kind, count in promised.items() if count}
    return _is_promised(mail, wanted, case) and _went_elsewhere(mail, step, case)


def _went_elsewhere(mail: MailRecord, step: Step, case: Case) -> bool:
    """Whether a mail that a step sent went to another account of the scenario than it may.

    It may go to the account that the step is about, and to the addresses that were typed until
    then: one of them may be the account's new one. If the scenario waited in vain for a mail to
    an account, this account is the one. A mail that it waited for is right.
    """
    to = mail.mail.addressed_to
    if mail.waited or to.isdisjoint(map(case.address, case.journal.head.people)):
        return False
    is_last = bool(case.movements) and step is case.movements[-1]
    if is_last and (missed := _missed_mail(case)):
        return missed not in to
    person = _named_by(step, case)
    address = case.address(person) if person else ""
    typed = set[str]().union(*map(_typed_in, case.journal.steps[: step.number]))
    return bool(address) and address not in to and to.isdisjoint(typed)


def _missed_mail(case: Case) -> str:
    """The address to which a mail should have come, for want of which the scenario ended."""
    end = case.journal.end
    expected = end.blocker.expected if end and end.blocker else None
    is_mail = expected is not None and expected.code == MAIL_TO_ACCOUNT
    return str(expected.params["address"]).strip().lower() if expected and is_mail else ""


def _named_by(step: Step, case: Case) -> Person | None:
    """The account that what was typed before a step names, by its key or its address.

    None if that names several, or if the visitor has logged in as somebody else: then they may
    have made the portal write to anybody.
    """
    people = case.journal.head.people
    own = (s for s in case.journal.steps[: step.number] if s.visitor == step.visitor)
    named = [person for person in people if _ids(person, case) & _typed_in(step)]
    others = set[str]().union(*(_ids(one, case) for one in people if one not in named))
    is_alone = len(named) == 1 and all(others.isdisjoint(_typed_in(one)) for one in own)
    return named[0] if is_alone else None


def _ids(person: Person, case: Case) -> set[str]:
    """What tells an account from others wherever it is typed."""
    return {person.value(case.guide.accounts.key).strip().lower(), case.address(person)} - {""}


def _typed_in(step: Step) -> set[str]:
    """What was typed before a step, in lower case."""
    return {entry.value.strip().lower() for entry in step.typed} - {""}


def _is_strange(came: tuple[MailRecord, ...], promised: dict[str, int], case: Case) -> bool:
    """Whether a mail came of which a promise says nothing, instead of or beside its own."""
    return bool(promised) and not all(_is_promised(mail, promised, case) for mail in came)


def _is_promised(mail: MailRecord, promised: dict[str, int], case: Case) -> bool:
    return any(_is_kind(mail, kind, case) for kind in promised)


def _has_own_statement(kind: str, count: int, case: Case) -> bool:
    guide = case.guide
    chapters = guide.mails.values() if kind == ANY_MAIL else (guide.pages[kind],)
    return count == 1 and any(
        isinstance(s.claim, MailIs) and s.claim.form is MailForm.ONCE
        for chapter in chapters
        for s in chapter.statements
    )


def mails_all_the_same(step: Step, case: Case) -> tuple[MailRecord, ...]:
    """The mails of a refused step that its form sends where it refuses nothing.

    What earlier steps still owe is none of them. Where the guide has a statement of its own that a
    refusal sends no mail, that one tells them.
    """
    before = case.before(step)
    form = case.guide.on(before.slug) if before and before.slug in case.guide.pages else ()
    if any(isinstance(s.claim, Refusal) and s.claim.aspect is Aspect.NO_MAIL for s in form):
        return ()
    kinds = {kind for s in form for kind, count in _promised(s.claim).items() if count}
    extra: dict[int, MailRecord] = {}
    for kind in kinds:
        came = [mail for mail in case.mails_of.get(step.number, ()) if _is_kind(mail, kind, case)]
        extra |= {mail.number: mail for mail in came[_owed(kind, step, case) :]}
    return tuple(extra.values())


def _owed(kind: str, step: Step, case: Case) -> int:
    """How many mails of a kind are due by a step, and did not come before it."""
    earlier = [one for one in case.movements if one.number < step.number]
    claims = (claim for one in (*earlier, step) for claim in case.tried(one))
    due = sum(_promised(claim).get(kind, 0) for claim in claims)
    mails = (mail for one in earlier for mail in case.mails_of[one.number])
    return max(0, due - sum(_is_kind(mail, kind, case) for mail in mails))


def _promised(claim: object) -> dict[str, int]:
    return mails_promised(getattr(claim, "mails", None))


def _is_kind(mail: MailRecord, kind: str, case: Case) -> bool:
    return kind == ANY_MAIL or case.is_of(mail, kind)


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
    seen, by_kind = mails_seen(mails), promised and ANY_MAIL not in promised
    others = (one.slug for one in mails if one.slug in case.guide.mails)
    other = next((slug for slug in others if by_kind and slug not in promised), "")
    if not other:
        return seen
    return fact("mails-most-like", what=seen, title=quote(case.guide.mails[other].title))


def mails_seen(mails: tuple[MailRecord, ...]) -> Fact:
    """How many mails came, and the first of them."""
    if not mails:
        return fact("no-mail")
    return fact("mails-first", count=len(mails), subject=quote(mails[0].mail.subject))
