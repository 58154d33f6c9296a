"""What plainly opens the closed panel that hides an element, and what does not."""

import pytest

from harness.model.page import Button, Field, Link
from harness.page.extract import extract

_LINK = '<a href="/bye">Sought</a>'


def _opener(html: str) -> tuple[str, bool] | None:
    """The words of what opens the panel of « Sought », and whether that takes a script."""
    page = extract(html, url="http://portal.example/")
    parts: tuple[Field | Button | Link, ...] = (*page.fields, *page.buttons, *page.links)
    (found,) = (one for one in parts if one.label == "Sought")
    assert not found.visible
    return (found.opener.words, found.opener.scripted) if found.opener else None


@pytest.mark.parametrize(
    ("html", "words", "scripted"),
    [
        (
            f"<button aria-expanded=false aria-controls=m>Menu</button><p id=m hidden>{_LINK}</p>",
            "Menu",
            True,
        ),
        (
            (
                "<form><button type=button data-bs-toggle=x data-bs-target='#m'>More</button>"
                "<div id=m style='display:none'><input aria-label=Sought></div></form>"
            ),
            "More",
            True,
        ),
        (f"<a data-toggle=tab href='#m'>Tab</a><div id=m hidden>{_LINK}</div>", "Tab", True),
        (
            (
                "<a href='#' id=d data-bs-toggle=dropdown>Account</a>"
                f"<ul hidden aria-labelledby=d><li>{_LINK}</ul>"
            ),
            "Account",
            True,
        ),
        (
            (
                "<div role=tablist><a role=tab aria-selected=true href='#a' aria-controls=a>One</a>"
                "<span role=tab aria-selected=false aria-controls=b>Two</span></div>"
                f"<div id=a>x</div><div id=b role=tabpanel hidden>{_LINK}</div>"
            ),
            "Two",
            True,
        ),
        (f"<details><summary>Details</summary>{_LINK}</details>", "Details", False),
        (
            (
                "<button popovertarget=p>Pop</button>"
                f"<div id=p popover style='display:none'>{_LINK}</div>"
            ),
            "Pop",
            False,
        ),
        (
            (
                "<input type=checkbox id=c hidden><label for=c>☰ Menu</label>"
                f"<nav style='display:none'>{_LINK}</nav>"
            ),
            "☰ Menu",
            False,
        ),
        (f"<button aria-haspopup=true>Me</button><ul hidden><li>{_LINK}</ul>", "Me", True),
        (
            (
                "<h3><button aria-expanded=false>Section</button></h3>"
                f"<div hidden><p>{_LINK}</p></div>"
            ),
            "Section",
            True,
        ),
        (
            (
                f"<button aria-expanded=false aria-controls=m aria-label=Menu></button>"
                f"<nav id=m hidden>{_LINK}</nav>"
            ),
            "Menu",
            True,
        ),
        (
            (
                "<button aria-controls=a aria-expanded=false>Outer</button><div id=a hidden>"
                "<button aria-controls=b aria-expanded=false>Inner</button>"
                f"<div id=b hidden>{_LINK}</div></div>"
            ),
            "Outer",
            True,
        ),
    ],
)
def test_what_opens_a_panel(html: str, words: str, *, scripted: bool) -> None:
    """It says of itself that it shows the panel; of panels in panels, the outer one is first."""
    assert _opener(html) == (words, scripted)


@pytest.mark.parametrize(
    "html",
    [
        f"<a href='/menu' aria-controls=m>Menu</a><nav id=m hidden>{_LINK}</nav>",
        f"<form><button aria-controls=m>Send</button><nav id=m hidden>{_LINK}</nav></form>",
        f"<form><input type=submit aria-controls=m><nav id=m hidden>{_LINK}</nav></form>",
        f"<button disabled aria-controls=m>Menu</button><nav id=m hidden>{_LINK}</nav>",
        f"<button hidden aria-controls=m>Menu</button><nav id=m hidden>{_LINK}</nav>",
        f"<button aria-controls=m aria-expanded=true>Menu</button><nav id=m hidden>{_LINK}</nav>",
        f"<button aria-controls=n>Menu</button><nav id=m hidden>{_LINK}</nav>",
        f"<button>Menu</button><nav hidden>{_LINK}</nav>",
        "<button aria-expanded=false>Menu</button><a href=/bye hidden>Sought</a>",
        (
            f"<input type=checkbox id=c><label for=c>News</label><p>x</p>{'<p>y</p>' * 9}"
            f"<div hidden>{_LINK}</div>"
        ),
        f"<form><input type=radio name=c id=c><label for=c>A</label><p hidden>{_LINK}</form>",
        "<form><input name=website style='display:none' aria-label=Sought></form>",
        (
            "<button aria-controls=s>Menu</button><button id=s hidden>Other</button>"
            "<p hidden><button>Sought</button></p>"
        ),
        f"<nav id=m hidden>{_LINK}</nav>",
    ],
)
def test_what_opens_none(html: str) -> None:
    """A link that leads away, a button that sends a form, what is hidden or open, and no name."""
    assert _opener(html) is None


def test_what_is_visible_needs_none() -> None:
    """Nothing is opened for it."""
    html = f"<button aria-controls=m aria-expanded=true>Menu</button><nav id=m>{_LINK}</nav>"
    (link,) = extract(html, url="http://portal.example/").links
    assert (link.visible, link.opener) == (True, None)


def test_panels_without_end() -> None:
    """Panels that name each other, and deep ones, are told in bounded time."""
    html = "".join(
        f"<button hidden aria-controls=p{n + 1}>b</button><div id=p{n} hidden>" for n in range(300)
    )
    assert _opener(f"{html}{_LINK}") is None


@pytest.mark.parametrize(
    ("classes", "head", "words"),
    [
        (("collapsed", "", ""), "<a href='#no1'>Section (2)</a>", "Section (2)"),
        (("", "foldable", ""), "<a href='#'>Section</a>", "Section"),
        (("", "", "js-toggle"), "<a href='#'>Section</a>", "Section"),
        (("", "", ""), "<a href='#'>Section</a>", ""),
        (("collapsed", "foldable", ""), "Section <a href='#'>more</a>", ""),
        (("collapsed", "foldable", ""), "<a href='/there'>Section</a>", ""),
        (("collapsed", "foldable", ""), "Section", ""),
        (("collapsed", "foldable", ""), "<a href='#'>A</a> <a href='#'>B</a>", ""),
    ],
)
def test_a_heading_that_a_script_made_a_link(
    classes: tuple[str, str, str], head: str, words: str
) -> None:
    """If a class says that the section folds, and the link is all of its heading."""
    around, heading, link = classes
    head = head.replace("<a", f"<a class='{link}'")
    html = f"<div class='{around}'><h3 class='{heading}'>{head}</h3><div hidden>{_LINK}</div></div>"
    found = _opener(html)
    assert (found[0] if found else "") == words
