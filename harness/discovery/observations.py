"""What an exploration of a portal saw: pages, and the links between them."""

from collections import Counter
from dataclasses import dataclass, field

from harness.core.text import label_key
from harness.core.url import without_path_parameters
from harness.model.fact import Fact
from harness.model.page import Button, Link, Page

_MIN_SHARE, _MIN_PAGES = 0.8, 3  # of the pages seen, from which words stand on all of them


@dataclass(frozen=True)
class ObservedTransition:
    """A link or button that was tried.

    Attributes:
        origin: number of the page that has it.
        action: as it was captured there.
        goal: number of the page that it led to.
    """

    origin: int
    action: Link | Button
    goal: int


@dataclass(frozen=True)
class ObservedPage:
    """A page that was seen.

    Attributes:
        number: its index among the observed pages.
        moves: the links and buttons that lead to it from the first page.
    """

    number: int
    page: Page
    moves: tuple[Link | Button, ...] = ()


@dataclass
class Observations:
    """Everything that an exploration saw.

    Attributes:
        pages: the first one is where the exploration began.
        transitions: what was tried, and where it led.
        ended_early: why not everything was tried; None if it was.
        problems: what could not be opened, and why.
    """

    pages: list[ObservedPage] = field(default_factory=list)
    transitions: list[ObservedTransition] = field(default_factory=list)
    ended_early: Fact | None = None
    problems: list[Fact] = field(default_factory=list)

    def words_everywhere(self) -> frozenset[str]:
        """The words that nearly all pages show, such as the name of the site, by `label_key`."""
        shown = [{label_key(text.text) for text in one.page.texts} for one in self.pages]
        counted = Counter(words for some in shown for words in some)
        least = max(_MIN_SHARE * len(shown), _MIN_PAGES)
        return frozenset(words for words, number in counted.items() if number >= least)

    def goal_of(self, origin: int, action: Link | Button) -> int | None:
        """The number of the page that a link or button leads to; None if it is not known."""
        for transition in self.transitions:
            if transition.origin == origin and is_same_action(transition.action, action):
                return transition.goal
        url = getattr(action, "url", "")
        return next((one.number for one in self.pages if url and one.page.url == url), None)


def is_same_action(one: Link | Button, other: Link | Button) -> bool:
    """Whether two captures of a page show the same link or button."""
    return _identity(one) == _identity(other)


def _identity(action: Link | Button) -> tuple[object, ...]:
    address = without_path_parameters(getattr(action, "href", ""))
    return type(action), action.label, action.beside, address
