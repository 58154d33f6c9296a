"""A window over plain HTTP: what a browser without scripts does with links and forms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from harness.core.errors import NeedsBrowser, Unreadable
from harness.core.url import browser_url, same_document
from harness.driver.http.app_shell import is_shell
from harness.driver.http.client import Request
from harness.driver.http.constraint_validation import problems
from harness.driver.http.document import Anchor
from harness.driver.http.form_controls import Control, type_into
from harness.driver.http.frame_tree import Pane, holder, parent_of, render, swap
from harness.driver.http.inline_handlers import (
    Action,
    CloseWindow,
    Go,
    GoBack,
    Nothing,
    OpenWindow,
    SendForm,
    hands_on_address,
    read_script,
    script_of,
    stops_link,
)
from harness.driver.http.loader import Loader
from harness.driver.http.session_history import Window
from harness.driver.http.submission import Submission, submission
from harness.driver.protocol import Capture, FieldInput, Refused
from harness.model.exchange import Exchange, Resource
from harness.model.page import Button, Link
from harness.page.extract import extract


@dataclass
class HttpTab:
    """One window of one person; popups stack on it.

    Args:
        base_url: what addresses typed by a person are relative to.
        loader: fetches documents.
        validate: whether to refuse sending what a browser would refuse.
    """

    base_url: str
    loader: Loader
    validate: bool = False

    def __post_init__(self) -> None:
        self._windows: list[Window] = [Window()]

    # ------------------------------------------------------------- movements

    async def open(self, url: str) -> Capture:
        """Go to an address, as typed by a person."""
        request = Request(browser_url(self.base_url, url))
        return await self._load_top(request)

    async def follow(self, link: Link) -> Capture:
        """Click a link of the last capture."""
        pane = holder(self._top, link.ref)
        anchor = pane.anchor(link.ref)
        if anchor is None:
            raise _needs_browser(f"a link {link.label!r} with an address", "an element without one")
        return await self._click(pane, anchor, link.label)

    async def fill(self, entries: Sequence[FieldInput]) -> None:
        """Type into fields of the last capture."""
        for entry in entries:
            pane = holder(self._top, entry.field.ref)
            control = pane.control(entry.field.ref)
            if control is None:
                what = f"a field {entry.field.label!r} of a form"
                raise _needs_browser(what, "an element that only scripts make a field")
            edited = type_into(control, entry.value)
            if edited.kind == "radio" and edited.checked:
                self._clear_group(pane, edited)
            pane.edits[control.ref] = edited

    async def press(self, button: Button) -> Capture:
        """Press a button of the last capture."""
        pane = holder(self._top, button.ref)
        control = pane.control(button.ref)
        if control is None:
            raise _needs_browser(f"a button {button.label!r} of a form", "one made by scripts")
        if control.disabled:
            raise Refused(f"a button {button.label!r} to press", seen="it is disabled")
        if script := control.attributes.get("onclick", ""):
            action = read_script(script)
            if action is not None and not isinstance(action, Nothing):
                return await self._act(pane, action, control.form)
            if action is None and (control.kind == "button" or not control.form):
                raise _needs_browser(f"a plain button {button.label!r}", f"the script {script!r}")
            if stops_link(script):
                return self._capture()
        return await self._press(pane, control)

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
        if loaded.pane is not None:
            self._windows[-1].replace(loaded.pane)
        return self._capture(loaded.exchanges)

    async def watch(self, seconds: float) -> Capture | None:  # noqa: ARG002 - nothing moves here
        """Nothing: without scripts no page changes by itself."""
        return None

    async def fetch(self, url: str) -> Resource:
        """Fetch an address beside the page with the session's cookies."""
        here = self._windows[-1].top
        base = here.document.url if here else self.base_url
        request = Request(browser_url(base, url), referrer=here.document.url if here else "")
        answer = await self.loader.transport.send(request)
        headers = dict(answer.exchanges[-1].headers)
        return Resource(url=answer.url, status=answer.status, headers=headers, body=answer.body)

    async def screenshot(self, hide: Sequence[str]) -> bytes | None:  # noqa: ARG002 - no screen
        """Nothing: there is no screen."""
        return None

    async def audit(self) -> None:
        """Nothing: rules of accessibility are tried on what a browser draws."""

    async def close(self) -> None:
        """Close the window."""
        self._windows = [Window()]

    # ----------------------------------------------------------------- parts

    @property
    def _top(self) -> Pane:
        top = self._windows[-1].top
        if top is None:
            raise Unreadable(
                "a page in the window", seen="an empty one", remedy="Open an address first."
            )
        return top

    async def _click(self, pane: Pane, anchor: Anchor, label: str) -> Capture:
        href = anchor.attributes.get("href", "").strip()
        script = anchor.attributes.get("onclick", "")
        action = read_script(script, href) if script else Nothing()
        leads = href not in {"", "#"} and script_of(href) is None
        if action is None and leads and hands_on_address(script):
            action = OpenWindow(href, anchor.attributes.get("target", ""))
        if action is None and (stops_link(script) or href in {"", "#"}):
            raise _needs_browser(f"a plain link {label!r}", f"the script {script!r}")
        if action is not None and not isinstance(action, Nothing):
            return await self._act(pane, action, "")
        if stops_link(script) or "href" not in anchor.attributes:
            return self._capture()
        if (code := script_of(href)) is not None:
            return await self._run(pane, code, label)
        target = anchor.attributes.get("target") or pane.document.target
        return await self._go(pane, href, target)

    async def _run(self, pane: Pane, code: str, label: str) -> Capture:
        action = read_script(code)
        if action is None:
            raise _needs_browser(f"a plain link {label!r}", f"the script {code!r}")
        return await self._act(pane, action, "")

    async def _act(self, pane: Pane, action: Action, form: str) -> Capture:
        match action:
            case OpenWindow(url, name):
                return await self._go(pane, url, name or "_blank")
            case Go(url, frame):
                return await self._go(pane, url, frame)
            case SendForm(key):
                return await self._send(pane, _form_named(pane, key, form), None)
            case GoBack():
                return await self.back()
            case CloseWindow() if len(self._windows) > 1:
                self._windows.pop()
        return self._capture()

    async def _go(self, pane: Pane, href: str, target: str) -> Capture:
        document = pane.document
        url = browser_url(document.base, href, document.charset)
        if not url.startswith(("http:", "https:")):
            return self._capture()  # mailto:, tel: … leave the page as it is
        if same_document(document.url, url) and target in {"", "_self"}:
            moved = replace(pane, document=replace(document, url=url))
            self._windows[-1].push(swap(self._top, pane, moved))
            return self._capture()
        return await self._navigate(pane, Request(url, referrer=document.url), target)

    async def _navigate(self, pane: Pane, request: Request, target: str) -> Capture:
        old = self._aimed(pane, target)
        if old is None:
            self._put_in_front("" if target.startswith("_") else target)
            return await self._load_top(request)
        if old is self._top:
            return await self._load_top(request)
        loaded = await self.loader.load(request, old.name, old.prefix)
        if loaded.pane is not None:
            self._windows[-1].push(swap(self._top, old, loaded.pane))
        return self._capture(loaded.exchanges)

    def _put_in_front(self, name: str) -> None:
        """A window of that name: the one that there is, or a new one."""
        known = next((w for w in self._windows if name and w.name == name), Window(name))
        self._windows = [*(w for w in self._windows if w is not known), known]

    def _aimed(self, pane: Pane, target: str) -> Pane | None:
        """The pane that a target means; None for a new window."""
        match target.lower():
            case "" | "_self":
                return pane
            case "_top":
                return self._top
            case "_parent":
                return parent_of(self._top, pane)
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
        if loaded.pane is not None:
            if window not in self._windows:
                self._windows.append(window)
            window.push(loaded.pane)
        return self._capture(loaded.exchanges)

    def _drop_empty(self) -> None:
        """A popup whose document never came leaves its opener in front."""
        if len(self._windows) > 1 and self._windows[-1].top is None:
            self._windows.pop()

    async def _press(self, pane: Pane, control: Control) -> Capture:
        if control.kind == "reset":
            for owned in pane.owned(control.form):
                pane.edits.pop(owned.ref, None)
        if control.kind in {"reset", "button"} or not control.form:
            return self._capture()
        return await self._send(pane, control.form, control)

    async def _send(self, pane: Pane, form: str, pressed: Control | None) -> Capture:
        tag = pane.form(form)
        if tag is None:
            return self._capture()
        owned = pane.owned(form)
        sent = submission(pane.document, tag, owned, pressed)
        if self.validate and pressed is not None and not sent.unchecked:
            refused = problems(owned)
            if refused:
                return self._capture(problems=refused)
        return await self._submit(pane, sent)

    async def _submit(self, pane: Pane, sent: Submission) -> Capture:
        if (code := script_of(sent.request.url)) is not None:
            return await self._run(pane, code, "of the form")
        if not sent.request.url.startswith(("http:", "https:")):
            return self._capture()
        return await self._navigate(pane, sent.request, sent.target)

    def _clear_group(self, pane: Pane, chosen: Control) -> None:
        for control in pane.owned(chosen.form):
            if control.kind == "radio" and control.name == chosen.name and chosen.name:
                pane.edits[control.ref] = replace(control, checked=False)

    def _capture(
        self, exchanges: tuple[Exchange, ...] = (), problems: Mapping[str, str] | None = None
    ) -> Capture:
        top = self._top
        html = render(top, problems or {})
        document = top.document
        status = top.answer.status
        page = extract(html, url=document.url, status=status, charset=document.charset)
        if is_shell(document.source, page):
            raise _needs_browser(f"words at {document.url}", "a place that scripts would fill")
        return Capture(page=page, html=html, exchanges=exchanges, blocked=bool(problems))


def _form_named(pane: Pane, key: str | int | None, own: str) -> str:
    if key is None:
        return own
    for index, form in enumerate(pane.document.forms):
        if key in (index, form.attributes.get("name"), form.attributes.get("id")):
            return form.ref
    return ""


def _needs_browser(expected: str, seen: str) -> NeedsBrowser:
    return NeedsBrowser(expected, seen=seen, remedy="Use the browser driver for this portal.")
