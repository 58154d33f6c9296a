"""Claims about the mail, each from both sides, and which movement a mail belongs to."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from harness.checks.context import Case
from harness.checks.mails import link
from harness.guide.mail_claims import MailLink
from harness.model.fact import fact
from harness.model.journal import MailRecord, Record, SecretRecord
from harness.redaction.vault import Vault
from tests.builders import (
    CERTIFICATION,
    CONFIDENTIAL,
    GUIDE,
    ME,
    STARTED,
    journal,
    mail,
    message,
    outcome,
    outcomes,
    page,
    person,
    secret,
    step,
)
from tests.facts import texts
from tests.two_mails import statement

CODE = secret(CONFIDENTIAL, "FMWQS252")
SOUND_MAIL = [
    "mail.sender",
    "mail.date",
    "mail.recipient",
    "mail.copy",
    "mail.subject",
    "mail.announcement",
    "mail.code",
    "mail.code.shape",
    "mail.farewell",
    "mail.signature",
    "mail.charset",
    "mail.parts",
    "certification-code.not-the-confidential-code",
]


@pytest.mark.parametrize("slug", SOUND_MAIL)
def test_the_mail_of_the_guide_keeps_every_promise(slug: str) -> None:
    """To the letter."""
    assert outcome(slug, mail(), CODE, secret()).ok


BROKEN: list[tuple[str, dict[str, Any], str]] = [
    ("mail.sender", {"sender": "x@y.example", "sender_address": "x@y.example"}, "x@y.example"),
    ("mail.sender", {"sender": "", "sender_address": ""}, "mail-without-sender"),
    ("mail.subject", {"subject": "Regénération de code confidentiel"}, "Regénération de code"),
    ("mail.announcement", {"text": "Votre code est :"}, "Votre code est :"),
    ("mail.farewell", {"text": ""}, "nothing-alike"),
    ("mail.recipient", {"envelope_to": (ME.email, "boss@x.example")}, "boss@x.example\nident1@"),
    ("mail.recipient", {"envelope_to": ("eve@x.example",)}, "eve@x.example\nident1@"),
    ("mail.recipient", {"envelope_to": (), "recipients": ()}, "mail-to-nobody"),
    ("mail.copy", {"copies": ("boss@x.example",)}, "boss@x.example"),
    ("mail.date", {"date": STARTED - timedelta(hours=1)}, "2010-09-23 09:30"),
    ("mail.date", {"date": STARTED + timedelta(hours=1)}, "2010-09-23 11:30"),
    ("mail.date", {"date": None}, "no-readable-date"),
    ("mail.charset", {"charset": "", "text": "A bientôt"}, "no-charset"),
    ("mail.charset", {"text": "A bient\ufffdt"}, "utf-8"),
    (
        "mail.charset",
        {"problems": (fact("charset-unknown", charset="x-none", used="utf-8"),)},
        "x-none",
    ),
    (
        "mail.charset",
        {"problems": (fact("charset-wrong", charset="utf-8", used="x"),)},
        "charset-wrong",
    ),
    (
        "mail.charset",
        {"problems": (fact("header-not-encoded", header="Subject", used="x"),)},
        "Subject",
    ),
    ("mail.code", {"text_code": "", "html_code": ""}, "no-code-behind"),
    ("mail.code.shape", {"text_code": "‹confidential-code-2›"}, "AA0AA"),
    ("mail.parts", {"html": "<p>", "html_code": "‹confidential-code-2›"}, "codes-of-parts"),
    ("mail.parts", {"html": "<p>Bonjour</p>"}, "code-in-text-alone"),
    (
        "mail.parts",
        {"html": "<p>", "text_code": "", "html_code": "‹confidential-code-2›", "text": "[code]"},
        "code-in-html-alone",
    ),
    (
        "certification-code.not-the-confidential-code",
        {"text": f"Codes : {CERTIFICATION}"},
        "shown-code-mailed",
    ),
]


@pytest.mark.parametrize(("slug", "changes", "seen"), BROKEN)
def test_a_broken_mail_breaks_its_promise(slug: str, changes: dict[str, Any], seen: str) -> None:
    """What was seen instead is reported, by its code or its text, with the mail."""
    short = secret("‹confidential-code-2›", "AB2CD")
    found = outcome(slug, mail(**changes), CODE, secret(), short)
    assert found.ok is False
    assert found.seen
    assert found.seen.has(seen) or seen in texts(found.seen)
    assert found.evidence.mail == 1


def test_the_code_of_the_mail_is_on_no_page_that_shows_the_other() -> None:
    """It may stand in the document of another page: a login that was refused, say."""
    slug = "certification-code.not-the-confidential-code"
    held = page(1, "certification-code", "x").model_copy(update={"holds": (CONFIDENTIAL,)})
    found = outcome(slug, mail(), held, secret())
    assert found.seen
    assert (found.ok, found.seen.code) == (False, "mailed-code-on-page")
    assert found.evidence.page == 1
    elsewhere = held.model_copy(update={"slug": "login"})
    assert outcome(slug, mail(), elsewhere, secret()).ok


@pytest.mark.parametrize(
    "changes",
    [
        {"recipients": (ME.email.upper(),), "envelope_to": (ME.email.upper(),)},
        {"date": datetime(2010, 9, 23, 10, 30)},  # noqa: DTZ001 - as some mails say it
        {"date": STARTED - timedelta(minutes=4)},
        {"charset": "", "text": "Bonjour"},
        {"html": "<p>x</p>", "html_code": CONFIDENTIAL},
        {"html": "<p>x</p>", "html_code": CONFIDENTIAL, "text_code": ""},
    ],
    ids=["capitals", "no zone", "clocks apart", "plain ASCII", "two parts", "HTML alone"],
)
def test_harmless_differences_are_not_blamed(changes: dict[str, Any]) -> None:
    """A portal may write these as it likes."""
    for slug in ("mail.recipient", "mail.date", "mail.charset", "mail.parts", "mail.code"):
        assert outcome(slug, mail(**changes), CODE).ok, slug


@pytest.mark.parametrize(("value", "ok"), [("FMWQS2", True), ("FMWQS", False), ("fmwqs252", False)])
def test_the_shape_of_the_code(value: str, *, ok: bool) -> None:
    """Six capitals and digits at least."""
    assert outcome("mail.code.shape", mail(), secret(CONFIDENTIAL, value)).ok is ok
    assert outcome("mail.code", mail(), secret(CONFIDENTIAL, value)).ok


def test_the_shape_of_no_code_is_barred() -> None:
    """That there is none is told once."""
    found = outcome("mail.code.shape", mail(text_code=""))
    assert (found.ok, found.blocked_by) == (None, "mail.code")


def test_the_old_code_is_no_new_one() -> None:
    """A mail with the code that was in force brings nothing."""
    old = "‹old-confidential-code-1›"
    found = outcome("mail.code", mail(text_code=old), secret(old, "FMWQS252"))
    assert (found.ok, found.seen) == (False, fact("code-of-before"))


def test_mails_that_nobody_asked_for_are_not_read_for_their_words() -> None:
    """Whether one came too many is another promise."""
    assert outcomes("mail.subject", journal(mail(waited=False, subject="?"))) == []


def test_a_mail_to_the_other_person_of_the_walk() -> None:
    """Each mail must reach its own addressee only."""
    other = person("IDENT2")
    theirs = mail(envelope_to=(other.email,), recipients=(other.email,))
    assert outcome("mail.recipient", theirs, people=(ME, other)).ok


# --- which movement a mail belongs to ---


def _walk(*mails: MailRecord) -> tuple[Record, ...]:
    """Refused, generated (at 2 s), received, refused again (at 4 s)."""
    pages = ("regenerate", "regenerate", "certification-code", "login", "login")
    steps = (
        step(1, on=1, led_to=2, trying="regenerate.answer.right"),
        step(2, on=2, led_to=3, trying="regenerate.generated"),
        step(3, on=3, verb="receive"),
        step(4, on=4, led_to=5, trying="login.wrong-code"),
    )
    found = [page(number, slug, message("!")) for number, slug in enumerate(pages, start=1)]
    return (*found, *steps, *mails)


def test_mails_belong_to_the_movement_before_them() -> None:
    """Receiving is no movement; before the first movement, a mail is nobody's."""
    mails = [mail(n, time=time) for n, time in enumerate((0.5, 1.0, 1.9, 2.0, 3.5, 9.0), start=1)]
    spans = Case(GUIDE, journal(*_walk(*mails))).mails_of
    told = {number: [one.number for one in found] for number, found in spans.items()}
    assert told == {1: [2, 3], 2: [4, 5], 4: [6]}


@pytest.mark.parametrize(
    ("times", "ok"),
    [
        ((2.1,), True),
        ((3.9,), True),
        ((), False),
        ((2.1, 2.2), False),
        ((2.1, 3.9), False),
        ((1.5, 2.1), True),
        ((2.1, 4.5), True),
    ],
    ids=["at once", "late", "none", "twice", "again", "at a refusal", "at the next refusal"],
)
def test_once(times: tuple[float, ...], *, ok: bool) -> None:
    """One mail a generation; those at refusals are told by the refusal's own statement."""
    mails = [mail(number, time=time) for number, time in enumerate(times, start=1)]
    (found,) = outcomes("mail.once", journal(*_walk(*mails)))
    assert found.ok is ok


def test_a_mail_at_a_refusal_is_told_there() -> None:
    """Not by the generation."""
    records = _walk(mail(1, time=1.5), mail(2, time=2.5))
    slugs = ("regenerate.refusal.no-mail", "login.refusal.no-mail")
    assert [outcome(slug, *records).ok for slug in slugs] == [False, True]


def test_a_page_loaded_again_may_send_its_form_again() -> None:
    """Whether that sends a mail is the matter of another statement."""
    records: list[Record] = [
        page(1, "regenerate"),
        page(2, "certification-code"),
        page(3, "certification-code"),
        step(1, on=1, led_to=2, trying="regenerate.generated"),
        step(2, on=2, led_to=3, trying="certification-code.reload", verb="reload"),
        mail(1, time=1.5),
        mail(2, time=2.5),
    ]
    assert outcome("mail.once", *records).ok is True
    assert outcome("certification-code.reload", *records).ok is False


def test_each_generation_has_its_own_mail() -> None:
    """Two generations, two mails; and the second one's duplicate is the second one's."""
    records: list[Record] = [
        page(1, "regenerate"),
        page(2, "certification-code"),
        page(3, "certification-code"),
        step(1, on=1, led_to=2, trying="regenerate.generated"),
        step(2, on=1, led_to=3, trying="regenerate.generated"),
        mail(1, time=1.5),
        mail(2, time=2.5),
    ]
    assert [o.ok for o in outcomes("mail.once", journal(*records))] == [True, True]
    again = journal(*records, mail(3, time=2.7, waited=False))
    assert [o.ok for o in outcomes("mail.once", again)] == [True, False]


@pytest.mark.parametrize(
    ("slug", "ok"), [("regenerate.sent-twice", True), ("regenerate.back", False)]
)
def test_where_mails_do_not_matter_they_do_not_count(slug: str, *, ok: bool) -> None:
    """A second sending may generate again; only what lands without a mail must send none."""
    records = (
        page(1, "regenerate"),
        page(2, "certification-code"),
        step(1, on=1, led_to=2, trying="regenerate.generated"),
        mail(1, time=1.5),
        page(3, "certification-code"),
        step(2, on=1, led_to=3, trying=slug),
        mail(2, time=2.5, waited=False),
    )
    assert outcome("mail.once", *records).ok is ok


def test_a_generation_that_did_not_arrive_owes_no_mail() -> None:
    """Where it went astray is told; that no mail came follows."""
    records = (
        page(1, "regenerate"),
        page(2, "regenerate"),
        step(1, on=1, led_to=2, trying="regenerate.generated"),
    )
    assert outcomes("mail.once", journal(*records)) == []


def test_times_are_told_in_utc() -> None:
    """The expected dates say their zone."""
    found = outcome("mail.date", mail(date=None))
    assert str(UTC) in texts(found.expected)


def test_neither_code_contains_the_other() -> None:
    """Whoever sees one of them knows the other, or most of it."""
    slug = "certification-code.not-the-confidential-code"
    mailed = secret(CONFIDENTIAL, "FMWQS252")
    for value, ok in (("AB2CD3EF4G", True), ("FMWQS2", False), ("xFMWQS252", False)):
        vault = Vault()
        vault.add("FMWQS252", "confidential-code")
        vault.add(value, "certification-code")
        shown = SecretRecord(secret=vault.secrets()[1])
        (found,) = outcomes(slug, journal(mailed, shown, mail()))
        assert found.ok is ok, value


@pytest.mark.parametrize("limit", ["too-many-elements", "too-many-parts"])
def test_what_was_not_read_is_not_blamed(limit: str) -> None:
    """Words and codes beyond the limits of the reader cannot be seen; the limit is told."""
    unread = fact(limit, limit=10)
    broken = mail(text="", problems=(unread,), text_code="", html_code="")
    for slug in ("mail.farewell", "mail.code"):
        found = outcome(slug, broken, secret())
        assert (found.ok, found.seen, found.blocked_by) == (None, unread, "")
    assert outcome("mail.farewell", mail(problems=(unread,)), CODE, secret()).ok


@pytest.mark.parametrize(
    ("address", "shortest", "ok"),
    [("/signup/", 1, True), ("/signup/", 2, False), ("/*/", 6, False), ("/other/", 1, False)],
)
def test_a_link_without_a_secret_part(address: str, shortest: int, *, ok: bool) -> None:
    """An address without * is that of a plain link: nothing in it is secret."""
    claim = {"kind": "mail-link", "to": "x", "address": address, "shortest": shortest}
    one = statement("m.link", "Créer un compte", claim)
    record = mail(links=("http://portal.example/signup/",))
    assert isinstance(one.claim, MailLink)
    found = link(one.claim, record, Case(GUIDE, journal(record)))
    assert found.ok is ok
    assert found.expected
    assert (found.expected.code == "mail-link-plain") is (shortest == 1)
