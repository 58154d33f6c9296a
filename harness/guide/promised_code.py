"""What the guide says of the code that a page shows or a mail holds."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from harness.core.text import fold, similarity
from harness.guide.claims import ShownCode
from harness.guide.mail_claims import MailCode
from harness.guide.model import Guide, Statement

MAX_DISTANCE = 10
"""Lines after the words that announce a code, on which it is looked for first."""
_MIN_SIMILARITY = 0.8


@dataclass(frozen=True)
class PromisedCode:
    """A code that a page or a mail is to have.

    Attributes:
        secret: its kind.
        announcement: the words that stand before it; "" for none.
        shapes: of which it has one; () for any.
        shortest: minimum number of letters and digits.
    """

    secret: str
    announcement: str = ""
    shapes: tuple[str, ...] = ()
    shortest: int = 1


def announcement_of(claim: ShownCode | MailCode, guide: Guide) -> str:
    """The words that announce a code: of the statement that the claim names, or its own sentence.

    "" for neither.
    """
    if claim.announced_by:
        statement = guide.by_slug.get(claim.announced_by)
        return str(getattr(statement.claim, "text", "")) if statement else ""
    return next((one.sentence for one in guide if one.claim is claim), "")


def code_shown_on(page: str, guide: Guide) -> PromisedCode | None:
    """The code that a page shows; None if the guide promises none there."""
    return _promised(guide.on(page), ShownCode, guide)


def code_mailed_in(mail: str, guide: Guide) -> PromisedCode | None:
    """The code that a mail holds; None if the guide promises none in it.

    Of a mail that is none of the guide's ("") any code is meant.
    """
    return _promised(guide.on(mail) if mail else guide, MailCode, guide)


def _promised(
    statements: Iterable[Statement], kind: type[ShownCode | MailCode], guide: Guide
) -> PromisedCode | None:
    """What the statements about the first of the codes say together."""
    every = [one.claim for one in statements if isinstance(one.claim, kind)]
    claims = [one for one in every if one.secret == every[0].secret]
    if not claims:
        return None
    announcing = next((one for one in claims if one.announced_by), claims[0])
    return PromisedCode(
        secret=claims[0].secret,
        announcement=announcement_of(announcing, guide),
        shapes=tuple(shape for one in claims for shape in one.pattern),
        shortest=max(one.shortest for one in claims),
    )


def announced_lines(lines: Sequence[str], announcement: str) -> dict[int, int]:
    """The lines on which the words that announce a code end, and where on them they do.

    They may be broken over several lines, as in mails. On a line that is only like them, they end
    with a colon, if it has one.
    """
    words = fold(announcement)
    if not words:
        return {}
    found = {n: line.rfind(":") + 1 for n, line in enumerate(lines) if _is_near(line, words)}
    return found | _exactly(lines, words)


def _is_near(line: str, words: str) -> bool:
    return similarity(line[: len(words) + 10], words) >= _MIN_SIMILARITY


def _exactly(lines: Sequence[str], words: str) -> dict[int, int]:
    whole, starts = " ".join(lines), [0, *accumulate(len(line) + 1 for line in lines)]
    found: dict[int, int] = {}
    place = whole.find(words)
    while place >= 0:
        end = place + len(words)
        number = bisect_left(starts, end) - 1
        found.setdefault(number, end - starts[number])
        place = whole.find(words, end)
    return found
