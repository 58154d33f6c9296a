"""Made journals for the tests of the profiles: a page, a step, a mail in a line each."""

from datetime import UTC, datetime
from typing import Any

from harness.checks.judge import judge
from harness.config.suite import bundled_suite
from harness.guide.loader import load_guide
from harness.model.audio import AudioInfo
from harness.model.exchange import Exchange, ViolatingElement, Violation
from harness.model.finding import Finding, Verdict
from harness.model.journal import (
    AuditRecord,
    Blocker,
    End,
    Head,
    Journal,
    MailRecord,
    PageRecord,
    Person,
    Record,
    SecretRecord,
    SoundRecord,
    Step,
    SurveyRecord,
    Typed,
    assemble,
)
from harness.model.mail import Mail
from harness.model.page import Field, Form, Link, Page, Text
from harness.model.secret import Secret, Survey
from harness.redaction.vault import shape_of

GUIDE = load_guide(profiles=bundled_suite().profile_names)
CODE = "‹certification-code-1›"
OLD = "‹old-confidential-code-1›"
PERSON = Person(
    identifier="IDENT1",
    confidential_code=OLD,
    role="administrator",
    last_name="DUPONT",
    first_name="Marcel",
    email="marcel@commune.example",
    siret="12345678912345",
    bcr="01XXX123",
    contract="CT1",
    question="Quel est le nom de jeune fille de votre mère ?",
    answer="‹answer-1›",
    first_login_done=True,
    email_valid=True,
)
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
    fields: tuple[Field, ...] = (),
    links: tuple[Link, ...] = (),
    forms: tuple[Form, ...] = (),
    url: str = "http://portal.example/page",
    calls: tuple[Exchange, ...] = (),
) -> PageRecord:
    """A page of the portal."""
    content = Page(
        url=url,
        title=slug,
        texts=tuple(Text(text=text, kind="paragraph") for text in words),
        fields=fields,
        links=links,
        forms=forms,
    )
    return PageRecord(
        number=number,
        slug=slug,
        score=1.0,
        time=0.0,
        page=content,
        exchanges=exchanges,
        calls=calls,
    )


def step(
    number: int,
    *trying: str,
    led_to: int | None = None,
    verb: str = "press",
    time: float = 0.0,
    **typed: str,
) -> Step:
    """A movement; what was typed by label, _ for a blank."""
    entries = (Typed(label=label.replace("_", " "), value=value) for label, value in typed.items())
    return Step(
        number=number,
        verb=verb,
        trying=trying,
        led_to=led_to,
        typed=tuple(entries),
        time=time,
    )


def mail(number: int = 1, *, time: float = 0.0, code: str = "", text: str = "") -> MailRecord:
    """A mail to the person."""
    now = datetime(2010, 9, 23, tzinfo=UTC)
    return MailRecord(number=number, time=time, mail=Mail(received=now, text=text), text_code=code)


def sound(**headers: str) -> SoundRecord:
    """A sound that was heard on page 1."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return SoundRecord(
        number=1,
        page=1,
        url="http://portal.example/code.wav",
        status=200,
        content_type="audio/wav",
        headers=named,
        size=1,
        code=CODE,
        audio=AudioInfo.model_construct(),
    )


def secret(pseudonym: str, kind: str) -> SecretRecord:
    """A secret that the walk knows."""
    return SecretRecord(secret=Secret(pseudonym=pseudonym, kind=kind, shape=shape_of("ABCDEF23")))


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


def journal(
    statement: str,
    *records: Record,
    base_url: str = "http://127.0.0.1:8000/",
    observes: tuple[str, ...] = ("mailbox", "sound", "audit"),
    blocker: Blocker | None = None,
) -> Journal:
    """A journal that plans one statement."""
    head = Head(
        scenario="made",
        title="Made",
        target="made",
        driver="http",
        base_url=base_url,
        started=datetime(2010, 9, 23, tzinfo=UTC),
        observes=frozenset(observes),
        planned=(statement,),
        people=(PERSON,),
        guide=GUIDE.digest,
    )
    return assemble(head, (*records, End(duration=1.0, blocker=blocker)))


def found(statement: str, *records: Record, **head: Any) -> Finding:
    """The one finding on one statement."""
    (finding,) = judge(GUIDE, journal(statement, *records, **head))
    return finding


def verdict(statement: str, *records: Record, **head: Any) -> Verdict:
    """The verdict on one statement."""
    return found(statement, *records, **head).verdict
