"""How a document is built: its template, the old technologies in it, the mail addresses."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from lxml import etree

from harness.page.quick_scan import parsed

_STEPS = 4  # of the way to an element that count
_MOST_MAILS = 50
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.)+[A-Za-z]{2,12}\b")
_FILES = (".png", ".gif", ".jpg", ".jpeg", ".svg", ".webp", ".css", ".js")
_OLD_TAGS = {
    "frameset": "frames",
    "iframe": "inline frames",
    "font": "font elements",
    "center": "centred by elements",
    "marquee": "moving text",
    "blink": "moving text",
    "applet": "applets",
    "object": "plug-ins",
    "embed": "plug-ins",
    "bgsound": "background sound",
    "layer": "layers",
}
_ORDINARY = frozenset({"th", "caption", "thead"})
_SCRIPTS = ("href", "onclick", "onsubmit", "onload", "onchange")
_OPENS = re.compile(r"\bwindow\s*\.\s*open\s*\(")
_OLD_SCRIPT = re.compile(r"document\s*\.\s*(?:all|layers)\b|\bActiveXObject\b")
_DOCTYPE = re.compile(r"\s*(?:<!--.*?-->\s*)*<!doctype\s+html", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class TemplateAnalysis:
    """How a document is built.

    Attributes:
        template: the same for pages that differ in words and in the length of lists only.
        relics: old technologies, each with how often it is used.
        mails: addresses in the document, in their order.
    """

    template: str = ""
    relics: dict[str, int] = field(default_factory=dict)
    mails: tuple[str, ...] = ()


def analyse_template(html: str) -> TemplateAnalysis:
    """How a document is built; any text is accepted."""
    root = parsed(html)
    if root is None:
        return TemplateAnalysis()
    relics = Counter(_relics(root))
    if not _DOCTYPE.match(html):
        relics["no doctype"] += 1
    mails = dict.fromkeys(found[0] for found in _MAIL.finditer(html))
    kept = [mail for mail in mails if not mail.lower().endswith(_FILES)]
    return TemplateAnalysis(
        _template(root), dict(sorted(relics.items())), tuple(kept[:_MOST_MAILS])
    )


def _template(root: etree._Element) -> str:
    ways: dict[etree._Element, tuple[str, ...]] = {}
    seen: set[str] = set()
    for element in root.iter(etree.Element):
        above = ways.get(element.getparent(), ())
        way = ways[element] = (*above[1 - _STEPS :], element.tag)
        seen.add(f"{'/'.join(way)} {element.get('class', '')}")
    return blake2b("\n".join(sorted(seen)).encode(), digest_size=8).hexdigest()


def _relics(root: etree._Element) -> Iterator[str]:
    for element in root.iter(etree.Element):
        tag = element.tag
        if tag in _OLD_TAGS:
            yield _OLD_TAGS[tag]
        elif tag == "table" and _is_layout(element):
            yield "tables for layout"
        elif tag == "input" and element.get("type", "").lower() == "image":
            yield "image buttons"
        elif tag == "script" and element.text and _OLD_SCRIPT.search(element.text):
            yield "scripts of one browser"
        yield from _scripted(element)


def _scripted(element: etree._Element) -> Iterator[str]:
    for name in _SCRIPTS:
        script = element.get(name, "")
        if name == "href" and script.lstrip().lower().startswith("javascript:"):
            yield "javascript: links"
        if _OPENS.search(script):
            yield "window.open"


def _is_layout(table: etree._Element) -> bool:
    """A table that holds no heads of rows or columns, and other tables, forms or no border."""
    if any(next(table.iter(tag), None) is not None for tag in _ORDINARY):
        return False
    inner = any(
        next(table.iterdescendants(tag), None) is not None for tag in ("table", "form", "img")
    )
    return inner or table.get("border", "") == "0" or table.get("role", "") == "presentation"
