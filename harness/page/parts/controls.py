"""The buttons, links and forms of a page."""

from bisect import bisect_right

from harness.core.text import squeeze
from harness.core.url import resolve
from harness.model.page import Button, Form, Link, Opener, Region
from harness.page.dom import driver_attributes
from harness.page.dom.bypass_links import BypassLinks
from harness.page.dom.openers import Openers
from harness.page.dom.outline import Node, Outline
from harness.page.dom.semantics import BLOCKS
from harness.page.labels.action_names import ActionNames
from harness.page.labels.adjacent_text import line_before
from harness.page.parts.control_state import hidden_by, is_disabled
from harness.page.parts.entries import Entries
from harness.page.parts.text_blocks import TextBlock, box, row_of

_NOT_FOLLOWED = ("nofollow", "ugc", "sponsored")  # by search engines
_BOUNDARIES = frozenset(
    {"ul", "ol", "table", "form", "main", "nav", "body", "html", driver_attributes.FRAME_ELEMENT}
)
_FORM = frozenset({"form"})
_SEPARATORS = " ,;.|/·•-–"  # between the links of one line
_MAX_LEVELS = 6  # elements around a link that are searched for the words before it


def buttons(
    document: Outline, found: list[TextBlock], openers: Openers, entries: Entries
) -> tuple[Button, ...]:
    """The buttons of a document with its blocks of text, in document order."""
    names = ActionNames(document)
    return tuple(
        _button(document, node, names, found, openers).model_copy(
            update={"entry": entries.of(node)}
        )
        for node in document.nodes
        if node.part == "button" and node.control is node
    )


def _before_button(document: Outline, node: Node, found: list[TextBlock], index: int) -> str:
    """The words before a button: on its line, or in a container without another control."""
    line = line_before(document, node)
    if line or not index:
        return line
    block = found[index - 1]
    if any(piece.is_control for piece in document.stream[block.start : node.start]):
        return ""
    for outer in node.ancestors(_MAX_LEVELS):
        if outer.tag in _BOUNDARIES - _FORM or (
            outer.tag == "form" and not _is_alone(document, outer)
        ):
            return ""
        if outer.start <= block.start:
            return block.text
    return ""


def _is_alone(document: Outline, form: Node) -> bool:
    """Whether a form contains only one control, such as a button in place of a link."""
    return sum(piece.is_control for piece in document.stream[form.start : form.stop]) == 1


def _button(
    document: Outline,
    node: Node,
    names: ActionNames,
    found: list[TextBlock],
    openers: Openers,
) -> Button:
    label, source = names.of(node)
    place = _texts_before(node, found)
    before = _before_button(document, node, found, place)
    return Button(
        ref=node.ref,
        visible=node.visible,
        box=box(node),
        frame=node.scope.path,
        region=node.region,
        label=label,
        drawn=names.drawn(node, (label, source)),
        picture=names.picture(node, label),
        label_source=source,
        name=node.attrs.get("name", ""),
        value=node.attrs.get("value", ""),
        kind=_button_kind(node),
        form=node.owner,
        disabled=is_disabled(node),
        action=resolve(node.scope.base, node.get("formaction")),
        method=node.get("formmethod").lower(),
        beside=f"{before} {label}".strip(),
        row=row_of(node),
        place=place,
        hidden_by=hidden_by(node),
        opener=openers.of(node),
    )


def _texts_before(node: Node, found: list[TextBlock]) -> int:
    return bisect_right(found, node.start, key=lambda block: block.stop)


def _button_kind(node: Node) -> str:
    kind = node.get("type").lower()
    if node.tag == "button":
        return kind if kind in {"button", "reset"} else "submit"
    return kind if node.tag == "input" else "button"


def links(document: Outline, found: list[TextBlock], openers: Openers) -> tuple[Link, ...]:
    """The links in document order, each with the words of its line."""
    nodes = [node for node in document.nodes if node.part == "link"]
    beside = _LinkContext(document, found, nodes)
    names = ActionNames(document)
    bypass = BypassLinks(document)
    return tuple(
        _link(
            node,
            names,
            beside,
            _texts_before(node, found),
            is_bypass=bypass.has(node),
            opener=openers.of(node),
        )
        for node in nodes
    )


def _link(
    node: Node,
    names: ActionNames,
    beside: "_LinkContext",
    place: int,
    *,
    is_bypass: bool,
    opener: Opener | None,
) -> Link:
    label, source = names.of(node)
    return Link(
        ref=node.ref,
        visible=node.visible,
        box=box(node),
        frame=node.scope.path,
        region=Region.BYPASS if is_bypass else node.region,
        label=label,
        drawn=names.drawn(node, (label, source)),
        picture=names.picture(node, label),
        href=node.get("href"),
        url=node.get(driver_attributes.URL) or resolve(node.scope.base, node.get("href")),
        beside=beside.of(node, label),
        row=row_of(node),
        target=node.get("target"),
        unfollowed=" ".join(
            word for word in node.get("rel").lower().split() if word in _NOT_FOLLOWED
        ),
        place=place,
        hidden_by=hidden_by(node),
        opener=opener,
    )


class _LinkContext:
    """The words that distinguish a link from others with the same label."""

    def __init__(self, document: Outline, found: list[TextBlock], links: list[Node]) -> None:
        self._document = document
        self._blocks = found
        self._index = {block.epoch: index for index, block in enumerate(found)}
        self._links: dict[int, list[Node]] = {}
        for link in links:
            self._links.setdefault(self._epoch(link), []).append(link)
        self._places = {id(one): n for some in self._links.values() for n, one in enumerate(some)}

    def _epoch(self, link: Node) -> int:
        stream = self._document.stream
        return stream[link.start].epoch if link.stop > link.start else link.epoch

    def of(self, link: Node, label: str) -> str:
        epoch = self._epoch(link)
        index = self._index.get(epoch)
        if index is None:
            return label
        others = self._links[epoch]
        words = self._own_words(link, self._blocks[index], others)
        if len(others) > 1 or words != self._document.words(link):
            return words or label
        before = self._block_before(link, index)
        return f"{before} {words or label}".strip()

    def _own_words(self, link: Node, block: TextBlock, links: list[Node]) -> str:
        """The block's words; among several links only those after the previous link."""
        if len(links) == 1:
            return block.text
        position = self._places[id(link)]
        start = links[position - 1].stop if position else block.start
        pieces = self._document.stream[start : link.stop]
        words = "".join(piece.text or " " for piece in pieces if piece.node.visible)
        return squeeze(words).lstrip(_SEPARATORS)

    def _block_before(self, link: Node, index: int) -> str:
        """The words right before a block that contains only the link."""
        block = self._blocks[index - 1] if index else None
        if block is None or block.epoch in self._links:
            return ""
        inner = link if link.tag in BLOCKS else self._blocks[index].node
        for node in (inner, *inner.ancestors(_MAX_LEVELS)):
            if node.tag in _BOUNDARIES:
                return ""
            if node.start <= block.start:
                return block.text
        return ""


def forms(document: Outline) -> tuple[Form, ...]:
    """The forms in document order."""
    return tuple(_form(node) for node in document.nodes if node.part == "form")


def _form(node: Node) -> Form:
    address = node.get(driver_attributes.URL) or resolve(node.scope.base, node.get("action"))
    return Form(
        ref=node.ref,
        action=address or node.scope.url,
        method="post" if node.get("method").lower() == "post" else "get",
        enctype=_enctype(node),
        accept_charset=node.get("accept-charset"),
        unchecked="novalidate" in node.attrs,
        frame=node.scope.path,
    )


def _enctype(node: Node) -> str:
    known = {"multipart/form-data", "text/plain"}
    stated = node.get("enctype").lower()
    return stated if stated in known else "application/x-www-form-urlencoded"
