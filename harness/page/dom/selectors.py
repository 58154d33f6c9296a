"""Selectors: how much they weigh, and what they are within each other (Selectors 4)."""

import re

COMMA = re.compile(r",(?![^()\[\]]*[)\]])")
"""What parts the selectors of a list."""
_NAMED = re.compile(r"[.#](?:[\w-]|\\.)+")
_IN_PARENTHESES = re.compile(r"\([^()]*\)|\[[^\]]*\]")
_IDS, _CLASSES, _TAGS = (re.compile(p) for p in (r"#", r"[.:\[]", r"(?:^|[\s>+~])[a-z]"))
_ARGUMENTS = re.compile(r":(is|not|has|where|-webkit-any|matches)\(([^()]*)\)")
_MAX_NESTED = 8  # lists of arguments in one selector
_COMBINATORS = (">", "+", "~")

Specificity = tuple[int, int, int]


def names_in(selector: str) -> frozenset[str]:
    """The classes (".name") and ids ("#name") without which a selector matches nothing.

    They are in lower case, for documents without a type fold the case of names.
    """
    required = selector.lower()
    if "(" in required or "[" in required:
        required = _IN_PARENTHESES.sub("", _IN_PARENTHESES.sub("", required))
    return frozenset(name.replace("\\", "") for name in _NAMED.findall(required))


def specificity(selector: str) -> Specificity:
    """Number of ids, of classes and the like, and of names (Selectors 4, section 17)."""
    plain = selector.lower()
    for _ in range(_MAX_NESTED if "(" in plain else 0):
        plain, count = _ARGUMENTS.subn(_heaviest, plain)
        if not count:
            break
    return _weight(plain)


def _heaviest(hit: re.Match[str]) -> str:
    """The argument that tells how much a pseudo-class weighs, as a part of its own."""
    if hit[1] == "where":
        return ""
    return f" {max((one.strip() for one in hit[2].split(',')), key=_weight)}"


def _weight(selector: str) -> Specificity:
    ids, classes, tags = (len(p.findall(selector)) for p in (_IDS, _CLASSES, _TAGS))
    return ids, classes, tags


def nested(selectors: str, around: str) -> str:
    """A list of selectors that is nested in the block of another one (CSS Nesting 1)."""
    return ",".join(_within(one.strip(), around) for one in COMMA.split(selectors))


def _within(selector: str, around: str) -> str:
    parent = f":is({around})" if "," in around or _IN_PARENTHESES.search(around) else around
    if "&" not in selector:
        return f"{parent} {selector}"
    is_plain = selector.count("&") == 1 and selector.startswith("&")
    return selector.replace("&", parent if is_plain else f":is({around})")
