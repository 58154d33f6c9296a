"""A fingerprint is the same on each run, and another where the shape is another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.ledger.fingerprint import fingerprint, steady

NAMES = {"DUPONT": "last_name", "Marie-Odile": "first_name", "http://127.0.0.1:4000/": "portal"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("seen ‹confidential-code-1›", "seen ‹confidential-code-12›"),
        ("seen FMWQS252 there", "seen A2B3C4D5 there"),
        ("the identifier IDENT12345678", "the identifier IDENT87654321"),
        ("SIRET 12345678912345", "SIRET 98765432198765"),
        ("sent 2010-09-23T10:30:00+02:00", "sent 2026-11-25T20:00:20.793887Z"),
        ("sent 23/10/2009 11:24", "sent 1/2/26 9:05"),
        ("Date: Thu, 23 Sep 2010 10:30:00 +0200", "Date: Fri, 1 Oct 2010 08:00:00 +0000"),
        ("http://localhost:8080/x", "http://localhost:41927/x"),
        ("session 7f9a0c3b2d1e4f5a6b7c", "session 0a1b2c3d4e5f60718293"),
        ("after 0.53 s", "after 12,1 s"),
        ("id 123e4567-e89b-12d3-a456-426614174000", "id 00000000-0000-4000-8000-00000000000a"),
        ("a  text\nin lines", "a text in lines"),
    ],
)
def test_what_varies_does_not_count(one: str, other: str) -> None:
    """Pseudonyms, codes, numbers, dates, ports, tokens, times."""
    assert fingerprint(one, names={}) == fingerprint(other, names={})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("seen ‹confidential-code-1›", "seen ‹certification-code-1›"),
        ("a code of FMWQS252", "a code of FMWQS2"),
        ("2 mails", "3 mails"),
        ("status 500", "status 404"),
        ("« Regénérer »", "« Régénérer »"),
        ("Numéro SIRET", "numéro SIRET"),
        ("étape 2", "étape 3"),
        ("", "nothing"),
    ],
)
def test_the_shape_counts(one: str, other: str) -> None:
    """Kinds, lengths, counts, accents, capitals, words."""
    assert fingerprint(one, names={}) != fingerprint(other, names={})


def test_facts_are_replaced_by_their_word() -> None:
    """Whatever their capitals, and only where they stand as whole words."""
    text = "Dupont marie-odile at http://127.0.0.1:4000/etape and DUPONTEL"
    assert steady(text, NAMES) == "‹last_name› ‹first_name› at ‹portal›etape and DUPONTEL"


def test_texts_stay_apart() -> None:
    """What moves from one text to its neighbour is another shape."""
    assert fingerprint("a b", "c", names={}) != fingerprint("a", "b c", names={})


@given(st.text(), st.dictionaries(st.text(), st.just("fact"), max_size=3))
def test_any_text_has_one(text: str, facts: dict[str, str]) -> None:
    """Twelve hexadecimal digits, the same each time."""
    found = fingerprint(text, names=facts)
    assert found == fingerprint(text, names=facts)
    assert len(found) == 12
    assert int(found, 16) >= 0


@given(st.text())
def test_steadied_text_stays(text: str) -> None:
    """What was made steady once is not changed by a second time."""
    once = steady(text, {})
    assert steady(once, {}) == once
