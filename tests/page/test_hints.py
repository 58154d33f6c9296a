"""By what a page is told from others: the shortest hint that fits no other page."""

import pytest

from harness.model.page import Page, Text
from harness.page.hints import telling_hint

BASE = "http://portal.example/site"


def _page(path: str, heading: str = "") -> Page:
    texts = (Text(kind="heading", text=heading, level=1),) if heading else ()
    return Page(url=f"{BASE}{path}", title="Portail", status=200, texts=texts)


@pytest.mark.parametrize(
    ("page", "others", "hint"),
    [
        (_page("/a"), [_page("/b")], {"address": "/a"}),
        (_page("/a?x=1"), [_page("/a?x=2")], {"address": "/a?x=1"}),
        (_page("/a", "Un"), [_page("/a", "Deux")], {"marker": "Un"}),
        (_page("/a?x=1", "Un"), [_page("/a", "Deux"), _page("/b", "Un")], {"address": "/a?x=1"}),
        (_page("/a", "Un"), [_page("/a", "Un")], None),
        (_page("/‹code-1›", "Un"), [_page("/b", "Deux")], {"marker": "Un"}),
        (_page("/a[1]*"), [_page("/a1b")], {"address": "/a[[]1][*]"}),
        (_page("/orders/100004/", "Un"), [_page("/b")], {"address": "/orders/*/"}),
        (_page("/o?id=100004", "Un"), [_page("/o")], {"address": "/o?id=*"}),
        (_page("/orders/7", "Ordre #7"), [_page("/b")], {"address": "/orders/*"}),
        (_page("/page/7", "Un"), [_page("/page/8")], {"address": "/page/7"}),
        (_page("/a", "Ordre #100004"), [_page("/a", "Ordre #100005")], None),
    ],
)
def test_the_first_that_fits_no_other_page(
    page: Page, others: list[Page], hint: dict[str, str] | None
) -> None:
    """The address alone, with its query, a heading; nothing that holds what masks a secret.

    A number that the portal made up this time is in no hint: a star stands for it.
    """
    found = telling_hint(page, [page.url], others, BASE)
    assert (found.model_dump(exclude_defaults=True) if found else None) == hint


def test_one_pattern_for_all_addresses_of_a_page() -> None:
    """A star stands for what differs."""
    page = _page("/fiche/12")
    found = telling_hint(page, [page.url, f"{BASE}/fiche/13"], [_page("/aide")], BASE)
    assert found is not None
    assert found.address == "/fiche/*"
