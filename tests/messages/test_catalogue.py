"""Facts are told in English and in French, and no text of a portal is read as a message."""

import pytest

from harness.messages import LANGUAGES, Catalogue, Language, catalogue
from harness.model.fact import fact, quote, quotes

NOBODYS = "\ufdd0"  # of Unicode, for no text; a portal that sends it all the same loses it


def test_a_fact_is_told_in_the_language_asked_for() -> None:
    """The same fact, two sentences."""
    seen = fact("field", label=quote("Nom"))
    assert catalogue("en").say(seen) == "a field « Nom »"
    assert catalogue("fr").say(seen) == "un champ « Nom »"


def test_items_stand_in_quotes_and_counts_choose_the_words() -> None:
    """The catalogue knows the plurals."""
    say = catalogue("en").say
    assert say(fact("only-fields", labels=quotes(("A", "B")))) == "only « A », « B »"
    assert say(fact("mails", count=1)) == "1 mail"
    assert say(fact("mails", count=2)) == "2 mails"


@pytest.mark.parametrize("text", ["{ $label }", "{", "\u2068x", "\ufdd0x", "a = b", "-term", '{"'])
def test_what_a_portal_says_is_never_read_as_a_message(text: str) -> None:
    """Braces and the like are shown as they are."""
    assert (
        catalogue("en").say(fact("field", label=quote(text)))
        == f"a field « {text.strip(NOBODYS)} »"
    )


def test_an_unknown_code_is_told_all_the_same() -> None:
    """A run of another version may hold facts that this one does not know."""
    unknown = fact("moon-phase", phase="full", seen=quotes("ab"))
    assert catalogue("en").say(unknown) == "moon-phase (phase: full, seen: « a », « b »)"


def test_all_languages_have_the_same_messages() -> None:
    """A message in one catalogue is in the others."""
    known = {language: set(_identifiers(language)) for language in LANGUAGES}
    assert len({frozenset(one) for one in known.values()}) == 1, known


def _identifiers(language: Language) -> list[str]:
    return list(Catalogue(language)._bundle._messages)


def test_a_sentence_is_parted_into_what_it_quotes_and_the_words_around() -> None:
    """Who compares the words of two sentences looks at what the portal says, and not at ours."""
    seen = fact("several", facts=(fact("field", label=quote("Nom")), fact("moon")))
    passages = [(one.text, one.is_quote) for one in catalogue("en").passages(seen)]
    assert passages == [("a field « ", False), ("Nom", True), (" »; moon", False)]


def test_a_part_of_any_length_is_told() -> None:
    """Of a long one the middle is left out; the library of the messages would tell nothing."""
    words = catalogue("fr")
    for told in (
        words.say(fact("field", label=quote("é" * 9_000))),
        words.text("told-at", scene=fact("scene-page", title=quote("x" * 9_000)), told="y" * 9_000),
        words.fault("x" * 9_000),
    ):
        assert "???" not in told
        assert "[…" in told


@pytest.mark.parametrize(
    ("value", "words"), [(0.8412, "0.84 s"), (12.34, "12.3 s"), (125.2, "2 min 05 s")]
)
def test_durations_are_told_for_people(value: float, words: str) -> None:
    """Three digits are enough; in French, behind a comma."""
    assert catalogue("en").seconds(value) == words
    assert catalogue("fr").seconds(value) == words.replace(".", ",")
    assert catalogue("fr").number(value, 1, sign=True) == f"+{value:.1f}".replace(".", ",")
