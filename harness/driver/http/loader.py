"""From an address to panes over plain HTTP: documents, their frames, their refreshes."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from html import escape
from itertools import count

from harness.core.charset import decode
from harness.core.errors import CaptureError, RedirectLoop, Unreadable
from harness.core.url import browser_url
from harness.driver.auth_challenge import refuse_locked
from harness.driver.http.client import Answer, Request, Transport
from harness.driver.http.frame_tree import Pane
from harness.driver.http.html_tokens import read_document
from harness.driver.http.retry_policy import lost
from harness.model.exchange import Exchange
from harness.page.dom.meta_refresh import refresh

DOCUMENT_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "text/xml", "application/xml")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffd]")
_GARBAGE = 0.02  # share of characters that no text has
LONGEST_REFRESH = 5.0  # seconds; a slower one is read as a page first
MOST_REFRESHES = 20
_DEEPEST = 5  # frames within frames
NO_CONTENT = frozenset({204, 205})
_REFRESH_HEADER = re.compile(
    r"\s*(\d+(?:\.\d+)?)\s*[;,]\s*(?:url\s*=\s*)?['\"]?([^'\"]*)", re.IGNORECASE
)


@dataclass(frozen=True)
class Loaded:
    """What came of a request: a pane (None where the page stays) and the exchanges."""

    pane: Pane | None
    exchanges: tuple[Exchange, ...]


@dataclass
class Loader:
    """Fetches documents for one window."""

    transport: Transport
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep

    def __post_init__(self) -> None:
        self._frames = count(1)

    async def load(self, request: Request, name: str, prefix: str = "") -> Loaded:
        """Send a request and everything that its document asks for at once.

        Raises:
            CaptureError: nothing to read came back.
        """
        exchanges: list[Exchange] = []
        for _ in range(MOST_REFRESHES):
            answer = await self.transport.send(request)
            exchanges += answer.exchanges
            if answer.status in NO_CONTENT:
                return Loaded(None, tuple(exchanges))
            pane = _pane(answer, name, prefix)
            following = await self._refreshed(pane)
            if following is None:
                pane, more = await self._with_frames(pane)
                return Loaded(pane, (*exchanges, *more))
            request = following
        raise RedirectLoop(
            f"a page at {request.url}",
            seen=f"{MOST_REFRESHES} pages that refresh themselves",
            remedy="Look at the portal's refresh elements.",
        )

    async def _refreshed(self, pane: Pane) -> Request | None:
        """Where the document itself leads at once; None where it is to be read."""
        found = header_refresh(pane.answer.headers.get("refresh", "")) or refresh(
            pane.document.source
        )
        if found is None or found[0] > LONGEST_REFRESH:
            return None
        here = pane.document.url
        url = browser_url(pane.document.base, found[1], pane.document.charset) if found[1] else here
        if url == here:
            await self.pause(found[0])  # a page that waits for something to be ready
        return Request(url, referrer=here)

    async def _with_frames(self, pane: Pane) -> tuple[Pane, list[Exchange]]:
        children: dict[str, Pane] = {}
        exchanges: list[Exchange] = []
        if pane.prefix.count(".") >= _DEEPEST:
            return pane, exchanges
        for frame in pane.document.frames:
            if not frame.url.startswith(("http:", "https:")):
                continue
            loaded = await self._frame(frame.url, frame.name, pane)
            exchanges += loaded.exchanges
            if loaded.pane is not None:
                children[frame.ref] = loaded.pane
        return replace(pane, children=children), exchanges

    async def _frame(self, url: str, name: str, around: Pane) -> Loaded:
        prefix = f"{around.prefix}.{next(self._frames)}" if around.prefix else self._top_prefix()
        request = Request(url, referrer=around.document.url)
        try:
            return await self.load(request, name, prefix)
        except CaptureError as fault:
            # a browser shows an empty place; the page around it is still to be read
            return Loaded(None, (lost(url, fault.seen),))

    def _top_prefix(self) -> str:
        return f"f{next(self._frames)}"


def _pane(answer: Answer, name: str, prefix: str) -> Pane:
    challenge = answer.headers.get("www-authenticate") or answer.headers.get("proxy-authenticate")
    refuse_locked(answer.url, answer.status, challenge or "")
    if answer.headers.get("content-disposition", "").lower().startswith("attachment"):
        raise download(answer.url)
    kind = answer.content_type.partition(";")[0].strip().lower()
    if kind and kind not in DOCUMENT_TYPES:
        raise Unreadable(
            f"a page at {answer.url}",
            seen=f"content of type {kind}",
            remedy="Fetch it beside the page if it is wanted.",
        )
    text, charset = decode(answer.body, answer.content_type)
    check_readable(text, answer.url)
    if kind == "text/plain":
        text = f"<html><body><pre>{escape(text)}</pre></body></html>"
    mark = f"{prefix}:" if prefix else ""
    document = read_document(text, url=answer.url, charset=charset, prefix=mark)
    return Pane(name=name, document=document, answer=answer, prefix=prefix)


def download(url: str) -> Unreadable:
    """The fault for an address that brought a file."""
    return Unreadable(
        f"a page at {url}",
        seen="a file to be kept",
        remedy="Fetch it beside the page if it is wanted.",
    )


def check_readable(text: str, url: str) -> None:
    """Refuse what is no text.

    Raises:
        Unreadable: too many characters that no text has.
    """
    strange = len(_CONTROL.findall(text))
    if strange > max(3, _GARBAGE * len(text)):
        raise Unreadable(
            f"a readable page at {url}",
            seen=f"{strange} of {len(text)} characters are control characters",
            remedy="Look at the content type and the charset of the answer.",
        )


def header_refresh(header: str) -> tuple[float, str] | None:
    """Seconds and address of a `Refresh` header; None where it says nothing."""
    if found := _REFRESH_HEADER.match(header):
        return float(found[1]), found[2].strip()
    return None
