"""Whether the fields of a container and the words between them take turns, and who is first."""

from collections.abc import Callable
from enum import Enum

from harness.core.text import has_words
from harness.page.dom.outline import ItemKind, Node, Outline
from harness.page.labels.adjacent_text import count_fields
from harness.page.labels.hints import is_error

_TITLES = frozenset({"heading", "legend", "caption"})
_MIN_FIELDS = 2  # that show an order


class Turn(Enum):
    """The order of words and fields in a container."""

    WORDS_FIRST = "words before each field"
    FIELDS_FIRST = "words after each field"
    NONE = "no order"


class TurnOrder:
    """Finds the order of words and fields around the fields of one document."""

    def __init__(self, document: Outline) -> None:
        self._document = document
        self._turns: dict[tuple[int, int, object], Turn] = {}

    def around(self, field: Node, is_one: Callable[[Node], bool] | None = None) -> Turn:
        """The order in the smallest element that contains a field and others that fit."""
        shared = field.parent
        while shared is not None and count_fields(self._document, shared, field) < _MIN_FIELDS:
            shared = shared.parent
        if shared is None:
            return Turn.NONE
        key = shared.order, field.hider.order if field.hider else -1, is_one
        if key not in self._turns:
            self._turns[key] = self._read(shared, field, is_one)
        return self._turns[key]

    def _read(self, container: Node, viewer: Node, is_one: Callable[[Node], bool] | None) -> Turn:
        turns = ""
        for item in self._document.stream[container.start : container.stop]:
            node = item.node
            if item.is_control_for(viewer):
                if item.is_field and is_one is not None and not is_one(node):
                    return Turn.NONE
                turns += "f" if item.is_field else ""
                if turns.endswith("ff"):
                    return Turn.NONE
            elif (
                item.kind is ItemKind.WORDS
                and has_words(item.text)
                and node.control is None
                and node.is_shown_to(viewer)
                and node.kind not in _TITLES
                and not is_error(node, viewer)
                and not turns.endswith("w")
            ):
                turns += "w"
        count = turns.count("f")
        if turns == "wf" * count:
            return Turn.WORDS_FIRST
        return Turn.FIELDS_FIRST if turns == "fw" * count else Turn.NONE
