"""Claims of the security profile about the steps that a scenario takes to try them."""

import re
from collections.abc import Iterator, Sequence
from statistics import median

from harness.checks.context import Case
from harness.checks.outcome import Outcome, judged, not_observable
from harness.guide.profile_claims import (
    ForcedChange,
    LimitedTries,
    OwnHost,
    RenewedSession,
    SameAnswer,
    Timing,
)
from harness.model.fact import Fact, fact, joined, quote
from harness.model.finding import Evidence
from harness.model.journal import Journal, PageRecord, Step
from harness.page.news import said_by

HOST_OVERRIDE = "override-host"
_CLOCK = re.compile(r"\b\d{1,2}\s?[:h]\s?\d{2}(?:\s?[:m]\s?\d{2})?\b")  # goes on between two tries
_MIN_ERROR = 400
_LIMIT_STATUSES = frozenset({403, 423, 429, 503})
_MIN_DELAY = 0.5  # seconds that a portal which slows tries down adds at least
_OWN_CODE_TWICE = 2  # fields: a code of one's own is typed and repeated


Steps = Sequence[Step]


def same_answer(claim: SameAnswer, steps: Steps, case: Case) -> Outcome:
    """The answers for known and unknown accounts are alike: page, status, words, mails."""
    expected = fact("same-answers")
    known, unknown = _by_account(claim.by, steps, case.journal)
    if not known or not unknown:
        return not_observable(expected, fact("not-both-tried"), Evidence())
    for one, other in zip(known, unknown, strict=False):
        evidence = case.step_evidence(one)
        if differences := joined(_differences(_answer(one, case), _answer(other, case))):
            return judged(ok=False, expected=expected, seen=differences, evidence=evidence)
    seen = fact("answers-alike", tries=min(len(known), len(unknown)))
    return judged(ok=True, expected=expected, seen=seen, evidence=case.step_evidence(known[0]))


def _differences(known: dict[str, str], unknown: dict[str, str]) -> Iterator[Fact]:
    """The parts of an answer that differ: "page", "status", "words" or "mails"."""
    for part, value in known.items():
        if value != (other := unknown.get(part, "")):
            yield fact("answers-differ", part=part, known=quote(value), unknown=quote(other))


def _by_account(by: Sequence[str], steps: Steps, journal: Journal) -> tuple[list[Step], list[Step]]:
    """The tries with the names of an account of the target, and those without."""
    tries: tuple[list[Step], list[Step]] = ([], [])
    for step in steps:
        tries[not _names_an_account(step, by, journal)].append(step)
    return tries


def _names_an_account(step: Step, by: Sequence[str], journal: Journal) -> bool:
    typed = {entry.value for entry in step.typed if entry.label in by}
    people = (set(map(str, person.model_dump().values())) for person in journal.head.people)
    return bool(typed) and any(typed <= facts for facts in people)


def _answer(step: Step, case: Case) -> dict[str, str]:
    after = case.after(step)
    if after is None:
        return {"page": "–"}
    return {
        "page": after.slug or after.page.title,
        "status": " ".join(_statuses(after)),
        "words": " / ".join(_words(after, step)),
        "mails": str(len(case.mails_of.get(step.number, ()))),
    }


def _statuses(page: PageRecord) -> Iterator[str]:
    """The statuses of the documents, and the error statuses of requests by scripts."""
    yield from (str(one.status) for one in page.exchanges if one.answered)
    yield from sorted({str(one.status) for one in page.calls if one.status >= _MIN_ERROR})


def _words(after: PageRecord, step: Step) -> Iterator[str]:
    """The texts of the page without the typed values, which it may show again."""
    typed = sorted((e.value for e in step.typed if e.value), key=len, reverse=True)
    for words in said_by(after.page):
        for value in typed:
            words = words.replace(value, "…")  # noqa: PLW2901 - each in what is left
        yield _CLOCK.sub("…", words)


def timing(claim: Timing, steps: Steps, case: Case) -> Outcome:
    """Report how much the times of the answers differ; they are never broken."""
    known, unknown = (_times(some, case) for some in _by_account(claim.by, steps, case.journal))
    expected = fact("times-alike")
    counts = {"known_count": len(known), "unknown_count": len(unknown)}
    if min(counts.values()) < claim.samples:
        return not_observable(
            expected, fact("too-few-times", **counts, wanted=claim.samples), Evidence()
        )
    seen = fact(
        "times-of-answers",
        known_median=round(median(known) * 1000, 1),
        unknown_median=round(median(unknown) * 1000, 1),
        delta=f"{cliffs_delta(known, unknown):+.2f}",
        **counts,
    )
    return judged(ok=True, expected=expected, seen=seen, evidence=Evidence())


def _times(steps: Steps, case: Case) -> list[float]:
    pages = (case.after(step) for step in steps)
    firsts = (page.requests[0].duration for page in pages if page and page.requests)
    return [seconds for seconds in firsts if seconds > 0]


def cliffs_delta(ones: Sequence[float], others: Sequence[float]) -> float:
    """How often a value of one sample is above one of the other, less how often below.

    Returns:
        1 where all are above, -1 where all are below, 0 where they cannot be told apart.
    """
    above = sum((one > other) - (one < other) for one in ones for other in others)
    return above / (len(ones) * len(others))


def limited_tries(claim: LimitedTries, steps: Steps, case: Case) -> Outcome:
    """After a number of wrong codes the portal does not take the right one at once."""
    evidence = case.step_evidence(steps[-1])
    right = [step for step in steps if _is_right(step, case)]
    wrong = len(steps) - len(right)
    expected = fact("tries-limited", after=claim.after)
    if sign := _limit(steps, right, case):
        seen = fact("limit-seen", sign=sign, wrong=wrong)
        return judged(ok=True, expected=expected, seen=seen, evidence=evidence)
    if not right or wrong < claim.after:
        return not_observable(expected, fact("too-few-tries", wrong=wrong), evidence)
    seen = fact("right-code-taken", wrong=wrong)
    return judged(ok=False, expected=expected, seen=seen, evidence=evidence)


def _is_right(step: Step, case: Case) -> bool:
    secret = case.guide.accounts.lifecycle.secret
    codes = {person.value(secret) for person in case.journal.head.people} - {""}
    return any(entry.value in codes for entry in step.typed)


def _pages_inside(case: Case) -> set[str]:
    """The pages that only a right secret opens."""
    life = case.guide.accounts.lifecycle
    return {*life.opens, life.second_on}


def _limit(tried: Steps, right: Steps, case: Case) -> Fact | None:
    """The sign by which the portal limits tries; None for none."""
    after = [page for step in tried if (page := case.after(step))]
    statuses = {exchange.status for page in after for exchange in page.requests} & _LIMIT_STATUSES
    if statuses:
        return fact("limit-by-status", status=min(statuses))
    if any("retry-after" in exchange.headers for page in after for exchange in page.requests):
        return fact("limit-by-retry-after")
    if case.journal.end and case.journal.end.blocker and not right:
        return fact("limit-by-closed-login")
    if right and (page := case.after(right[-1])) and page.slug not in _pages_inside(case):
        return fact("limit-by-refusal")
    times = _times(tried, case)
    slow = bool(times) and median(times[-5:]) > median(times[:5]) + _MIN_DELAY
    return fact("limit-by-delay") if slow else None


def renewed_session(claim: RenewedSession, steps: Steps, case: Case) -> Outcome:
    """A cookie of the visitor gets another value at the login."""
    del claim
    step = steps[-1]
    expected = fact("session-renewed")
    evidence = case.step_evidence(step)
    before, at_login = _cookies_before(step, case.journal), _cookies_of(case.after(step))
    if not before and not at_login:
        return not_observable(expected, fact("no-cookie-set"), evidence)
    restless = {name for name, digests in before.items() if len(digests) > 1}
    steady = {name: digest for name, digest in at_login.items() if name not in restless}
    renewed = [n for n, d in (steady or at_login).items() if d not in before.get(n, ())]
    names = tuple(sorted(before.keys() - restless or before))
    seen = fact("cookies-of-before", names=names) if names else fact("no-cookie-of-before")
    if renewed:
        seen = fact("cookie-renewed", name=quote(renewed[0]))
    ok = bool(renewed) and (bool(steady) or not before.keys() - restless)
    return judged(ok, expected, seen, evidence)


def _cookies_before(step: Step, journal: Journal) -> dict[str, set[str]]:
    """Names of the visitor's cookies with the digests of all the values that each had."""
    found: dict[str, set[str]] = {}
    for earlier in journal.steps[: step.number - 1]:
        if earlier.visitor == step.visitor:
            for name, digest in _cookies_of(journal.page(earlier.led_to)).items():
                found.setdefault(name, set()).add(digest)
    return found


def _cookies_of(page: PageRecord | None) -> dict[str, str]:
    """Names of the cookies that came with a page, with the digests of their values."""
    lines = (
        line.partition(";")[0].partition("=")
        for exchange in (page.requests if page else ())
        for line in exchange.headers.get("set-cookie", "").splitlines()
    )
    return {name: digest for name, _, digest in lines if digest.strip("…")}


def forced_change(claim: ForcedChange, steps: Steps, case: Case) -> Outcome:
    """The first login with a mailed code asks for a personal code."""
    del claim
    step = steps[-1]
    after = case.after(step)
    expected = fact("form-for-own-code")
    if after is None:
        return not_observable(expected, fact("login-led-nowhere"), case.step_evidence(step))
    secret = [f for f in after.page.visible_fields if f.kind == "password"]
    ok = after.slug not in case.guide.accounts.lifecycle.opens and len(secret) >= _OWN_CODE_TWICE
    seen = after.page.title or after.slug or after.page.url
    return judged(ok, expected, fact("words-shown", words=quote(seen)), case.step_evidence(step))


def host_overrides(claim: OwnHost, journal: Journal) -> tuple[Step, ...]:
    """The steps from which on a visitor sends another host in the header."""
    return tuple(
        step
        for step in journal.steps
        if step.verb == HOST_OVERRIDE and any(entry.label == claim.header for entry in step.typed)
    )


def own_host(claim: OwnHost, steps: Steps, case: Case) -> Outcome:
    """Neither pages nor mails nor redirects take the forged host over."""
    del claim
    journal, forged = case.journal, steps[0].typed[0].value
    expected = fact("no-address-of-host", host=forged)
    for page in journal.pages:
        if where := next((url for url in _addresses_of(page) if forged in url), ""):
            evidence, seen = case.page_evidence(page), fact("address", url=where)
            return judged(ok=False, expected=expected, seen=seen, evidence=evidence)
    for mail in journal.mails:
        if forged in f"{mail.mail.text}\n{mail.mail.html}":
            evidence, seen = case.mail_evidence(mail), fact("host-in-mail")
            return judged(ok=False, expected=expected, seen=seen, evidence=evidence)
    refused = journal.end is not None and journal.end.blocker is not None
    seen = fact("request-refused" if refused else "host-nowhere")
    return judged(ok=True, expected=expected, seen=seen, evidence=Evidence())


def _addresses_of(page: PageRecord) -> Iterator[str]:
    yield from (exchange.location for exchange in page.requests)
    content = page.page
    yield from (link.href for link in content.links)
    yield from (form.action for form in content.forms)
    yield from (picture.src for picture in content.pictures)
    yield from (sound.url for sound in content.sounds)
    yield from (frame.url for frame in content.frames)
