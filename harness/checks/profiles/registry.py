"""Which check judges which claim of a profile, and on which records of a journal."""

from collections.abc import Callable, Iterator
from typing import Any

from harness.checks.context import Case
from harness.checks.outcome import Outcome
from harness.checks.profiles import accessibility, active, code_quality, passive
from harness.guide import profile_claims as c
from harness.guide.model import Statement
from harness.model.journal import Journal, Step

Matter = Journal | tuple[Step, ...]
Check = Callable[[Any, Any, Case], Outcome]


def matters(statement: Statement, case: Case) -> Iterator[tuple[Check, Matter]]:
    """The records that a profile's statement is judged on, each with its check."""
    claim = statement.claim
    if isinstance(claim, c.Tried):
        if steps := _tried(statement, case.journal):
            yield CHECKS[type(claim)], steps
    elif isinstance(claim, c.Passive) and _holds(claim, case):
        yield CHECKS[type(claim)], case.journal


def _tried(statement: Statement, journal: Journal) -> tuple[Step, ...]:
    """The steps that try a statement; for another host, the step that overrides it."""
    if isinstance(statement.claim, c.OwnHost):
        return active.host_overrides(statement.claim, journal)
    return tuple(step for step in journal.steps if statement.slug in step.trying)


def _holds(claim: c.Passive, case: Case) -> bool:
    """Whether a journal has the records that a claim is about."""
    journal = case.journal
    pages = {page.slug for page in journal.pages}
    match claim:
        case c.NotStored(of="page"):
            return not pages.isdisjoint(case.guide.shown_codes)
        case c.NotStored():
            return bool(journal.sounds)
        case c.AgainstTheGuide(fact="code in a mail"):
            return bool(journal.mails)
        case c.AgainstTheGuide(field=field):
            return case.guide.by_slug[field].page in pages
        case _:
            return bool(pages)


CHECKS: dict[type, Check] = {
    c.HeaderIs: passive.header,
    c.CookieHas: passive.cookie,
    c.NotStored: passive.not_stored,
    c.CleanAddresses: passive.clean_addresses,
    c.AgainstTheGuide: passive.against_the_guide,
    c.RulesOfAxe: accessibility.axe,
    c.SameAnswer: active.same_answer,
    c.Timing: active.timing,
    c.LimitedTries: active.limited_tries,
    c.RenewedSession: active.renewed_session,
    c.ForcedChange: active.forced_change,
    c.OwnHost: active.own_host,
    c.CodesAre: code_quality.codes,
}
