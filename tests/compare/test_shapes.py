"""Forms: two draws of one make are alike, whatever chance did; another make is not."""

from hypothesis import given
from hypothesis import strategies as st

from harness.compare.shapes import form_of_values

CODES = st.lists(st.text(alphabet="ABCDEFGH23456789", min_size=8, max_size=8), min_size=1)


@given(CODES, CODES)
def test_two_draws_of_one_make_are_alike(some: list[str], others: list[str]) -> None:
    """Also where one has no digit at all, by chance."""
    one, other = form_of_values(some), form_of_values(others)
    unlikely = min(one.letters.total(), other.letters.total()) > 40  # chance is ruled out then
    assert unlikely or not one.differs(other)


def test_another_length_is_another_make() -> None:
    """Eight became six."""
    assert form_of_values(["FMWQS252"]).differs(form_of_values(["FMW252"]))


def test_an_alphabet_without_digits_is_another_make_once_chance_is_ruled_out() -> None:
    """One code tells nothing, twenty do."""
    usual = form_of_values(["AB2CD3EF"] * 5)
    assert not usual.differs(form_of_values(["ABXCDYEF"]))
    assert usual.differs(form_of_values(["ABXCDYEF"] * 20))


def test_what_is_put_together_otherwise_is_another_make() -> None:
    """A date with dashes."""
    assert form_of_values(["23/10/2009"]).differs(form_of_values(["23-10-2009"]))


def test_a_form_says_what_it_is() -> None:
    """In words."""
    assert str(form_of_values(["12", "4567"])) == "2 to 4 characters, digits"
    assert str(form_of_values(["12/10"])) == "5 characters, digits, as x/x"
