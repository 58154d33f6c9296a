"""The `pattern` of a field, a regular expression that a portal gives.

HTML, section "The pattern attribute". A pattern may take time without end on a short text, so only
those are tried whose time is bounded.
"""

import re

# pyrefly: ignore[missing-module-attribute]
from re import _constants, _parser
from typing import Any

_MAX_PATTERN = 500  # characters
_MAX_TEXT = 500  # characters of a value
_MAX_REPEATS = 4  # that vary in length; the time grows with their number as an exponent


def allows(pattern: str, text: str) -> bool:
    """Whether a field takes a text; True as well where that cannot be told.

    A browser ignores a pattern that it cannot read.
    """
    if not pattern or len(pattern) > _MAX_PATTERN or len(text) > _MAX_TEXT:
        return True
    try:
        parsed = _parser.parse(pattern)
        if _repeats(parsed) > _MAX_REPEATS:
            return True
        return re.fullmatch(pattern, text) is not None
    except (re.error, RecursionError, OverflowError):
        return True


def _repeats(parsed: Any, *, inside: bool = False) -> int:
    """How many repeats of varying length it has, as often as they are repeated themselves.

    A repeat or a choice within one of varying length counts as too many.
    """
    count = 0
    for code, value in parsed:
        if code in {_constants.MAX_REPEAT, _constants.MIN_REPEAT}:
            least, most, inner = value
            varies = least != most
            within = _repeats(inner, inside=inside or varies)
            count += 1 + _MAX_REPEATS * (inside or within > 0) if varies else within * most
        elif code is _constants.BRANCH:
            count += sum(map(_repeats, value[1])) + _MAX_REPEATS * inside + inside
        else:
            parts = value if isinstance(value, tuple) else (value,)
            inner = (one for one in parts if isinstance(one, _parser.SubPattern))
            count += sum(_repeats(one, inside=inside) for one in inner)
    return count
