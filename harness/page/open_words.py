"""The guide's words that it leaves open in part, found again in the words of a page.

"Order #{any:number}" is the heading of a page, whatever its number is this time.
"""

import re
from collections.abc import Iterable

from harness.core.text import between
from harness.guide.worded import PLACEHOLDER

_SEPARATOR = re.compile(r"\s+[:|–—>-]\s+|\s*:\s+")


def parts_of(heading: str) -> list[str]:
    """The parts of a heading, as in "Step 2: your account"."""
    return _SEPARATOR.split(heading)


class OpenWords:
    """The words of a guide that have placeholders, for what differs by account and by run.

    Args:
        every: all words of the guide, in the form in which they are compared.
    """

    def __init__(self, every: Iterable[str]) -> None:
        self._every = frozenset(every)
        pieces = {words: PLACEHOLDER.split(words)[::2] for words in self._every}
        several = (words for words, parts in pieces.items() if len(parts) > 1)
        self._pieces = {
            words: pieces[words]
            for words in sorted(several, key=lambda words: -sum(map(len, pieces[words])))
        }

    def in_guide(self, text: str) -> str:
        """A text of a page with the guide's placeholders, if it or a part of it is such words.

        Of several, those count that leave the least open.
        """
        if not self._pieces or text in self._every:
            return text
        for part in (text, *parts_of(text)):
            for words, pieces in self._pieces.items():
                if between(pieces, part, least=1) is not None:
                    return text.replace(part, words, 1)
        return text
