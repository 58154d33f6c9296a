"""The controls of a form: their state, how it changes by typing, and what is sent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from harness.core.text import fold
from harness.driver.http.form_encoding import FormEntry, form_charset
from harness.driver.protocol import ActionRefused
from harness.model.fact import Fact, fact, quote, quotes

MAX_OPTIONS = 12  # of a list that a refusal names
BUTTONS = frozenset({"submit", "image", "button", "reset"})
TICKED = frozenset({"checkbox", "radio"})
_CLEAR = frozenset({"", "off", "non", "no", "false", "0"})
_SINGLE_LINE = frozenset({"text", "search", "tel", "password", "email", "url", "number"})


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
    """

    ref: str
    kind: str
    form: str = ""
    value: str = ""
    checked: bool = False
    disabled: bool = False
    choices: tuple[Choice, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)

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
        digits = self.attributes.get("maxlength", "").strip()
        return int(digits) if digits.isascii() and digits.isdigit() else None

    def reset(self) -> "Control":
        """A list with the option that a browser selects if none is marked."""
        if self.kind != "select" or self.multiple:
            return self
        marked = [i for i, choice in enumerate(self.choices) if choice.selected]
        free = [i for i, choice in enumerate(self.choices) if not choice.disabled]
        chosen = marked[-1:] or ([] if _rows(self.attributes) > 1 else free[:1])
        return self.choose(chosen)

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


def _rows(attributes: Mapping[str, str]) -> int:
    size = attributes.get("size", "").strip()
    return int(size) if size.isascii() and size.isdigit() else 1


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
    if control.kind in TICKED:
        return replace(control, checked=is_tick(text, control.value))
    if control.kind in {"file", "hidden"} | BUTTONS:
        expected = fact("field-takes-text", field=quote(control.name))
        seen = fact("element-of-kind", kind=control.kind)
        raise ActionRefused(expected, seen=seen, ref=control.ref)
    return replace(control, value=_cut(control, text))


def _cut(control: Control, text: str) -> str:
    if control.kind in _SINGLE_LINE:
        text = text.replace("\r", "").replace("\n", "")
    if control.max_length is None:
        return text
    units = text.encode("utf-16-le")[: 2 * control.max_length]
    return units.decode("utf-16-le", "ignore")


def field_that_takes(name: str, text: str) -> Fact:
    """A field into which a text can be typed."""
    return fact("field-takes", field=quote(name), text=quote(text))


def pick(choices: Sequence[Choice], text: str, name: str, ref: str) -> int:
    """The position of the option with this text; case and white space do not matter.

    Args:
        choices: of the list.
        text: of the option.
        name: of the list, for the refusal.
        ref: of the list, for the refusal.

    Raises:
        ActionRefused: there is no such option that can be chosen.
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


def is_tick(text: str, value: str) -> bool:
    """Whether an input checks a checkbox or radio button.

    Args:
        text: "on", "oui" …, its value or its label; "", "off", "non" … clear it.
        value: of the box.
    """
    folded = fold(text).casefold()
    return text == value or folded not in _CLEAR


def successful(
    controls: Iterable[Control], pressed: Control | None, charset: str
) -> tuple[FormEntry, ...]:
    """The entries that a browser sends for a form, in document order.

    Args:
        controls: of the form, in their current state.
        pressed: the button; None for a script's `submit()`.
        charset: of the form data, for a hidden `_charset_`.
    """
    return tuple(d for control in controls for d in _entries(control, pressed, charset))


def _entries(control: Control, pressed: Control | None, charset: str) -> Iterable[FormEntry]:
    if control.disabled or (control.kind in BUTTONS and control != pressed):
        return
    name = control.name
    if control.kind == "image":
        prefix = f"{name}." if name else ""
        yield FormEntry(f"{prefix}x", _middle(control, "width"))
        yield FormEntry(f"{prefix}y", _middle(control, "height"))
    elif not name or (control.kind in TICKED and not control.checked):
        return
    elif control.kind == "select":
        chosen = (c for c in control.choices if c.selected and not c.disabled)
        yield from (FormEntry(name, choice.value) for choice in chosen)
    elif control.kind == "hidden" and name.lower() == "_charset_":
        yield FormEntry(name, charset)
    else:
        yield FormEntry(name, control.value, is_file=control.kind == "file")
        if direction := control.attributes.get("dirname", ""):
            yield FormEntry(direction, "ltr")


def _middle(image: Control, side: str) -> str:
    """Half of an image button's size, where it is clicked; 1 if the size is not known."""
    size = image.attributes.get(side, "").strip()
    return str(int(size) // 2) if size.isascii() and size.isdigit() else "1"


def charset_of(form: FormTag, page_charset: str) -> str:
    """The character set in which a form is sent."""
    return form_charset(form.attributes.get("accept-charset", ""), page_charset)
