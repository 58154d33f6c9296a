"""What a first look at a portal has seen: pages, and the ways between them."""

from dataclasses import dataclass, field

from harness.model.page import Button, Link, Page


@dataclass(frozen=True)
class ObservedTransition:
    """One link or button that was tried.

    Attributes:
        origin: number of the sight that it stands on.
        action: as it was captured there.
        goal: number of the sight that it led to.
    """

    origin: int
    action: Link | Button
    goal: int


@dataclass(frozen=True)
class ObservedPage:
    """One page that was seen.

    Attributes:
        number: its place among the sights, from 0.
        page: what it says.
        moves: how it was reached from the first page that has an address.
    """

    number: int
    page: Page
    moves: tuple[Link | Button, ...] = ()


@dataclass
class Observations:
    """All that was seen.

    Attributes:
        sights: the pages, the first one being where the look began.
        ways: what was tried, and where it led.
        left: why the look ended before everything was tried; "" if it did not.
        troubles: what could not be opened, and why.
    """

    sights: list[ObservedPage] = field(default_factory=list)
    ways: list[ObservedTransition] = field(default_factory=list)
    left: str = ""
    troubles: list[str] = field(default_factory=list)

    def leads(self, origin: int, action: Link | Button) -> int | None:
        """Where a link or button of a sight led, or another to the same address; None: unknown."""
        for way in self.ways:
            if way.origin == origin and is_same_action(way.action, action):
                return way.goal
        url = getattr(action, "url", "")
        return next((s.number for s in self.sights if url and s.page.url == url), None)


def is_same_action(one: Link | Button, other: Link | Button) -> bool:
    """Whether two captures of a page show the same link or button."""
    mine = (type(one), one.label, one.beside, getattr(one, "href", ""))
    return mine == (type(other), other.label, other.beside, getattr(other, "href", ""))
