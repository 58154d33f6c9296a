"""The `pattern` of a field, a regular expression that a portal gives.

HTML, section "The pattern attribute".
"""

import re

from harness.guide.bounded_pattern import comes_to_an_end

_MAX_TEXT = 500  # characters of a value
_MAX_STEPS = 200_000  # of each field of a form, which may have many


def allows(pattern: str, text: str) -> bool:
    """Whether a field takes a text; True as well where that cannot be told in bounded time.

    A browser ignores a pattern that it cannot read.
    """
    if not pattern or len(text) > _MAX_TEXT:
        return True
    try:
        if not comes_to_an_end(pattern, len(text), steps=_MAX_STEPS):
            return True
        return re.fullmatch(pattern, text) is not None
    except (re.error, RecursionError, OverflowError):
        return True
