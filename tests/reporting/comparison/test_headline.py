"""A change comes to one plain sentence: where, what should be, and what each portal does."""

from harness.compare.model import Comparison
from harness.compare.portal_runs import PortalRuns
from harness.messages import Language, catalogue
from harness.model.fact import fact
from harness.reporting.comparison.headline import cause_headline
from tests.builders import guide_page, step, text
from tests.compare.pair import Edit, compared, record, replaced, search, side, walk


def told(comparison: Comparison, language: Language = "en") -> list[str]:
    """The sentences of all causes."""
    words = catalogue(language)
    every = (cause_headline(cause, comparison, words) for cause in comparison.causes)
    return [one.replace("\xa0", " ") for one in every]


def says(words: str) -> Edit:
    """Adds a text to a page."""
    return lambda shown: shown.model_copy(update={"texts": (*shown.texts, text(words))})


RENAMED = search(replaced("Numéro SIRET", "N° SIRET"))


def test_a_regression_tells_what_should_be_and_what_is_on_the_new_portal() -> None:
    """On the page, by the guide's name of it; no slug."""
    (sentence,) = told(compared(search(), RENAMED))
    scene, _, rest = sentence.partition(", there should be a field « Numéro SIRET » ")
    assert scene == "On the page « Codes perdus : étape 2 »"
    assert "; this holds on the old portal, but on the new one « N° SIRET » stands in its" in rest


def test_an_improvement_tells_what_was_on_the_old_portal() -> None:
    """And that the new one does what it should."""
    (sentence,) = told(compared(RENAMED, search()), "fr")
    assert sentence.startswith("Sur la page « Codes perdus : étape 2 », on devrait trouver")
    assert sentence.endswith(", mais sur le nouveau c’est bien le cas.")


def test_what_both_portals_break_is_told_of_each() -> None:
    """With what each of them shows."""
    old, new = (
        search(replaced("Votre établissement", f"Votre {word}"))
        for word in ("établissment", "établiissement")
    )
    sentence = told(compared(old, new))[0]
    assert "; on the old portal there is « votre établissement », and on the new one " in sentence


def test_what_the_guide_allows_is_told_of_both_portals() -> None:
    """Text, and where it stands."""
    old, new = (search(says(words)) for words in ("Bonjour Madame", "Bienvenue Monsieur"))
    (sentence,) = told(compared(old, new))
    assert sentence == (
        "On the page « Codes perdus : étape 2 », the new portal has « Bienvenue Monsieur » "
        "where the old one has « Bonjour Madame »."
    )


def test_another_way_is_told_by_the_step_and_both_pages() -> None:
    """Named as the guide names them."""

    def led_to(slug: str) -> PortalRuns:
        start, after = search(), record(guide_page(slug), slug, 2)
        pressed = step(2, verb="press", words="rechercher", on=1, led_to=2)
        moves = step(1, verb="open", led_to=1), pressed
        return side(walk(*moves, start, after))

    sentence = told(compared(led_to("regenerate"), led_to("lost-codes")))[0]
    assert sentence == (
        "After « rechercher » was pressed on the page « Codes perdus : étape 2 », the old portal "
        "shows « Codes perdus : étape 3 »; the new one shows « Codes perdus : étape 1 »."
    )


def test_what_is_not_reached_names_what_bars_the_way() -> None:
    """By its sentence, not by its slug."""
    found = compared(search(), RENAMED)
    cause = found.causes[0]
    barred = fact("not-reached-because-of", statement="search.siret")
    change = cause.lead.change.model_copy(update={"new": barred, "part": "search.submit"})
    lead = cause.lead.model_copy(
        update={"change": change, "statement": "search.submit", "sentence": "rechercher"}
    )
    alone = cause.model_copy(update={"differences": (lead,), "fact": fact("cause-new", new="x")})
    shown = found.model_copy(update={"causes": (*found.causes, alone)})
    sentence = cause_headline(alone, shown, catalogue()).replace("\xa0", " ")
    assert sentence == (
        "« rechercher »; this holds on the old portal, but on the new one nobody gets that "
        "far, because this does not hold: « Numéro SIRET »."
    )
