"""The controls of a form: their state, how it changes by typing, and what is sent."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from harness.core.charset import display_name
from harness.core.text import fold
from harness.driver.http.form_encoding import FormEntry, form_charset
from harness.driver.protocol import ActionRefused
from harness.model.fact import Fact, fact, quote, quotes
from harness.model.page import BOXES
from harness.model.upload import Upload
from harness.page.held import is_tick
from harness.page.parts.value_sanitisation import sanitised

MAX_OPTIONS = 12  # of a list that a refusal names
BUTTONS = frozenset({"submit", "image", "button", "reset"})
_NUMBER = re.compile(r"[\t\n\f\r ]*\+?(\d{1,9})", re.ASCII)
_HARD = frozenset({"hard", "physical", "on"})  # Chromium knows the older names
_COLUMNS = 20  # of a text area without `cols`
_DIRECTED = frozenset(  # kinds whose direction is sent under the name in `dirname`
    {"text", "search", "tel", "url", "email", "password", "hidden", "submit", "textarea"}
)


@dataclass(frozen=True)
class Choice:
    """One option of a list."""

    text: str
    value: str
    selected: bool = False
    disabled: bool = False


@dataclass(frozen=True)
class Control:
    """One control of a form.

    Attributes:
        ref: its identifier in the capture.
        kind: "text", "select", "textarea", "submit", "image" …
        form: the ref of its form; "" for none.
        attributes: as written, names in lower case.
        direction: of its text: "ltr", "rtl", "auto" for that of its value, "" for none.
        file: the file that was chosen; None for none.
    """

    ref: str
    kind: str
    form: str = ""
    value: str = ""
    checked: bool = False
    disabled: bool = False
    choices: tuple[Choice, ...] = ()
    direction: str = "ltr"
    attributes: Mapping[str, str] = field(default_factory=dict)
    file: Upload | None = None

    @property
    def name(self) -> str:
        """The name under which it is sent."""
        return self.attributes.get("name", "")

    @property
    def multiple(self) -> bool:
        """Whether a list allows several choices."""
        return "multiple" in self.attributes

    @property
    def max_length(self) -> int | None:
        """The maximal number of characters; None for no limit."""
        return whole_number(self.attributes.get("maxlength", ""))

    def bars(self, text: str) -> bool:
        """Whether it is disabled, or the option with a text is; what it holds stays."""
        options = (one.disabled for one in self.choices if fold(one.text) == fold(text))
        return (self.disabled and not self.value) or next(options, False)

    def reset(self) -> "Control":
        """A list with the option that a browser selects if none is marked."""
        if self.kind != "select" or self.multiple:
            return self
        marked = [i for i, choice in enumerate(self.choices) if choice.selected]
        free = [i for i, choice in enumerate(self.choices) if not choice.disabled]
        chosen = marked[-1:] or ([] if self._is_tall else free[:1])
        return self.choose(chosen)

    @property
    def _is_tall(self) -> bool:
        """Whether a list shows several options at once."""
        return (whole_number(self.attributes.get("size", "")) or 0) > 1

    def choose(self, indexes: Iterable[int]) -> "Control":
        """A list with exactly these options selected."""
        wanted = set(indexes)
        choices = tuple(replace(c, selected=i in wanted) for i, c in enumerate(self.choices))
        return replace(self, choices=choices)


@dataclass(frozen=True)
class FormTag:
    """A form element."""

    ref: str
    attributes: Mapping[str, str] = field(default_factory=dict)


def whole_number(text: str) -> int | None:
    """The non-negative number that a text begins with; None for none (HTML Standard, 2.3.4.2)."""
    found = _NUMBER.match(text)
    return int(found[1]) if found else None


def at_load(controls: Iterable[Control]) -> tuple[Control, ...]:
    """The controls of a document once it is parsed.

    Values are sanitised, a list has its default option, and of a group of radio buttons only the
    last checked one stays checked.
    """
    found = [replace(c.reset(), value=sanitised(c.kind, c.value, c.attributes)) for c in controls]
    last = {_group(c): c.ref for c in found if c.kind == "radio" and c.checked and c.name}
    return tuple(
        replace(c, checked=False) if c.checked and last.get(_group(c), c.ref) != c.ref else c
        for c in found
    )


def _group(control: Control) -> tuple[str, str, str]:
    return control.kind, control.form, control.name


def type_into(control: Control, text: str) -> Control:
    """A control after a text was typed or an option was chosen.

    Raises:
        ActionRefused: it accepts no input, or a list has no such option.
    """
    if control.disabled or "readonly" in control.attributes:
        seen = fact("element-disabled" if control.disabled else "element-read-only")
        raise ActionRefused(field_that_takes(control.name, text), seen=seen, ref=control.ref)
    if control.kind == "select":
        return control.choose([pick(control.choices, text, control.name, control.ref)])
    if control.kind in BOXES:
        return replace(control, checked=is_tick(text, control.value))
    if control.kind in {"file", "hidden"} | BUTTONS:
        expected = fact("field-takes-text", field=quote(control.name))
        seen = fact("element-of-kind", kind=control.kind)
        raise ActionRefused(expected, seen=seen, ref=control.ref)
    if control.kind == "textarea":
        text = sanitised(control.kind, text, {})
    return replace(control, value=_cut(control, text))


def attach(control: Control, file: Upload) -> Control:
    """A control for files after one was chosen.

    Raises:
        ActionRefused: it takes no file.
    """
    if control.kind != "file" or control.disabled:
        seen = fact("element-disabled" if control.disabled else "element-without-file")
        expected = fact("field-takes-file", field=quote(control.name), file=quote(file.name))
        raise ActionRefused(expected, seen=seen, ref=control.ref)
    return replace(control, value=file.name, file=file)


def _cut(control: Control, text: str) -> str:
    if control.max_length is not None:
        units = text.encode("utf-16-le")[: 2 * control.max_length]
        text = units.decode("utf-16-le", "ignore")
    return sanitised(control.kind, text, control.attributes)


def field_that_takes(name: str, text: str) -> Fact:
    """A field into which a text can be typed."""
    return fact("field-takes", field=quote(name), text=quote(text))


def pick(choices: Sequence[Choice], text: str, name: str, ref: str) -> int:
    """The position of the option with this text; case and white space do not matter.

    Raises:
        ActionRefused: the list (`name`, `ref`) has no such option that can be chosen.
    """
    wanted = fold(text)
    for index, choice in enumerate(choices):
        if wanted == fold(choice.text) and not choice.disabled:
            return index
    offered = quotes(choice.text for choice in choices[:MAX_OPTIONS])
    raise ActionRefused(
        fact("option", option=quote(text), label=quote(name)),
        seen=fact("only-options", options=offered) if offered else fact("no-option"),
        ref=ref,
    )


def successful(
    controls: Iterable[Control], pressed: Control | None, charset: str
) -> tuple[FormEntry, ...]:
    """The entries that a browser sends for a form, in document order.

    The pressed button is None for a script's `submit()`; the charset is for a hidden `_charset_`.
    """
    return tuple(d for control in controls for d in _entries(control, pressed, charset))


def _entries(control: Control, pressed: Control | None, charset: str) -> Iterable[FormEntry]:
    """The entries of one control (HTML Standard, 4.10.22.4, constructing the entry list)."""
    if control.disabled or (control.kind in BUTTONS and control != pressed):
        return
    name = control.name
    if control.kind == "image":
        prefix = f"{name}." if name else ""
        yield FormEntry(f"{prefix}x", _middle(control, "width"))
        yield FormEntry(f"{prefix}y", _middle(control, "height"))
    elif not name or (control.kind in BOXES and not control.checked):
        return
    elif control.kind == "select":
        chosen = (c for c in control.choices if c.selected and not c.disabled)
        yield from (FormEntry(name, choice.value) for choice in chosen)
    elif control.kind == "hidden" and name.lower() == "_charset_":
        yield FormEntry(name, display_name(charset))
    else:
        text = _hard_wrapped(control) if control.kind == "textarea" else control.value
        entry = FormEntry(name, text, is_file=control.kind == "file", file=control.file)
        direction = tuple(_direction(control))
        yield from (*direction, entry) if control.kind == "submit" else (entry, *direction)


def _direction(control: Control) -> Iterator[FormEntry]:
    """The entry for the direction of a control's text, if it asks for one."""
    if "dirname" in control.attributes and control.direction and control.kind in _DIRECTED:
        is_auto = control.direction == "auto"
        text = direction_of(control.value) if is_auto else control.direction
        yield FormEntry(control.attributes["dirname"], text)


def _hard_wrapped(area: Control) -> str:
    """The value of a text area, with the line ends that it shows if it sends them."""
    if area.attributes.get("wrap", "").lower() not in _HARD:
        return area.value
    columns = whole_number(area.attributes.get("cols", "")) or _COLUMNS
    return "\n".join(_wrapped(line, columns) for line in area.value.split("\n"))


def _wrapped(line: str, columns: int) -> str:
    """A line broken behind blanks, or within a word that is longer than a line."""
    lines = [""]
    for piece in re.findall(rf"[^ ]{{1,{columns}}} *| +", line):
        if lines[-1] and len(lines[-1]) + len(piece.rstrip(" ")) > columns:
            lines.append("")
        lines[-1] += piece
    return "\n".join(lines)


def direction_of(text: str) -> str:
    """The direction of a text: that of its first letter that has one."""
    kinds = (unicodedata.bidirectional(char) for char in text)
    first = next((kind for kind in kinds if kind in {"L", "R", "AL"}), "L")
    return "ltr" if first == "L" else "rtl"


def _middle(image: Control, side: str) -> str:
    """Half of an image button's size, where it is clicked; 1 if the size is not known."""
    size = whole_number(image.attributes.get(side, ""))
    return "1" if size is None else str(size // 2)


def charset_of(form: FormTag, page_charset: str) -> str:
    """The character set in which a form is sent."""
    return form_charset(form.attributes.get("accept-charset", ""), page_charset)
