"""A fingerprint of what was seen: the same on each run, another as soon as its shape changes."""

import hashlib
import re
from collections.abc import Mapping

LENGTH = 12  # hexadecimal digits
_SHORTEST_FACT = 2  # a single letter tells nobody apart
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


def fingerprint(*texts: str, facts: Mapping[str, str]) -> str:
    """A short digest of texts without what varies from run to run.

    Args:
        texts: what was seen, in words.
        facts: what belongs to this run alone (a person's name, the portal's address), each
            with the word that stands for it.

    Returns:
        Hexadecimal digits.
    """
    alike = "\x00".join(steady(text, facts) for text in texts)
    return hashlib.sha256(alike.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]


def steady(text: str, facts: Mapping[str, str]) -> str:
    """A text without what varies from run to run; its shape stays.

    Pseudonyms lose their number; dates, times, ports and tokens become a word; codes and long
    numbers keep their length.
    """
    text = _without_facts(" ".join(text.split()), facts)
    for pattern, stands_for in _VARYING:
        text = pattern.sub(stands_for, text)
    return _CODE.sub(_length, text)


def _without_facts(text: str, facts: Mapping[str, str]) -> str:
    """A text with each fact replaced by its word, the longest first, never within a word."""
    for fact in sorted(facts, key=len, reverse=True):
        if len(fact) >= _SHORTEST_FACT:
            before = r"(?<!\w)" if fact[0].isalnum() else ""
            after = r"(?!\w)" if fact[-1].isalnum() else ""
            pattern = f"{before}{re.escape(fact)}{after}"
            text = re.sub(pattern, f"‹{facts[fact]}›", text, flags=re.IGNORECASE)
    return text


def _length(code: re.Match[str]) -> str:
    kind = "number" if code[0].isdecimal() else "code"
    return f"‹{kind} of {len(code[0])}›"
