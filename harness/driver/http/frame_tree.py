"""Windows over plain HTTP: documents in frames, put together into what a person reads."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape

from harness.driver.http.client import Answer
from harness.driver.http.document import Anchor, Document
from harness.driver.http.form_controls import TICKED, Control, FormTag
from harness.page.dom import driver_attributes

_BODY = re.compile(r"<body\b[^>]*>(.*?)(?:</body\s*>|$)", re.IGNORECASE | re.DOTALL)
_HEAD = re.compile(r"^.*?</head\s*>", re.IGNORECASE | re.DOTALL)
_SHELL = re.compile(r"</?(?:html|head|body)\b[^>]*>|<!doctype[^>]*>", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^>]*>.*?</title\s*>", re.IGNORECASE | re.DOTALL)
_REF = re.compile(rf'{driver_attributes.REF}="([^"]*)"')
_CHOSEN = f' {driver_attributes.CHECKED}="1"'
_OPENING = re.compile(r"<html\b[^>]*>", re.IGNORECASE)


@dataclass(frozen=True)
class Pane:
    """One document with those in its frames.

    Attributes:
        prefix: of its refs, without the colon.
        children: the documents of its frames, by the frame's ref.
        edits: controls as a person left them, by ref; they change as the person types.
    """

    name: str
    document: Document
    answer: Answer
    prefix: str = ""
    children: Mapping[str, "Pane"] = field(default_factory=dict)
    edits: dict[str, Control] = field(default_factory=dict, compare=False)

    def controls(self) -> tuple[Control, ...]:
        """All controls as they stand now."""
        return tuple(self.edits.get(control.ref, control) for control in self.document.controls)

    def owned(self, form: str) -> tuple[Control, ...]:
        """The controls of one form as they stand now."""
        return tuple(control for control in self.controls() if control.form == form)

    def control(self, ref: str) -> Control | None:
        """The control of that name, as it stands now."""
        return next((control for control in self.controls() if control.ref == ref), None)

    def anchor(self, ref: str) -> Anchor | None:
        """The link of that name."""
        return next((anchor for anchor in self.document.anchors if anchor.ref == ref), None)

    def form(self, ref: str) -> FormTag | None:
        """The form of that name."""
        return next((form for form in self.document.forms if form.ref == ref), None)

    def walk(self) -> Iterator["Pane"]:
        """This one and all below, outermost first."""
        yield self
        for child in self.children.values():
            yield from child.walk()


def parent_of(top: Pane, pane: Pane) -> Pane:
    """The pane around another; the top one is its own parent."""
    return next((p for p in top.walk() if any(c is pane for c in p.children.values())), top)


def holder(top: Pane, ref: str) -> Pane:
    """The pane whose document has an element of that name; the top one where none has."""
    prefix = ref.rpartition(":")[0]
    panes = (p for p in top.walk() if p.prefix == prefix)
    return next(panes, top)


def swap(top: Pane, old: Pane, new: Pane) -> Pane:
    """The same panes with one replaced."""
    if top is old:
        return new
    return replace(top, children={ref: swap(c, old, new) for ref, c in top.children.items()})


def render(pane: Pane, problems: Mapping[str, str]) -> str:
    """The document with those of its frames in their places.

    Args:
        pane: the outermost one.
        problems: validation messages by ref, after a refused sending.
    """
    source = pane.document.source
    if pane.document.is_frameset:
        return _render_frameset(pane, problems)
    pieces, done = [], 0
    for frame in pane.document.frames:
        if child := pane.children.get(frame.ref):
            pieces += [source[done : frame.start], _wrapped(child, problems)]
            done = frame.stop
    return _marked("".join([*pieces, source[done:]]), pane, problems)


def _render_frameset(pane: Pane, problems: Mapping[str, str]) -> str:
    source = pane.document.source
    opening = _first(_OPENING, source) or "<html>"
    frames = "".join(_wrapped(child, problems) for child in pane.children.values())
    return f"{opening}<head>{_first(_TITLE, source)}</head><body>{frames}</body></html>"


def _first(pattern: re.Pattern[str], source: str) -> str:
    found = pattern.search(source)
    return found[0] if found else ""


def _wrapped(child: Pane, problems: Mapping[str, str]) -> str:
    inner = render(child, problems)
    body = _BODY.search(inner)
    content = body[1] if body else _SHELL.sub("", _HEAD.sub("", inner, count=1))
    tag = driver_attributes.FRAME_ELEMENT
    name = f'{driver_attributes.FRAME_NAME}="{escape(child.name)}"'
    url = f'{driver_attributes.URL}="{escape(child.document.url)}"'
    return f"<{tag} {name} {url}>{content}</{tag}>"


def _marked(source: str, pane: Pane, problems: Mapping[str, str]) -> str:
    """The source with the state of its controls, and what a browser would refuse."""
    states: dict[str, str] = {}
    for control in pane.controls():
        typed = control.ref in pane.edits
        states[control.ref] = _state(control, problems.get(control.ref, ""), typed=typed)
        for index, choice in enumerate(control.choices):
            states[f"{control.ref}/{index}"] = _CHOSEN if choice.selected else ""
    return _REF.sub(lambda match: match[0] + states.get(match[1], ""), source)


def _state(control: Control, problem: str, *, typed: bool) -> str:
    marks = _CHOSEN if control.checked else ""
    if control.disabled:
        marks += f' {driver_attributes.DISABLED}="1"'
    if typed and control.kind not in TICKED | {"select"}:
        marks += f' {driver_attributes.VALUE}="{escape(control.value)}"'
    return f'{marks} {driver_attributes.PROBLEM}="{escape(problem)}"' if problem else marks
