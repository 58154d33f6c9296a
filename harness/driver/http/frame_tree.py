"""The documents in the frames of a window, and the document that a reader sees."""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import turbohtml
from turbohtml import Element

from harness.driver.http.client import Response
from harness.driver.http.document import Anchor, Document
from harness.driver.http.form_controls import BUTTONS, Control, FormTag
from harness.model.page import BOXES
from harness.page.dom import driver_attributes
from harness.page.dom.builder import outline
from harness.page.dom.document import HtmlDocument, attributes
from harness.page.dom.outline import Node, Outline
from harness.page.parts.select_options import option_nodes

_VALUELESS = BOXES | BUTTONS | {"select", "file"}  # kinds whose HTML is their value
_FRAMES = ("iframe", "frame")
_KEPT = frozenset({"title", "hidden", "style"})  # attributes of a frame element that count


@dataclass(frozen=True)
class FrameNode:
    """One document with the documents in its frames.

    Attributes:
        name: of the frame or window.
        answer: the answer that brought it.
        prefix: of its refs, without the colon.
        children: the documents in its frames, by the frame's ref.
        edits: controls with the user's input, by ref; changes with each input.
    """

    name: str
    document: Document
    answer: Response
    prefix: str = ""
    children: Mapping[str, "FrameNode"] = field(default_factory=dict)
    edits: dict[str, Control] = field(default_factory=dict, compare=False)

    def controls(self) -> tuple[Control, ...]:
        """All controls in their current state."""
        return tuple(self.edits.get(control.ref, control) for control in self.document.controls)

    def owned(self, form: str) -> tuple[Control, ...]:
        """The controls of one form in their current state."""
        return tuple(control for control in self.controls() if control.form == form)

    def control(self, ref: str) -> Control | None:
        """The control with a ref in its current state; None for none."""
        return next((control for control in self.controls() if control.ref == ref), None)

    def anchor(self, ref: str) -> Anchor | None:
        """The link with a ref; None for none."""
        return next((anchor for anchor in self.document.anchors if anchor.ref == ref), None)

    def form(self, ref: str) -> FormTag | None:
        """The form with a ref; None for none."""
        return next((form for form in self.document.forms if form.ref == ref), None)

    def walk(self) -> Iterator["FrameNode"]:
        """This node and all below it, outermost first."""
        yield self
        for child in self.children.values():
            yield from child.walk()


def parent_of(top: FrameNode, node: FrameNode) -> FrameNode:
    """The node that contains another; the top one is its own parent."""
    return next((p for p in top.walk() if any(c is node for c in p.children.values())), top)


def node_of(top: FrameNode, ref: str) -> FrameNode:
    """The node whose document contains a ref; the top one if there is none."""
    prefix = ref.rpartition(":")[0]
    nodes = (p for p in top.walk() if p.prefix == prefix)
    return next(nodes, top)


def with_replaced(top: FrameNode, old: FrameNode, new: FrameNode) -> FrameNode:
    """The same tree with one node replaced."""
    if top is old:
        return new
    return replace(
        top, children={ref: with_replaced(c, old, new) for ref, c in top.children.items()}
    )


def render(node: FrameNode, problems: Mapping[str, str]) -> tuple[Outline, str]:
    """What a reader sees in a window: its outline and its HTML, frames included.

    After a refused submission there are validation messages, by ref.
    """
    for part in node.walk():
        _stamp_states(part, problems)
    document = node.document
    if not node.children:
        return document.outline, document.html.tree.serialize()
    tree = _composed(node)
    html = tree.serialize()
    read = outline(HtmlDocument(tree, html), document.url, base=document.base)
    return read, html


def _composed(node: FrameNode) -> turbohtml.Document:
    """A copy of a document's tree, with the documents of its frames in place of the elements."""
    tree = copy.deepcopy(node.document.html.tree)
    for element in list(tree.iter_elements(_FRAMES)):
        child = node.children.get(element.attr(driver_attributes.REF) or "")
        if child is not None:
            element.replace_with(_frame_wrapper(element, child))
    return tree


def _frame_wrapper(element: Element, child: FrameNode) -> Element:
    """The document of a frame, in an element of the driver."""
    inner = _composed(child)
    body = inner.select_one("html > body")
    frameset = inner.select_one("html > frameset")
    content = list(body.children) if body else [frameset] if frameset else []
    attrs = {name: value for name, value in attributes(element).items() if name in _KEPT}
    attrs[driver_attributes.FRAME_NAME] = child.name
    attrs[driver_attributes.URL] = child.document.url
    return Element(driver_attributes.FRAME_ELEMENT, attrs, content)


def _stamp_states(node: FrameNode, problems: Mapping[str, str]) -> None:
    """Write the state of the controls of a document, and their validation messages."""
    read = node.document.outline
    states = {control.ref: control for control in node.controls()}
    for element in read.nodes:
        control = states.get(element.ref) if element.ref else None
        if control is None:
            continue
        is_written = control.kind == "textarea" or control.value == element.attrs.get("value", "")
        is_own = control.ref in node.edits or not is_written
        is_value = is_own and control.kind not in _VALUELESS
        _stamp_choice(element, "checked", is_chosen=control.checked)
        element.stamp(driver_attributes.DISABLED, "1" if control.disabled else None)
        element.stamp(driver_attributes.VALUE, control.value if is_value else None)
        element.stamp(driver_attributes.PROBLEM, problems.get(control.ref))
        for option, choice in zip(option_nodes(read, element), control.choices, strict=False):
            _stamp_choice(option, "selected", is_chosen=choice.selected)


def _stamp_choice(node: Node, attribute: str, *, is_chosen: bool) -> None:
    """Write whether a box or option is chosen; "0" where its HTML says the opposite."""
    denied = "0" if attribute in node.attrs else None
    node.stamp(driver_attributes.CHECKED, "1" if is_chosen else denied)
