"""Builds the outline of a document in one pass; everything about a page is read from it."""

from typing import cast

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from harness.core.text import squeeze
from harness.core.url import resolve
from harness.page.dom import driver_attributes
from harness.page.dom.outline import ItemKind, Node, Outline, Scope, StreamItem
from harness.page.dom.semantics import (
    BLOCKS,
    SKIPPED,
    WITHOUT_TEXT,
    block_kind,
    is_hidden_by,
    part_of,
)

_SLOTS = {"fieldset": "fieldset", "table": "table", "td": "cell", "th": "cell", "label": "label"}


class _OutlineBuilder:
    """Builds an outline from a tree of tags, without recursion."""

    def __init__(self, url: str, *, stamped: bool, front: bool) -> None:
        self.outline = Outline(Scope((), url, url))
        self._prefix = "g" if stamped else ""
        self._front = front
        self._refs = 0
        self._frames = 0
        self._epoch = 0

    def walk(self, root: Tag) -> Outline:
        nodes = self.outline.nodes
        top = self._node(root, None)
        open_nodes, open_children = [top], [iter(root.contents)]
        while open_nodes:
            child = next(open_children[-1], None)
            if child is None:
                open_children.pop()
                self._leave(open_nodes.pop())
            elif isinstance(child, Tag):
                if self._is_entered(child, open_nodes[-1]):
                    open_nodes.append(self._enter(child, open_nodes[-1]))
                    open_children.append(iter(child.contents))
            elif type(child) is NavigableString:
                self._words(child, open_nodes[-1])
        top.last = len(nodes)
        return self.outline

    def _is_entered(self, tag: Tag, parent: Node) -> bool:
        """Whether an element is read; of a drawing only its title is."""
        return tag.name not in SKIPPED and (parent.tag != "svg" or tag.name == "title")

    def _node(self, tag: Tag, parent: Node | None) -> Node:
        outline = self.outline
        attrs = cast("dict[str, str]", tag.attrs)
        node = Node(
            tag=tag.name,
            attrs=attrs,
            parent=parent,
            order=len(outline.nodes),
            start=len(outline.stream),
            epoch=self._epoch,
            scope=parent.scope if parent else outline.top,
            visible=parent is None or parent.visible,
            is_mute=parent is not None and parent.is_mute,
        )
        outline.nodes.append(node)
        return node

    def _enter(self, tag: Tag, parent: Node) -> Node:
        name = tag.name
        if name in BLOCKS:
            self._epoch += 1
        node = self._node(tag, parent)
        node.kind, node.level = parent.kind, parent.level
        node.block, node.control = parent.block, parent.control
        node.form, node.fieldset, node.table = parent.form, parent.fieldset, parent.table
        node.cell, node.label = parent.cell, parent.label
        if name in BLOCKS:
            self._enter_block(node)
        elif name == "br":
            self._add_item(ItemKind.BREAK, "", node)
        elif name == "base":
            self._rebase(node)
        if node.attrs:
            self._read_attributes(node)
        node.hider = parent.hider
        if self._hides(node, parent):
            is_folded = parent.tag == "details" and "open" not in parent.attrs
            node.visible, node.hider = False, parent if is_folded else node
        if name in WITHOUT_TEXT:
            node.is_mute = True
        part = part_of(name, node.attrs)
        if part:
            self._enter_part(node, part)
        elif name == "img":
            self._add_item(ItemKind.IMAGE, node.get("alt"), node)
        return node

    def _hides(self, node: Node, parent: Node) -> bool:
        is_behind = self._front and driver_attributes.BEHIND in node.attrs
        return is_behind or is_hidden_by(node.tag, node.attrs, parent.tag, parent.attrs)

    def _enter_block(self, node: Node) -> None:
        node.block = node
        kind = block_kind(node.tag, node.attrs)
        if kind:
            node.kind, node.level = kind
        if node.tag == driver_attributes.FRAME_ELEMENT:
            self._enter_frame(node)
        elif slot := _SLOTS.get(node.tag):
            setattr(node, slot, node)

    def _read_attributes(self, node: Node) -> None:
        attrs = node.attrs
        if "id" in attrs:
            node.scope.ids.setdefault(attrs["id"], node)
        if node.tag == "label" and "for" in attrs:
            node.scope.labels.setdefault(attrs["for"], []).append(node)

    def _enter_part(self, node: Node, part: str) -> None:
        node.part = part
        if part != "list":
            self._refs += 1
            node.ref = node.get(driver_attributes.REF) or f"{self._prefix}{self._refs}"
        if part == "form":
            node.form = node
        elif part != "link" and (node.control is None or self._replaces(node, node.control)):
            node.control = node
            if node.get("type").lower() != "hidden" or node.tag != "input":
                self._add_item(ItemKind.CONTROL, "", node)

    def _replaces(self, node: Node, around: Node) -> bool:
        """Whether a native field is inside a wrapper with the role of a combobox."""
        if around.get("role") != "combobox" or node.part != "field" or not _is_native(node):
            return False
        around.part = ""
        return True

    def _enter_frame(self, node: Node) -> None:
        self._frames += 1
        outer = node.scope
        name = node.get(driver_attributes.FRAME_NAME) or f"frame{self._frames}"
        url = node.get(driver_attributes.URL) or resolve(outer.base, node.get("src"))
        node.scope = Scope((*outer.path, name), url, url)
        node.kind, node.level = "paragraph", 0
        node.form = node.fieldset = node.table = node.cell = node.label = None

    def _rebase(self, node: Node) -> None:
        scope = node.scope
        if "href" in node.attrs and not scope.has_base:
            scope.base, scope.has_base = resolve(scope.url, node.get("href")), True

    def _words(self, text: str, node: Node) -> None:
        if node.tag == "title" and node.parent and node.parent.tag == "svg":
            node.title = squeeze(text)
        elif node.tag == "title" and not node.scope.path and not self.outline.title:
            self.outline.title = squeeze(text)
        elif not node.is_mute:
            self._add_item(ItemKind.WORDS, text, node)

    def _add_item(self, sort: ItemKind, text: str, node: Node) -> None:
        stream = self.outline.stream
        is_blank = sort is ItemKind.WORDS and text.isspace()
        if is_blank and (not stream or stream[-1].epoch != self._epoch):
            return
        stream.append(StreamItem(sort, text, node, self._epoch))

    def _leave(self, node: Node) -> None:
        node.stop, node.last = len(self.outline.stream), len(self.outline.nodes)
        if node.tag in BLOCKS:
            self._epoch += 1


def _is_native(node: Node) -> bool:
    return node.tag in {"input", "select", "textarea"} and node.get("type").lower() != "hidden"


def outline(html: str, url: str, *, front: bool = False) -> Outline:
    """Parse a document.

    Args:
        html: any text; broken HTML is read as far as possible.
        url: the address of the document; others are relative to it.
        front: whether elements behind a modal dialog count as hidden.
    """
    if not html.isascii():
        html = html.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    soup = BeautifulSoup(html, "lxml", multi_valued_attributes=None)
    return _OutlineBuilder(url, stamped=driver_attributes.REF in html, front=front).walk(soup)
