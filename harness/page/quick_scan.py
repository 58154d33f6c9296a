"""A quick look at a document: where it leads and what it declares, in a millisecond.

A crawl looks at every document in this way, while the full page model is read later, beside
it. Broken mark-up is read as well as it goes; nothing here raises.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import urlencode

from lxml import etree

from harness.core.charset import declared_charset, decode
from harness.core.text import squeeze
from harness.core.url import resolve
from harness.page.dom.meta_refresh import read_refresh

MOST_LEADS = 20_000  # of one document; the rest is counted
_LONGEST_LABEL = 120
_PARSER = {"encoding": "utf-8", "recover": True, "remove_comments": True, "remove_pis": True}
_ASKED_TAGS = (
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


class Kind(StrEnum):
    """How a document leads to an address."""

    LINK = "link"
    FRAME = "frame"
    REFRESH = "refresh"
    REDIRECT = "redirect"
    SCRIPT = "script"
    FORM = "form"  # one that asks nothing: a link in another guise
    RESOURCE = "resource"
    CANONICAL = "canonical"
    SITEMAP = "sitemap"
    START = "start"
    SENT = "sent"  # a form that the target allows to send


class Lead(NamedTuple):
    """One address that a document leads to, resolved."""

    url: str
    kind: Kind
    label: str = ""


@dataclass(frozen=True)
class Sketch:
    """What a quick look at a document tells.

    Attributes:
        heading: the first of the highest rank.
        charset: as it was read.
        stated: the charset that the document itself states; "" for none.
        garbled: whether some of its bytes mean nothing in that charset.
        leads: where it leads, each address once, in document order.
        more: how many links there are beyond those, each as often as it stands there.
        follows: whether it lets robots follow its links.
        digest: of its words; the same for two documents that say the same.
    """

    title: str = ""
    heading: str = ""
    language: str = ""
    charset: str = ""
    stated: str = ""
    garbled: bool = False
    forms: int = 0
    fields: int = 0
    leads: tuple[Lead, ...] = field(default=(), repr=False)
    more: int = 0
    follows: bool = True
    digest: str = ""


@dataclass
class _Look:
    """A document while it is looked at."""

    base: str
    title: str = ""
    heading: str = ""
    language: str = ""
    forms: int = 0
    fields: int = 0
    follows: bool = True
    based: bool = False
    leads: dict[str, Lead] = field(default_factory=dict)
    more: int = 0

    def lead(self, address: str, kind: Kind, label: str = "") -> None:
        if len(self.leads) >= MOST_LEADS:
            self.more += 1
            return
        url = resolve(self.base, address).partition("#")[0]
        if url.startswith(("http://", "https://")) and url not in self.leads:
            self.leads[url] = Lead(url, kind, label)


def sketch(body: bytes, content_type: str, url: str) -> Sketch:
    """Look at a document.

    Args:
        body: as it came, decompressed.
        content_type: the header's value.
        url: its address, from which others are resolved.
    """
    text, charset = decode(body, content_type)
    look = _Look(url)
    words = ""
    root = parsed(text)
    if root is not None:
        for element in root.iter(*_ASKED_TAGS):
            _READERS.get(element.tag, _read_nothing)(look, element)
        words = " ".join(_words(root))
    return Sketch(
        title=look.title,
        heading=look.heading,
        language=look.language,
        charset=charset,
        stated=declared_charset(body),
        garbled="\ufffd" in text,
        forms=look.forms,
        fields=look.fields,
        leads=tuple(look.leads.values()),
        more=look.more,
        follows=look.follows,
        digest=blake2b(" ".join(words.split()).encode(), digest_size=12).hexdigest(),
    )


def parsed(text: str) -> etree._Element | None:
    """The tree of a document; None where there is none."""
    data = text.replace("\0", "").encode("utf-8", "replace")
    try:
        return etree.fromstring(data, etree.HTMLParser(**_PARSER))
    except etree.LxmlError:
        return None  # nothing but blanks


def _words(root: etree._Element) -> Iterator[str]:
    for element in root.iter():
        if element.tag not in {"script", "style", "noscript"} and element.text:
            yield element.text
        if element.tail:
            yield element.tail


def _read_nothing(_look: _Look, _element: etree._Element) -> None:
    """Nothing to learn from this element."""


def _read_html(look: _Look, element: etree._Element) -> None:
    look.language = (element.get("lang") or element.get("xml:lang") or "").strip()


def _read_title(look: _Look, element: etree._Element) -> None:
    if not look.title:
        look.title = squeeze("".join(element.itertext()))


def _read_heading(look: _Look, element: etree._Element) -> None:
    if not look.heading:
        look.heading = squeeze("".join(element.itertext()))


def _read_base(look: _Look, element: etree._Element) -> None:
    if not look.based and element.get("href"):
        look.base, look.based = resolve(look.base, element.get("href", "")), True


def _read_link(look: _Look, element: etree._Element) -> None:
    label = squeeze("".join(element.itertext()))[:_LONGEST_LABEL]
    href = element.get("href", "")
    if href and not href.lstrip().lower().startswith(("javascript:", "#")):
        look.lead(href, Kind.LINK, label)
    _read_scripts(look, element, label)


def _read_scripts(look: _Look, element: etree._Element, label: str = "") -> None:
    for name in _SCRIPTED:
        script = element.get(name, "")
        if script and (name != "href" or script.lstrip().lower().startswith("javascript:")):
            for found in _IN_SCRIPT.finditer(script):
                look.lead(found["url"], Kind.SCRIPT, label)


def _read_frame(look: _Look, element: etree._Element) -> None:
    look.lead(element.get("src", ""), Kind.FRAME, element.get("name", ""))


def _read_head_link(look: _Look, element: etree._Element) -> None:
    relation = element.get("rel", "").lower().strip()
    if relation in _STYLES:
        look.lead(element.get("href", ""), Kind.RESOURCE)
    elif relation in {"canonical", "alternate", "next", "prev"}:
        look.lead(element.get("href", ""), Kind.CANONICAL, relation)


def _read_meta(look: _Look, element: etree._Element) -> None:
    content = element.get("content", "")
    if element.get("http-equiv", "").lower().strip() == "refresh":
        found = read_refresh(content)
        if found and found[1]:
            look.lead(found[1], Kind.REFRESH)
    elif element.get("name", "").lower() == "robots" and "nofollow" in content.lower():
        look.follows = False


def _read_form(look: _Look, element: etree._Element) -> None:
    look.forms += 1
    if element.get("method", "").lower() != "post" and not _asks(element):
        look.lead(_sent(element, look.base), Kind.FORM, element.get("name", ""))


def _asks(form: etree._Element) -> bool:
    """Whether a form has anything that a person fills in."""
    silent = {"hidden", "submit", "image", "button", "reset"}
    return any(
        element.tag != "input" or element.get("type", "").lower() not in silent
        for element in form.iter("input", "select", "textarea")
    )


def _sent(form: etree._Element, base: str) -> str:
    """The address that a form leads to which is sent as it stands."""
    hidden = [
        (element.get("name", ""), element.get("value", ""))
        for element in form.iter("input")
        if element.get("type", "").lower() == "hidden" and element.get("name")
    ]
    address = resolve(base, form.get("action", "")) or base
    return f"{address.partition('?')[0]}?{urlencode(hidden)}" if hidden else address


def _read_field(look: _Look, element: etree._Element) -> None:
    kind = element.get("type", "").lower() if element.tag == "input" else ""
    if kind not in {"hidden", "submit", "image", "button", "reset"}:
        look.fields += 1
    if kind == "image":
        look.lead(element.get("src", ""), Kind.RESOURCE)
    _read_scripts(look, element)


def _read_source(look: _Look, element: etree._Element) -> None:
    look.lead(element.get(_SOURCES[element.tag], ""), Kind.RESOURCE)


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
