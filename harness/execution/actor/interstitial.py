"""The one way on from a page that the guide does not have.

Some portals show a page between two pages of the guide ("Your request was accepted. Continue."),
or open the second one in a window that a browser holds back, beside a link that opens it. A person
goes on by the only thing there is to press.
"""

from collections.abc import Iterable

from harness.core.text import label_key
from harness.guide.claims import Action, Gives, Leads
from harness.model.journal import Person
from harness.model.page import Button, Link, Page
from harness.page.find import SENDING
from harness.page.news import shows
from harness.planning.actor import Movement


def may_go_on(movement: Movement, page: Page, people: Iterable[Person]) -> bool:
    """Whether a person would look for a way on where a movement led.

    Args:
        movement: that was made; it must lead to a page that the guide names.
        page: where it led, which is none of the guide's.
        people: whose values the movement may have to give. A page that gives one is the end of it.
    """
    claims = [one.claim for one in movement.trying]
    leads = movement.strict or any(isinstance(claim, Leads | Gives) for claim in claims)
    if not (leads and movement.page and movement.verb in {"follow", "press"}):
        return False
    names = {name for one in claims if isinstance(one, Gives) for name in one.filled.values()}
    given = {person.value(name) for person in people for name in names} - {""}
    return not movement.must_be_refused and not any(shows(page, value) for value in given)


def elsewhere(actions: Iterable[Action], goal: str) -> tuple[str, ...]:
    """Labels of the links and buttons of the guide that lead to another page than a goal.

    What sends a form leads to no page by itself: a portal may call it « Continue », and the link of
    the page between as well.
    """
    return tuple(one.label for one in actions if one.to not in {"", goal})


def way_on(
    page: Page, before: Page, known: Iterable[str], titles: Iterable[str] = ()
) -> Link | Button | None:
    """The only link or button that a page brings along; None for none, or a choice.

    What is on the page before as well, or is known to lead elsewhere by the guide, is none. Of
    several, it is the one that has the heading of the page where the person wants to go.

    Args:
        page: where the person is.
        before: where the person was.
        known: labels that lead elsewhere.
        titles: headings of the page where the person wants to go.
    """
    old = {label_key(label) for label in (*known, *(one.label for one in before.actions))}
    new = [one for one in page.actions if one.label and label_key(one.label) not in old]
    ways = {one.url if isinstance(one, Link) else one.ref: one for one in new}
    wanted = set(map(label_key, titles))
    named = [one for one in ways.values() if label_key(one.label) in wanted]
    if len(named) == 1:
        return named[0]
    sending = [one for one in new if isinstance(one, Button) and one.kind in SENDING]
    chosen = list(ways.values()) if len(ways) == 1 else sending
    return chosen[0] if len(chosen) == 1 else None
