"""Finds query parameters that count for nothing: pages say the same, whatever stands in them."""

from collections import Counter

from harness.crawl.scope import tokens

_ENOUGH = 3  # pages that say the same under another value, in different places or not
_MOST = 50_000  # addresses remembered


class IgnoredParameters:
    """Compares what pages say whose addresses differ in one made-up value only."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], tuple[str, str]] = {}
        self._same: Counter[str] = Counter()

    def hear(self, key: str, words: str) -> list[str]:
        """Take note of a page.

        Args:
            key: its address.
            words: the digest of what it says.

        Returns:
            The parameters that are known from now on to count for nothing.
        """
        found = []
        for name, rest in tokens(key):
            if len(self._first) >= _MOST:
                self._first.clear()
            first = self._first.setdefault((name, rest), (key, words))
            if first[0] == key:
                continue
            self._same[name] += 1 if first[1] == words else -_ENOUGH
            if self._same[name] == _ENOUGH:
                found.append(name)
        return found
