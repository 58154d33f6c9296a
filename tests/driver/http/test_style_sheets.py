"""What style sheets hide or draw apart counts over plain HTTP, unless it can be brought out."""

import pytest

from harness.driver.http.document import read_document
from harness.driver.http.engine import HttpEngine
from harness.driver.http.style_sheets import Styling
from harness.page.extract import page_of
from tests.driver.pages import SHOWN_AGAIN, STRUCK
from tests.driver.portal import Portal

URL = "http://portal.test/a/page"


def blocks(html: str, *sheets: tuple[str, str]) -> list[str]:
    """The blocks of text of a document that are shown."""
    document = read_document(html, url=URL, charset="utf-8", styling=Styling(sheets))
    return [text.text for text in page_of(document.outline).texts if text.visible]


def unread(html: str, *sheets: tuple[str, str]) -> tuple[str, ...]:
    """The sheets that would have to be loaded for a document."""
    styling = Styling(sheets)
    return read_document(html, url=URL, charset="utf-8", styling=styling).unread_sheets


def test_what_can_be_clicked_or_filled_in_stays() -> None:
    """A script or the pointer may bring out a menu, a form, or the whole page."""
    sheet = "<style>body, .menu, form, .note { display: none }</style>"
    read = f"{sheet}<div class=menu><a href=/x>Lien</a></div><form>Nom <input></form>"
    assert blocks(f"{read}<p class=note>Note</p><p>Texte") == ["Lien", "Nom", "Texte"]


def test_the_author_may_show_what_the_attribute_hides() -> None:
    """The attribute `hidden` is a rule of the browser, and weaker than any of the author."""
    assert blocks("<style>p { display: flex }</style><p hidden>Un</p><div hidden>Deux") == ["Un"]


def test_words_that_a_style_strikes_out() -> None:
    """They are no words, as those of `del` are; where a style takes the line away, they are."""
    html = f"{STRUCK}<p style='text-decoration: underline'>6,00 €</p>"
    kept = ["Prix", "2,80 €", "À faire", "2,00 € gardé", "6,00 €"]
    assert blocks(html) == kept
    sheet = ("http://portal.test/a.css", "ins { text-decoration: line-through !important }")
    linked = f"<link rel=stylesheet href=/a.css>{html}"
    assert blocks(linked, sheet) == [one.replace("2,00 € ", "") for one in kept]


def test_what_is_shown_within_what_is_hidden() -> None:
    """As Chromium shows it: by `visibility`, by the author against the mark-up, by conditions."""
    shown = ["vu revu", "ligne", "montré", "montré aussi", "titre", "en couche", "rendu"]
    assert blocks(SHOWN_AGAIN) == shown
    whole = "<style>* { visibility: hidden } i { visibility: visible }</style>un<i>deux</i>"
    assert blocks(whole) == ["deux"]
    inline = "<div style='visibility: hidden'>un <b style='visibility: visible'>deux</b></div>"
    assert blocks(inline) == ["deux"]
    folded = "<details style='visibility: hidden'><p style='visibility: visible'>un</p></details>"
    assert blocks(folded) == []
    assert blocks(folded.replace("<details", "<details open")) == ["un"]


def test_what_is_no_style_sheet() -> None:
    """Another type is none; in a document without a type, names of classes fold their case."""
    typed = "<style type='{}'>.A {{ display: none }}</style><p class=a>mot</p><p class=A>autre"
    assert blocks(typed.format("text/plain")) == ["mot", "autre"]
    assert blocks(typed.format("TEXT/CSS")) == []
    assert blocks("<!doctype html>" + typed.format("")) == ["mot"]
    imported = "<style>@import url({});</style><p>mot"
    assert blocks(imported.format("data:text/css,p{display:none}")) == []
    assert blocks(imported.format("data:text/plain,p{display:none}")) == ["mot"]


def test_items_of_a_flex_box_stand_apart() -> None:
    """As on the screen; in a sentence they are words, and a letter is a part of a word."""
    sheet = "<style>p { display: flex } .up { float: left }</style>"
    assert blocks(f"{sheet}<p><span>Non connecté</span><b>Retour</b>") == ["Non connecté", "Retour"]
    assert blocks(f"{sheet}<div>Le<span class=up>mot</span>dit") == ["Le mot dit"]
    assert blocks(f"{sheet}<div><b class=up>L</b><span>ettre</span>") == ["Lettre"]


@pytest.mark.parametrize(
    "link",
    [
        "<link rel='alternate stylesheet' href=a.css>",
        "<link rel=stylesheet href=a.css media=print>",
        "<link rel=stylesheet href=a.css disabled>",
        "<link rel=stylesheet href=''>",
        "<link rel=stylesheet href=data:text/css,p{}>",
        "<link rel=icon href=a.css>",
        "<style>p { color: red } @import 'a.css';</style>",
    ],
)
def test_sheets_that_do_not_count_are_not_asked_for(link: str) -> None:
    """Those for paper, other choices, and imports behind a rule."""
    assert unread(link) == ()


def test_sheets_are_found_by_the_base_of_the_document_and_of_each_other() -> None:
    """An import counts before the sheet that imports it; a circle ends."""
    html = "<base href=/css/><link rel='Stylesheet' href=a.css><p class=x>mot"
    first, second = "http://portal.test/css/a.css", "http://portal.test/css/sub/b.css"
    assert unread(html) == (first,)
    sheet = (first, "@import url( 'sub/b.css' ) screen; .x { display: block }")
    assert unread(html, sheet) == (second,)
    circle = (second, "@import '../a.css'; .x { display: none }")
    assert unread(html, sheet, circle) == ()
    assert blocks(html, sheet, circle) == ["mot"]


@pytest.mark.asyncio(loop_scope="session")
async def test_a_sheet_is_loaded_once_for_all_sessions(site: Portal) -> None:
    """Also one that does not exist."""
    async with HttpEngine(site.url) as engine:
        for _ in range(2):
            await (await (await engine.session()).tab()).open("/styled")
    asked = [path for path in site.paths() if "/styles/" in path]
    assert asked == [f"GET /styles/{name}.css" for name in ("main", "none", "more")]


@pytest.mark.parametrize(
    ("rule", "mark"),
    [
        ('.must::after { content: " *" }', "*"),
        (".must:after { color: red; content: '**'; }", "**"),
        ('.must::before { content: "*" }', "*"),
        ('.must::after { content: "\\2a" }', "*"),
        ('.must::after { content: "*" } .must::after { content: none }', ""),
        ('.must::after { content: "Aide" }', ""),
        ('.must::after { content: "" }', ""),
        ('@media print { .must::after { content: "*" } }', ""),
        ('.other::after { content: "*" }', ""),
    ],
)
def test_a_mark_that_a_style_sheet_draws(rule: str, mark: str) -> None:
    """It is one as if it were written; other words that are drawn are not read."""
    html = f"<style>{rule}</style><label class=must for=x>Votre Nom</label><input id=x>"
    document = read_document(html, url=URL, charset="utf-8", styling=Styling())
    (found,) = page_of(document.outline).fields
    assert (found.label, found.mark) == ("Votre Nom", mark)
