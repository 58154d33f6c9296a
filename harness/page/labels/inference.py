"""Finds the labels of fields and buttons.

Each method of finding a label is a function. They are tried in the order of `LabelSource`,
except that words on the field's own line come before those of another cell. None searches
beyond another field. The attributes `required` and `aria-required` never make a mark.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from harness.core.text import fold, has_words, is_mark, split_label, squeeze
from harness.model.page import LabelSource
from harness.page.dom.outline import ItemKind, Node, Outline, StreamItem
from harness.page.labels.adjacent_text import (
    block_after,
    block_before,
    count_fields,
    line_after,
    line_before,
    readable_text,
    trailing_text,
)
from harness.page.labels.table_grid import TableGrid

_CHOICES = frozenset({"checkbox", "radio"})
_INVISIBLE_SOURCES = frozenset({LabelSource.ARIA, LabelSource.TITLE, LabelSource.PLACEHOLDER})
_INNER_MARK = re.compile(r"(?P<text>[^*]+?)\s*(?P<mark>\(\*+\)|\*+)\s*:?\s+(?P<rest>[^*]+)")
_INNER_COLON = re.compile(r"(?P<text>[^:]+?)\s*:\s*(?P<rest>\(.+\))")


@dataclass(frozen=True, slots=True)
class FieldLabel:
    """The label of a field with its mark, how it was found, and the field's hint."""

    label: str = ""
    source: LabelSource = LabelSource.NONE
    mark: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class _LabelParts:
    text: str
    mark: str = ""
    rest: str = ""


def _label_parts(raw: str) -> _LabelParts:
    """Split a label; what follows a mark or colon inside it is a hint."""
    label = split_label(raw)
    inner = None if label.mark else _INNER_MARK.fullmatch(label.text)
    if inner:
        return _LabelParts(split_label(inner["text"]).text, inner["mark"], inner["rest"])
    inner = _INNER_COLON.fullmatch(label.text)
    if inner:
        return _LabelParts(inner["text"], label.mark, inner["rest"])
    return _LabelParts(label.text, label.mark)


class LabelFinder:
    """Finds the labels of one document."""

    def __init__(self, document: Outline) -> None:
        self._document = document
        self.grid = TableGrid(document)
        self._legends: dict[int, str] = {}
        self._methods: tuple[tuple[LabelSource, Callable[[Node], str]], ...] = (
            (LabelSource.FOR, self._by_for),
            (LabelSource.WRAP, self._by_wrapping),
            (LabelSource.ARIA, self.by_aria),
            (LabelSource.TEXT_AFTER, self._by_text_after),
            (LabelSource.TEXT_BEFORE, lambda field: line_before(document, field)),
            (LabelSource.CELL_LEFT, self.grid.left),
            (LabelSource.CELL_ABOVE, self.grid.above),
            (LabelSource.TEXT_BEFORE, lambda field: self._by_block(field, sure=True)),
            (LabelSource.LEGEND, self._by_legend),
            (LabelSource.TITLE, lambda field: field.get("title")),
            (LabelSource.PLACEHOLDER, lambda field: field.get("placeholder")),
            (LabelSource.TEXT_BEFORE, lambda field: self._by_block(field, sure=False)),
            (LabelSource.CELL_ABOVE, self.grid.title_of_one),
        )

    def of_field(self, field: Node) -> FieldLabel:
        """The label of a field, with its mark and its hint."""
        mark = ""
        for source, method in self._methods:
            words = _label_parts(method(field))
            mark = mark or words.mark
            if has_words(words.text):
                if source in _INVISIBLE_SOURCES and not mark:
                    mark = self._visible_mark(field, words.text)
                return self._found(field, source, words, mark)
        return FieldLabel(mark=mark or self._mark_beside_label(field), help=self._described(field))

    def _visible_mark(self, field: Node, text: str) -> str:
        """The mark after the same words in visible text, if the label comes from an attribute."""
        visible = (
            _label_parts(method(field))
            for source, method in self._methods
            if source not in _INVISIBLE_SOURCES
        )
        return next((words.mark for words in visible if fold(words.text) == fold(text)), "")

    def _found(self, field: Node, source: LabelSource, words: _LabelParts, mark: str) -> FieldLabel:
        is_behind = source is LabelSource.TEXT_AFTER or field.get("type") in _CHOICES
        next_to = None if is_behind else trailing_text(self._document, field)
        mark = mark or self._mark_beside_label(field) or (next_to.mark if next_to else "")
        hint = self._described(field) or words.rest or (next_to.help if next_to else "")
        return FieldLabel(words.text, source, mark, hint)

    def _by_for(self, field: Node) -> str:
        texts = (self._node_text(label) for label in self._labels_for(field))
        return next((text for text in texts if has_words(text)), "")

    def _labels_for(self, field: Node) -> list[Node]:
        name = field.attrs.get("id")
        if not name or field.scope.ids.get(name) is not field:
            return []
        return field.scope.labels.get(name, [])

    def _by_wrapping(self, field: Node) -> str:
        label = field.label
        if label is None or "for" in label.attrs:
            return ""
        before = self._text(label.start, field.start)
        if any(piece.is_control for piece in self._document.stream[label.start : field.start]):
            before = line_before(self._document, field)
        return before if has_words(before) else self._node_text(label)

    def by_aria(self, field: Node) -> str:
        """The name that ARIA attributes give to an element."""
        named = " ".join(self._referenced(field, "aria-labelledby"))
        return named if has_words(named) else field.get("aria-label")

    def _referenced(self, field: Node, attribute: str) -> Iterator[str]:
        for name in field.get(attribute).split():
            other = field.scope.ids.get(name)
            if other is not None and other is not field:
                yield self._document.words(other) or other.get("aria-label")

    def _described(self, field: Node) -> str:
        return squeeze(" ".join(self._referenced(field, "aria-describedby")))

    def _by_text_after(self, field: Node) -> str:
        """The words after a checkbox or radio button."""
        if field.get("type").lower() not in _CHOICES and field.get("role") not in _CHOICES:
            return ""
        text, _ = line_after(self._document, field)
        return text if has_words(text) else block_after(self._document, field)

    def _by_block(self, field: Node, *, sure: bool) -> str:
        text, is_sure = block_before(self._document, field)
        return text if is_sure is sure else ""

    def _by_legend(self, field: Node) -> str:
        fieldset = field.fieldset
        if fieldset is None or count_fields(self._document, fieldset) != 1:
            return ""
        return self.legend(fieldset)

    def legend(self, fieldset: Node) -> str:
        """The words of a fieldset's legend; "" for none."""
        if fieldset.order not in self._legends:
            inside = self._document.nodes[fieldset.order + 1 : fieldset.last]
            legends = (one for one in inside if one.tag == "legend" and one.fieldset is fieldset)
            self._legends[fieldset.order] = next(map(self._node_text, legends), "")
        return self._legends[fieldset.order]

    def _node_text(self, node: Node) -> str:
        return self._text(node.start, node.stop)

    def _text(self, start: int, stop: int) -> str:
        return squeeze(readable_text(self._document, start, stop, include_hidden=True))

    def _mark_beside_label(self, field: Node) -> str:
        """A mark next to the label instead of in it."""
        labels = self._labels_for(field) or ([field.label] if field.label else [])
        for label in labels:
            between = self._document.stream[label.stop : field.start]
            found = _only_mark(between) or self._mark_before(label)
            if found:
                return found
        return ""

    def _mark_before(self, label: Node) -> str:
        """A mark right before a label, unless it belongs to another field."""
        stream, index = self._document.stream, label.start - 1
        while index >= 0 and not stream[index].text.strip() and not stream[index].is_control:
            index -= 1
        if index < 0 or not is_mark(stream[index].text):
            return ""
        mark, earlier = stream[index], index - 1
        while earlier >= 0 and stream[earlier].epoch == mark.epoch:
            if stream[earlier].is_control:
                return ""
            earlier -= 1
        return split_label(mark.text).mark if _are_siblings(mark.node, label) else ""


def _are_siblings(node: Node, label: Node) -> bool:
    parent = label.parent
    return parent is not None and (node is parent or node.parent is parent)


def _only_mark(pieces: list[StreamItem]) -> str:
    """The mark in a part of the stream that contains nothing else."""
    if any(piece.is_control for piece in pieces):
        return ""
    found = split_label("".join(piece.text for piece in pieces if piece.kind is ItemKind.WORDS))
    return "" if found.text else found.mark


def of_button(document: Outline, button: Node) -> tuple[str, LabelSource]:
    """The label of a button, and where it was found."""
    candidates: tuple[tuple[LabelSource, str], ...]
    if button.tag == "input":
        value = (LabelSource.VALUE, button.get("value"))
        alt = (LabelSource.ALT, button.get("alt"))
        candidates = (alt, value) if button.get("type").lower() == "image" else (value, alt)
    else:
        candidates = ((LabelSource.CONTENT, document.words(button)), *_images(document, button))
    return _best_name(candidates, button)


def of_link(document: Outline, link: Node) -> tuple[str, LabelSource]:
    """The label of a link, and where it was found."""
    alt = ((LabelSource.ALT, link.get("alt")),) if link.tag == "area" else ()
    words = (LabelSource.CONTENT, document.words(link))
    return _best_name((*alt, words, *_images(document, link)), link)


def _images(document: Outline, node: Node) -> tuple[tuple[LabelSource, str], ...]:
    pieces = document.stream[node.start : node.stop]
    words = squeeze(" ".join(piece.text for piece in pieces if piece.kind is ItemKind.IMAGE))
    return ((LabelSource.ALT, words),)


def _best_name(
    candidates: tuple[tuple[LabelSource, str], ...], node: Node
) -> tuple[str, LabelSource]:
    """The first candidate with words; a symbol alone only if there is nothing better."""
    aria = (LabelSource.ARIA, node.get("aria-label"))
    title = (LabelSource.TITLE, node.get("title"))
    every = (*candidates, aria, title)
    for source, raw in every:
        if has_words(raw):
            return split_label(raw).text or squeeze(raw), source
    return next(((squeeze(raw), source) for source, raw in every if raw), ("", LabelSource.NONE))
