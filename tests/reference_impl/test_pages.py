"""The pages say the guide's words."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from reference_impl.routes import addresses as at
from reference_impl.routes.topics import TOPICS
from tests.reference_impl.journey import CODE, IDENTIFIER, USER, recover
from tests.reference_impl.people import MARCEL
from tests.reference_impl.visitor import Answer, Visitor

VOID = {"meta", "link", "input", "br"}


class Reader(HTMLParser):
    """Reads a page: its text, its addresses, its fields, and whether its tags are balanced."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.fields: set[str] = set()
        self.leads_to: set[str] = set()
        self.posts_to: set[str] = set()
        self.feed(answer.body.decode())
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the tag carries."""
        values = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self.open.append(tag)
        if tag == "br":
            self.words.append(" ")
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "label":
            self.labelled.add(values["for"])
        if tag in {"input", "select"} and values.get("type") != "hidden":
            self.fields.add(values["id"])
        self._note_address(tag, values)

    def _note_address(self, tag: str, values: dict[str, str]) -> None:
        if tag in {"a", "link", "audio"}:
            self.leads_to.add(values.get("href") or values.get("src") or "")
        if tag == "form":
            (self.posts_to if values["method"] == "post" else self.leads_to).add(values["action"])

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that is open."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep the words that a person reads."""
        if self.open and self.open[-1] != "title":
            self.words.append(data)

    @property
    def text(self) -> str:
        """The text as a person reads it."""
        return re.sub(r"\s+", " ", "".join(self.words)).strip()


PAGES = {
    at.HOME: "home",
    at.LOGIN: "login",
    at.LOST_CODES: "step1",
    USER.search: "step2",
    CODE.regeneration: "step3",
    at.CONDITIONS: "conditions",
    at.HELP: "help",
}


def lacking(name: str, text: str) -> list[str]:
    """Give the lines of a page of the guide that a text does not hold."""
    lines = (Path(__file__).parent / "words" / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in lines.splitlines() if line not in text]


@pytest.mark.parametrize("path", PAGES)
async def test_the_page_says_the_words_of_the_guide(path: str, visitor: Visitor) -> None:
    """Every sentence, label, button and link of the guide's page is on ours, in its order."""
    assert lacking(PAGES[path], Reader(await visitor.get(path)).text) == []


async def test_step_4_says_the_words_of_the_guide(visitor: Visitor) -> None:
    """The page of the certification code, with the code in it."""
    step4 = await recover(visitor, MARCEL)
    text = Reader(step4).text.replace(step4.shown_code, "XXXXXXXXXX")
    assert lacking("step4", text) == []


@pytest.mark.parametrize("path", PAGES)
async def test_the_page_is_well_formed(path: str, visitor: Visitor) -> None:
    """Tags are balanced, ids are unique, and every field has its label."""
    reader = Reader(await visitor.get(path))
    assert len(reader.ids) == len(set(reader.ids))
    assert reader.fields <= reader.labelled
    assert reader.labelled <= set(reader.ids)


@pytest.mark.parametrize("path", PAGES)
async def test_every_link_leads_somewhere(path: str, visitor: Visitor) -> None:
    """Each address of the page is the portal's own and is answered by a page."""
    reader = Reader(await visitor.get(path))
    for address in reader.leads_to:
        if address.startswith("#"):
            assert address[1:] in reader.ids
        else:
            assert address.startswith("/")
            assert (await visitor.get(address)).status == 200
    for address in reader.posts_to:
        assert (await visitor.post(address, {})).status == 200


async def test_examples_are_never_filled_in(visitor: Visitor) -> None:
    """The guide's example values are nobody's: the fields are empty at first."""
    for path in (IDENTIFIER.search, CODE.regeneration, at.LOGIN):
        page = await visitor.get(path)
        assert {page.value(name) for name in Reader(page).fields - {"question", "demande"}} == {""}


async def test_the_text_can_be_made_larger_and_smaller(visitor: Visitor) -> None:
    """The links of the home page change the size by one step, without end falls."""
    larger = await visitor.get("/?taille=tres-grande")
    assert "taille-tres-grande" in larger.text
    assert 'href="/?taille=grande"' in larger.text
    assert "taille-normale" in (await visitor.get("/?taille=absurde")).text


async def test_a_topic_says_that_it_is_not_held(visitor: Visitor) -> None:
    """The frame's topics exist, and are honest."""
    for slug, title in TOPICS.items():
        page = await visitor.get(f"{at.TOPICS}/{slug}")
        assert title in page.text
        assert "n'est pas tenue par l'implémentation de référence" in page.text
