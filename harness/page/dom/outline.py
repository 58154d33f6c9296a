"""The data of an outline: scopes, nodes and a stream of items.

Nodes are in document order. Beside them runs a stream of items (words, line breaks, images,
controls); each node knows its part of the stream, so that the text of any element is a slice.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from turbohtml import Element

from harness.core.text import squeeze
from harness.model.page import Option, Region
from harness.page.dom.regions import NO_REGION, Surroundings

_VISIBLE = -1  # the key of fields that nothing hides


class ItemKind(IntEnum):
    """The kind of an item in the stream."""

    WORDS = 0
    BREAK = 1
    IMAGE = 2
    CONTROL = 3


_LEVELS = frozenset(map(str, range(100)))


@dataclass(slots=True)
class Scope:
    """One document, the top one or that of a frame; or one shadow tree in it, with ids of its own.

    Attributes:
        ids: the first element with each id.
        repeated: the further ones, where an id is given more than once.
        outer: of a shadow tree, the tree around it.
    """

    path: tuple[str, ...]
    url: str
    base: str
    ids: dict[str, "Node"] = field(default_factory=dict)
    repeated: dict[str, list["Node"]] = field(default_factory=dict)
    labels: dict[str, list["Node"]] = field(default_factory=dict)
    has_base: bool = False
    outer: "Scope | None" = None

    def shadow(self) -> "Scope":
        """A shadow tree in this document or tree."""
        return Scope(self.path, self.url, self.base, outer=self)

    def labelled(self, label: "Node") -> "Node | None":
        """The element that a `label` element names by its `for`.

        Two forms of a page may use one id. Each label is then read with the field of its own form.
        """
        first = self.ids.get(label.attrs["for"])
        if first is None or first.form is label.form:
            return first
        others = self.repeated.get(label.attrs["for"], ())
        return next((one for one in others if one.form is label.form), first)

    def around(self, levels: str) -> "Scope":
        """The tree so many levels around this one; the outermost where there are fewer."""
        scope = self
        for _ in range(int(levels) if levels in _LEVELS else 0):
            scope = scope.outer or scope
        return scope


@dataclass(slots=True)
class StreamItem:
    """An item of the stream; items with the same epoch have no block boundary between them."""

    kind: ItemKind
    text: str
    node: "Node"
    epoch: int

    @property
    def is_control(self) -> bool:
        """Whether it is a visible field or button."""
        return self.node.visible and self._is_control

    def is_control_for(self, viewer: "Node") -> bool:
        """Whether it is a field or button that is shown whenever another element is."""
        return self._is_control and self.node.is_shown_to(viewer)

    @property
    def is_field(self) -> bool:
        """Whether it is a field, visible or not."""
        return self.kind is ItemKind.CONTROL and self.node.part == "field"

    @property
    def _is_control(self) -> bool:
        return self.kind is ItemKind.CONTROL and self.node.part in {"field", "button"}


@dataclass(slots=True, eq=False)
class Node:
    """One element, with what it inherits from the elements around it.

    Attributes:
        start: index of its first item in the stream; stop: after its last one.
        order: its own index among the nodes; last: after its last descendant.
        epoch: number of block boundaries before it.
        block: nearest block element, itself included.
        control: the control that it belongs to, itself included.
        form, fieldset, table, cell, label: the nearest one of each, itself included.
        is_mute: whether its text is not shown.
        title: the words of the title of a drawing, which are not shown.
        hider: the nearest element that is not shown, itself included; None if it is visible.
        element: in the tree of the document; None for the document itself.
        legend: the first legend of a fieldset, or summary of `details`.
        is_barred: whether a fieldset around it disables it.
        owner: the ref of the form that owns it, a control; "" for none.
        surroundings: what it and the elements around it say of its region.
        part: "field", "button", "link", "form" or "" for anything else.
    """

    tag: str
    attrs: dict[str, str]
    parent: "Node | None"
    order: int
    start: int
    epoch: int
    scope: Scope
    visible: bool
    is_mute: bool
    part: str = ""
    ref: str = ""
    kind: str = "paragraph"
    level: int = 0
    block: "Node | None" = None
    control: "Node | None" = None
    form: "Node | None" = None
    fieldset: "Node | None" = None
    table: "Node | None" = None
    cell: "Node | None" = None
    label: "Node | None" = None
    hider: "Node | None" = None
    title: str = ""
    stop: int = 0
    last: int = 0
    element: Element | None = None
    legend: "Node | None" = None
    is_barred: bool = False
    owner: str = ""
    surroundings: Surroundings = NO_REGION

    @property
    def region(self) -> Region:
        """The part of the page that it stands in."""
        return self.surroundings.region or Region.CONTENT

    @property
    def names(self) -> str:
        """Its classes and its id."""
        return f"{self.attrs.get('class', '')} {self.attrs.get('id', '')}" if self.attrs else ""

    def get(self, name: str) -> str:
        """An attribute's value without surrounding blanks; "" if it is missing."""
        return self.attrs.get(name, "").strip()

    def stamp(self, name: str, value: str | None) -> None:
        """Set an attribute of the driver here and in the tree; None to remove it."""
        if value is not None:
            self.attrs[name] = value
            if self.element is not None:
                self.element.attrs[name] = value
        elif self.attrs.pop(name, None) is not None and self.element is not None:
            del self.element.attrs[name]

    def ancestors(self, limit: int = 60) -> Iterator["Node"]:
        """The elements around it, nearest first, at most `limit` of them."""
        node = self.parent
        while node is not None and limit:
            yield node
            node, limit = node.parent, limit - 1

    def is_shown_to(self, viewer: "Node | None") -> bool:
        """Whether it is shown whenever another element is, as within one closed panel.

        Without a viewer: whether it is visible.
        """
        return self.hider is None or (viewer is not None and self.hider.holds(viewer))

    def holds(self, other: "Node") -> bool:
        """Whether the other element is inside this one (or is it)."""
        return self.order <= other.order < self.last


@dataclass(slots=True)
class Outline:
    """A parsed document.

    Attributes:
        list_options: those of each list of a widget that was read, by the order of the list.
        scripted: whether the document has scripts, as far as the driver leaves them in it.
    """

    top: Scope
    nodes: list[Node] = field(default_factory=list)
    stream: list[StreamItem] = field(default_factory=list)
    title: str = ""
    scripted: bool = False
    list_options: dict[int, tuple[Option, ...]] = field(default_factory=dict)
    _fields: dict[int, list[int]] = field(default_factory=dict)

    def count_fields(self, start: int, stop: int, viewer: Node | None = None) -> int:
        """The number of fields in a part of the stream that are shown to a viewer."""
        if not self._fields:
            self._fields = {_VISIBLE: []}
            for index, item in enumerate(self.stream):
                if item.is_field:
                    self._fields.setdefault(_hider_key(item.node), []).append(index)
        count, node = 0, viewer
        while True:
            indices = self._fields.get(_VISIBLE if node is None else _hider_key(node), [])
            count += bisect_left(indices, stop) - bisect_left(indices, start)
            if node is None or node.hider is None:
                break
            node = node.hider.parent
        return max(count, 0)

    def words(self, node: Node, leave_out: Collection[Node] = ()) -> str:
        """The words in an element that are shown with it, those of controls included.

        Args:
            node: the element.
            leave_out: elements in it whose words are not read.
        """
        return squeeze("".join(self._texts(node, leave_out)))

    def _texts(self, node: Node, leave_out: Collection[Node]) -> Iterator[str]:
        epoch = node.epoch
        for item in self.stream[node.start : node.stop]:
            if item.epoch != epoch:
                epoch = item.epoch
                yield " "
            is_read = item.kind is ItemKind.WORDS and item.node.is_shown_to(node)
            is_left_out = any(one.holds(item.node) for one in leave_out)
            yield item.text if is_read and not is_left_out else " "


def _hider_key(node: Node) -> int:
    return node.hider.order if node.hider else _VISIBLE
