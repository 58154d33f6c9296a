"""Lines are added to a target file as a person would add them."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.config.settings_text import settings_text, with_settings
from harness.messages import catalogue
from harness.model.fact import fact
from harness.model.finding import Setting

OLD = """# our portal
[target]
name = "x" # the one

[words]
"Annuler" = "Retour"

[words.search]
"rechercher" = "Trouver"
"""


def line(key: str, value: str = "", section: str = "words") -> Setting:
    """A line of a target file."""
    return Setting(section=section, key=key, value=value, guide="of the guide")


def test_comments_and_order_stay() -> None:
    """New lines stand at the end of their section, each with the guide's words."""
    text = with_settings(OLD, [line("a.b", "c"), line("Prénom", "x", "words.search")], catalogue())
    assert text.startswith(OLD.partition("[words]")[0])
    loaded = tomllib.loads(text)
    assert loaded["words"]["a.b"] == "c"
    assert loaded["words"]["search"] == {"rechercher": "Trouver", "Prénom": "x"}
    assert "# of the guide" in text


def test_a_line_with_the_same_key_is_replaced() -> None:
    """A file with two of them could not be read."""
    assert (
        tomllib.loads(with_settings(OLD, [line("Annuler", "x")], catalogue()))["words"]["Annuler"]
        == "x"
    )


@given(st.text(), st.text(), st.text())
def test_what_a_portal_says_stays_one_line(key: str, value: str, guide: str) -> None:
    """Quotes, brackets, line ends: no text of a portal becomes anything but a value."""
    setting = Setting(section="words", key=key or "k", value=value, guide=guide)
    loaded = tomllib.loads(settings_text([setting], catalogue()))
    assert list(loaded) == ["words"]
    assert len(loaded["words"]) == 1


@pytest.mark.parametrize("text", ["words = 3\n", "[words\n"])
def test_a_file_that_cannot_be_read_is_refused(text: str) -> None:
    """With what is wrong."""
    with pytest.raises(ValueError, match=r"TOML|section"):
        with_settings(text, [line("a")], catalogue())


def test_the_note_of_a_reading_is_in_the_language_of_the_reader() -> None:
    """What is no sentence of the guide stands behind its line in English or in French."""
    reading = fact("noun", en="Nobody enters.", fr="Personne n’entre.")
    one = Setting(section="reads", key="a.b", value="otherwise", guide=reading)
    assert settings_text([one], catalogue()).endswith("# not so here: Nobody enters.\n")
    assert settings_text([one], catalogue("fr")).endswith("# pas ainsi ici : Personne n’entre.\n")
