"""The meaning of HTML elements and attributes for a reader."""

import re

from harness.page.dom import driver_attributes
from harness.page.dom.style_sheet import DEFAULTS, inline_style
from harness.page.dom.visibility import UNPAINTED

SKIPPED = frozenset(
    {"script", "style", "template", "noembed", "param", "rp", "annotation", "annotation-xml"}
)
_ICON = re.compile(r"(?:^|\s)material-(?:icons|symbols)(?:-\w+)?(?:\s|$)")
WITHOUT_TEXT = frozenset(
    {"title", "svg", "audio", "video", "canvas", "iframe", "noframes", "datalist", "meter"}
    | {"progress"}
)
_BLOCKS = """
html body address article aside blockquote caption center dd details dialog dir div dl dt
fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hr label legend li
main marquee menu nav ol optgroup p pre search section summary table tbody td tfoot th thead
tr ul
"""
BLOCKS = frozenset(_BLOCKS.split()) | {driver_attributes.FRAME_ELEMENT}

RENAMED = dict.fromkeys(("xmp", "listing", "plaintext"), "pre")  # older names of one meaning

_KINDS = {
    **{f"h{level}": ("heading", level) for level in range(1, 7)},
    **dict.fromkeys(("li", "dt", "dd"), ("item", 0)),
    **dict.fromkeys(("td", "th"), ("cell", 0)),
    **dict.fromkeys(("caption", "figcaption"), ("caption", 0)),
    "label": ("label", 0),
    "legend": ("legend", 0),
    "pre": ("code", 0),
}
STRUCK = frozenset({"s", "strike", "del"})
"""Elements whose words no longer hold (HTML Standard, 4.5.5 and 4.7.2)."""
CODE = frozenset({"pre", "code", "kbd", "samp", "tt"})

BUTTON_TYPES = frozenset({"submit", "button", "reset", "image"})
INPUT_TYPES = (
    BUTTON_TYPES
    | {"text", "search", "tel", "url", "email", "password", "number", "range", "color", "file"}
    | {"date", "datetime-local", "month", "time", "week", "hidden", "checkbox", "radio"}
)
_EMBEDDED = re.compile(
    r"\s*(?:image|video|audio)/|\s*(?:text/(?:html|plain)|application/xhtml\+xml)"
)
_FIELD_ROLES = frozenset({"combobox", "checkbox", "radio", "switch"})
_HELP = re.compile(
    r"(?:^|[\s_-])(?:aide|help|helper|hint|indice|note|info|infobulle|tooltip|consigne|exemple|"
    r"example|description|desc|remarque|indication|detail|form-text|msg|message)"
    r"(?=$|[\s_-])",
    re.IGNORECASE,
)


def is_help(attrs: dict[str, str]) -> bool:
    """Whether an element is a help text, by its class or id."""
    return bool(attrs) and bool(_HELP.search(f"{attrs.get('class', '')} {attrs.get('id', '')}"))


def is_without_text(tag: str, attrs: dict[str, str]) -> bool:
    """Whether nobody reads the words in an element: it shows something else in their place.

    An `object` shows what it embeds, or its words where a browser cannot show that.
    """
    if tag == "object":
        kind = attrs.get("type", "").lower()
        shows = bool(_EMBEDDED.match(kind)) if kind else bool(attrs.get("data", "").strip())
        return shows and not attrs.get("classid")
    return tag in WITHOUT_TEXT


def is_icon(attrs: dict[str, str]) -> bool:
    """Whether a font draws an icon for the words of an element ("search"), by its class."""
    return bool(attrs) and bool(_ICON.search(attrs.get("class", "")))


def block_kind(tag: str, attrs: dict[str, str]) -> tuple[str, int] | None:
    """The kind of text in a block element and its level; None to inherit it."""
    role = attrs.get("role", "")
    if role == "heading":
        level = attrs.get("aria-level", "2").strip()
        return "heading", int(level) if level in {"1", "2", "3", "4", "5", "6"} else 2
    if role == "listitem":
        return "item", 0
    return _KINDS.get(tag)


def is_hidden_by(tag: str, attrs: dict[str, str], *, is_folded: bool) -> bool:
    """Whether an element hides itself and its content.

    Args:
        tag: of the element.
        attrs: its attributes.
        is_folded: whether closed `details` around it fold it away.
    """
    if driver_attributes.HIDDEN in attrs:
        return attrs[driver_attributes.HIDDEN] != "0"
    if is_folded or tag == "datalist":
        return True
    if tag == "input" and attrs.get("type", "").strip().lower() == "hidden":
        return True
    style = inline_style(attrs["style"]) if "style" in attrs else {}
    if style.get("display") == "none" or style.get("visibility") in UNPAINTED:
        return True
    return not is_shown_by(tag, attrs, style.get("display", "revert-layer"))


def is_shown_by(tag: str, attrs: dict[str, str], display: str) -> bool:
    """Whether an element that nothing else hides is shown with a value of `display`.

    A browser hides closed dialogs and popovers, unless their author says otherwise. The attribute
    `hidden` counts as a word of the author: what reverts to the browser's own style shows it.
    """
    is_open = tag == "dialog" and "open" in attrs
    is_closed = (tag == "dialog" or "popover" in attrs) and not is_open
    if display in DEFAULTS:
        return not is_closed and ("hidden" not in attrs or display == "revert")
    return display != "none"


def part_of(tag: str, attrs: dict[str, str]) -> str:
    """Which part of a page an element is.

    Returns:
        "field", "button", "link", "form", "list" (options that belong to a field), or "" for
        anything else.
    """
    if tag == "form":
        return "form"
    role = attrs.get("role", "").strip().lower()
    if tag == "input":
        kind = attrs.get("type", "").strip().lower()
        return "button" if kind in BUTTON_TYPES else "field"
    if role in _FIELD_ROLES or tag in {"select", "textarea"}:
        return "field"
    if tag == "button" or (role == "button" and not _has_address(tag, attrs)):
        return "button"
    if role == "listbox":
        return "list"
    return "link" if _is_link(tag, attrs, role) else ""


def opens_list(tag: str, attrs: dict[str, str]) -> bool:
    """Whether a button says that it opens a list of options."""
    is_button = tag == "button" or attrs.get("role", "").strip().lower() == "button"
    return is_button and attrs.get("aria-haspopup", "").strip().lower() == "listbox"


def _has_address(tag: str, attrs: dict[str, str]) -> bool:
    """Whether an element is a link because of its address, whatever its role."""
    address = attrs.get("href", "").strip().lower()
    return tag == "a" and bool(address) and not address.startswith(("#", "javascript:"))


def _is_link(tag: str, attrs: dict[str, str], role: str) -> bool:
    if driver_attributes.CLICKABLE in attrs:
        return True
    if tag == "a":
        return "href" in attrs or "onclick" in attrs or role == "link"
    return role == "link" or (tag == "area" and "href" in attrs)
