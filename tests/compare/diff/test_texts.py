"""Words of two pages: blocks do not count, sentences do; other spellings are kinds of their own."""

import unicodedata
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.compare.diff.texts import pair_texts, text_change
from harness.compare.model import Comparison, DifferenceKind
from tests.builders import page
from tests.compare.pair import compared, kinds, only, side, walk

WORDS = st.text(alphabet="abcdéèç ", min_size=1, max_size=12)


def differing(old: Iterable[str], new: Iterable[str]) -> Comparison:
    """What differs between two pages with these texts alone."""
    one, other = (side(walk(page(1, "search", *words))) for words in (old, new))
    return compared(one, other)


def test_the_same_sentences_in_other_blocks_are_the_same() -> None:
    """A table's cell holds what stood in three paragraphs."""
    old = ("Imprimer", "Accueil", "Vous êtes connecté.")
    assert not list(differing(old, ("Imprimer Accueil", "Vous êtes connecté.")).differences)


def test_one_word_of_a_sentence_is_seen() -> None:
    """The sentence before and the sentence after."""
    found = only(differing(["Notez le code. Merci."], ["Notez un code. Merci."])).change
    assert (found.old, found.new) == ("Notez le code.", "Notez un code.")


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("Générer le code", "GÃ©nÃ©rer le code", DifferenceKind.MOJIBAKE),
        ("Générer le code", "G\ufffdn\ufffdrer le code", DifferenceKind.MOJIBAKE),
        (
            "Générer le code",
            unicodedata.normalize("NFD", "Générer le code"),
            DifferenceKind.UNICODE,
        ),
        ("L'identifiant", "L\u2019identifiant", DifferenceKind.TYPOGRAPHY),
        ("Générer le code", "Générer un code", DifferenceKind.TEXT),
    ],
)
def test_garbled_and_otherwise_written_words_are_kinds_of_their_own(
    old: str, new: str, kind: DifferenceKind
) -> None:
    """On a page, and as a change by itself."""
    assert text_change(DifferenceKind.TEXT, "search", "", old, new).kind is kind
    assert kinds(differing([old], [new])) == {kind}


@given(st.lists(WORDS), st.lists(WORDS))
def test_each_text_is_told_once(gone: list[str], come: list[str]) -> None:
    """Whatever is paired with what, nothing is lost and nothing told twice."""
    pairs = list(pair_texts(gone, come))
    assert sorted(a for a, _ in pairs if a) == sorted(set(gone))
    assert sorted(b for _, b in pairs if b) == sorted(set(come))


def test_two_texts_in_one_block_are_the_same_two() -> None:
    """One of them stands by itself on the other page, the other within a longer one."""
    old = ("Caisse des Dépôts Retraites et solidarité", "Direction Employeur")
    new = ("Caisse des Dépôts", "Retraites et solidarité Direction Employeur")
    assert not list(differing(old, new).differences)
