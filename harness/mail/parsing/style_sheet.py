"""The styles of the elements of a mail (CSS Cascading and Inheritance 4, section 6).

Only the properties are read by which mails hide words: introductions for the list of mails, and
what is meant for another size of the screen.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from turbohtml import Document, Element, SelectorSyntaxError

Style = dict[str, str]  # values in lower case by property

_READ = frozenset(
    {"clip", "display", "font-size", "height", "left", "max-height", "max-width", "opacity"}
    | {"overflow", "position", "text-indent", "top", "visibility", "width"}
)
_SCREEN = 1000  # pixels, the width of the window in which a mail is read
_MAX_RULES = 500
_MAX_MATCHES = 200_000  # elements, of all rules together
_MAX_SELECTOR = 300  # characters
_MAX_BLOCKS = 4  # within each other
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_BRACE = re.compile(r"([{}])")
_IMPORTANT = re.compile(r"\s*!\s*important$")
_SIZE_IN_FONT = re.compile(r"(?:^|\s)([\d.]+(?:px|pt|em|rem|%)?)(?=[\s/])")
_WIDTH = re.compile(r"\(\s*(min|max)-(?:device-)?width\s*:\s*(\d{1,6})(?:\.\d*)?px\s*\)")
_MEDIA = re.compile(r"(?:only\s+)?(?:all|screen)?(?:\s*(?:\band\b)?\s*\(\))*")
_IDS, _CLASSES, _TAGS = (re.compile(p) for p in (r"#", r"[.:\[]", r"(?:^|[\s>+~])[a-z]"))


class _Rule(NamedTuple):
    specificity: tuple[int, int, int]
    number: int
    selector: str
    normal: Style
    important: Style


def styles(tree: Document) -> dict[Element, Style]:
    """The styles of the elements of a mail's document that have any."""
    rules = sorted(_rules(tree), key=lambda rule: rule[:2])
    inline = [
        (one, *_declarations(str(one.attrs["style"] or "")))
        for one in tree.iter_elements()
        if "style" in one.attrs
    ]
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


def _select(tree: Document, selector: str) -> list[Element]:
    try:
        return list(tree.select(selector))
    except SelectorSyntaxError:
        return []


def _rules(tree: Document) -> Iterator[_Rule]:
    """The rules that say something of what is read, at most so many of them."""
    number = 0
    for sheet in tree.iter_elements("style"):
        if not _is_for_screen(str(sheet.attrs.get("media") or "").lower()):
            continue
        for selectors, text in _blocks(_COMMENT.sub("", sheet.text)):
            normal, important = _declarations(text)
            for selector in selectors.split(",") if normal or important else ():
                if number == _MAX_RULES:
                    return
                if len(selector) <= _MAX_SELECTOR:
                    yield _Rule(_specificity(selector), number, selector, normal, important)
                    number += 1


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of a style sheet, of those that count on a screen."""
    around: list[str] = []
    pieces = _BRACE.split(sheet)
    for text, brace in zip(pieces[::2], pieces[1::2], strict=False):
        if brace == "{":
            around.append(text.rpartition(";")[2].strip())
        elif around:
            selectors = around.pop()
            is_rule = len(around) <= _MAX_BLOCKS and not selectors.startswith("@")
            if is_rule and all(map(_counts, around)):
                yield selectors, text


def _counts(prelude: str) -> bool:
    """Whether what is in a block counts."""
    name, _, media = prelude.lower().partition(" ")
    return name == "@media" and _is_for_screen(media)


def _is_for_screen(media: str) -> bool:
    """Whether one of a list of media queries holds for a window on a screen."""
    return any(_holds(query.strip()) for query in media[:_MAX_SELECTOR].split(","))


def _holds(query: str) -> bool:
    fits = all(
        int(size) <= _SCREEN if side == "min" else int(size) >= _SCREEN
        for side, size in _WIDTH.findall(query)
    )
    return fits and _MEDIA.fullmatch(_WIDTH.sub("()", query)) is not None


def _declarations(text: str) -> tuple[Style, Style]:
    """The declarations that are read: the normal ones and the important ones."""
    normal: Style = {}
    important: Style = {}
    for declaration in text.lower().split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name == "font" and (size := _SIZE_IN_FONT.search(_IMPORTANT.sub("", value) + " ")):
            name, value = "font-size", size[1] + value[len(_IMPORTANT.sub("", value)) :]
        if name in _READ and value:
            plain = _IMPORTANT.sub("", value)
            (normal if plain == value else important)[name] = plain
    return normal, important


def _specificity(selector: str) -> tuple[int, int, int]:
    """Number of ids, of classes and the like, and of names (Selectors 4, section 17)."""
    ids, classes, tags = (len(p.findall(selector.lower())) for p in (_IDS, _CLASSES, _TAGS))
    return ids, classes, tags
