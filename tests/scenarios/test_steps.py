"""The small words of the scenarios."""

from hypothesis import given
from hypothesis import strategies as st

from scenarios.hardening import nobodys
from scenarios.steps import request_form, search_form, wrong
from tests.builders import account


@given(st.text(alphabet="ABCDEFGH23456789", min_size=1, max_size=12))
def test_a_wrong_code_is_another_one_of_the_same_length(code: str) -> None:
    """It must be refused for what it is, not for how it looks."""
    assert wrong(code) != code
    assert len(wrong(code)) == len(code)


@given(st.text(alphabet="ABC0123456789", min_size=1, max_size=12))
def test_nobodys_identifier_has_the_shape_of_somebodys(identifier: str) -> None:
    """Only its last character is another."""
    assert nobodys(identifier) != identifier
    assert nobodys(identifier)[:-1] == identifier[:-1]


def test_forms_are_filled_in_from_the_account() -> None:
    """One number is enough; what is changed is changed, nothing else."""
    me = account()
    assert search_form(me)["Numéro de contrat"] == ""
    assert search_form(me, bcr="") | {"Numéro BCR": me.bcr} == search_form(me)
    assert request_form(me)["Adresse e-mail"] == me.email
    assert request_form(me, answer="x")["Réponse"] == "x"
