"""What is secret in the link of a mail, and a wrong token of the same shape."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.redaction.tokens import altered, declared_parts, fits, looks_random, secret_parts

DJANGO = "http://p.example/reset/MQ/d0zpv1-9f2c1e0ab4d7e3f65a8b9c0d1e2f3a4b/"


@pytest.mark.parametrize(
    ("url", "address", "parts"),
    [
        (DJANGO, "", ("d0zpv1-9f2c1e0ab4d7e3f65a8b9c0d1e2f3a4b",)),
        (DJANGO, "/reset/*/*/", ("d0zpv1-9f2c1e0ab4d7e3f65a8b9c0d1e2f3a4b",)),
        ("http://p.example/?@action=confrego&otk=3Hq9Zx0Lm2Pa7", "", ("3Hq9Zx0Lm2Pa7",)),
        ("http://p.example/c?code=83920174", "", ("83920174",)),
        ("http://p.example/c?reset_token=zxkpqa&lang=french", "", ("zxkpqa",)),
        ("http://p.example/#/c?token=zxkpqa", "", ("zxkpqa",)),
        ("http://p.example/c?token=zxk", "", ()),
        ("http://p.example/c?robot=zxkpqa&otk=17-0a0b0c", "", ("17-0a0b0c",)),
        ("http://p.example/c?code=839201", "/c?code=*", ("839201",)),
        ("http://p.example/#/reset/6f1e2d3c4b5a69788796a5b4c3d2e1f0", "",
         ("6f1e2d3c4b5a69788796a5b4c3d2e1f0",)),
        ("http://p.example/a/1b4e28ba-2fa1-11d2-883f-0016d3cca427", "",
         ("1b4e28ba-2fa1-11d2-883f-0016d3cca427",)),
        ("http://p.example/view/?n=q-463-onduleur&key=Zx82kPqa", "/view/?n={any}&key=*",
         ("Zx82kPqa",)),
        ("http://p.example/go?username=member0042&token=17-0a0b0c", "/go?*",
         ("member0042", "17-0a0b0c")),
        ("http://p.example/go?lang=fr&token=17-0a0b0c", "/go*", ("17-0a0b0c",)),
        ("http://p.example/go?t=qzAbCdEf==", "/go?t=*", ("qzAbCdEf==",)),
        ("http://p.example/go?17-0a0b0c", "/go?*", ("17-0a0b0c",)),
        ("http://p.example/password_reset_confirm/done.php?lang=fr", "", ()),
        ("http://p.example/docs/Guide-Utilisateur-2010.pdf", "", ()),
        ("http://p.example/mots-de-passe-oublies/2010/11/23/", "", ()),
        ("http://[broken/", "", ()),
    ],
)  # fmt: skip
def test_what_is_secret_in_a_link(url: str, address: str, parts: tuple[str, ...]) -> None:
    """What nobody would choose as a name, and what the guide says."""
    assert secret_parts(url, address) == parts


@pytest.mark.parametrize(
    ("url", "address", "parts"),
    [
        ("http://p.example/view/?n=q-463&key=Zx82kPqa", "/view/?n={any}&key=*", ("Zx82kPqa",)),
        ("/view/?key=zxkpqa&more=1", "/view/?n={any}&key=*", ("zxkpqa",)),
        ("/view/?key=short", "/view/?n={any}&key=*", ()),
        ("/other/?key=Zx82kPqa", "/view/?n={any}&key=*", ()),
        ("/view/?n=Zx82kPqa", "/view/?n={any}&key=*", ()),
        (DJANGO, "/reset/*/*/", ("d0zpv1-9f2c1e0ab4d7e3f65a8b9c0d1e2f3a4b",)),
        ("/reset/MQ/set-password/", "/reset/*/*/", ()),
        ("/go?page=conditions", "/go?*", ()),
        ("/asset/3Hq9Zx0Lm2Pa7.js", "/view/?key=*", ()),
    ],
)
def test_what_the_guide_calls_secret_in_any_address(
    url: str, address: str, parts: tuple[str, ...]
) -> None:
    """By the name of its parameter; by its place, if nobody would choose it as a name."""
    assert declared_parts(url, address) == parts


def test_a_link_fits_an_address() -> None:
    """Path and query are compared, on whatever host."""
    assert fits(DJANGO, "/reset/*/*/")
    assert fits(DJANGO, "/reset/{any}/*/")
    assert not fits(DJANGO, "/registration/*/")


def test_parameters_may_stand_in_any_order() -> None:
    """Nobody who reads a guide minds; a missing one, one more and a repeated one are minded."""
    link = "https://x.fr/end?t=Xk3mP9qLw2&u=Ab4nR7sTv1"
    assert fits(link, "/end?u=*&t=*")
    assert secret_parts(link, "/end?u=*&t=*") == ("Ab4nR7sTv1", "Xk3mP9qLw2")
    assert fits(f"{link}#top", "/end?u=*&t=*#top")
    assert not fits(link, "/end?u=*")
    assert not fits(f"{link}&v=1", "/end?t=*&u=*&w=1")
    assert not fits(f"{link}&u=2", "/end?u=*&t=*")


@given(st.from_regex(r"[a-z0-9]{4,}-[A-Za-z0-9]{6,40}", fullmatch=True))
def test_a_wrong_token_has_the_shape_of_the_right_one(token: str) -> None:
    """Signs stay, letters stay letters, and it is another one, always the same."""
    wrong = altered(token)
    assert wrong != token
    assert wrong == altered(token)
    shape = [(c.isdigit(), c.islower(), c.isupper()) for c in token]
    assert [(c.isdigit(), c.islower(), c.isupper()) for c in wrong] == shape


@pytest.mark.parametrize("token", ["٣" * 8, "éàüéàüéàü", "x" * 200_000 + "1"])
def test_a_wrong_token_is_found_of_any_characters(token: str) -> None:
    """Digits of other alphabets have no others of their kind here; a long one takes no longer."""
    assert altered(token) != token


def test_words_are_no_tokens() -> None:
    """However long they are, if signs stand between them."""
    assert not looks_random("choisir-un-nouveau-mot-de-passe")
    assert looks_random("xkqzvbnmwplrtghjdfsa")
