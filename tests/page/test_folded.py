"""A login window with a field more asks what the guide asks on a page of its own."""

import pytest

from harness.page.folded import asks_folded
from tests.builders import GUIDE, field, guide_page

(FOLD,) = GUIDE.folded
REMARKED = "Code de certification (affiché à la fin de l'étape 4)"


@pytest.mark.parametrize("label", ["Code de certification", REMARKED])
def test_a_login_window_with_a_field_more(label: str) -> None:
    """It asks both; a remark behind the label changes nothing."""
    assert asks_folded(guide_page("login", field(label)), FOLD, GUIDE)


def test_a_login_window_that_asks_less_of_its_own() -> None:
    """Who is let in need not be asked who it is; one field to fill in is enough."""
    page = guide_page("login", field("Code de certification", ref="more"))
    fields = tuple(one for one in page.fields if one.label != "Code identifiant")
    assert asks_folded(page.model_copy(update={"fields": fields}), FOLD, GUIDE)


def test_a_page_that_shows_who_is_there() -> None:
    """A field that nobody can fill in asks nothing."""
    shown = field("Code identifiant", value="IDENT1", read_only=True, ref="shown")
    assert not asks_folded(guide_page("certification", shown), FOLD, GUIDE)


@pytest.mark.parametrize("page", ["login", "certification", "regenerate"])
def test_the_pages_of_the_guide(page: str) -> None:
    """Neither the login window nor the page of its own is a form that asks both."""
    assert not asks_folded(guide_page(page), FOLD, GUIDE)


def test_another_field() -> None:
    """A field for something else asks no certification code."""
    assert not asks_folded(guide_page("login", field("Votre question")), FOLD, GUIDE)
