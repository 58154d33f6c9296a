"""What a reader counts as the entries of a list: each kind of mark-up, and what is none."""

from collections import Counter

import pytest

from harness.page.extract import extract

CARD = "<div class=col><div class=card><h3>{}</h3><p>3,50 €</p><button>Add</button></div></div>"
CARDS = "".join(map(CARD.format, ("Red", "Black", "Blue")))
PICTURE = "<div><a href=a><img alt={}></a></div>"
HEAD = "<tr><th>Name<th>Price"


def _counted(body: str) -> list[str]:
    """The first words of each entry of a page."""
    page = extract(f"<h1>Shop</h1>{body}", url="http://portal.example/")
    first: dict[int, str] = {}
    for text in page.texts:
        if text.visible and text.entry:
            first.setdefault(text.entry, text.text)
    return list(first.values())


@pytest.mark.parametrize(
    "body",
    [
        "<ul><li>Red<li>Black</ul>",
        "<ol><li><p>Red</p><p>3,50 €</p><li><a href=x>Black</a></ol>",
        "<div role=listitem>Red</div><div role=listitem>Black</div>",
        "<dl><dt>Red<dd>3,50 €<dd>In stock<dt>Black<dd>3,50 €</dl>",
        "<article><h2>Red</h2>3,50 €</article><article><h2>Black</h2>3,50 €</article>",
        f"<table>{HEAD}<tr><td>Red<td>3<tr><td>Black<td>4</table>",
        f"<table><thead>{HEAD}<tbody><tr><th>Red<td>3<tr><th>Black<td>4</table>",
        f"<div class=row>{CARD.format('Red')}</div><div class=row>{CARD.format('Black')}</div>",
        f"<ul><li>{CARD.format('Red')}<p>New</p><li>{CARD.format('Black')}</ul>",
        f"{PICTURE.format('Red')}{PICTURE.format('Black')}",
    ],
)
def test_entries(body: str) -> None:
    """An item, a term with its texts, a row below a head, a card: each once, with all its words."""
    assert _counted(body) == ["Red", "Black"]


def test_cards_and_entries_within_entries() -> None:
    """A card alone is known by its class; an item that has words of its own is one, too."""
    assert _counted(CARD.format("Red")) == ["Red"]
    assert _counted(f"<div class=row>{CARDS}</div>") == ["Red", "Black", "Blue"]
    nested = "<ul><li>Threads<ul><li>Red<li>Black</ul></ul>"
    assert _counted(nested) == ["Threads", "Red", "Black"]


@pytest.mark.parametrize(
    "body",
    [
        "<nav><ul><li>Home<li>Shop</ul></nav>",
        "<ul class='nav nav-tabs'><li>Home<li>Shop</ul>",
        "<div class=breadcrumb><ol><li>Home<li>Shop</ol></div>",
        "<ul role=menu><li>Home<li>Shop</ul>",
        "<header><ul><li>Home</ul></header><footer><ul><li>Terms</ul></footer>",
        "<table><tr><td>Name<td>Red<tr><td>Price<td>3</table>",
        "<table><tr><th>Name<td>Red<tr><th>Price<td>3</table>",
        "<div class=form-group><label>Name <input></label></div>" * 2,
        "<div><p>One</p></div><div><p>Two</p></div>",
        "<section><h2>Log in</h2><p>Hello</p></section>",
        "<div class=results><h2>0 results</h2></div>",
        "<ul hidden><li>Red</ul>",
        "<div><h4>Name</h4></div><div><h4>Price</h4></div>",
    ],
)
def test_what_is_no_entry(body: str) -> None:
    """Menus, headers and footers, values beside labels, fields of a form, sections alone."""
    assert _counted(body) == []


def test_buttons_stand_in_entries() -> None:
    """Their words are those of the entry, too."""
    page = extract(CARDS, url="http://portal.example/")
    entries = {text.entry for text in page.texts}
    assert Counter(button.entry for button in page.buttons) == dict.fromkeys(entries, 1)
