"""The fewest causes that explain all differences: the same label renamed on four pages is one.

Each difference has candidates, from its own words to what it has in common with many.
The candidate that explains most of what is left is a cause; of equal ones, the narrowest.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from harness.compare.difference import Cause, Change, Difference, Kind, Ruling
from harness.core.text import fold, split_label
from harness.model.fact import Parameter, fact, quote, quotes

MANNERS = frozenset(
    {
        Kind.ADDRESS,
        Kind.MESSAGE,
        Kind.CHARSET,
        Kind.HEADING,
        Kind.HIDDEN,
        Kind.GROUP,
        Kind.FRAMES,
        Kind.STATUS,
        Kind.REDIRECTS,
        Kind.LENGTH,
        Kind.HEADER,
        Kind.COOKIE,
        Kind.TITLE,
        Kind.MANDATORY,
        Kind.TYPOGRAPHY,
        Kind.UNICODE,
        Kind.MOJIBAKE,
        Kind.ACCESSIBILITY,
        Kind.LINK,
        Kind.DEFAULT,
        Kind.HELP,
    }
)
"""Kinds of which many harmless differences are told as one: `cause-…` of the kind."""
_NUMBER = re.compile(r"(?<!\w)\d{3,}(?!\w)")


@dataclass(frozen=True)
class Explanation:
    """What may explain a difference.

    Attributes:
        width: 0 for the narrowest; of equal explanations the narrowest is the cause.
        code: of its fact.
        params: of its fact.
    """

    width: int
    code: str
    params: tuple[tuple[str, Parameter], ...] = ()


_Params = tuple[tuple[str, Parameter], ...]
Touching = Mapping[str, Sequence[Difference]]  # statement -> the changes that speak of it


def explain(
    differences: Sequence[Difference], touching: Touching, bars: Mapping[str, tuple[str, ...]]
) -> tuple[Cause, ...]:
    """Group differences by what explains them.

    Args:
        differences: all of them.
        touching: for each statement, the differences that speak of it.
        bars: for each statement, the statements that cannot be reached because of it.

    Returns:
        The causes, the worst first, then those that explain most; each difference has one.
    """
    company = _company(differences)
    keys = {d.fingerprint: (*_keys(d, touching), *_together(d, company)) for d in differences}
    left = list(differences)
    causes = []
    while left:
        best = _widest(left, keys)
        explained = [d for d in left if best in keys[d.fingerprint]]
        left = [d for d in left if best not in keys[d.fingerprint]]
        causes.append(_cause(best, explained, bars))
    order = list(Ruling)
    return tuple(sorted(causes, key=lambda c: (order.index(c.ruling), -len(c.differences))))


def _widest(left: Iterable[Difference], keys: Mapping[str, tuple[Explanation, ...]]) -> Explanation:
    counts: dict[Explanation, int] = {}
    for difference in left:
        for key in keys[difference.fingerprint]:
            counts[key] = counts.get(key, 0) + 1
    return max(counts, key=lambda key: (counts[key], -key.width))


def _cause(
    key: Explanation, explained: Sequence[Difference], bars: Mapping[str, tuple[str, ...]]
) -> Cause:
    order = list(Ruling)
    statements = tuple(dict.fromkeys(d.statement for d in explained if d.statement))
    return Cause(
        fact=fact(key.code, **dict(key.params)),
        ruling=min((d.ruling for d in explained), key=order.index),
        differences=tuple(explained),
        statements=statements,
        bars=tuple(dict.fromkeys(slug for s in statements for slug in bars.get(s, ()))),
    )


def _keys(difference: Difference, touching: Touching) -> Iterator[Explanation]:
    """What may explain a difference, the narrowest first."""
    change = difference.change
    if change.kind is Kind.STATEMENT:
        for other in touching.get(difference.statement, ()):
            if other.ruling is difference.ruling and other.change.kind not in MANNERS:
                yield from _of_words(other.change)
        yield _of_statement(difference)
        return
    yield from _of_words(change)
    if difference.ruling is Ruling.BOTH_KEEP and change.kind in MANNERS:
        yield Explanation(4, f"cause-{change.kind}")
    elif difference.statement and difference.ruling is not Ruling.BOTH_KEEP:
        yield _of_statement(difference)


_Pages = frozenset[str]
_MANY = 3  # texts that come or go together, or pages on which they do


def _company(differences: Sequence[Difference]) -> dict[tuple[bool, _Pages], list[str]]:
    """What comes, or goes, on just the same pages: a banner with its buttons is one cause."""
    pages: dict[tuple[bool, str], set[str]] = {}
    for change in (d.change for d in differences if _is_bare(d)):
        pages.setdefault((not change.old, change.old or change.new), set()).add(change.page)
    found: dict[tuple[bool, _Pages], list[str]] = {}
    for (comes, words), where in pages.items():
        found.setdefault((comes, frozenset(where)), []).append(words)
    return {
        key: words
        for key, words in found.items()
        if len(words) > 1 and max(len(words), len(key[1])) >= _MANY
    }


def _is_bare(difference: Difference) -> bool:
    """Whether words are only there, or only gone, and nobody promised them."""
    change = difference.change
    one_sided = bool(change.old) is not bool(change.new)
    return one_sided and not _is_fact(change) and difference.ruling is Ruling.BOTH_KEEP


def _together(
    difference: Difference, company: Mapping[tuple[bool, _Pages], Sequence[str]]
) -> Iterator[Explanation]:
    change = difference.change
    own, comes = change.old or change.new, not change.old
    for (way, pages), words in company.items():
        if way is comes and own in words and change.page in pages and _is_bare(difference):
            code = "cause-together-new" if comes else "cause-together-gone"
            where = (
                tuple(sorted(pages)) if len(pages) < _MANY else fact("count-pages", n=len(pages))
            )
            yield Explanation(5, code, (("pages", where), ("words", quotes(words))))


def _of_statement(difference: Difference) -> Explanation:
    code = f"cause-statement-{difference.ruling}"
    return Explanation(3, code, (("statement", difference.statement),))


def _of_words(change: Change) -> Iterator[Explanation]:
    old, new = _plain(change.old), _plain(change.new)
    about = (("kind", fact(f"kind-{change.kind}")),) if _is_fact(change) else ()
    yield _became(1, old, new, about)
    if old and new and not about:
        yield from (_became(2, a, b, about) for a, b in _swaps(old, new))


def _is_fact(change: Change) -> bool:
    """Whether the values tell nothing without what they are of."""
    return change.kind not in _WORDS


_WORDS = frozenset(
    {
        *(Kind.TEXT, Kind.LABEL, Kind.BUTTON, Kind.LINK, Kind.MESSAGE, Kind.HELP, Kind.GROUP),
        *(Kind.MAIL_TEXT, Kind.FIELD, Kind.TITLE, Kind.PLACEHOLDER),
    }
)


def _became(width: int, old: str, new: str, about: _Params) -> Explanation:
    """What became of some words, or of the values of one kind."""
    code = "cause-of-kind" if about else "cause"
    if not about and not (old and new):
        old, new = (_NUMBER.sub("0", text) for text in (old, new))  # what counts, or dates
    if not old:
        return Explanation(width, f"{code}-new", (*about, ("new", quote(new))))
    if not new:
        return Explanation(width, f"{code}-gone", (*about, ("old", quote(old))))
    where = "-in-several-texts" if width > 1 else ""
    return Explanation(
        width, f"{code}-became{where}", (*about, ("old", quote(old)), ("new", quote(new)))
    )


def _plain(text: str) -> str:
    return split_label(fold(text)).text or fold(text)


def _swaps(old: str, new: str) -> Iterator[tuple[str, str]]:
    """The one stretch of words that was put in the place of another, if it is only one."""
    left, right = old.split(), new.split()
    steps = SequenceMatcher(a=left, b=right, autojunk=False).get_opcodes()
    changed = [step for step in steps if step[0] != "equal"]
    if len(changed) == 1 and changed[0][0] == "replace" and len(steps) > 1:
        _, a, b, c, d = changed[0]
        yield " ".join(left[a:b]), " ".join(right[c:d])
