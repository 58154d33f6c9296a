"""Claims about movements: where they lead, and how a portal refuses."""

from datetime import timedelta
from typing import Any, ClassVar

import pytest

from harness.checks.context import Case
from harness.checks.outcome import Outcome
from harness.checks.registry import subjects
from harness.guide.folded_page import with_folded
from harness.model.exchange import Exchange
from harness.model.fact import Fact, fact, quote, quotes
from harness.model.finding import Level
from harness.model.journal import PageRecord, Record, Step, Typed
from harness.model.page import Button, Frame
from tests import two_mails
from tests.builders import (
    GUIDE,
    ME,
    STARTED,
    choice,
    field,
    journal,
    link,
    mail,
    message,
    outcome,
    outcomes,
    page,
    secret,
    step,
)
from tests.facts import texts

CERTIFICATION = "Code de certification"
WRONG = "Votre recherche n'a pas abouti."
ADVICE = "le n° de BCR ou de contrat est bien saisi en majuscules"


def holding(label: str, value: str, wanted: str) -> Fact:
    """A field that holds something else than it should."""
    return fact("field-holds", label=quote(label), value=quote(value), wanted=quote(wanted))


def judged_as(slug: str, *records: Record) -> bool | None:
    """The verdict on a statement: a failure counts more than a pass, and that more than nothing."""
    found = {one.ok for one in outcomes(slug, journal(*records))}
    return next((ok for ok in (False, True) if ok in found), None)


def different(*messages: str) -> Fact:
    """Refusals in different words."""
    return fact("different-messages", texts=quotes(messages))


class TestSentTwiceAtOnce:
    """A request that was sent twice at once: the code of the last mail counts."""

    ASKED, ACCEPTED = "certification.sent-at-once", "certification.sent-at-once.accepted"
    FIRST, LAST, SHOWN = "‹confidential-code-1›", "‹confidential-code-2›", "‹certification-code-1›"
    REFUSED = (ASKED, LAST, "login")
    OTHER_REFUSED = (ASKED, FIRST, "login")
    OTHER_TAKEN = (ASKED, FIRST, "certification")

    def _ok(
        self,
        *tries: tuple[str, str, str],
        answered: float | None = None,
        mails: int = 2,
        overtaken: bool = False,
    ) -> bool | None:
        """What is said of the statement of the last step.

        Args:
            tries: what each step tries, the code that it gives, and the page that it leads to.
            answered: seconds until the second request was answered; None if unknown. The mails
                came after 2 and 5 seconds.
            mails: how many came.
            overtaken: whether the first request was answered after the second.
        """
        at = None if answered is None else STARTED + timedelta(seconds=answered)
        post = Exchange(method="POST", url="http://portal.example/", status=303, answered_at=at)
        late = timedelta(seconds=1 if overtaken else 0)
        first = post.model_copy(update={"answered_at": at + late if at else None})
        records: list[Record] = [
            page(1, "regenerate"),
            page(2, "certification-code", exchanges=(first, post)),
            step(1, verb="press-twice", trying="regenerate.sent-at-once", on=1, led_to=2),
            *(mail(1, time=2, text_code=self.FIRST), mail(2, time=5, text_code=self.LAST))[-mails:],
        ]
        for number, (slug, code, led_to) in enumerate(tries, start=2):
            records += [page(2 * number - 1, "login"), page(2 * number, led_to)]
            on, time = 2 * number - 1, 10.0 * number
            moved = step(number, trying=slug, on=on, led_to=on + 1, typed={"Code": code}, time=time)
            records.append(moved)
        return judged_as(tries[-1][0], *records)

    def test_the_order_is_known(self) -> None:
        """Both mails came before the answer: a code of the last one that is refused is broken."""
        assert self._ok(self.REFUSED, self.OTHER_TAKEN, answered=6) is False

    def test_the_first_request_is_answered_last(self) -> None:
        """Its mail is the last one then, and the other code counts."""
        assert self._ok(self.REFUSED, self.OTHER_TAKEN, answered=6, overtaken=True)
        assert self._ok(self.REFUSED, self.OTHER_REFUSED, answered=6, overtaken=True) is False

    def test_the_other_code_leads_to_a_page_that_is_not_recognised(self) -> None:
        """It may have been taken: nothing can be said."""
        unknown = (self.ASKED, self.FIRST, "")
        assert self._ok(self.REFUSED, unknown, answered=3) is None

    def test_the_code_of_the_only_mail_is_refused(self) -> None:
        """There is no other code to try."""
        assert self._ok(self.REFUSED, mails=1) is False

    @pytest.mark.parametrize("answered", [None, 1.0, 3.0])
    def test_mails_that_may_have_overtaken_each_other(self, answered: float | None) -> None:
        """The last one came after the answer, or nobody knows: the other code is as good."""
        assert self._ok(self.REFUSED, self.OTHER_TAKEN, answered=answered)
        assert self._ok(self.REFUSED, self.OTHER_REFUSED, answered=answered) is False

    def test_the_code_shown_is_refused(self) -> None:
        """Nobody can tell whether it belongs to the other mail, which was not tried."""
        asked = (self.ASKED, self.LAST, "certification")
        refused = (self.ACCEPTED, self.SHOWN, "certification")
        assert self._ok(asked, refused, answered=6) is False
        assert self._ok(asked, refused, answered=3) is None

    def test_no_code_goes_with_the_one_shown(self) -> None:
        """Both mails were tried: that is broken in whatever order they came."""
        refused = (self.ACCEPTED, self.SHOWN, "certification")
        assert self._ok(self.REFUSED, self.OTHER_TAKEN, refused, answered=3) is False


class TestAction:
    """What is followed leads to its page."""

    SLUG = "lost-codes.terms"

    def test_it_leads_where_the_guide_says(self) -> None:
        """The link to the general conditions opens them."""
        records = (page(1, "home"), page(2, "terms"))
        moved = step(1, verb="follow", statement=self.SLUG, on=1, led_to=2)
        assert outcome(self.SLUG, *records, moved).ok

    def test_it_leads_elsewhere(self) -> None:
        """Where it led is told by the guide's name of that page."""
        moved = step(1, verb="follow", statement=self.SLUG, on=1, led_to=2)
        found = outcome(self.SLUG, page(1, "home"), page(2, "login"), moved)
        assert found.ok is False
        assert "login" in texts(found.seen)
        assert (found.evidence.step, found.evidence.page) == (1, 2)

    def test_a_page_that_the_guide_does_not_have(self) -> None:
        """It is told by title and status."""
        moved = step(1, verb="follow", statement=self.SLUG, on=1, led_to=2)
        lost = page(2, "", title="Not found", status=404)
        seen = fact("unknown-page", title=quote("Not found"), status=404)
        assert outcome(self.SLUG, page(1), lost, moved).seen == seen

    def test_a_movement_that_tries_something_is_judged_by_that(self) -> None:
        """« Je valide » leads to many pages."""
        moved = step(1, statement=self.SLUG, on=1, led_to=2, trying="search.found")
        assert outcomes(self.SLUG, journal(page(1, "home"), page(2, "terms"), moved)) == []

    @pytest.mark.parametrize(
        ("slug", "status", "required", "advised"),
        [("login", 200, True, True), ("home", 200, True, False), ("", 404, False, False)],
    )
    def test_the_guide_does_not_say_where_it_leads(
        self, slug: str, status: int, *, required: bool, advised: bool
    ) -> None:
        """« annuler »: any page will do, the login window is our reading."""
        records = (
            page(1, "lost-codes"),
            page(2, slug, status=status),
            step(1, verb="follow", statement="lost-codes.cancel", on=1, led_to=2),
        )
        assert outcomes("lost-codes.cancel", journal(*records))[-1].ok is required
        assert outcome("lost-codes.cancel.leads", *records).ok is advised

    @pytest.mark.parametrize(
        ("label", "kind", "observes", "ok"),
        [
            ("annuler", "button", {"javascript"}, False),
            ("annuler", "reset", {"javascript"}, True),
            ("annuler", "button", set(), True),
        ],
        ids=["dead", "empties the form", "scripts are not run"],
    )
    def test_a_button_that_does_nothing(
        self, label: str, kind: str, observes: set[str], *, ok: bool
    ) -> None:
        """It is broken wherever it should lead, and where it should is not judged."""
        there = Button(label=label, kind=kind)
        moved = step(1, statement="lost-codes.cancel", on=1, led_to=2)
        walked = page(1, "lost-codes", there), page(2, "lost-codes", there), moved
        seen = journal(*walked, observes=frozenset(observes))
        assert outcomes("lost-codes.cancel", seen)[-1].ok is ok
        (leads,) = outcomes("lost-codes.cancel.leads", seen)
        assert leads.blocked_by == ("" if ok else "lost-codes.cancel")

    @pytest.mark.parametrize(
        ("slug", "value", "more", "ok"),
        [
            ("search", "MARTIN", (), False),
            ("search", "", (), True),
            ("search", "MARTIN", (Button(label="Oui"),), True),
            ("regenerate", "", (), False),
            ("home", "", (), True),
        ],
        ids=["stays filled in", "emptied", "asks whether to go on", "was sent", "leaves"],
    )
    def test_a_filled_form_that_is_given_up(
        self, slug: str, value: str, more: tuple[Button, ...], *, ok: bool
    ) -> None:
        """« Annuler » neither keeps the form as it is nor sends it, wherever it leads."""
        before = page(1, "search", field("Votre Nom"))
        after = page(2, slug, field("Votre Nom").model_copy(update={"value": value}), *more)
        typed = {"Votre Nom": "MARTIN"}
        moved = step(1, statement="search.cancel", on=1, led_to=2, typed=typed)
        seen = journal(before, after, moved)
        assert outcomes("search.cancel", seen)[-1].ok is ok
        (leads,) = outcomes("search.cancel.leads", seen)
        assert leads.blocked_by == ("" if ok else "search.cancel")

    def test_a_button_that_may_empty_its_form(self) -> None:
        """« Annuler » beside fields: a script may have emptied them, and they were empty."""
        there = Button(label="Annuler", kind="button", form="f"), field("Votre Nom", form="f")
        moved = step(1, statement="search.cancel", on=1, led_to=2)
        seen = journal(
            *(page(1, "search", *there), page(2, "search", *there), moved),
            observes=frozenset({"javascript"}),
        )
        assert outcomes("search.cancel", seen)[-1].ok
        (leads,) = outcomes("search.cancel.leads", seen)
        assert leads.ok is False

    def test_a_button_that_goes_back_and_does_the_thing(self) -> None:
        """« Annuler » that sends a mail is broken, wherever it leads."""
        moved = step(1, verb="follow", statement="regenerate.cancel", on=1, led_to=2)
        records = (page(1, "regenerate"), page(2, "lost-codes"), moved)
        assert [one.ok for one in outcomes("regenerate.cancel", journal(*records))] == [False, True]
        found = outcomes("regenerate.cancel", journal(*records, mail(time=1.5)))[-1]
        assert found.ok is False
        assert found.evidence.mail == 1


class TestErrorStatus:
    """A page of the guide that comes with an error's status did not come as promised."""

    LEADS, ACTION = "search.found", "lost-codes.terms"

    @pytest.mark.parametrize(("status", "ok"), [(200, True), (404, False), (500, False)])
    @pytest.mark.parametrize("kind", ["leads", "action", "open"])
    def test_the_step_that_led_to_it_tells(self, kind: str, status: int, *, ok: bool) -> None:
        """By its own statement; whoever opened the page by its address has the page's first one."""
        slug = self.LEADS if kind == "leads" else self.ACTION
        to = getattr(GUIDE.by_slug[slug].claim, "page", "terms")
        moved: dict[str, Any] = {"trying": slug} if kind == "leads" else {}
        if kind == "action":
            moved = {"verb": "follow", "statement": slug}
        if kind == "open":
            to = "search"
            first = (one for one in GUIDE.on(to) if one.level is Level.REQUIRED)
            slug, moved = next(first).slug, {"verb": "open"}
        typed = {"Numéro SIRET": ME.siret, "Votre Nom": ME.last_name}
        walk = (
            page(1, "search"),
            page(2, to, field("Code identifiant", ME.identifier), status=status),
        )
        judged = outcomes(slug, journal(*walk, step(1, on=1, led_to=2, typed=typed, **moved)))
        told = [one.seen for one in judged if one.seen and one.seen.code == "page-with-status"]
        assert [one.params["status"] for one in told] == ([] if ok else [status])

    def test_a_link_of_a_mail(self) -> None:
        """It leads to its page, which failed."""
        guide = two_mails.GUIDE
        moved = step(1, on=1, led_to=2, verb="follow-mail", statement="invitation.link")
        case = Case(guide, journal(page(1, "ask"), page(2, "choice", status=500), moved))
        link = guide.by_slug["invitation.link"]
        ((check, one),) = subjects(link, case)
        assert check(link.claim, one, case).ok is False

    @pytest.mark.parametrize(("status", "ok"), [(422, True), (403, True), (500, False)])
    def test_a_form_that_refuses(self, status: int, *, ok: bool) -> None:
        """It may come again with the status of a refusal, not of a failure."""
        slug = "search.bcr.own"
        moved = step(1, on=1, led_to=2, trying=slug, typed={"Votre Nom": ME.last_name})
        told = page(2, "search", message(WRONG), status=status)
        assert outcome(slug, page(1, "search"), told, moved).ok is ok


class TestLeads:
    """The movement opens its page, fields filled in as promised."""

    SLUG = "search.found"
    TYPED: ClassVar = {"Numéro SIRET": ME.siret, "Votre Nom": ME.last_name}

    def _walk(self, *fields: object, slug: str = "regenerate") -> tuple[Record, ...]:
        moved = step(1, on=1, led_to=2, trying=self.SLUG, typed=self.TYPED)
        return page(1, "search"), page(2, slug, *fields), moved

    def test_the_identifier_is_filled_in(self) -> None:
        """Of the person whose form was sent."""
        assert outcome(self.SLUG, *self._walk(field("Code identifiant", ME.identifier))).ok

    @pytest.mark.parametrize("value", ["", "IDENT2", "ident1"])
    def test_nothing_or_something_else_is_filled_in(self, value: str) -> None:
        """To the letter."""
        found = outcome(self.SLUG, *self._walk(field("Code identifiant", value)))
        assert found.ok is False
        assert found.seen == holding("Code identifiant", value, "IDENT1")

    def test_another_page(self) -> None:
        """With what it says to the person."""
        found = outcome(self.SLUG, *self._walk(message(WRONG), slug="search"))
        assert found.ok is False
        assert found.seen
        assert found.seen.params["says"] == quote(WRONG)

    def test_no_mail_is_part_of_it(self) -> None:
        """A mail between this movement and the next one is this movement's."""
        good = self._walk(field("Code identifiant", ME.identifier))
        assert outcome(self.SLUG, *good, mail(time=0.5)).ok
        found = outcome(self.SLUG, *good, mail(time=1.5))
        assert found.ok is False
        assert found.seen
        assert (found.seen.code, found.seen.params["count"]) == ("mails-first", 1)
        later = (page(3, "home"), step(2, verb="open", led_to=3))
        assert outcome(self.SLUG, *good, *later, mail(time=2.5)).ok

    def test_an_empty_field(self) -> None:
        """The short way opens the form with nothing in the identifier."""
        slug = "regenerate.opened-empty"
        moved = step(1, verb="follow", on=1, led_to=2, trying=slug)
        for value, ok in (("", True), ("IDENT9", False)):
            record = page(2, "regenerate", field("Code identifiant", value))
            assert outcome(slug, page(1, "lost-codes"), record, moved).ok is ok

    def test_a_field_under_another_label(self) -> None:
        """Its content is seen all the same; the label is told by its own statement."""
        assert outcome(self.SLUG, *self._walk(field("Nom d'utilisateur", ME.identifier))).ok
        found = outcome(self.SLUG, *self._walk(field("Nom d'utilisateur", "")))
        assert (found.ok, found.blocked_by) == (None, "regenerate.identifier")
        slug = "regenerate.opened-empty"
        moved = step(1, verb="follow", on=1, led_to=2, trying=slug)
        record = page(2, "regenerate", field("Nom d'utilisateur", ""))
        found = outcome(slug, page(1, "lost-codes"), record, moved)
        assert (found.ok, found.blocked_by) == (None, "regenerate.identifier")

    def test_nobody_to_fill_in(self) -> None:
        """A journal without people is judged all the same."""
        good = self._walk(field("Code identifiant", "X"))
        assert outcome(self.SLUG, *good, people=()).ok is False


class TestRefused:
    """The movement is refused, with the words that are promised."""

    SLUG, ADVICE = "regenerate.condition.address", "regenerate.condition.address.advice"
    WORDS = (
        "demandez à un autre administrateur de votre établissement de régénérer votre code "
        "confidentiel"
    )

    def _moved(self, slug: str, *parts: object) -> tuple[Record, ...]:
        moved = step(1, on=1, led_to=2, trying=(self.SLUG, self.ADVICE))
        return page(1, "regenerate"), page(2, slug, *parts), moved

    def test_refused_with_the_advice(self) -> None:
        """Both statements hold."""
        walk = self._moved("regenerate", message(f"Impossible : {self.WORDS}."))
        assert outcome(self.SLUG, *walk).ok
        assert outcome(self.ADVICE, *walk).ok

    def test_the_advice_in_other_words(self) -> None:
        """It is enough to be sent to another administrator of the establishment."""
        told = "Adressez-vous à un autre administrateur de votre établissement."
        assert outcome(self.ADVICE, *self._moved("regenerate", message(told))).ok

    def test_refused_without_the_advice(self) -> None:
        """Only the advice is missing."""
        walk = self._moved("regenerate", message("Impossible."))
        assert outcome(self.SLUG, *walk).ok
        found = outcome(self.ADVICE, *walk)
        assert found.ok is False
        assert found.seen
        assert found.seen.code == "without-those-words"

    @pytest.mark.parametrize(
        ("method", "host", "status", "ok"),
        [
            ("POST", "portal.example", 422, True),
            ("POST", "portal.example", 500, False),
            ("GET", "portal.example", 500, True),
            ("POST", "counter.example", 500, True),
        ],
    )
    @pytest.mark.parametrize("by", ["exchanges", "calls"])
    def test_a_server_that_breaks_refuses_nothing(
        self, by: str, method: str, host: str, status: int, *, ok: bool
    ) -> None:
        """The same page may be shown all the same; the answer's status tells the difference."""
        sent = Exchange(method=method, url=f"http://{host}/api", status=status)
        moved = step(1, on=1, led_to=2, trying="search.hostile")
        after = page(2, "search", message("Une erreur est survenue."))
        after = after.model_copy(update={by: (sent,)})
        found = outcome("search.hostile", page(1, "search"), after, moved)
        assert found.ok is ok
        assert found.seen
        assert found.seen.has("after-status") is not ok

    NOTE = f"Si l'adresse n'est pas valide, {WORDS}."

    def test_a_note_that_always_stands_there_is_no_message(self) -> None:
        """Its words were there before the form was sent."""
        plain, again = page(1, "regenerate", self.NOTE), page(2, "regenerate", self.NOTE)
        moved = step(1, on=1, led_to=2, trying=self.ADVICE)
        found = outcome(self.ADVICE, plain, again, moved)
        assert found.ok is False
        assert found.seen
        assert found.seen.code == "words-as-before"

    @pytest.mark.parametrize("more", [f"{WORDS}.", message(f"{WORDS}.")])
    def test_the_message_has_the_words_of_a_note(self, more: object) -> None:
        """It stands there once more, marked or not."""
        plain, again = page(1, "regenerate", self.NOTE), page(2, "regenerate", self.NOTE, more)
        moved = step(1, on=1, led_to=2, trying=self.ADVICE)
        assert outcome(self.ADVICE, plain, again, moved).ok

    def test_a_note_that_becomes_the_message(self) -> None:
        """It is marked as one now, in its place."""
        plain, again = page(1, "regenerate", self.NOTE), page(2, "regenerate", message(self.NOTE))
        moved = step(1, on=1, led_to=2, trying=self.ADVICE)
        assert outcome(self.ADVICE, plain, again, moved).ok

    @pytest.mark.parametrize("parts", [(f"{WORDS}.",), (message(f"{WORDS}."),)])
    @pytest.mark.parametrize("is_seen_plain", [True, False])
    def test_what_a_former_try_left_is_told_again(
        self, parts: tuple[object, ...], *, is_seen_plain: bool
    ) -> None:
        """In the same place after each try."""
        first = page(1, "regenerate" if is_seen_plain else "home")
        records = (
            first,
            page(2, "regenerate", *parts),
            page(3, "regenerate", *parts),
            step(1, on=1, led_to=2, trying=self.SLUG),
            step(2, on=2, led_to=3, trying=self.ADVICE),
        )
        assert outcome(self.ADVICE, *records).ok

    def test_a_second_try_that_is_not_told(self) -> None:
        """What is left is the note alone."""
        records = (
            page(1, "regenerate", self.NOTE),
            page(2, "regenerate", self.NOTE, message("Adresse inconnue.")),
            page(3, "regenerate", self.NOTE),
            step(1, on=1, led_to=2, trying=self.SLUG),
            step(2, on=2, led_to=3, trying=self.ADVICE),
        )
        assert outcome(self.ADVICE, *records).ok is False

    def test_not_refused(self) -> None:
        """Step 4 opens: both are broken."""
        walk = self._moved("certification-code")
        assert [outcome(slug, *walk).ok for slug in (self.SLUG, self.ADVICE)] == [False, False]


class TestRefusedElsewhere:
    """A refusal is a fact, on whatever page it is told."""

    SLUG = "search.bcr.own"
    OWN_PAGE = "Demande rejetée"

    def _walk(self, after: PageRecord, *more: Record) -> tuple[Record, ...]:
        typed = {"Numéro BCR": "01ZZZ999", "Votre Nom": ME.last_name}
        moved = step(1, on=1, led_to=2, trying=self.SLUG, typed=typed)
        return page(1, "search", field("Numéro BCR")), after, moved, *more

    def _goal(self) -> tuple[Record, ...]:
        """The goal of the form, seen later on."""
        return step(2, on=2, led_to=3), page(3, "regenerate")

    def test_on_a_page_of_its_own(self) -> None:
        """The message is what this page says."""
        walk = self._walk(page(2, "", self.OWN_PAGE, WRONG), *self._goal())
        assert outcome(self.SLUG, *walk).ok
        assert outcome("search.refusal.message", *walk).ok

    def test_on_another_page_of_the_guide(self) -> None:
        """Step 1 with a message."""
        assert outcome(self.SLUG, *self._walk(page(2, "lost-codes", message(WRONG)))).ok

    @pytest.mark.parametrize("told", ["Bienvenue", message("Votre demande est traitée.")])
    def test_a_page_that_may_be_the_goal(self, told: object) -> None:
        """Nobody knows it and the goal was never seen: nothing is judged, whatever it marks."""
        unknown = self._walk(page(2, "", told))
        for observes in (frozenset(), frozenset({"mailbox"})):  # step 3 sends no mail
            (found,) = outcomes(self.SLUG, journal(*unknown, observes=observes))
            assert (found.ok, found.seen) == (None, fact("goal-never-seen"))

    @pytest.mark.parametrize(("observes", "ok"), [({"mailbox"}, True), (set(), None)])
    def test_an_unknown_page_without_the_mail_of_the_goal(
        self, observes: set[str], *, ok: bool | None
    ) -> None:
        """Step 4 sends a mail: where none came, it was not reached, if this run sees mails."""
        slug = "regenerate.answer.right"
        moved = step(1, on=1, led_to=2, trying=slug, typed={"Réponse": "X"})
        walk = page(1, "regenerate", field("Réponse")), page(2, "", WRONG), moved
        assert outcomes(slug, journal(*walk, observes=frozenset(observes)))[-1].ok is ok

    @pytest.mark.parametrize(
        "after",
        [
            page(2, "", message(WRONG), status=422),
            page(2, "", message(WRONG), field("Numéro BCR"), field("Votre Nom")),
            page(2, "", WRONG).model_copy(update={"refuses": ("search",)}),
        ],
        ids=["error", "form again", "target file"],
    )
    def test_an_unknown_page_that_is_no_goal(self, after: PageRecord) -> None:
        """Its status, its fields or the target file say so, though the goal was never seen."""
        seen = journal(*self._walk(after), observes=frozenset())
        assert outcomes(self.SLUG, seen)[-1].ok

    def test_a_page_of_its_own_that_the_target_file_names(self) -> None:
        """Where it is not expected, it is told as this portal's refusal, with all that it says."""
        after = page(2, "", self.OWN_PAGE, WRONG, title="Erreur")
        after = after.model_copy(update={"refuses": ("search",)})
        moved = step(1, on=1, led_to=2, trying="search.found.apostrophe")
        found = outcome("search.found.apostrophe", page(1, "search"), after, moved)
        title = GUIDE.pages["search"].title
        refusal = fact("page-of-refusal", title=quote("Erreur"), places=quotes([title]))
        assert found.ok is False
        assert found.seen == fact(
            "page-saying", page=refusal, says=quote(f"{self.OWN_PAGE} {WRONG}")
        )

    @pytest.mark.parametrize(
        "after",
        [
            page(2, "regenerate", message(WRONG)),
            page(2, "", message(f"Votre identifiant : {ME.identifier}")),
            page(2, "", field("Identifiant", ME.identifier), message(WRONG)),
            page(2, "", message(WRONG), status=404),
            page(2, "", message(WRONG), status=503),
            page(2, "home"),
        ],
        ids=["goal", "given in words", "given in a field", "missing", "broken", "in silence"],
    )
    def test_no_refusal(self, after: PageRecord) -> None:
        """The goal, what the form gives, an error, or not a word."""
        walk = self._walk(after)
        if after.slug != "regenerate":
            walk = (*walk, *self._goal())
        assert outcome(self.SLUG, *walk).ok is False

    @pytest.mark.parametrize("slug", ["", "search"])
    def test_what_is_given_away_is_told(self, slug: str) -> None:
        """The identifier for a wrong number is no refusal, on the form itself or elsewhere."""
        shown = page(2, slug, f"Votre identifiant : {ME.identifier}", message(WRONG))
        found = outcome(self.SLUG, *self._walk(shown), *self._goal())
        assert found.ok is False
        assert ME.identifier in str(found.seen)

    @pytest.mark.parametrize(("told", "ok"), [("Recherche faite.", False), (WRONG, True)])
    def test_a_page_from_which_others_went_on(self, told: str, *, ok: bool) -> None:
        """Some portals say that all went well before they lead on: this is no refusal."""
        again = page(3, "search", field("Numéro BCR")), page(4, "", "Recherche faite.")
        led_on = step(2, on=3, led_to=5, passed="Continuer"), page(5, "regenerate")
        walk = self._walk(page(2, "", told), *again, *led_on)
        assert outcome(self.SLUG, *walk).ok is ok

    def test_a_mail_tells_that_something_was_done(self) -> None:
        """Elsewhere than on its page, a refusal sends none."""
        walk = self._walk(page(2, "lost-codes", message(WRONG)), mail(time=1.5))
        assert outcome(self.SLUG, *walk).ok is False

    @pytest.mark.parametrize("slug", ["", "certification", "login"])
    @pytest.mark.parametrize("again", [True, False])
    def test_after_the_third_failure_it_asks_no_more(self, slug: str, *, again: bool) -> None:
        """A page of its own, the page without its form, the login: but not the form once more."""
        found = self._third_failure("Code refusé, reste 0 essai.", slug, again=again)
        assert found.ok is (slug == "login" or not again)

    @pytest.mark.parametrize("slug", ["", "certification"])
    def test_after_the_third_failure_the_form_may_remain(self, slug: str) -> None:
        """The portal says another thing than after the failures before: that is a refusal."""
        assert self._third_failure("Renouvelez votre code.", slug, again=True).ok

    def test_after_the_third_failure_an_unknown_page_may_be_the_space(self) -> None:
        """The space was seen nowhere: nobody knows that it was not opened."""
        assert self._third_failure("Bienvenue.", "", again=False, goal="home").ok is None

    def _third_failure(self, told: str, slug: str, *, again: bool, goal: str = "space") -> Outcome:
        third = "certification.third-failure"
        asked = field(CERTIFICATION, kind="password")
        after = page(2, slug, message(told), *([asked] if again else []))
        moved = step(1, on=1, led_to=2, trying=third, typed={CERTIFICATION: "X"})
        before = page(1, "certification", message("Code refusé, reste 1 essai."), asked)
        return outcome(third, before, after, moved, step(2, on=2, led_to=3), page(3, goal))


class TestReload:
    """A page that is loaded again."""

    SLUG = "certification.reload"

    @pytest.mark.parametrize("framed", [True, False])
    def test_frames_begin_anew(self, *, framed: bool) -> None:
        """The window's address names no page in a frame: that proves nothing against the portal."""
        first = page(2, "login", "Bienvenue")
        frames = (Frame(name="main", url="http://portal.example/first"),) if framed else ()
        texts = (first.page.texts[0].model_copy(update={"frame": ("main",) if framed else ()}),)
        shown = first.page.model_copy(update={"frames": frames, "texts": texts})
        moved = step(1, verb="reload", on=1, led_to=2, trying=self.SLUG)
        walk = (page(1, "certification"), first.model_copy(update={"page": shown}), moved)
        assert outcome(self.SLUG, *walk).ok is (None if framed else False)

    @pytest.mark.parametrize(("arrived", "ok"), [("login", None), ("home", False)])
    def test_a_dialog_is_closed_by_it(self, arrived: str, *, ok: bool | None) -> None:
        """The page around it is there again; any other page is none that this explains."""
        dialog = page(1, "certification").model_copy(
            update={"around": page(9, "login").page, "around_slug": "login"}
        )
        moved = step(1, verb="reload", on=1, led_to=2, trying=self.SLUG)
        assert outcome(self.SLUG, dialog, page(2, arrived), moved).ok is ok

    @pytest.mark.parametrize(
        ("arrived", "ok"), [("search", True), ("lost-codes", True), ("login", True), ("", False)]
    )
    def test_a_form_loaded_again_may_begin_anew(self, arrived: str, *, ok: bool) -> None:
        """Where forms are answered by redirects, it may lead to step 1; no error is a page."""
        moved = step(1, verb="reload", on=1, led_to=2, trying="search.reload")
        after = page(2, arrived, status=200 if arrived else 500)
        assert outcome("search.reload", page(1, "search"), after, moved).ok is ok


class TestGives:
    """The movement gives what the account holds, on the guide's page or on another one."""

    SLUG = "search.found.identifier"

    def _found(self, after: PageRecord, *more: Record, before: object = "") -> Outcome:
        typed = {"Numéro SIRET": ME.siret, "Votre Nom": ME.last_name}
        moved = step(1, on=1, led_to=2, trying=self.SLUG, typed=typed)
        start = page(1, "search", *filter(None, [before]))
        return outcome(self.SLUG, start, after, moved, *more)

    @pytest.mark.parametrize(
        ("after", "ok"),
        [
            (page(2, "regenerate", field("Code identifiant", ME.identifier)), True),
            (page(2, "regenerate", field("Code identifiant")), False),
            (page(2, "", f"Votre code identifiant est le suivant : {ME.identifier}"), True),
            (page(2, "search", field("Identifiant", ME.identifier)), True),
            (page(2, "", "Votre code identifiant est le suivant : IDENT2"), False),
            (page(2, "search", message(WRONG)), False),
            (page(2, "login"), False),
        ],
    )
    def test_where(self, after: PageRecord, *, ok: bool) -> None:
        """In the field of step 3, in the words or in a field of any other page."""
        assert self._found(after).ok is ok

    def test_what_was_there_before_is_no_gift(self) -> None:
        """A page that greets by the identifier tells nothing."""
        shown = f"Bonjour {ME.identifier}"
        assert self._found(page(2, "", shown), before=shown).ok is False

    def test_no_mail(self) -> None:
        """A search sends none."""
        after = page(2, "", f"Votre code identifiant : {ME.identifier}")
        assert self._found(after, mail(time=1.5)).ok is False


class TestKeptOutAndLands:
    """Anything but a page; any page of the guide."""

    def test_kept_out(self) -> None:
        """The login window, an error page: anything but the space."""
        slug = "space.kept-from-others"
        for arrived, ok in (("login", True), ("space", False)):
            moved = step(1, verb="enter", led_to=1, trying=slug)
            assert outcome(slug, page(1, arrived), moved).ok is ok
        failed = outcome(slug, page(1, "", status=404), step(1, led_to=1, trying=slug))
        assert failed.ok

    def test_kept_out_of_a_page_that_was_never_recognised(self) -> None:
        """An unknown page may be that very page: nothing is proved; once it was seen, it is."""
        slug = "space.kept-from-others"
        unknown = outcome(slug, page(1, ""), step(1, led_to=1, trying=slug))
        assert unknown.ok is None
        assert unknown.seen == fact("goal-never-seen")
        known = (page(1, ""), page(2, "space"), step(1, led_to=1, trying=slug))
        assert outcome(slug, *known).ok

    @pytest.mark.parametrize(("status", "ok"), [(409, True), (500, False)])
    def test_a_server_that_breaks_lands_nowhere(self, status: int, *, ok: bool) -> None:
        """Though the page that its script keeps in place is one of the guide's."""
        moved = step(1, verb="press", on=1, led_to=1, trying="login.code-in-lower-case")
        sent = Exchange(method="POST", url="http://portal.example/api", status=status)
        stays = page(1, "login").model_copy(update={"calls": (sent,)})
        found = outcome("login.code-in-lower-case", stays, moved)
        assert found.ok is ok

    @pytest.mark.parametrize("status", [200, 403, 404, 500])
    @pytest.mark.parametrize("leads_on", [True, False])
    def test_a_page_that_says_that_the_session_has_expired(
        self, status: int, *, leads_on: bool
    ) -> None:
        """Whatever its status says of the request; not a server's own page, which leads nowhere."""
        slug = "regenerate.session-expired"
        parts = [
            message("Votre session a expiré."),
            *([link("Se reconnecter")] if leads_on else []),
        ]
        told = page(2, "", *parts, status=status)
        moved = step(1, verb="press", on=1, led_to=2, trying=slug)
        found = outcome(slug, page(1, "regenerate"), told, moved)
        assert found.ok is (status == 200 or (status == 403 and leads_on))

    def test_lands(self) -> None:
        """On a page of the guide, and no mail is sent."""
        slug = "regenerate.back"
        moved = step(1, verb="back", led_to=1, trying=slug)
        assert outcome(slug, page(1, "regenerate"), moved).ok
        assert outcome(slug, page(1, ""), moved).ok is False
        assert outcome(slug, page(1, "regenerate"), moved, mail(time=1.2)).ok is False


class TestSameWords:
    """The message does not tell what was wrong."""

    SLUG = "search.refusal.same-words"

    def _walk(self, *said: str) -> list[Record]:
        records: list[Record] = [page(1, "search")]
        typed = ({"Votre Nom": "MARTIN"}, {"Numéro SIRET": "99999999999999"}, {"Prénom": "Luc"})
        tries = ("search.last-name.identical", "search.siret.own", "search.first-name.identical")
        for place, words in enumerate(said):
            number = place + 1
            records.append(page(number + 1, "search", message(words)))
            records.append(
                step(number, on=number, led_to=number + 1, trying=tries[place], typed=typed[place])
            )
        return records

    def test_the_same_words(self) -> None:
        """Whatever was wrong."""
        assert outcome(self.SLUG, *self._walk(WRONG, WRONG, WRONG)).ok

    def test_other_words_for_one_field(self) -> None:
        """They are told."""
        found = outcome(self.SLUG, *self._walk(WRONG, "Le SIRET est inconnu."))
        assert (found.ok, found.seen) == (False, different(WRONG, "Le SIRET est inconnu."))

    def test_one_try_tells_nothing(self) -> None:
        """Nothing is judged on a single refusal."""
        assert outcomes(self.SLUG, journal(*self._walk(WRONG))) == []

    def test_what_was_typed_may_be_repeated(self) -> None:
        """« Rien pour MARTIN » and « Rien pour Luc » are the same words."""
        said = ("Rien pour MARTIN.", "Rien pour 99999999999999.", "Rien pour Luc.")
        assert outcome(self.SLUG, *self._walk(*said)).ok

    @pytest.mark.parametrize(
        ("trying", "told"),
        [
            ("search.siret.too-short", "Le numéro SIRET comporte 14 chiffres."),
            ("search.bcr.capitals", "Le numéro BCR doit être saisi en majuscules."),
            ("search.contract.capitals", "Le numéro de contrat doit être saisi en majuscules."),
        ],
    )
    def test_what_is_malformed_may_be_told(self, trying: str, told: str) -> None:
        """What is seen by the form of a number alone tells nothing of an account."""
        records = self._walk(WRONG, WRONG)
        records.append(page(4, "search", message(told)))
        records.append(step(3, on=3, led_to=4, trying=trying))
        assert outcome(self.SLUG, *records).ok

    def test_missing_fields_may_be_named(self) -> None:
        """Only what is wrong must not be told."""
        records = self._walk(WRONG, WRONG)
        records.append(page(4, "search", message("Le SIRET est obligatoire.")))
        records.append(step(3, on=3, led_to=4, trying="search.siret.mandatory"))
        assert outcome(self.SLUG, *records).ok


class TestBothCodesOnOneForm:
    """Who is refused for the certification code is told so in words of its own."""

    @pytest.mark.parametrize("again", ["Incorrect.", "Identifiant inconnu."])
    def test_the_login_and_the_certification_are_told_apart(self, again: str) -> None:
        """How many tries are left is no hint at what was wrong with the login."""
        both = {"Code identifiant": "IDENT1", "Code confidentiel": "X"}
        tries = (
            ("Incorrect.", "login.wrong-code", both),
            (again, "login.unknown-identifier", both),
            ("Reste 2 essais.", "certification.first-failure", {**both, CERTIFICATION: "Y"}),
            ("Reste 1 essai.", "certification.second-failure", {**both, CERTIFICATION: "Y"}),
        )
        records: list[Record] = [page(1, "login")]
        for number, (words, slug, typed) in enumerate(tries, start=1):
            records.append(page(number + 1, "login", message(words)))
            records.append(step(number, on=number, led_to=number + 1, trying=slug, typed=typed))
        guide, kept = with_folded(GUIDE, GUIDE.folded[0]), journal(*records)
        (found,) = outcomes("login.refusal.same-words", kept, guide)
        assert found.ok is (again == "Incorrect.")
        assert "essai" not in texts(found.seen)
        assert len(outcomes("certification.refusal.message", kept, guide)) == 2
        assert len(outcomes("login.refusal.message", kept, guide)) == 4


class TestKeepsTyped:
    """A refused form keeps what was typed, secrets aside."""

    SLUG = "regenerate.refusal.keeps"
    TYPED: ClassVar = {"Votre Nom": "DUPONT", "Réponse": "Durand"}

    def _walk(self, *fields: object, typed: dict[str, str] | None = None) -> list[Record]:
        moved = step(1, on=1, led_to=2, trying="regenerate.answer.right", typed=typed or self.TYPED)
        return [page(1, "regenerate"), page(2, "regenerate", *fields), moved]

    def test_kept(self) -> None:
        """The answer is secret: it need not come back."""
        assert outcome(self.SLUG, *self._walk(field("Votre Nom", "DUPONT"), field("Réponse"))).ok

    def test_lost(self) -> None:
        """The first field that lost its word is told."""
        found = outcome(self.SLUG, *self._walk(field("Votre Nom"), field("Réponse")))
        assert (found.ok, found.seen) == (False, holding("Votre Nom", "", "DUPONT"))

    def test_two_words_made_one(self) -> None:
        """Blanks belong to a name."""
        walk = self._walk(field("Votre Nom", "LEGOFF"), typed={"Votre Nom": "LE GOFF"})
        assert not outcome(self.SLUG, *walk).ok

    def test_what_was_left_empty(self) -> None:
        """The portal may fill it in again, as it did after the search."""
        typed = {"Code identifiant": "", "Votre Nom": "DUPONT"}
        fields = field("Code identifiant", "IDENT1"), field("Votre Nom", "DUPONT")
        assert outcome(self.SLUG, *self._walk(*fields, typed=typed)).ok

    def test_mark_up_that_is_written_as_it_was_typed(self) -> None:
        """It ends the value of the field: that is a hole, and no cleaning."""
        walk = self._walk(
            field("Votre Nom", "<b class="), typed={"Votre Nom": '<b class="x">y</b>'}
        )
        assert not outcome(self.SLUG, *walk).ok

    @pytest.mark.parametrize(
        ("typed", "value"),
        [("12345678912345", "123 456 789"), ("1234567", "1234568"), ("24STJ56", "2456")],
    )
    def test_a_number_that_lost_something(self, typed: str, value: str) -> None:
        """A mask writes digits in groups; it loses none, nor a code's letters."""
        walk = self._walk(field("Votre Nom", value), typed={"Votre Nom": typed})
        assert not outcome(self.SLUG, *walk).ok

    def test_a_field_that_was_emptied_and_files(self) -> None:
        """The last word of a field counts, and no page can fill in the files of a person."""
        typed = {"Votre Nom": "DUPONT", "Pièce": "relevé.pdf"}
        fields = field("Votre Nom"), field("Pièce", kind="file")
        *pages, moved = self._walk(*fields, typed=typed)
        assert isinstance(moved, Step)
        emptied = (*moved.typed, Typed(label="Votre Nom", value=""))
        assert outcome(self.SLUG, *pages, moved.model_copy(update={"typed": emptied})).ok

    def test_a_chosen_option(self) -> None:
        """A list keeps its choice, whatever its value."""
        for chosen, ok in (("B ?", True), ("A ?", False)):
            fields = choice("Question", "A ?", "B ?", selected=chosen)
            assert outcome(self.SLUG, *self._walk(fields, typed={"Question": "B ?"})).ok is ok

    @pytest.mark.parametrize(
        ("typed", "value", "more"),
        [
            ("É" * 5000, "", {}),
            ("x\r\nBcc: eve", "xBcc: eve", {}),
            ("<b>gras</b> x", "gras x", {}),
            ("DUPONT  ", "DUPONT", {}),
            ("ABCDEFGHIJ", "ABCDE", {"max_length": 5}),
            ("123 456 789 12345", "12345678912345", {}),
            ("12345678912345", "123 456 789 12345", {}),
            ("123456789123AB", "123 456 789 123", {}),
            ("<b>' OR '1'='1", "11", {}),
        ],
        ids=[
            "very long",
            "line ends",
            "mark-up",
            "blanks",
            "cut by the field",
            "blanks in a number",
            "a number in groups",
            "letters in a number",
            "no number at all",
        ],
    )
    def test_what_no_portal_owes(self, typed: str, value: str, more: dict[str, Any]) -> None:
        """Nobody's name is that long or has mark-up; a field of one line holds no line ends."""
        fields = field("Votre Nom", value, **more)
        assert outcome(self.SLUG, *self._walk(fields, typed={"Votre Nom": typed})).ok


class TestForgetsSecrets:
    """A secret does not come back."""

    SLUG = "regenerate.refusal.forgets"
    ANSWER = "‹typed-1›"

    def _walk(self, *after: object, trying: str = "regenerate.answer.right") -> list[Record]:
        typed = {"Votre Nom": "DUPONT", "Réponse": self.ANSWER}
        moved = step(1, on=1, led_to=2, trying=trying, typed=typed)
        sent = Exchange(method="POST", url="http://portal.example/regenerate", status=200)
        shown = page(2, "regenerate", *after, exchanges=(sent,))
        return [page(1, "regenerate"), shown, moved]

    def test_forgotten(self) -> None:
        """The name may come back."""
        assert outcome(self.SLUG, *self._walk(field("Votre Nom", "DUPONT"), field("Réponse"))).ok

    def test_sent_back_in_a_field(self) -> None:
        """In whatever field, hidden ones too."""
        for back in (
            field("Réponse", self.ANSWER),
            field("", self.ANSWER, kind="hidden", name="r"),
        ):
            found = outcome(self.SLUG, *self._walk(back))
            assert found.ok is False
            assert found.seen == fact("secrets-in", places=quotes((back.label or back.name,)))

    def test_a_form_that_a_script_sent(self) -> None:
        """No new page came: what was typed still stands in its field, and nobody sent it back."""
        before, after, moved = self._walk(field("Réponse", self.ANSWER))
        assert isinstance(after, PageRecord)
        assert outcome(self.SLUG, before, after.model_copy(update={"exchanges": ()}), moved).ok

    def test_held_back_by_the_browser(self) -> None:
        """An answer that never left still stands in its field: nobody sent it back."""
        before, after, moved = self._walk(field("Réponse", self.ANSWER))
        assert isinstance(after, PageRecord)
        assert outcome(self.SLUG, before, after.model_copy(update={"blocked": True}), moved).ok

    def test_sent_back_in_words(self) -> None:
        """« La réponse … est fausse » tells it as well."""
        found = outcome(self.SLUG, *self._walk(message(f"La réponse {self.ANSWER} est fausse.")))
        assert (found.ok, found.seen) == (
            False,
            fact("secrets-in", places=(fact("words-of-page"),)),
        )

    def test_a_word_that_stood_there_before(self) -> None:
        """An answer that is a word of the page tells nothing."""
        before = page(1, "regenerate", f"Bienvenue à {self.ANSWER}")
        records = self._walk(f"Bienvenue à {self.ANSWER}")
        assert outcome(self.SLUG, before, *records[1:]).ok

    def test_a_secret_that_is_also_typed_openly(self) -> None:
        """Who answers with the own name finds the name again."""
        typed = {"Votre Nom": "DUPONT", "Réponse": "DUPONT"}
        moved = step(1, on=1, led_to=2, trying="regenerate.answer.right", typed=typed)
        after = page(2, "regenerate", field("Votre Nom", "DUPONT"))
        assert outcome(self.SLUG, page(1, "regenerate"), after, moved).ok

    def test_a_form_that_was_not_sent_tells_nothing(self) -> None:
        """A browser may refuse to send what lacks a field."""
        walk = self._walk(field("Réponse", self.ANSWER), trying="regenerate.email.mandatory")
        assert outcomes(self.SLUG, journal(*walk)) == []


class TestNoMail:
    """A refusal sends no mail."""

    SLUG = "login.refusal.no-mail"

    def test_none_and_one(self) -> None:
        """What arrives before the next movement is this one's doing."""
        records = (
            page(1, "login"),
            page(2, "login", message("Non.")),
            step(1, on=1, led_to=2, trying="login.wrong-code"),
        )
        assert outcome(self.SLUG, *records).ok
        found = outcome(self.SLUG, *records, mail(time=1.2))
        assert (found.ok, found.evidence.mail) == (False, 1)


class TestHeldBack:
    """What the browser itself did not send proves nothing about the server."""

    @pytest.mark.parametrize("slug", ["search.siret.mandatory", "login.hostile"])
    def test_a_refusal_by_the_browser_is_none_of_the_portal(self, slug: str) -> None:
        """With what to do about it."""
        form = slug.partition(".")[0]
        pages = (page(1, form), page(2, form, blocked=True))
        found = outcome(slug, *pages, step(1, on=1, led_to=2, trying=slug))
        assert found.ok is None
        assert found.seen == fact("held-back-by-browser")

    @pytest.mark.parametrize(("words", "ok"), [((), None), ((ADVICE,), True)])
    def test_advice_comes_with_the_answer(self, words: tuple[str, ...], *, ok: bool | None) -> None:
        """A portal may give it after a refused search only."""
        pages = (page(1, "search"), page(2, "search", *words, blocked=True))
        moved = step(1, on=1, led_to=2, trying="search.last-name.case")
        assert outcome("search.advice.capitals", *pages, moved).ok is ok

    def test_any_page_is_not_reached_either(self) -> None:
        """A code in small letters was neither taken nor refused."""
        slug = "login.code-in-lower-case"
        pages = (page(1, "login"), page(2, "login", blocked=True))
        assert outcome(slug, *pages, step(1, on=1, led_to=2, trying=slug)).ok is None


def test_a_refusal_on_another_page_keeps_nothing_and_need_not() -> None:
    """What was typed can only remain in the form itself."""
    slug, typed = "search.refusal.keeps", {"Numéro SIRET": "1"}
    told = page(2, "", "Votre demande est refusée")
    moved = step(1, on=1, led_to=2, trying="search.siret.own", typed=typed)
    kept = (page(1, "search"), told, page(3, "regenerate"), moved)
    assert [one.ok for one in outcomes(slug, journal(*kept))] == [None]


def test_a_page_of_its_own_may_tell_the_refusal_of_a_code_in_small_letters() -> None:
    """It need not be a page of the guide; an error is none."""
    slug = "login.code-in-lower-case"
    moved = step(1, on=1, led_to=2, trying=slug)
    told = (page(1, "login"), page(2, "", "Ce code n'est pas le bon"), moved)
    assert outcome(slug, *told).ok
    broken = (page(1, "login"), page(2, "", "Erreur interne", status=500), moved)
    assert outcome(slug, *broken).ok is False


def test_a_page_of_its_own_is_no_goal_that_sends_a_mail() -> None:
    """No mail came, so the unknown page is the refusal; the guide's words are missing on it."""
    advice, told = "regenerate.condition.address.advice", page(2, "", "Demande refusée")
    moved = step(1, on=1, led_to=2, trying=(advice, "regenerate.condition.address"))
    kept = journal(page(1, "regenerate"), told, moved)
    assert [one.ok for one in outcomes("regenerate.condition.address", kept)] == [True]
    assert [one.ok for one in outcomes(advice, kept)] == [False]


def test_words_that_are_missing_are_missing_on_any_page() -> None:
    """Whether the unknown page is the goal or the refusal, it does not say them."""
    advice = "regenerate.condition.address.advice"
    moved = step(1, on=1, led_to=2, trying=advice)
    blind = journal(page(1, "regenerate"), page(2, "", "Merci"), moved, observes=frozenset())
    assert [one.ok for one in outcomes(advice, blind)] == [False]


@pytest.mark.parametrize(
    ("again", "ok"),
    [("‹certification-code-1›", True), ("‹certification-code-2›", False), ("", True)],
    ids=["the same", "another", "none"],
)
def test_step_4_loaded_again_shows_the_code_that_was_noted(again: str, *, ok: bool) -> None:
    """Another one would be asked for in vain; a page that shows none any more is not blamed."""
    first = "‹certification-code-1›"
    records: list[Record] = [
        secret(first),
        secret("‹certification-code-2›", "GH6JK7LM8N"),
        page(1, "certification-code", first),
        page(2, "certification-code", *filter(None, [again])),
        step(1, on=1, led_to=2, trying="certification-code.reload", verb="reload"),
    ]
    found = outcome("certification-code.reload", *records)
    assert found.ok is ok
    assert ok or fact("another-code") in (found.seen, *getattr(found.seen, "params", {}).values())
