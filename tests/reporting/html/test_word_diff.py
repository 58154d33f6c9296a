"""What was seen is told apart from what was expected, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from harness.messages import catalogue
from harness.model.fact import fact, quote
from harness.reporting.html.word_diff import WordRun, difference


def test_the_words_that_differ_are_marked() -> None:
    """On both sides, and only they."""
    expected, seen = difference("the page « étape 2 » again", "the page « étape 3 » again")
    assert [piece.text for piece in expected if piece.differs] == ["2"]
    assert [piece.text for piece in seen if piece.differs] == ["3"]


def test_typography_is_no_difference() -> None:
    """Words are compared as a reader compares them."""
    expected, seen = difference("l'accès à votre code", "l’accès à votre code")
    assert not any(piece.differs for piece in (*expected, *seen))


def test_of_texts_that_quote_only_what_they_quote_is_marked() -> None:
    """How a check says it is no difference of the portal."""
    passages = catalogue().passages
    expected, seen = difference(
        passages(fact("words", text=quote("Veillez noter"))),
        passages(fact("words-shown", words=quote("Veuillez noter"))),
    )
    assert [piece.text for piece in expected if piece.differs] == ["Veillez"]
    assert [piece.text for piece in seen if piece.differs] == ["Veuillez"]


def test_texts_with_little_in_common_are_left_alone() -> None:
    """Marks everywhere would tell nothing."""
    assert difference("one two three", "four five") == (
        (WordRun("one two three", differs=False),),
        (WordRun("four five", differs=False),),
    )


@given(st.text(), st.text())
def test_no_word_is_lost(expected: str, seen: str) -> None:
    """The pieces together are the text, whatever it is."""
    for text, pieces in zip((expected, seen), difference(expected, seen), strict=True):
        assert " ".join(piece.text for piece in pieces).split() == text.split()
