"""The cascade, as far as it hides words or draws them apart."""

import pytest
import turbohtml
from hypothesis import given
from hypothesis import strategies as st

from harness.page.dom.media_query import is_for_screen
from harness.page.dom.style_sheet import imports, styles

WIDTH = 1280
PIECES = [
    "a",
    ".b",
    "{",
    "}",
    ";",
    ":",
    "display",
    "none",
    "@media",
    "@import",
    "(",
    ")",
    "/*",
    "*/",
]


def display(sheet: str, html: str = "<p id=i class='a b'>x") -> str:
    """The `display` of the first paragraph; "" for none declared."""
    tree = turbohtml.parse(html)
    (element,) = list(tree.iter_elements("p"))[:1]
    return styles(tree, [sheet], WIDTH).get(element, {}).get("display", "")


@pytest.mark.parametrize(
    ("sheet", "value"),
    [
        ("p{display:none}", "none"),
        ("p{display:none} .a{display:block}", "block"),
        (".a{display:block} p{display:none}", "block"),
        ("#i{display:block} .a.b{display:none}", "block"),
        ("p{display:none!important} #i{display:block}", "none"),
        ("@media print{p{display:none}}", ""),
        ("@media screen and (min-width:900px){p{display:none}}", "none"),
        ("@media (max-width:900px){p{display:none}}", ""),
        ("@supports (display:grid){p{display:none}}", "none"),
        ('p::before{content:"}";display:none}', ""),
        ("q,p{/* } */display:none}", "none"),
        ("p:is(.a, .c){display:none}", "none"),
        (".c{display:none}", ""),
        (".A{display:none}", "none"),
        ("@layer x{#i{display:none}} p{display:block}", "block"),
        ("@layer x{p{display:none!important}} #i{display:block!important}", "none"),
        ("html{& .a{display:none}}", "none"),
        ("p{&.a, &.c{display:none} display:block}", "none"),
        ("p{display:none; .x{display:block}}", "none"),
        ("p{@media screen{display:none}}", "none"),
        ("p{@media print{display:none}}", ""),
        (":where(#i){display:none} p{display:block}", "block"),
        ("p:not(#j){display:none} .a.b{display:block}", "none"),
        ("html{--d:none} p{display:var(--d)}", "none"),
        ("p{display:var(--d, none)}", "none"),
        ("p{display:none} .a{display:var(--d)}", "unset"),
        ("p{display:none} .a{display:revert}", "revert"),
    ],
)
def test_the_declaration_that_wins(sheet: str, value: str) -> None:
    """By importance, specificity and order; what does not count on this screen is left out."""
    assert display(sheet) == value


def test_the_style_of_an_element_wins_over_rules() -> None:
    """Unless a rule is important."""
    html = "<p class=a style='display:block'>x"
    assert display(".a{display:none}", html) == "block"
    assert display(".a{display:none !important}", html) == "none"


def test_imports() -> None:
    """At the beginning alone, for a screen alone."""
    sheet = (
        '@charset "x"; @import "a.css"; @import url(b.css) print; @import url("c.css") screen; p{}'
    )
    assert imports(sheet, WIDTH) == ("a.css", "c.css")
    assert imports("p{} @import 'a.css';", WIDTH) == ()


def test_imports_of_data_layers_and_behind_comments() -> None:
    """A `data:` address may have braces and semicolons; a layer and a condition are no media."""
    data = "data:text/css;base64,cHt9"
    assert imports(f'/* x */ @import "{data}"; @import url({data});', WIDTH) == (data, data)
    assert imports("@import url(data:text/css,p{});", WIDTH) == ("data:text/css,p{}",)
    assert imports("@layer a, b; @import 'a.css' layer(x) print;", WIDTH) == ()
    assert imports("@import 'a.css' layer supports(display: grid) screen;", WIDTH) == ("a.css",)


def test_no_media_is_all() -> None:
    """A sheet without a list of media counts."""
    assert is_for_screen("", WIDTH)
    assert not is_for_screen("print, speech", WIDTH)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=30).map("".join))
def test_any_text_is_a_sheet(sheet: str) -> None:
    """What is broken is left out."""
    assert display(sheet) in {"", "none"}
    assert all(imports(sheet, WIDTH))
