"""What the movements of a scenario make of the flags of its accounts.

Who registers is registered from then on: the account is no longer one that can register. The
lifecycle in the suite's schema says which movement sets which flag.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase

from harness.accounts.model import Account, Needs
from harness.accounts.named import NamedAccounts
from harness.guide.claims import Action, Gives, Leads, Refused
from harness.guide.mail_claims import MailLink
from harness.guide.model import Guide, Statement
from harness.model.journal import Journal, Step
from harness.suite.account_schema import SetFlag


def flags_set(guide: Guide, step: Step, led_to: str) -> dict[str, bool]:
    """The flags that a movement sets which led to a page, those of a login aside."""
    slugs = (step.statement, *step.trying)
    moved = [guide.by_slug[slug] for slug in slugs if slug in guide.by_slug]
    if any(isinstance(one.claim, Refused) and one.claim.page == led_to for one in moved):
        return {}
    sets = guide.accounts.lifecycle.sets
    return {one.flag: one.value for one in sets if led_to and led_to in _goals(one, moved)}


def sets_flags(guide: Guide, step: Step) -> bool:
    """Whether a movement sets flags if it succeeds, those of a login aside."""
    patterns = [one for flag in guide.accounts.lifecycle.sets for one in flag.statements]
    slugs = (step.statement, *step.trying)
    return any(fnmatchcase(slug, one) for slug in slugs for one in patterns)


def _goals(flag: SetFlag, moved: Iterable[Statement]) -> Iterator[str]:
    """The pages that a movement opens once it has set a flag; none if it does not set it."""
    for statement in moved:
        if any(fnmatchcase(statement.slug, pattern) for pattern in flag.statements):
            yield from flag.opens or _leads_to(statement)


def _leads_to(statement: Statement) -> tuple[str, ...]:
    claim = statement.claim
    if isinstance(claim, Leads | Gives):
        return (claim.page,)
    return (claim.to,) if isinstance(claim, Action | MailLink) else ()


def used_up(
    guide: Guide, journal: Journal, needs: Sequence[Needs], accounts: Sequence[Account]
) -> frozenset[int]:
    """The places of the accounts that a scenario needs and that fit it no longer afterwards.

    The journal is that of its dry run with these accounts.
    """
    if not guide.accounts.lifecycle.sets:
        return frozenset()
    after = _flags_after(guide, journal, accounts)
    return frozenset(
        place
        for place, (need, account) in enumerate(zip(needs, accounts, strict=False))
        if need.fits(account)
        and not need.fits(account.model_copy(update={**after.get(account.key, {})}))
    )


def _flags_after(
    guide: Guide, journal: Journal, accounts: Iterable[Account]
) -> Mapping[str, Mapping[str, bool]]:
    """The flags that a scenario leaves set, by the keys of its accounts."""
    named, life = NamedAccounts(accounts), guide.accounts.lifecycle
    found: dict[str, dict[str, bool]] = {}
    for step in journal.steps:
        named.typed(step.visitor, step.typed)
        before, after = journal.page(step.on), journal.page(step.led_to)
        account = named.of(step.visitor)
        if account is None or after is None:
            continue
        flags = found.setdefault(account.key, {})
        if before and before.slug in {life.asked_on, life.second_on} and after.slug in life.opens:
            flags |= life.set_by_login
        flags |= flags_set(guide, step, after.slug)
    return found
