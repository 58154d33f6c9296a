"""The guide for one portal: on the pages that the portal has, in the words that it uses."""

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

from harness.guide.model import Guide
from harness.guide.one_form import combines_login, on_one_form
from harness.guide.wording import Wording, in_words

_MAX_CACHED = 16
_FrozenWords = tuple[tuple[str, Any], ...]  # a wording as it can be hashed


def guide_for_portal(guide: Guide, words: Wording, missing_pages: Collection[str]) -> Guide:
    """The guide for one portal. Equal arguments give the same object, which is made once.

    Args:
        guide: in its own words.
        words: the portal's words for the guide's.
        missing_pages: pages of the guide that the portal does not have.
    """
    if not words and not combines_login(guide, missing_pages):
        return guide
    return _made(guide, _frozen(words), frozenset(missing_pages))


@lru_cache(maxsize=_MAX_CACHED)
def _made(guide: Guide, words: _FrozenWords, missing_pages: frozenset[str]) -> Guide:
    on_its_pages = on_one_form(guide) if combines_login(guide, missing_pages) else guide
    return in_words(on_its_pages, _thawed(words))


def _frozen(words: Mapping[str, Any]) -> _FrozenWords:
    return tuple(
        (key, _frozen(value) if isinstance(value, Mapping) else value)
        for key, value in words.items()
    )


def _thawed(words: _FrozenWords) -> dict[str, Any]:
    return {key: dict(value) if isinstance(value, tuple) else value for key, value in words}
