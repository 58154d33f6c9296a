"""Recognises documents without content of their own, which scripts would fill."""

import re

from harness.config.portal_words import portal_words
from harness.model.page import Page

_MAX_TEXT = 60  # characters; "Chargement en cours, veuillez patienter…" is shorter
_ERROR = 400
_SCRIPT = re.compile(
    r"<script\b(?![^>]*\btype\s*=\s*[\"']?application/(?:ld\+)?json)", re.IGNORECASE
)
_NOSCRIPT = re.compile(r"<noscript\b[^>]*>(?!\s*(?:<img\b[^>]*>\s*)?</noscript)", re.IGNORECASE)
_CONTAINER = re.compile(
    r"<(?:(div|main|section|body)\b[^>]*\bid\s*=[^>]*|([a-z]+-[\w-]+)\b[^>]*)>\s*</(?:\1|\2)\s*>",
    re.IGNORECASE,
)


def is_app_shell(source: str, page: Page) -> bool:
    """Whether a document leaves all its content and all its actions to scripts.

    An empty page is not enough: it has to contain scripts, and an empty container for their output
    or a text for readers without scripts.

    Args:
        source: the document as received.
        page: its content without scripts.
    """
    if page.status >= _ERROR or page.actions or page.visible_fields or page.frames or page.sounds:
        return False
    words = " ".join(text.text for text in page.texts if text.visible)
    if len(words) > _MAX_TEXT or not _SCRIPT.search(source):
        return False
    return any(
        (
            _NOSCRIPT.search(source),
            portal_words().loading_text.search(words),
            not words and _CONTAINER.search(source),
        )
    )
