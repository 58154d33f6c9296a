"""Recognises documents without content of their own, which scripts would fill."""

from dataclasses import replace

from turbohtml import Element

from harness.config.portal_words import portal_words
from harness.core.text import squeeze
from harness.core.url import split
from harness.model.page import Page
from harness.page.dom.document import HtmlDocument
from harness.page.extract import extract

_MAX_TEXT = 60  # characters; "Chargement en cours, veuillez patienter…" is shorter
_CONTAINERS = "div[id], main[id], section[id], body[id]"


def is_app_shell(document: HtmlDocument, page: Page) -> bool:
    """Whether a document leaves all its content and all its actions to scripts.

    An empty page is not enough: it has to contain scripts, and an empty container for their output
    or a text for readers without scripts.
    """
    if page.is_error or not document.has_scripts:
        return False
    substitutes = document.tree.find_all("noscript")
    if len(" ".join(page.words)) > _MAX_TEXT + sum(len(one.text) for one in substitutes):
        return False
    if substitutes:  # what stands in for the scripts is no content
        page = extract(replace(document, runs_scripts=True), url=page.url, status=page.status)
    frames = [frame for frame in page.frames if split(frame.url).is_web]  # others hold a history
    if page.actions or page.visible_fields or frames or page.sounds:
        return False
    words = " ".join(page.words)
    if len(words) > _MAX_TEXT:
        return False
    if portal_words().loading_text.search(words) or (not words and _has_container(document)):
        return True
    return any(squeeze(one.text) for one in substitutes)


def _has_container(document: HtmlDocument) -> bool:
    """Whether an element that scripts could fill is empty."""
    named = document.tree.select(_CONTAINERS)
    own = (element for element in document.tree.iter_elements() if "-" in element.tag)
    return any(_is_empty(element) for element in (*named, *own))


def _is_empty(element: Element) -> bool:
    return not squeeze(element.text) and next(element.iter_elements(), None) is None
