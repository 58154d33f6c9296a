"""Accessible names of elements, computed from the HTML alone.

Accessible Name and Description Computation 1.2, with the naming rules of the HTML
Accessibility API Mappings. Style sheets and generated content are not considered; a browser driver
adds the names that need them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from harness.core.text import squeeze
from harness.model.page import LabelSource
from harness.page.dom import driver_attributes
from harness.page.dom.outline import ItemKind, Node, Outline
from harness.page.dom.semantics import BLOCKS
from harness.page.parts.value_sanitisation import sanitised

_SIGNS = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")  # of fonts of icons
_MISSPELLING = "aria-labeledby"  # browsers accept it
_MAX_DEPTH = 60  # nested elements of one name
_MAX_CONSULTED = 120  # elements that one name is read from
_MAX_LABELS = 20  # of one control
_LABELABLE = frozenset({"input", "select", "textarea", "button", "meter", "output", "progress"})
_NAMED_BY_CONTENT = frozenset(
    {
        *("button", "cell", "checkbox", "columnheader", "gridcell", "heading", "link", "menuitem"),
        *("menuitemcheckbox", "menuitemradio", "option", "radio", "row", "rowheader", "switch"),
        *("tab", "tooltip", "treeitem"),
    }
)
_CONTENT_TAGS = frozenset(
    {
        *("a", "button", "h1", "h2", "h3", "h4", "h5", "h6", "option", "summary", "td", "th"),
        *("tr", "label", "legend", "caption", "figcaption"),
    }
)
_FIRST_CHILD = {"fieldset": "legend", "table": "caption", "figure": "figcaption"}
_PRESENTATIONAL = frozenset({"none", "presentation"})
_TEXT_ROLES = frozenset({"textbox", "searchbox"})
_RANGE_ROLES = frozenset({"slider", "spinbutton", "scrollbar", "progressbar", "meter"})
_LIST_ROLES = frozenset({"combobox", "listbox"})
_UNREAD_ROLES = frozenset(
    {
        *("alert", "img", "image", "log", "marquee", "status", "timer"),
        *("alertdialog", "application", "dialog", "document", "feed", "grid", "listbox", "menu"),
        *("menubar", "navigation", "radiogroup", "search", "tablist", "tabpanel", "toolbar"),
        *("tree", "treegrid"),
    }
)
"""Messages, pictures, and what holds a thing of its own: a menu, a dialog, a tree."""
_UNREAD_TAGS = frozenset(
    {"fieldset", "form", "math", "meter", "nav", "object", "output", "progress", "rt", "search"}
)
_EMBEDDED = frozenset({"iframe", "img", "object", "svg", "video"})
_VALUE_BUTTONS = frozenset({"button", "submit", "reset"})
_NOT_TEXT = frozenset(
    {"checkbox", "radio", "button", "submit", "reset", "image", "hidden", "file", "color"}
)
_BLOCK_STYLE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*(?!inline\s*(?:;|$)|none|contents)|float\s*:\s*(?:left|right)|"
    r"position\s*:\s*(?:absolute|fixed))",
    re.IGNORECASE,
)
_INLINE_STYLE = re.compile(r"(?:^|;)\s*display\s*:\s*inline\s*(?:;|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """An accessible name, and how it was found."""

    text: str = ""
    source: LabelSource = LabelSource.NONE


@dataclass(frozen=True, slots=True)
class _Traversal:
    """The state of one computation.

    Attributes:
        owner: the element to be named.
        root: the element whose content is read: the owner, a referenced element or a label.
        shows_hidden: whether hidden content is read, because the root is hidden.
        referenced: whether `aria-labelledby` led here, so that it is not followed again.
        consulted: the elements that were read, by their order; each is read once.
        depth: number of elements around the current one in this computation.
    """

    owner: Node
    root: Node
    shows_hidden: bool = False
    referenced: bool = False
    consulted: set[int] = field(default_factory=set)
    depth: int = 0


class AccessibleNames:
    """Computes the accessible names of the elements of one document."""

    def __init__(self, document: Outline) -> None:
        self._document = document

    def of(self, node: Node) -> Name:
        """The name that the author gave to an element; its placeholder is not considered."""
        for source, text in self.candidates(node):
            squeezed = squeeze(text)
            if squeezed:
                return Name(squeezed, source)
        return Name()

    def by_aria(self, node: Node) -> str:
        """The name that ARIA attributes give to an element; "" for none."""
        return _or_computed(node, squeeze(self._by_reference(node))) or node.get("aria-label")

    def label_by_aria(self, field: Node) -> str:
        """The name that ARIA attributes give to a field, without what stands in the field.

        A list of its own often refers to its label and to its value ("Colour", "red"). A field that
        refers to itself and is named in another way, too, means that name.
        """
        every = list(references(field, _labelling(field)))
        is_named = field in every and bool(field.get("aria-label") or self._own_name(field))
        others = [one for one in every if not field.holds(one) or (one is field and is_named)]
        if others and len(others) < len(every):
            return squeeze(self._by(field, others))
        return self.by_aria(field)

    def _own_name(self, field: Node) -> str:
        """What names a field of HTML besides ARIA; its value does not, as it changes."""
        if field.tag not in _LABELABLE:
            return ""
        return squeeze(self._by_labels(field)) or field.get("title") or field.get("placeholder")

    def referenced(self, field: Node) -> list[Node]:
        """The elements outside of a field that label it by `aria-labelledby`."""
        return [one for one in references(field, _labelling(field)) if not field.holds(one)]

    def description(self, node: Node) -> str:
        """The text that `aria-describedby` refers to, as far as it is shown with the element.

        Screen readers say what is hidden, too; a promise to people is not kept by it.
        """
        shown = (one for one in references(node, "aria-describedby") if one.is_shown_to(node))
        texts = (self._referenced(node, other, set()) for other in shown)
        return squeeze(" ".join(texts)) or node.get("aria-description")

    def content(self, node: Node) -> str:
        """The name that the content of an element makes."""
        return squeeze(self._content(node, _Traversal(node, node, not _is_shown(node, node))))

    def labels(self, control: Node) -> list[Node]:
        """The `label` elements of a control in document order."""
        if control.tag not in _LABELABLE and control.part != "field":
            return []
        found = []
        name = control.attrs.get("id")
        if name:
            labels = control.scope.labels.get(name, [])[:_MAX_LABELS]
            found = [label for label in labels if control.scope.labelled(label) is control]
        around = control.label
        if around is not None and "for" not in around.attrs and self._is_first(around, control):
            found.append(around)
        return sorted(found, key=lambda label: label.order)

    def _is_first(self, label: Node, control: Node) -> bool:
        """Whether a control is the first control in a label, which only names that one."""
        inside = self._document.nodes[label.order : control.order]
        return not any(
            node.tag in _LABELABLE and (node.tag != "input" or node.get("type").lower() != "hidden")
            for node in inside
        )

    def candidates(self, node: Node) -> Iterator[tuple[LabelSource, str]]:
        """The names that the rules give to an element, best first; some are blank."""
        is_found = False
        for source, text in self._by_rules(node):
            yield source, text if is_found else _or_computed(node, text)
            is_found = is_found or bool(squeeze(text))
        if not is_found:
            yield LabelSource.CONTENT, node.get(driver_attributes.NAME)

    def _by_rules(self, node: Node) -> Iterator[tuple[LabelSource, str]]:
        yield LabelSource.ARIA, self._by_reference(node)
        yield LabelSource.ARIA, node.get("aria-label")
        labels = self.labels(node)
        is_wrapped = len(labels) == 1 and labels[0].holds(node)
        native = LabelSource.WRAP if is_wrapped else LabelSource.FOR
        yield native, self._by_labels(node)
        yield from self._native(node)
        if self._is_named_by_content(node):
            text = self._content(node, _Traversal(node, node, not _is_shown(node, node)))
            yield LabelSource.CONTENT, text
        yield LabelSource.TITLE, node.get("title")

    def _by_reference(self, node: Node) -> str:
        return self._by(node, list(references(node, _labelling(node))))

    def _by(self, node: Node, others: Iterable[Node]) -> str:
        consulted: set[int] = set()
        return " ".join(self._referenced(node, other, consulted) for other in others)

    def _referenced(self, owner: Node, other: Node, consulted: set[int]) -> str:
        traversal = _Traversal(
            owner, other, not _is_shown(other, owner), referenced=True, consulted=consulted
        )
        return squeeze(self._text(other, traversal))

    def by_labels(self, node: Node) -> str:
        """The words of the `label` elements of a control, if nothing else names it."""
        return _or_computed(node, self._by_labels(node))

    def _by_labels(self, node: Node) -> str:
        consulted: set[int] = set()
        texts = []
        for label in self.labels(node):
            traversal = _Traversal(node, label, not _is_shown(label, node), consulted=consulted)
            texts.append(squeeze(self._text(label, traversal)))
        return " ".join(filter(None, texts))

    def shown_labels(self, control: Node) -> list[str]:
        """The words of the `label` elements of a control that readers see, `aria-hidden` or not."""
        shown = (label for label in self.labels(control) if label.is_shown_to(control))
        return [
            squeeze(self._text(one, _Traversal(control, one, shows_hidden=True))) for one in shown
        ]

    def label_texts(self, control: Node) -> list[str]:
        """The words of each `label` of a control that is shown, or of all where none is."""
        labels = self.labels(control)
        shown = [label for label in labels if _is_shown(label, control)] or labels
        consulted: set[int] = set()
        return [
            squeeze(self._text(one, _Traversal(control, one, shown != labels, consulted=consulted)))
            for one in shown
        ]

    def _native(self, node: Node) -> Iterator[tuple[LabelSource, str]]:
        """The candidates from the attributes and children of HTML elements."""
        kind = node.get("type").lower()
        if node.tag == "input" and kind in _VALUE_BUTTONS:
            yield LabelSource.VALUE, node.get("value")
        elif (node.tag == "input" and kind == "image") or node.tag in {"img", "area"}:
            yield LabelSource.ALT, node.get("alt")
            yield LabelSource.VALUE, node.get("value") if node.tag == "input" else ""
        elif node.tag in _FIRST_CHILD or node.tag == "svg":
            child = self._naming_child(node)
            if child is not None:
                yield LabelSource.LEGEND, self._text(child, _Traversal(node, child))
            elif node.tag == "svg" and node.element:
                yield LabelSource.CONTENT, " ".join(one.text for one in node.element.select("text"))

    def _naming_child(self, node: Node) -> Node | None:
        wanted = _FIRST_CHILD.get(node.tag, "title")
        return next((child for child in self._children(node) if child.tag == wanted), None)

    def _children(self, node: Node) -> Iterator[Node]:
        index, nodes = node.order + 1, self._document.nodes
        while index < node.last:
            yield nodes[index]
            index = max(nodes[index].last, index + 1)

    def _is_named_by_content(self, node: Node) -> bool:
        role = _role(node)
        if driver_attributes.CLICKABLE in node.attrs or role in _NAMED_BY_CONTENT:
            return True
        return node.tag in _CONTENT_TAGS and not role

    def _text(self, node: Node, traversal: _Traversal) -> str:
        """What an element contributes to a name that it is part of, or that it makes."""
        is_owner = node is traversal.owner and not traversal.referenced
        if is_owner or traversal.depth > _MAX_DEPTH or not self._is_read(node, traversal):
            return ""
        if node.order in traversal.consulted:
            return ""
        traversal.consulted.add(node.order)
        blank = " " if node.stop > node.start else ""
        texts = self._texts(node, traversal)
        return next((text for text in texts if text and not text.isspace()), blank)

    def _texts(self, node: Node, traversal: _Traversal) -> Iterator[str]:
        if not traversal.referenced:
            yield self._by_reference(node)
        value = None if node is traversal.owner else self._embedded_value(node)
        if value is not None and (value or node.part == "field"):
            yield value
            return
        yield node.get("aria-label")
        yield node.title
        yield self._native_text(node, traversal)
        is_value = node is traversal.owner and node.tag in {"select", "textarea"}
        is_read = traversal.referenced or node is traversal.root or not _is_unread(node)
        if is_read and not is_value:
            yield self._content(node, traversal)
        yield node.get("title")
        yield node.get("placeholder") if node is traversal.root else ""

    def _native_text(self, node: Node, traversal: _Traversal) -> str:
        if node.tag == "img" and _role(node) in _PRESENTATIONAL:
            return ""
        if node.tag == "figure" and node is not traversal.root:
            return ""  # its caption is one of the things that a reader sees
        for _, text in self._native(node):
            if squeeze(text):
                return text
        is_control = node.part == "field" and node.tag in _LABELABLE
        if is_control and node is traversal.root:
            return self._by_labels(node)
        return ""

    def _is_read(self, node: Node, traversal: _Traversal) -> bool:
        if traversal.shows_hidden or node is traversal.root:
            return True
        return node.get("aria-hidden") != "true" and node.is_shown_to(traversal.root)

    def _content(self, node: Node, traversal: _Traversal) -> str:
        """The words of an element and of the elements in it, in document order."""
        inner = replace(traversal, depth=traversal.depth + 1)
        if node.tag == "details":  # what it unfolds is no part of a name
            summaries = (child for child in self._children(node) if child.tag == "summary")
            return next((self._text(child, inner) for child in summaries), "")
        pieces: list[str] = []
        position = node.start
        for child in self._children(node):
            if len(traversal.consulted) > _MAX_CONSULTED:
                return "".join(pieces)
            pieces.append(self._own_words(node, position, child.start))
            is_apart = _is_block(child) or self._has_other_words(child)
            gap = " " if is_apart or child.tag == traversal.root.tag == "label" else ""
            pieces += (gap, self._text(child, inner), gap)
            position = max(position, child.stop)
        pieces.append(self._own_words(node, position, node.stop))
        for owned in references(node, "aria-owns"):
            if not owned.holds(node):
                pieces += (" ", self._text(owned, inner))
        return "".join(pieces)

    def _has_other_words(self, node: Node) -> bool:
        """Whether a part of a name is not made of the words in it; Chromium sets it apart."""
        return (
            node.tag in _EMBEDDED
            or bool(node.get("aria-label"))
            or self._embedded_value(node) is not None
        )

    def _own_words(self, node: Node, start: int, stop: int) -> str:
        items = self._document.stream[start:stop]
        return "".join(
            item.text for item in items if item.kind is ItemKind.WORDS and item.node is node
        )

    def _embedded_value(self, node: Node) -> str | None:
        """The value of a control within a name; None for an element that has no value."""
        role, kind = _role(node), node.get("type").lower()
        is_number = node.tag == "input" and kind in {"range", "number"}
        if role in _RANGE_ROLES or is_number or node.tag in {"meter", "progress"}:
            value = node.get("aria-valuetext") or node.get("aria-valuenow")
            return value or _kept_value(node)
        if role in _LIST_ROLES or (node.tag == "select" and not role):
            return self._chosen_option(node)
        if node.tag == "textarea" or role in _TEXT_ROLES:
            return _kept_value(node) if node.tag == "input" else self._document.words(node)
        if node.tag == "input" and kind not in _NOT_TEXT and not role:
            return _kept_value(node)
        return None

    def _chosen_option(self, node: Node) -> str:
        inside = self._document.nodes[node.order + 1 : node.last]
        options = [one for one in inside if one.tag == "option" or _role(one) == "option"]
        chosen = [
            one for one in options if "selected" in one.attrs or one.get("aria-selected") == "true"
        ]
        if not chosen and node.tag == "select" and "multiple" not in node.attrs:
            chosen = options[:1]
        if not chosen and node.tag == "input":
            return node.get("value")
        return " ".join(self.content(one) for one in chosen)


def _kept_value(node: Node) -> str:
    """The value of a control as it is shown: what its kind allows, and points for a password."""
    written, kind = node.attrs.get("value", ""), node.get("type").lower()
    if node.tag != "input":
        return written.strip()
    return "•" * len(written) if kind == "password" else sanitised(kind, written, node.attrs)


def _is_unread(node: Node) -> bool:
    """Whether the words in an element are no part of the name around it: messages, pictures."""
    role = _role(node)
    return role in _UNREAD_ROLES or (not role and node.tag in _UNREAD_TAGS)


def references(node: Node, attribute: str) -> Iterator[Node]:
    """The elements that an attribute with a list of ids refers to, each once."""
    if attribute not in node.attrs:
        return
    for name in dict.fromkeys(node.get(attribute).split()):
        other = node.scope.ids.get(name)
        if other is not None:
            yield other


def _or_computed(node: Node, text: str) -> str:
    """A name by the rules, or what the browser computed in its place.

    The case of letters is the document's, and signs of icon fonts are left out.
    """
    computed = squeeze(_SIGNS.sub(" ", node.get(driver_attributes.NAME)))
    words = squeeze(text)
    return computed if words and computed and computed.casefold() != words.casefold() else text


def _role(node: Node) -> str:
    roles = node.get("role").lower().split()
    return roles[0] if roles else ""


def _is_shown(node: Node, viewer: Node) -> bool:
    """Whether an element is shown and read whenever another one is."""
    if not node.is_shown_to(viewer):
        return False
    around = (node, *node.ancestors())
    return not any(one.get("aria-hidden") == "true" for one in around if not one.holds(viewer))


def _is_block(node: Node) -> bool:
    style = node.attrs.get("style", "") if node.attrs else ""
    if style and _INLINE_STYLE.search(style):
        return False
    blocks = node.tag in BLOCKS and node.tag != "label"
    return (
        blocks
        or node.tag in {"br", "input", "select", "textarea", "button"}
        or bool(style and _BLOCK_STYLE.search(style))
    )


def _labelling(node: Node) -> str:
    """The attribute that refers to the label of an element."""
    return "aria-labelledby" if "aria-labelledby" in node.attrs else _MISSPELLING
