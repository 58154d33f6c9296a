"""Finds the labels of fields.

What the author bound to a field (ARIA, a `label` element, a title) is its accessible name.
Otherwise the label is inferred from the layout: each method of finding one is a function, and
they are tried in a fixed order. None searches beyond another field, except for one label of
several fields. The attributes `required` and `aria-required` never make a mark.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from harness.core.text import Label, fold, has_words, is_mark, split_label, squeeze
from harness.model.page import LabelSource
from harness.page.dom.outline import ItemKind, Node, Outline, StreamItem
from harness.page.labels import adjacent_text, label_elements
from harness.page.labels.accessible_name import AccessibleNames
from harness.page.labels.adjacent_text import is_choice
from harness.page.labels.field_headings import FieldHeadings
from harness.page.labels.following_text import FollowingText
from harness.page.labels.hints import hints_in, is_error
from harness.page.labels.table_grid import TableGrid
from harness.page.labels.trailing_text import trailing_text
from harness.page.labels.turn_order import Turn, TurnOrder
from harness.page.labels.unseen import MANDATORY, is_unseen, without_unseen

_MAX_BETWEEN = 200  # items of the stream between a label and the mark of its field
_MAX_SPLIT = 300  # characters of a label in which a hint is searched
_INVISIBLE_SOURCES = frozenset({LabelSource.ARIA, LabelSource.TITLE, LabelSource.PLACEHOLDER})
_OWN_SOURCES = _INVISIBLE_SOURCES | {LabelSource.TEXT_AFTER, LabelSource.NONE}
_INNER_MARK = re.compile(r"(?P<text>[^*]+?)\s*(?P<mark>\(\*+\)|\*+)\s*:?\s+(?P<rest>[^*]+)")
_INNER_COLON = re.compile(r"(?P<text>[^:]+?)\s*:\s*(?P<rest>\(.+\))")
_WORD = re.compile(r"[^\W_]+")
_WORD_MARK = re.compile(
    r"(?P<text>.*?)\s*[:*]?\s*"
    rf"(?P<mark>\((?:champ )?(?:{MANDATORY})\))\s*[:*]?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FieldLabel:
    """The label of a field with its mark, how it was found, and the field's hint.

    `unseen_mark` are words in the place of a mark that nobody sees; `is_unseen` tells that nobody
    sees the label itself.
    """

    label: str = ""
    source: LabelSource = LabelSource.NONE
    mark: str = ""
    help: str = ""
    unseen_mark: str = ""
    is_unseen: bool = False


@dataclass(frozen=True, slots=True)
class _LabelParts:
    text: str
    mark: str = ""
    rest: str = ""
    unseen: str = ""


def _label_parts(raw: str) -> _LabelParts:
    """Split a label; what follows a mark or colon inside it is a hint."""
    if len(raw) <= _MAX_SPLIT and (worded := _WORD_MARK.fullmatch(squeeze(raw))):
        label = split_label(worded["text"])
        return _LabelParts(label.text, label.mark or worded["mark"])
    label = split_label(raw)
    if len(label.text) > _MAX_SPLIT:
        return _LabelParts(label.text, label.mark)
    inner = None if label.mark else _INNER_MARK.fullmatch(label.text)
    if inner:
        return _LabelParts(split_label(inner["text"]).text, inner["mark"], inner["rest"])
    inner = _INNER_COLON.fullmatch(label.text)
    if inner:
        return _LabelParts(inner["text"], label.mark, inner["rest"])
    return _LabelParts(label.text, label.mark)


def without_hint(raw: str) -> Label:
    """The words and the mark of a label, without a hint that follows the mark or a colon."""
    parts = _label_parts(raw)
    return Label(parts.text, parts.mark)


class LabelFinder:
    """Finds the labels of one document."""

    def __init__(self, document: Outline) -> None:
        self._document = document
        self.grid = TableGrid(document)
        self.names = AccessibleNames(document)
        self._found: dict[int, FieldLabel] = {}
        self._further: dict[int, str] = {}  # what further `label` elements of a field say
        self._legends: dict[int, Label] = {}
        self._turns = TurnOrder(document)
        following = FollowingText(document)
        self._methods: tuple[tuple[LabelSource, Callable[[Node], str]], ...] = (
            (LabelSource.ARIA, self._by_aria),
            (LabelSource.FOR, lambda field: self._by_label(field, wraps=False)),
            (LabelSource.WRAP, lambda field: self._by_label(field, wraps=True)),
            (LabelSource.CONTENT, self._by_content),
            (LabelSource.TITLE, lambda field: field.get("title")),
            (LabelSource.TEXT_AFTER, self._by_text_after),
            (LabelSource.TEXT_BEFORE, lambda field: label_elements.label_before(document, field)),
            (LabelSource.TEXT_AFTER, lambda field: label_elements.label_after(document, field)),
            (LabelSource.TEXT_AFTER, self._by_next_label),
            (LabelSource.TEXT_AFTER, following.of),
            (LabelSource.TEXT_BEFORE, lambda field: adjacent_text.line_before(document, field)),
            (LabelSource.CELL_LEFT, self.grid.label_left),
            (LabelSource.CELL_ABOVE, self.grid.above),
            (LabelSource.TEXT_BEFORE, lambda field: self._by_block(field, sure=True)),
            (LabelSource.TEXT_BEFORE, self._by_sharing),
            (LabelSource.LEGEND, self._by_legend),
            (LabelSource.PLACEHOLDER, lambda field: field.get("placeholder")),
            (LabelSource.TEXT_AFTER, following.of_one),
            (LabelSource.TEXT_BEFORE, lambda field: adjacent_text.hidden_before(document, field)),
            (LabelSource.TEXT_BEFORE, lambda field: self._by_block(field, sure=False)),
            (LabelSource.CELL_ABOVE, self.grid.title_of_one),
            (LabelSource.TEXT_BEFORE, FieldHeadings(document).of),
            (LabelSource.TEXT_AFTER, self.grid.below),
        )

    def of_field(self, field: Node) -> FieldLabel:
        """The label of a field, with its mark and its hint."""
        if field.order not in self._found:
            self._found[field.order] = self._label(field)
        return self._found[field.order]

    def _label(self, field: Node) -> FieldLabel:
        mark = ""
        for source, method in self._methods:
            words = self._parts(field, source, method(field))
            mark = mark or words.mark
            if has_words(words.text):
                if source in _INVISIBLE_SOURCES and not mark:
                    mark = self._visible_mark(field, words.text)
                return self._with_mark_and_hint(field, source, words, mark)
        return FieldLabel(
            mark=mark or self._mark_beside_label(field), help=self.names.description(field)
        )

    def _parts(self, field: Node, source: LabelSource, raw: str) -> _LabelParts:
        """Split a label; an element of a `label` that is named a help text is a hint."""
        labels = list[Node]()
        if source in {LabelSource.FOR, LabelSource.WRAP}:
            labels += self.names.labels(field)
        if source is LabelSource.LEGEND and field.fieldset:
            labels += self._legends_of(field.fieldset)
        seen, unseen = without_unseen(self._document, raw, labels)
        return replace(self._without_hints(seen, labels), unseen=unseen)

    def _without_hints(self, raw: str, labels: Iterable[Node]) -> _LabelParts:
        for label in labels:
            inside = self._document.nodes[label.order : label.last]
            for words in map(self._node_text, hints_in(label, inside)):
                rest = raw.removesuffix(words)
                if rest != raw and has_words(rest):
                    parts = _label_parts(rest)
                    return _LabelParts(parts.text, parts.mark, words)
        return _label_parts(raw)

    def _visible_mark(self, field: Node, text: str) -> str:
        """The mark after the same words in visible text, if the label comes from an attribute."""
        visible = (
            _label_parts(method(field))
            for source, method in self._methods
            if source not in _INVISIBLE_SOURCES
        )
        return next((words.mark for words in visible if fold(words.text) == fold(text)), "")

    def _with_mark_and_hint(
        self, field: Node, source: LabelSource, words: _LabelParts, mark: str
    ) -> FieldLabel:
        is_behind = source is LabelSource.TEXT_AFTER or is_choice(field)
        next_to = None if is_behind else trailing_text(self._document, field)
        mark = mark or self._mark_beside_label(field) or (next_to.mark if next_to else "")
        hint = self.names.description(field) or words.rest or self._further.get(field.order, "")
        is_read = field.label is not None and len(self.names.labels(field)) > 1
        hint = hint or (next_to.help if next_to and not is_read else "")
        unseen = self._is_unseen(field, source)
        return FieldLabel(words.text, source, mark, hint, words.unseen, unseen)

    def _is_unseen(self, field: Node, source: LabelSource) -> bool:
        """Whether the label of a field is for screen readers alone."""
        if source in {LabelSource.ARIA, LabelSource.TITLE}:
            return not self.names.referenced(field)
        labels = self.names.labels(field) if source in {LabelSource.FOR, LabelSource.WRAP} else []
        return bool(labels) and all(any(map(is_unseen, (one, *one.ancestors(1)))) for one in labels)

    def _by_aria(self, field: Node) -> str:
        """The name by ARIA, unless it says nothing of what readers see in a `label`.

        As the list of a toolkit that is called "Open" beside its label.
        """
        said = self.names.label_by_aria(field)
        if said != field.get("aria-label"):
            return said
        shown = _words(" ".join(self.names.shown_labels(field)))
        return "" if shown and not shown & _words(said) else said

    def _by_label(self, field: Node, *, wraps: bool) -> str:
        """The words of the field's `label` elements.

        Of a label around a field that has words on both sides of it, only those before count, as
        those after it are a hint. Several labels before a field are read as one, and so are those
        of which one is around it. Otherwise the first one names the field, with the marks among the
        others; what else they say is a hint, such as the message of a refused form.
        """
        labels = self.names.labels(field)
        if not labels or wraps is not (len(labels) == 1 and labels[0].holds(field)):
            return ""
        before = adjacent_text.readable_text(self._document, labels[0].start, field.start, field)
        if wraps and not is_choice(field) and has_words(before):
            return squeeze(before)
        texts = self.names.label_texts(field) if len(labels) > 1 else []
        is_one = any(one.holds(field) for one in labels) or labels[-1].stop <= field.start
        if is_one and not any(is_error(one, field) for one in labels):
            texts = self._joined(texts)
        if not any(map(has_words, texts)):
            return self.names.by_labels(field)
        marks = [text for text in texts if _is_only_mark(text)]
        name, *further = dict.fromkeys(t for t in texts if has_words(t) and t not in marks)
        self._further[field.order] = " ".join(further)
        return " ".join((name, *marks))

    @staticmethod
    def _joined(texts: list[str]) -> list[str]:
        """The words of labels that all stand before a field, as one; marks stay by themselves."""
        words = [
            text for text in dict.fromkeys(texts) if has_words(text) and not _is_only_mark(text)
        ]
        marks = [text for text in texts if text not in words]
        return [" ".join(words), *marks] if words else texts

    def _by_content(self, field: Node) -> str:
        """The words in a checkbox or radio button that is not an HTML one."""
        return "" if field.tag == "input" or not is_choice(field) else self.names.content(field)

    def _by_text_after(self, field: Node) -> str:
        """The words after a checkbox or radio button."""
        if not is_choice(field) or self._follows_its_words(field):
            return ""
        texts = (
            find(self._document, field)
            for find in (
                label_elements.label_beside,
                label_elements.label_after,
                adjacent_text.choice_after,
                adjacent_text.choice_block_after,
            )
        )
        return next((text for text in texts if has_words(text)), "")

    def _follows_its_words(self, field: Node) -> bool:
        """Whether a choice is one of several that each follow their own words."""
        return self._turns.around(field, is_choice) is Turn.WORDS_FIRST

    def _by_next_label(self, field: Node) -> str:
        """The `label` element after a field, if fields and words take turns in this order."""
        is_in_turn = self._turns.around(field) is Turn.FIELDS_FIRST
        return label_elements.label_next(self._document, field) if is_in_turn else ""

    def _by_block(self, field: Node, *, sure: bool) -> str:
        text, is_sure = adjacent_text.block_before(self._document, field)
        return text if is_sure is sure else ""

    def _by_sharing(self, field: Node) -> str:
        """The label of the field before, if one label is for both."""
        former = None if is_choice(field) else adjacent_text.sharing_field(self._document, field)
        if former is None or is_choice(former):
            return ""
        found = self.of_field(former)
        return "" if found.source in _OWN_SOURCES else f"{found.label} {found.mark}"

    def _by_legend(self, field: Node) -> str:
        fieldset = field.fieldset
        if fieldset is None or adjacent_text.count_fields(self._document, fieldset, field) != 1:
            return ""
        return next(map(self._node_text, self._legends_of(fieldset)), "")

    def _legends_of(self, fieldset: Node) -> list[Node]:
        inside = self._document.nodes[fieldset.order + 1 : fieldset.last]
        return [one for one in inside if one.tag == "legend" and one.fieldset is fieldset][:1]

    def legend(self, fieldset: Node) -> Label:
        """The words and the mark of a fieldset's legend, without a hint in it; empty for none."""
        if fieldset.order not in self._legends:
            legends = self._legends_of(fieldset)
            words = next(map(self._node_text, legends), "")
            parts = self._without_hints(words, legends)
            self._legends[fieldset.order] = Label(parts.text, parts.mark)
        return self._legends[fieldset.order]

    def _node_text(self, node: Node) -> str:
        return squeeze(adjacent_text.readable_text(self._document, node.start, node.stop, node))

    def _mark_beside_label(self, field: Node) -> str:
        """A mark next to the label instead of in it."""
        labels = self.names.labels(field) or self.names.referenced(field)
        for label in labels or ([field.label] if field.label else []):
            inside = "" if label.holds(field) else _label_parts(self._node_text(label)).mark
            found = inside or self._mark_between(label, field) or self._mark_before(label)
            if found:
                return found
        return ""

    def _mark_between(self, label: Node, field: Node) -> str:
        is_near = field.start - label.stop <= _MAX_BETWEEN
        return _only_mark(self._document.stream[label.stop : field.start]) if is_near else ""

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


def _is_only_mark(text: str) -> bool:
    """Whether a `label` has nothing but the mark of a field, a star or "(required)"."""
    parts = _label_parts(text)
    return bool(parts.mark) and not has_words(parts.text)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(fold(text).casefold()))
