"""The guide for one portal: on the pages that the portal has, in the words that it uses."""

import json
from collections.abc import Collection
from functools import lru_cache, reduce

from harness.guide.folded_page import folds_of, with_folded
from harness.guide.model import Guide
from harness.guide.reading import NO_READS, Reads, as_read
from harness.guide.wording import Wording, in_words

_MAX_CACHED = 16


def guide_for_portal(
    guide: Guide, words: Wording, missing_pages: Collection[str], reads: Reads = NO_READS
) -> Guide:
    """The guide in the words of one portal, which may lack pages and read some things otherwise.

    Equal arguments give the same object, which is made once.
    """
    if not words and not reads and not folds_of(guide, missing_pages):
        return guide
    return _made(guide, json.dumps(words), frozenset(missing_pages), json.dumps(dict(reads)))


@lru_cache(maxsize=_MAX_CACHED)
def _made(guide: Guide, words: str, missing_pages: frozenset[str], reads: str) -> Guide:
    on_its_pages = reduce(with_folded, folds_of(guide, missing_pages), guide)
    return as_read(in_words(on_its_pages, json.loads(words)), json.loads(reads))
