"""Each change that a person or a program would miss is told once, and nothing else is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.crawl.diff.difference import IMPORTANCE, Importance
from tests.crawl.diff.drawn_pages import (
    CHANGES,
    PARTS,
    Drawn,
    MemorySite,
    changed,
    codes,
    compared,
    drawn_pages,
)

OLD, NEW = "http://old.example", "http://new.example:8080"
TREES = ("Aulne", "Bouleau", "Charme", "Daphné", "Érable", "Frêne", "Genêt", "Hêtre", "If", "Jonc")
PLAIN = Drawn(TREES, PARTS)


def difference_codes(old: Drawn, new: Drawn) -> list[str]:
    """The codes of what differs between a page and the same page at a later fetch."""
    return codes(
        compared(
            MemorySite(OLD, {"/page": old.html()}),
            MemorySite(NEW, {"/page": new.html(second=True)}),
        )
    )


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_is_told_once_and_alone(name: str) -> None:
    """By its own code, whatever else is another at each fetch."""
    assert difference_codes(PLAIN, changed(PLAIN, name)) == [CHANGES[name][1]]


@settings(deadline=None, max_examples=15)
@given(drawn_pages(), st.sampled_from(sorted(CHANGES)))
def test_the_words_of_the_page_do_not_matter(page: Drawn, name: str) -> None:
    """Pages of any words; one that did not change has no difference."""
    assert difference_codes(page, page) == []
    assert difference_codes(page, changed(page, name)) == [CHANGES[name][1]]


@settings(deadline=None, max_examples=15)
@given(drawn_pages(), st.lists(st.sampled_from(sorted(CHANGES)), unique=True, max_size=4))
def test_of_several_changes_the_important_ones_come_first(page: Drawn, names: list[str]) -> None:
    """In the order of importance."""
    try:
        after = changed(page, *names)
    except AssertionError:  # a change took away what another one changes
        return
    found = [IMPORTANCE[code] for code in difference_codes(page, after)]
    assert found == sorted(found)


def test_what_keeps_search_engines_away_is_important() -> None:
    """A `noindex` that came along from staging, in the document or in the header."""
    site = {"/page": PLAIN.html()}
    found = compared(MemorySite(OLD, site), MemorySite(NEW, site, {"/page": "noindex"}))
    assert codes(found) == ["robots-noindex"]
    assert found.differences[0].importance is Importance.HIGH


def test_a_link_by_script_leads_where_its_script_says() -> None:
    """A plain link to the same page in its place is no difference; to another one it is."""
    script = PLAIN.html().replace("href=/aide", "href=\"javascript:ouvrir('/aide','x')\"")
    sites = [MemorySite(OLD, {"/page": html}) for html in (script, PLAIN.html())]
    assert codes(compared(*sites)) == []
    other = MemorySite(OLD, {"/page": script.replace("ouvrir('/aide'", "ouvrir('/autre'")})
    assert codes(compared(other, sites[1])) == ["link-target-changed"]


def test_a_frameset_is_replaced_by_the_page_at_its_address() -> None:
    """Though it says nothing itself."""
    frames = "<title>Portail Aulne</title><frameset><frame src=/a></frameset>"
    found = compared(MemorySite(OLD, {"/page": frames}), MemorySite(NEW, {"/page": PLAIN.html()}))
    assert [pair.new.path for pair in found.pairs] == ["/page"]


def test_another_picture_with_the_same_words() -> None:
    """A picture that is compressed in another way, or whose name has another mark, is the same."""

    def found(source: str) -> list[str]:
        html = "<title>Portail</title><h1>Accueil</h1><p><img src={} alt=Logo></p>"
        old = MemorySite(OLD, {"/page": html.format("/a/logo.png")})
        return codes(compared(old, MemorySite(NEW, {"/page": html.format(source)})))

    assert found("/b/sigle.png") == ["picture-file-changed"]
    assert found("/b/logo.webp") == found("/b/logo.3fa9c1d2.png") == []


def test_a_hint_that_is_no_longer_bound() -> None:
    """The field says which text helps; another id of that text is no difference."""

    def found(field: str) -> list[str]:
        html = "<h1>Codes</h1><form><label for=a>N</label><input id=a name=a {}><p id=h>8 chiffres"
        old = MemorySite(OLD, {"/page": html.format("aria-describedby=h")})
        new = html.format(field).replace("id=h", "id=k")
        return codes(compared(old, MemorySite(NEW, {"/page": new})))

    assert found("aria-describedby=k") == []
    assert found("") == ["field-aid-changed"]
