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

Style = dict[str, str]  # values in lower case by property

_READ = frozenset(
    {"clip", "display", "float", "font-size", "height", "left", "max-height", "max-width"}
    | {"opacity", "overflow", "position", "text-indent", "top", "visibility", "width"}
)
_WORDS = {  # which a value may consist of; a declaration with another one does not count
    "display": frozenset(
        {"none", "block", "inline", "flow", "flow-root", "flex", "grid", "table", "ruby", "math"}
        | {"inline-block", "inline-flex", "inline-grid", "inline-table", "list-item", "run-in"}
        | {"table-row-group", "table-header-group", "table-footer-group", "table-row", "table-cell"}
        | {"table-column-group", "table-column", "table-caption", "contents", "initial", "unset"}
        | {"-webkit-box", "-webkit-inline-box", "-webkit-flex"}
    ),
    "visibility": frozenset({"visible", "hidden", "collapse", "initial"}),
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
_NAMES_READ = re.compile(
    "|".join(map(re.escape, sorted(_READ | {"font", _LINES[0]}))), re.IGNORECASE
)
_MAX_RULES = 5_000  # of one sheet
_MAX_TRIALS = 25_000_000  # of an element against a rule
_MAX_MATCHES = 200_000  # elements, of all rules together
_MAX_SELECTOR = 300  # characters
_MAX_SELECTORS = 20_000  # characters of those before one block
_MAX_BLOCKS = 4  # within each other
_TAKEN = ("@supports", "@layer")  # blocks that count; "@container" needs a layout
_KNOWN = 32  # sheets whose rules stay in memory
_BRACE = re.compile(r"([{}])")
_IMPORT = re.compile(r"""@import\s+(?:url\(\s*)?["']?([^"')\s;]+)["']?\s*\)?([^;{}]*)(?:;|\Z)""")
_COMMENT_OR_STRING = re.compile(
    r"""/\*.*?(?:\*/|\Z)|<!--|-->|"(?:[^"\\\n]|\\.)*(?:"|\n|\Z)|'(?:[^'\\\n]|\\.)*(?:'|\n|\Z)""",
    re.DOTALL,
)
_COMMA = re.compile(r",(?![^()\[\]]*[)\]])")
_SIZE_IN_FONT = re.compile(r"(?:^|\s)([\d.]+(?:px|pt|em|rem|%)?)(?=[\s/])")
_ZERO = re.compile(r"[-+]?0*(?:\.0*)?(?:[a-z]+|%)?")
_POINT = re.compile(r"[-+]?[01](?:\.0*)?(?:px)?")  # a length of one pixel at most
_FAR = re.compile(r"-\d{3,}(?:\.\d*)?(?:px|pt|em|rem|%|vw)")
_CUT_AWAY = re.compile(r"rect\(\s*(?:[01](?:px)?[\s,]*){4}\)")
_WIDTH = re.compile(r"\(\s*(min|max)-(?:device-)?width\s*:\s*(\d{1,6})(?:\.\d*)?px\s*\)")
_MEDIA = re.compile(r"(?:only\s+)?(?:all|screen)?(?:\s*(?:\band\b)?\s*\(\))*")
_NAMED = re.compile(r"[.#](?:[\w-]|\\.)+")
_IN_PARENTHESES = re.compile(r"\([^()]*\)|\[[^\]]*\]")
_IDS, _CLASSES, _TAGS = (re.compile(p) for p in (r"#", r"[.:\[]", r"(?:^|[\s>+~])[a-z]"))


class _Rule(NamedTuple):
    specificity: tuple[int, int, int]
    selector: str
    names: frozenset[str]  # classes and ids without which nothing matches
    normal: Style
    important: Style


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
        for rule in rules:
            if left > 0 and (style := rule.important if is_important else rule.normal):
                matches = _select(tree, rule.selector)[:left]
                left -= len(matches)
                for element in matches:
                    found.setdefault(element, {}).update(style)
        for element, normal, important in inline:
            if style := important if is_important else normal:
                found.setdefault(element, {}).update(style)
    return found


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
    for selectors, text in _blocks(_plain(sheet), width):
        content = _CONTENT.search(text) if len(selectors) <= _MAX_SELECTORS else None
        if content is None:
            continue
        mark = _ESCAPE.sub(lambda hit: chr(int(hit[1], 16)), content[2] or "").strip()
        if mark and not is_mark(mark):
            continue
        for written in _COMMA.split(selectors):
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
    head = _plain(sheet).partition("{")[0] if "@import" in sheet else ""
    found = _IMPORT.findall(head)
    return tuple(address for address, media in found if is_for_screen(media.strip(), width))


def is_for_screen(media: str, width: int) -> bool:
    """Whether one of a list of media queries holds for a window on a screen.

    Args:
        media: the list; "" holds always.
        width: of the window, in CSS pixels.
    """
    queries = media.lower()[:_MAX_SELECTOR].split(",")
    return any(_holds(query.strip(), width) for query in queries)


def _holds(query: str, width: int) -> bool:
    fits = all(
        int(size) <= width if side == "min" else int(size) >= width
        for side, size in _WIDTH.findall(query)
    )
    return fits and _MEDIA.fullmatch(_WIDTH.sub("()", query)) is not None


def _rules_for(tree: Document, rules: list[_Rule]) -> list[_Rule]:
    """The rules that may say something of a document, the weightiest last."""
    if not rules:
        return []
    elements = list(tree.iter_elements())
    names = _names(elements)
    fitting = [one for one in rules if one.names <= names][: _MAX_TRIALS // (len(elements) or 1)]
    return sorted(fitting, key=lambda rule: rule.specificity)


def _names(elements: Iterable[Element]) -> frozenset[str]:
    """The classes (".name") and ids ("#name") of elements."""
    names: set[str] = set()
    for element in elements:
        if "class" in element.attrs:
            names.update(f".{name}" for name in (element.attr("class") or "").split())
        if "id" in element.attrs:
            names.add(f"#{element.attr('id')}")
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
    for selectors, text in _blocks(_plain(sheet), width):
        normal, important = _read(text)
        is_read = bool(normal or important) and len(selectors) <= _MAX_SELECTORS
        for written in _COMMA.split(selectors) if is_read else ():
            selector = written.strip()
            if len(selector) <= _MAX_SELECTOR:
                required = _IN_PARENTHESES.sub("", selector)
                names = frozenset(name.replace("\\", "") for name in _NAMED.findall(required))
                yield _Rule(_specificity(selector), selector, names, normal, important)


def _plain(sheet: str) -> str:
    """A style sheet without comments, and without strings that contain braces."""
    return _COMMENT_OR_STRING.sub(_plain_token, sheet)


def _plain_token(token: re.Match[str]) -> str:
    text = token[0]
    if text.startswith(("/*", "<!--", "-->")):
        return ""
    return '""' if "{" in text or "}" in text else text


def _blocks(sheet: str, width: int) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of a style sheet, of those that count on a screen."""
    around: list[str] = []
    pieces = _BRACE.split(sheet)
    for text, brace in zip(pieces[::2], pieces[1::2], strict=False):
        if brace == "{":
            around.append(text.rpartition(";")[2].strip())
        elif around:
            selectors = around.pop()
            is_rule = len(around) <= _MAX_BLOCKS and not selectors.startswith("@")
            if is_rule and all(_counts(block, width) for block in around):
                yield selectors, text


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
        value = declared[name].lower()
        style = important if declared.important(name) else normal
        if name in _WORDS and not _WORDS[name].issuperset(value.split()):
            continue
        if name in _READ:
            style[name] = value
        elif name in _LINES:
            style[_LINES[0]] = value
        elif name == "font" and (size := _SIZE_IN_FONT.search(value + " ")):
            style["font-size"] = size[1]
    return normal, important


def _specificity(selector: str) -> tuple[int, int, int]:
    """Number of ids, of classes and the like, and of names (Selectors 4, section 17)."""
    ids, classes, tags = (len(p.findall(selector.lower())) for p in (_IDS, _CLASSES, _TAGS))
    return ids, classes, tags
