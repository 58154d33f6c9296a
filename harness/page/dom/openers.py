"""What plainly opens the closed panel that hides an element: a tab, a menu, a summary, a label.

Where nothing does, it may be shown while the pointer or the focus is on what stands around it.

Only what says of itself that it shows something else is one: no link that leads away, no button
that sends a form, nothing that is hidden itself or that is open already.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from harness.core.text import squeeze
from harness.model.page import Opener
from harness.page.dom import driver_attributes
from harness.page.dom.outline import Node, Outline

_MAX_AROUND = 40  # elements around a hidden one whose openers are looked for
_MAX_DEPTH = 4  # panels within panels
_MAX_WORDS = 80  # characters
_MAX_BETWEEN = 6  # elements before a panel among which a box is looked for
_MAX_PARTS = 12  # elements of what stands before a panel
_PRESSED = frozenset({"button", "tab", "menuitem", "link", "switch", "treeitem"})
_TOGGLES = ("data-bs-toggle", "data-toggle")
_AIMS = ("data-bs-target", "data-target", "href")
_SHOWS = frozenset({"show-popover", "toggle-popover", "show-modal"})
_TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "legend"})
_FOLDING = re.compile(r"fold|collaps|accordion|expand|toggle|disclos")
"""In the name of a class: what it names folds."""
_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "div", "header", "dt", "span"})


class Openers:
    """Finds what opens the panels of one document."""

    def __init__(self, document: Outline) -> None:
        self._document = document
        self._by_id: dict[tuple[int, str], list[Node]] | None = None
        self._children: dict[int, list[Node]] = {}
        self._of_dialogs: dict[int, Node] | None = None

    def of(self, node: Node) -> Opener | None:
        """What to press first so that a hidden element is shown; None for nothing.

        Without a layout, a dialog that a link opens counts as visible: what opens it is told, if
        the link leads to a page, which shows the same to whoever has no scripts.
        """
        if node.visible:
            return self._of_dialog(node)
        if node.hider is None or _is_never_shown(node):
            return None
        found = self._opener(node, _MAX_DEPTH)
        if found is None:
            return _pointed(self._outermost(node))
        opener, is_plain = found
        words = squeeze(self._document.words(opener)) or opener.get("aria-label")
        words = words or opener.get("title") or opener.get("value")
        ref = opener.ref or opener.get(driver_attributes.REF)
        return Opener(ref=ref, words=words[:_MAX_WORDS], scripted=not is_plain)

    def _of_dialog(self, node: Node) -> Opener | None:
        """What opens the dialog around an element of a page that was not laid out."""
        dialogs = self._dialogs()
        if not dialogs:
            return None
        for around in (node, *node.ancestors(_MAX_AROUND)):
            if opener := dialogs.get(around.order):
                words = squeeze(self._document.words(opener)) or opener.get("title")
                return Opener(ref=opener.ref, words=words[:_MAX_WORDS], scripted=True)
        return None

    def _dialogs(self) -> dict[int, Node]:
        """What opens each dialog of a page that was not laid out, by the order of the dialog."""
        if self._of_dialogs is None:
            self._of_dialogs = {
                panel.order: node
                for node in self._document.nodes
                if "modal" in {node.get(name).lower() for name in _TOGGLES} and _leads(node)
                for aim in _aims_of(node)
                if (panel := node.scope.ids.get(aim)) is not None
                if _is_closed_dialog(panel) and not panel.holds(node)
            }
        return self._of_dialogs

    def _opener(self, node: Node, depth: int) -> tuple[Node, bool] | None:
        """The visible element to press first, and whether it does without a script."""
        outermost = self._outermost(node)
        if outermost is None or depth <= 0:
            return None
        around = [one for one in (node, *node.ancestors(_MAX_AROUND)) if outermost.holds(one)]
        found = [pair for panel in reversed(around) for pair in self._of_panel(panel)]
        found = [pair for pair in found if not node.holds(pair[0])]
        for pair in found:
            if pair[0].visible:
                return pair
        for opener, _ in found:
            if not outermost.holds(opener) and (first := self._opener(opener, depth - 1)):
                return first
        return None

    def _outermost(self, node: Node) -> Node | None:
        """The outermost hidden element around an element, itself included."""
        hider = node.hider
        while hider is not None and hider.parent is not None and hider.parent.hider is not None:
            hider = hider.parent.hider
        return hider

    def _of_panel(self, panel: Node) -> Iterator[tuple[Node, bool]]:
        """What opens a panel, each with whether it does without a script."""
        if panel.tag == "details":
            return iter([(one, True) for one in self._inner(panel) if one.tag == "summary"][:1])
        named = self._named(panel)
        return iter([*named, *self._switches(panel), *self._beside(panel)])

    def _named(self, panel: Node) -> list[tuple[Node, bool]]:
        """What names the panel as what it opens, or is named by the panel as its title."""
        key = panel.get("id")
        titled = [panel.scope.ids.get(one) for one in panel.get("aria-labelledby").split()]
        pointing = self._pointing().get((id(panel.scope), key), []) if key else []
        found = [(one, _is_native(one, key)) for one in pointing]
        found += [(one, False) for one in titled if one is not None and _opens_by_itself(one)]
        return [pair for pair in found if pair[1] or _is_pressed(pair[0])]

    def _pointing(self) -> dict[tuple[int, str], list[Node]]:
        """The elements that name another one as what they open, by its scope and id."""
        if self._by_id is None:
            found: defaultdict[tuple[int, str], list[Node]] = defaultdict(list)
            for node in self._document.nodes:
                for name in _aims_of(node):
                    found[id(node.scope), name].append(node)
            self._by_id = dict(found)
        return self._by_id

    def _switches(self, panel: Node) -> Iterator[tuple[Node, bool]]:
        """The label of a box before a panel, by whose tick a style sheet shows the panel.

        It is the first panel behind the box that is hidden, and few elements stand between them.
        """
        if panel.part:
            return
        for before in reversed(self._before(panel)[-_MAX_BETWEEN:]):
            if before.tag == "input" and _is_switch(before):
                labels = before.scope.labels.get(before.get("id"), []) if before.get("id") else []
                yield from ((one, True) for one in labels)
            if before.tag not in {"label", "input"} and not before.visible:
                return

    def _beside(self, panel: Node) -> Iterator[tuple[Node, bool]]:
        """The button right before a panel that says that it is closed."""
        before = self._before(panel)
        if not before or panel.part:
            return
        head = before[-1]
        parts = [head, *self._below(head)] if head.tag in _HEADS else [head]
        closed = [one for one in parts if _says_closed(one) and _is_pressed(one)]
        if len(closed) == 1:
            yield closed[0], False
        elif title := self._folding_title(head, panel):
            yield title, False

    def _folding_title(self, head: Node, panel: Node) -> Node | None:
        """The link that is the whole heading of a section that says that it folds; None for none.

        Scripts make such links of plain headings, and put their state into names of classes.
        """
        links = [one for one in self._below(head) if one.tag == "a" and "href" in one.attrs]
        around = [panel.parent] if panel.parent else []
        if head.tag not in _TITLES or len(links) != 1 or not _stays(links[0].get("href")):
            return None
        is_whole = squeeze(self._document.words(head)) == squeeze(self._document.words(links[0]))
        folds = any(map(_says_folding, (head, links[0], panel, *around)))
        return links[0] if is_whole and folds and _is_pressed(links[0]) else None

    def _before(self, panel: Node) -> list[Node]:
        """The elements before one in the same element."""
        parent = panel.parent
        if parent is None:
            return []
        return [one for one in self._inner(parent) if one.order < panel.order]

    def _inner(self, node: Node) -> list[Node]:
        """The elements right in an element."""
        if node.order not in self._children:
            found, order = [], node.order + 1
            nodes = self._document.nodes
            while order < node.last:
                found.append(nodes[order])
                order = max(nodes[order].last, order + 1)
            self._children[node.order] = found
        return self._children[node.order]

    def _below(self, node: Node) -> Iterable[Node]:
        return islice(self._document.nodes[node.order + 1 : node.last], _MAX_PARTS)


def _leads(node: Node) -> bool:
    """Whether a link leads to a page of its own, too, without a script."""
    return node.tag == "a" and bool(node.get("href")) and not _stays(node.get("href"))


def _is_closed_dialog(panel: Node) -> bool:
    """Whether a dialog of a page that was not laid out is closed, as far as its mark-up tells."""
    is_laid_out = driver_attributes.BOX in panel.attrs or driver_attributes.HIDDEN in panel.attrs
    is_open = "block" in panel.get("style") or panel.get("aria-modal") == "true"
    is_dialog = panel.get("role").lower() == "dialog" or "modal" in panel.get("class").split()
    return is_dialog and not is_laid_out and not is_open


def _pointed(hider: Node | None) -> Opener | None:
    """What shows a hidden element while the pointer or the focus is on it."""
    told = hider.get(driver_attributes.POINTED).split(" ", 2) if hider else []
    if len(told) < 2 or told[1] not in {"hover", "focus"}:  # noqa: PLR2004 - a ref and a way
        return None
    ref, way, *words = told
    said = squeeze("".join(words))[:_MAX_WORDS]
    return Opener(ref=ref, words=said, way="focus" if way == "focus" else "hover")


def _aims_of(node: Node) -> Iterator[str]:
    """The ids of what an element says that it opens."""
    attrs = node.attrs
    if "aria-controls" in attrs:
        yield from node.get("aria-controls").split()
    for name in ("popovertarget", "commandfor"):
        if node.tag == "button" and attrs.get(name):
            yield node.get(name)
    if any(name in attrs for name in _TOGGLES):
        aims = (node.get(name) for name in _AIMS)
        yield from (aim[1:] for aim in aims if aim.startswith("#"))


def _opens_by_itself(node: Node) -> bool:
    """Whether an element that titles a panel says that it opens one."""
    toggles = any(name in node.attrs for name in _TOGGLES)
    return toggles or node.get("role") == "tab" or _says_closed(node)


def _says_folding(node: Node) -> bool:
    return bool(_FOLDING.search(node.get("class").lower()))


def _says_closed(node: Node) -> bool:
    """Whether an element says that something belongs to it that is closed."""
    pops = node.get("aria-haspopup").lower() not in {"", "false"}
    return node.get("aria-expanded") == "false" or (pops and "aria-expanded" not in node.attrs)


def _is_native(node: Node, key: str) -> bool:
    """Whether a button opens a panel without a script."""
    if node.tag != "button" or _sends(node) or not _is_usable(node):
        return False
    pops = node.get("popovertarget") == key
    hides = node.get("popovertargetaction").lower() == "hide"
    commands = node.get("commandfor") == key and node.get("command").lower() in _SHOWS
    return (pops and not hides) or commands


def _is_pressed(node: Node) -> bool:
    """Whether pressing an element opens something, and neither leads away nor sends a form."""
    is_open = "true" in {node.get("aria-expanded"), node.get("aria-selected")}
    if is_open or not _is_usable(node):
        return False
    if node.tag == "a":
        return _stays(node.get("href"))
    if node.tag == "button":
        return not _sends(node)
    if node.tag == "input":
        return node.get("type").lower() == "button"
    is_toggle = any(name in node.attrs for name in _TOGGLES)
    return node.tag == "summary" or node.get("role").lower() in _PRESSED or is_toggle


def _is_usable(node: Node) -> bool:
    return "disabled" not in node.attrs and node.get("aria-disabled") != "true"


def _stays(address: str) -> bool:
    """Whether a link leads to nothing but a part of its own page."""
    script = address.lower().removeprefix("javascript:").strip("; ") in {"", "void(0)", "void 0"}
    return address.startswith("#") or script


def _sends(node: Node) -> bool:
    """Whether a button sends a form, or empties it."""
    return bool(node.owner) and node.get("type").lower() != "button"


def _is_switch(node: Node) -> bool:
    """Whether a box is a switch of the page alone: no form sends it."""
    is_box = node.get("type").lower() in {"checkbox", "radio"} and "checked" not in node.attrs
    return is_box and (not node.get("name") or not node.owner)


def _is_never_shown(node: Node) -> bool:
    return node.tag == "input" and node.get("type").lower() == "hidden"
