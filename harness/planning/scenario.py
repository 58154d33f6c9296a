"""A scenario: one path through the portal, written as the guide tells it."""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from harness.accounts.model import Needs
from harness.planning.walk import Walk

Play = Callable[[Walk], Awaitable[None]]

ADMINISTRATOR = Needs(role="administrator")
USER = Needs(role="user")


@dataclass(frozen=True)
class Scenario:
    """One path.

    Attributes:
        slug: stable name, from the function's name.
        title: one line for people.
        play: walks the path.
        needs: the people who take part, first the one who recovers codes.
        labels: words to select scenarios by ("administrator", "lockout", …).
        profile: the profile that it belongs to; "" for the guide's own.
    """

    slug: str
    title: str
    play: Play
    needs: tuple[Needs, ...] = (ADMINISTRATOR,)
    labels: frozenset[str] = field(default_factory=frozenset)
    profile: str = ""


def scenario(
    *needs: Needs, labels: tuple[str, ...] = (), title: str = "", profile: str = ""
) -> Callable[[Play], Scenario]:
    """Make a scenario of a function that walks.

    Args:
        needs: the people who take part; an administrator when left out.
        labels: words to select scenarios by, beside the roles.
        title: for people; the docstring's first line when left out.
        profile: the profile that it belongs to; walked only where that is asked for.
    """

    def make(play: Play) -> Scenario:
        people = needs or (ADMINISTRATOR,)
        name = getattr(play, "__name__", "scenario")
        return Scenario(
            slug=name.replace("_", "-"),
            title=title or (inspect.getdoc(play) or name).splitlines()[0].rstrip("."),
            play=play,
            needs=people,
            labels=frozenset(labels) | {people[0].role} | ({profile} if profile else set()),
            profile=profile,
        )

    return make
