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


@pytest.mark.parametrize(
    "line", ["Saisissez le code ", "Code ", "Votre code est *", "Le mot de passe « "]
)
def test_words_before_a_code_whatever_their_case(line: str) -> None:
    """And in stars or quotes."""
    assert portal_words().code_introduction.search(line.replace("« ", '"'))


@pytest.mark.parametrize(
    "word", ["ATTENTION", "Médiathèque", "cœur", "password", "aujourd", "SUBJECT"]
)
def test_letters_that_may_be_a_word(word: str) -> None:
    """In one of the languages, in capitals or not."""
    assert portal_words().is_like_a_word(word)


@pytest.mark.parametrize("word", ["NFZW", "WKHC", "BRST", "XKQZTAB", "K7QX", "qzabele"])
def test_letters_that_make_no_word(word: str) -> None:
    """Without a vowel, or with letters side by side as no word has them."""
    assert not portal_words().is_like_a_word(word)
