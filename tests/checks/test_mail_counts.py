"""How many mails are promised is checked: none, one or several, of each kind."""

from typing import Any

import pytest

from harness.checks.context import Case
from harness.checks.registry import subjects
from harness.guide.model import Guide, Statement
from harness.messages import catalogue
from harness.model.fact import fact, quote
from harness.model.journal import MAIL_TO_ACCOUNT, Blocker, End, MailRecord, Person, Record, Step
from tests.builders import GUIDE as BUNDLED
from tests.builders import journal, mail, page, person, secret, step
from tests.two_mails import GUIDE, statement

TOKEN = "‹link-token-1›"


def _of(kind: str, number: int = 1, **changes: Any) -> MailRecord:
    return mail(number, time=1.5, **changes).model_copy(update={"slug": kind})


def _outcomes(slug: str, *records: Record) -> list[tuple[bool | None, str]]:
    case = Case(GUIDE, journal(*records))
    statement = GUIDE.by_slug[slug]
    found = [check(statement.claim, one, case) for check, one in subjects(statement, case)]
    return [(one.ok, one.seen.code if one.seen else "") for one in found]


@pytest.mark.parametrize(
    ("slug", "kinds", "ok"),
    [
        ("ask.sent", ("invitation",), True),
        ("ask.sent", (), False),
        ("ask.sent", ("invitation", "invitation"), False),
        ("ask.sent", ("notice",), False),
        ("ask.sent", ("invitation", "notice"), False),
        ("ask.sent", ("invitation", ""), False),
        ("ask.three", ("invitation", "notice", ""), True),
        ("ask.three", ("invitation",), False),
        ("ask.three", (), False),
    ],
)
def test_so_many_and_no_other(slug: str, kinds: tuple[str, ...], *, ok: bool) -> None:
    """A missing mail, one too many and one of another kind break the promise."""
    mails = [_of(kind, number) for number, kind in enumerate(kinds, start=1)]
    pages = (page(1, "ask"), page(2, "ask"))
    ((found, _),) = _outcomes(slug, *pages, step(1, on=1, led_to=2, trying=slug), *mails)
    assert found is ok


def test_a_mail_of_another_kind_tells_which() -> None:
    """A person looks then for what makes it more like that one."""
    pages = (page(1, "ask"), page(2, "ask"))
    moved = step(1, on=1, led_to=2, trying="ask.sent")
    case = Case(GUIDE, journal(*pages, moved, _of("notice", subject="Autre")))
    claim = GUIDE.by_slug["ask.sent"].claim
    ((check, subject),) = subjects(GUIDE.by_slug["ask.sent"], case)
    seen = check(claim, subject, case).seen
    assert seen
    assert "Autre" in catalogue().say(seen)
    assert "Notice" in catalogue().say(seen)


def test_a_mail_is_held_to_its_own_chapter() -> None:
    """Two kinds of mails do not contradict each other."""
    mails = (_of("invitation", subject="Votre demande"), _of("notice", 2, subject="Autre"))
    assert _outcomes("invitation.subject", *mails) == [(True, "words-shown")]
    assert _outcomes("notice.subject", *mails) == [(False, "words-shown")]


@pytest.mark.parametrize(
    ("link", "ok", "seen"),
    [
        (f"http://portal.example/reset/{TOKEN}", True, "mail-link-of-length"),
        (f"http://evil.example/reset/{TOKEN}", False, "mail-link-to-host"),
        ("http://portal.example/reset/1", False, "mail-link-of-length"),
        (f"http://portal.example/other/{TOKEN}", False, "mail-links"),
        ("", False, "no-mail-link"),
    ],
)
def test_a_link(link: str, seen: str, *, ok: bool) -> None:
    """Of the portal itself, at the guide's address, with a secret that is long enough."""
    record = _of("invitation", links=(link,) if link else ())
    hidden = secret(TOKEN, "x" * 24)
    assert _outcomes("invitation.link", record, hidden) == [(ok, seen)]


def test_a_link_in_clear() -> None:
    """The portal itself is served over https."""
    record = _of("invitation", links=(f"http://portal.example/reset/{TOKEN}",))
    safe = journal(record, secret(TOKEN, "x" * 24), base_url="https://portal.example/")
    link = GUIDE.by_slug["invitation.link"]
    ((check, one),) = subjects(link, Case(GUIDE, safe))
    seen = check(link.claim, one, Case(GUIDE, safe)).seen
    assert seen
    assert seen.code == "mail-link-unencrypted"


def test_where_a_link_leads() -> None:
    """Another page than the guide's breaks the promise."""
    steps = [step(n, on=1, led_to=n + 1, verb="follow-mail") for n in (1, 2)]
    steps = [one.model_copy(update={"statement": "invitation.link"}) for one in steps]
    pages = (page(1, "ask"), page(2, "choice"), page(3, "ask"))
    assert [ok for ok, _ in _outcomes("invitation.link", *pages, *steps)] == [True, False]


def test_words_with_the_account_in_them() -> None:
    """They are filled in from the account of the addressee."""
    record = _of("invitation", text="Vous avez demandé un nouveau mot de passe, Marcel.")
    assert _outcomes("invitation.why", record) == [(True, "words-shown")]
    other = _of("invitation", text="Vous avez demandé un nouveau mot de passe, Jean.")
    assert _outcomes("invitation.why", other) == [(False, "closest")]


@pytest.mark.parametrize(
    ("slug", "changes", "ok"),
    [
        ("notice.files", {}, True),
        ("notice.files", {"attachments": ("a.pdf",)}, False),
        ("notice.answer", {"reply_to": ("aide@portail.example",)}, True),
        ("notice.answer", {"sender_address": "aide@portail.example"}, True),
        ("notice.answer", {"sender_address": "non@portail.example"}, False),
        ("notice.sender", {"sender": "Le portail <non@portail.example>"}, True),
        ("notice.sender", {"sender": "Portail <non@portail.example>"}, False),
        ("notice.sender", {"sender": "non@portail.example"}, False),
    ],
)
def test_the_head_of_a_mail(slug: str, changes: dict[str, Any], *, ok: bool) -> None:
    """Name and address of the sender, where answers go, what is attached."""
    known: dict[str, Any] = {"sender_address": "non@portail.example", **changes}
    assert _outcomes(slug, _of("notice", **known))[0][0] is ok


def test_what_is_expected_of_several_kinds() -> None:
    """The titles of the mails are told."""
    case = Case(GUIDE, journal(page(1, "ask"), step(1, led_to=1, trying="ask.sent")))
    ((check, one),) = subjects(GUIDE.by_slug["ask.sent"], case)
    expected = check(GUIDE.by_slug["ask.sent"].claim, one, case).expected
    assert expected
    assert fact("mails-titled", count=1, title=quote("Invitation")) in list(expected.parts())


ONCE = statement("invitation.once", "un seul", {"kind": "mail-form", "form": "once"})


@pytest.mark.parametrize(
    ("kinds", "sent", "once"),
    [
        (("invitation",), True, True),
        ((), True, False),
        (("invitation", "invitation"), True, False),
        (("notice",), False, False),
        (("invitation", "notice"), False, True),
    ],
)
def test_a_statement_that_a_mail_comes_once_bars_no_other_kind(
    kinds: tuple[str, ...], *, sent: bool, once: bool
) -> None:
    """It counts the mails of its kind; a mail in its place is told by both, with its subject."""
    chapters = (
        one.model_copy(update={"statements": (*one.statements, ONCE)})
        if one.slug == "invitation"
        else one
        for one in GUIDE.chapters
    )
    guide = GUIDE.with_chapters(chapters)
    mails = [_of(kind, n, subject="Autre") for n, kind in enumerate(kinds, start=1)]
    pages = (page(1, "ask"), page(2, "ask"))
    case = Case(guide, journal(*pages, step(1, on=1, led_to=2, trying="ask.sent"), *mails))
    found = {
        slug: check(guide.by_slug[slug].claim, one, case)
        for slug in ("ask.sent", "invitation.once")
        for check, one in subjects(guide.by_slug[slug], case)
    }
    assert found["ask.sent"].ok is sent
    assert found["invitation.once"].ok is once
    if kinds == ("notice",):
        other = fact("mails-first", count=1, subject=quote("Autre"))
        assert found["invitation.once"].seen == other
        assert found["ask.sent"].expected
        assert found["ask.sent"].expected.has("mails-titled")


ME, OTHER = person("IDENT1"), person("IDENT2")
NEW = "nouveau@commune.example"


def _sent_to(
    address: str, *more: Record, typed: dict[str, str], people: tuple[Person, ...] = (ME, OTHER)
) -> tuple[bool | None, str]:
    """What is said of a step that sent one mail to an address, beside other records."""
    came = _of("invitation", envelope_to=(address,), recipients=(address,), waited=False)
    sent = step(2, on=1, led_to=2, trying="ask.sent", typed=typed, time=1.0)
    pages = (page(1, "ask"), page(2, "ask"))
    ends = [one for one in more if isinstance(one, End)]
    steps = [one for one in more if one not in ends] or [step(1, on=1, led_to=1, time=0.5)]
    guide = GUIDE.model_copy(update={"accounts": BUNDLED.accounts})
    case = Case(guide, journal(*pages, *steps, sent, came, *ends, people=people))
    one = GUIDE.by_slug["ask.sent"]
    ((check, subject),) = subjects(one, case)
    found = check(one.claim, subject, case)
    codes = [part.code for part in found.seen.parts()] if found.seen else []
    return found.ok, "mail-elsewhere" if "mail-elsewhere" in codes else ""


def _typed(value: str, visitor: str = "A") -> Step:
    return step(1, on=1, led_to=1, visitor=visitor, typed={"Code": value}, time=0.5)


@pytest.mark.parametrize(
    ("typed", "address", "before", "ok"),
    [
        (ME.identifier, ME.email, (), True),
        (ME.identifier, OTHER.email, (), False),
        (ME.identifier, NEW, (), True),
        (ME.email.upper(), ME.email, (), True),
        (ME.email, OTHER.email, (), False),
        (NEW, NEW, (), True),
        (ME.identifier, NEW, (_typed(NEW),), True),
        (ME.identifier, OTHER.email, (_typed(OTHER.email, "B"),), True),
        (ME.identifier, OTHER.email, (_typed(OTHER.identifier),), True),
        (ME.identifier, OTHER.email, (_typed(OTHER.identifier, "B"),), False),
        ("Bonjour", OTHER.email, (), True),
    ],
)
def test_a_mail_counts_for_the_account_that_was_named(
    typed: str, address: str, before: tuple[Record, ...], *, ok: bool
) -> None:
    """Or goes to an address that was typed; whoever logged in as another may write to anybody."""
    assert _sent_to(address, *before, typed={"Votre code": typed})[0] is ok


def test_several_named_accounts() -> None:
    """Nobody can tell to which of them the mail should go."""
    assert _sent_to(OTHER.email, typed={"Un": ME.identifier, "Deux": OTHER.identifier})[0]
    assert _sent_to(NEW, typed={"Un": ME.identifier}, people=(person(email=""),))[0]


def test_the_mail_that_the_scenario_waited_for_in_vain() -> None:
    """The account for which it waited is the one, whatever was typed before."""
    expected = fact(MAIL_TO_ACCOUNT, address=ME.email)
    blocker = Blocker(step=3, statement="ask.sent", expected=expected, seen=fact("none"))
    before, end = _typed(OTHER.email), End(duration=9.0, blocker=blocker)
    told = _sent_to(OTHER.email, before, end, typed={"Code": ME.identifier})
    assert told == (False, "mail-elsewhere")
    assert _sent_to(OTHER.email, before, typed={"Code": ME.identifier})[0]


REFUSES = statement("ask.wrong", "refusé", {"kind": "refused", "page": "ask", "reason": "wrong"})
NO_MAIL = statement("ask.none", "aucun courriel", {"kind": "refusal", "aspect": "no mail"})


def _refusing(*more: Statement) -> Guide:
    first, *others = GUIDE.chapters
    asks = first.model_copy(update={"statements": (*first.statements[:3], REFUSES, *more)})
    return GUIDE.with_chapters((asks, *others))


@pytest.mark.parametrize(
    ("kind", "time", "guide", "ok"),
    [
        ("", 2.5, _refusing(), True),
        ("notice", 2.5, _refusing(), True),
        ("invitation", 2.5, _refusing(), False),
        ("invitation", 1.5, _refusing(), True),
        ("invitation", 2.5, _refusing(NO_MAIL), True),
    ],
    ids=["no mail", "another one", "its mail", "an earlier one", "told by another statement"],
)
def test_a_refused_form_that_does_all_the_same_what_it_is_for(
    kind: str, time: float, guide: Guide, *, ok: bool
) -> None:
    """It tells the person that it refuses, and sends the mail of those that it does not refuse."""
    sent = step(1, on=1, led_to=2, trying="ask.opens", time=1.0)
    refused = step(2, on=2, led_to=3, trying="ask.wrong", time=2.0)
    pages = (page(1, "ask"), page(2, "ask"), page(3, "ask"))
    mails = [_of(kind).model_copy(update={"time": time})] if kind else []
    case = Case(guide, journal(*pages, sent, refused, *mails))
    claim = guide.by_slug["ask.wrong"]
    ((check, subject),) = subjects(claim, case)
    found = check(claim.claim, subject, case)
    assert found.ok is ok
    assert ok or (found.seen and found.seen.code == "refused-and-mailed")


@pytest.mark.parametrize(("late", "ok"), [(1, True), (2, False)])
def test_a_mail_that_an_earlier_step_still_owes(late: int, *, ok: bool) -> None:
    """It may come while the next form is refused; one more may not."""
    sent = step(1, on=1, led_to=2, trying="ask.sent", time=1.0)
    refused = step(2, on=2, led_to=3, trying="ask.wrong", time=2.0)
    pages = (page(1, "ask"), page(2, "ask"), page(3, "ask"))
    mails = [_of("invitation", n).model_copy(update={"time": 2.5}) for n in range(1, late + 1)]
    guide = _refusing()
    case = Case(guide, journal(*pages, sent, refused, *mails))
    claim = guide.by_slug["ask.wrong"]
    ((check, subject),) = subjects(claim, case)
    assert check(claim.claim, subject, case).ok is ok


def test_once_of_a_kind_is_no_matter_of_a_mail_of_another_kind() -> None:
    """Where the guide says "one mail" and not which, the mail that came tells it."""
    once = statement("notice.once", "une fois", {"kind": "mail-form", "form": "once"})
    chapters = [
        one.model_copy(update={"statements": (*one.statements, once)})
        if one.slug == "notice"
        else one
        for one in GUIDE.chapters
    ]
    guide = GUIDE.with_chapters(tuple(chapters))
    for kind, judged in (("invitation", []), ("notice", [True])):
        walk = step(1, on=1, led_to=2, trying="ask.three", time=1.0)
        case = Case(guide, journal(page(1, "ask"), page(2, "ask"), walk, _of(kind)))
        found = [check(once.claim, one, case).ok for check, one in subjects(once, case)]
        assert found == judged
