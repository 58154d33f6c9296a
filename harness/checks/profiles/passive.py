"""Claims of the hardening profile about whatever a journal holds: headers, cookies, addresses."""

import re
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from urllib.parse import quote, urlsplit

from harness.checks.context import Case
from harness.checks.outcome import Outcome, unobservable, verdict
from harness.core.text import fold
from harness.core.url import is_loopback
from harness.guide.profile_claims import (
    AgainstTheGuide,
    CleanAddresses,
    CookieHas,
    HeaderIs,
    NotStored,
)
from harness.model.exchange import Exchange
from harness.model.finding import Evidence
from harness.model.journal import Journal, PageRecord
from harness.model.page import Field

CODE_PAGE = "certification-code"
FORM_PAGE = "regenerate"
_QUESTION, _IDENTIFIER = "Question", "Code identifiant"
_SESSION_IN_URL = re.compile(
    r"(?:;jsessionid=|[?&;](?:phpsessid|jsessionid|aspsessionid\w*|cfid|sid|sessionid)=)[^&;#]+",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"max-age\s*=\s*(?:0|-\d+)\b|expires\s*=[^;]*\b(?:19\d\d|200\d)\b", re.IGNORECASE
)


def header(claim: HeaderIs, journal: Journal, case: Case) -> Outcome:
    """Every page is answered with the header."""
    expected = f"the header {claim.name} on every page"
    if claim.encrypted and urlsplit(journal.head.base_url).scheme != "https":
        return unobservable(expected, "http: the header only counts over https", Evidence())
    answers = list(_answers(journal))
    if not answers:
        return unobservable(expected, "no answer was seen", Evidence())
    for page, exchange in answers:
        value = exchange.headers.get(claim.name, "")
        if not value or not re.search(claim.value, value.lower()):
            seen = f"« {value} »" if value else "no such header"
            where = case.page_evidence(page)
            return verdict(
                ok=False, expected=expected, seen=f"{seen} at {_at(exchange)}", evidence=where
            )
    return verdict(ok=True, expected=expected, seen=f"on all {len(answers)}", evidence=Evidence())


def _answers(journal: Journal) -> Iterator[tuple[PageRecord, Exchange]]:
    """The answers that brought documents, redirects aside."""
    for page in journal.pages:
        for exchange in page.exchanges:
            redirects = HTTPStatus.MULTIPLE_CHOICES <= exchange.status < HTTPStatus.BAD_REQUEST
            if exchange.answered and not redirects:
                yield page, exchange


def _at(exchange: Exchange) -> str:
    return urlsplit(exchange.url).path or "/"


def cookie(claim: CookieHas, journal: Journal, case: Case) -> Outcome:
    """Every cookie that is set has the attribute."""
    expected = f"every cookie with {claim.attribute}"
    base = journal.head.base_url
    if claim.attribute == "Secure" and urlsplit(base).scheme != "https" and is_loopback(base):
        why = "http on this machine itself: Secure is asked of https only"
        return unobservable(expected, why, Evidence())
    found = list(_cookies(journal))
    if not found:
        return unobservable(expected, "no cookie was set", Evidence())
    wanted = re.compile(rf";\s*{claim.attribute}\b", re.IGNORECASE)
    for page, line in found:
        if not wanted.search(line):
            name = line.partition("=")[0]
            seen = f"the cookie « {name} » without it"
            return verdict(
                ok=False, expected=expected, seen=seen, evidence=case.page_evidence(page)
            )
    names = sorted({line.partition("=")[0] for _, line in found})
    return verdict(ok=True, expected=expected, seen=", ".join(names), evidence=Evidence())


def _cookies(journal: Journal) -> Iterator[tuple[PageRecord, str]]:
    """The `Set-Cookie` lines, those that take a cookie away left out."""
    for page in journal.pages:
        for exchange in page.requests:
            for line in exchange.headers.get("set-cookie", "").splitlines():
                if line and not _GONE.search(line):
                    yield page, line


def not_stored(claim: NotStored, journal: Journal, case: Case) -> Outcome:
    """What shows or speaks the code says `no-store`."""
    expected = f"Cache-Control: no-store on the {claim.of} of the code"
    found = list(_shown(journal) if claim.of == "page" else _heard(journal, case))
    if not found:
        return unobservable(expected, f"no {claim.of} of a code was seen", Evidence())
    for value, evidence in found:
        if "no-store" not in value.lower():
            return verdict(
                ok=False, expected=expected, seen=value or "no such header", evidence=evidence
            )
    return verdict(ok=True, expected=expected, seen=found[0][0], evidence=found[0][1])


def _shown(journal: Journal) -> Iterator[tuple[str, Evidence]]:
    for page in journal.pages:
        if page.slug == CODE_PAGE and page.requests:
            value = (page.exchanges or page.requests)[-1].headers.get("cache-control", "")
            yield value, Evidence(page=page.number, files=(page.html,) if page.html else ())


def _heard(journal: Journal, case: Case) -> Iterator[tuple[str, Evidence]]:
    for sound in journal.sounds:
        value = sound.headers.get("cache-control", "")
        yield value, case.page_evidence(journal.page(sound.page))


def clean_addresses(claim: CleanAddresses, journal: Journal, case: Case) -> Outcome:
    """No address holds a secret or a session."""
    del claim
    expected = "addresses without codes, answers and sessions"
    secrets = [secret.pseudonym for secret in journal.secrets]
    for page in journal.pages:
        for url in _addresses(page):
            held = _held(url, secrets)
            if held:
                seen = f"{held} in {url}{_leak(page, url)}"
                return verdict(
                    ok=False, expected=expected, seen=seen, evidence=case.page_evidence(page)
                )
        if label := _sent_by_get(page, case):
            seen = f"a form that sends « {label} » in its address"
            return verdict(
                ok=False, expected=expected, seen=seen, evidence=case.page_evidence(page)
            )
    return verdict(
        ok=True, expected=expected, seen=f"{len(journal.pages)} pages", evidence=Evidence()
    )


def _addresses(page: PageRecord) -> Iterator[str]:
    yield page.page.url
    for exchange in page.requests:
        yield from (exchange.url, exchange.location)
    yield from (link.url for link in page.page.links)
    yield from (sound.url for sound in page.page.sounds)
    yield from (form.action for form in page.page.forms)


def _held(url: str, secrets: Iterable[str]) -> str:
    for name in secrets:
        if name in url or quote(name) in url:
            return name
    session = _SESSION_IN_URL.search(url)
    return f"a session ({session[0][:40]})" if session else ""


def _leak(page: PageRecord, url: str) -> str:
    """Whether a browser may tell the address to another host that the page links to."""
    here = urlsplit(page.page.url).netloc
    others = {urlsplit(link.url).netloc for link in page.page.links if link.url.startswith("http")}
    away = sorted(others - {here, ""})
    return (
        f"; the page links to {away[0]}, which may be told" if away and url == page.page.url else ""
    )


def _sent_by_get(page: PageRecord, case: Case) -> str:
    secret = case.secret_labels(page.slug) if page.slug else frozenset()
    by_get = {form.ref for form in page.page.forms if form.method.lower() == "get"}
    for field in page.page.fields:
        is_secret = field.kind == "password" or fold(field.label) in secret
        if is_secret and field.form in by_get:
            return field.label or field.name
    return ""


def against_the_guide(claim: AgainstTheGuide, journal: Journal, case: Case) -> Outcome:
    """The portal does without something that the guide asks for."""
    seen, evidence = _FACTS[claim.fact](journal, case)
    return verdict(not seen, f"no {claim.fact}", seen or "none", evidence)


def _mailed(journal: Journal, case: Case) -> tuple[str, Evidence]:
    for mail in journal.mails:
        if mail.text_code or mail.html_code:
            return f"a code in the mail « {mail.mail.subject} »", case.mail_evidence(mail)
    return "", Evidence()


def _questioned(journal: Journal, case: Case) -> tuple[str, Evidence]:
    for page in journal.pages:
        if page.slug == FORM_PAGE and _field(page, _QUESTION):
            return f"a field « {_QUESTION} »", case.page_evidence(page)
    return "", Evidence()


def _identified(journal: Journal, case: Case) -> tuple[str, Evidence]:
    for page in journal.pages:
        field = _field(page, _IDENTIFIER) if page.slug == FORM_PAGE else None
        if field and field.value and not _typed_before(field.value, page, journal):
            return f"« {_IDENTIFIER} » filled in", case.page_evidence(page)
    return "", Evidence()


def _field(page: PageRecord, label: str) -> Field | None:
    """The field with just that label: one that merely resembles it proves nothing here."""
    fields = (f for f in page.page.visible_fields if fold(f.label) == fold(label))
    return next(fields, None)


def _typed_before(value: str, page: PageRecord, journal: Journal) -> bool:
    """Whether a person had typed it themselves: to show it again tells nothing."""
    step = next((s for s in journal.steps if s.led_to == page.number), None)
    return step is not None and any(
        entry.value == value
        for earlier in journal.steps[: step.number]
        if earlier.visitor == step.visitor
        for entry in earlier.typed
    )


_FACTS = {
    "code in a mail": _mailed,
    "secret question": _questioned,
    "identifier shown": _identified,
}
