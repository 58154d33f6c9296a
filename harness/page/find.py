"""From a statement to the element on the page that it speaks of.

The exact words win; else what resembles them most. So a renamed label fails its own
statement, and the walk goes on.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar

from harness.core.text import fold, similarity, split_label
from harness.guide.claims import Action
from harness.model.page import Button, Element, Field, Link, Page
from harness.page.parts.radio_groups import questions

_E = TypeVar("_E", bound=Element)
_RESEMBLES = 0.62
_RESEMBLES_BESIDE = 0.75
_OTHER_CAPITALS = 0.9


def find_field(page: Page, label: str, others: Iterable[str] = ()) -> Field | None:
    """The visible field with that label, or the one whose label resembles it most.

    A group of radio buttons is a field as well, by the words of the group.

    Args:
        page: where to look.
        label: in the guide's words.
        others: labels of all the page's fields in the guide. A field that bears another of
            them is that other one, however much the two resemble ("Votre Nom", "Votre Prénom").
    """
    taken = {fold(other) for other in others} - {fold(label)}
    every = (*page.visible_fields, *questions(page.visible_fields))
    fields = [field for field in every if fold(field.label) not in taken]
    return _best(fields, lambda field: _alike(field.label, label), _RESEMBLES)


def find_action(page: Page, claim: Action, others: Iterable[Action] = ()) -> Link | Button | None:
    """The visible link or button of a claim, or the one that resembles it most.

    Args:
        page: where to look.
        claim: in the guide's words.
        others: what the guide says of all links and buttons of the page. One that is exactly
            what another of them says is that other one, however much the two resemble.
    """
    rivals = [other for other in others if not _same(other, claim)]
    parts = [part for part in page.actions if not any(_is(part, other) for other in rivals)]
    if claim.beside:
        return _best(parts, lambda part: _beside(part, claim), _RESEMBLES_BESIDE)
    return _best(parts, lambda part: _likeness(part.label, claim.label), _RESEMBLES)


def _same(one: Action, other: Action) -> bool:
    """Whether two claims may speak of one link: the words are alike, and so are the lines."""
    alike = _plain(one.label) == _plain(other.label)
    return alike and (not one.beside or not other.beside or one.beside == other.beside)


def _is(part: Link | Button, claim: Action) -> bool:
    """Whether a link or button has exactly the words of a claim, in the line of the claim."""
    if _plain(part.label) != _plain(claim.label):
        return False
    return not claim.beside or _plain(line_of(part)) == _plain(claim.beside)


@lru_cache(maxsize=4096)  # the same words are looked for on page after page
def _plain(label: str) -> str:
    return fold(split_label(label).text)


def line_of(part: Link | Button) -> str:
    """The line that a link or button stands in, its own words set aside."""
    line, own = fold(part.beside), fold(part.label)
    return line[: -len(own)] if own and line.endswith(own) else line.replace(own, "", 1)


def _beside(part: Link | Button, claim: Action) -> float:
    words = similarity(split_label(line_of(part)).text, claim.beside)
    return 0.9 * words + 0.1 * similarity(part.label, claim.label)


def _likeness(label: str, wanted: str) -> float:
    return _alike(split_label(label).text, split_label(wanted).text)


def _alike(label: str, wanted: str) -> float:
    """Likeness; words in other capitals throughout are not the same, and no other words."""
    likeness = similarity(label, wanted)
    same = fold(label).casefold() == fold(wanted).casefold()
    return max(likeness, _OTHER_CAPITALS) if same else likeness


def _best(parts: Iterable[_E], likeness: Callable[[_E], float], least: float) -> _E | None:
    rated = [(likeness(part), part) for part in parts]
    best = max(rated, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= least else None
