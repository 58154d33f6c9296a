"""What is proposed: this portal's words with reasons; never a mistake of the portal."""

from collections.abc import Mapping

import pytest

from harness.discovery.observations import Observations, ObservedPage
from harness.discovery.page_matching import PageMatch
from harness.discovery.word_pairing import PageComparison
from harness.guide import similarity
from harness.guide.wording import Wording
from harness.model.fact import fact
from harness.model.page import Link, Page, Region, Text
from tests.discovery.portal import HOST, PAGES, portal_in, proposed
from tests.two_mails import chapter, statement

OTHER: Wording = {
    "Accès à mon espace personnalisé": "Mon compte en ligne",
    "Code identifiant": "Nom d'utilisateur",
    "Code confidentiel": "Mot de passe",
    "Codes perdus": "Accès oubliés",
    "Adresse e-mail": "Courriel",
    "Question": "Question de sécurité",
    "Numéro SIRET": "SIRET de l'organisme",
    "Numéro de contrat": "Contrat (référence)",
    "search": {"rechercher": "Trouver", "Annuler": "Retour"},
    "regenerate": {
        "Regénérer votre code confidentiel": "Demander un mot de passe",
        "Générer le code confidentiel": "Envoyer ma demande",
        "Annuler": "Retour",
    },
    "login": {"Je valide": "Se connecter", "Aide à la connexion": "Une question ?"},
}


async def test_nothing_is_proposed_for_a_portal_in_the_guides_words() -> None:
    """Each page is found, and says what the guide says."""
    found = await proposed(portal_in({}))
    assert tuple(found.matches) == PAGES
    assert (found.words, set().union(*found.silent.values())) == ((), set())
    assert set(found.unseen) == {"certification-code", "certification", "mail", "space"}
    assert found.unseen["space"] == fact("unseen-behind-form")


async def test_each_word_that_is_proposed_is_the_right_one() -> None:
    """Whatever was renamed: what is proposed as a setting is what stands there for it."""
    found = await proposed(portal_in(OTHER))
    assert tuple(found.matches) == PAGES
    for word in found.settings:
        own = OTHER.get(word.page, {})
        assert isinstance(own, dict)
        assert word.portal == own.get(word.guide, OTHER.get(word.guide)), word
        assert word.reasons
    missed = set(_pairs(OTHER)) - {(w.guide, w.portal) for w in found.words}
    assert missed == set()


def _pairs(wording: Wording) -> list[tuple[str, str]]:
    own = {page: said for page, said in wording.items() if isinstance(said, Mapping)}
    both = [*wording.items(), *(pair for said in own.values() for pair in said.items())]
    return [(guide, said) for guide, said in both if isinstance(said, str)]


async def test_a_field_without_like_words_is_known_by_its_place_and_kind() -> None:
    """The only list of the form, fifth among the fields."""
    found = await proposed(portal_in({**OTHER, "Question": "Énigme", "Réponse": "Solution"}))
    (word,) = (w for w in found.words if w.portal == "Énigme")
    assert word.guide == "Question"
    assert fact("word-same-field-position", position=5) in word.reasons
    assert fact("word-same-field-kind", kind="select") in word.reasons


@pytest.mark.parametrize(
    ("page", "guide", "said"),
    [
        ("search", "Prénom", "Prenom"),
        ("regenerate", "Générer le code confidentiel", "Génèrer le code confidentiel"),
        ("lost-codes", "Non connecté", "Connecté"),
        ("login", "Code confidentiel", "Mot de passe"),
    ],
)
async def test_one_other_word_in_a_portal_of_the_guides_words_is_doubted(
    page: str, guide: str, said: str
) -> None:
    """It is more likely a defect than a name: it is shown, and not set."""
    found = await proposed(portal_in({page: {guide: said}}))
    assert found.settings == ()
    assert [(w.page, w.guide, w.portal) for w in found.doubts] == [(page, guide, said)]
    assert found.doubts[0].doubt


async def test_a_slip_is_doubted_also_among_other_words() -> None:
    """A portal with words of its own may have defects as well."""
    found = await proposed(portal_in({**OTHER, "Réponse": "Reponse"}))
    (word,) = (w for w in found.doubts if w.guide == "Réponse")
    assert word.doubt == fact("mistake-only-signs-differ")


async def test_a_page_in_the_place_of_another_is_not_taken_for_it() -> None:
    """A portal whose choices all lead to step 2 has no step 3 in other words: it has none."""
    pages = portal_in({})
    pages[f"{HOST}regenerate"] = pages[f"{HOST}search"]
    found = await proposed(pages)
    assert "regenerate" not in found.matches
    assert found.words == ()


async def test_a_page_that_is_not_there_is_told() -> None:
    """Its absence is no reason to take another for it."""
    pages = portal_in({})
    del pages[f"{HOST}help"]
    pages[HOST + "login"] = pages[HOST + "login"].model_copy(
        update={
            "links": tuple(one for one in pages[HOST + "login"].links if one.url != f"{HOST}help"),
        }
    )
    found = await proposed(pages)
    assert found.unseen["help"] == fact("unseen-no-similar-page")


async def test_no_wrong_word_is_set_without_synonyms(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are hints: place, kind, mark and where links lead must be enough not to be mistaken."""
    monkeypatch.setattr(similarity, "_phrases", tuple)
    similarity.meaning_similarity.cache_clear()
    similarity.meaning.cache_clear()
    try:
        found = await proposed(portal_in(OTHER))
    finally:
        similarity.meaning_similarity.cache_clear()
        similarity.meaning.cache_clear()
    assert len(found.settings) >= 5
    for word in found.settings:
        own = OTHER.get(word.page, {})
        assert isinstance(own, dict)
        assert word.portal == own.get(word.guide, OTHER.get(word.guide)), word


async def test_one_link_stands_for_one_thing() -> None:
    """Given to several words of the guide it would be wrong for all but one."""
    pages = portal_in({})
    choices = pages[f"{HOST}lost-codes"]
    one = next(link for link in choices.links if "search" in link.url)
    link = one.model_copy(update={"label": "J'ai perdu mes codes", "beside": ""})
    pages[f"{HOST}lost-codes"] = choices.model_copy(update={"links": (link,), "texts": ()})
    found = await proposed(pages)
    portal = [word.portal for word in found.words if word.page == "lost-codes"]
    assert len(portal) == len(set(portal))


async def test_what_is_there_but_hidden_is_said_so() -> None:
    """The tester learns where it is, not that nothing resembles it."""
    pages = portal_in({})
    login = pages[f"{HOST}login"]
    links = tuple(
        link.model_copy(update={"visible": False, "hidden_by": "dialog"})
        if link.label == "Codes perdus"
        else link
        for link in login.links
    )
    pages[f"{HOST}login"] = login.model_copy(update={"links": links})
    found = await proposed(pages)
    assert found.hidden["login"] == {"Codes perdus": fact("word-hidden", by="dialog")}
    assert "Codes perdus" not in found.silent["login"]


async def test_a_link_to_a_page_is_not_its_heading() -> None:
    """An entry page with a link to the help is not the help."""
    pages = portal_in({"home": {"Accès à mon espace personnalisé": "Entrer"}})
    help_ = Link(label="Aide à la connexion", url=f"{HOST}help", href="/help")
    home = pages[HOST]
    pages[HOST] = home.model_copy(update={"links": (*home.links, help_)})
    found = await proposed(pages)
    assert found.matches["home"].observed.page.url == HOST


async def test_lines_of_one_list_are_paired_in_their_order() -> None:
    """All four lines are there under other words: none is taken for another one's."""
    said = {
        "Vous avez perdu votre code confidentiel": "Code secret égaré",
        "Vous avez perdu votre code identifiant": "Nom de connexion égaré",
        "Vous avez perdu votre code identifiant et votre code confidentiel": "Égarés tous les deux",
        "Vous avez perdu votre code identifiant et / ou votre code confidentiel": "Simple membre",
        "cliquez ici": "c'est par là",
    }
    found = await proposed(portal_in({"lost-codes": said}))
    assert {w.guide: w.portal for w in found.settings if w.page == "lost-codes"} == said


def test_words_of_an_account_are_reworded_by_none() -> None:
    """What stands there is the order of somebody."""
    label = {"kind": "action", "label": "Commande {number}", "to": "order"}
    orders = chapter("orders", statement("orders.one", "Commande", label))
    seen = ObservedPage(0, Page(url=HOST, links=(Link(label="Commandes 2010", url=HOST),)))
    match = PageMatch("orders", seen, confidence=1.0, recognised=1.0, reasons=())
    words = PageComparison(orders, match, Observations([seen]), {0: "order"}).words()
    assert list(words) == []


FRAME_WORDS = ("Recherche du code identifiant", "Générer un code", "Votre caisse de retraite")


async def test_the_frame_of_a_portal_is_proposed_last_and_never_without_a_doubt() -> None:
    """Header, footer and what stands on all pages; the words of skip links are never proposed."""
    pages = portal_in(OTHER)
    for url, page in pages.items():
        header = Text(text=FRAME_WORDS[0], kind="heading", level=1, region=Region.BANNER)
        footer = Link(label=FRAME_WORDS[1], url=f"{HOST}x.pdf", region=Region.CONTENTINFO)
        site = Text(text=FRAME_WORDS[2], kind="heading", level=1)  # in no landmark
        skip = Link(label="Retour au contenu", href="#c", region=Region.BYPASS)
        texts = (Text(text=skip.label, kind="item"), header, site, *page.texts)
        changes = {"texts": texts, "links": (skip, *page.links, footer)}
        pages[url] = page.model_copy(update=changes)
    plain, framed = await proposed(portal_in(OTHER)), await proposed(pages)
    assert {(w.page, w.guide, w.portal) for w in plain.settings} == {
        (w.page, w.guide, w.portal) for w in framed.settings
    }
    assert "Retour au contenu" not in {word.portal for word in framed.words}


async def test_other_capitals_are_no_other_words() -> None:
    """A run takes them for the same: nobody need confirm them."""
    found = await proposed(portal_in({"Annuler": "ANNULER", "Adresse e-mail": "adresse e-mail"}))
    assert found.words == ()


@pytest.mark.parametrize(
    ("guide", "portal"),
    [
        ("Si ce n'est pas le cas", "Je n'ai pas de compte"),
        (
            "Complétez les champs obligatoires * puis cliquez sur",
            "Vous devez obligatoirement compléter au moins l'un de ces deux champs",
        ),
        ("Pour vous connecter, cliquez sur", "Caisse des Dépôts - compte en ligne"),
    ],
)
def test_letters_that_agree_by_chance_are_no_common_words(guide: str, portal: str) -> None:
    """Similar letters, other words: a missing proposal is better than a wrong one."""
    assert similarity.common_words(guide, portal) < similarity.MIN_COMMON_WORDS
    assert similarity.common_words("n° de contrat", "numéro du contrat") == 1.0
