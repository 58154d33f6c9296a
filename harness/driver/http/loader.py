"""Loads documents over plain HTTP, with their frames and refreshes."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from itertools import count

from harness.core.charset import decode
from harness.core.errors import CaptureError, TimedOut, Unreachable
from harness.core.url import browser_url, data_content, same_document, without_fragment
from harness.driver import document_rules
from harness.driver.http.client import HttpClient, Request, Response, lost_exchange
from harness.driver.http.document import Document, FrameTag, read_document
from harness.driver.http.frame_tree import FrameNode
from harness.driver.http.style_sheets import StyleSheets, Styling
from harness.driver.unreadable_pages import MAX_FRAMES, endless_refreshes, too_many_frames
from harness.model.exchange import Exchange
from harness.page.dom.meta_refresh import read_refresh, refresh, soonest

_MAX_FRAME_DEPTH = 5  # frames within frames
_MAX_SELF_REFERENCES = 1  # a document may hold itself in a frame once, as in Chromium
MAX_KNOWN = 100_000  # characters of a document that stays in memory for the next time
_KNOWN = 64  # documents that stay
_MAX_SHEET_ROUNDS = 3  # of sheets that import others
_SRCDOC = "about:srcdoc"
_PLAIN = "text/plain"
_DATA_DOCUMENTS = ("text/html", "application/xhtml+xml", _PLAIN)


@dataclass(frozen=True)
class Loaded:
    """The result of a request: the document (None if the page stays) and the exchanges."""

    node: FrameNode | None
    exchanges: tuple[Exchange, ...]


@dataclass
class Loader:
    """Loads documents for one window."""

    client: HttpClient
    sheets: StyleSheets
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep

    def __post_init__(self) -> None:
        self._frames = count(1)
        self._loaded = 0  # frames of the page

    async def load(self, request: Request, name: str, prefix: str = "") -> Loaded:
        """Send a request, and load everything that its document needs at once.

        Raises:
            CaptureError: no readable answer.
        """
        self._loaded = 0
        loaded = await self._load(request, name, prefix, ())
        if self._loaded > MAX_FRAMES:
            raise too_many_frames(request.url)
        return loaded

    async def _load(
        self, request: Request, name: str, prefix: str, around: tuple[str, ...]
    ) -> Loaded:
        exchanges: list[Exchange] = []
        waited = 0.0
        for _ in range(document_rules.MAX_REFRESHES):
            answer = await self.client.send(request)
            exchanges += answer.exchanges
            if answer.status in document_rules.NO_CONTENT:
                return Loaded(None, tuple(exchanges))
            node = await self._frame_node(answer, name, prefix)
            following, pause = self._refreshed(node)
            waited += pause
            if following is None or waited > document_rules.MAX_SELF_REFRESHING:
                node, more = await self._with_frames(node, around)
                return Loaded(node, (*exchanges, *more))
            await self.pause(pause)
            request = following
        raise endless_refreshes(request.url, document_rules.MAX_REFRESHES)

    def _refreshed(self, node: FrameNode) -> tuple[Request | None, float]:
        """The request of a document that refreshes itself, None for others; the seconds before it.

        Nobody waits for a page that leads to another one. A page that asks for itself waits until
        something is ready.
        """
        document = node.document
        header = read_refresh(node.answer.headers.get("refresh", ""))
        found = soonest((header, refresh(document.outline)))
        if found is None or found[0] > document_rules.MAX_REFRESH_DELAY:
            return None, 0.0
        here = document.url
        url = browser_url(document.base, found[1], document.charset) if found[1] else here
        if found[1] and same_document(here, url):
            return None, 0.0
        return Request(url, referrer=here), found[0] if url == here else 0.0

    async def _with_frames(
        self, node: FrameNode, around: tuple[str, ...]
    ) -> tuple[FrameNode, list[Exchange]]:
        """A document with the documents of its frames.

        A document that holds itself is loaded no further, nor is a page with too many frames.
        """
        children: dict[str, FrameNode] = {}
        exchanges: list[Exchange] = []
        if len(around) >= _MAX_FRAME_DEPTH:
            return node, exchanges
        here = (*around, without_fragment(node.document.url))
        for frame in node.document.frames:
            if here.count(frame.url) > _MAX_SELF_REFERENCES:
                continue
            self._loaded += 1
            if self._loaded > MAX_FRAMES:
                break
            loaded = await self._frame(frame, node, here)
            exchanges += loaded.exchanges
            if loaded.node is not None:
                children[frame.ref] = loaded.node
        return replace(node, children=children), exchanges

    async def _frame(self, frame: FrameTag, parent: FrameNode, around: tuple[str, ...]) -> Loaded:
        """The document of a frame.

        A browser shows an empty frame where there is none to read, and the page around it can
        still be read. But if a document of the portal did not come that a reader would see, nobody
        knows what the page says: this is the fault that it would be for a whole page.
        """
        number = next(self._frames)
        prefix = f"{parent.prefix}.{number}" if parent.prefix else f"f{number}"
        is_web = frame.url.startswith(("http:", "https:"))
        try:
            if frame.srcdoc is None and is_web:
                request = Request(frame.url, referrer=parent.document.referrer, frame_of=around[0])
                return await self._load(request, frame.name, prefix, around)
            written = self._written(frame, parent, prefix)
        except CaptureError as fault:
            did_not_come = isinstance(fault, TimedOut | Unreachable)
            if did_not_come and frame.visible and self.client.egress.is_inside(frame.url):
                raise
            return Loaded(None, (lost_exchange(frame.url, fault.seen),))
        if written is None:
            return Loaded(None, ())
        node, exchanges = await self._with_frames(written, around)
        return Loaded(node, tuple(exchanges))

    def _written(self, frame: FrameTag, parent: FrameNode, prefix: str) -> FrameNode | None:
        """A document that is written in its frame element, or in a `data:` address; None for none.

        Its style sheets count if they were loaded for another document.
        """
        around, styling = parent.document, self.sheets.styling
        ref = f"{prefix}:"
        if frame.srcdoc is not None:
            charset = around.charset
            document = read_document(
                frame.srcdoc,
                url=_SRCDOC,
                charset=charset,
                prefix=ref,
                around=around,
                styling=styling,
            )
        elif (data := data_content(frame.url)) and data[1].startswith(_DATA_DOCUMENTS):
            text, charset = decode(*data)
            if data[1].startswith(_PLAIN):
                text = _as_document(text)
            document = read_document(
                text, url=frame.url, charset=charset, prefix=ref, styling=styling
            )
        else:
            return None
        return FrameNode(frame.name, document, parent.answer, prefix)

    async def _frame_node(self, answer: Response, name: str, prefix: str) -> FrameNode:
        text, charset = _readable(answer)
        read = _known_document if len(text) <= MAX_KNOWN else read_document
        settings = {"url": answer.url, "charset": charset, "prefix": f"{prefix}:" if prefix else ""}
        document = read(text, **settings, styling=self.sheets.styling)
        for _ in range(_MAX_SHEET_ROUNDS):
            if not document.unread_sheets:
                break
            await self.sheets.load(document.unread_sheets, self.client, answer.url)
            document = read(text, **settings, styling=self.sheets.styling)
        return FrameNode(name=name, document=document, answer=answer, prefix=prefix)


@lru_cache(maxsize=_KNOWN)
def _known_document(
    text: str, *, url: str, charset: str, prefix: str, styling: Styling
) -> Document:
    """The document of an answer; a run meets most pages again and again.

    All that changes in a document are the states of its controls, and a capture writes them anew.
    """
    return read_document(text, url=url, charset=charset, prefix=prefix, styling=styling)


def _readable(answer: Response) -> tuple[str, str]:
    """The text of an answer as HTML, and its character set.

    Raises:
        CaptureError: it is no document that a reader reads in a window.
    """
    challenge = answer.headers.get("www-authenticate") or answer.headers.get("proxy-authenticate")
    document_rules.check_authorised(answer.url, answer.status, challenge or "")
    if answer.headers.get("content-disposition", "").lower().startswith("attachment"):
        raise document_rules.download_fault(answer.url)
    kind = answer.media_type
    document_rules.check_media_type(answer.url, kind)
    text, charset = decode(answer.body, answer.content_type or kind)
    leads_on = read_refresh(answer.headers.get("refresh", ""))
    if leads_on is None or leads_on[0] > document_rules.MAX_REFRESH_DELAY:
        document_rules.check_readable(text, answer.url)
    return _as_document(text) if kind == _PLAIN else text, charset


def _as_document(text: str) -> str:
    """How a browser shows a plain text."""
    return f"<html><body><pre>{escape(text)}</pre></body></html>"
