"""From the guide's words to its statements, with help for who mistypes."""

import pytest

from harness.core.errors import GuideError
from harness.guide.loader import load_guide
from harness.guide.lookup import (
    action_on,
    destination,
    field_on,
    link_of_mail,
    mail_due,
    mail_of,
    open_words,
    tried,
)
from harness.guide.model import Guide
from tests import two_mails
from tests.two_mails import chapter, statement

GUIDE = load_guide()
TWO_MAILS = Guide(
    digest="two mails",
    chapters=tuple(
        chapter(slug, two_mails.words(f"{slug}.hello", "Bonjour"), mail=True) for slug in "ab"
    ),
)


def test_actions_by_their_words() -> None:
    """Marks aside; by the line beside where several have the same words."""
    assert action_on(GUIDE, "search", "rechercher").slug == "search.submit"
    assert action_on(GUIDE, "login", "Codes perdus *").slug == "login.lost-codes"
    beside = "Vous avez perdu votre code identifiant et votre code confidentiel"
    found = action_on(GUIDE, "lost-codes", "cliquez ici", beside)
    assert found.slug == "lost-codes.administrator.both"


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Options", "list.options"),
        ("Vacances", "list.project"),
        ("Projet Vacances", "list.named"),
        ("{1} Tickets actifs", "list.report"),
    ],
)
def test_words_of_the_guide_come_before_what_it_leaves_open(words: str, slug: str) -> None:
    """A link that is called as the account does not take the place of all others."""
    labels = {
        "project": "{name}",
        "options": "Options",
        "named": "Projet {name}",
        "report": "{1} Tickets actifs",
    }
    claims = (
        statement(f"list.{name}", label, {"kind": "action", "label": label})
        for name, label in labels.items()
    )
    guide = Guide(digest="open", chapters=(chapter("list", *claims),))
    assert action_on(guide, "list", words).slug == slug


def test_fields_by_their_labels() -> None:
    """The label, not what resembles it."""
    assert field_on(GUIDE, "regenerate", "Votre Prénom").slug == "regenerate.first-name"


@pytest.mark.parametrize(
    ("call", "hint"),
    [
        (lambda: action_on(GUIDE, "search", "recherche"), "Did you mean 'rechercher'?"),
        (lambda: action_on(GUIDE, "search", "zzz"), "It has: 'rechercher', 'Annuler'."),
        (lambda: field_on(GUIDE, "search", "Numéro SIRE"), "Did you mean 'Numéro SIRET'?"),
        (lambda: tried(GUIDE, ["search.fund"]), "Did you mean 'search.found'?"),
        (lambda: tried(GUIDE, ["zzzzzz"]), "`codes-perdus list` shows them."),
        (lambda: tried(GUIDE, ["search.siret"]), "search.siret is about field"),
        (lambda: action_on(GUIDE, "", "rechercher"), "Open a page first"),
        (lambda: field_on(GUIDE, "serach", "Prénom"), "seen: 'serach'"),
        (lambda: link_of_mail(GUIDE, "mail"), "mail has one: a claim with kind"),
        (lambda: mail_of(TWO_MAILS, ""), "seen: none that is named. It has: 'a', 'b'"),
    ],
    ids=[
        "near",
        "far",
        "field",
        "slug",
        "nothing like it",
        "no movement",
        "no page",
        "no such page",
        "no link",
        "no name",
    ],
)
def test_unknown_words_are_refused_with_help(call: object, hint: str) -> None:
    """What was meant, or what there is."""
    assert callable(call)
    with pytest.raises(GuideError) as caught:
        call()
    assert hint in str(caught.value)


def _tickets(**claim: object) -> Guide:
    action = {"kind": "action", "to": "list", **claim}
    return Guide(digest=str(claim), chapters=(chapter("list", statement("list.it", "x", action)),))


@pytest.mark.parametrize(
    ("claim", "words", "beside"),
    [
        ({"label": "Prendre"}, "Prendre", "463. Onduleur"),
        ({"label": "Prendre", "beside": "{number}. {subject}"}, "Prendre", "463. Onduleur"),
        ({"label": "{number}. {subject}"}, "463. Onduleur", ""),
        ({"label": "{number}. {subject}"}, "{number}. {subject}", ""),
    ],
)
def test_what_the_guide_leaves_open_the_scenario_says(
    claim: dict[str, str], words: str, beside: str
) -> None:
    """The row of a table, and what differs from account to account."""
    found = action_on(_tickets(**claim), "list", words, beside)
    assert found.slug == "list.it"
    said = open_words(found, words, beside)
    assert {**vars(found.claim), **said}["label"] == words
    assert {**vars(found.claim), **said}["beside"] in {beside, claim.get("beside", "")}


def test_a_line_that_the_guide_tells_otherwise() -> None:
    """The message says what it tells; it proposes no words that are right already."""
    with pytest.raises(GuideError, match="The guide has: beside='Dossier A'") as caught:
        action_on(_tickets(label="Prendre", beside="Dossier A"), "list", "Prendre", "Dossier B")
    assert "Did you mean" not in str(caught.value)


class TestDestination:
    """The page that a movement must lead to."""

    def test_by_the_action_itself(self) -> None:
        """Where it tries nothing else."""
        assert destination(GUIDE.by_slug["search.cancel"], ()) == "lost-codes"

    def test_by_what_it_tries(self) -> None:
        """Which wins over the action."""
        asked = tried(GUIDE, ["certification.asked", "certification.new-code-works"])
        assert destination(GUIDE.by_slug["login.submit"], asked) == "certification"

    def test_left_open(self) -> None:
        """Anything but a page; any page of the guide."""
        for slug in ("space.kept-from-others", "regenerate.back"):
            assert destination(GUIDE.by_slug[slug], tried(GUIDE, [slug])) == ""

    def test_nobody_says(self) -> None:
        """« Je valide » leads to many pages: the scenario must say what it tries."""
        with pytest.raises(GuideError, match="trying="):
            destination(GUIDE.by_slug["login.submit"], ())

    def test_they_disagree(self) -> None:
        """One movement cannot lead to two pages."""
        both = tried(GUIDE, ["search.found", "search.siret.own"])
        with pytest.raises(GuideError, match="regenerate, search"):
            destination(GUIDE.by_slug["search.submit"], both)


def test_the_statement_that_promises_a_mail() -> None:
    """Of several that were tried, the one that promises a mail of this kind; any kind will do."""
    invitation, three = (two_mails.GUIDE.by_slug[slug] for slug in ("ask.sent", "ask.three"))
    assert mail_due(two_mails.GUIDE, "invitation", (invitation,)) is invitation
    assert mail_due(two_mails.GUIDE, "notice", (invitation, three)) is three
    assert mail_due(two_mails.GUIDE, "notice", (invitation,)).slug == "notice.subject"
