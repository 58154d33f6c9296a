"""Made journals for the tests of the profiles: a page, a step, a mail in a line each."""

from typing import Any

from harness.checks.judge import judge
from harness.config.suite import bundled_suite
from harness.guide.loader import load_guide
from harness.model.exchange import Exchange, ViolatingElement, Violation
from harness.model.finding import Finding, Verdict
from harness.model.journal import (
    AuditRecord,
    Blocker,
    End,
    MailRecord,
    PageRecord,
    Record,
    SoundRecord,
    Step,
    SurveyRecord,
)
from harness.model.mail import Mail
from harness.model.secret import Survey
from tests import builders
from tests.builders import STARTED, person

GUIDE = load_guide(profiles=bundled_suite().profile_names)
OLD = "‹old-confidential-code-1›"
PERSON = person(confidential_code=OLD, answer="‹answer-1›")
SAFE = {
    "content-security-policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}


def exchange(
    url: str = "http://portal.example/", status: int = 200, *, location: str = "", **headers: str
) -> Exchange:
    """One request and its answer; headers by name, _ for -."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Exchange(
        method="GET", url=url, status=status, location=location, headers=named, duration=0.01
    )


def page(
    number: int,
    slug: str = "login",
    *exchanges: Exchange,
    words: tuple[str, ...] = (),
    fields: tuple[Any, ...] = (),
    links: tuple[Any, ...] = (),
    **more: Any,
) -> PageRecord:
    """A page of the portal."""
    parts = (*words, *fields, *links)
    more = {"url": "http://portal.example/page", "title": slug} | more
    return builders.page(number, slug, *parts, exchanges=exchanges, **more)


def step(number: int, *trying: str, time: float = 0.0, **more: Any) -> Step:
    """A movement; what was typed by label, _ for a blank."""
    known = {name: more.pop(name) for name in ("verb", "led_to") if name in more}
    typed = {label.replace("_", " "): value for label, value in more.items()}
    return builders.step(number, trying=trying, typed=typed, time=time, **known)


def mail(number: int = 1, *, time: float = 0.0, code: str = "", text: str = "") -> MailRecord:
    """A mail to the person."""
    facts = Mail(received=STARTED, text=text)
    return MailRecord(number=number, time=time, mail=facts, text_code=code)


def sound(**headers: str) -> SoundRecord:
    """A sound that was heard on page 1."""
    return builders.sound(headers={n.replace("_", "-"): value for n, value in headers.items()})


def survey(
    kind: str = "confidential-code",
    alphabet: str = "23456789ABCDEFGHJKMNPQRSTUVWXYZ",
    shortest: int = 8,
    varying: int = 8,
) -> SurveyRecord:
    """What eight codes have in common."""
    facts = Survey(secret=kind, samples=8, shortest=shortest, alphabet=alphabet, varying=varying)
    return SurveyRecord(survey=facts)


def audit(number: int, *rules: tuple[str, str], problem: str = "") -> AuditRecord:
    """An audit of a page with the rules that it breaks, each with one tag."""
    violations = tuple(
        Violation(
            rule=rule,
            help="Help",
            tags=("wcag2a", tag) if tag else ("wcag2a",),
            elements=(ViolatingElement(frame="f0", target="img", html="<img src='x.png'>"),),
        )
        for rule, tag in rules
    )
    return AuditRecord(page=number, violations=violations, problem=problem)


def found(statement: str, *records: Record, blocker: Blocker | None = None, **head: Any) -> Finding:
    """The one finding on one statement."""
    facts: dict[str, Any] = {
        "base_url": "http://127.0.0.1:8000/",
        "observes": ("mailbox", "sound", "audit"),
    } | head
    end = End(duration=1.0, blocker=blocker)
    kept = builders.journal(*records, end, planned=(statement,), people=(PERSON,), **facts)
    (finding,) = judge(GUIDE, kept)
    return finding


def verdict(statement: str, *records: Record, **head: Any) -> Verdict:
    """The verdict on one statement."""
    return found(statement, *records, **head).verdict
