"""The documents in the frames of a window, and the document that a reader sees."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape

from harness.driver.http.client import Response
from harness.driver.http.document import Anchor, Document
from harness.driver.http.form_controls import TICKED, Control, FormTag
from harness.page.dom import driver_attributes

_BODY = re.compile(r"<body\b[^>]*>(.*?)(?:</body\s*>|$)", re.IGNORECASE | re.DOTALL)
_HEAD = re.compile(r"^.*?</head\s*>", re.IGNORECASE | re.DOTALL)
_STRUCTURE = re.compile(r"</?(?:html|head|body)\b[^>]*>|<!doctype[^>]*>", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^>]*>.*?</title\s*>", re.IGNORECASE | re.DOTALL)
_REF = re.compile(rf'{driver_attributes.REF}="([^"]*)"')
_CHECKED = f' {driver_attributes.CHECKED}="1"'
_OPENING = re.compile(r"<html\b[^>]*>", re.IGNORECASE)


@dataclass(frozen=True)
class FrameNode:
    """One document with the documents in its frames.

    Attributes:
        name: of the frame or window.
        document: what it shows.
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


def render(node: FrameNode, problems: Mapping[str, str]) -> str:
    """A document with the documents of its frames in place.

    Args:
        node: the outermost one.
        problems: validation messages by ref, after a refused submission.
    """
    source = node.document.source
    if node.document.is_frameset:
        return _render_frameset(node, problems)
    pieces, done = [], 0
    for frame in node.document.frames:
        if child := node.children.get(frame.ref):
            pieces += [source[done : frame.start], _framed_html(child, problems)]
            done = frame.stop
    return _with_states("".join([*pieces, source[done:]]), node, problems)


def _render_frameset(node: FrameNode, problems: Mapping[str, str]) -> str:
    source = node.document.source
    opening = _first_match(_OPENING, source) or "<html>"
    frames = "".join(_framed_html(child, problems) for child in node.children.values())
    return f"{opening}<head>{_first_match(_TITLE, source)}</head><body>{frames}</body></html>"


def _first_match(pattern: re.Pattern[str], source: str) -> str:
    found = pattern.search(source)
    return found[0] if found else ""


def _framed_html(child: FrameNode, problems: Mapping[str, str]) -> str:
    inner = render(child, problems)
    body = _BODY.search(inner)
    content = body[1] if body else _STRUCTURE.sub("", _HEAD.sub("", inner, count=1))
    tag = driver_attributes.FRAME_ELEMENT
    name = f'{driver_attributes.FRAME_NAME}="{escape(child.name)}"'
    url = f'{driver_attributes.URL}="{escape(child.document.url)}"'
    return f"<{tag} {name} {url}>{content}</{tag}>"


def _with_states(source: str, node: FrameNode, problems: Mapping[str, str]) -> str:
    """The source with the state of its controls and their validation messages."""
    states: dict[str, str] = {}
    for control in node.controls():
        typed = control.ref in node.edits
        states[control.ref] = _state_attributes(control, problems.get(control.ref, ""), typed=typed)
        for index, choice in enumerate(control.choices):
            states[f"{control.ref}/{index}"] = _CHECKED if choice.selected else ""
    return _REF.sub(lambda match: match[0] + states.get(match[1], ""), source)


def _state_attributes(control: Control, problem: str, *, typed: bool) -> str:
    marks = _CHECKED if control.checked else ""
    if control.disabled:
        marks += f' {driver_attributes.DISABLED}="1"'
    if typed and control.kind not in TICKED | {"select"}:
        marks += f' {driver_attributes.VALUE}="{escape(control.value)}"'
    return f'{marks} {driver_attributes.PROBLEM}="{escape(problem)}"' if problem else marks
