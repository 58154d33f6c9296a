"""Portal text is made harmless before anyone sees it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.core.sanitize import clipped, legal_xml, printed, visible
from harness.core.url import without_password


@given(st.text())
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    """No control character, and nothing that turns the direction of writing."""
    assert not [c for c in visible(text) if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}]
    assert "\u202e" not in visible(text)


def test_what_was_hidden_can_be_seen() -> None:
    """A reader sees that there was an escape, a line break, a turned text."""
    assert visible("\x1b[31m\u202eab\nc") == "␛[31m\\u202eab ⏎ c"


def test_french_typography_is_kept() -> None:
    """No-break spaces, quotes and accents are content."""
    text = "« Régénération\u00a0: l’accès »\u202f!"
    assert visible(text) == text


def test_long_texts_keep_both_ends() -> None:
    """What is cut tells how much, and where a text ends is worth knowing."""
    cut = clipped("a" * 500 + "end", limit=60)
    assert cut.startswith("aaa")
    assert cut.endswith("end")
    assert len(cut) < 80


def test_a_cut_spares_words_and_saves_something() -> None:
    """« 3 essais » is not shown as « […3…] ssais »."""
    text = "Après 3 essais infructueux"
    assert clipped(text, limit=len(text) - 3) == text
    cut = clipped(" ".join(["identification"] * 40), limit=100)
    assert set(cut.replace("[…", " ").replace("…]", " ").split()) - {"identification"} == {"511"}


@given(st.text(alphabet=st.characters()))
def test_xml_carries_what_is_left(text: str) -> None:
    """No character that XML 1.0 forbids."""
    assert not set(legal_xml(text)) & {"\x00", "\x0b", "\ufffe", "\uffff", "\ud800"}


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://qa:secret@portal.example:8443/a?b", "https://portal.example:8443/a?b"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/"),
        ("http://[broken", "http://[broken"),
    ],
)
def test_no_password_of_an_address_is_told(url: str, shown: str) -> None:
    """The address stays, its user and password do not."""
    assert without_password(url) == shown


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("::error::x", "⏎ ::error::x"),
        ("  ::stop-commands::x", "⏎   ::stop-commands::x"),
        ("seen: ##[add-mask]e", "seen: ## [add-mask]e"),
        ("a::b\n::error::x", "a::b ⏎ ::error::x"),
    ],
)
def test_a_printed_line_gives_no_orders(text: str, line: str) -> None:
    """A server of CI reads what is printed, and would obey a portal."""
    assert printed(text) == line
