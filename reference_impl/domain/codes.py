"""Draws the codes: easy to read over the telephone, hard to guess."""

import secrets
from collections.abc import Callable

# Without what is misread on paper: 0 and O, 1, I and L.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
DIGITS = "23456789"

CONFIDENTIAL_LENGTH = 8  # as in the guide's example FMWQS252 (line 297)
CERTIFICATION_LENGTH = 10  # as in the frame of step 4 (line 269)


class Codes:
    """A source of codes.

    Args:
        choose: Picks one character of a text; the default is the system's secure randomness.
    """

    def __init__(self, choose: Callable[[str], str] = secrets.choice) -> None:
        self._choose = choose

    def confidential(self) -> str:
        """Draw a confidential code: 8 capitals and digits, with at least one of each."""
        return self._draw(CONFIDENTIAL_LENGTH)

    def certification(self) -> str:
        """Draw a certification code: 10 capitals and digits, with at least one of each."""
        return self._draw(CERTIFICATION_LENGTH)

    def _draw(self, length: int) -> str:
        while True:
            code = "".join(self._choose(LETTERS + DIGITS) for _ in range(length))
            if not code.isalpha() and not code.isdigit():
                return code
