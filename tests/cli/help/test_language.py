"""The language of a command is that of `--lang`, else that of the locale."""

import pytest

from harness.cli.help.language import locale_language, spoken_language
from harness.config.choices import Lang


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, Lang.EN),
        ({"LANG": "C.UTF-8"}, Lang.EN),
        ({"LANG": "fr_FR.UTF-8"}, Lang.FR),
        ({"LANG": "fr"}, Lang.FR),
        ({"LANG": "fr_FR", "LC_ALL": "en_GB"}, Lang.EN),
        ({"LANG": "en_GB", "LC_MESSAGES": "fr_CA@euro"}, Lang.FR),
        ({"LANG": "de_DE"}, Lang.EN),
        ({"LANG": "fr", "LC_ALL": ""}, Lang.FR),
    ],
)
def test_the_locale_counts_as_posix_says(environment: dict[str, str], language: Lang) -> None:
    """LC_ALL before LC_MESSAGES before LANG; an empty one counts as unset."""
    assert locale_language(environment) is language


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        (["run", "--lang", "fr"], Lang.FR),
        (["run", "--lang=fr"], Lang.FR),
        (["run", "--lang", "xx"], Lang.EN),
        (["run", "--lang"], Lang.EN),
        ([], Lang.EN),
    ],
)
def test_the_option_comes_first(arguments: list[str], language: Lang) -> None:
    """A value that is none is told by the command itself, in the language of the locale."""
    assert spoken_language(arguments, {}) is language


def test_the_option_overrules_the_locale() -> None:
    """Of two options the last one with a known value counts, as typer takes it."""
    assert spoken_language(["run", "--lang=en"], {"LANG": "fr"}) is Lang.EN
