"""Each statement of the hardening profile, kept and broken, in made journals."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.checks.profiles.active import cliffs_delta
from harness.messages import catalogue
from harness.model.exchange import Exchange
from harness.model.fact import fact
from harness.model.finding import Level, Verdict
from harness.model.journal import Blocker, Record
from harness.model.page import Field, Form, Link
from tests.builders import CERTIFICATION as CODE
from tests.builders import secret
from tests.checks.profiled import (
    GUIDE,
    OLD,
    SAFE,
    exchange,
    found,
    mail,
    page,
    sound,
    step,
    survey,
    verdict,
)
from tests.facts import texts

HEADERS = {
    "hardening.headers.content-policy": "content-security-policy",
    "hardening.headers.frames": "content-security-policy",
    "hardening.headers.types": "x-content-type-options",
    "hardening.headers.referrer": "referrer-policy",
    "hardening.headers.opener": "cross-origin-opener-policy",
}
HTTPS = "https://portal.example/"


def safe(**changed: str) -> Exchange:
    """An answer with all the headers, some of them changed."""
    new = {name.replace("_", "-"): value for name, value in changed.items()}
    return exchange().model_copy(update={"headers": SAFE | new})


def test_every_statement_has_its_level_and_source() -> None:
    """A profile's statement is of the level hardening, and the guide's never is."""
    for statement in GUIDE:
        is_profile = GUIDE.pages[statement.page].profile
        assert (statement.level is Level.PROFILE) is is_profile is bool(statement.source)
        assert statement.source in catalogue().say(statement.text)


@pytest.mark.parametrize("statement", HEADERS)
def test_a_header_is_wanted_on_every_page(statement: str) -> None:
    """Kept where all have it; broken where one has not, or says something else."""
    name = HEADERS[statement].replace("-", "_")
    assert verdict(statement, page(1, "login", safe()), page(2, "home", safe())) is Verdict.PASS
    for value in ("", "nonsense"):
        pages = page(1, "login", safe()), page(2, "home", safe(**{name: value}))
        assert verdict(statement, *pages) is Verdict.WARN


@pytest.mark.parametrize("value", ["unsafe-url", "no-referrer-when-downgrade"])
def test_a_referrer_policy_that_tells_addresses_is_none(value: str) -> None:
    """Such a policy is worse than the browsers' own."""
    bad = page(1, "login", safe(referrer_policy=value))
    assert verdict("hardening.headers.referrer", bad) is Verdict.WARN


def test_redirects_need_no_headers_of_documents() -> None:
    """Only what brought a document is looked at."""
    hop = exchange(status=303, location="http://portal.example/page")
    assert verdict("hardening.headers.types", page(1, "login", hop, safe())) is Verdict.PASS


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("max-age=31536000", Verdict.PASS),
        ("max-age=63072000; includeSubDomains", Verdict.PASS),
        ("max-age=31535999", Verdict.WARN),
        ("max-age=3600", Verdict.WARN),
        ("", Verdict.WARN),
    ],
)
def test_https_is_kept_for_a_year(value: str, expected: Verdict) -> None:
    """A year at least; over http the header means nothing and cannot be judged."""
    answered = page(1, "login", safe(strict_transport_security=value))
    slug = "hardening.headers.transport"
    assert verdict(slug, answered, base_url=HTTPS) is expected
    assert verdict(slug, answered) is Verdict.UNOBSERVABLE


@pytest.mark.parametrize(
    ("statement", "kept", "broken"),
    [
        ("hardening.cookies.http-only", "s=…1; HttpOnly", "s=…1; Path=/"),
        ("hardening.cookies.same-site", "s=…1; SameSite=lax", "s=…1; Path=/samesite"),
        ("hardening.cookies.secure", "s=…1; Secure", "s=…1; HttpOnly"),
    ],
)
def test_every_cookie_has_its_attributes(statement: str, kept: str, broken: str) -> None:
    """One cookie without it breaks it; one that is taken away is none."""
    gone = f"{kept}\nt=…; Max-Age=0"
    for cookies, expected in ((gone, Verdict.PASS), (f"{kept}\n{broken}", Verdict.WARN)):
        answered = page(1, "login", exchange(set_cookie=cookies))
        assert verdict(statement, answered, base_url=HTTPS) is expected
    assert verdict(statement, page(1, "login", exchange())) is Verdict.UNOBSERVABLE


@pytest.mark.parametrize(
    ("base_url", "expected"),
    [
        ("http://127.0.0.1:8000/", Verdict.UNOBSERVABLE),
        ("http://portal.example/", Verdict.WARN),
        (HTTPS, Verdict.WARN),
    ],
)
def test_secure_is_not_asked_of_this_machine(base_url: str, expected: Verdict) -> None:
    """Over http on loopback the finding says so; on another machine clear text is a defect."""
    answered = page(1, "login", exchange(set_cookie="s=…1; HttpOnly"))
    finding = found("hardening.cookies.secure", answered, base_url=base_url)
    assert finding.verdict is expected
    assert (expected is Verdict.WARN) or finding.seen == fact("secure-needs-https")


def test_the_page_of_the_code_is_not_stored() -> None:
    """`no-store` on the page that shows it; other pages do not count."""
    slug = "hardening.cache.page"
    other = page(1, "home", exchange(cache_control="public"))
    kept = page(2, "certification-code", exchange(cache_control="no-store, private"))
    broken = page(2, "certification-code", exchange(cache_control="private"))
    assert verdict(slug, other, kept) is Verdict.PASS
    assert verdict(slug, other, broken) is Verdict.WARN


def test_a_code_that_a_script_fetches_is_not_stored() -> None:
    """Where no document brought the page, the answer to its script did."""
    slug, safe_call = "hardening.cache.page", exchange(cache_control="no-store")
    kept = page(1, "certification-code", calls=(exchange(), safe_call))
    assert verdict(slug, kept) is Verdict.PASS
    assert verdict(slug, page(1, "certification-code", calls=(exchange(),))) is Verdict.WARN


def test_the_sound_of_the_code_is_not_stored() -> None:
    """`no-store` on the sound that speaks it."""
    slug, at = "hardening.cache.sound", page(1, "certification-code")
    assert verdict(slug, at, sound(cache_control="No-Store")) is Verdict.PASS
    assert verdict(slug, at, sound()) is Verdict.WARN


HELD = "http://portal.example/step4?code=‹certification-code-1›"


@pytest.mark.parametrize(
    "broken",
    [
        page(1, "login", url=HELD),
        page(1, "login", exchange(url=HELD)),
        page(1, "login", calls=(exchange(url=HELD),)),
        page(1, "login", exchange(status=302, location=HELD)),
        page(1, "login", links=(Link(label="Suite", url=HELD),)),
        page(1, "login", url="http://portal.example/a;jsessionid=0AB3"),
        page(1, "login", url="http://portal.example/a?PHPSESSID=abc"),
        page(
            1,
            "login",
            fields=(Field(label="Code confidentiel", kind="password", form="f1"),),
            forms=(Form(ref="f1", action="http://portal.example/in"),),
        ),
    ],
)
def test_addresses_hold_no_secret(broken: Record) -> None:
    """Wherever an address stands: in the bar, in a redirect, behind a link, in a form by GET."""
    known = secret(CODE)
    clean = page(1, "login", exchange(), links=(Link(label="A", url="http://other.example/"),))
    assert verdict("hardening.addresses", known, clean) is Verdict.PASS
    assert verdict("hardening.addresses", known, broken) is Verdict.WARN


def test_a_link_away_from_such_an_address_is_told() -> None:
    """Another host may learn the address from the Referer header."""
    away = page(1, "login", url=HELD, links=(Link(label="A", url="http://other.example/"),))
    finding = found("hardening.addresses", secret(CODE), away)
    assert "other.example" in texts(finding.seen)


# --- who is registered ------------------------------------------------------------------

LOGIN = "hardening.enumeration.login"


def _tries(slug: str, *answers: Record, known: str = "IDENT1") -> tuple[Record, ...]:
    """A try with a known and one with an unknown identifier, with the pages they led to."""
    return (
        *answers,
        step(1, slug, led_to=1, Code_identifiant=known),
        step(2, slug, led_to=2, Code_identifiant="IDENT2"),
    )


def test_known_and_unknown_people_are_answered_alike() -> None:
    """The same page, status and words: what was typed may be told again."""
    one = page(1, "login", exchange(), words=("Refusé pour IDENT1.",))
    other = page(2, "login", exchange(), words=("Refusé pour IDENT2.",))
    assert verdict(LOGIN, *_tries(LOGIN, one, other)) is Verdict.PASS


def test_scripts_are_answered_alike() -> None:
    """An error tells people apart though the page says the same; how often it asks does not."""
    one = page(1, "login", calls=(exchange(), exchange()))
    alike = page(2, "login", calls=(exchange(),))
    other = page(2, "login", calls=(exchange(status=404),))
    assert verdict(LOGIN, *_tries(LOGIN, one, alike)) is Verdict.PASS
    assert verdict(LOGIN, *_tries(LOGIN, one, other)) is Verdict.WARN


def test_a_clock_on_the_page_goes_on() -> None:
    """The time of day is no difference between people."""
    one = page(1, "login", exchange(), words=("Refusé à 10:32:05.",))
    other = page(2, "login", exchange(), words=("Refusé à 10 h 33.",))
    assert verdict(LOGIN, *_tries(LOGIN, one, other)) is Verdict.PASS


def test_a_lock_of_known_people_alone_tells_who_they_are() -> None:
    """Each pair of tries is compared, not the first alone."""
    alike = [page(n, "login", exchange(), words=("Refusé.",)) for n in (1, 2, 4)]
    locked = page(3, "login", exchange(), words=("Compte bloqué.",))
    steps = [step(n, LOGIN, led_to=n, Code_identifiant=f"IDENT{2 - n % 2}") for n in range(1, 5)]
    finding = found(LOGIN, *alike[:2], locked, alike[2], *steps)
    assert (finding.verdict, "bloqué" in texts(finding.seen)) == (Verdict.WARN, True)


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (page(2, "login", exchange(), words=("Identifiant inconnu.",)), "words"),
        (page(2, "login", exchange(status=404), words=("Refusé.",)), "status"),
        (page(2, "home", exchange(), words=("Refusé.",)), "page"),
    ],
)
def test_a_difference_tells_who_is_registered(other: Record, told: str) -> None:
    """Each difference is named."""
    one = page(1, "login", exchange(), words=("Refusé.",))
    finding = found(LOGIN, *_tries(LOGIN, one, other))
    assert (finding.verdict, told in texts(finding.seen)) == (Verdict.WARN, True)


def test_a_mail_tells_who_is_registered() -> None:
    """A mail after one of them is a difference too."""
    slug = "hardening.enumeration.request"
    answers = page(1, "regenerate", exchange()), page(2, "regenerate", exchange())
    quiet = _tries(slug, *answers)
    assert verdict(slug, *quiet) is Verdict.PASS
    assert verdict(slug, *quiet, mail(time=5.0)) is Verdict.WARN


def test_the_search_tells_people_by_their_names() -> None:
    """Both names are needed to be somebody; a single try tells nothing."""
    slug = "hardening.enumeration.search"
    one, other = (page(n, "search", exchange(), words=("Rien.",)) for n in (1, 2))
    known = step(1, slug, led_to=1, Votre_Nom="DUPONT", Prénom="Marcel")
    unknown = step(2, slug, led_to=2, Votre_Nom="DUPONT", Prénom="Personne")
    assert verdict(slug, one, other, known, unknown) is Verdict.PASS
    assert verdict(slug, one, known) is Verdict.UNOBSERVABLE


def test_times_are_told_and_never_a_warning() -> None:
    """However far apart: the finding tells the medians and the effect size."""
    slug = "hardening.enumeration.timing"
    records: list[Record] = []
    for n in range(1, 11):
        slow = exchange().model_copy(update={"duration": 1.0 if n % 2 else 0.1})
        records.append(page(n, "login", slow))
        identifier = "IDENT1" if n % 2 else "IDENT2"
        records.append(step(n, slug, led_to=n, Code_identifiant=identifier))
    finding = found(slug, *records)
    assert finding.verdict is Verdict.PASS
    assert finding.seen
    assert finding.seen.params["delta"] == "+1.00"
    assert finding.seen.params["known_count"] == finding.seen.params["unknown_count"] == 5
    assert verdict(slug, *records[:-2]) is Verdict.UNOBSERVABLE


@given(st.lists(st.floats(0, 9), min_size=1), st.lists(st.floats(0, 9), min_size=1))
def test_an_effect_size_is_between_minus_one_and_one(
    ones: list[float], others: list[float]
) -> None:
    """It changes its sign with the sides, and is nothing for a sample and itself."""
    delta = cliffs_delta(ones, others)
    assert -1 <= delta <= 1
    assert cliffs_delta(others, ones) == -delta
    assert cliffs_delta(ones, ones) == 0


# --- tries, session, first login ---------------------------------------------------------

TRIES = "hardening.tries.login"


def _wrong(count: int, answered: Exchange | None = None) -> list[Record]:
    pages = [page(n, "login", answered or exchange()) for n in range(1, count + 1)]
    steps = [step(n, TRIES, led_to=n, Code="‹typed-1›") for n in range(1, count + 1)]
    return [*pages, *steps]


@pytest.mark.parametrize(
    ("lands", "expected"),
    [("space", "warn"), ("certification", "warn"), ("login", "pass"), ("", "pass")],
)
def test_the_right_code_after_a_hundred_wrong_ones(lands: str, expected: str) -> None:
    """Taken at once, there is no limit; refused, there is one."""
    last = page(101, lands, exchange()), step(101, TRIES, led_to=101, Code=OLD)
    wrong = _wrong(100)
    assert verdict(TRIES, *wrong[:100], last[0], *wrong[100:], last[1]) == expected


def test_other_signs_of_a_limit() -> None:
    """A status, a Retry-After, a login that is gone: each is a limit."""
    last = page(4, "space", exchange()), step(4, TRIES, led_to=4, Code=OLD)
    for answered in (exchange(status=429), exchange(retry_after="30")):
        wrong = _wrong(3, answered)
        assert verdict(TRIES, *wrong[:3], last[0], *wrong[3:], last[1]) is Verdict.PASS
    blocker = Blocker(
        step=3, statement="login.identifier", expected=fact("no-page"), seen=fact("none")
    )
    assert verdict(TRIES, *_wrong(3), blocker=blocker) is Verdict.PASS


def test_too_few_tries_tell_nothing() -> None:
    """A walk that was cut short does not blame the portal."""
    assert verdict(TRIES, *_wrong(3)) is Verdict.UNOBSERVABLE


@pytest.mark.parametrize(
    ("cookies", "expected"),
    [("s=…222; HttpOnly", "pass"), ("s=…111; HttpOnly", "warn"), ("", "warn")],
)
def test_the_session_is_renewed_at_the_login(cookies: str, expected: str) -> None:
    """The digest of the cookie's value changes; another cookie's name is as good."""
    slug = "hardening.session.renewed"
    before = page(1, "login", exchange(set_cookie="s=…111; HttpOnly"))
    after = page(2, "certification", exchange(set_cookie=cookies))
    steps = step(1, led_to=1, verb="open"), step(2, slug, led_to=2)
    assert verdict(slug, before, after, *steps) == expected


@pytest.mark.parametrize(("session", "expected"), [("s=…222", "pass"), ("", "warn")])
def test_a_cookie_that_always_changes_is_no_session(session: str, expected: str) -> None:
    """A token of each page says nothing of the login; the steady cookie beside it does."""
    slug = "hardening.session.renewed"
    first = page(1, "home", exchange(set_cookie="s=…111\nt=…1"))
    second = page(2, "login", exchange(set_cookie="t=…2"))
    after = page(3, "space", exchange(set_cookie=f"t=…3\n{session}"))
    steps = step(1, led_to=1), step(2, led_to=2), step(3, slug, led_to=3)
    assert verdict(slug, first, second, after, *steps) == expected


def test_a_portal_without_cookies_shows_no_session() -> None:
    """Its session may travel otherwise: that cannot be seen here."""
    slug = "hardening.session.renewed"
    records = page(1, "space", exchange()), step(1, slug, led_to=1)
    assert verdict(slug, *records) is Verdict.UNOBSERVABLE


def test_a_provisional_code_is_changed_at_once() -> None:
    """A form with a new code and its repetition is wanted, not the space."""
    slug = "hardening.provisional.change"
    twice = tuple(Field(label=f"Code {n}", kind="password") for n in (1, 2))
    asked, inside = page(1, "", fields=twice), page(1, "space")
    assert verdict(slug, asked, step(1, slug, led_to=1)) is Verdict.PASS
    assert verdict(slug, inside, step(1, slug, led_to=1)) is Verdict.WARN
    assert verdict(slug, page(1, "", fields=twice[:1]), step(1, slug, led_to=1)) is Verdict.WARN


# --- the host ---------------------------------------------------------------------------

HOST = "portail-usurpe.invalid"
LIE = step(1, verb="override-host", Host=HOST)


@pytest.mark.parametrize(
    "taken",
    [
        page(1, "", exchange(status=302, location=f"http://{HOST}/home")),
        page(1, "home", exchange(), links=(Link(label="A", href=f"http://{HOST}/a"),)),
        page(1, "home", exchange(), forms=(Form(ref="f", action=f"http://{HOST}/a"),)),
        mail(text=f"Ouvrez http://{HOST}/code"),
    ],
)
def test_a_forged_host_is_taken_over_nowhere(taken: Record) -> None:
    """Redirects, links, forms and mails are looked at."""
    assert verdict("hardening.host", LIE, page(1, "home", exchange())) is Verdict.PASS
    assert verdict("hardening.host", LIE, taken) is Verdict.WARN


def test_a_portal_may_refuse_a_forged_host() -> None:
    """To end the visit there is the best answer."""
    blocker = Blocker(step=2, statement="home.opens", expected=fact("no-page"), seen=fact("none"))
    finding = found("hardening.host", LIE, page(1, "", exchange(status=400)), blocker=blocker)
    assert (finding.verdict, finding.seen) == (Verdict.PASS, fact("request-refused"))


def test_each_header_is_judged_by_its_own_lie() -> None:
    """A forged Host says nothing of X-Forwarded-Host: nothing was emitted, a fault."""
    assert verdict("hardening.host.forwarded", LIE, page(1, "home")) is Verdict.FAULT


# --- the codes --------------------------------------------------------------------------


def _generated(slug: str, *records: Record) -> tuple[Record, ...]:
    return (page(1, "certification-code"), step(1, slug, led_to=1), *records)


@pytest.mark.parametrize(
    ("alphabet", "expected"),
    [("23456789ABCDEF", "pass"), ("0123456789", "pass"), ("0AO", "warn"), ("1I2", "warn")],
)
def test_look_alikes_are_both_in_the_alphabet(alphabet: str, expected: str) -> None:
    """A 0 alone can be told: nothing else in the alphabet looks like it."""
    slug = "hardening.codes.look-alikes"
    assert verdict(slug, *_generated(slug, survey(alphabet=alphabet))) == expected


def test_look_alikes_may_stand_in_different_codes() -> None:
    """Whoever reads a code does not know which of the two kinds has which alphabet."""
    slug = "hardening.codes.look-alikes"
    both = survey(alphabet="0AB"), survey("certification-code", alphabet="OAB")
    assert verdict(slug, *_generated(slug, *both)) is Verdict.WARN


def test_no_code_comes_twice() -> None:
    """Neither by mail nor on the page."""
    slug = "hardening.codes.repetition"
    mails = [mail(n, code=f"‹confidential-code-{n}›") for n in (1, 2)]
    again = mail(3, code="‹confidential-code-1›")
    assert verdict(slug, *_generated(slug, *mails)) is Verdict.PASS
    assert verdict(slug, *_generated(slug, *mails, again)) is Verdict.WARN
    shown = [page(n, "certification-code", words=(CODE,)) for n in (2, 3)]
    steps = [step(n, slug, led_to=n) for n in (2, 3)]
    known = secret(CODE)
    assert verdict(slug, *_generated(slug, *shown, *steps, *mails, known)) is Verdict.WARN


@pytest.mark.parametrize(
    ("kind", "facts", "expected"),
    [
        ("confidential", {}, "pass"),
        ("confidential", {"shortest": 7}, "warn"),
        ("confidential", {"varying": 3}, "warn"),
        ("confidential", {"alphabet": "01"}, "warn"),
        ("certification", {"shortest": 6}, "pass"),
        ("certification", {"shortest": 6, "alphabet": "01234567", "varying": 6}, "pass"),
        ("certification", {"shortest": 6, "alphabet": "0123456", "varying": 6}, "warn"),
    ],
)
def test_codes_are_hard_to_guess(kind: str, facts: dict[str, Any], expected: str) -> None:
    """Length and entropy, of places that vary; six digits will do, though one be unseen."""
    slug = f"hardening.codes.{kind}"
    made = survey(f"{kind}-code", **facts)
    assert verdict(slug, *_generated(slug, made)) == expected


@pytest.mark.parametrize("name", ["look-alikes", "repetition", "confidential", "certification"])
def test_too_few_codes_tell_nothing(name: str) -> None:
    """Without a survey nothing is blamed and nothing is praised."""
    slug = f"hardening.codes.{name}"
    assert verdict(slug, *_generated(slug)) is Verdict.UNOBSERVABLE


# --- by design of the guide -------------------------------------------------------------


def _question(value: str = "") -> Record:
    fields = (Field(label="Question", kind="select"), Field(label="Code identifiant", value=value))
    return page(1, "regenerate", exchange(), fields=fields)


@pytest.mark.parametrize(
    ("statement", "asked", "without"),
    [
        ("hardening.mail.code", mail(code="‹confidential-code-1›"), mail()),
        ("hardening.question", _question(), page(1, "regenerate")),
        ("hardening.enumeration.identifier", _question("IDENT1"), _question()),
    ],
)
def test_what_the_guide_asks_for_is_no_warning(
    statement: str, asked: Record, without: Record
) -> None:
    """It is told to be by design of the guide; a portal that does without simply passes."""
    design, plain = found(statement, asked), found(statement, without)
    assert design.verdict is plain.verdict is Verdict.PASS
    assert design.seen
    assert design.seen.code == "by-design"
    assert plain.seen == fact("none")


def test_an_identifier_that_was_typed_may_be_shown_again() -> None:
    """It tells nobody anything."""
    typed = step(1, led_to=1, Code_identifiant="IDENT1")
    assert found("hardening.enumeration.identifier", _question("IDENT1"), typed).seen == fact(
        "none"
    )
