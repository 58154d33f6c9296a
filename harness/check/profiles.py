"""Which check judges which claim of a profile, and on what of a journal."""

from collections.abc import Callable, Iterator
from typing import Any

from harness.check import attempts, audits, codes, hardening
from harness.check.case import Case
from harness.check.outcome import Outcome
from harness.guide import profile_claims as c
from harness.guide.model import Statement
from harness.journal import Journal, Step

Matter = Journal | tuple[Step, ...]
Check = Callable[[Any, Any, Case], Outcome]


def matters(statement: Statement, case: Case) -> Iterator[tuple[Check, Matter]]:
    """What of a journal a profile's statement is judged on, and by which check."""
    claim = statement.claim
    if isinstance(claim, c.Tried):
        if steps := _tried(statement, case.journal):
            yield CHECKS[type(claim)], steps
    elif isinstance(claim, c.Passive) and _holds(claim, case.journal):
        yield CHECKS[type(claim)], case.journal


def _tried(statement: Statement, journal: Journal) -> tuple[Step, ...]:
    """The movements that try a statement; of a forged host, the lie itself."""
    if isinstance(statement.claim, c.OwnHost):
        return attempts.lies(statement.claim, journal)
    return tuple(step for step in journal.steps if statement.slug in step.trying)


def _holds(claim: c.Passive, journal: Journal) -> bool:
    """Whether a journal has what a claim speaks of."""
    pages = {page.slug for page in journal.pages}
    match claim:
        case c.NotStored(of="page"):
            return hardening.CODE_PAGE in pages
        case c.NotStored():
            return bool(journal.sounds)
        case c.AgainstTheGuide(fact="code in a mail"):
            return bool(journal.mails)
        case c.AgainstTheGuide():
            return hardening.FORM_PAGE in pages
        case _:
            return bool(pages)


CHECKS: dict[type, Check] = {
    c.HeaderIs: hardening.header,
    c.CookieHas: hardening.cookie,
    c.NotStored: hardening.not_stored,
    c.CleanAddresses: hardening.clean_addresses,
    c.AgainstTheGuide: hardening.against_the_guide,
    c.RulesOfAxe: audits.axe,
    c.SameAnswer: attempts.same_answer,
    c.Timing: attempts.timing,
    c.LimitedTries: attempts.limited_tries,
    c.RenewedSession: attempts.renewed_session,
    c.ForcedChange: attempts.forced_change,
    c.OwnHost: attempts.own_host,
    c.CodesAre: codes.codes,
}
