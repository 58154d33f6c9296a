"""Claims of the security profile about what every journal holds: headers, cookies, addresses."""

import re
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from urllib.parse import quote as percent_encoded

from harness.checks.context import Case
from harness.checks.outcome import Outcome, judged, not_observable
from harness.core.text import is_among, same_words
from harness.core.url import is_loopback, split
from harness.guide.profile_claims import (
    MAX_HEADER,
    AgainstTheGuide,
    CleanAddresses,
    CookieHas,
    HeaderIs,
    NotStored,
)
from harness.model.exchange import Exchange
from harness.model.fact import Fact, fact, quote
from harness.model.finding import Evidence
from harness.model.journal import Journal, PageRecord
from harness.model.page import Field
from harness.page.held import held

_SESSION_IN_URL = re.compile(
    r"(?:;jsessionid=|[?&;](?:phpsessid|jsessionid|aspsessionid\w*|cfid|sid|sessionid)=)[^&;#]+",
    re.IGNORECASE,
)
_EXPIRED = re.compile(
    r"max-age\s*=\s*(?:0|-\d+)\b|expires\s*=[^;=]*\b(?:19\d\d|200\d)\b", re.IGNORECASE
)


def header(claim: HeaderIs, journal: Journal, case: Case) -> Outcome:
    """Every page is answered with the header."""
    expected = fact("header-on-every-page", name=claim.name)
    if claim.encrypted and split(journal.head.base_url).scheme != "https":
        return not_observable(expected, fact("header-needs-https"), Evidence())
    answers = list(_answers(journal))
    if not answers:
        return not_observable(expected, fact("no-answer-seen"), Evidence())
    for page, exchange in answers:
        value = exchange.headers.get(claim.name, "")
        if not value or not re.search(claim.value, value[:MAX_HEADER].lower()):
            seen, evidence = _header_at(value, exchange), case.page_evidence(page)
            return judged(ok=False, expected=expected, seen=seen, evidence=evidence)
    seen = fact("header-on-all", count=len(answers))
    return judged(ok=True, expected=expected, seen=seen, evidence=Evidence())


def _answers(journal: Journal) -> Iterator[tuple[PageRecord, Exchange]]:
    """The answers that brought documents, redirects aside."""
    for page in journal.pages:
        for exchange in page.exchanges:
            redirects = HTTPStatus.MULTIPLE_CHOICES <= exchange.status < HTTPStatus.BAD_REQUEST
            if exchange.answered and not redirects:
                yield page, exchange


def _header_at(value: str, exchange: Exchange) -> Fact:
    """A header's value in an answer; "" for none."""
    path = split(exchange.url).path or "/"
    return (
        fact("header-at", value=quote(value), path=path)
        if value
        else fact("no-header-at", path=path)
    )


def cookie(claim: CookieHas, journal: Journal, case: Case) -> Outcome:
    """Every cookie that is set has the attribute."""
    expected = fact("cookie-attribute", attribute=claim.attribute)
    base = journal.head.base_url
    if claim.attribute == "Secure" and split(base).scheme != "https" and is_loopback(base):
        return not_observable(expected, fact("secure-needs-https"), Evidence())
    found = list(_cookies(journal))
    if not found:
        return not_observable(expected, fact("no-cookie-set"), Evidence())
    wanted = re.compile(rf";\s*{claim.attribute}\b", re.IGNORECASE)
    for page, line in found:
        if not wanted.search(line):
            seen = fact("cookie-without-attribute", name=quote(line.partition("=")[0]))
            evidence = case.page_evidence(page)
            return judged(ok=False, expected=expected, seen=seen, evidence=evidence)
    names = sorted({line.partition("=")[0] for _, line in found})
    seen = fact("cookies", names=tuple(names))
    return judged(ok=True, expected=expected, seen=seen, evidence=Evidence())


def _cookies(journal: Journal) -> Iterator[tuple[PageRecord, str]]:
    """The `Set-Cookie` lines, those that take a cookie away left out."""
    for page in journal.pages:
        for exchange in page.requests:
            for line in exchange.headers.get("set-cookie", "").splitlines():
                if line and not _EXPIRED.search(line):
                    yield page, line


def not_stored(claim: NotStored, journal: Journal, case: Case) -> Outcome:
    """The answer that shows or speaks the code says `no-store`."""
    expected = fact("not-stored", of=claim.of)
    answers = _page_answers if claim.of == "page" else _sound_answers
    found = list(answers(journal, case))
    if not found:
        return not_observable(expected, fact("no-such-answer", of=claim.of), Evidence())
    for value, evidence in found:
        if "no-store" not in value.lower():
            seen = fact("header-value", value=value) if value else fact("no-such-header")
            return judged(ok=False, expected=expected, seen=seen, evidence=evidence)
    value, evidence = found[0]
    seen = fact("header-value", value=value)
    return judged(ok=True, expected=expected, seen=seen, evidence=evidence)


def _page_answers(journal: Journal, case: Case) -> Iterator[tuple[str, Evidence]]:
    for page in journal.pages:
        if page.slug in case.guide.shown_codes and page.requests:
            value = (page.exchanges or page.requests)[-1].headers.get("cache-control", "")
            yield value, Evidence(page=page.number, files=(page.html,) if page.html else ())


def _sound_answers(journal: Journal, case: Case) -> Iterator[tuple[str, Evidence]]:
    for sound in journal.sounds:
        value = sound.headers.get("cache-control", "")
        yield value, case.page_evidence(journal.page(sound.page))


def clean_addresses(claim: CleanAddresses, journal: Journal, case: Case) -> Outcome:
    """No address holds a secret or a session."""
    del claim
    expected = fact("clean-addresses")
    secrets = [secret.pseudonym for secret in journal.secrets]
    for page in journal.pages:
        for url in _addresses(page):
            if held := _secret_in(url, secrets):
                seen, evidence = _with_leak(held, page, url), case.page_evidence(page)
                return judged(ok=False, expected=expected, seen=seen, evidence=evidence)
        if label := _sent_by_get(page, case):
            seen, evidence = fact("form-by-get", label=quote(label)), case.page_evidence(page)
            return judged(ok=False, expected=expected, seen=seen, evidence=evidence)
    seen = fact("pages", count=len(journal.pages))
    return judged(ok=True, expected=expected, seen=seen, evidence=Evidence())


def _addresses(page: PageRecord) -> Iterator[str]:
    yield page.page.url
    for exchange in page.requests:
        yield from (exchange.url, exchange.location)
    yield from (link.url for link in page.page.links)
    yield from (sound.url for sound in page.page.sounds)
    yield from (form.action for form in page.page.forms)


def _secret_in(url: str, secrets: Iterable[str]) -> Fact | None:
    """What of a secret stands in an address; None for nothing."""
    for name in secrets:
        if name in url or percent_encoded(name) in url:
            return fact("secret-in-address", secret=name, url=url)
    session = _SESSION_IN_URL.search(url)
    return fact("session-in-address", session=session[0][:40], url=url) if session else None


def _with_leak(held: Fact, page: PageRecord, url: str) -> Fact:
    """A secret in an address, and the other host to which a browser may pass the address on."""
    here = split(page.page.url).host
    others = {split(link.url).host for link in page.page.links if link.url.startswith("http")}
    away = sorted(others - {here, ""})
    if away and url == page.page.url:
        return fact("address-passed-on", address=held, host=away[0])
    return held


def _sent_by_get(page: PageRecord, case: Case) -> str:
    secret = case.secret_labels(page.slug) if page.slug else frozenset()
    by_get = {form.ref for form in page.page.forms if form.method.lower() == "get"}
    for field in page.page.fields:
        is_secret = field.kind == "password" or is_among(field.label, secret)
        if is_secret and field.form in by_get:
            return field.label or field.name
    return ""


def against_the_guide(claim: AgainstTheGuide, journal: Journal, case: Case) -> Outcome:
    """The portal does without something that the guide asks for."""
    if claim.fact == "code in a mail":
        seen, evidence = _code_in_mail(journal, case)
        return judged(seen is None, fact("no-code-in-mail"), seen or fact("none"), evidence)
    statement = case.guide.by_slug[claim.field]
    label = str(getattr(statement.claim, "label", ""))
    filled = claim.fact == "field prefilled"
    found = _asked(statement.page, label, journal, filled=filled)
    expected = fact("field-not-filled" if filled else "field-not-asked", label=quote(label))
    seen = fact("field-filled" if filled else "field", label=quote(label))
    evidence = case.page_evidence(found)
    return judged(found is None, expected, seen if found else fact("none"), evidence)


def _code_in_mail(journal: Journal, case: Case) -> tuple[Fact | None, Evidence]:
    for mail in journal.mails:
        if mail.text_code or mail.html_code:
            return fact("code-in-mail", subject=quote(mail.mail.subject)), case.mail_evidence(mail)
    return None, Evidence()


def _asked(slug: str, label: str, journal: Journal, *, filled: bool) -> PageRecord | None:
    """The first page that asks for a field, or that has filled it in; None for none."""
    for page in journal.pages:
        field = _field(page, label) if page.slug == slug else None
        if field and not filled:
            return page
        if field and held(field) and not _typed_before(field.value, page, journal):
            return page
    return None


def _field(page: PageRecord, label: str) -> Field | None:
    """The field with exactly that label: a similar one proves nothing here."""
    fields = (f for f in page.page.visible_fields if same_words(f.label, label))
    return next(fields, None)


def _typed_before(value: str, page: PageRecord, journal: Journal) -> bool:
    """Whether the visitor had typed a value before: to show it again tells nothing."""
    step = next((s for s in journal.steps if s.led_to == page.number), None)
    return step is not None and any(
        entry.value == value
        for earlier in journal.steps[: step.number]
        if earlier.visitor == step.visitor
        for entry in earlier.typed
    )
