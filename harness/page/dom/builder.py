"""Builds the outline of a document in one pass; everything about a page is read from it."""

from functools import cached_property

from turbohtml import Element, Text

from harness.core.text import squeeze
from harness.core.url import document_base, resolve
from harness.page.dom import driver_attributes, semantics
from harness.page.dom.document import MAX_CONTROLS, HtmlDocument, attributes, too_large
from harness.page.dom.form_pointer import form_pointer
from harness.page.dom.outline import ItemKind, Node, Outline, Scope, StreamItem
from harness.page.dom.regions import surroundings

_MAX_DEPTH = 512  # elements around one; deeper ones count as siblings, as in Chromium
_ASSOCIATED = frozenset({"button", "input", "select", "textarea"})  # with a form, by their place
_OPTION = '[role="option" i]'
_LIST_FIELD = f'[role="combobox" i], input[aria-autocomplete], input[{driver_attributes.LIST}]'
_OPENERS = '[role="combobox" i], [aria-haspopup]'
_SLOTS = {"fieldset": "fieldset", "table": "table", "td": "cell", "th": "cell", "label": "label"}


class _OutlineBuilder:
    """Builds an outline from a tree of elements, without recursion."""

    def __init__(
        self, document: HtmlDocument, url: str, *, base: str, prefix: str | None, front: bool
    ) -> None:
        self.outline = Outline(Scope((), url, base or url), scripted=document.has_scripts)
        self._document = document
        self._skipped = (
            semantics.SKIPPED | {"noscript"} if document.runs_scripts else semantics.SKIPPED
        )
        is_stamped = driver_attributes.REF in document.source
        self._prefix = ("g" if is_stamped else "") if prefix is None else prefix
        self._front = front
        self._refs = 0
        self._controls = 0
        self._frames = 0
        self._epoch = 0
        self._with_opener = set[int]()  # the orders of elements with a child that opens a list

    def walk(self) -> Outline:
        nodes = self.outline.nodes
        tree = self._document.tree
        top = self._node("[document]", {}, None)
        open_nodes, open_children = [top], [iter(tree)]
        while open_nodes:
            child = next(open_children[-1], None)
            if child is None:
                open_children.pop()
                self._leave(open_nodes.pop())
            elif type(child) is Element:
                parent = open_nodes[min(len(open_nodes), _MAX_DEPTH) - 1]
                if self._is_entered(child.tag, parent):
                    node = self._enter(child, parent)
                    open_nodes.append(node)
                    open_children.append(iter(child))
            elif type(child) is Text:
                self._text(child.data, open_nodes[-1])
        top.last = len(nodes)
        self._find_owners()
        return self.outline

    def _is_entered(self, tag: str, parent: Node) -> bool:
        """Whether an element is read; of a drawing only its title is."""
        return tag not in self._skipped and (parent.tag != "svg" or tag == "title")

    def _node(self, tag: str, attrs: dict[str, str], parent: Node | None) -> Node:
        outline = self.outline
        node = Node(
            tag=tag,
            attrs=attrs,
            parent=parent,
            order=len(outline.nodes),
            start=len(outline.stream),
            epoch=self._epoch,
            scope=_scope_in(parent, tag) if parent else outline.top,
            visible=parent is None or parent.visible,
            is_mute=parent is not None and parent.is_mute,
        )
        outline.nodes.append(node)
        return node

    def _enter(self, element: Element, parent: Node) -> Node:
        name, attrs = semantics.RENAMED.get(element.tag, element.tag), attributes(element)
        self._part(name, attrs, parent)
        node = self._node(name, attrs, parent)
        node.element = element
        node.kind, node.level = parent.kind, parent.level
        node.block, node.control = parent.block, parent.control
        node.form, node.fieldset, node.table = parent.form, parent.fieldset, parent.table
        node.cell, node.label = parent.cell, parent.label
        node.is_barred = parent.is_barred or _bars(parent, node)
        node.surroundings = surroundings(name, attrs, parent.surroundings)
        if name in semantics.BLOCKS:
            self._enter_block(node)
        elif name == "br":
            self._add_item(ItemKind.BREAK, "", node)
        elif name == "base":
            self._rebase(node)
        if node.attrs:
            self._read_attributes(node)
        is_folded = _folds(parent, node)
        if self._hides(node, is_folded=is_folded):
            node.hider = parent if is_folded else node
        else:
            node.hider = _hider_around(node, parent)
        node.visible = node.hider is None
        if semantics.is_without_text(name, attrs) or semantics.is_icon(attrs):
            node.is_mute = True
        if part := self._part_of(node, element, parent):
            self._enter_part(node, part)
        elif name == "img":
            self._add_item(ItemKind.IMAGE, node.get("alt"), node)
        return node

    def _part_of(self, node: Node, element: Element, parent: Node) -> str:
        """The part of a page that an element is; what stands in a list of no field is text."""
        if _opens_lists(node):
            self._with_opener.add(parent.order)
        part = semantics.part_of(node.tag, node.attrs)
        if part == "button" and semantics.opens_list(node.tag, node.attrs):
            return part if _has_list_field(parent) else "field"
        return "" if part == "list" and not self._is_opened(element, parent) else part

    def _is_opened(self, element: Element, parent: Node) -> bool:
        """Whether a field opens a list: it says so, it is around the list, or beside it.

        Some toolkits call each list that they draw a listbox, with options or without.
        """
        around = (parent, *parent.ancestors())
        ids = {attributes(element).get("id", ""), *(one.get("id") for one in around)} - {""}
        is_beside = any(one.order in self._with_opener or _opens_lists(one) for one in around)
        is_named = not self._opened.isdisjoint(ids)
        return (is_beside or is_named) and element.select_one(_OPTION) is not None

    @cached_property
    def _opened(self) -> frozenset[str]:
        """The ids of what the fields of the document open."""
        openers = map(attributes, self._document.tree.select(_OPENERS))
        names = (f"{one.get('aria-controls', '')} {one.get('aria-owns', '')}" for one in openers)
        return frozenset(" ".join(names).split())

    def _hides(self, node: Node, *, is_folded: bool) -> bool:
        is_behind = self._front and driver_attributes.BEHIND in node.attrs
        return is_behind or semantics.is_hidden_by(node.tag, node.attrs, is_folded=is_folded)

    def _enter_block(self, node: Node) -> None:
        node.block = node
        kind = semantics.block_kind(node.tag, node.attrs)
        is_of_heading = node.tag == "label" and node.kind == "heading"
        if kind and not is_of_heading:
            node.kind, node.level = kind
        if node.tag == driver_attributes.FRAME_ELEMENT:
            self._enter_frame(node)
        elif slot := _SLOTS.get(node.tag):
            setattr(node, slot, node)

    def _read_attributes(self, node: Node) -> None:
        attrs = node.attrs
        if "id" in attrs and node.scope.ids.setdefault(attrs["id"], node) is not node:
            node.scope.repeated.setdefault(attrs["id"], []).append(node)
        if node.tag == "label" and "for" in attrs:
            node.scope.labels.setdefault(attrs["for"], []).append(node)

    def _enter_part(self, node: Node, part: str) -> None:
        node.part = part
        self._controls += part in {"field", "button"}
        if self._controls > MAX_CONTROLS:
            raise too_large(f"{MAX_CONTROLS} fields and buttons", "more")
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
        """Whether a native field counts within another control.

        It does in what plays a button, and it takes the place of what plays a combobox around it.
        """
        if node.part != "field" or not _is_native(node):
            return False
        if around.get("role") == "combobox":
            around.part = ""
            return True
        return around.part == "button"

    def _enter_frame(self, node: Node) -> None:
        self._frames += 1
        outer = node.scope
        name = node.get(driver_attributes.FRAME_NAME) or f"frame{self._frames}"
        url = node.get(driver_attributes.URL) or resolve(outer.base, node.get("src"))
        node.scope = Scope((*outer.path, name), url, url)
        node.kind, node.level = "paragraph", 0
        node.form = node.fieldset = node.table = node.cell = node.label = None
        node.is_barred = False

    def _rebase(self, node: Node) -> None:
        """Set the base of a document: its first base element with an address counts."""
        scope = node.scope
        if "href" in node.attrs and not scope.has_base:
            scope.base, scope.has_base = document_base(scope.base, node.get("href")), True

    def _text(self, text: str, node: Node) -> None:
        """Words of an element; those of closed `details` are hidden, as an element there is."""
        if node.tag != "details" or "open" in node.attrs or text.isspace():
            self._words(text, node)
            return
        inner = self._enter(Element("span"), node)
        self._words(text, inner)
        self._leave(inner)

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
        self._part(node.tag, node.attrs, node.parent or node)

    def _part(self, name: str, attrs: dict[str, str], around: Node) -> None:
        """Part a block, or what stands apart on the screen, from what is before or behind it.

        A help text in a label is one: without the style sheets, only its name tells.
        """
        apart = attrs.get(driver_attributes.APART)
        is_help = around.label is not None and semantics.is_help(attrs)
        if name in semantics.BLOCKS or apart == "block" or is_help:
            self._epoch += 1
        elif apart and not around.is_mute:
            self._add_item(ItemKind.WORDS, " ", around)

    def _find_owners(self) -> None:
        """Find the form that owns each control (HTML Standard, 4.10.18.3)."""
        nodes = self.outline.nodes
        forms = {node.element: node for node in nodes if node.part == "form"}
        pointer = form_pointer(self._document) if forms else None
        for node in nodes:
            if node.part not in {"field", "button"}:
                continue
            if driver_attributes.FORM in node.attrs:
                node.owner = node.get(driver_attributes.FORM)
                continue
            owner = node.form
            if "form" in node.attrs:
                owner = node.scope.ids.get(node.attrs["form"])
            elif pointer and node.tag in _ASSOCIATED and node.element:
                owner = forms.get(pointer.at(node.element))
            is_form = owner is not None and owner.part == "form" and _share_document(owner, node)
            node.owner = owner.ref if owner is not None and is_form else ""


def _share_document(one: Node, other: Node) -> bool:
    return one.scope.path == other.scope.path


def _scope_in(parent: Node, tag: str) -> Scope:
    """The document or shadow tree of an element; what a slot shows is of a tree around its own."""
    if tag == driver_attributes.SHADOW_ELEMENT:
        return parent.scope.shadow()
    if parent.tag == "slot" and driver_attributes.GIVEN in parent.attrs:
        return parent.scope.around(parent.get(driver_attributes.GIVEN))
    return parent.scope


def _opens_lists(node: Node) -> bool:
    is_list = node.get("role").lower() == "combobox" or driver_attributes.LIST in node.attrs
    return is_list or node.get("aria-haspopup").lower() == "listbox"


def _has_list_field(around: Node) -> bool:
    """Whether a field stands in an element that opens the list which a button beside it opens."""
    return around.element is not None and around.element.select_one(_LIST_FIELD) is not None


def _bars(parent: Node, child: Node) -> bool:
    """Whether a disabled fieldset disables what is in a child; its first legend is spared."""
    if parent.tag != "fieldset":
        return False
    is_first = child.tag == "legend" and parent.legend is None
    if is_first:
        parent.legend = child
    return "disabled" in parent.attrs and not is_first


def _folds(parent: Node, child: Node) -> bool:
    """Whether closed `details` fold a child away; their first summary is spared."""
    if parent.tag != "details":
        return False
    is_first = child.tag == "summary" and parent.legend is None
    if is_first:
        parent.legend = child
    return "open" not in parent.attrs and not is_first


def _hider_around(node: Node, parent: Node) -> Node | None:
    """The nearest element around one that hides it."""
    hider = parent.hider
    if node.attrs.get(driver_attributes.VISIBILITY) == "visible":
        while hider and _is_unpainted(hider):
            hider = hider.parent.hider if hider.parent else None
    return hider


def _is_unpainted(hider: Node) -> bool:
    """Whether only its `visibility` hides an element; closed `details` fold what is in them."""
    is_folding = hider.tag == "details" and "open" not in hider.attrs
    return hider.attrs.get(driver_attributes.VISIBILITY) == "hidden" and not is_folding


def _is_native(node: Node) -> bool:
    return node.tag in {"input", "select", "textarea"} and node.get("type").lower() != "hidden"


def outline(
    document: HtmlDocument,
    url: str,
    *,
    base: str = "",
    prefix: str | None = None,
    front: bool = False,
) -> Outline:
    """The outline of a document.

    Args:
        document: parsed.
        url: its address.
        base: what its addresses are relative to; "" for its own address.
        prefix: of the refs that are given; None to see whether a driver gave some.
        front: whether elements behind a modal dialog count as hidden.

    Raises:
        Unreadable: it has more fields and buttons than a document may have.
    """
    return _OutlineBuilder(document, url, base=base, prefix=prefix, front=front).walk()
