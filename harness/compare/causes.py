"""The fewest causes that explain all differences: a label renamed on four pages is one cause.

Each difference has explanations, from its own texts to what it has in common with many others.
The explanation of most of the remaining differences becomes a cause; of equal ones the narrowest.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from harness.compare.model import (
    STEP_KINDS,
    Change,
    Difference,
    DifferenceCause,
    DifferenceKind,
    Ruling,
    Shown,
)
from harness.core.text import steps_between, words_key
from harness.model.fact import Fact, Parameter, Part, fact, quote

K = DifferenceKind
GENERAL_KINDS = frozenset(
    {
        *(K.ADDRESS, K.MESSAGE, K.CHARSET, K.HEADING, K.HIDDEN, K.GROUP, K.FRAMES, K.STATUS),
        *(K.REDIRECTS, K.LENGTH, K.HEADER, K.COOKIE, K.TITLE, K.MANDATORY, K.TYPOGRAPHY, K.UNICODE),
        *(K.MOJIBAKE, K.ACCESSIBILITY, K.LINK, K.DEFAULT, K.HELP),
    }
)
"""Kinds whose harmless differences may have one cause together, with the message `cause-<kind>`."""
_TEXT_KINDS = frozenset(
    {
        *(K.TEXT, K.LABEL, K.BUTTON, K.LINK, K.MESSAGE, K.HELP, K.GROUP),
        *(K.MAIL_TEXT, K.FIELD, K.TITLE, K.PLACEHOLDER),
    }
)
"""Kinds that need not be named beside what both portals show."""
MIN_TOGETHER = 3  # texts that come or go together, or pages on which they do
_NUMBER = re.compile(r"(?<!\w)\d{3,}(?!\w)")
_Params = tuple[tuple[str, Parameter], ...]
_Pages = frozenset[str]
_OneSided = Mapping[tuple[bool, _Pages], Sequence[Shown]]
"""What appears (True) or disappears (False) on exactly these pages."""
Touching = Mapping[str, Sequence[Difference]]
"""For each statement the changes that are about it."""


@dataclass(frozen=True)
class Explanation:
    """What may explain a difference; of equal ones the narrowest (0) becomes the cause."""

    width: int
    code: str
    params: _Params = ()


def find_causes(
    differences: Sequence[Difference], touching: Touching, blocked: Mapping[str, tuple[str, ...]]
) -> tuple[DifferenceCause, ...]:
    """Group differences by what explains them.

    For each statement, `touching` has the differences about it, `blocked` what it bars.

    Returns:
        The causes by their weight; each difference has one.
    """
    one_sided = _one_sided(differences)
    explanations = {
        d.fingerprint: (*_explanations(d, touching), *_together(d, one_sided)) for d in differences
    }
    left = list(differences)
    causes = []
    while left:
        best = _most_frequent(left, explanations)
        explained = [d for d in left if best in explanations[d.fingerprint]]
        left = [d for d in left if best not in explanations[d.fingerprint]]
        causes.append(_cause(best, explained, blocked))
    return tuple(sorted(causes, key=lambda cause: cause.weight))


def _most_frequent(
    left: Iterable[Difference], explanations: Mapping[str, tuple[Explanation, ...]]
) -> Explanation:
    counts: dict[Explanation, int] = {}
    for difference in left:
        for one in explanations[difference.fingerprint]:
            counts[one] = counts.get(one, 0) + 1
    return max(counts, key=lambda one: (counts[one], -one.width))


def _cause(
    explanation: Explanation,
    explained: Sequence[Difference],
    blocked: Mapping[str, tuple[str, ...]],
) -> DifferenceCause:
    order = list(Ruling)
    statements = tuple(dict.fromkeys(d.statement for d in explained if d.statement))
    return DifferenceCause(
        fact=fact(explanation.code, **dict(explanation.params)),
        ruling=min((d.ruling for d in explained), key=order.index),
        differences=tuple(explained),
        statements=statements,
        blocked=tuple(dict.fromkeys(slug for s in statements for slug in blocked.get(s, ()))),
    )


def _explanations(difference: Difference, touching: Touching) -> Iterator[Explanation]:
    """What may explain a difference, the narrowest first."""
    change = difference.change
    if change.kind is K.STATEMENT:
        for other in touching.get(difference.statement, ()):
            if other.ruling is difference.ruling and other.change.kind not in GENERAL_KINDS:
                yield from _by_content(other.change)
        yield _by_statement(difference)
        return
    yield from _by_content(change)
    if difference.ruling is Ruling.BOTH_KEEP and change.kind in GENERAL_KINDS:
        yield Explanation(4, f"cause-{change.kind}")
    elif difference.statement and difference.ruling is not Ruling.BOTH_KEEP:
        yield _by_statement(difference)


def _one_sided(differences: Sequence[Difference]) -> _OneSided:
    """What appears or disappears on the same pages: a banner with its buttons is one cause."""
    pages: dict[tuple[bool, Shown], set[str]] = {}
    for change in (d.change for d in differences if _is_one_sided(d)):
        pages.setdefault((not change.old, change.old or change.new), set()).add(change.page)
    found: dict[tuple[bool, _Pages], list[Shown]] = {}
    for (appears, shown), on in pages.items():
        found.setdefault((appears, frozenset(on)), []).append(shown)
    return {
        key: shown
        for key, shown in found.items()
        if len(shown) > 1 and max(len(shown), len(key[1])) >= MIN_TOGETHER
    }


def _is_one_sided(difference: Difference) -> bool:
    """Whether a text that the guide does not ask for is on one portal only."""
    change = difference.change
    one_sided = bool(change.old) is not bool(change.new)
    is_text = change.kind in _TEXT_KINDS
    return one_sided and is_text and difference.ruling is Ruling.BOTH_KEEP


def _together(difference: Difference, one_sided: _OneSided) -> Iterator[Explanation]:
    change = difference.change
    own, appears = change.old or change.new, not change.old
    for (both_appear, pages), shown in one_sided.items():
        if not _is_one_sided(difference) or both_appear is not appears:
            continue
        if own in shown and change.page in pages:
            code = "cause-together-new" if appears else "cause-together-gone"
            words = tuple(map(_param, shown))
            yield Explanation(5, code, (("pages", tuple(sorted(pages))), ("words", words)))


def _by_statement(difference: Difference) -> Explanation:
    code = f"cause-statement-{difference.ruling}"
    return Explanation(3, code, (("statement", difference.statement),))


def change_fact(change: Change) -> Fact:
    """What a change comes to: that something is new, gone, or another thing."""
    explanation = next(_by_content(change))
    return fact(explanation.code, **dict(explanation.params))


def _by_content(change: Change) -> Iterator[Explanation]:
    if change.kind in STEP_KINDS:
        both = (("old", _param(change.old)), ("new", _param(change.new)))
        yield Explanation(1, f"cause-{change.kind}-became", both)
        return
    old, new = _content(change.old), _content(change.new)
    is_text = change.kind in _TEXT_KINDS
    kind: _Params = () if is_text else (("kind", fact(f"kind-{change.kind}")),)
    yield _replaced(1, old, new, kind)
    if isinstance(old, str) and isinstance(new, str) and old and new and is_text:
        yield from (_replaced(2, a, b, kind) for a, b in _replaced_words(old, new))


def _replaced(width: int, old: Shown, new: Shown, kind: _Params) -> Explanation:
    """That one thing stands in the place of another, or that one is new or gone."""
    code = "cause-of-kind" if kind else "cause"
    if not kind and not (old and new):
        old, new = _without_numbers(old), _without_numbers(new)  # counters, dates
    if not old:
        return Explanation(width, f"{code}-new", (*kind, ("new", _param(new))))
    if not new:
        return Explanation(width, f"{code}-gone", (*kind, ("old", _param(old))))
    several = "-in-several-texts" if width > 1 else ""
    both = (("old", _param(old)), ("new", _param(new)))
    return Explanation(width, f"{code}-became{several}", (*kind, *both))


def _content(shown: Shown) -> Shown:
    return words_key(shown) if isinstance(shown, str) else shown


def _param(shown: Shown) -> Part:
    return quote(shown) if isinstance(shown, str) else shown


def _without_numbers(shown: Shown) -> Shown:
    return _NUMBER.sub("0", shown) if isinstance(shown, str) else shown


def _replaced_words(old: str, new: str) -> Iterator[tuple[str, str]]:
    """The words that were replaced by others, if they are one stretch of the text."""
    left, right = old.split(), new.split()
    steps = steps_between(left, right)
    changed = [step for step in steps if step[0] != "equal"]
    if len(changed) == 1 and changed[0][0] == "replace" and len(steps) > 1:
        _, a, b, c, d = changed[0]
        yield " ".join(left[a:b]), " ".join(right[c:d])
