"""What a refusal tells: marked messages, or what is new on the page."""

import pytest

from harness.checks.context import Case
from harness.checks.messages import refusal_messages
from harness.model.finding import Verdict
from harness.model.journal import PageRecord, Record
from harness.model.page import PageMessage
from tests.builders import GUIDE, field, guide_page, journal, text
from tests.checks.profiled import found, page, step, verdict
from tests.facts import texts

ONE = "search.refusal.message"
SAME = "search.refusal.same-words"
WRONG, OTHER = "search.siret.own", "search.bcr.own"
FORM = ("Recherche", "Numéro SIRET * :", "Il est 11:24")


def told(number: int, *said: str, words: tuple[str, ...] = ()) -> PageRecord:
    """The search form with marked messages, and with other words."""
    record = page(number, "search", words=(*words, *FORM))
    messages = tuple(PageMessage(text=text) for text in said)
    return record.model_copy(update={"page": record.page.model_copy(update={"messages": messages})})


def refused(after: PageRecord, *, plain: PageRecord | None = None) -> Verdict:
    """The verdict on one message after one wrong search."""
    first = plain or told(1)
    moved = step(2, WRONG, led_to=2).model_copy(update={"on": 1})
    return verdict(ONE, first, step(1, verb="follow", led_to=1), after, moved)


class TestOneMessage:
    """A person who is refused is told once."""

    def test_marked(self) -> None:
        """A message by role or name is one; two are not."""
        assert refused(told(2, "Rien trouvé")) is Verdict.PASS
        assert refused(told(2, "Rien trouvé", "Le BCR est faux")) is Verdict.WARN

    def test_repeated_beside_the_field(self) -> None:
        """A summary above the form says it again: that is one message."""
        summary = "À revoir : Numéro SIRET : Ce champ est obligatoire."
        assert refused(told(2, summary, "Ce champ est obligatoire.")) is Verdict.PASS

    def test_a_summary_and_what_is_told_at_a_field(self) -> None:
        """They are one message, whatever words each has; two summaries are two."""
        at_field = "Le numéro SIRET doit comporter 14 chiffres."
        siret = field("Numéro SIRET").model_copy(update={"help": at_field})

        def after(*said: str) -> PageRecord:
            record = told(2, *said)
            page = record.page.model_copy(update={"fields": (siret,)})
            return record.model_copy(update={"page": page})

        assert refused(after(at_field)) is Verdict.PASS
        assert refused(after(at_field, "Le formulaire comporte des erreurs.")) is Verdict.PASS
        assert refused(after(at_field, "Des erreurs.", "Réessayez.")) is Verdict.WARN

    def test_a_message_in_the_box_of_a_field(self) -> None:
        """It is about that field, and the one above the form about the whole."""

        def after(*said: PageMessage) -> PageRecord:
            record = told(2)
            page = record.page.model_copy(update={"messages": said})
            return record.model_copy(update={"page": page})

        at_field = PageMessage(text="Ce champ est obligatoire.", at_field=True)
        summary, another = PageMessage(text="Données invalides."), PageMessage(text="Réessayez.")
        assert refused(after(summary, at_field)) is Verdict.PASS
        assert refused(after(summary, another, at_field)) is Verdict.WARN

    def test_the_question_before_the_form_is_sent_is_no_message(self) -> None:
        """It was answered; what a script tells afterwards is one."""
        asked, alert = "Un nouveau code va vous être envoyé. Confirmer ?", "Rien trouvé"
        after = told(2).model_copy(update={"dialogs": (asked, alert), "questions": (asked,)})
        assert refused(after) is Verdict.PASS
        assert refused(after.model_copy(update={"questions": ()})) is Verdict.WARN

    def test_unmarked(self) -> None:
        """A line that the page did not show before is a message as well; adjacent ones are one."""
        assert refused(told(2, words=("Rien trouvé.",))) is Verdict.PASS
        assert refused(told(2, words=("Attention", "Rien trouvé."))) is Verdict.PASS

    def test_unmarked_with_what_the_page_says_anyway(self) -> None:
        """A message that repeats the page's advice between its own lines is one message."""
        advice = "Vérifiez le numéro."
        after = page(2, "search", words=(advice, *FORM, "Rien trouvé.", advice, "Rappel : …"))
        plain = page(1, "search", words=(advice, *FORM))
        assert refused(after, plain=plain) is Verdict.PASS
        apart = page(2, "search", words=("Rien trouvé.", advice, "Rappel : …", *FORM))
        assert refused(apart, plain=plain) is Verdict.WARN

    def test_unmarked_and_told_twice(self) -> None:
        """In a summary and beside the field, neither of them marked as a message."""
        said = "Le numéro est obligatoire."
        twice = (said, "Recherche", "Numéro SIRET * :", said)
        assert refused(told(2, words=twice)) is Verdict.PASS
        plain = told(1, words=("Recherche", "Recherche", "Numéro SIRET * :"))
        after = told(2, words=(said, "Recherche", "Rien trouvé.", *twice[1:]))
        assert refused(after, plain=plain) is Verdict.WARN

    def test_silent(self) -> None:
        """The same page again, or one whose clock went on, tells nothing."""
        assert refused(told(2)) is Verdict.WARN
        later = page(2, "search", words=("Recherche", "Numéro SIRET * :", "Il est 12:07"))
        assert refused(later) is Verdict.WARN

    def test_lasting_notice(self) -> None:
        """A notice that stands on the page anyway is not what a refusal tells."""
        plain = told(1, "Service fermé le 3 mai")
        assert refused(told(2, "Service fermé le 3 mai"), plain=plain) is Verdict.WARN
        both = told(2, "Service fermé le 3 mai", "Rien trouvé")
        assert refused(both, plain=plain) is Verdict.PASS

    def test_news_of_another_page(self) -> None:
        """What is told for some seconds of what went well before is not what a refusal tells."""
        before = told(1, "Votre choix est enregistré").model_copy(update={"slug": "home"})
        moves = (
            step(1, verb="follow", led_to=2),
            step(2, WRONG, led_to=3).model_copy(update={"on": 2}),
        )
        for said, expected in (
            (("Votre choix est enregistré", "Rien trouvé"), Verdict.PASS),
            (("Votre choix est enregistré",), Verdict.WARN),
            (("Votre choix est enregistré", "Rien trouvé", "Le BCR est faux"), Verdict.WARN),
        ):
            assert verdict(ONE, before, told(2), told(3, *said), *moves) is expected

    def test_a_form_that_came_back_unexpectedly(self) -> None:
        """What it told then is no lasting notice of the page."""
        moves = (
            step(1, WRONG, led_to=2).model_copy(update={"on": 1}),
            step(2, "search.found", led_to=3, Nom="X").model_copy(update={"on": 2}),
        )
        pages = (told(1), told(2, words=("Rien trouvé",)), told(3, words=("Rien trouvé",)))
        assert verdict(ONE, *pages, *moves) is Verdict.PASS

    @pytest.mark.parametrize(("number", "is_one_page"), [(600, False), (40, True)])
    def test_what_many_refusals_tell_again(self, number: int, *, is_one_page: bool) -> None:
        """However many there are, and wherever a run folder says that they led."""

        def place(step: int) -> int:
            return 1 if is_one_page else step

        moves = [
            step(one, WRONG, led_to=place(one + 1)).model_copy(update={"on": place(one)})
            for one in range(1, number + 1)
        ]
        places = sorted({place(one + 1) for one in range(1, number + 1)})
        pages = [*([] if is_one_page else [told(1)]), *(told(one, "Refusé.") for one in places)]
        case = Case(GUIDE, journal(*pages, *moves))
        assert refusal_messages(moves[-1], case) == ["Refusé."]

    def test_what_was_told_before_remains(self) -> None:
        """A notice of an earlier step that nobody took away is no message of this one."""
        moves = (
            step(1, WRONG, led_to=2).model_copy(update={"on": 1}),
            step(2, OTHER, led_to=3).model_copy(update={"on": 2}),
        )
        for said, expected in (
            (("Vous avez fait 3 essais.", "Votre code est annulé."), Verdict.PASS),
            (("Vous avez fait 3 essais.", "Votre code est annulé.", "Voyez ici."), Verdict.WARN),
        ):
            pages = (told(1), told(2, "Vous avez fait 3 essais."), told(3, *said))
            assert verdict(ONE, *pages, *moves) is expected
            again = step(3, OTHER, led_to=4).model_copy(update={"on": 3})
            assert verdict(ONE, *pages, told(4, *said), *moves, again) is expected

    def test_told_again(self) -> None:
        """The second refusal in the same words is told as well."""
        moves = (
            step(1, verb="follow", led_to=1),
            step(2, WRONG, led_to=2).model_copy(update={"on": 1}),
            step(3, OTHER, led_to=3).model_copy(update={"on": 2}),
        )
        for pages in (
            (told(1), told(2, "Rien trouvé"), told(3, "Rien trouvé")),
            (told(1), told(2, words=("Rien trouvé",)), told(3, words=("Rien trouvé",))),
        ):
            assert verdict(ONE, *pages, *moves) is Verdict.PASS


def test_same_words_without_marks() -> None:
    """Unmarked messages that differ tell which field was wrong."""
    records = (
        told(1),
        step(1, verb="follow", led_to=1),
        told(2, words=("Le SIRET est faux",)),
        step(2, WRONG, led_to=2).model_copy(update={"on": 1}),
        told(3, words=("Le BCR est faux",)),
        step(3, OTHER, led_to=3).model_copy(update={"on": 2}),
    )
    finding = found(SAME, *records)
    assert finding.verdict is Verdict.WARN
    assert "Le BCR est faux" in texts(finding.seen)


class TestOneFormForTwo:
    """A login window that asks the certification code in a field more, when it is due."""

    LOGIN = guide_page("login")
    ASKING = guide_page("login", field("Code de certification", ref="more"), text("Donnez-le."))

    def _kept(self, *more: Record) -> tuple[Record, ...]:
        login = PageRecord(number=1, slug="login", score=1, time=1, page=self.LOGIN)
        asking = [
            PageRecord(number=n, slug="certification", score=1, time=n, page=self.ASKING)
            for n in (2, 3)
        ]
        moves = (
            step(1, "certification.asked", led_to=2).model_copy(update={"on": 1}),
            step(2, "certification.mandatory", led_to=3).model_copy(update={"on": 2}),
        )
        return (login, *asking, *moves, *more)

    def test_what_it_said_when_it_asked_tells_the_refusal_too(self) -> None:
        """Compared with the login window; the label of the field is no message."""
        assert verdict("certification.refusal.message", *self._kept()) is Verdict.PASS

    def test_no_page_of_its_own(self) -> None:
        """What our reading promises of a page of its own nobody can see there."""
        for slug in ("certification.heading", "certification.cancel", "certification.submit"):
            assert verdict(slug, *self._kept()) is Verdict.UNOBSERVABLE
        assert verdict("certification.field", *self._kept()) is Verdict.PASS
