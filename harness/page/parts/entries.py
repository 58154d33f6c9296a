"""The entries of lists, as a reader counts them: items, terms with their text, rows, cards.

A card is one of several elements of one form beside each other, each with a heading, or with a
picture and a link; one alone is known by its class. The entries of menus do not count.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable

from harness.model.page import Region
from harness.page.dom.outline import ItemKind, Node, Outline

_MENUS = frozenset({"navigation", "menu", "menubar", "tablist", "tree"})
_NAMED_MENU = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|breadcrumbs?|ariane|pagination|pager|tabs?)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_NAMED_CARD = re.compile(r"(?:^|[\s_-])(?:card|tile|teaser|product|result)(?:$|\s)", re.IGNORECASE)
_CARDS = frozenset({"div", "section", "article", "a", "figure", "form"})
_MAX_LEVELS = 3  # elements around an item that are searched for the name of a menu
_NONE = 0


class Entries:
    """The number of the entry of a list that each element of a document stands in."""

    def __init__(self, document: Outline) -> None:
        self._nodes, self._stream = document.nodes, document.stream
        beginnings = self._marked_up()
        self._numbers = self._within(beginnings)
        self._numbers = self._within(beginnings | self._cards())

    def of(self, node: Node) -> int:
        """The number of the nearest entry around an element, itself included; 0 for none."""
        return self._numbers[node.order]

    def _within(self, beginnings: dict[int, int]) -> list[int]:
        numbers: list[int] = []
        for node in self._nodes:
            around = numbers[node.parent.order] if node.parent else _NONE
            numbers.append(beginnings.get(node.order, around))
        return numbers

    def _marked_up(self) -> dict[int, int]:
        """The number of each entry that its mark-up says to be one, by the order of its element."""
        found: dict[int, int] = {}
        terms: dict[int, int] = {}
        rows = self._rows()
        for node in self._nodes:
            around = node.parent.order if node.parent else 0
            if node.tag == "li" or node.get("role").lower() == "listitem":
                found[node.order] = _NONE if _is_in_menu(node) else node.order
            elif node.tag == "dt":
                found[node.order] = terms[around] = node.order
            elif node.tag == "dd":
                found[node.order] = terms.get(around, node.order)
            elif node.order in rows:
                found[node.order] = node.order
        return found

    def _rows(self) -> set[int]:
        """The rows below the head of each table that has one, a row of heads alone."""
        headed, rows = set[int](), set[int]()
        heads = Counter(_row(node) for node in self._nodes if node.tag == "th")
        cells = Counter(_row(node) for node in self._nodes if node.tag == "td")
        for node in self._nodes:
            if node.tag != "tr" or node.table is None:
                continue
            if cells[node.order] and node.table.order in headed:
                rows.add(node.order)
            elif heads[node.order] > 1 and not cells[node.order]:
                headed.add(node.table.order)
        return rows

    def _cards(self) -> dict[int, int]:
        """The innermost cards that are in no other entry."""
        titles = self._orders(node for node in self._nodes if node.kind == "heading")
        pictures = self._orders(node for node in self._nodes if node.tag == "img")
        links = self._orders(node for node in self._nodes if node.part == "link")
        titled = [
            node
            for node in self._nodes
            if node.tag in _CARDS
            and node.region is Region.CONTENT
            and not self._numbers[node.order]
            and (_holds(node, titles) or (_holds(node, pictures) and _holds(node, links)))
        ]
        alike = Counter(map(_form_of, titled))
        cards = [
            node
            for node in titled
            if (alike[_form_of(node)] > 1 or _is_named_card(node)) and self._says_more(node)
        ]
        orders = self._orders(cards)
        return {one.order: one.order for one in cards if not _holds(one, orders, inside=True)}

    def _says_more(self, node: Node) -> bool:
        """Whether an element shows more than a heading, unlike the head of a column."""
        return any(
            item.kind in {ItemKind.IMAGE, ItemKind.CONTROL}
            or (item.node.kind != "heading" and item.text.strip() != "")
            for item in self._stream[node.start : node.stop]
        )

    @staticmethod
    def _orders(nodes: Iterable[Node]) -> list[int]:
        return [node.order for node in nodes if node.visible]


def _holds(node: Node, orders: list[int], *, inside: bool = False) -> bool:
    """Whether one of some elements, by their orders, is in an element."""
    first = bisect_left(orders, node.order + inside)
    return first < len(orders) and orders[first] < node.last


def _row(node: Node) -> int:
    return node.parent.order if node.parent else 0


def _is_in_menu(node: Node) -> bool:
    """Whether an item is one of a menu, or of the header or footer that all pages have."""
    around = (node, *node.ancestors())
    is_menu = any(one.tag == "nav" or one.get("role").lower() in _MENUS for one in around)
    is_named = any(_NAMED_MENU.search(one.names) for one in around[1 : _MAX_LEVELS + 1])
    return is_menu or is_named or node.region is not Region.CONTENT


def _form_of(node: Node) -> tuple[int, str, str]:
    return _row(node), node.tag, node.get("class")


def _is_named_card(node: Node) -> bool:
    return _NAMED_CARD.search(node.get("class")) is not None
