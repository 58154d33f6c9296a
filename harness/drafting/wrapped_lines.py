"""Joins the lines of a plain text that were broken at the margin."""

from collections.abc import Iterable

from harness.drafting.line_forms import BULLET, QUOTED, is_line_of_its_own
from harness.drafting.marked_text import Passage

_MARGIN = 60  # characters of a line that may have been broken at the margin
_MAX_JOINED = 5_000  # characters
_ENDS = ".!?…:;)"
_OPENING = "«“„"
_CLOSING = "»”"


def joined(lines: Iterable[str]) -> list[Passage]:
    """The paragraphs of a text: a line goes on with the next one if nothing ends it.

    A paragraph stands where its first line does; the others are taken.
    """
    found: list[Passage] = []
    begin, last = 0, ""
    for line in lines:
        if found and _goes_on(found[begin].text, last, line):
            found[begin] = Passage(f"{found[begin].text.rstrip()} {line.strip()}")
            found.append(Passage("", taken=True))
        else:
            begin = len(found)
            found.append(Passage(line))
        last = line
    return found


def _goes_on(paragraph: str, last: str, line: str) -> bool:
    begin = line.strip()
    if not begin or not last.strip() or len(paragraph) > _MAX_JOINED:
        return False
    if BULLET.match(begin) or is_line_of_its_own(begin) or is_line_of_its_own(last.strip()):
        return False
    if begin[0].isalpha() and begin[0].islower() and len(last.strip()) >= _MARGIN // 2:
        return True
    may_be_broken = len(last.strip()) >= _MARGIN
    return may_be_broken and (last.rstrip()[-1] not in _ENDS or _is_open(paragraph))


def _is_open(paragraph: str) -> bool:
    """Whether a quotation has begun and not ended."""
    rest = QUOTED.sub("", paragraph)
    if rest.count('"') % 2:
        return True
    return any(sign in rest for sign in _OPENING) and not any(sign in rest for sign in _CLOSING)
