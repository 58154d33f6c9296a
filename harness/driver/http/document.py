"""A document over plain HTTP: what a browser can act on, read from the tree of the page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from string import whitespace

from harness.core.url import browser_url, is_dangling_markup, resolve, without_fragment
from harness.driver.http import form_controls
from harness.driver.http.style_sheets import UNSTYLED, Styling, apply_styles
from harness.model.page import BOXES
from harness.page.dom import driver_attributes
from harness.page.dom.builder import outline
from harness.page.dom.document import HtmlDocument, parse
from harness.page.dom.outline import Node, Outline
from harness.page.dom.semantics import INPUT_TYPES
from harness.page.parts.select_options import is_barred, option_nodes, option_words

_OWN_PREFIX = "data-cp-"
_CONTROLS = frozenset({"input", "button", "select", "textarea"})
_BLANK = "about:blank"


@dataclass(frozen=True)
class Anchor:
    """A link element."""

    ref: str
    attributes: Mapping[str, str]


@dataclass(frozen=True)
class FrameTag:
    """A frame element.

    Attributes:
        ref: its identifier in the capture.
        srcdoc: its document, written in the element; None if it is at the address.
    """

    ref: str
    name: str
    url: str
    visible: bool
    srcdoc: str | None = None


@dataclass(frozen=True)
class Document:
    """A document and the parts of it that a browser can act on.

    Attributes:
        referrer: the address that its requests state as theirs.
        base: the address that its links are relative to.
        target: the default window or frame of its links.
        html: parsed, with the driver's attributes on its elements.
        outline: of it, without the documents of its frames.
        controls: all of them, in document order.
        unread_sheets: the addresses of its style sheets that were not given.
    """

    url: str
    referrer: str
    charset: str
    base: str
    target: str
    html: HtmlDocument = field(repr=False, compare=False)
    outline: Outline = field(repr=False, compare=False)
    controls: tuple[form_controls.Control, ...]
    forms: tuple[form_controls.FormTag, ...]
    anchors: tuple[Anchor, ...]
    frames: tuple[FrameTag, ...]
    unread_sheets: tuple[str, ...] = ()


def read_document(
    html: str,
    *,
    url: str,
    charset: str,
    prefix: str = "",
    around: Document | None = None,
    styling: Styling = UNSTYLED,
) -> Document:
    """Read a document, and put the driver's attributes on its elements.

    Args:
        html: as decoded.
        url: of the document, after redirects.
        charset: of the document.
        prefix: of each ref: "" for the top document, "f1:" in a frame.
        around: the document around a frame whose document is written in its element.
        styling: the style sheets that were loaded.

    Raises:
        Unreadable: it is larger than a document may be.
    """
    parsed = parse(html)
    _drop_forged_attributes(parsed)
    base = around.base if around else ""
    unread = apply_styles(parsed.tree, base or url, styling)
    read = outline(parsed, url, prefix=prefix, base=base)
    reader = _Reader(read, charset or "utf-8", prefix)
    found = [(node, reader.control(node)) for node in read.nodes if node.tag in _CONTROLS]
    return Document(
        url=url,
        referrer=around.referrer if around else url,
        charset=charset,
        base=read.top.base,
        target=reader.target(),
        html=parsed,
        outline=read,
        controls=form_controls.at_load(control for _, control in found),
        forms=tuple(map(reader.form, reader.nodes("form"))),
        anchors=tuple(map(reader.anchor, reader.nodes("a", "area"))),
        frames=tuple(map(reader.frame, reader.nodes("frame", "iframe"))),
        unread_sheets=unread,
    )


def _drop_forged_attributes(parsed: HtmlDocument) -> None:
    """Remove attributes of the portal that look like the driver's."""
    if _OWN_PREFIX not in parsed.source.lower():
        return
    for element in parsed.tree.iter_elements():
        for name in [name for name in element.attrs if name.startswith(_OWN_PREFIX)]:
            del element.attrs[name]


class _Reader:
    """Reads the parts of a document from its outline, and writes the driver's attributes."""

    def __init__(self, read: Outline, charset: str, prefix: str) -> None:
        self._outline = read
        self._base = read.top.base
        self._charset = charset
        self._prefix = prefix
        for node in read.nodes:
            if node.ref:
                node.stamp(driver_attributes.REF, node.ref)

    def nodes(self, *tags: str) -> Iterator[Node]:
        """The elements with one of these names."""
        return (node for node in self._outline.nodes if node.tag in tags)

    def target(self) -> str:
        """The default window of the links: that of the first base element that has one."""
        targets = (node.attrs["target"] for node in self.nodes("base") if "target" in node.attrs)
        return next(targets, "")

    def control(self, node: Node) -> form_controls.Control:
        """A control as it is when the document was loaded."""
        written = dict(node.attrs)
        node.stamp(driver_attributes.FORM, node.owner)
        kind = _kind(node.tag, written.get("type", "").lower())
        choices: tuple[form_controls.Choice, ...] = ()
        value = written.get("value", _default_value(node.tag, kind))
        if node.tag == "textarea":
            value = node.element.text if node.element else ""
        elif node.tag == "select":
            choices = tuple(map(_choice, option_nodes(self._outline, node)))
        return form_controls.Control(
            ref=node.ref,
            kind=kind,
            form=node.owner,
            value=value,
            checked=kind in BOXES and "checked" in written,
            disabled="disabled" in written or node.is_barred,
            choices=choices,
            attributes=written,
            direction="" if node.tag == "button" else _direction(node),
        )

    def form(self, node: Node) -> form_controls.FormTag:
        """A form element."""
        written = dict(node.attrs)
        address = self._address(written.get("action", "")) or self._outline.top.url
        node.stamp(driver_attributes.URL, address)
        return form_controls.FormTag(node.ref, written)

    def anchor(self, node: Node) -> Anchor:
        """A link element."""
        written = dict(node.attrs)
        if "href" in written:
            node.stamp(driver_attributes.URL, self._address(written["href"]))
        return Anchor(node.ref, written)

    def frame(self, node: Node) -> FrameTag:
        """A frame element."""
        written = dict(node.attrs)
        ref = f"{self._prefix}frame{node.order}"
        address = written.get("src", "").strip(whitespace)
        leads = address and not is_dangling_markup(address)
        url = without_fragment(self._address(address)) if leads else _BLANK
        srcdoc = written.get("srcdoc") if node.tag == "iframe" else None
        node.stamp(driver_attributes.REF, ref)
        node.stamp(driver_attributes.URL, url)
        name = written.get("name") or written.get("id", "")
        return FrameTag(ref, name, url, node.visible, srcdoc)

    def _address(self, written: str) -> str:
        """An address as a browser would request it; "" for an empty one."""
        url = resolve(self._base, written)
        is_web = url.startswith(("http:", "https:"))
        return browser_url(self._base, written, self._charset) if is_web else url


def _choice(node: Node) -> form_controls.Choice:
    text = option_words(node)
    return form_controls.Choice(
        text=node.attrs.get("label") or text,
        value=node.attrs.get("value", text),
        selected="selected" in node.attrs,
        disabled=is_barred(node),
    )


def _kind(tag: str, written: str) -> str:
    if tag == "input":
        return written if written in INPUT_TYPES else "text"
    if tag == "button":
        return written if written in {"button", "reset"} else "submit"
    return tag


def _default_value(tag: str, kind: str) -> str:
    """The value of a control without one; a submit button sends its words, as in Chromium."""
    if kind in BOXES:
        return "on"
    return "Submit" if tag == "input" and kind == "submit" else ""


def _direction(node: Node) -> str:
    """The direction of a control (HTML Standard, 3.2.6.4); "auto" for that of its value.

    A telephone number is not written as the text around it is.
    """
    around: Node | None = node
    if node.attrs.get("type", "").lower() == "tel" and node.tag == "input":
        stated = node.attrs.get("dir", "").lower()
        return stated if stated in {"ltr", "rtl", "auto"} else "ltr"
    while around is not None:
        stated = around.attrs.get("dir", "").lower()
        if stated in {"ltr", "rtl"} or (stated == "auto" and around is node):
            return stated
        if stated == "auto":
            return form_controls.direction_of(around.element.text if around.element else "")
        around = around.parent
    return "ltr"
