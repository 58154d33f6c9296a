"""How the portal compares what was typed."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from reference_impl.domain.text import carriable, comparable, comparable_email, trim


def test_trim_takes_the_blanks_around_and_nothing_else() -> None:
    """Only surrounding blanks are dropped, the no-break space among them."""
    assert trim("\u00a0 DU PONT\t\n") == "DU PONT"


@given(st.text())
def test_composition_does_not_count(typed: str) -> None:
    """A name is the same whether its accents were typed composed or not."""
    assert comparable(unicodedata.normalize("NFD", typed)) == comparable(typed)


def test_apostrophes_are_one() -> None:
    """The typographic apostrophe is the straight one."""
    assert comparable("L’HÉRITIER") == comparable("L'HÉRITIER")


def test_case_and_accents_count() -> None:
    """Names in another case or without accents are other names."""
    assert len({comparable(name) for name in ("HÉRITIER", "Héritier", "HERITIER")}) == 3


def test_an_address_has_case_before_the_at_only() -> None:
    """The domain is compared without case, the local part with it."""
    assert comparable_email(" m.D@Commune.FR ") == "m.D@commune.fr"
    assert comparable_email("M.D@commune.fr") != comparable_email("m.d@commune.fr")


@given(st.text())
def test_what_is_shown_holds_no_control_character(typed: str) -> None:
    """No page carries NUL or an escape; all else stays."""
    shown = carriable(typed)
    assert all(unicodedata.category(c) != "Cc" or c in "\t\n\r" for c in shown)
    assert shown == typed or any(unicodedata.category(c) == "Cc" for c in typed)
