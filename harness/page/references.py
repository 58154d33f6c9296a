"""The addresses that a document refers to, and what it declares about itself.

A crawl reads every document in this way at once and makes the full page model later.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b

from turbohtml import Element, Text

from harness.core.text import squeeze
from harness.core.url import browser_url, form_query, resolve, with_query, without_fragment
from harness.page.dom.document import HtmlDocument, base_of, parse
from harness.page.dom.form_pointer import form_pointer
from harness.page.dom.meta_refresh import read_refresh

MAX_LINKS = 20_000  # of one document; further ones are only counted
_MAX_LABEL = 120
_MAX_TITLE = 1_000  # characters
_READ_TAGS = (
    *("a", "area", "frame", "iframe", "noframes", "link", "meta", "form", "input", "select"),
    *("textarea", "button", "img", "script", "embed", "object", "title", "html", "h1"),
)
_SOURCES = {"img": "src", "script": "src", "embed": "src", "object": "data", "input": "src"}
_SCRIPTED = ("href", "onclick", "onchange")
_IN_SCRIPT = re.compile(
    r"""(['"])(?P<url>(?:https?://|\.{0,2}/)[^'"\s<>\\]*|[\w./-]+\.(?:s?html?|php\d?|aspx?|jspx?|"""
    r"""do|action|cgi|cfm|pl)(?:\?[^'"\s<>\\]*)?)\1"""
)
_FIELDS = ("input", "select", "textarea", "button")
_SILENT = frozenset({"hidden", "submit", "image", "button", "reset"})  # types that ask for nothing
_WITHOUT_WORDS = frozenset({"script", "style", "noscript"})
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
class References:
    """What a document refers to and declares.

    Attributes:
        heading: the first h1.
        language: as declared.
        fields: the number of visible ones.
        links: the addresses that it refers to, each once, in document order.
        more: number of further links, repetitions included.
        follows: whether it allows robots to follow its links.
        digest: of its words; equal for two documents with the same words.
    """

    title: str = ""
    heading: str = ""
    language: str = ""
    forms: int = 0
    fields: int = 0
    links: tuple[FoundLink, ...] = field(default=(), repr=False)
    more: int = 0
    follows: bool = True
    digest: str = ""


@dataclass
class _Scan:
    """The state of reading a document."""

    base: str
    charset: str
    owned: dict[Element, list[Element]]  # the fields of each form
    title: str = ""
    heading: str = ""
    language: str = ""
    forms: int = 0
    fields: int = 0
    follows: bool = True
    links: dict[str, FoundLink] = field(default_factory=dict)
    more: int = 0

    def add_link(self, address: str, kind: LinkKind, label: str = "") -> None:
        if len(self.links) >= MAX_LINKS:
            self.more += 1
            return
        if not address.strip():
            return
        url = without_fragment(browser_url(self.base, address, self.charset))
        if url.startswith(("http://", "https://")) and url not in self.links:
            self.links[url] = FoundLink(url, kind, label)


def references(document: HtmlDocument, url: str, charset: str = "utf-8") -> References:
    """What a document refers to and declares.

    Args:
        document: parsed.
        url: its address; others are relative to it.
        charset: of the document; browsers encode the queries of its links in it.
    """
    scan = _Scan(base_of(document, url), charset, _fields_of_forms(document))
    for element in document.tree.iter_elements(_READ_TAGS):
        _READERS[element.tag](scan, element)
    words = " ".join(_texts(document))
    return References(
        title=scan.title,
        heading=scan.heading,
        language=scan.language,
        forms=scan.forms,
        fields=scan.fields,
        links=tuple(scan.links.values()),
        more=scan.more,
        follows=scan.follows,
        digest=blake2b(" ".join(words.split()).encode(), digest_size=12).hexdigest(),
    )


def _fields_of_forms(document: HtmlDocument) -> dict[Element, list[Element]]:
    """The fields of each form, also of one that does not contain them."""
    owned: dict[Element, list[Element]] = {}
    forms = document.tree.find_all("form")
    if not forms:
        return owned
    pointer = form_pointer(document)
    named = {form.attr("id"): form for form in reversed(forms)}
    for element in document.tree.iter_elements(_FIELDS):
        wanted = element.attr("form")
        form = pointer.at(element) if wanted is None else named.get(wanted)
        if form is not None:
            owned.setdefault(form, []).append(element)
    return owned


def _texts(document: HtmlDocument) -> Iterator[str]:
    """The words of a document outside of scripts and styles, `noscript` included."""
    for node in document.tree.descendants:
        if isinstance(node, Text):
            around = node.parent
            if not isinstance(around, Element) or around.tag not in _WITHOUT_WORDS:
                yield node.data


def _get(element: Element, name: str) -> str:
    return element.attr(name) or ""


def _read_html(scan: _Scan, element: Element) -> None:
    scan.language = (_get(element, "lang") or _get(element, "xml:lang") or "").strip()


def _read_title(scan: _Scan, element: Element) -> None:
    if not scan.title:
        scan.title = squeeze(element.text[:_MAX_TITLE])


def _read_heading(scan: _Scan, element: Element) -> None:
    if not scan.heading:
        scan.heading = squeeze(element.text[:_MAX_TITLE])


def _read_link(scan: _Scan, element: Element) -> None:
    label = squeeze(element.text[: 10 * _MAX_LABEL])[:_MAX_LABEL]
    href = _get(element, "href")
    if href and not href.lstrip().lower().startswith(("javascript:", "#")):
        scan.add_link(href, LinkKind.LINK, label)
    _read_scripts(scan, element, label)


def _read_noframes(scan: _Scan, element: Element) -> None:
    """Read the links for browsers without frames; for the parser they are text."""
    _read_inner(scan, element.text)


def _read_inner(scan: _Scan, html: str) -> None:
    """Read the links of a document within a document."""
    for link in parse(html).tree.iter_elements(("a", "area")):
        _read_link(scan, link)


def _read_scripts(scan: _Scan, element: Element, label: str = "") -> None:
    for name in _SCRIPTED:
        script = _get(element, name)
        if script and (name != "href" or script.lstrip().lower().startswith("javascript:")):
            for address in script_addresses(script):
                scan.add_link(address, LinkKind.SCRIPT, label)


def script_addresses(script: str) -> list[str]:
    """The addresses that stand in a script as text, such as that of `open('/help')`."""
    return [found["url"] for found in _IN_SCRIPT.finditer(script)]


def _read_frame(scan: _Scan, element: Element) -> None:
    if html := element.attr("srcdoc"):
        _read_inner(scan, html)
    else:
        scan.add_link(_get(element, "src"), LinkKind.FRAME, _get(element, "name"))


def _read_head_link(scan: _Scan, element: Element) -> None:
    relation = _get(element, "rel").lower().strip()
    if relation in _STYLES:
        scan.add_link(_get(element, "href"), LinkKind.RESOURCE)
    elif relation in {"canonical", "alternate", "next", "prev"}:
        scan.add_link(_get(element, "href"), LinkKind.CANONICAL, relation)


def _read_meta(scan: _Scan, element: Element) -> None:
    content = _get(element, "content")
    if _get(element, "http-equiv").lower() == "refresh":
        found = read_refresh(content)
        if found and found[1]:
            scan.add_link(found[1], LinkKind.REFRESH)
    elif _get(element, "name").lower() == "robots" and forbids_following(content):
        scan.follows = False


def forbids_following(rules: str) -> bool:
    """Whether rules for robots, of a `meta` element or a header, forbid to follow links."""
    return not {"nofollow", "none"}.isdisjoint(re.split(r"[\s,:]+", rules.lower()))


def _read_form(scan: _Scan, element: Element) -> None:
    scan.forms += 1
    owned = scan.owned.get(element, [])
    method = _get(element, "method").lower()
    if method not in {"post", "dialog"} and all(map(_is_silent, owned)):
        address = _form_address(element, owned, scan)
        scan.add_link(address, LinkKind.FORM, _get(element, "name"))


def _is_silent(field: Element) -> bool:
    """Whether a field asks for nothing."""
    return field.tag == "button" or (field.tag == "input" and _type(field) in _SILENT)


def _type(field: Element) -> str:
    return _get(field, "type").lower()


def _form_address(form: Element, owned: list[Element], scan: _Scan) -> str:
    """The address of a form that is sent unchanged."""
    hidden = [
        (_get(one, "name"), _get(one, "value"))
        for one in owned
        if _type(one) == "hidden" and _get(one, "name")
    ]
    address = resolve(scan.base, _get(form, "action")) or scan.base
    return with_query(address, form_query(hidden, scan.charset)) if hidden else address


def _read_field(scan: _Scan, element: Element) -> None:
    if not _is_silent(element):
        scan.fields += 1
    if element.tag == "input" and _type(element) == "image":
        scan.add_link(_get(element, "src"), LinkKind.RESOURCE)
    _read_scripts(scan, element)


def _read_source(scan: _Scan, element: Element) -> None:
    scan.add_link(_get(element, _SOURCES[element.tag]), LinkKind.RESOURCE)


_READERS = {
    "html": _read_html,
    "title": _read_title,
    "h1": _read_heading,
    "a": _read_link,
    "area": _read_link,
    "frame": _read_frame,
    "noframes": _read_noframes,
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
