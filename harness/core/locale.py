"""The language of whoever uses the program, as the environment names it."""

import os
from collections.abc import Mapping

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")  # POSIX: the first one that is set counts


def locale_language(environment: Mapping[str, str] = os.environ) -> str:
    """The code of the language of a locale such as `fr_FR.UTF-8`: "fr"; "" for none."""
    locale = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    return locale.partition(".")[0].partition("_")[0].lower()
