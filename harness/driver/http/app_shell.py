"""Documents that show nothing by themselves: a place, and the scripts that would fill it."""

import re

from harness.model.page import Page

_MOST_WORDS = 60  # characters; "Chargement en cours, veuillez patienter…" is shorter
_ERROR = 400
_SCRIPT = re.compile(
    r"<script\b(?![^>]*\btype\s*=\s*[\"']?application/(?:ld\+)?json)", re.IGNORECASE
)
_EXCUSE = re.compile(r"<noscript\b[^>]*>(?!\s*(?:<img\b[^>]*>\s*)?</noscript)", re.IGNORECASE)
_LOADING = re.compile(
    r"\b(?:charg(?:ement|e)|patient(?:er|ez)|loading|please wait)\b", re.IGNORECASE
)
_PLACE = re.compile(
    r"<(?:(div|main|section|body)\b[^>]*\bid\s*=[^>]*|([a-z]+-[\w-]+)\b[^>]*)>\s*</(?:\1|\2)\s*>",
    re.IGNORECASE,
)


def is_shell(source: str, page: Page) -> bool:
    """Whether a document leaves all that a person could read or do to its scripts.

    An empty page alone is none: it must hold scripts, and a place for what they draw or words
    for those who run none.

    Args:
        source: as it came.
        page: what it says without scripts.
    """
    if page.status >= _ERROR or page.actions or page.visible_fields or page.frames or page.sounds:
        return False
    words = " ".join(text.text for text in page.texts if text.visible)
    if len(words) > _MOST_WORDS or not _SCRIPT.search(source):
        return False
    return any(
        (_EXCUSE.search(source), _LOADING.search(words), not words and _PLACE.search(source))
    )
