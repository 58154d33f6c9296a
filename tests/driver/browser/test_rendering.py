"""Pages that draw themselves are read once they are drawn, in a real browser."""

from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest
import pytest_asyncio

from harness.core.errors import NeedsBrowser
from harness.core.url import site
from harness.driver.browser.engine import BrowserEngine
from harness.driver.browser.process import BrowserProcess
from harness.driver.browser.tab import BrowserTab
from harness.driver.http.engine import HttpEngine
from harness.driver.protocol import ActionRefused
from tests.contracts.reading import button_of, entry, field_of, link_of, words
from tests.driver.rendered import rendered

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def engine(program: BrowserProcess) -> AsyncIterator[BrowserEngine]:
    """One browser on the pages that draw themselves."""
    async with rendered() as url, BrowserEngine(base_url=url, program=program) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def tab(engine: BrowserEngine) -> AsyncIterator[BrowserTab]:
    """One window of a visit of its own."""
    session = await engine.session()
    yield await session.tab()
    await session.close()


async def test_answers_that_lead_to_more_questions(tab: BrowserTab) -> None:
    """However many requests a view takes one after the other, it is read when all are done."""
    got = await tab.open("/chain")
    assert got.page.title == "un"
    assert words(got) == ["deux", "trois quatre"]


async def test_what_scripts_ask_for_is_told(tab: BrowserTab) -> None:
    """Each request with its status, beside those that brought documents."""
    got = await tab.open("/chain")
    assert [urlsplit(one.url).path for one in got.exchanges] == ["/chain"]
    asked = [(one.method, urlsplit(one.url).path, one.status) for one in got.calls]
    assert asked == [("GET", f"/data/{name}", 200) for name in ("un", "deux", "trois", "quatre")]
    assert (await tab.open("/busy")).calls == ()


async def test_plain_http_says_that_scripts_are_needed() -> None:
    """Without scripts there is nothing to judge: that is told, and blames nobody."""
    async with rendered() as url, HttpEngine(base_url=url) as engine:
        tab = await (await engine.session()).tab()
        with pytest.raises(NeedsBrowser, match="scripts"):
            await tab.open("/chain")


async def test_plain_http_chooses_from_no_list_of_a_script() -> None:
    """Nobody can without scripts: that is told as such, and blames nobody."""
    async with rendered() as url, HttpEngine(base_url=url) as engine:
        tab = await (await engine.session()).tab()
        got = await tab.open("/picked")
        with pytest.raises(NeedsBrowser, match="Cadre"):
            await tab.fill([entry(got, "Cadre", "Nom ?")])


async def test_a_part_that_is_busy(tab: BrowserTab) -> None:
    """A part that is said to be busy is waited for, though nothing is asked of the network."""
    got = await tab.open("/busy")
    assert words(got) == ["calculé"]
    assert words(await tab.press(button_of(got, "recommencer"))) == ["calculé"]


async def test_what_fades_in(tab: BrowserTab) -> None:
    """What fades in is seen; what turns for ever is not waited for."""
    got = await tab.open("/fading")
    assert "apparu" in words(await tab.press(button_of(got, "montrer")))


async def test_what_comes_while_something_else_moves(tab: BrowserTab) -> None:
    """It is waited for as well."""
    got = await tab.open("/relay")
    assert "apparu" in words(await tab.press(button_of(got, "montrer")))


async def test_what_will_fade_out(tab: BrowserTab) -> None:
    """It is there until then, and read."""
    got = await tab.open("/snack")
    assert "pour un instant" in words(await tab.press(button_of(got, "montrer")))


async def test_what_moves_in_the_shadow(tab: BrowserTab) -> None:
    """A tree of a component is waited for as the document is."""
    got = await tab.open("/shadow")
    assert words(got) == ["d'abord", "ensuite"]
    assert words(await tab.press(button_of(got, "montrer"))) == ["enfin", "ensuite"]


async def test_icons_are_pictures(tab: BrowserTab) -> None:
    """What a font of icons draws is no word, but for the star that marks a field."""
    got = (await tab.open("/icons")).page
    labels = [one.label for one in got.actions]
    assert sorted(labels) == ["+ Plus", "Chercher", "Créer", "Nouveau ticket"]
    assert [(one.label, one.mark) for one in got.fields] == [("Nom", "*")]


async def test_components_with_the_same_ids(tab: BrowserTab) -> None:
    """Each field of a design system has the words that its own slot shows."""
    got = await tab.open("/components")
    await tab.fill([entry(got, "Ville", "Angers")])
    found = [(one.label, one.mark, one.value) for one in (await tab.reload()).page.fields]
    assert found == [("Nom", "*", ""), ("Ville", "*", "")]


async def test_a_field_that_can_be_written_in_once_it_has_the_focus(tab: BrowserTab) -> None:
    """A person who clicks in it can type; a field that stays read-only is refused."""
    got = await tab.open("/guarded")
    await tab.fill([entry(got, "nom", "Rosset"), entry(got, "rue", "Basse")])
    pressed = await tab.press(button_of(got, "valider"))  # enabled once the field is left
    assert field_of(pressed, "rue").value == "Basse"
    assert words(pressed)[-1] == "ouvert"
    with pytest.raises(ActionRefused):
        await tab.fill([entry(pressed, "ville", "Angers")])


async def test_a_button_that_scripts_enable_later(tab: BrowserTab) -> None:
    """It is pressed once it can be."""
    got = await tab.open("/thoughtful")
    assert words(await tab.press(button_of(got, "valider"))) == ["validé"]


async def test_a_script_that_waits_before_it_does_something(tab: BrowserTab) -> None:
    """Nothing changes, nothing is asked: it is given a moment."""
    got = await tab.open("/thoughtful")
    assert words(await tab.press(button_of(got, "réfléchir"))) == ["réfléchi"]


async def test_many_questions_to_one_address(tab: BrowserTab) -> None:
    """They are no polling as long as they differ."""
    got = await tab.open("/questions")
    assert "abcdefgh" in words(await tab.press(button_of(got, "demander")))


async def test_what_changes_between_two_looks(tab: BrowserTab) -> None:
    """A change that came before anybody watched is a change too; none is none."""
    await tab.open("/modal")
    assert await tab.watch(0.1) is None
    await tab.first.page.evaluate("document.querySelector('dialog').close()")
    later = await tab.watch(0.1)
    assert later is not None
    assert later.front is None


async def test_an_answer_that_nobody_reads(tab: BrowserTab) -> None:
    """An answer whose body never ends does not hold the page up for the whole time-out."""
    got = await tab.open("/unread")
    assert words(await tab.press(button_of(got, "vérifier"))) == ["statut 200"]


@pytest_asyncio.fixture(loop_scope="session")
async def hasty(engine: BrowserEngine) -> AsyncIterator[BrowserTab]:
    """A window that waits for a second and a half only."""
    session = await engine.session()
    tab = await session.tab()
    tab.timeout = tab.first.timeout = 1.5
    yield tab
    await session.close()


async def test_a_page_that_is_busy_for_ever(hasty: BrowserTab) -> None:
    """A page that never stops calling itself busy is read as it stands when time is up."""
    assert words(await hasty.open("/forever")) == ["toujours"]


async def test_a_question_that_is_never_answered(hasty: BrowserTab) -> None:
    """A page that waits for news all the time is read, before and after it is used."""
    got = await hasty.open("/polling")
    assert words(await hasty.press(button_of(got, "montrer"))) == ["vu"]
    assert [one.url.rpartition("/")[2] for one in hasty.first.network.unanswered] == ["never"]


async def test_what_a_modal_dialog_lies_over(tab: BrowserTab) -> None:
    """The whole page is read, and apart from it what stands in its modal dialog alone."""
    got = await tab.open("/modal")
    assert {"Derrière", "Devant", "bonjour", "après", "cadre"} <= set(words(got))
    assert got.front is not None
    assert [text.text for text in got.front.texts] == ["Devant", "Code"]
    assert [field.label for field in got.front.visible_fields] == ["Code"]
    assert [part.label for part in got.front.actions] == ["Fermer"]
    after = await tab.press(button_of(got, "Fermer"))
    assert after.front is None
    assert "Devant" not in words(after)


async def test_a_dialog_that_comes_between_two_clicks_stays_open(tab: BrowserTab) -> None:
    """The second click would be one on the dialog, which may close for it."""
    got = await tab.open("/asking")
    after = await tab.press(button_of(got, "Envoyer"), twice=True)
    assert after.front is not None
    assert [part.label for part in after.front.actions] == ["Oui", "Non"]


async def test_a_dialog_that_only_says_that_it_is_modal(tab: BrowserTab) -> None:
    """The role and the attribute are enough, in a shadow root too."""
    got = await tab.open("/aria-modal")
    assert got.front is not None
    assert [text.text for text in got.front.texts] == ["Devant"]


@pytest.mark.parametrize("path", ["/veil", "/veil_around", "/high_veil"])
async def test_a_dialog_above_a_veil(tab: BrowserTab, path: str) -> None:
    """Where a veil covers the window, nobody can click what is behind it."""
    got = await tab.open(path)
    assert got.front is not None
    assert got.front.texts[0].text == "Devant"
    assert "Derrière" not in [text.text for text in got.front.texts]
    assert "Derrière" in words(got)


@pytest.mark.parametrize("path", ["/no_veil", "/spinner", "/background"])
async def test_what_is_no_dialog(tab: BrowserTab, path: str) -> None:
    """A box that leaves the page usable, a veil with nothing to use on it, a background."""
    assert (await tab.open(path)).front is None


async def test_a_sound_that_a_button_plays(tab: BrowserTab) -> None:
    """Its address is told, though no element of the page names it."""
    got = await tab.open("/plays")
    assert got.played == ()
    after = await tab.press(button_of(got, "Écouter"))
    assert [url.rpartition("/")[2] for url in after.played[:1]] == ["sound"]


async def test_a_page_that_changes_by_itself(tab: BrowserTab, hasty: BrowserTab) -> None:
    """It can be watched: what it shows then is read; where nothing changes, nothing is."""
    assert words(await tab.open("/unhurried")) == ["Bientôt"]
    later = await tab.watch(30)
    assert later is not None
    assert words(later) == ["Voilà"]
    await hasty.open("/forever")
    assert await hasty.watch(30) is None


async def test_a_page_without_scripts_is_not_watched(tab: BrowserTab) -> None:
    """Nothing on it can change."""
    await tab.open("/nothing")
    assert await tab.watch(30) is None


@pytest.mark.parametrize(
    ("url", "whose"),
    [
        ("http://api.portal.test:81/x", "portal.test"),
        ("http://portal.test/", "portal.test"),
        ("http://localhost:3000/", "localhost"),
        ("http://127.0.0.1:8080/", "127.0.0.1"),
        ("http://[::1]:8080/", "[::1]"),
        ("data:text/plain,x", ""),
    ],
)
async def test_whose_an_address_is(url: str, whose: str) -> None:
    """An interface beside the portal is the portal's; what counts visits elsewhere is not."""
    assert site(url) == whose


async def test_a_list_drawn_once_it_is_opened(tab: BrowserTab) -> None:
    """Its options are read by opening it, and it is left closed; nothing else is opened."""
    got = await tab.open("/folded")
    field = field_of(got, "Question")
    assert [(o.text, o.value, o.selected) for o in field.options] == [
        ("Choisissez", "", True),
        ("Nom ?", "1", False),
    ]
    assert got.page.title == "folded"
    await tab.fill([entry(got, "Question", "Nom ?")])
    after = await tab.press(button_of(got, "voir"))
    assert [o.selected for o in field_of(after, "Question").options] == [False, True]


async def test_what_scripts_draw_as_links_and_buttons(tab: BrowserTab) -> None:
    """The pointer tells them; what is a link, button or label is not found twice."""
    got = await tab.open("/widgets")
    assert [link.label for link in got.page.links if link.label.isalpha()] == [
        *("Suite", "Voir", "Lien", "Plus"),
    ]
    assert "Voir" in words(got)
    assert [button.label for button in got.page.buttons] == ["Vrai"]
    after = await tab.follow(link_of(got, "Suite"))
    assert after.page.title == "suite"


async def test_a_list_that_scripts_make_of_a_text_field(tab: BrowserTab) -> None:
    """An arrow stands beside it, and nobody can type; another field that is filled in is none."""
    got = await tab.open("/widgets")
    field = field_of(got, "Question")
    assert (field.kind, field.mark) == ("combobox", "*")
    assert [option.text for option in field.options] == ["Nom ?", "Ville ?"]
    assert field_of(got, "Date").kind == "text"
    await tab.fill([entry(got, "Question", "Ville ?")])
    after = await tab.follow(link_of(got, "Voir"))
    assert after.page.title == "Ville ?"
    assert field_of(after, "Question").value == "Ville ?"


async def test_a_list_whose_widget_holds_the_field(tab: BrowserTab) -> None:
    """The widget says which list it opens, and lies over the field; readers see its label."""
    got = await tab.open("/wrapped")
    field = field_of(got, "Question")
    assert (field.kind, field.mark) == ("combobox", "*")
    assert [option.text for option in field.options] == ["Nom ?", "Âge ?"]
    await tab.fill([entry(got, "Question", "Âge ?")])
    assert field_of(await tab.press(button_of(got, "valider")), "Question").value == "Âge ?"


async def test_a_list_in_a_dialog_that_a_field_opens(tab: BrowserTab) -> None:
    """Nobody can type into the field; it is read, closed again, and left before the next field."""
    got = await tab.open("/wrapped")
    assert [(one.label, one.kind) for one in got.page.fields] == [
        *(("Question", "combobox"), ("Ville", "combobox"), ("Date", "text")),
    ]
    assert got.front is None
    assert [one.text for one in field_of(got, "Ville").options] == ["Angers", "Nantes"]
    await tab.fill([entry(got, "Ville", "Nantes"), entry(got, "Question", "Nom ?")])
    after = await tab.press(button_of(got, "valider"))
    assert [one.value for one in after.page.fields] == ["Nom ?", "Nantes", "hier"]


async def test_a_list_that_a_person_may_search(tab: BrowserTab) -> None:
    """It is opened and read, whether or not it names roles; what is chosen stands beside its field.

    A field that opens no list is typed into.
    """
    got = await tab.open("/searched")
    assert [(one.label, one.mark, [o.text for o in one.options]) for one in got.page.fields] == [
        ("Question", "*", ["Nom ?", "Âge ?"]),
        ("Ville", "*", ["Angers", "Nantes"]),
        ("Rue", "", []),
    ]
    entries = [entry(got, "Question", "Âge ?"), entry(got, "Ville", "Nantes")]
    await tab.fill([*entries, entry(got, "Rue", "du Pont")])
    after = await tab.press(button_of(got, "valider"))
    assert after.page.title == "validé"
    assert [one.value for one in after.page.fields] == ["Âge ?", "Nantes", "du Pont"]


async def test_lists_in_the_manner_of_toolkits(tab: BrowserTab) -> None:
    """A list is one field with the label that is seen, whatever its toolkit keeps unseen beside it.

    A button that opens a list, what is drawn in the place of a `select`, a field as small as a
    point, and a field whose button opens its list.
    """
    got = await tab.open("/toolkits")
    offered = [(f.label, f.mark, [o.text for o in f.options]) for f in got.page.visible_fields]
    assert offered == [
        ("Question", "*", ["Nom ?", "Âge ?"]),
        ("Ville", "*", ["", "Angers", "Nantes"]),
        ("Pays", "*", ["Un pays", "Chili", "Gabon"]),
        ("Animal", "*", ["Chat", "Chien"]),
        ("Plat", "*", ["Riz", "Pâtes"]),
    ]
    chosen = {"Question": "Âge ?", "Ville": "Nantes", "Pays": "Gabon"}
    chosen |= {"Animal": "Chien", "Plat": "Pâtes"}
    await tab.fill([entry(got, label, value) for label, value in chosen.items()])
    after = await tab.press(button_of(got, "valider"))
    assert words(after)[-1] == "question=Âge ? ville=2 pays=2 animal=Chien plat=Pâtes"
    assert field_of(after, "Ville").value == "2"
    await tab.fill([entry(after, "Ville", "")])
    again = await tab.press(button_of(after, "valider"))
    assert "ville= pays=2" in words(again)[-1]


async def test_a_list_that_a_button_beside_the_field_opens(tab: BrowserTab) -> None:
    """In a frame of a dialog, in a window, or on the page: it is read, closed, and chosen from.

    What stands beside a field that has a value, or none of its own, may do anything: it is left.
    """
    got = await tab.open("/picked")
    offered = [(one.label, [option.text for option in one.options]) for one in got.page.fields]
    assert [one for one in offered if one[0]] == [
        *(("Cadre", ["Nom ?", "Ville ?"]), ("Window", ["Nom ?", "Ville ?"])),
        *(("Place", ["Angers", "Nantes"]), ("Numero", []), ("Code", []), ("Ident", [])),
    ]
    assert got.front is None
    chosen = {"Cadre": "Ville ?", "Window": "Nom ?", "Place": "Nantes"}
    await tab.fill([entry(got, label, value) for label, value in chosen.items()])
    after = await tab.press(button_of(got, "valider"))
    assert {label: field_of(after, label).value for label in chosen} == chosen
    with pytest.raises(ActionRefused):
        await tab.fill([entry(after, "Cadre", "Rien ?")])


async def test_a_dialog_in_a_box_without_a_size(tab: BrowserTab) -> None:
    """It is laid out beyond the box, which clips all else in it."""
    got = await tab.open("/wrapped")
    assert "Nouvelle" in words(got)
    after = await tab.press(button_of(got, "valider"))
    assert after.front is not None
    assert after.front.words == ("Réussite", "Enregistré")
    assert "invisible" not in words(after)
    assert "caché" not in words(after)


async def test_what_lies_over_a_dialog(tab: BrowserTab) -> None:
    """The message of a field in it is read with the dialog, wherever the document has it."""
    got = await tab.open("/over")
    assert got.front is not None
    assert got.front.words == ("Devant", "Code faux")


async def test_dialogs_that_are_closed(tab: BrowserTab) -> None:
    """A dialog that nobody sees lies over nothing."""
    got = await tab.open("/closed-modal")
    assert got.front is None
    assert words(got) == ["Seul"]


async def test_names_in_the_accessibility_tree(tab: BrowserTab) -> None:
    """What style sheets add to a name and what they part in it; letters keep their case."""
    page = (await tab.open("/names")).page
    assert [field.label for field in page.fields] == ["Nom Autre adresse", "Ville"]
    assert [button.label for button in page.buttons] == ["Valider tout", "Fermer", "0.5"]
    assert [link.label for link in page.links] == ["Ma photo", "Page deux"]


async def test_what_stands_apart_in_boxes(tab: BrowserTab) -> None:
    """Items of boxes and floats are texts of their own; a sentence stays one, so does a code.

    A margin as wide as a blank is one.
    """
    assert words(await tab.open("/boxes")) == [
        *("Non connecté", "Retour", "Un titre", "Deux mots", "Flotté", "à côté"),
        *("Veuillez noter ce code provisoire", "7K4", "Ensemble", "Refusé Il n'y apas"),
    ]


async def test_a_frame_that_may_run_no_script(tab: BrowserTab) -> None:
    """It is read; that its form must not be sent holds nothing up, as nothing happens."""
    got = await tab.open("/sandboxed")
    assert words(got) == ["Autour", "dedans"]
    after = await tab.press(button_of(got, "Envoyer"))
    assert words(after) == ["Autour", "dedans"]


async def test_a_script_that_listens_to_pressed_keys(tab: BrowserTab) -> None:
    """The last letter is typed as a key, so that it hears one."""
    got = await tab.open("/pressed-keys")
    await tab.fill([entry(got, "Nom", "Zoé b")])
    after = await tab.press(button_of(got, "Voir"))
    assert "nom=Zo%C3%A9+b" in after.page.url
