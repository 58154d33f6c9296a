"""The styles of the elements of a document (CSS Cascading and Inheritance 4, section 6).

Only the properties are read by which a page or a mail hides words, or draws them apart from others.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from turbohtml import Document, Element, SelectorSyntaxError
from turbohtml.cssom import StyleDeclaration

from harness.core.text import is_mark
from harness.page.dom.media_query import is_for_screen
from harness.page.dom.selectors import COMMA, Specificity, names_in, nested, specificity

Style = dict[str, str]  # values in lower case by property

_READ = frozenset(
    {"clip", "display", "float", "font-size", "height", "left", "max-height", "max-width"}
    | {"opacity", "overflow", "position", "text-indent", "top", "visibility", "width"}
)
DEFAULTS = ("revert", "revert-layer")
"""Values that leave it to the browser."""
_AS_AROUND = ("inherit", "unset", *DEFAULTS)  # of a property that is inherited
_INHERITED = ("font-size", "text-indent", "visibility")
_WORDS = {  # which a value may consist of; a declaration with another one does not count
    "display": frozenset(
        {"none", "block", "inline", "flow", "flow-root", "flex", "grid", "table", "ruby", "math"}
        | {"inline-block", "inline-flex", "inline-grid", "inline-table", "list-item", "run-in"}
        | {"table-row-group", "table-header-group", "table-footer-group", "table-row", "table-cell"}
        | {"table-column-group", "table-column", "table-caption", "contents", "initial", "unset"}
        | {"-webkit-box", "-webkit-inline-box", "-webkit-flex", "inherit", *DEFAULTS}
    ),
    "visibility": frozenset({"visible", "hidden", "collapse", "initial", *_AS_AROUND}),
    "float": frozenset({"none", "left", "right", "inline-start", "inline-end", "initial", "unset"}),
    "position": frozenset(
        {"static", "relative", "absolute", "fixed", "sticky", "initial", "unset"}
    ),
}
_PSEUDO = re.compile(r"(.*[^\s>+~:]):{1,2}(before|after)")
_CONTENT = re.compile(r"""(?:^|[;\s])content\s*:\s*(?:(["'])([^"'{};]{0,20})\1|none|normal)""")
_ESCAPE = re.compile(r"\\0{0,4}([0-7][0-9a-fA-F])\s?")  # of ASCII
_MAX_MARKS = 200  # rules of one sheet
_LINES = ("text-decoration", "text-decoration-line")  # through words, or below them
_SWITCHES = ("display", "visibility")  # properties that are read where a variable gives them
_VARIABLE = re.compile(r"var\(\s*(--[^\s,()]+)\s*(?:,\s*([\w-]+)\s*)?\)", re.IGNORECASE)
_GIVEN = r"none|hidden|collapse|visible|block|inline|inline-block|flex|grid"  # by a variable
_NAMES_READ = re.compile(
    "|".join(map(re.escape, sorted(_READ | {"font", _LINES[0]})))
    + rf"|--[\w-]+\s*:\s*(?:{_GIVEN})\s*(?:[;!]|\Z)",
    re.IGNORECASE,
)
_GIVEN_VALUE = re.compile(_GIVEN)
_MAX_AROUND = 100  # elements
_MAX_RULES = 5_000  # of one sheet
_MAX_TRIALS = 25_000_000  # of an element against a rule
_MAX_MATCHES = 200_000  # elements, of all rules together
_MAX_SELECTOR = 300  # characters
_MAX_SELECTORS = 20_000  # characters of those before one block
_MAX_NESTED = 3_000  # characters of the selectors of a nested rule
_MAX_BLOCKS = 4  # within each other
_TAKEN = ("@supports", "@layer")  # blocks that count; "@container" needs a layout
_KNOWN = 32  # sheets whose rules stay in memory
_BRACE = re.compile(r"([{}])")
_BEFORE_IMPORT = re.compile(r"(?:\s|<!--|-->|/\*.*?\*/|@(?:charset|layer)[^;{}]*;)*", re.DOTALL)
_IMPORT = re.compile(
    r"""@import\s*(?:url\(\s*)?(?:"([^"\n]+)"|'([^'\n]+)'|(?<=\()([^"'()\s]+))\s*\)?"""
    r"\s*((?:layer\b)?(?:\s*\([^()]*\))?[^;{}]*)(?:;|\Z)",
    re.IGNORECASE,
)
_OF_IMPORT = re.compile(r"\b(?:layer\b(?:\([^()]*\))?|supports\((?:[^()]|\([^()]*\))*\))")
_COMMENT_OR_STRING = re.compile(
    r"""/\*.*?(?:\*/|\Z)|<!--|-->|"(?:[^"\\\n]|\\.)*(?:"|\n|\Z)|'(?:[^'\\\n]|\\.)*(?:'|\n|\Z)""",
    re.DOTALL,
)
_SIZE_IN_FONT = re.compile(r"(?:^|\s)([\d.]+(?:px|pt|em|rem|%)?)(?=[\s/])")
_ZERO = re.compile(r"[-+]?0*(?:\.0*)?(?:[a-z]+|%)?")
_POINT = re.compile(r"[-+]?[01](?:\.0*)?(?:px)?")  # a length of one pixel at most
_FAR = re.compile(r"-\d{3,}(?:\.\d*)?(?:px|pt|em|rem|%|vw)")
_CUT_AWAY = re.compile(r"rect\(\s*(?:[01](?:px)?[\s,]*){4}\)")


class _Rule(NamedTuple):
    specificity: Specificity
    selector: str
    names: frozenset[str]  # classes and ids without which nothing matches
    normal: Style
    important: Style
    is_layered: bool


class _Block(NamedTuple):
    selectors: str
    text: str
    is_layered: bool  # in a layer: any normal rule outside of layers is weightier


_UNREAD = _Block("", "", is_layered=False)  # nothing in it counts


def styles(tree: Document, sheets: Iterable[str], width: int) -> dict[Element, Style]:
    """The styles of the elements of a document that have any.

    Args:
        tree: the document.
        sheets: its style sheets in their order.
        width: of the window, in CSS pixels.
    """
    inline = [
        (one, *_read(one.attr("style") or ""))
        for one in tree.iter_elements()
        if "style" in one.attrs
    ]
    rules = _rules_for(tree, [rule for sheet in sheets for rule in _rules(sheet, width)])
    found: dict[Element, Style] = {}
    left = _MAX_MATCHES
    for is_important in (False, True):
        for rule in sorted(rules, key=lambda rule: rule.is_layered is is_important):
            if left > 0 and (style := rule.important if is_important else rule.normal):
                matches = _select(tree, rule.selector)[:left]
                left -= len(matches)
                for element in matches:
                    found.setdefault(element, {}).update(style)
        for element, normal, important in inline:
            if style := important if is_important else normal:
                found.setdefault(element, {}).update(style)
    for element, style in found.items():
        _compute(element, style, found)
    return found


def _compute(element: Element, style: Style, found: dict[Element, Style]) -> None:
    """Replace the values of an element that others give (CSS Cascading 4, section 7.3)."""
    for name in _SWITCHES:
        if variable := _VARIABLE.fullmatch(style.get(name, "")):
            style[name] = _value_of(variable, element, found)
    for name in _INHERITED:
        if style.get(name) in _AS_AROUND:
            del style[name]


def _value_of(variable: re.Match[str], element: Element, found: dict[Element, Style]) -> str:
    """The value of a custom property at an element, or what is written in its place."""
    around = (element, *islice(element.ancestors, _MAX_AROUND))
    values = (found[one].get(variable[1]) for one in around if one in found)
    return next((value for value in values if value), variable[2] or "unset")


def inline_style(text: str) -> Style:
    """What the `style` attribute of an element says."""
    read = _known_declarations if len(text) <= _MAX_SELECTOR else _read
    normal, important = read(text)
    return {**normal, **important}


def drawn_marks(
    tree: Document, sheets: Iterable[str], width: int
) -> dict[tuple[Element, str], str]:
    """The marks that style sheets draw at elements (CSS Generated Content 3, section 2).

    Args:
        tree: the document.
        sheets: its style sheets in their order; of several marks the last one counts.
        width: of the window, in CSS pixels.

    Returns:
        The mark, such as "*", by the element and by "before" or "after" its content.
    """
    found: dict[tuple[Element, str], str] = {}
    left = _MAX_MATCHES
    rules = [one for sheet in sheets for one in _marks(sheet, width)]
    if not any(mark for _, _, mark in rules):
        return found
    for selector, side, mark in rules:
        matches = _select(tree, selector)[:left]
        left -= len(matches)
        found |= {(element, side): mark for element in matches}
    return {place: mark for place, mark in found.items() if mark}


@lru_cache(maxsize=_KNOWN)
def _marks(sheet: str, width: int) -> tuple[tuple[str, str, str], ...]:
    """Selectors, sides and marks of the rules of a sheet that draw a mark, or nothing."""
    return tuple(islice(_every_mark(sheet, width), _MAX_MARKS)) if "content" in sheet else ()


def _every_mark(sheet: str, width: int) -> Iterator[tuple[str, str, str]]:
    for selectors, text, _ in _blocks(_plain(sheet), width):
        content = _CONTENT.search(text) if len(selectors) <= _MAX_SELECTORS else None
        if content is None:
            continue
        mark = _ESCAPE.sub(lambda hit: chr(int(hit[1], 16)), content[2] or "").strip()
        if mark and not is_mark(mark):
            continue
        for written in COMMA.split(selectors):
            is_short = len(written) <= _MAX_SELECTOR
            if is_short and (drawn := _PSEUDO.fullmatch(written.strip())):
                yield drawn[1], drawn[2], mark


def is_cut_away(style: Style) -> bool:
    """Whether an element is laid out and nothing in it is seen: cut to a point, or far off."""
    is_cut = style.get("overflow", "").startswith(("hidden", "clip")) and (
        any(
            is_zero(style.get(f"{limit}{side}", "1"))
            for side in ("height", "width")
            for limit in ("", "max-")
        )
        or all(_POINT.fullmatch(style.get(side, "")) for side in ("height", "width"))
    )
    is_out = style.get("position") in {"absolute", "fixed"} and (
        any(is_far_off(style.get(side, "")) for side in ("left", "top"))
        or _CUT_AWAY.fullmatch(style.get("clip", "")) is not None
    )
    return is_cut or is_out


def struck(style: Style) -> bool | None:
    """Whether a line goes through the words of an element; None if its style does not say."""
    lines = style.get(_LINES[0])
    return None if lines is None else "line-through" in lines.split()


def is_zero(value: str) -> bool:
    """Whether a length or a share is nothing."""
    return "0" in value and _ZERO.fullmatch(value) is not None


def is_far_off(value: str) -> bool:
    """Whether a length leads out of any window."""
    return _FAR.fullmatch(value) is not None


@lru_cache(maxsize=_KNOWN)
def imports(sheet: str, width: int) -> tuple[str, ...]:
    """The addresses of the style sheets that one imports for a screen, as they are written."""
    found = []
    at = _end(_BEFORE_IMPORT, sheet, 0)
    while hit := _IMPORT.match(sheet, at):
        if is_for_screen(_OF_IMPORT.sub("", hit[4][:_MAX_SELECTOR]).strip(), width):
            found.append(hit[1] or hit[2] or hit[3])
        at = _end(_BEFORE_IMPORT, sheet, hit.end())
    return tuple(found)


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    hit = pattern.match(text, start)
    return hit.end() if hit else start


def _rules_for(tree: Document, rules: list[_Rule]) -> list[_Rule]:
    """The rules that may say something of a document, the weightiest last."""
    if not rules:
        return []
    elements = list(tree.iter_elements())
    names = _names(elements)
    fitting = [one for one in rules if one.names <= names][: _MAX_TRIALS // (len(elements) or 1)]
    return sorted(fitting, key=lambda rule: rule.specificity)


def _names(elements: Iterable[Element]) -> frozenset[str]:
    """The classes (".name") and ids ("#name") of elements, in lower case."""
    names: set[str] = set()
    for element in elements:
        if "class" in element.attrs:
            names.update(f".{name}" for name in (element.attr("class") or "").lower().split())
        if "id" in element.attrs:
            names.add(f"#{(element.attr('id') or '').lower()}")
    return frozenset(names)


def _select(tree: Document, selector: str) -> list[Element]:
    try:
        return list(tree.select(selector))
    except SelectorSyntaxError:
        return []


@lru_cache(maxsize=_KNOWN)
def _rules(sheet: str, width: int) -> tuple[_Rule, ...]:
    """The rules of a style sheet that say something of what is read, at most so many of them."""
    return tuple(islice(_every_rule(sheet, width), _MAX_RULES))


def _every_rule(sheet: str, width: int) -> Iterator[_Rule]:
    for selectors, text, is_layered in _blocks(_plain(sheet), width):
        normal, important = _read(text)
        is_read = bool(normal or important) and len(selectors) <= _MAX_SELECTORS
        for written in COMMA.split(selectors) if is_read else ():
            selector = written.strip()
            if len(selector) <= _MAX_SELECTOR:
                weight, names = specificity(selector), names_in(selector)
                yield _Rule(weight, selector, names, normal, important, is_layered)


def _plain(sheet: str) -> str:
    """A style sheet without comments, and without strings that contain braces."""
    return _COMMENT_OR_STRING.sub(_plain_token, sheet)


def _plain_token(token: re.Match[str]) -> str:
    text = token[0]
    if text.startswith(("/*", "<!--", "-->")):
        return ""
    return '""' if "{" in text or "}" in text else text


def _blocks(sheet: str, width: int) -> Iterator[_Block]:
    """Selectors and declarations of a style sheet, of those that count on a screen."""
    around = [_Block("", "", is_layered=False)]
    pieces = _BRACE.split(sheet)
    for text, brace in zip(pieces[::2], pieces[1::2], strict=False):
        own, _, prelude = text.rpartition(";") if brace == "{" else (text, "", "")
        selectors, _, is_layered = around[-1]
        if selectors and own:
            yield _Block(selectors, own, is_layered)
        if brace == "{":
            around.append(_entered(prelude.strip(), around[-1], width, len(around)))
        elif len(around) > 1:
            around.pop()


def _entered(prelude: str, outer: _Block, width: int, depth: int) -> _Block:
    """A block within another one, still without declarations."""
    if depth > _MAX_BLOCKS + 1 or outer is _UNREAD:
        return _UNREAD
    if prelude.startswith("@"):
        is_layered = outer.is_layered or prelude.startswith("@layer")
        return _Block(outer.selectors, "", is_layered) if _counts(prelude, width) else _UNREAD
    selectors = _resolved(prelude, outer.selectors)
    return _Block(selectors, "", outer.is_layered) if selectors else _UNREAD


def _resolved(selectors: str, outer: str) -> str:
    """The selectors of a rule with those around it; "" where these are too long."""
    if not outer:
        return selectors
    parts = selectors.count(",") + selectors.count("&") + 1
    is_short = len(outer) <= _MAX_SELECTOR and len(outer) * parts <= _MAX_SELECTORS
    return nested(selectors, outer) if is_short and len(selectors) <= _MAX_NESTED else ""


def _counts(prelude: str, width: int) -> bool:
    """Whether what is in a block counts."""
    name, _, condition = prelude.lower().partition(" ")
    return name in _TAKEN or (name == "@media" and is_for_screen(condition, width))


def _read(text: str) -> tuple[Style, Style]:
    """The declarations that are read: the normal ones and the important ones."""
    normal: Style = {}
    important: Style = {}
    if not _NAMES_READ.search(text):
        return normal, important
    declared = StyleDeclaration.parse(text)
    for name in declared:
        value = _value_read(name, declared[name])
        style = important if declared.important(name) else normal
        if not value:
            continue
        if name in _READ or name.startswith("--"):
            style[name] = value
        elif name in _LINES:
            style[_LINES[0]] = value
        elif name == "font" and (size := _SIZE_IN_FONT.search(value + " ")):
            style["font-size"] = size[1]
    return normal, important


def _value_read(name: str, written: str) -> str:
    """A value that is read; "" for one that does not count."""
    value = written.strip().lower()
    if name.startswith("--"):
        return value if _GIVEN_VALUE.fullmatch(value) else ""
    if name in _WORDS and not _WORDS[name].issuperset(value.split()):
        return written.strip() if _VARIABLE.fullmatch(written.strip()) else ""
    return value


_known_declarations = lru_cache(maxsize=1024)(_read)
