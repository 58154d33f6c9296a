"""Media queries: which style sheets and rules count on a screen (Media Queries 5)."""

import operator
import re
from collections.abc import Callable
from functools import lru_cache

from turbohtml import Element

_MAX_LENGTH = 300  # characters of a list of queries
_LISTED = re.compile(r",|\bor\b")
_AND = re.compile(r"\band\b")
_MODIFIER = re.compile(r"(not|only)\s+(?=\w|\()")
_TYPE = re.compile(r"[\w-]+")
_TYPES = ("all", "screen")
_FEATURES = {  # of a browser on a desk, whatever its window is
    **dict.fromkeys(("color", "orientation:landscape", "update:fast"), True),
    **dict.fromkeys(("prefers-color-scheme:light", "prefers-reduced-motion:no-preference"), True),
    **dict.fromkeys(("monochrome", "orientation:portrait", "update:slow", "update:none"), False),
    **dict.fromkeys(("prefers-color-scheme:dark", "prefers-reduced-motion:reduce"), False),
    "prefers-reduced-motion": False,
}
_LENGTH = r"(\d{1,6}(?:\.\d*)?)(px|em|rem|)"
_WIDTH = re.compile(rf"(min-|max-|)(?:device-)?width:{_LENGTH}")
_RANGE = re.compile(rf"(?:{_LENGTH}([<>]=?))?width(?:([<>]=?|=){_LENGTH})?")
_FONT_SIZE = 16  # pixels of an em
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "min-": operator.ge,
    "max-": operator.le,
    "": operator.eq,
}


def counts_on_screen(element: Element, width: int) -> bool:
    """Whether a `style` or `link` element is of a style sheet for a window on a screen."""
    kind = (element.attr("type") or "").lower()
    if element.tag == "link":
        kind = kind.partition(";")[0].strip()
    return kind in {"", "text/css"} and is_for_screen(element.attr("media") or "", width)


def is_for_screen(media: str, width: int) -> bool:
    """Whether one of a list of media queries holds for a window on a screen.

    Args:
        media: the list; "" holds always.
        width: of the window, in CSS pixels.
    """
    return _any_holds(media.lower()[:_MAX_LENGTH], width)


@lru_cache(maxsize=256)
def _any_holds(media: str, width: int) -> bool:
    return any(_holds(query.strip(), width) for query in _LISTED.split(media))


def _holds(query: str, width: int) -> bool:
    """Whether a query holds; one with a part that is not known holds if that decides nothing."""
    modifier = _MODIFIER.match(query)
    plain = query[modifier.end() :] if modifier else query
    is_negated = modifier is not None and modifier[1] == "not"
    values = [_value(part.strip(), width) for part in _AND.split(plain)] if plain else [True]
    if False in values:
        return is_negated
    return None not in values and not is_negated


def _value(part: str, width: int) -> bool | None:
    """Whether a part of a query holds; None if it is not known."""
    if not part.startswith("("):
        return part in _TYPES if _TYPE.fullmatch(part) else None
    feature = "".join(part.removeprefix("(").removesuffix(")").split())
    if limit := _WIDTH.fullmatch(feature):
        return _COMPARE[limit[1]](width, _pixels(limit[2], limit[3]))
    if limits := _RANGE.fullmatch(feature):
        low, low_unit, below, beyond, high, high_unit = limits.groups()
        is_over = not below or _COMPARE[below](_pixels(low, low_unit), width)
        return is_over and (not beyond or _COMPARE[beyond](width, _pixels(high, high_unit)))
    return _FEATURES.get(feature)


def _pixels(number: str, unit: str) -> float:
    return float(number) * (1 if unit in {"", "px"} else _FONT_SIZE)
