"""Made journals, in a line for each page, step and mail."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from harness.accounts.model import Account, account_type
from harness.checks.context import Case
from harness.checks.judge import judge
from harness.checks.outcome import Outcome
from harness.checks.registry import subjects
from harness.guide.claims import Action, Heading, Labelled, Mark, Words
from harness.guide.loader import load_guide
from harness.guide.model import Guide
from harness.model.audio import AudioInfo
from harness.model.fact import fact
from harness.model.finding import Finding
from harness.model.journal import (
    Blocker,
    End,
    FaultRecord,
    Head,
    Journal,
    MailRecord,
    PageRecord,
    Person,
    Record,
    SecretRecord,
    SoundRecord,
    Step,
    Typed,
    assemble,
)
from harness.model.mail import Mail
from harness.model.page import Button, Field, Link, Option, Page, PageMessage, Sound, Text
from harness.model.secret import Secret
from harness.redaction.vault import shape_of

GUIDE = load_guide()
STARTED = datetime(2010, 9, 23, 10, 30, tzinfo=UTC)
EVERYTHING = frozenset({"mailbox", "sound", "screenshots"})
CONFIDENTIAL = "‹confidential-code-1›"
CERTIFICATION = "‹certification-code-1›"
QUESTION = "Quel est le nom de jeune fille de votre mère ?"


def person(identifier: str = "IDENT1", **changes: Any) -> Person:
    """Somebody as a journal knows them."""
    return Person.model_validate(account(identifier).model_dump() | changes)


def account(identifier: str = "IDENT1", **changes: Any) -> Account:
    """Somebody of the target."""
    facts = {
        "identifier": identifier,
        "confidential_code": f"OLD{identifier}",
        "role": "administrator",
        "last_name": "DUPONT",
        "first_name": "Marcel",
        "email": f"{identifier.lower()}@commune.example",
        "siret": "12345678912345",
        "bcr": "01XXX123",
        "contract": "CT1234",
        "question": QUESTION,
        "answer": "Durand-Lavoine",
        "first_login_done": True,
        "email_valid": True,
    }
    return account_type(GUIDE.accounts).model_validate(facts | changes)


ME = person()


def text(words: str, kind: str = "paragraph", level: int = 0) -> Text:
    """A block of text."""
    return Text(text=words, kind=kind, level=level)


def heading(words: str) -> Text:
    """A heading."""
    return text(words, "heading", 1)


def field(label: str, value: str = "", *, kind: str = "text", **more: Any) -> Field:
    """A field."""
    return Field(label=label, value=value, kind=kind, **more)


def choice(label: str, *options: str, selected: str = "") -> Field:
    """A list of choices."""
    made = tuple(Option(text=one, value=one, selected=one == selected) for one in options)
    return field(label, selected, kind="select", options=made)


def link(label: str, *, beside: str = "", url: str = "http://portal.example/there") -> Link:
    """A link."""
    return Link(label=label, beside=beside or label, href=url, url=url, ref=label)


def page(number: int = 1, slug: str = "", *parts: Any, **more: Any) -> PageRecord:
    """A page with parts of all kinds; plain words are paragraphs."""
    made = [text(part) if isinstance(part, str) else part for part in parts]
    record = _taken(more, "blocked", "dialogs", "exchanges", "calls")
    content = Page(
        url=more.pop("url", f"http://portal.example/{slug}"),
        texts=_of(Text, made),
        fields=_of(Field, made),
        links=_of(Link, made),
        buttons=_of(Button, made),
        sounds=_of(Sound, made),
        messages=_of(PageMessage, made),
        **more,
    )
    return PageRecord(
        number=number, slug=slug, score=1.0, time=float(number), page=content, **record
    )


def _of(kind: type, parts: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(part for part in parts if isinstance(part, kind))


def message(words: str) -> PageMessage:
    """What the portal says to the person."""
    return PageMessage(text=words)


def step(
    number: int = 1,
    *,
    on: int | None = None,
    led_to: int | None = None,
    trying: str | tuple[str, ...] = (),
    typed: Mapping[str, str] | None = None,
    **more: Any,
) -> Step:
    """A movement; the step of number n begins n seconds after the start."""
    return Step(
        number=number,
        verb=more.pop("verb", "press"),
        on=on,
        led_to=led_to,
        trying=(trying,) if isinstance(trying, str) else trying,
        typed=tuple(Typed(label=label, value=value) for label, value in (typed or {}).items()),
        time=more.pop("time", float(number)),
        **more,
    )


def mail(number: int = 1, *, time: float = 1.5, **changes: Any) -> MailRecord:
    """The mail of the guide, with a code, as a portal that keeps the guide sends it."""
    codes: dict[str, Any] = {"text_code": CONFIDENTIAL} | _taken(
        changes, "text_code", "html_code", "waited", "slug"
    )
    facts: dict[str, Any] = {
        "id": number,
        "received": STARTED + timedelta(seconds=time),
        "envelope_to": (ME.email,),
        "sender": "e-servicesinscription@caissedesdepots.fr",
        "sender_address": "e-servicesinscription@caissedesdepots.fr",
        "recipients": (ME.email,),
        "subject": "Régénération de code confidentiel",
        "date": STARTED + timedelta(seconds=time),
        "charset": "utf-8",
        "text": (
            f"Votre nouveau code confidentiel est le suivant :\n\n{CONFIDENTIAL}\n\n"
            "A bientôt sur notre site\n\nLa Direction des Retraites\n"
        ),
    }
    return MailRecord(number=number, time=time, mail=Mail(**facts | changes), **codes)


def _taken(values: dict[str, Any], *names: str) -> dict[str, Any]:
    """Some of the values, taken out of the others."""
    return {name: values.pop(name) for name in names if name in values}


def sound(code: str = CERTIFICATION, **changes: Any) -> SoundRecord:
    """The audio version of a code of ten characters, as it should be."""
    audio = {
        "valid": True,
        "format": "WAV",
        "seconds": 8.0,
        "peak": 0.8,
        "segments": 10,
        "segments_at_most": changes.get("segments", 10),
        "is_even": False,
        "rounds": 1,
        "problem": None,
    }
    heard = {name: changes.pop(name, value) for name, value in audio.items()}
    facts: dict[str, Any] = {
        "number": 1,
        "page": 1,
        "url": "http://portal.example/code.wav",
        "status": 200,
        "content_type": "audio/wav",
        "size": 1000,
        "code": code,
        "audio": AudioInfo(**heard),
    }
    return SoundRecord(**facts | changes)


def secret(pseudonym: str = CERTIFICATION, value: str = "AB2CD3EF4G") -> SecretRecord:
    """A secret that the walk came to know."""
    kind = pseudonym.strip("‹›").rpartition("-")[0]
    return SecretRecord(secret=Secret(pseudonym=pseudonym, kind=kind, shape=shape_of(value)))


def journal(
    *records: Record,
    planned: Iterable[str] = (),
    people: Iterable[Person] = (ME,),
    observes: Iterable[str] = EVERYTHING,
    base_url: str = "http://portal.example/",
    ended: bool = True,
) -> Journal:
    """A journal of these records, which ended well unless they say otherwise."""
    kept = list(records)
    if ended and not any(isinstance(record, End) for record in kept):
        kept.append(End(duration=9.0))
    head = Head(
        scenario="made-up",
        title="A made-up walk",
        target="nowhere",
        driver="http",
        base_url=base_url,
        started=STARTED,
        observes=frozenset(observes),
        planned=tuple(planned),
        people=tuple(people),
        guide=GUIDE.digest,
    )
    return assemble(head, kept)


def barred(statement: str, number: int = 1) -> End:
    """An end by the portal's doing."""
    blocker = Blocker(step=number, statement=statement, expected=fact("no-page"), seen=fact("none"))
    return End(duration=1.0, blocker=blocker)


def faulted(name: str = "Unreachable", **more: Any) -> End:
    """An end by the environment's doing."""
    fault = FaultRecord(name=name, step=0, expected="an answer", seen="none", remedy="Look.")
    return End(duration=1.0, fault=fault, **more)


def outcomes(slug: str, kept: Journal, guide: Guide = GUIDE) -> list[Outcome]:
    """What the checks say of a statement, on everything in a journal that it speaks of."""
    case = Case(guide, kept)
    claim = guide.by_slug[slug].claim
    return [check(claim, subject, case) for check, subject in subjects(guide.by_slug[slug], case)]


def outcome(slug: str, *records: Record, people: Iterable[Person] = (ME,)) -> Outcome:
    """What the check says of a statement, on the one thing that it speaks of."""
    (only,) = outcomes(slug, journal(*records, people=people))
    return only


def findings(kept: Journal, guide: Guide = GUIDE) -> dict[str, Finding]:
    """The finding of each statement that was planned; "" for the fault, if there is one."""
    return {finding.statement: finding for finding in judge(guide, kept)}


_BUTTONS = frozenset({"Je valide", "rechercher", "Générer le code confidentiel", "Terminer"})


def guide_page(slug: str, *more: Any, guide: Guide = GUIDE, **changes: Any) -> Page:
    """A page of the portal as the guide shows it, plain, with more parts at its end."""
    claims = [statement.claim for statement in guide.on(slug)]
    marks = {claim.label: claim.mark for claim in claims if isinstance(claim, Mark)}
    parts: dict[object, Any] = {}
    for claim in claims:
        if isinstance(claim, Heading):
            parts[claim.text] = heading(claim.text)
        elif isinstance(claim, Words):
            parts[claim.text] = text(claim.text)
        elif isinstance(claim, Labelled):
            kind = next(iter(claim.kinds), "text")
            options = (Option(text=QUESTION, value="1"),) if kind == "select" else ()
            mark = marks.get(claim.label, "")
            made_field = field(claim.label, kind=kind, mark=mark, options=options, ref=claim.label)
            parts["field", claim.label] = made_field
        elif isinstance(claim, Action):
            line = f"{claim.beside} : {claim.label}" if claim.beside else ""
            made = Button(label=claim.label, ref=claim.label) if claim.label in _BUTTONS else None
            parts["action", claim.label, claim.beside] = made or link(claim.label, beside=line)
    url = changes.pop("url", f"http://portal.example/{slug}")
    return page(1, slug, *parts.values(), *more).page.model_copy(update={"url": url, **changes})
