"""The shape of a code, as the guide's data and a journal write it: "AAAA-0000".

A stands for a capital, a for a small letter, 0 for a digit. In the guide's data, ? stands for any
of them. A blank or a hyphen stands between groups.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from harness.core.text import DASHES

_CLASSES = {"A": "A-Z", "a": "a-z", "0": "0-9", "?": "A-Za-z0-9"}
_FITS = {"A": "A", "a": "a", "0": "0", "?": "Aa0"}
_BETWEEN = re.compile(rf"[\s{DASHES}]+")
_SHAPE = re.compile(r"[Aa0?]+(?:[ -][Aa0?]+)*")
_GROUPS = re.compile(r"[A0]{3,}(?:[ -][A0]{3,})*|[a0]{3,}(?:[ -][a0]{3,})*|\S(?: (?:- )?\S)*")
_LEAST = 4  # characters of a code


def _shape(text: str) -> str:
    if not _SHAPE.fullmatch(text) or len(_bare(text)) < _LEAST:
        raise ValueError(
            "expected the shape of a code of four characters or more: A for a capital, a for a "
            'small letter, 0 for a digit, ? for any, a hyphen between groups, such as "AAAA-0000"'
        )
    return text


def _several(data: object) -> object:
    return (data,) if isinstance(data, str) else data


Shapes = Annotated[tuple[Annotated[str, AfterValidator(_shape)], ...], BeforeValidator(_several)]
"""Shapes of which a code has one; written as a text, or as a list. () for any."""


def fits(shape: str, wanted: Iterable[str]) -> bool:
    """Whether a code that is shown in a shape has one of the wanted shapes.

    Groups count only where they are asked for: a blank between them is as good as a hyphen.
    """
    return any(_is_like(shape, one) for one in wanted)


def _is_like(shape: str, wanted: str) -> bool:
    if _BETWEEN.search(wanted):
        shape, wanted = (_BETWEEN.sub("-", one) for one in (shape, wanted))
    else:
        shape = _bare(shape)
    if len(shape) != len(wanted):
        return False
    return all(a in _FITS.get(b, b) for a, b in zip(shape, wanted, strict=True))


def _bare(shape: str) -> str:
    return _BETWEEN.sub("", shape)


def size_of(shape: str) -> int:
    """The number of characters of a shape: what stands between its groups is none.

    Where capitals and small letters are mixed, or a group is short, a hyphen is a character of the
    code itself, as in base64 for addresses.
    """
    return len(_bare(shape)) if _GROUPS.fullmatch(shape) else len(shape)


def is_telling(shape: str) -> bool:
    """Whether ordinary words and numbers have another shape: it has groups, or is mixed."""
    kinds = {("0" if one == "0" else one if one == "?" else "a") for one in _bare(shape)}
    return len(kinds) > 1 or "?" in kinds or (kinds == {"a"} and shape != _bare(shape))


@cache
def pattern_of(shape: str) -> re.Pattern[str]:
    """Finds texts of a shape, as words of their own."""
    groups = (
        "".join(f"[{_CLASSES[sign]}]" for sign in group) for group in _BETWEEN.split(shape) if group
    )
    between = "[ -]" if _BETWEEN.search(shape) else ""
    return re.compile(rf"(?<![\w@./-]){between.join(groups)}(?![\w@/-]|\.\w)")
