"""A page that a run would hardly know by its words is known by its address as well."""

from harness.discovery.address_hints import address_hints
from harness.guide.wording import vocabulary
from tests.builders import GUIDE
from tests.discovery.portal import portal_in, proposed
from tests.discovery.test_propose import OTHER


async def test_no_hint_where_words_are_enough() -> None:
    """Once its words are accepted, a page is known by them."""
    proposal = await proposed(portal_in(OTHER))
    assert address_hints(GUIDE, OTHER, proposal) == {}


async def test_a_page_in_strange_words_is_known_by_its_address() -> None:
    """Nothing of its words was accepted: what is left is where it lies."""
    words = vocabulary(GUIDE.pages["search"]).values()
    strange = {word: f"{number} zzz" for number, word in enumerate(words)}
    kept = {"Numéro SIRET", "Numéro BCR", "Recherche de votre code identifiant"}
    own = {word: said for word, said in strange.items() if word not in kept}
    proposal = await proposed(portal_in({"search": own}))
    assert address_hints(GUIDE, {}, proposal) == {"search": "/search"}
