"""A fingerprint of facts: the same on each run, another one as soon as what is seen changes.

It is made over codes and parameters. The sentences that tell the facts have no part in it: they
can be worded better without a change of any fingerprint.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from harness.model.fact import Fact, Parameter, Quote

NOUNS = ("noun", "a-code", "the-code")  # what a suite calls a secret is wording
LENGTH = 12  # hexadecimal digits
MAX_PATTERNS = 64  # that are kept compiled: one for each scenario that is judged
MIN_NAME_LENGTH = 2  # a single letter stands in every text
_VARYING = tuple(
    (re.compile(pattern), stands_for)
    for pattern, stands_for in (  # in this order: what holds another comes first
        (r"‹([a-z][a-z0-9-]*)-\d+›", r"‹\1›"),
        (r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?", "‹date›"),
        (
            r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d(?: [+-]\d{4})?",
            "‹date›",
        ),
        (r"\b\d{1,2}/\d{1,2}/\d{2,4}\b", "‹date›"),
        (r"(localhost|127\.0\.0\.1|\[::1\]):\d+", r"\1:‹port›"),
        (r"\b\d{1,2}[:h]\d\d(?::\d\d)?\b", "‹time›"),
        (r"\b\d+[.,]\d+ ?(?:s|ms)\b", "‹duration›"),
        (r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", "‹token›"),
        (r"\b(?=[A-Za-z_]*\d)(?=[\d_]*[A-Za-z])\w{16,}\b", "‹token›"),
    )
)
_CODE = re.compile(r"\b(?=[A-Z]*\d)[A-Z0-9]{5,}\b")


def fingerprint(*facts: Fact | str | None, names: Mapping[str, str]) -> str:
    """A short digest of facts without what varies from run to run.

    Args:
        facts: what was expected and what was seen; texts where no fact tells it.
        names: the texts of this run alone (an account's name, the portal's address), each with
            a name for it.

    Returns:
        Hexadecimal digits.
    """
    alike = json.dumps([_steady_value(one, names) for one in facts], sort_keys=True)
    return hashlib.sha256(alike.encode()).hexdigest()[:LENGTH]


def _steady_value(value: Parameter | None, names: Mapping[str, str]) -> Any:
    """A value as JSON takes it, its texts steady."""
    if isinstance(value, tuple):
        return [_steady_value(one, names) for one in value]
    if isinstance(value, Fact):
        params = {
            name: _steady_value(one, names)
            for name, one in value.params.items()
            if not (isinstance(one, Fact) and one.has(*NOUNS))
        }
        return [value.code, params]
    if isinstance(value, Quote):
        return steady(value.quote, names)
    return steady(value, names) if isinstance(value, str) else value


def steady(text: str, names: Mapping[str, str]) -> str:
    """A text without what varies from run to run; its shape stays.

    Pseudonyms lose their number; dates, times, ports and tokens become a word; codes and long
    numbers keep their length.
    """
    text = _without_names(" ".join(text.split()), names)
    for pattern, stands_for in _VARYING:
        text = pattern.sub(stands_for, text)
    return _CODE.sub(_length, text)


def _without_names(text: str, names: Mapping[str, str]) -> str:
    """A text with each text of the run replaced by its name, the longest first, whole words."""
    pattern, stand_ins = _pattern_of(tuple(names.items()))
    return pattern.sub(lambda hit: stand_ins[(hit.lastindex or 1) - 1], text) if stand_ins else text


@lru_cache(maxsize=MAX_PATTERNS)
def _pattern_of(names: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """What finds the texts of a run, a group for each, and what stands for each of them."""
    known = [one for one in names if len(one[0]) >= MIN_NAME_LENGTH]
    known.sort(key=lambda one: -len(one[0]))
    pattern = "|".join(f"({_whole_word(own)})" for own, _ in known)
    return re.compile(pattern, re.IGNORECASE), tuple(f"‹{name}›" for _, name in known)


def _whole_word(own: str) -> str:
    before = r"(?<!\w)" if own[0].isalnum() else ""
    after = r"(?!\w)" if own[-1].isalnum() else ""
    return f"{before}{re.escape(own)}{after}"


def _length(code: re.Match[str]) -> str:
    kind = "number" if code[0].isdecimal() else "code"
    return f"‹{kind} of {len(code[0])}›"
