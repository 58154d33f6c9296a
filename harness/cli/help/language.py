"""The language in which a command speaks: that of `--lang`, else that of the locale."""

import os
import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise

from harness.config.choices import Lang
from harness.core import locale


def locale_language(environment: Mapping[str, str] = os.environ) -> Lang:
    """The language of a locale such as `fr_FR.UTF-8`; English for one that we do not speak."""
    code = locale.locale_language(environment)
    return Lang(code) if code in set(Lang) else Lang.EN


def spoken_language(
    arguments: Sequence[str] | None = None, environment: Mapping[str, str] = os.environ
) -> Lang:
    """The language for what is printed before the options are read, such as the help.

    By default, the arguments and the variables for the locale are those of this process.
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    named = [one.removeprefix("--lang=") for one in arguments if one.startswith("--lang=")]
    named += [value for option, value in pairwise(arguments) if option == "--lang"]
    known = [Lang(value) for value in named if value in set(Lang)]
    return known[-1] if known else locale_language(environment)
