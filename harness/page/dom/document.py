"""Parses a document once, by the tree construction of the HTML Standard.

Everything that is read of a document is read from its tree.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import islice

import turbohtml
from turbohtml import Element, TokenType

from harness.core.charset import scalar_text
from harness.core.errors import Unreadable
from harness.core.url import document_base

MAX_CHARACTERS = 20_000_000  # of one document
MAX_ELEMENTS = 50_000  # of one document
MAX_CONTROLS = 5_000  # of one document; labels are searched around each
_DATA = ("application/json", "application/ld+json")  # types of a script that is not run
_FEW = 2_000  # tags; so few of them never make more elements than the bound by far
_MAX_OPENED = 3 * MAX_ELEMENTS  # elements that the tags may open
_MAX_ALIKE = 3  # formatting elements with the same attributes that are opened again
_FORMATTING = frozenset(  # elements that the parser opens again (HTML Standard, 13.2.4.3)
    {*("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small"), "strike", "strong"}
    | {"tt", "u"}
)


@dataclass(frozen=True, slots=True)
class HtmlDocument:
    """A parsed document.

    Attributes:
        source: the text that was parsed; positions in the tree count in it.
        runs_scripts: whether the content of `noscript` is text that nobody reads.
    """

    tree: turbohtml.Document
    source: str
    runs_scripts: bool = False

    @property
    def has_scripts(self) -> bool:
        """Whether it has scripts, other than data for them."""
        scripts = self.tree.iter_elements("script")
        return any((one.attr("type") or "").strip().lower() not in _DATA for one in scripts)


def parse(html: str) -> HtmlDocument:
    """Parse a document as a browser without scripts does.

    Args:
        html: any text; broken HTML is read as the standard says.

    Raises:
        Unreadable: it is larger than a document may be.
    """
    text = scalar_text(html)
    _check_size(text)
    return _checked(HtmlDocument(turbohtml.parse(text, source_locations=True), text))


def parse_snapshot(xhtml: str) -> HtmlDocument:
    """Parse a live document as the browser driver wrote it.

    Scripts can make trees that no HTML parser makes, such as a form within a form; so the driver
    writes XML. What is no XML is parsed as HTML.

    Raises:
        Unreadable: it is larger than a document may be.
    """
    text = scalar_text(xhtml)
    try:
        tree = turbohtml.parse_xml(text)
    except turbohtml.HTMLParseError:
        _check_size(text)
        tree = turbohtml.parse(text, source_locations=True, scripting=True)
    return _checked(HtmlDocument(tree, text, runs_scripts=True))


def attributes(element: Element) -> dict[str, str]:
    """The attributes of an element as they are written; "" for one without a value."""
    found = element.attrs
    if not found:
        return {}
    return {
        name: value if type(value) is str else element.attr(name) or ""
        for name, value in found.copy().items()
    }


def base_of(document: HtmlDocument, url: str) -> str:
    """The address that others in a document at an address are relative to."""
    first = document.tree.select_one("base[href]")
    return document_base(url, first.attr("href") or "") if first else url


def _check_size(html: str) -> None:
    if len(html) > MAX_CHARACTERS:
        raise too_large(f"{MAX_CHARACTERS} characters", f"{len(html)}")
    if html.count("<") > _FEW and _opened(html) > _MAX_OPENED:
        raise too_large(f"{MAX_ELEMENTS} elements", f"tags that open more than {_MAX_OPENED}")


def _opened(html: str) -> int:
    """How many elements the tags may open; counting ends beyond the bound.

    Each start tag may open all unclosed formatting elements again (HTML Standard, 13.2.4.3,
    reconstruct the active formatting elements); of those alike only the last three.
    """
    open_tags: dict[str, list[str]] = {}
    alike: Counter[str] = Counter()
    depth = total = 0
    for token in turbohtml.tokenize(html, capture_source=True):
        tag = token.tag or ""
        if token.type == TokenType.START_TAG:
            total += 1 + depth
            if total > _MAX_OPENED:
                break
            if tag in _FORMATTING:
                key = token.source or tag
                open_tags.setdefault(tag, []).append(key)
                alike[key] += 1
                depth += alike[key] <= _MAX_ALIKE
        elif open_tags.get(tag):
            key = open_tags[tag].pop()
            depth -= alike[key] <= _MAX_ALIKE
            alike[key] -= 1
    return total


def _checked(document: HtmlDocument) -> HtmlDocument:
    """The document, if it has no more elements than the bound."""
    beyond = next(islice(document.tree.iter_elements(), MAX_ELEMENTS, None), None)
    if beyond is not None:
        raise too_large(f"{MAX_ELEMENTS} elements", "more")
    return document


def too_large(bound: str, seen: str) -> Unreadable:
    """The fault of a document that exceeds a bound, such as "50000 elements"."""
    return Unreadable(
        f"a document of at most {bound}", seen=seen, remedy="Look at what fills the page."
    )
