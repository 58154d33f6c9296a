"""How a document is built: its template, outdated technologies, mail addresses."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from turbohtml import Doctype, Element, Node

from harness.page.dom.document import HtmlDocument

_PATH_LENGTH = 4  # tags of the path to an element that count
_MAX_MAILS = 50
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.)+[A-Za-z]{2,12}\b")
_FILES = (".png", ".gif", ".jpg", ".jpeg", ".svg", ".webp", ".css", ".js")
_OLD_TAGS = {
    "frameset": "frames",
    "iframe": "inline-frames",
    "font": "font-elements",
    "center": "center-elements",
    "marquee": "moving-text",
    "blink": "moving-text",
    "applet": "applets",
    "object": "plug-ins",
    "embed": "plug-ins",
    "bgsound": "background-sound",
    "layer": "layers",
}
RELICS = frozenset(_OLD_TAGS.values()) | {
    *("layout-tables", "image-buttons", "browser-specific-scripts", "javascript-links"),
    *("window-open", "no-doctype"),
}
"""The codes of all outdated technologies that are recognised."""
_DATA_TABLE_TAGS = ("th", "caption", "thead")
_LAYOUT_CONTENT = ("table", "form", "img")
_SCRIPT_ATTRIBUTES = ("href", "onclick", "onsubmit", "onload", "onchange")
_WINDOW_OPEN = re.compile(r"\bwindow\s*\.\s*open\s*\(")
_OLD_SCRIPT = re.compile(r"document\s*\.\s*(?:all|layers)\b|\bActiveXObject\b")


@dataclass(frozen=True)
class TemplateAnalysis:
    """How a document is built.

    Attributes:
        template: the same for documents that differ only in text and in the length of lists.
        relics: codes of outdated technologies, each with the number of uses.
        mails: mail addresses in the document, in their order.
    """

    template: str = ""
    relics: dict[str, int] = field(default_factory=dict)
    mails: tuple[str, ...] = ()


def analyse_template(document: HtmlDocument) -> TemplateAnalysis:
    """Analyse a document."""
    elements = list(document.tree.iter_elements())
    relics = Counter(_relics(elements))
    if not any(isinstance(node, Doctype) for node in document.tree.children):
        relics["no-doctype"] += 1
    mails = dict.fromkeys(found[0] for found in _MAIL.finditer(document.source))
    found = [mail for mail in mails if not mail.lower().endswith(_FILES)]
    return TemplateAnalysis(
        _template(elements), dict(sorted(relics.items())), tuple(found[:_MAX_MAILS])
    )


def _template(elements: list[Element]) -> str:
    paths: dict[Node | None, tuple[str, ...]] = {}
    shapes: set[str] = set()
    for element in elements:
        above = paths.get(element.parent, ())
        path = paths[element] = (*above[1 - _PATH_LENGTH :], element.tag)
        shapes.add(f"{'/'.join(path)} {element.attr('class') or ''}")
    return blake2b("\n".join(sorted(shapes)).encode(), digest_size=8).hexdigest()


def _relics(elements: list[Element]) -> Iterator[str]:
    for element in elements:
        tag = element.tag
        if tag in _OLD_TAGS:
            yield _OLD_TAGS[tag]
        elif tag == "table" and _is_layout(element):
            yield "layout-tables"
        elif tag == "input" and (element.attr("type") or "").lower() == "image":
            yield "image-buttons"
        elif tag == "script" and _OLD_SCRIPT.search(element.text):
            yield "browser-specific-scripts"
        yield from _script_relics(element)


def _script_relics(element: Element) -> Iterator[str]:
    for name in _SCRIPT_ATTRIBUTES:
        script = element.attr(name) or ""
        if name == "href" and script.lstrip().lower().startswith("javascript:"):
            yield "javascript-links"
        if _WINDOW_OPEN.search(script):
            yield "window-open"


def _is_layout(table: Element) -> bool:
    """Whether a table has no headers, and contains tables, forms or images or has no border."""
    if next(table.iter_elements(_DATA_TABLE_TAGS), None) is not None:
        return False
    inner = next(table.iter_elements(_LAYOUT_CONTENT), None) is not None
    return inner or table.attr("border") == "0" or table.attr("role") == "presentation"
