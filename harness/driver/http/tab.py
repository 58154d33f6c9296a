"""A tab over plain HTTP: what a browser without scripts does with links and forms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from string import whitespace

from harness.core.errors import NeedsBrowser, Unreadable
from harness.core.identity import Same
from harness.core.url import browser_url, is_dangling_markup, same_document
from harness.driver.http import inline_handlers, scripted_forms
from harness.driver.http.app_shell import is_app_shell
from harness.driver.http.client import Request
from harness.driver.http.constraint_validation import validation_messages
from harness.driver.http.document import Anchor
from harness.driver.http.form_controls import BUTTONS, Control, attach, type_into
from harness.driver.http.frame_tree import FrameNode, node_of, parent_of, render, with_replaced
from harness.driver.http.loader import MAX_KNOWN, Loader
from harness.driver.http.session_history import WindowHistory
from harness.driver.http.submission import Submission, submission
from harness.driver.protocol import ActionRefused, Capture, FieldInput
from harness.model.exchange import Exchange, Resource
from harness.model.fact import fact, quote
from harness.model.page import BOXES, Button, Link, Page
from harness.page.dom.outline import Outline
from harness.page.extract import page_of

_KNOWN = 64  # pages that stay in memory
_CHOSEN = BOXES | BUTTONS | {"select", "file"}  # kinds whose value is not just a text
_MAX_CLICKS = 5  # of scripts that click one another
_ADDRESSED_FORM = "a form that says where it goes"


@dataclass
class HttpTab:
    """One tab: a window, and the popups on top of it."""

    base_url: str
    loader: Loader
    validate: bool = False

    def __post_init__(self) -> None:
        self._windows: list[WindowHistory] = [WindowHistory()]
        self._cursor: tuple[FrameNode, Control] | None = None  # where was typed last
        self._twice = False  # whether a form is sent twice at once

    # ------------------------------------------------------------- movements

    async def open(self, url: str) -> Capture:
        """Go to an address, as if it were typed."""
        request = Request(browser_url(self.base_url, url))
        return await self._load_top(request)

    async def follow(self, link: Link) -> Capture:
        """Click a link of the last capture."""
        node = node_of(self._top, link.ref)
        anchor = node.anchor(link.ref)
        if anchor is None:
            raise _browser_needed(
                f"a link {link.label!r} with an address", "an element without one"
            )
        return await self._click(node, anchor, link.label)

    async def fill(self, entries: Sequence[FieldInput]) -> None:
        """Type into fields of the last capture."""
        for entry in entries:
            node = node_of(self._top, entry.field.ref)
            control = node.control(entry.field.ref)
            if control is None or entry.field.scripted:
                what = f"a field {entry.field.label!r} of a form"
                raise _browser_needed(what, "an element that only scripts make a field")
            if control.bars(entry.value):
                _check_scripts(node, f"a field {entry.field.label!r} that takes {entry.value!r}")
            edited = attach(control, entry.file) if entry.file else type_into(control, entry.value)
            self._cursor = (node, edited)
            if edited.kind == "radio" and edited.checked:
                self._clear_group(node, edited)
            node.edits[control.ref] = edited

    async def press(self, button: Button, *, twice: bool = False) -> Capture:
        """Press a button of the last capture."""
        self._twice = twice
        try:
            return await self._click_button(button)
        finally:
            self._twice = False

    async def _click_button(self, button: Button) -> Capture:
        node = node_of(self._top, button.ref)
        control = node.control(button.ref)
        if control is None:
            raise _browser_needed(f"a button {button.label!r} of a form", "one made by scripts")
        if control.disabled:
            _check_scripts(node, f"a button {button.label!r} that can be pressed")
            expected = fact("button-to-press", label=quote(button.label))
            raise ActionRefused(expected, seen=fact("element-disabled"), ref=button.ref)
        return await self._click_control(node, control, button.label)

    async def _click_control(self, node: FrameNode, control: Control, label: str) -> Capture:
        if script := control.attributes.get("onclick", ""):
            action = inline_handlers.read_script(script)
            if isinstance(action, inline_handlers.SetFields):
                _set_fields(node, action.values, control.form)
            elif action is not None and not isinstance(action, inline_handlers.NoAction):
                return await self._act(node, action, control.form)
            if action is None and (control.kind == "button" or not control.form):
                raise _browser_needed(f"a plain button {label!r}", f"the script {script!r}")
            if inline_handlers.stops_link(script):
                return self._capture()
        return await self._press(node, control)

    async def press_key(self, key: str) -> Capture:
        """Enter in a field sends its form, as if its first button were pressed."""
        if key != "Enter" or self._cursor is None or self._cursor[0] not in self._top.walk():
            raise _browser_needed("Enter in a field of a form", f"the key {key!r}")
        node, control = self._cursor
        sending = (one for one in node.owned(control.form) if one.kind in {"submit", "image"})
        button = next(sending, None)
        if button is None:
            return await self._send(node, control.form, None)
        return await self.press(Button(label=button.value, ref=button.ref))

    async def answer_dialogs(self, *, accept: bool, text: str = "") -> None:
        """Without scripts every dialog counts as accepted."""
        if not accept or text:
            raise _browser_needed("dialogs that are accepted", "one to cancel or to type into")

    async def back(self) -> Capture:
        """Go back one page; from the first page of a popup, close it."""
        window = self._windows[-1]
        if not window.can_go_back:
            if len(self._windows) > 1:
                self._windows.pop()
            return self._capture()
        window.go_back()
        top = self._top
        if "no-store" in top.answer.headers.get("cache-control", "").lower():
            return await self.reload()
        return self._capture()

    async def reload(self) -> Capture:
        """Load the page again; the result of a POST posts again."""
        top = self._top
        loaded = await self.loader.load(top.answer.request, top.name)
        if loaded.node is not None:
            self._windows[-1].replace(loaded.node)
        return self._capture(loaded.exchanges)

    async def watch(self, seconds: float) -> Capture | None:  # noqa: ARG002 - nothing changes
        """None: without scripts no page changes by itself."""
        return None

    async def fetch(self, url: str) -> Resource:
        """Fetch an address with the session's cookies, without leaving the page."""
        here = self._windows[-1].top
        base = here.document.url if here else self.base_url
        request = Request(browser_url(base, url), referrer=here.document.referrer if here else "")
        answer = await self.loader.client.send(request)
        headers = dict(answer.exchanges[-1].headers)
        return Resource(url=answer.url, status=answer.status, headers=headers, body=answer.body)

    async def screenshot(self, hide: Sequence[str]) -> bytes | None:  # noqa: ARG002 - no screen
        """None: there is no screen."""
        return None

    async def audit(self) -> None:
        """None: the rules of accessibility need a browser."""

    async def close(self) -> None:
        """Close the window."""
        self._windows = [WindowHistory()]

    # ----------------------------------------------------------------- parts

    @property
    def _top(self) -> FrameNode:
        top = self._windows[-1].top
        if top is None:
            raise Unreadable(
                "a page in the window", seen="an empty one", remedy="Open an address first."
            )
        return top

    async def _click(self, node: FrameNode, anchor: Anchor, label: str) -> Capture:
        href = anchor.attributes.get("href", "").strip(whitespace)
        script = anchor.attributes.get("onclick", "")
        action = inline_handlers.read_script(script, href) if script else inline_handlers.NoAction()
        leads = href not in {"", "#"} and inline_handlers.script_of(href) is None
        if isinstance(action, inline_handlers.SetFields):
            action = inline_handlers.NoAction() if leads else None
        if action is None and leads and inline_handlers.passes_address(script):
            action = inline_handlers.OpenWindow(href, anchor.attributes.get("target", ""))
        if action is None and (inline_handlers.stops_link(script) or href in {"", "#"}):
            raise _browser_needed(f"a plain link {label!r}", f"the script {script!r}")
        if action is not None and not isinstance(action, inline_handlers.NoAction):
            return await self._act(node, action, "")
        if inline_handlers.stops_link(script) or "href" not in anchor.attributes:
            return self._capture()
        if (code := inline_handlers.script_of(href)) is not None:
            return await self._run(node, code, label)
        target = anchor.attributes.get("target") or node.document.target
        return await self._go(node, href, target)

    async def _run(self, node: FrameNode, code: str, label: str) -> Capture:
        action = inline_handlers.read_script(code)
        if action is None:
            raise _browser_needed(f"a plain link {label!r}", f"the script {code!r}")
        return await self._act(node, action, "")

    async def _act(self, node: FrameNode, action: inline_handlers.Action, form: str) -> Capture:
        match action:
            case inline_handlers.OpenWindow(url, name):
                return await self._go(node, url, name or "_blank")
            case inline_handlers.Navigate(url, frame):
                return await self._go(node, url, frame)
            case inline_handlers.SendForm():
                sent = _form_named(node, action, form)
                _set_fields(node, action.values, sent)
                return await self._send(node, sent, None)
            case inline_handlers.Click(name):
                return await self._click_other(node, _clicked_at_last(node, name), name)
            case inline_handlers.GoBack():
                return await self.back()
            case inline_handlers.CloseWindow() if len(self._windows) > 1:
                self._windows.pop()
        return self._capture()

    async def _click_other(
        self, node: FrameNode, clicked: Control | Anchor | None, name: str
    ) -> Capture:
        """Click the link or button that a script clicks; a disabled one does nothing."""
        if isinstance(clicked, Anchor):
            return await self._click(node, clicked, name)
        if clicked is None or clicked.kind not in BUTTONS:
            raise _browser_needed(f"a plain link or button {name!r}", "none that a script clicks")
        return (
            self._capture() if clicked.disabled else await self._click_control(node, clicked, name)
        )

    async def _go(self, node: FrameNode, href: str, target: str) -> Capture:
        document = node.document
        url = browser_url(document.base, href, document.charset)
        if not url.startswith(("http:", "https:")) or is_dangling_markup(href):
            return self._capture()  # mailto:, tel: … leave the page as it is
        if same_document(document.url, url) and target in {"", "_self"}:
            moved = replace(node, document=replace(document, url=url))
            self._windows[-1].push(with_replaced(self._top, node, moved))
            return self._capture()
        return await self._navigate(node, Request(url, referrer=document.referrer), target)

    async def _navigate(self, node: FrameNode, request: Request, target: str) -> Capture:
        old = self._target_node(node, target)
        if old is None:
            self._put_in_front("" if target.startswith("_") else target)
            return await self._load_top(request)
        if old is self._top:
            return await self._load_top(request)
        loaded = await self.loader.load(request, old.name, old.prefix)
        if loaded.node is not None:
            self._windows[-1].push(with_replaced(self._top, old, loaded.node))
        return self._capture(loaded.exchanges)

    def _put_in_front(self, name: str) -> None:
        """Bring a window of this name to the front: an existing one, or a new one."""
        known = next((w for w in self._windows if name and w.name == name), WindowHistory(name))
        self._windows = [*(w for w in self._windows if w is not known), known]

    def _target_node(self, node: FrameNode, target: str) -> FrameNode | None:
        """The document that a target name means; None for a new window."""
        match target.lower():
            case "" | "_self":
                return node
            case "_top":
                return self._top
            case "_parent":
                return parent_of(self._top, node)
            case "_blank":
                return None
        if target == self._windows[-1].name:
            return self._top
        named = (p for p in self._top.walk() if p.name == target and p is not self._top)
        return next(named, None)

    async def _load_top(self, request: Request) -> Capture:
        window = self._windows[-1]
        try:
            loaded = await self.loader.load(request, window.name)
        finally:
            self._drop_empty()
        if loaded.node is not None:
            if window not in self._windows:
                self._windows.append(window)
            window.push(loaded.node)
        return self._capture(loaded.exchanges)

    def _drop_empty(self) -> None:
        """Close a popup whose document never came; its opener is in front again."""
        if len(self._windows) > 1 and self._windows[-1].top is None:
            self._windows.pop()

    async def _press(self, node: FrameNode, control: Control) -> Capture:
        if control.kind == "reset":
            for owned in node.owned(control.form):
                node.edits.pop(owned.ref, None)
        if control.kind in {"reset", "button"} or not control.form:
            return self._capture()
        return await self._send(node, control.form, control)

    async def _send(self, node: FrameNode, form: str, pressed: Control | None) -> Capture:
        tag = node.form(form)
        if tag is None:
            return self._capture()
        tags = tag.attributes, pressed.attributes if pressed else {}
        nowhere = scripted_forms.is_nowhere(*tags)
        if nowhere and (script := scripted_forms.taken_over_by(tags)):
            raise _browser_needed(_ADDRESSED_FORM, f"one that a script sends: {script}")
        owned = node.owned(form)
        sent = submission(node.document, tag, owned, pressed)
        if sent is None:
            return self._capture()
        if self.validate and pressed is not None and not sent.unchecked:
            refused = validation_messages(owned)
            if refused:
                return self._capture(problems=refused)
        if not nowhere or scripted_forms.has_method(*tags) or not node.document.html.has_scripts:
            return await self._submit(node, sent)
        before = self._capture().page.texts
        after = await self._submit(node, sent)
        if after.page.texts == before:
            raise _browser_needed(_ADDRESSED_FORM, "one that is left to scripts")
        return after

    async def _submit(self, node: FrameNode, sent: Submission) -> Capture:
        if (code := inline_handlers.script_of(sent.request.url)) is not None:
            return await self._run(node, code, "of the form")
        if not sent.request.url.startswith(("http:", "https:")):
            return self._capture()
        request = replace(sent.request, twice=self._twice)
        return await self._navigate(node, request, sent.target)

    def _clear_group(self, node: FrameNode, chosen: Control) -> None:
        for control in node.owned(chosen.form):
            if control.kind == "radio" and control.name == chosen.name and chosen.name:
                node.edits[control.ref] = replace(control, checked=False)

    def _capture(
        self, exchanges: tuple[Exchange, ...] = (), problems: Mapping[str, str] | None = None
    ) -> Capture:
        top = self._top
        document = top.document
        read, html = render(top, problems or {})
        make = _known_page if len(html) <= MAX_KNOWN else _known_page.__wrapped__
        page = make(Same(read), html, top.answer.status, document.charset)
        if is_app_shell(document.html, page):
            raise _browser_needed(f"words at {document.url}", "a place that scripts would fill")
        return Capture(page=page, html=html, exchanges=exchanges, blocked=bool(problems))


@lru_cache(maxsize=_KNOWN)
def _known_page(read: Same[Outline], _html: str, status: int, charset: str) -> Page:
    """The page of an outline whose elements are as its HTML says; the same one for the same."""
    return page_of(read.value, status=status, charset=charset)


def _set_fields(node: FrameNode, values: Sequence[inline_handlers.SetField], form: str) -> None:
    """Give fields of a form the values that a script sets."""
    for one in values:
        owned = node.owned(form)
        known = (c for c in owned if one.field in (c.name, c.attributes.get("id")))
        control = next(known, None)
        if control is None or control.kind in _CHOSEN:
            raise _browser_needed(f"a field {one.field!r} of the form", "none that a script fills")
        node.edits[control.ref] = replace(control, value=one.value)


def _clicked_at_last(node: FrameNode, name: str) -> Control | Anchor | None:
    """The link or button with an id or a name, or the one that its own script clicks in turn.

    None if there is none, or the scripts click one another.
    """
    for _ in range(_MAX_CLICKS):
        parts = (*node.controls(), *node.document.anchors)
        named = [p for p in parts if p.attributes.get("id") == name]
        named += [p for p in parts if p.attributes.get("name") == name]
        script = named[0].attributes.get("onclick", "") if named else ""
        action = inline_handlers.read_script(script) if script else None
        if not isinstance(action, inline_handlers.Click):
            return named[0] if named else None
        name = action.element
    return None


def _form_named(node: FrameNode, action: inline_handlers.SendForm, own: str) -> str:
    if action.having:
        fields = (c for c in node.document.controls if c.name == action.having)
        return next((c.form for c in fields), "")
    if action.form is None:
        return own
    for index, form in enumerate(node.document.forms):
        if action.form in (index, form.attributes.get("name"), form.attributes.get("id")):
            return form.ref
    return ""


def _check_scripts(node: FrameNode, expected: str) -> None:
    """Refuse what is disabled where a script may enable it."""
    if node.document.html.has_scripts:
        raise _browser_needed(expected, "one that is disabled, and that a script may enable")


def _browser_needed(expected: str, seen: str) -> NeedsBrowser:
    return NeedsBrowser(expected, seen=seen, remedy="Use the browser driver for this portal.")
