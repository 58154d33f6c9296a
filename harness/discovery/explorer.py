"""Explores a portal without sending anything: links, pop-ups, dialogs and frames.

No form is sent; the session itself blocks all requests but those for pages. The exploration stays
on the portal's host, keeps a rate, and ends after a number of pages.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count

from harness.config.portal_words import portal_words
from harness.core.errors import CaptureError, NeedsBrowser
from harness.core.rate_limit import RateLimiter
from harness.core.text import fold
from harness.core.url import origin, split, without_fragment, without_path_parameters
from harness.discovery.observations import (
    Observations,
    ObservedPage,
    ObservedTransition,
    is_same_action,
)
from harness.driver.protocol import ActionRefused, Capture, Tab
from harness.guide.similarity import meaning_similarity
from harness.model.fact import fact, quote
from harness.model.page import Button, Link, Page
from harness.page.fingerprint import fingerprint

DEFAULT_PAGES = 40
_MAX_LOADS_PER_PAGE = 4  # on average: a page is loaded again to try its links
_FILES = (".pdf", ".zip", ".doc", ".docx", ".xls", ".xlsx", ".wav", ".mp3", ".mp4", ".jpg", ".png")
_DEPTH_PENALTY = 0.05  # of similarity, for each step from the first page
_Rank = tuple[float, int]


@dataclass
class PortalExplorer:
    """Explores a portal in one tab of a session that only reads, up to a number of pages.

    Links with labels like those of the guide are tried first; `is_enough` is asked before each.
    """

    tab: Tab
    guide_labels: tuple[str, ...]
    pace: RateLimiter
    max_pages: int = DEFAULT_PAGES
    is_enough: Callable[[Observations], bool] = lambda _observations: False
    observations: Observations = field(default_factory=Observations)

    def __post_init__(self) -> None:
        self._number_by_fingerprint: dict[str, int] = {}
        self._queued: set[tuple[object, ...]] = set()
        self._queue: list[tuple[_Rank, ObservedPage, Link | Button]] = []
        self._ticket = count()
        self._address = ""
        self._loads = 0

    async def explore(self, address: str) -> Observations:
        """Explore from an address.

        Raises:
            CaptureError: there is no readable page.
        """
        self._address = address
        self._add(await self._open(address), ())
        while self._queue and not self._is_over():
            _, observed, action = heapq.heappop(self._queue)
            await self._try(observed, action)
        return self.observations

    def _is_over(self) -> bool:
        if self.is_enough(self.observations):
            return True
        pages = len(self.observations.pages)
        if pages >= self.max_pages or self._loads >= _MAX_LOADS_PER_PAGE * self.max_pages:
            self.observations.ended_early = fact(
                "exploration-ended", pages=pages, untried=len(self._queue)
            )
            return True
        return False

    async def _try(self, observed: ObservedPage, action: Link | Button) -> None:
        try:
            capture = await self._click_on(observed, action)
        except (CaptureError, NeedsBrowser, ActionRefused) as error:
            problem = fact("link-not-opened", label=quote(action.label), reason=error.seen)
            self.observations.problems.append(problem)
            return
        if capture is not None and self._is_on_host(capture.page.url):
            goal = self._add(capture, (*observed.moves, action))
            transition = ObservedTransition(observed.number, action, goal)
            self.observations.transitions.append(transition)

    async def _click_on(self, observed: ObservedPage, action: Link | Button) -> Capture | None:
        """Return to a page and click; None if the page or the link is not found again."""
        capture = await self._return_to(observed)
        again = _find_again(capture, action) if capture else None
        return await self._click(again) if again else None

    async def _return_to(self, observed: ObservedPage) -> Capture | None:
        """Show a page again, by its address or by the links that led to it."""
        capture = await self._open(observed.page.url)
        if self._number_by_fingerprint.get(fingerprint(_front(capture))) == observed.number:
            return capture
        capture = await self._open(self._address)
        for move in observed.moves:
            again = _find_again(capture, move)
            if again is None:
                return None
            capture = await self._click(again)
        return capture

    async def _open(self, address: str) -> Capture:
        await self._count_load()
        return await self.tab.open(address)

    async def _click(self, action: Link | Button) -> Capture:
        await self._count_load()
        if isinstance(action, Link):
            return await self.tab.follow(action)
        return await self.tab.press(action)

    async def _count_load(self) -> None:
        self._loads += 1
        await self.pace.wait()

    def _add(self, capture: Capture, moves: tuple[Link | Button, ...]) -> int:
        """Add a page and queue its links; a known page keeps its number."""
        page = _front(capture)
        key = fingerprint(page)
        if key not in self._number_by_fingerprint:
            observed = ObservedPage(len(self.observations.pages), page, moves)
            self._number_by_fingerprint[key] = observed.number
            self.observations.pages.append(observed)
            for action in self._untried(page):
                heapq.heappush(self._queue, (self._rank(action, moves), observed, action))
        return self._number_by_fingerprint[key]

    def _rank(self, action: Link | Button, moves: tuple[Link | Button, ...]) -> _Rank:
        """The order of trying: similar to the guide's labels first, far from the start last."""
        texts = (action.label, action.beside)
        similarities = (meaning_similarity(a, b) for a in self.guide_labels for b in texts)
        best = max(similarities, default=0.0)
        return (round(_DEPTH_PENALTY * len(moves) - best, 3), next(self._ticket))

    def _untried(self, page: Page) -> Iterator[Link | Button]:
        for action in _safe_actions(page):
            key = (fold(action.label), fold(action.beside), _likely_goal(action, page))
            if key not in self._queued and self._is_worth_trying(action, page):
                self._queued.add(key)
                yield action

    def _is_worth_trying(self, action: Link | Button, page: Page) -> bool:
        label = f"{action.label} {getattr(action, 'href', '')}".casefold()
        if any(word in label for word in portal_words().unsafe_links):
            return False
        if isinstance(action, Button):
            return True
        path = split(action.url).path.casefold() if _is_web(action.url) else ""
        if path.endswith(_FILES) or action.href.startswith(("mailto:", "tel:", "#")):
            return False
        return not _is_web(action.url) or (
            self._is_on_host(action.url)
            and without_fragment(action.url) != without_fragment(page.url)
        )

    def _is_on_host(self, url: str) -> bool:
        return origin(url) == origin(self._address)


def _front(capture: Capture) -> Page:
    """The dialog or pop-up in front of a page, else the page."""
    return capture.front or capture.page


def _safe_actions(page: Page) -> Iterable[Link | Button]:
    """The links and buttons that send no form."""
    yield from (link for link in page.links if link.visible)
    sending = {field.form for field in page.visible_fields if field.form}
    for button in page.buttons:
        plain = button.kind not in {"submit", "image", "reset"} or not button.form
        if button.visible and not button.disabled and plain and button.form not in sending - {""}:
            yield button


def _find_again(capture: Capture, action: Link | Button) -> Link | Button | None:
    """A link or button of an earlier capture in a new one."""
    return next(
        (one for one in _safe_actions(_front(capture)) if is_same_action(one, action)), None
    )


def _likely_goal(action: Link | Button, page: Page) -> str:
    """Where a link or button leads, as far as can be known without trying it."""
    if isinstance(action, Link) and _is_web(action.url):
        return without_path_parameters(without_fragment(action.url))
    return f"{page.url} {getattr(action, 'href', '')}"


def _is_web(url: str) -> bool:
    return url.startswith(("http://", "https://"))
