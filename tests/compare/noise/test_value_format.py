"""Forms: two draws of one make are alike, whatever chance did; another make is not."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from harness.compare.noise.value_format import format_of_values
from harness.messages import catalogue

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def drawn(seed: int, number: int) -> list[str]:
    """So many codes of eight, drawn as a portal draws them."""
    random = Random(seed)
    return ["".join(random.choices(ALPHABET, k=8)) for _ in range(number)]


@given(st.integers(), st.integers(1, 40), st.integers(1, 40))
def test_two_draws_of_one_make_are_alike(seed: int, some: int, others: int) -> None:
    """However few were drawn, also where one has no digit by chance."""
    one, other = format_of_values(drawn(seed, some)), format_of_values(drawn(seed + 1, others))
    assert not one.differs(other)


def test_another_length_is_another_make() -> None:
    """Eight became six."""
    assert format_of_values(["FMWQS252"]).differs(format_of_values(["FMW252"]))


def test_an_alphabet_without_digits_is_another_make_once_chance_is_ruled_out() -> None:
    """One code tells nothing, twenty do."""
    usual = format_of_values(["AB2CD3EF"] * 5)
    assert not usual.differs(format_of_values(["ABXCDYEF"]))
    assert usual.differs(format_of_values(["ABXCDYEF"] * 20))


def test_what_is_put_together_otherwise_is_another_make() -> None:
    """A date with dashes."""
    assert format_of_values(["23/10/2009"]).differs(format_of_values(["23-10-2009"]))


def test_a_form_says_what_it_is() -> None:
    """In short, and as a fact."""
    assert str(format_of_values(["12", "4567"])) == "‹2–4×0›"
    assert str(format_of_values(["12/10"])) == "‹5×0, x/x›"
    told = catalogue().say
    assert told(format_of_values(["12", "4567"]).fact) == "2 to 4 characters, digits"
    assert told(format_of_values(["12/10"]).fact) == "5 characters, digits, as x/x"
    assert told(format_of_values(["A-1", "2+b"]).fact).endswith("digits and « +- »")


def test_the_signs_of_base64_are_drawn_as_letters_are() -> None:
    """A signed value has a - or _ by chance; its dots part it in every run."""
    old = format_of_values(["Ijg3NzRiYmRjNzZhNWQ.aw39IQ.2XfsLDtjm3RLeky-G9s0P6MTMsw"] * 2)
    new = format_of_values(["IjFmMjlkZmM0ODdmZWM.aw39IQ.hUyntLSJGUIAA0DeBVIW7LuEEVU"] * 2)
    assert (old.pattern, new.pattern) == ("x.x.x", "x.x.x")
    assert not old.differs(new)
    assert format_of_values(["550e8400-e29b-41d4-a716-446655440000"]).pattern == "x-x-x-x-x"
