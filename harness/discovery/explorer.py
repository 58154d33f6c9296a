"""Looks around on a portal without sending anything: links, pop-ups, dialogs and frames.

No form is sent, and nothing leaves but what asks for a page: the session itself holds back the
rest. The look stays on the portal's host, keeps a pace, and has an end.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urldefrag, urlsplit

from harness.core.errors import CaptureError, NeedsBrowser
from harness.core.rate_limit import Pace
from harness.core.text import fold
from harness.core.url import origin
from harness.discovery.observations import (
    Observations,
    ObservedPage,
    ObservedTransition,
    is_same_action,
)
from harness.discovery.similarity import meaning_similarity
from harness.driver.protocol import Capture, Refused, Tab
from harness.model.page import Button, Link, Page
from harness.page.fingerprint import fingerprint

DEFAULT_PAGES = 40
_LOADS = 4  # a page may be loaded as often as this, on average, to try its links
_ENDS = (".pdf", ".zip", ".doc", ".docx", ".xls", ".xlsx", ".wav", ".mp3", ".mp4", ".jpg", ".png")
_LEAVES = ("deconn", "déconn", "logout", "supprim", "désinscri", "desinscri")
_Rank = tuple[float, int]


@dataclass
class PortalExplorer:
    """Looks around with one window.

    Args:
        tab: of a session that only reads.
        telling: words that lead on, the guide's: what resembles them is tried first.
        pace: how fast the portal may be asked.
        most: how many pages are looked at.
        enough: whether all that can be found has been; asked after each new page.
    """

    tab: Tab
    telling: tuple[str, ...]
    pace: Pace
    most: int = DEFAULT_PAGES
    enough: Callable[[Observations], bool] = lambda _outlook: False
    seen: Observations = field(default_factory=Observations)

    def __post_init__(self) -> None:
        self._known: dict[str, int] = {}
        self._tried: set[tuple[object, ...]] = set()
        self._queue: list[tuple[_Rank, ObservedPage, Link | Button]] = []
        self._ticket = count()
        self._address = ""
        self._loads = 0

    async def look(self, address: str) -> Observations:
        """Look around from an address.

        Raises:
            CaptureError: nothing can be read there.
        """
        self._address = address
        self._add(await self._open(address), ())
        while self._queue and not self._ends():
            _, sight, action = heapq.heappop(self._queue)
            await self._try(sight, action)
        return self.seen

    def _ends(self) -> bool:
        if self.enough(self.seen):
            return True
        if len(self.seen.sights) >= self.most or self._loads >= _LOADS * self.most:
            looked, left = len(self.seen.sights), len(self._queue)
            self.seen.left = f"{looked} pages were looked at; {left} links were not tried"
            return True
        return False

    async def _try(self, sight: ObservedPage, action: Link | Button) -> None:
        moves = (*sight.moves, action)
        try:
            capture = await self._play(sight, action)
        except (CaptureError, NeedsBrowser, Refused) as fault:
            self.seen.troubles.append(f"« {action.label} »: {fault.seen}")
            return
        if capture is not None and self._is_here(capture.page.url):
            goal = self._add(capture, moves)
            self.seen.ways.append(ObservedTransition(sight.number, action, goal))

    async def _play(self, sight: ObservedPage, action: Link | Button) -> Capture | None:
        """Go to a sight and click; None where it cannot be found again."""
        here = await self._return(sight)
        again = _again(here, action) if here else None
        if again is None:
            return None
        return await self._click(again)

    async def _return(self, sight: ObservedPage) -> Capture | None:
        """Show a sight again: by its address, else by the way that led there."""
        capture = await self._open(sight.page.url)
        if self._known.get(fingerprint(_front(capture))) == sight.number:
            return capture
        capture = await self._open(self._address)
        for move in sight.moves:
            again = _again(capture, move)
            if again is None:
                return None
            capture = await self._click(again)
        return capture

    async def _open(self, address: str) -> Capture:
        await self._wait()
        return await self.tab.open(address)

    async def _click(self, action: Link | Button) -> Capture:
        await self._wait()
        if isinstance(action, Link):
            return await self.tab.follow(action)
        return await self.tab.press(action)

    async def _wait(self) -> None:
        self._loads += 1
        await self.pace.step()

    def _add(self, capture: Capture, moves: tuple[Link | Button, ...]) -> int:
        """Note a page; one that was seen before keeps its number."""
        page = _front(capture)
        key = fingerprint(page)
        if key not in self._known:
            sight = ObservedPage(len(self.seen.sights), page, moves)
            self._known[key] = sight.number
            self.seen.sights.append(sight)
            for action in self._to_try(page):
                heapq.heappush(self._queue, (self._rank(action, moves), sight, action))
        return self._known[key]

    def _rank(self, action: Link | Button, moves: tuple[Link | Button, ...]) -> _Rank:
        """What resembles the guide's words comes first; what lies deep comes later."""
        words = (action.label, action.beside)
        best = max(
            (meaning_similarity(told, said) for told in self.telling for said in words), default=0.0
        )
        return (round(0.05 * len(moves) - best, 3), next(self._ticket))

    def _to_try(self, page: Page) -> Iterator[Link | Button]:
        for action in _offered(page):
            key = (fold(action.label), fold(action.beside), _goal(action, page))
            if key not in self._tried and self._leads_on(action, page):
                self._tried.add(key)
                yield action

    def _leads_on(self, action: Link | Button, page: Page) -> bool:
        label = f"{action.label} {getattr(action, 'href', '')}".casefold()
        if any(word in label for word in _LEAVES):
            return False
        if isinstance(action, Button):
            return True
        path = urlsplit(action.url).path.casefold() if _is_web(action.url) else ""
        if path.endswith(_ENDS) or action.href.startswith(("mailto:", "tel:", "#")):
            return False
        return not _is_web(action.url) or (
            self._is_here(action.url) and urldefrag(action.url).url != urldefrag(page.url).url
        )

    def _is_here(self, url: str) -> bool:
        return origin(url) == origin(self._address)


def _front(capture: Capture) -> Page:
    return capture.front or capture.page


def _offered(page: Page) -> Iterable[Link | Button]:
    """What can be clicked without sending a form."""
    yield from (link for link in page.links if link.visible)
    sending = {field.form for field in page.visible_fields if field.form}
    for button in page.buttons:
        plain = button.kind not in {"submit", "image", "reset"} or not button.form
        if button.visible and not button.disabled and plain and button.form not in sending - {""}:
            yield button


def _again(capture: Capture, action: Link | Button) -> Link | Button | None:
    """The link or button of a page that was seen there before."""
    return next((one for one in _offered(_front(capture)) if is_same_action(one, action)), None)


def _goal(action: Link | Button, page: Page) -> str:
    """Where it leads, as far as can be told without trying."""
    if isinstance(action, Link) and _is_web(action.url):
        return urldefrag(action.url).url
    return f"{page.url} {getattr(action, 'href', '')}"


def _is_web(url: str) -> bool:
    return url.startswith(("http://", "https://"))
