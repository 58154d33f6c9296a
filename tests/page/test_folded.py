"""A login window with a field more asks what the guide asks on a page of its own."""

import pytest

from harness.page.folded import fold_of
from tests.builders import GUIDE, field, guide_page

(FOLD,) = GUIDE.folded
REMARKED = "Code de certification (affiché à la fin de l'étape 4)"


@pytest.mark.parametrize("label", ["Code de certification", REMARKED])
def test_a_login_window_with_a_field_more(label: str) -> None:
    """It asks both; a remark behind the label changes nothing."""
    assert fold_of(guide_page("login", field(label)), "certification", GUIDE) == FOLD


def test_a_login_window_that_asks_less_of_its_own() -> None:
    """Who is let in need not be asked who it is; one field to fill in is enough."""
    page = guide_page("login", field("Code de certification", ref="more"))
    fields = tuple(one for one in page.fields if one.label != "Code identifiant")
    assert fold_of(page.model_copy(update={"fields": fields}), "certification", GUIDE) == FOLD


def test_a_page_that_shows_who_is_there() -> None:
    """A field that nobody can fill in asks nothing."""
    shown = field("Code identifiant", value="IDENT1", read_only=True, ref="shown")
    assert fold_of(guide_page("certification", shown), "certification", GUIDE) is None


@pytest.mark.parametrize("page", ["login", "certification", "regenerate"])
def test_the_pages_of_the_guide(page: str) -> None:
    """Neither the login window nor the page of its own is a form that asks both."""
    assert fold_of(guide_page(page), "certification", GUIDE) is None


def test_another_field() -> None:
    """A field for something else asks no certification code."""
    assert fold_of(guide_page("login", field("Votre question")), "certification", GUIDE) is None
