"""Portals in French and in English are known by their words."""

import pytest

from harness.config.portal_words import portal_words


@pytest.mark.parametrize("path", ["/compte/deconnexion", "/session/sign_out", "/Logout.do"])
def test_addresses_that_log_out(path: str) -> None:
    """By a part of their path."""
    assert portal_words().logout_path.search(path)


@pytest.mark.parametrize(
    "title",
    [
        "Page introuvable",
        "Page not found",
        "Erreur 404",
        "404 Not Found",
        "This page does not exist",
    ],
)
def test_titles_of_pages_that_are_not_there(title: str) -> None:
    """Though their status says that they are."""
    assert portal_words().missing_page_title.search(title)
    assert not portal_words().missing_page_title.search("Your page")


@pytest.mark.parametrize("line", ["Votre code est ", "your password is now: ", "Your PIN is "])
def test_words_before_a_code(line: str) -> None:
    """At the end of what stands before it."""
    assert portal_words().code_introduction.search(line)
