"""How a window came to the pages of the guide, so that a walk can go there once more."""

from collections.abc import Sequence
from dataclasses import dataclass

from harness.guide.mail_claims import sends_mail
from harness.planning.actor import Filling, Movement


@dataclass(frozen=True)
class Leg:
    """One movement that led to a page of the guide.

    Attributes:
        start: slug of the page where it began; "" for an address that was opened.
        end: slug of the page where it led.
    """

    start: str
    end: str
    movement: Movement
    fillings: tuple[Filling, ...] = ()


class Trail:
    """The last leg to each page, as far as it can be gone again."""

    def __init__(self) -> None:
        self._legs: dict[str, Leg] = {}

    def record(self, start: str, end: str, movement: Movement, fillings: Sequence[Filling]) -> None:
        """Remember a leg, unless it sends a mail, goes in a circle, or begins nowhere."""
        if movement.verb not in {"open", "follow", "press"} or start == end or not end:
            return
        if any(sends_mail(statement.claim) for statement in movement.trying):
            return
        opened = movement.verb == "open"
        way = self._way(start)
        if opened or (way and end not in {start, *(leg.end for leg in way)}):
            self._legs[end] = Leg("" if opened else start, end, movement, tuple(fillings))

    def way(self, here: str, page: str) -> tuple[Leg, ...]:
        """The legs that lead to a page, from here if here is on the way; () for none known."""
        legs = self._way(page)
        starts = [number for number, leg in enumerate(legs) if here and leg.start == here]
        return legs[starts[-1] :] if starts else legs

    def _way(self, page: str) -> tuple[Leg, ...]:
        legs: list[Leg] = []
        while page in self._legs:
            legs.append(self._legs[page])
            page = legs[-1].start
        return tuple(reversed(legs)) if not page else ()
