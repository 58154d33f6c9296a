"""Finds what is secret in the links of mails: who knows it can act as the account's owner.

A guide may say where it stands, by a * in the address of the link; where it stands for a query, the
values are secret, and the names of the parameters are not. `{any}` stands there for what differs
from mail to mail and is no secret, such as a number. Elsewhere a secret is what nobody would choose
as a name: a long part of the path, the query or the fragment, mixed of letters and digits; and what
the name of its parameter calls so, as `token` does.
"""

import hashlib
import random
import re
import string
from collections.abc import Iterator
from fnmatch import translate
from itertools import pairwise
from urllib.parse import parse_qsl, unquote, urlsplit

from harness.core.text import between
from harness.core.url import relative

MIN_LENGTH = 8  # characters: shorter parts stand in too many other texts
_MIN_DECLARED = 6  # of a part that the guide calls secret
_MIN_CHANGES = 3  # between letters and digits, or small letters and capitals, in a random text
_LONG = 20  # characters of letters alone, without a sign between words
_ANY = re.compile(r"\{(?:any|remembered:[^{}]+)\}")
_GAPS = re.compile(rf"(\*|{_ANY.pattern})")
_SECRET_NAME = re.compile(r"token|jeton|secret|nonce|signature|(?:^|_)ot[kp]$", re.IGNORECASE)
_SIGNS = re.compile(r"[-_.~+/=:]+")
_SUFFIX = re.compile(r"\.[a-z]{1,5}$")
_SIGNS_OF_TOKENS = frozenset("-_.~+/=:")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_DRAWN, _DRAWN_IN_ONE_CASE = 22, 26  # characters of what surely is drawn by a program
_ALPHABETS = (string.digits, string.ascii_lowercase, string.ascii_uppercase)


def fits(url: str, address: str) -> bool:
    """Whether the path and query of a link fit an address with * for its secret parts."""
    pattern = translate(_ANY.sub("*", address))
    return re.fullmatch(pattern, _in_the_order_of(address, url)) is not None


def _in_the_order_of(address: str, url: str) -> str:
    """The path and query of a link, its parameters in the order of an address that has the same.

    Nobody who reads a guide minds which one stands first.
    """
    whole = relative(url)
    before, sign, fragment = whole.partition("#")
    path, _, query = before.partition("?")
    pairs = {pair.partition("=")[0]: pair for pair in query.split("&")}
    wanted = [pair.partition("=")[0] for pair in address.partition("?")[2].split("&")]
    if not query or sorted(pairs) != sorted(wanted) or len(pairs) <= query.count("&"):
        return whole
    return f"{path}?{'&'.join(map(pairs.__getitem__, wanted))}{sign}{fragment}"


def secret_parts(url: str, address: str = "") -> tuple[str, ...]:
    """The parts of a link that are secret, each once; the guide may mark them with *."""
    declared = _declared(url, address) if address and fits(url, address) else ()
    found = [part for part in declared if len(part) >= _MIN_DECLARED]
    found += [part for part in _parts(url) if looks_random(part)]
    found += [part for part in _called_secret(url) if len(part) >= _MIN_DECLARED]
    return tuple(dict.fromkeys(found))


def _called_secret(url: str) -> Iterator[str]:
    """The values of the parameters of a link whose names say that they are secret."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return
    for text in (parts.query, parts.fragment.partition("?")[2]):
        yield from (value for name, value in parse_qsl(text) if _SECRET_NAME.search(name))


def _declared(url: str, address: str) -> tuple[str, ...]:
    pieces = _GAPS.split(address)
    gaps = between(pieces[::2], _in_the_order_of(address, url), least=1) or ()
    whole = zip(pieces[::2], gaps, pieces[1::2], strict=False)
    secret = ((before, gap) for before, gap, sign in whole if sign == "*")
    return tuple(
        part
        for before, gap in secret
        for part in (_values(gap) if "?" in gap or before.endswith(("?", "&")) else (gap,))
    )


def _values(gap: str) -> tuple[str, ...]:
    """What is secret in a part that reaches into a query: its values, and the path before them."""
    path, _, query = gap.rpartition("?")
    pairs = [pair.partition("=") for pair in query.split("&")]
    if not all(sign for _, sign, _ in pairs):
        return (gap,)
    return tuple(filter(None, (path, *(value for *_, value in pairs))))


def declared_parts(url: str, address: str) -> tuple[str, ...]:
    """The parts of any address of a portal that the guide calls secret in the link of a mail.

    A parameter with that name is one in whatever order, as a portal writes its own addresses. A
    part is one by its place only if it looks random: other pages may lie below the same path.
    """
    path, _, query = address.partition("?")
    own, _, asked = relative(url).partition("#")[0].partition("?")
    names = {name for name, value in parse_qsl(query) if value == "*"}
    known = secret_parts(url, address) if fits(url, address) else ()
    found = [one for one in known if looks_random(one)]
    if names and fits(own, path):
        values = (value for name, value in parse_qsl(asked) if name in names)
        found += [value for value in values if len(value) >= _MIN_DECLARED]
    return tuple(dict.fromkeys(found))


def _parts(url: str) -> Iterator[str]:
    """The segments of the path, the values of the query, and those of the fragment."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return
    yield from (unquote(part) for part in parts.path.split("/") if part)
    for text in (parts.query, parts.fragment.lstrip("!/?")):
        yield from (value for _, value in parse_qsl(text))
        if "=" not in text:
            yield from (unquote(part) for part in re.split(r"[/&?]", text) if part)


def looks_random(part: str) -> bool:
    """Whether a part of an address looks as if a program had drawn it."""
    words = [word for word in _SIGNS.split(part) if word]
    letters = "".join(words)
    if len(letters) < MIN_LENGTH or not letters.isalnum():
        return False
    if letters.isdigit():
        return len(words) == 1
    changes = sum(_changes(one, other) for one, other in pairwise(letters))
    return changes >= _MIN_CHANGES + len(words) - 1 or max(map(len, words)) >= _LONG


def looks_drawn(part: str) -> bool:
    """Whether a part of an address is surely drawn by a program, and too long to be guessed.

    Letters and digits change in it all the time, unlike in words and dates. The number of an
    object in its usual form (UUID) is none.
    """
    stem = _SUFFIX.sub("", part)
    letters = "".join(one for one in stem if one not in _SIGNS_OF_TOKENS)
    if _UUID.fullmatch(stem) or not letters.isascii() or not letters.isalnum():
        return False
    has_both_cases = letters.lower() != letters != letters.upper()
    least, share = (_DRAWN, 0.42) if has_both_cases else (_DRAWN_IN_ONE_CASE, 0.3)
    classes = [one.isdigit() + 2 * one.isupper() for one in letters]
    changes = sum(one != other for one, other in pairwise(classes))
    has_digit, has_letter = not letters.isalpha(), not letters.isdigit()
    return has_digit and has_letter and len(letters) >= least and changes >= share * len(letters)


def drawn_parts(url: str) -> tuple[str, ...]:
    """The parts of an address that are surely drawn by a program, each once, as it has them."""
    found = (_SUFFIX.sub("", part) for part in _parts(url) if looks_drawn(part))
    return tuple(dict.fromkeys(found))


def _changes(one: str, other: str) -> bool:
    """Whether a letter follows a digit, a digit a letter, or a capital a small letter."""
    return one.isdigit() is not other.isdigit() or (one.islower() and other.isupper())


def altered(part: str) -> str:
    """A wrong token: of the same shape and the same characters, and nobody can undo it."""
    drawn = random.Random(hashlib.sha256(part.encode()).digest())  # noqa: S311 - repeatable
    choices = {one: alphabet for alphabet in _drawn_from(part) for one in alphabet}
    if choices.keys().isdisjoint(part):  # nothing of it can be drawn: signs, letters of others
        return f"{part}0"
    while (text := "".join(drawn.choice(choices.get(one, one)) for one in part)) == part:
        pass
    return text


def _drawn_from(part: str) -> Iterator[str]:
    """For each class of characters, those of a text if it has several, else all of the class."""
    for alphabet in _ALPHABETS:
        own = "".join(sorted({one for one in part if one in alphabet}))
        yield own if len(own) > 1 else alphabet
