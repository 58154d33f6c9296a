"""A portal's own words stand for the guide's in what is looked for, and nowhere else."""

from harness.guide.claims import Action, Heading, Labelled, Leads, Mark, Order, Words
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
    said = in_words(GUIDE, {"Espace presse": "Presse", note: "Notez ce code"}).by_slug
    order, words = said["home.general.links"].claim, said["certification-code.note"].claim
    assert isinstance(order, Order)
    assert isinstance(words, Words)
    assert order.of[3] == "Presse"
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


def test_a_statement_may_be_named_by_its_slug() -> None:
    """The heading and the label of one page have the same words in the guide, and two here."""
    said = in_words(GUIDE, {"certification.heading": "Vérification"}).by_slug
    title, field = said["certification.heading"].claim, said["certification.field"].claim
    assert isinstance(title, Heading)
    assert isinstance(field, Labelled)
    assert (title.text, field.label) == ("Vérification", "Code de certification")


def test_a_field_named_by_its_slug_takes_its_mark_along() -> None:
    """Whatever speaks of that field speaks of its new label, and of no other page."""
    said = in_words(GUIDE, {"regenerate.identifier": "Identifiant"}).by_slug
    mark, found, login = (
        said[slug].claim
        for slug in ("regenerate.identifier.mark", "search.found", "login.identifier")
    )
    assert isinstance(mark, Mark)
    assert isinstance(found, Leads)
    assert isinstance(login, Labelled)
    assert mark.label == "Identifiant"
    assert found.filled == {"Identifiant": "identifier"}
    assert login.label == "Code identifiant"


def test_several_wordings_all_pass() -> None:
    """The first one is shown; the guide's own passes no more, for it is not named."""
    said = in_words(GUIDE, {"login.registered": ("Membre", "J'ai un compte")}).by_slug
    claim = said["login.registered"].claim
    assert isinstance(claim, Words)
    assert claim.wordings == ("Membre", "J'ai un compte")
    label = in_words(GUIDE, {"Code identifiant": ("Identifiant", "Login")})
    assert label.named_field("login", "Identifiant").wordings == ("Identifiant", "Login")
    assert {"Identifiant", "Login"} <= set(label.labels("login"))


def test_a_sentence_that_the_portal_does_not_have() -> None:
    """Its statement is accepted, and no other one; an order goes on without the words."""
    said = in_words(GUIDE, {"home.access.invitation": "", "Espace presse": ""})
    accepted = {s.slug for s in said if s.accepted}
    assert accepted == {"home.access.invitation"}
    order = said.by_slug["home.general.links"].claim
    assert isinstance(order, Order)
    assert "Espace presse" not in order.of


def test_a_line_is_named_with_its_words_and_its_link() -> None:
    """Where the guide knows a link by its line, both have words of their own."""
    lines: Wording = {
        "lost-codes": {
            "Vous avez perdu votre code identifiant": "Identifiant égaré",
            "cliquez ici": "par là",
        }
    }
    claim = in_words(GUIDE, lines).by_slug["lost-codes.administrator.identifier"].claim
    assert isinstance(claim, Action)
    assert (claim.label, claim.beside) == ("par là", "Identifiant égaré")


def test_a_wording_takes_from_the_account_what_is_no_secret() -> None:
    """« Bonjour {first_name} »; a name that no account has is a mistake, and told."""
    told = "; ".join(unknown_words(GUIDE, {"login.registered": "Bonjour {firstname}"}))
    assert "{firstname} is nothing that can be filled in" in told
    assert "{answer}" in "; ".join(unknown_words(GUIDE, {"login.registered": "{answer}"}))
    assert list(unknown_words(GUIDE, {"login.registered": "Bonjour {first_name}"})) == []


def test_a_statement_without_words_has_no_wording() -> None:
    """[reads] may be meant."""
    (told,) = unknown_words(GUIDE, {"search.found.blanks": "x"})
    assert "[reads]" in told
