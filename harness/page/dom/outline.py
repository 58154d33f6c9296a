"""The data of an outline: scopes, nodes and a stream of items.

Nodes are in document order. Beside them runs a stream of items (words, line breaks, images,
controls); each node knows its part of the stream, so that the text of any element is a slice.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import accumulate

from harness.core.text import squeeze


class ItemKind(IntEnum):
    """The kind of an item in the stream."""

    WORDS = 0
    BREAK = 1
    IMAGE = 2
    CONTROL = 3


@dataclass(slots=True)
class Scope:
    """One document: the top one, or that of a frame."""

    path: tuple[str, ...]
    url: str
    base: str
    ids: dict[str, "Node"] = field(default_factory=dict)
    labels: dict[str, list["Node"]] = field(default_factory=dict)
    has_base: bool = False


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
        node = self.node
        return self.kind is ItemKind.CONTROL and node.visible and node.part in {"field", "button"}

    @property
    def is_field(self) -> bool:
        """Whether it is a visible field."""
        return self.is_control and self.node.part == "field"


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
    stop: int = 0
    last: int = 0

    def get(self, name: str) -> str:
        """An attribute's value without surrounding blanks; "" if it is missing."""
        return self.attrs.get(name, "").strip()

    def ancestors(self, limit: int = 60) -> Iterator["Node"]:
        """The elements around it, nearest first, at most `limit` of them."""
        node = self.parent
        while node is not None and limit:
            yield node
            node, limit = node.parent, limit - 1

    def holds(self, other: "Node") -> bool:
        """Whether the other element is inside this one (or is it)."""
        return self.order <= other.order < self.last


@dataclass(slots=True)
class Outline:
    """A parsed document."""

    top: Scope
    nodes: list[Node] = field(default_factory=list)
    stream: list[StreamItem] = field(default_factory=list)
    title: str = ""
    _fields_before: list[int] = field(default_factory=list)

    def count_fields(self, start: int, stop: int) -> int:
        """The number of visible fields in a part of the stream."""
        if not self._fields_before:
            self._fields_before = [0, *accumulate(int(piece.is_field) for piece in self.stream)]
        return self._fields_before[stop] - self._fields_before[start] if start < stop else 0

    def words(self, node: Node) -> str:
        """The visible words in an element, those of controls included; all, if it is hidden."""
        return squeeze("".join(self._texts(node)))

    def _texts(self, node: Node) -> Iterator[str]:
        for piece in self.stream[node.start : node.stop]:
            if piece.kind is ItemKind.WORDS and (piece.node.visible or not node.visible):
                yield piece.text
            else:
                yield " "
