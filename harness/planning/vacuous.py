"""Finds tries that prove nothing with the accounts at hand.

A scenario types another person's answer where the right one must stand, or a name in another case.
With accounts whose values are alike, that is the right form once more: a portal that takes it does
right, and nothing wrong was tried.
"""

import unicodedata
from collections.abc import Collection, Iterator

from harness.checks.context import Case
from harness.guide.claims import Gives, Leads, Reason, Refused
from harness.guide.mail_claims import sends_mail
from harness.guide.model import Guide
from harness.model.journal import Journal, Step

_Form = tuple[str, str, frozenset[tuple[str, str]]]


def vacuous_tries(guide: Guide, journal: Journal) -> tuple[str, ...]:
    """The statements that a scenario tries with the right form in place of a wrong one.

    The journal is that of its dry run, with the values of its accounts. Each slug comes once.
    """
    case = Case(guide, journal)
    tried = (slug for stretch in _stretches(case) for slug in _vacuous(stretch, case))
    return tuple(dict.fromkeys(tried))


def chosen_already(guide: Guide, journal: Journal) -> tuple[str, ...]:
    """The statements that try an old secret as a wrong one, though it was chosen again before.

    So it is where a scenario always chooses the same password, and an earlier run has left it to
    the account. The journal is that of the dry run.
    """
    case, life = Case(guide, journal), guide.accounts.lifecycle
    fields = {one.on: one.field for one in life.chosen}
    own = {person.value(life.secret) for person in journal.head.people}
    chosen, found = "", list[str]()
    for step in journal.steps:
        page = before.slug if (before := case.before(step)) else ""
        if page in fields and not case.refusals(step):
            chosen = _typed(step, guide, fields[page]) or chosen
        again = chosen in own and _typed(step, guide, life.field) == chosen
        if page == life.asked_on and chosen and again:
            found += (slug for slug in step.trying if _must_be_wrong(slug, case))
    return tuple(dict.fromkeys(found))


def _typed(step: Step, guide: Guide, field: str) -> str:
    """What a step types into the field of a statement; "" for nothing."""
    label = guide.name_of_its_field(field)
    return next((one.value for one in step.typed if one.label == label), "")


def _stretches(case: Case) -> Iterator[list[Step]]:
    """The steps between one change of the account and the next.

    What is right before a generation may be wrong after it: the old code is the example.
    """
    stretch: list[Step] = []
    for step in case.journal.steps:
        stretch.append(step)
        locks = any(claim.reason is Reason.BARRED for claim in case.refusals(step))
        if locks or any(map(sends_mail, case.tried(step))):
            yield stretch
            stretch = []
    yield stretch


def _vacuous(steps: list[Step], case: Case) -> Iterator[str]:
    own = {str(value) for one in case.journal.head.people for value in one.model_dump().values()}
    right = {_form(step) for step in steps if step.typed and _must_succeed(step, case)}
    for step in steps:
        if _is_of_accounts(step, own) and _form(step) in right:
            yield from (slug for slug in step.trying if _must_be_wrong(slug, case))


def _is_of_accounts(step: Step, own: Collection[str]) -> bool:
    """Whether a step types what accounts hold, in any case; other words are tried again on purpose.

    So a rule is tried that a name may be taken once only.
    """
    folded = {value.casefold().strip() for value in own} - {""}
    return any(entry.value.casefold().strip() in folded for entry in step.typed)


def _must_succeed(step: Step, case: Case) -> bool:
    claims = case.tried(step)
    return any(isinstance(one, Leads | Gives) for one in claims) and not case.refusals(step)


def _must_be_wrong(slug: str, case: Case) -> bool:
    statement = case.guide.by_slug.get(slug)
    claim = statement.claim if statement else None
    return isinstance(claim, Refused) and claim.reason is Reason.WRONG


def _form(step: Step) -> _Form:
    """What a step sends: who, by which button, and what was typed, blanks around it aside."""
    typed = ((one.label, unicodedata.normalize("NFC", one.value).strip()) for one in step.typed)
    return step.visitor, step.statement, frozenset(typed)
