"""Finds query parameters that do not change the page."""

from collections import Counter

from harness.crawl.scope import token_parameters

_MIN_SAME_PAGES = 3  # with the same text under another value
_MAX_ADDRESSES = 50_000


class IgnoredParameters:
    """Compares the texts of pages whose addresses differ only in one generated value."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], tuple[str, str]] = {}
        self._same_pages: Counter[str] = Counter()

    def learn(self, key: str, text_digest: str) -> list[str]:
        """Take in a page.

        Returns:
            The parameters that are now known not to change the page.
        """
        found = []
        for name, rest in token_parameters(key):
            if len(self._first) >= _MAX_ADDRESSES:
                self._first.clear()
            first_key, first_digest = self._first.setdefault((name, rest), (key, text_digest))
            if first_key == key:
                continue
            self._same_pages[name] += 1 if first_digest == text_digest else -_MIN_SAME_PAGES
            if self._same_pages[name] == _MIN_SAME_PAGES:
                found.append(name)
        return found
