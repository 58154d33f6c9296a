"""What alterations are made of: each change takes or says so, and counts what it did."""

from dataclasses import asdict, replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from reference_impl.altering.alteration import (
    Acts,
    Alteration,
    Change,
    DidNotTake,
    several,
    silently,
)
from reference_impl.altering.answers import address, answers, sent
from reference_impl.altering.codes import codes, voice
from reference_impl.altering.mails import composed, delivery, header, raw, written_for
from reference_impl.altering.pages import page, pages, values, with_letters
from reference_impl.altering.rules import action, rule
from reference_impl.altering.texts import drop, exchange, pattern, swap, wherever
from reference_impl.app import Parts, build
from reference_impl.catalogue import find
from reference_impl.domain.accounts import Role
from reference_impl.domain.flow import Flow
from reference_impl.domain.mailer import Mailer
from reference_impl.domain.store import Store
from reference_impl.editions import parts_of
from reference_impl.routes import addresses as at
from reference_impl.settings import Settings
from reference_impl.views import Views
from reference_impl.voice import Voice
from reference_impl.web.answers import Answer
from tests.reference_impl.journey import IDENTIFIER
from tests.reference_impl.people import MARCEL, NAMESAKE, search_form
from tests.reference_impl.tour import NotedCodes
from tests.reference_impl.visitor import Visitor

TERMS = {"connected": False, "message": None}


class Post:
    """A mail server that keeps what it is given."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []

    def __call__(self, *_address: object, **_options: object) -> "Post":
        """Connect."""
        return self

    def __enter__(self) -> "Post":  # noqa: PYI034 - one post for all connections
        """Open the connection."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""

    def send_message(self, message: EmailMessage) -> None:
        """Take a message."""
        self.taken.append(message.as_bytes())

    def sendmail(self, _sender: str, _recipient: str, taken: bytes) -> None:
        """Take bytes."""
        self.taken.append(taken)


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Post:
    """Take all mails here."""
    taken = Post()
    monkeypatch.setattr("smtplib.SMTP", taken)
    return taken


def _applied(change: Change, parts: Parts | None = None) -> tuple[Parts, Acts]:
    plain = parts or Parts(mailer=Mailer("127.0.0.1", 9))
    return Alteration("name", "kind", "What it does.", change).apply(plain)


async def _mailed(change: Change) -> int:
    parts, acts = _applied(change)
    assert parts.mailer
    await parts.mailer.send_code("marcel@commune.fr", "FMWQS252")
    return acts.number


@pytest.mark.parametrize(
    "change", [swap("y", "z"), drop("y"), exchange("x", "y"), pattern("y", "")]
)
def test_words_that_are_not_there_are_an_error(change: object) -> None:
    """A defect that did not take must not pass for one that nobody noticed."""
    assert callable(change)
    with pytest.raises(DidNotTake, match="expected 'y' to be altered, seen 'abc x'"):
        change("abc x")


def test_texts_are_altered() -> None:
    """Each change does what its name says."""
    assert swap("a", "b")("aa") == "bb"
    assert wherever("a", "b")("c") == "c"
    assert exchange("a", "b")("ab") == "ba"
    assert pattern("(a).", r"\1")("ab\na\n") == "a\na"


def test_a_page_alone_is_altered_and_counted() -> None:
    """Other pages stay as they are, and count nothing."""
    parts, acts = _applied(page("terms", swap("<h1>", "<h1>Nos ")))
    assert parts.views
    assert "<h1>Nos " in parts.views.render("conditions", TERMS)
    assert "<h1>Nos " not in parts.views.render("help", TERMS)
    assert acts.number == 1


def test_another_edition_may_have_nothing_to_alter() -> None:
    """There the page stays as it is, and what was looked for is noted; else it is a mistake."""
    change = Alteration("name", "kind", "What it does.", page("terms", swap("absent", "?")))
    plain = Parts(mailer=Mailer("127.0.0.1", 9))
    parts, acts = change.apply(plain, strict=False)
    assert parts.views
    assert parts.views.render("conditions", TERMS) == Views().render("conditions", TERMS)
    assert (acts.number, acts.missed[:17]) == (0, "expected 'absent'")
    parts, _ = change.apply(plain)
    assert parts.views
    with pytest.raises(DidNotTake):
        parts.views.render("conditions", TERMS)


def test_a_page_that_stays_as_it_was_is_noted_on_another_edition() -> None:
    """What is shown at times only may never be shown there."""
    change = Alteration("name", "kind", "What it does.", page("terms", wherever("absent", "?")))
    for strict, missed in ((False, "conditions is as it was"), (True, "")):
        parts, acts = change.apply(Parts(mailer=Mailer("127.0.0.1", 9)), strict=strict)
        assert parts.views
        parts.views.render("conditions", TERMS)
        assert (acts.number, acts.missed) == (0, missed)


def test_a_part_that_is_not_there_is_nothing_to_alter_either() -> None:
    """The parts come back as they were."""
    change = Alteration("name", "kind", "What it does.", header("To", None))
    plain = Parts()
    parts, acts = change.apply(plain, strict=False)
    assert (parts, bool(acts.missed)) == (plain, True)
    with pytest.raises(DidNotTake):
        change.apply(plain)


def test_letters_written_as_entities_are_letters() -> None:
    """Words of the guide are found in the markup of 2010 too; its other signs stay."""
    assert with_letters("R&eacute;g&eacute;n&eacute;rer&nbsp;&laquo;&lt;") == "Régénérer&nbsp;«&lt;"


@pytest.mark.parametrize("edition", ["modern", "legacy"])
async def test_headings_labels_and_marks_are_found_in_any_edition(
    edition: str, accounts_file: Path
) -> None:
    """What a mutant says of words holds whatever they are written in."""
    settings = Settings(accounts=accounts_file, smtp_host="127.0.0.1", smtp_port=9, edition=edition)
    for name in (
        "step-2-heading-shortened",
        "step-2-last-name-label-other",
        "step-2-bcr-mark-single",
    ):
        parts, acts = find("mutant", name).apply(parts_of(settings), strict=False)
        with build(settings, parts) as site:
            await Visitor(site.app).get(IDENTIFIER.search)
        assert (acts.number, acts.missed) == (1, "")


def test_every_page_is_altered() -> None:
    """What is on all pages is altered on all."""
    parts, acts = _applied(pages(wherever("</main>", "<hr></main>")))
    assert parts.views
    for name in ("conditions", "help"):
        assert "<hr></main>" in parts.views.render(name, TERMS)
    assert acts.number == 2


def test_the_values_of_a_page_are_altered() -> None:
    """The page shows other values; values that stay the same count nothing."""
    parts, acts = _applied(values("terms", lambda shown: {**shown, "connected": True}))
    assert parts.views
    assert ">Connecté<" in parts.views.render("conditions", TERMS)
    assert acts.number == 1
    parts.views.render("conditions", {**TERMS, "connected": True})
    assert acts.number == 1


def test_changes_of_one_page_add_up() -> None:
    """A second change finds what the first one made."""
    both = several(page("help", swap("Aide", "Soutien")), page("help", swap("Soutien", "Secours")))
    parts, acts = _applied(both)
    assert parts.views
    assert "<h1>Secours" in parts.views.render("help", TERMS)
    assert acts.number == 2


def test_what_only_prepares_does_not_count() -> None:
    """A change made silently is made, and its acts are nobody's."""
    parts, acts = _applied(silently(page("help", swap("Aide", "Soutien"))))
    assert parts.views
    assert "<h1>Soutien" in parts.views.render("help", TERMS)
    assert acts.number == 0


def test_a_rule_acts_where_its_answer_differs(store: Store, outbox: Any) -> None:
    """Where the altered rule says what the plain one does, it did not act."""
    parts, acts = _applied(rule("siret_matches", lambda _self, _siret, _account: True))
    flow = parts.flow(store, NotedCodes(), outbox)
    flow.search(Role.ADMINISTRATOR, search_form(MARCEL, bcr=""))
    known = acts.number
    account = store.account(MARCEL.identifier)
    assert account
    assert flow.siret_matches(account.siret, account)
    assert acts.number == known
    assert flow.siret_matches("0", account)
    assert acts.number == known + 1


def test_an_action_has_the_plain_one_at_hand(store: Store, outbox: Any) -> None:
    """What changes something is called once, and each call counts."""
    parts, acts = _applied(
        action("count_failure", lambda plain, self, account: plain(self, account) + 10)
    )
    flow = parts.flow(store, NotedCodes(), outbox)
    account = store.account(MARCEL.identifier)
    assert account
    assert [flow.count_failure(account) for _ in range(2)] == [11, 12]
    assert acts.number == 2


async def test_an_address_serves_another_page(accounts_file: Path) -> None:
    """The altered page stands in the place of the plain one, which it may still ask."""

    async def home(plain: Any, visit: Any) -> Any:
        assert callable(plain)
        return visit.go(at.HELP)

    parts, acts = _applied(address("GET", at.HOME, home))
    with build(_settings(accounts_file), parts) as site:
        answer = await Visitor(site.app).get(at.HOME)
    assert (answer.path, acts.number) == (at.HELP, 1)


@pytest.mark.parametrize(
    "change",
    [address("GET", "/nowhere", lambda plain, visit: plain(visit)), sent(at.HELP, dict)],
)
def test_an_address_that_is_not_served_is_an_error(change: Change) -> None:
    """A page that moved takes its alterations with it, or says so."""
    with pytest.raises(DidNotTake, match="expected a page at"):
        _applied(change)


async def test_what_was_sent_is_altered_before_it_is_read(accounts_file: Path) -> None:
    """The page reads what the alteration made of the form."""
    form = asdict(search_form(NAMESAKE))
    parts, acts = _applied(sent(IDENTIFIER.search, lambda typed: {**typed, **form}))
    with build(_settings(accounts_file), parts) as site:
        answer = await Visitor(site.app).submit(IDENTIFIER.search, **asdict(search_form(MARCEL)))
    assert answer.value("identifiant") == NAMESAKE.identifier
    assert acts.number == 1


async def test_answers_are_altered_whole(accounts_file: Path) -> None:
    """Status, headers and content; the declared length is that of the new content."""

    def alter(answer: Answer) -> None:
        if answer.path == at.HELP:
            answer.status, answer.body = 203, answer.body[:100]

    parts, acts = _applied(answers(alter))
    with build(_settings(accounts_file), parts) as site:
        visitor = Visitor(site.app)
        answer = await visitor.get(at.HELP)
        await visitor.get(at.HOME)
    assert (answer.status, len(answer.body)) == (203, 100)
    assert answer.header("content-length") == "100"
    assert acts.number == 1


def test_codes_are_altered_as_they_are_drawn() -> None:
    """One kind may be altered, the other not."""
    parts, acts = _applied(codes(certification=str.lower))
    assert parts.codes
    assert parts.codes.certification().islower()
    assert parts.codes.confidential().isupper()
    assert acts.number == 1


def test_the_voice_says_something_else() -> None:
    """What is spoken, and the bytes of the sound."""
    parts, acts = _applied(voice(says=lambda code: code[::-1], sound=lambda wav: wav[:-2]))
    assert parts.voice
    assert parts.voice.wav("AB") == Voice().wav("BA")[:-2]
    assert acts.number == 1


async def test_mails_are_altered(post: Post) -> None:
    """Their message, headers, bytes, what they are written for, and how they are sent."""

    def without_a_word(message: EmailMessage, _code: str) -> EmailMessage:
        message.set_content("")
        return message

    async def twice(send: object, message: EmailMessage) -> None:
        assert callable(send)
        await send(message)
        await send(message)

    assert await _mailed(composed(without_a_word)) == 1
    assert await _mailed(header("Subject", "Bonjour")) == 1
    assert await _mailed(header("Subject", None)) == 1
    assert await _mailed(written_for(lambda _address, code: ("autre@commune.fr", code))) == 1
    assert await _mailed(raw(lambda mail: mail.replace(b"bient", b"tard"))) == 1
    assert await _mailed(delivery(twice)) == 1
    empty, other, none, elsewhere, late, *both = post.taken
    assert b"FMWQS252" not in empty
    assert b"Subject: Bonjour" in other
    assert b"Subject" not in none
    assert b"To: autre@commune.fr" in elsewhere
    assert b"A tard" in late
    assert both[0] == both[1]


async def test_a_mail_that_stays_the_same_counts_nothing(post: Post) -> None:
    """An alteration of mails that altered nothing did not act."""
    assert await _mailed(raw(lambda mail: mail)) == 0
    assert await _mailed(composed(lambda message, _code: message)) == 0
    assert len(post.taken) == 2


def test_mails_cannot_be_altered_without_a_mailer() -> None:
    """The mailer has an address, which an alteration cannot know."""
    with pytest.raises(DidNotTake, match="expected the parts to hold a"):
        _applied(written_for(lambda address, code: (address, code)), Parts())


def test_the_plain_parts_stay_as_they_are() -> None:
    """Alterations give other parts; the ones that they were given are not touched."""
    plain = Parts(mailer=Mailer("127.0.0.1", 9), views=Views())
    known = replace(plain)
    _applied(several(rule("email_valid", lambda *_: True), page("help", drop("Aide"))), plain)
    assert (plain, plain.flow) == (known, Flow)


def _settings(accounts: Path) -> Settings:
    return Settings(accounts=accounts, smtp_host="127.0.0.1", smtp_port=9)
