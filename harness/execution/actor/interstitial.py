"""The one way on from a page that the guide does not have.

Some portals show a page between two pages of the guide ("Your request was accepted. Continue."),
or open the second one in a window that a browser holds back, beside a link that opens it. A person
goes on by the only thing there is to press.
"""

from collections.abc import Iterable

from harness.core.text import label_key
from harness.guide.claims import Action, Refused
from harness.model.page import Button, Link, Page
from harness.page.find import SENDING
from harness.planning.actor import Movement


def may_go_on(movement: Movement, arrived: str) -> bool:
    """Whether a person would look for a way on where a movement to a page of the guide led."""
    refuses = any(isinstance(one.claim, Refused) for one in movement.trying)
    goes = movement.verb in {"follow", "press"} and movement.strict and bool(movement.page)
    return goes and not refuses and not arrived


def elsewhere(actions: Iterable[Action], goal: str) -> tuple[str, ...]:
    """Labels of the links and buttons of the guide that lead to another page than a goal.

    What sends a form leads to no page by itself: a portal may call it « Continue », and the link of
    the page between as well.
    """
    return tuple(one.label for one in actions if one.to not in {"", goal})


def way_on(page: Page, before: Page, known: Iterable[str]) -> Link | Button | None:
    """The only link or button that a page brings along; None for none, or a choice.

    What is on the page before as well, or is known to lead elsewhere by the guide, is none.
    """
    old = {label_key(label) for label in (*known, *(one.label for one in before.actions))}
    new = [one for one in page.actions if one.label and label_key(one.label) not in old]
    ways = {one.url if isinstance(one, Link) else one.ref: one for one in new}
    sending = [one for one in new if isinstance(one, Button) and one.kind in SENDING]
    chosen = list(ways.values()) if len(ways) == 1 else sending
    return chosen[0] if len(chosen) == 1 else None
