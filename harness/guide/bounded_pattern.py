"""Regular expressions that somebody else wrote: which of them come to an end in time.

A short one may take time without end on a short text. The ways in which it can divide a text are
counted before it is tried: they bound the steps that it takes.
"""

# pyrefly: ignore[missing-module-attribute]
from re import _constants, _parser
from typing import Any, NamedTuple

_MAX_STEPS = 20_000_000
_MAX_PATTERN = 500  # characters
_REPEATS = frozenset({_constants.MAX_REPEAT, _constants.MIN_REPEAT})
_ATOMIC = frozenset(
    {
        _constants.ATOMIC_GROUP,
        _constants.POSSESSIVE_REPEAT,
        _constants.ASSERT,
        _constants.ASSERT_NOT,
    }
)
_STARTS = frozenset({_constants.AT_BEGINNING, _constants.AT_BEGINNING_STRING})


class _Ways(NamedTuple):
    """In how many ways a part of a pattern can match at one place, at most.

    Attributes:
        tried: those that are tried one after the other if what follows does not match.
        aside: those of the parts that are tried once, whatever follows: (?=…), (?>…).
    """

    tried: int = 1
    aside: int = 0


def comes_to_an_end(
    pattern: str, length: int, *, anywhere: bool = False, steps: int = _MAX_STEPS
) -> bool:
    """Whether a pattern is tried in bounded time on a text of at most `length` characters.

    Args:
        pattern: of the syntax of `re`.
        length: of the text.
        anywhere: whether it is searched in the text, and not held against all of it.
        steps: that it may take, 20 million at most.

    Raises:
        re.error: it is no regular expression.
    """
    if len(pattern) > _MAX_PATTERN:
        return False
    try:
        parsed = _parser.parse(pattern)
        ways = _ways(parsed, length)
    except (RecursionError, OverflowError):
        return False
    begins = len(parsed) and parsed[0][0] is _constants.AT and parsed[0][1] in _STARTS
    places = length + 1 if anywhere and not begins else 1
    return ways.tried * (1 + ways.aside) * places <= steps


def _ways(parsed: Any, length: int) -> _Ways:
    """The ways of parts that follow each other."""
    tried, aside = 1, 0
    for code, value in parsed:
        one = _ways_of_part(code, value, length)
        tried = min(tried * one.tried, _MAX_STEPS + 1)
        aside = min(aside + one.aside, _MAX_STEPS + 1)
    return _Ways(tried, aside)


def _ways_of_part(code: Any, value: Any, length: int) -> _Ways:
    if code in _REPEATS:
        return _ways_of_repeat(value, length)
    if code is _constants.BRANCH:
        each = [_ways(one, length) for one in value[1]]
        return _Ways(sum(one.tried for one in each), sum(one.aside for one in each))
    if code is _constants.POSSESSIVE_REPEAT:
        inner = _ways_of_repeat(value, length)
    else:
        parts = value if isinstance(value, tuple) else (value,)
        each = [_ways(one, length) for one in parts if isinstance(one, _parser.SubPattern)]
        inner = _Ways(max((o.tried for o in each), default=1), sum(o.aside for o in each))
    return _Ways(1, inner.tried + inner.aside) if code in _ATOMIC else inner


def _ways_of_repeat(repeat: tuple[int, int, Any], length: int) -> _Ways:
    """The ways of a repeat: those of each number of times, and of each time its own."""
    least, most, parsed = repeat
    inner = _ways(parsed, length)
    most = min(most, max(length, least))
    aside = min(inner.aside * most, _MAX_STEPS + 1)
    if inner.tried == 1:
        return _Ways(most - least + 1, aside)
    count, power = 0, 1
    for times in range(most + 1):
        count += power if times >= least else 0
        power *= inner.tried
        if max(count, power) > _MAX_STEPS:
            return _Ways(_MAX_STEPS + 1, aside)
    return _Ways(count, aside)
