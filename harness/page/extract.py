"""Makes the page model from a document."""

import re

from harness.model.page import Page
from harness.page.dom import driver_attributes
from harness.page.dom.builder import outline
from harness.page.dom.document import HtmlDocument, parse
from harness.page.dom.openers import Openers
from harness.page.dom.outline import Outline
from harness.page.labels.inference import LabelFinder
from harness.page.parts.controls import buttons, forms, links
from harness.page.parts.entries import Entries
from harness.page.parts.fields import fields
from harness.page.parts.media import frames, pictures, sounds
from harness.page.parts.messages import messages
from harness.page.parts.text_blocks import blocks, texts

_CONTENT_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\s\"';]+)", re.IGNORECASE)


def extract(
    html: str | HtmlDocument, *, url: str, status: int = 200, charset: str = "", front: bool = False
) -> Page:
    """The content of a document.

    Args:
        html: the document, with a driver's attributes or without; any text is accepted.
        url: its address after redirects; addresses in it are relative to it.
        status: of the answer that brought it.
        charset: as declared by the answer; "" to use the document's own declaration.
        front: whether to read only the modal dialog in front of the rest of the page.

    Returns:
        The page. Elements have the refs of the driver; without a driver's attributes they are
        numbered from "1" in document order, forms included.

    Raises:
        Unreadable: the document is larger than a document may be.
    """
    document = parse(html) if isinstance(html, str) else html
    return page_of(outline(document, url, front=front), status=status, charset=charset)


def page_of(document: Outline, *, status: int = 200, charset: str = "") -> Page:
    """The content of a document whose outline was made.

    Args:
        document: its outline.
        status: of the answer that brought it.
        charset: as declared by the answer; "" to use the document's own declaration.
    """
    found, openers, entries = blocks(document), Openers(document), Entries(document)
    return Page(
        url=document.top.url,
        status=status,
        title=document.title,
        language=_language(document),
        charset=(charset or _charset(document)).lower(),
        texts=texts(found, entries),
        fields=fields(document, LabelFinder(document), found, openers),
        buttons=buttons(document, found, openers, entries),
        links=links(document, found, openers),
        forms=forms(document),
        messages=messages(document),
        sounds=sounds(document),
        pictures=pictures(document),
        frames=frames(document),
        scripted=document.scripted,
    )


def _language(document: Outline) -> str:
    for node in document.nodes[:3]:
        if node.tag == "html":
            return node.get("lang") or node.get("xml:lang")
    return ""


def _charset(document: Outline) -> str:
    for node in document.nodes:
        if node.tag == driver_attributes.FRAME_ELEMENT:
            return ""
        if node.tag == "meta":
            found = _CONTENT_CHARSET.search(node.get("content"))
            stated = node.get("charset") or (found[1] if found else "")
            if stated:
                return stated
    return ""
