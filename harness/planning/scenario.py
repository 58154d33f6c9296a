"""A scenario: one path through the portal, as the guide describes it."""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from harness.accounts.model import Needs
from harness.planning.walk import Walk

Play = Callable[[Walk], Awaitable[None]]

_ANYBODY = Needs()


@dataclass(frozen=True)
class Scenario:
    """One path through the portal.

    Attributes:
        slug: stable name, from the function's name.
        title: one line for readers.
        play: the function that walks the path.
        needs: the accounts that it needs.
        labels: words to select scenarios by.
        profile: the profile that it belongs to; "" for the guide's own.
    """

    slug: str
    title: str
    play: Play
    needs: tuple[Needs, ...] = (_ANYBODY,)
    labels: frozenset[str] = field(default_factory=frozenset)
    profile: str = ""


def scenario(
    *needs: Needs, labels: tuple[str, ...] = (), title: str = "", profile: str = ""
) -> Callable[[Play], Scenario]:
    """Make a scenario of a function.

    Args:
        needs: the accounts that it needs; one of the suite's first role when left out.
        labels: words to select scenarios by, beside the role of the first account.
        title: one line for readers; the first line of the docstring when left out.
        profile: the profile that it belongs to; it runs only if the profile is asked for.
    """

    def make(play: Play) -> Scenario:
        accounts = needs or (_ANYBODY,)
        name = getattr(play, "__name__", "scenario")
        return Scenario(
            slug=name.replace("_", "-"),
            title=title or (inspect.getdoc(play) or name).splitlines()[0].rstrip("."),
            play=play,
            needs=accounts,
            labels=frozenset(filter(None, (*labels, accounts[0].role, profile))),
            profile=profile,
        )

    return make
