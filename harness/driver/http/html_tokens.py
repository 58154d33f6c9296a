"""Reads the tags of a document in order, as a browser's parser assigns controls to forms.

A control belongs to the form whose start tag came last and is not closed yet, whatever tables
are in between; so no tree is built. Each element that can be acted on gets the driver's ref as
an attribute; the rest of the document stays unchanged.
"""

import re
from bisect import bisect_right
from dataclasses import replace
from html import escape, unescape
from html.parser import HTMLParser
from urllib.parse import urldefrag

from harness.core.url import browser_url, resolve
from harness.driver.http.document import Anchor, Document, FrameTag
from harness.driver.http.form_controls import BUTTONS, TICKED, Choice, Control, FormTag
from harness.page.dom import driver_attributes

_OWN = re.compile(r"(?<=[\s\"'/])data-cp-", re.IGNORECASE)
_TEXT_KINDS = frozenset(
    {"text", "search", "tel", "url", "email", "password", "number", "range", "color", "file"}
    | {"date", "datetime-local", "month", "time", "week", "hidden"}
)


def read_document(html: str, *, url: str, charset: str, prefix: str = "") -> Document:
    """Read a document, and add the driver's attributes to it.

    Args:
        html: as decoded.
        url: of the document, after redirects.
        charset: of the document.
        prefix: of each ref: "" for the top document, "f1:" in a frame.
    """
    reader = _TagReader(html, url, prefix, charset)
    reader.feed(html)
    reader.close()
    return reader.document()


class _TagReader(HTMLParser):
    """Reads the tags once, with the form pointer of the HTML parser."""

    def __init__(self, html: str, url: str, prefix: str, charset: str) -> None:
        super().__init__(convert_charrefs=True)
        self.charset = charset
        self.html, self.url, self.prefix = html, url, prefix
        self.base, self.base_target = url, ""
        self.lines = [0, *(match.end() for match in re.finditer("\n", html))]
        self.edits: list[tuple[int, int, str]] = []
        self.controls: list[Control] = []
        self.forms: list[FormTag] = []
        self.anchors: list[Anchor] = []
        self.frames: list[tuple[int, FrameTag]] = []
        self.named: list[tuple[int, str]] = []  # controls with form="id"
        self.count = 0
        self.form = ""
        self.fieldsets: list[bool] = []
        self.legend_of: list[int] = []
        self.is_frameset = False
        self.select: int | None = None
        self.option: tuple[int, dict[str, str], bool] | None = None
        self.group_disabled = False
        self.textarea: tuple[int, int] | None = None
        self.skipped = 0  # depth of template elements, whose controls are not live

    # ------------------------------------------------------------------ tags

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Record an element and add attributes to its tag."""
        if self.textarea is not None:
            return
        start = self._offset()
        attributes = _attributes(attrs)
        self._rename_portal_attributes(start)
        if tag == "template":
            self.skipped += 1
        if not self.skipped and (note := getattr(self, f"_on_{tag}", None)):
            note(attributes, start)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read a tag with a slash at its end; the slash has no meaning in HTML."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close the open element."""
        if self.textarea is not None:
            if tag == "textarea":
                self._end_textarea()
        elif tag == "template":
            self.skipped = max(0, self.skipped - 1)
        elif not self.skipped and (note := getattr(self, f"_end_{tag}", None)):
            note()

    def _on_base(self, attributes: dict[str, str], _start: int) -> None:
        if "href" in attributes and self.base == self.url:
            self.base = resolve(self.url, attributes["href"])
        self.base_target = self.base_target or attributes.get("target", "")

    def _on_form(self, attributes: dict[str, str], start: int) -> None:
        if self.form:
            return
        self.form = self._ref()
        self.forms.append(FormTag(self.form, attributes))
        address = self._address(attributes.get("action", "")) or self.url
        self._stamp(
            start, "form", {driver_attributes.REF: self.form, driver_attributes.URL: address}
        )

    def _end_form(self) -> None:
        self.form = ""

    def _on_input(self, attributes: dict[str, str], start: int) -> None:
        kind = attributes.get("type", "").strip().lower() or "text"
        if kind not in _TEXT_KINDS | BUTTONS | TICKED:
            kind = "text"
        value = attributes.get("value", "on" if kind in TICKED else "")
        self._control("input", kind, attributes, start, value)

    def _on_button(self, attributes: dict[str, str], start: int) -> None:
        kind = attributes.get("type", "").strip().lower()
        kind = kind if kind in {"button", "reset"} else "submit"
        self._control("button", kind, attributes, start, attributes.get("value", ""))

    def _on_select(self, attributes: dict[str, str], start: int) -> None:
        if self.select is not None:  # a start tag of a list within a list ends it
            self._end_select()
            return
        self._control("select", "select", attributes, start, "")
        self.select = len(self.controls) - 1

    def _end_select(self) -> None:
        self._end_option()
        if self.select is not None:
            self.controls[self.select] = self.controls[self.select].reset()
        self.select, self.group_disabled = None, False

    def _on_optgroup(self, attributes: dict[str, str], _start: int) -> None:
        self._end_option()
        self.group_disabled = "disabled" in attributes

    def _end_optgroup(self) -> None:
        self._end_option()
        self.group_disabled = False

    def _on_option(self, attributes: dict[str, str], start: int) -> None:
        self._end_option()
        if self.select is not None:
            stop = start + len(self.get_starttag_text() or "")
            self.option = (stop, attributes, self.group_disabled)
            control = self.controls[self.select]
            self._stamp(
                start, "option", {driver_attributes.REF: f"{control.ref}/{len(control.choices)}"}
            )

    def _end_option(self) -> None:
        if self.option is None or self.select is None:
            return
        stop, attributes, grouped = self.option
        self.option = None
        raw = re.sub(r"<[^>]*>", "", self.html[stop : self._offset()])
        text = " ".join(unescape(raw).split())
        choice = Choice(
            text=attributes.get("label") or text,
            value=attributes.get("value", text),
            selected="selected" in attributes,
            disabled=grouped or "disabled" in attributes,
        )
        control = self.controls[self.select]
        self.controls[self.select] = replace(control, choices=(*control.choices, choice))

    def _on_textarea(self, attributes: dict[str, str], start: int) -> None:
        self._control("textarea", "textarea", attributes, start, "")
        stop = start + len(self.get_starttag_text() or "")
        self.textarea = (len(self.controls) - 1, stop)

    def _end_textarea(self) -> None:
        if self.textarea is None:
            return
        index, start = self.textarea
        text = unescape(self.html[start : self._offset()]).replace("\r\n", "\n")
        value = text.removeprefix("\n")
        self.controls[index] = replace(self.controls[index], value=value)
        self.textarea = None

    def _on_fieldset(self, attributes: dict[str, str], _start: int) -> None:
        self.fieldsets.append("disabled" in attributes)

    def _end_fieldset(self) -> None:
        if self.fieldsets:
            self.fieldsets.pop()

    def _on_legend(self, _attributes: dict[str, str], _start: int) -> None:
        self.legend_of.append(len(self.fieldsets))

    def _end_legend(self) -> None:
        if self.legend_of:
            self.legend_of.pop()

    def _on_a(self, attributes: dict[str, str], start: int, tag: str = "a") -> None:
        if "href" not in attributes and "onclick" not in attributes:
            return
        ref = self._ref()
        self.anchors.append(Anchor(ref, attributes))
        url = self._address(attributes["href"]) if "href" in attributes else ""
        self._stamp(start, tag, {driver_attributes.REF: ref, driver_attributes.URL: url})

    def _on_area(self, attributes: dict[str, str], start: int) -> None:
        self._on_a(attributes, start, "area")

    def _on_frameset(self, _attributes: dict[str, str], _start: int) -> None:
        self.is_frameset = True

    def _on_frame(self, attributes: dict[str, str], start: int) -> None:
        self._on_iframe(attributes, start, "frame")

    def _on_iframe(self, attributes: dict[str, str], start: int, tag: str = "iframe") -> None:
        ref = self._ref()
        address = attributes.get("src", "").strip()
        url = urldefrag(self._address(address)).url if address else "about:blank"
        name = attributes.get("name") or attributes.get("id", "")
        stop = start + len(self.get_starttag_text() or "")
        self._stamp(start, tag, {driver_attributes.REF: ref, driver_attributes.URL: url})
        self.frames.append((start, FrameTag(ref, name, url, start, stop)))

    # ----------------------------------------------------------------- parts

    def _control(
        self, tag: str, kind: str, attributes: dict[str, str], start: int, value: str
    ) -> None:
        ref = self._ref()
        if "form" in attributes:
            self.named.append((len(self.controls), attributes["form"]))
        self.controls.append(
            Control(
                ref=ref,
                kind=kind,
                form=self.form,
                value=value,
                checked=kind in TICKED and "checked" in attributes,
                disabled="disabled" in attributes or self._in_disabled_fieldset(),
                attributes=attributes,
            )
        )
        self._stamp(
            start, tag, {driver_attributes.REF: ref, driver_attributes.FORM: ref}
        )  # the form is set at the end

    def _address(self, written: str) -> str:
        """An address as a browser would request it; "" for an empty one."""
        url = resolve(self.base, written)
        is_web = url.startswith(("http:", "https:"))
        return browser_url(self.base, written, self.charset or "utf-8") if is_web else url

    def _in_disabled_fieldset(self) -> bool:
        """Whether an outer fieldset is disabled; controls in its own legend are exempt."""
        exempt = set(self.legend_of)
        return any(off and i not in exempt for i, off in enumerate(self.fieldsets, start=1))

    def _ref(self) -> str:
        self.count += 1
        return f"{self.prefix}{self.count}"

    def _offset(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def _rename_portal_attributes(self, start: int) -> None:
        """Rename attributes of the portal that look like the driver's."""
        text = self.get_starttag_text() or ""
        for match in _OWN.finditer(text):
            at = start + match.start()
            self.edits.append((at, at + len(match[0]), "data-portal-cp-"))

    def _stamp(self, start: int, tag: str, values: dict[str, str]) -> None:
        written = "".join(f' {name}="{escape(value)}"' for name, value in values.items())
        place = start + 1 + len(tag)
        self.edits.append((place, place, written))

    def document(self) -> Document:
        """The document as read."""
        self._end_select()
        self._end_textarea()
        self._bind_named()
        return Document(
            url=self.url,
            charset=self.charset,
            base=self.base,
            target=self.base_target,
            source=self._edited(),
            controls=tuple(self.controls),
            forms=tuple(self.forms),
            anchors=tuple(self.anchors),
            frames=tuple(self._with_final_positions(frame) for _, frame in self.frames),
            is_frameset=self.is_frameset,
        )

    def _bind_named(self) -> None:
        """Assign controls with form="id" to the form of that id, or to none."""
        ids = {f.attributes["id"]: f.ref for f in reversed(self.forms) if "id" in f.attributes}
        for index, wanted in self.named:
            self.controls[index] = replace(self.controls[index], form=ids.get(wanted, ""))
        owner = {control.ref: control.form for control in self.controls}
        mark = re.compile(rf'{driver_attributes.FORM}="([^"]*)"')
        self.edits = [
            (a, b, mark.sub(lambda m: f'{driver_attributes.FORM}="{owner[m[1]]}"', text))
            for a, b, text in sorted(self.edits, key=lambda edit: edit[0])
        ]

    def _edited(self) -> str:
        pieces, done = [], 0
        for start, stop, text in self.edits:
            pieces += [self.html[done:start], text]
            done = stop
        return "".join([*pieces, self.html[done:]])

    def _with_final_positions(self, frame: FrameTag) -> FrameTag:
        """A frame with its positions in the document with the driver's attributes."""
        starts = [start for start, _, _ in self.edits]
        gains = [len(text) - (stop - start) for start, stop, text in self.edits]
        before = sum(gains[: bisect_right(starts, frame.start - 1)])
        within = sum(gains[: bisect_right(starts, frame.stop - 1)])
        return replace(frame, start=frame.start + before, stop=frame.stop + within)


def _attributes(attrs: list[tuple[str, str | None]]) -> dict[str, str]:
    """Attributes by name; of two with one name the first counts."""
    found: dict[str, str] = {}
    for name, value in attrs:
        found.setdefault(name, value or "")
    return found
