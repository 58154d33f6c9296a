"""A portal's own words stand for the guide's in what is looked for, and nowhere else."""

from harness.guide.claims import Action, Labelled, Leads, Mark, Order, Words
from harness.guide.wording import Wording, count, in_words, unknown_words, vocabulary
from tests.builders import GUIDE

LINE = "Vous avez perdu votre code confidentiel : cliquez ici"


def test_no_words_leave_the_guide_as_it_is() -> None:
    """Not even a copy is made: this is the way of nearly every run."""
    assert in_words(GUIDE, {}) is GUIDE


def test_a_label_is_renamed_wherever_claims_speak_of_it() -> None:
    """The field, its mark, and the movement that fills it in on another page."""
    said = in_words(GUIDE, {"Code identifiant": "Identifiant"}).by_slug
    field, mark, found = (
        said[slug].claim
        for slug in ("regenerate.identifier", "regenerate.identifier.mark", "search.found")
    )
    assert isinstance(field, Labelled)
    assert isinstance(mark, Mark)
    assert isinstance(found, Leads)
    assert (field.label, mark.label) == ("Identifiant", "Identifiant")
    assert found.filled == {"Identifiant": "identifier"}


def test_nothing_of_the_guide_itself_is_kept_in_its_copy() -> None:
    """What the guide remembers of its own words (`by_slug`) is none of the portal's."""
    assert GUIDE.by_slug
    assert in_words(GUIDE, {"Je valide": "OK"}).by_slug != GUIDE.by_slug


def test_the_statement_keeps_its_sentence_and_its_slug() -> None:
    """What the guide says does not change because a portal says it otherwise."""
    said = in_words(GUIDE, {"Codes perdus": "Identifiants oubliés"})
    assert [(s.slug, s.sentence) for s in said] == [(s.slug, s.sentence) for s in GUIDE]


def test_words_are_found_as_a_reader_writes_them() -> None:
    """With the star, the bracket, the apostrophe that the guide prints or leaves away."""
    for written in ("Codes perdus *", "[Codes perdus]", "Codes perdus"):
        claim = in_words(GUIDE, {written: "Oubliés"}).by_slug["login.lost-codes"].claim
        assert isinstance(claim, Action)
        assert claim.label == "Oubliés"


def test_words_of_one_page_hold_there_alone() -> None:
    """« Annuler » may be « Retour » on step 2 and « Annuler » elsewhere."""
    said = in_words(GUIDE, {"search": {"Annuler": "Retour"}}).by_slug
    claims = [said[slug].claim for slug in ("search.cancel", "regenerate.cancel")]
    assert [claim.label for claim in claims if isinstance(claim, Action)] == ["Retour", "Annuler"]


def test_a_line_may_be_one_link() -> None:
    """The guide's whole line, its link included, becomes a link with words of its own."""
    said = in_words(GUIDE, {"lost-codes": {LINE: "Mon code est perdu"}})
    claim = said.by_slug["lost-codes.administrator.confidential-code"].claim
    assert isinstance(claim, Action)
    assert (claim.label, claim.beside) == ("Mon code est perdu", "")


def test_orders_and_cut_sentences_follow() -> None:
    """A word of an order, and a claim that keeps a part of the guide's sentence."""
    note = GUIDE.by_slug["certification-code.note"].sentence
    said = in_words(GUIDE, {"Numéro SIRET": "SIRET", note: "Notez ce code"}).by_slug
    order, words = said["search.order"].claim, said["certification-code.note"].claim
    assert isinstance(order, Order)
    assert isinstance(words, Words)
    assert order.of[1] == "SIRET"
    assert words.text == "Notez ce code"


def test_unknown_words_are_told_all_at_once() -> None:
    """A word with a typo would be accepted for nothing; the near one is offered."""
    wording: Wording = {"Adrese e-mail": "x", "serch": {}, "search": {"Terminer": "Fin"}}
    told = "; ".join(unknown_words(GUIDE, wording))
    assert "did you mean 'Adresse e-mail'?" in told
    assert "'serch' is no page" in told
    assert "'Terminer', which the page search does not say" in told
    known = dict.fromkeys(vocabulary(GUIDE.pages["search"]).values(), "x")
    assert not list(unknown_words(GUIDE, known))


def test_words_are_counted() -> None:
    """Those of everywhere and those of pages."""
    assert count({"a": "b", "search": {"c": "d", "e": "f"}}) == 3
