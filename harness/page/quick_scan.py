"""A fast scan of a document for links and declarations, in about a millisecond.

A crawl scans every document in this way and builds the full page model later. Broken HTML is
read as far as possible; nothing here raises.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b
from urllib.parse import urlencode

from lxml import etree

from harness.core.charset import declared_charset, decode
from harness.core.text import squeeze
from harness.core.url import resolve
from harness.page.dom.meta_refresh import read_refresh

MAX_LINKS = 20_000  # of one document; further ones are only counted
_MAX_LABEL = 120
_PARSER = {"encoding": "utf-8", "recover": True, "remove_comments": True, "remove_pis": True}
_READ_TAGS = (
    *("a", "area", "frame", "iframe", "link", "meta", "base", "form", "input", "select"),
    *("textarea", "button", "img", "script", "embed", "object", "title", "html", "h1"),
)
_SOURCES = {"img": "src", "script": "src", "embed": "src", "object": "data", "input": "src"}
_SCRIPTED = ("href", "onclick", "onchange")
_IN_SCRIPT = re.compile(
    r"""(['"])(?P<url>(?:https?://|\.{0,2}/)[^'"\s<>\\]*|[\w./-]+\.(?:s?html?|php\d?|aspx?|jspx?|"""
    r"""do|action|cgi|cfm|pl)(?:\?[^'"\s<>\\]*)?)\1"""
)
_STYLES = frozenset({"stylesheet", "icon", "shortcut icon", "apple-touch-icon"})


class LinkKind(StrEnum):
    """How a document refers to an address."""

    LINK = "link"
    FRAME = "frame"
    REFRESH = "refresh"
    REDIRECT = "redirect"
    SCRIPT = "script"
    FORM = "form"  # a form without inputs, which is a link
    RESOURCE = "resource"
    CANONICAL = "canonical"
    SITEMAP = "sitemap"
    START = "start"
    SENT = "sent"  # a form that the target file allows to send


@dataclass(frozen=True, slots=True)
class FoundLink:
    """An address that a document refers to, resolved."""

    url: str
    kind: LinkKind
    label: str = ""


@dataclass(frozen=True)
class QuickScan:
    """What a scan of a document found.

    Attributes:
        title: of the window.
        heading: the first h1.
        language: as declared.
        charset: in which the document was decoded.
        stated: the charset that the document itself declares; "" for none.
        garbled: whether some of its bytes are invalid in that charset.
        forms: their number.
        fields: the number of visible ones.
        links: the addresses that it refers to, each once, in document order.
        more: number of further links, repetitions included.
        follows: whether it allows robots to follow its links.
        digest: of its words; equal for two documents with the same words.
    """

    title: str = ""
    heading: str = ""
    language: str = ""
    charset: str = ""
    stated: str = ""
    garbled: bool = False
    forms: int = 0
    fields: int = 0
    links: tuple[FoundLink, ...] = field(default=(), repr=False)
    more: int = 0
    follows: bool = True
    digest: str = ""


@dataclass
class _Scan:
    """The state of a scan."""

    base: str
    title: str = ""
    heading: str = ""
    language: str = ""
    forms: int = 0
    fields: int = 0
    follows: bool = True
    has_base: bool = False
    links: dict[str, FoundLink] = field(default_factory=dict)
    more: int = 0

    def add_link(self, address: str, kind: LinkKind, label: str = "") -> None:
        if len(self.links) >= MAX_LINKS:
            self.more += 1
            return
        url = resolve(self.base, address).partition("#")[0]
        if url.startswith(("http://", "https://")) and url not in self.links:
            self.links[url] = FoundLink(url, kind, label)


def quick_scan(body: bytes, content_type: str, url: str) -> QuickScan:
    """Scan a document.

    Args:
        body: as received, decompressed.
        content_type: the header's value.
        url: its address; others are relative to it.
    """
    text, charset = decode(body, content_type)
    scan = _Scan(url)
    words = ""
    root = parse_html(text)
    if root is not None:
        for element in root.iter(*_READ_TAGS):
            _READERS.get(element.tag, _read_nothing)(scan, element)
        words = " ".join(_texts(root))
    return QuickScan(
        title=scan.title,
        heading=scan.heading,
        language=scan.language,
        charset=charset,
        stated=declared_charset(body),
        garbled="\ufffd" in text,
        forms=scan.forms,
        fields=scan.fields,
        links=tuple(scan.links.values()),
        more=scan.more,
        follows=scan.follows,
        digest=blake2b(" ".join(words.split()).encode(), digest_size=12).hexdigest(),
    )


def parse_html(text: str) -> etree._Element | None:
    """The tree of a document; None for an empty one."""
    data = text.replace("\0", "").encode("utf-8", "replace")
    try:
        return etree.fromstring(data, etree.HTMLParser(**_PARSER))
    except etree.LxmlError:
        return None  # the document is blank


def _texts(root: etree._Element) -> Iterator[str]:
    for element in root.iter():
        if element.tag not in {"script", "style", "noscript"} and element.text:
            yield element.text
        if element.tail:
            yield element.tail


def _read_nothing(_scan: _Scan, _element: etree._Element) -> None:
    """Ignore an element."""


def _read_html(scan: _Scan, element: etree._Element) -> None:
    scan.language = (element.get("lang") or element.get("xml:lang") or "").strip()


def _read_title(scan: _Scan, element: etree._Element) -> None:
    if not scan.title:
        scan.title = squeeze("".join(element.itertext()))


def _read_heading(scan: _Scan, element: etree._Element) -> None:
    if not scan.heading:
        scan.heading = squeeze("".join(element.itertext()))


def _read_base(scan: _Scan, element: etree._Element) -> None:
    if not scan.has_base and element.get("href"):
        scan.base, scan.has_base = resolve(scan.base, element.get("href", "")), True


def _read_link(scan: _Scan, element: etree._Element) -> None:
    label = squeeze("".join(element.itertext()))[:_MAX_LABEL]
    href = element.get("href", "")
    if href and not href.lstrip().lower().startswith(("javascript:", "#")):
        scan.add_link(href, LinkKind.LINK, label)
    _read_scripts(scan, element, label)


def _read_scripts(scan: _Scan, element: etree._Element, label: str = "") -> None:
    for name in _SCRIPTED:
        script = element.get(name, "")
        if script and (name != "href" or script.lstrip().lower().startswith("javascript:")):
            for found in _IN_SCRIPT.finditer(script):
                scan.add_link(found["url"], LinkKind.SCRIPT, label)


def _read_frame(scan: _Scan, element: etree._Element) -> None:
    scan.add_link(element.get("src", ""), LinkKind.FRAME, element.get("name", ""))


def _read_head_link(scan: _Scan, element: etree._Element) -> None:
    relation = element.get("rel", "").lower().strip()
    if relation in _STYLES:
        scan.add_link(element.get("href", ""), LinkKind.RESOURCE)
    elif relation in {"canonical", "alternate", "next", "prev"}:
        scan.add_link(element.get("href", ""), LinkKind.CANONICAL, relation)


def _read_meta(scan: _Scan, element: etree._Element) -> None:
    content = element.get("content", "")
    if element.get("http-equiv", "").lower().strip() == "refresh":
        found = read_refresh(content)
        if found and found[1]:
            scan.add_link(found[1], LinkKind.REFRESH)
    elif element.get("name", "").lower() == "robots" and "nofollow" in content.lower():
        scan.follows = False


def _read_form(scan: _Scan, element: etree._Element) -> None:
    scan.forms += 1
    if element.get("method", "").lower() != "post" and not _has_inputs(element):
        scan.add_link(_form_address(element, scan.base), LinkKind.FORM, element.get("name", ""))


def _has_inputs(form: etree._Element) -> bool:
    """Whether a form has anything to fill in."""
    silent = {"hidden", "submit", "image", "button", "reset"}
    return any(
        element.tag != "input" or element.get("type", "").lower() not in silent
        for element in form.iter("input", "select", "textarea")
    )


def _form_address(form: etree._Element, base: str) -> str:
    """The address of a form that is sent unchanged."""
    hidden = [
        (element.get("name", ""), element.get("value", ""))
        for element in form.iter("input")
        if element.get("type", "").lower() == "hidden" and element.get("name")
    ]
    address = resolve(base, form.get("action", "")) or base
    return f"{address.partition('?')[0]}?{urlencode(hidden)}" if hidden else address


def _read_field(scan: _Scan, element: etree._Element) -> None:
    kind = element.get("type", "").lower() if element.tag == "input" else ""
    if kind not in {"hidden", "submit", "image", "button", "reset"}:
        scan.fields += 1
    if kind == "image":
        scan.add_link(element.get("src", ""), LinkKind.RESOURCE)
    _read_scripts(scan, element)


def _read_source(scan: _Scan, element: etree._Element) -> None:
    scan.add_link(element.get(_SOURCES[element.tag], ""), LinkKind.RESOURCE)


_READERS = {
    "html": _read_html,
    "title": _read_title,
    "h1": _read_heading,
    "base": _read_base,
    "a": _read_link,
    "area": _read_link,
    "frame": _read_frame,
    "iframe": _read_frame,
    "link": _read_head_link,
    "meta": _read_meta,
    "form": _read_form,
    "input": _read_field,
    "select": _read_field,
    "textarea": _read_field,
    "button": _read_scripts,
    "img": _read_source,
    "script": _read_source,
    "embed": _read_source,
    "object": _read_source,
}
