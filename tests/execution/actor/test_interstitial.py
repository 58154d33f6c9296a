"""From a page that the guide does not have, a person goes on by the only way there is."""

import pytest

from harness.execution.actor.interstitial import elsewhere, may_go_on, way_on
from harness.guide.claims import Action
from harness.model.page import Button, Link, Page, Text
from harness.planning.actor import Movement
from tests.builders import GUIDE, ME, link

BETWEEN = "Afficher le code de certification"
MENU = link("Plan du site", url="http://portal.example/map")


def _page(*actions: Link | Button) -> Page:
    return Page(
        url="http://portal.example/between",
        texts=(Text(text="Votre demande est prise en compte.", kind="paragraph"),),
        links=tuple(one for one in actions if isinstance(one, Link)),
        buttons=tuple(one for one in actions if isinstance(one, Button)),
    )


class TestWayOn:
    """Which link or button is the way on."""

    def test_the_only_new_one(self) -> None:
        """What stood on the page before, and what the guide names, lead elsewhere."""
        page = _page(MENU, link("Annuler", url="/cancel"), link(BETWEEN))
        found = way_on(page, _page(MENU), ["Annuler"])
        assert found is not None
        assert found.label == BETWEEN

    def test_one_address_under_two_labels(self) -> None:
        """A picture and the words beside it are one way."""
        page = _page(link(BETWEEN), link("Suite"))
        assert way_on(page, _page(), []) is not None

    def test_the_only_button_that_sends_a_form(self) -> None:
        """Beside new links, it is what a person presses."""
        page = _page(link("Imprimer", url="/print"), Button(label="Continuer", ref="1"))
        found = way_on(page, _page(), [])
        assert isinstance(found, Button)

    def test_the_one_that_is_called_as_the_page_that_is_wanted(self) -> None:
        """Of several, it says where it leads."""
        page = _page(link("Me connecter", url="/login"), link("Regénérer votre code", url="/on"))
        found = way_on(page, _page(), [], ["Étape 3", "Regénérer votre code"])
        assert found is not None
        assert found.label == "Regénérer votre code"
        assert way_on(page, _page(), [], ["Étape 3"]) is None

    @pytest.mark.parametrize(
        "actions", [(), (MENU,), (link("Un", url="/1"), link("Deux", url="/2"))]
    )
    def test_none_or_a_choice(self, actions: tuple[Link, ...]) -> None:
        """Nothing is guessed."""
        assert way_on(_page(*actions), _page(MENU), []) is None


def test_the_button_of_another_form_may_have_the_same_words() -> None:
    """« Continuer » sends the certification code, and leads on from the page between as well."""
    own = (Action(kind="action", label="Continuer"), Action(kind="action", label="Fin", to="login"))
    known = elsewhere(own, "regenerate")
    assert known == ("Fin",)
    assert elsewhere(own, "login") == ()
    found = way_on(_page(link("Continuer"), link("Fin", url="/end")), _page(), known)
    assert found is not None
    assert found.label == "Continuer"


class TestMayGoOn:
    """When a person looks for a way on."""

    @pytest.mark.parametrize(
        ("slug", "told", "goes"),
        [
            ("search.found.identifier", "Votre recherche a abouti.", True),
            ("search.found.identifier", f"Votre identifiant : {ME.identifier}", False),
            ("search.bcr.own", "Votre recherche a abouti.", False),
        ],
        ids=["it went well", "it gives what it should", "it should be refused"],
    )
    def test_behind_a_search(self, slug: str, told: str, *, goes: bool) -> None:
        """A page that gives what was asked for is the end, and a refusal leads nowhere."""
        page = Page(url="http://portal.example/between", texts=(Text(text=told, kind="paragraph"),))
        tried = (GUIDE.by_slug[slug],)
        movement = Movement("press", None, tried, "regenerate", "A", strict=False)
        assert may_go_on(movement, page, [ME]) is goes
