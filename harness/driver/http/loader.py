"""Loads documents over plain HTTP, with their frames and refreshes."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from html import escape
from itertools import count

from harness.core.charset import decode
from harness.core.errors import CaptureError, RedirectLoop
from harness.core.url import browser_url, without_fragment
from harness.driver.document_rules import (
    MAX_REFRESH_DELAY,
    MAX_REFRESHES,
    MAX_SELF_REFRESHING,
    NO_CONTENT,
    check_authorised,
    check_media_type,
    check_readable,
    download_fault,
    header_refresh,
)
from harness.driver.http.client import HttpClient, Request, Response, lost_exchange
from harness.driver.http.frame_tree import FrameNode
from harness.driver.http.html_tokens import read_document
from harness.model.exchange import Exchange
from harness.page.dom.meta_refresh import refresh

_MAX_FRAME_DEPTH = 5  # frames within frames
_MAX_FRAMES = 100  # of one document
_MAX_SELF_REFERENCES = 1  # a document may hold itself in a frame once, as in Chromium


@dataclass(frozen=True)
class Loaded:
    """The result of a request: the document (None if the page stays) and the exchanges."""

    node: FrameNode | None
    exchanges: tuple[Exchange, ...]


@dataclass
class Loader:
    """Loads documents for one window."""

    client: HttpClient
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep

    def __post_init__(self) -> None:
        self._frames = count(1)

    async def load(
        self, request: Request, name: str, prefix: str = "", around: tuple[str, ...] = ()
    ) -> Loaded:
        """Send a request, and load everything that its document needs at once.

        Args:
            request: the first one.
            name: of the frame or window.
            prefix: of the refs in the document.
            around: the addresses of the documents around a frame.

        Raises:
            CaptureError: no readable answer.
        """
        exchanges: list[Exchange] = []
        waited = 0.0
        for _ in range(MAX_REFRESHES):
            answer = await self.client.send(request)
            exchanges += answer.exchanges
            if answer.status in NO_CONTENT:
                return Loaded(None, tuple(exchanges))
            node = _frame_node(answer, name, prefix)
            following, pause = self._refreshed(node)
            waited += pause
            if following is None or waited > MAX_SELF_REFRESHING:
                node, more = await self._with_frames(node, around)
                return Loaded(node, (*exchanges, *more))
            await self.pause(pause)
            request = following
        raise RedirectLoop(
            f"a page at {request.url}",
            seen=f"{MAX_REFRESHES} pages that refresh themselves",
            remedy="Look at the portal's refresh elements.",
        )

    def _refreshed(self, node: FrameNode) -> tuple[Request | None, float]:
        """The request of a document that refreshes itself, None for others; the seconds before it.

        Nobody waits for a page that leads to another one. A page that asks for itself waits until
        something is ready.
        """
        found = header_refresh(node.answer.headers.get("refresh", "")) or refresh(
            node.document.source
        )
        if found is None or found[0] > MAX_REFRESH_DELAY:
            return None, 0.0
        here = node.document.url
        url = browser_url(node.document.base, found[1], node.document.charset) if found[1] else here
        return Request(url, referrer=here), found[0] if url == here else 0.0

    async def _with_frames(
        self, node: FrameNode, around: tuple[str, ...]
    ) -> tuple[FrameNode, list[Exchange]]:
        children: dict[str, FrameNode] = {}
        exchanges: list[Exchange] = []
        if node.prefix.count(".") >= _MAX_FRAME_DEPTH:
            return node, exchanges
        here = (*around, without_fragment(node.document.url))
        for frame in node.document.frames[:_MAX_FRAMES]:
            is_web = frame.url.startswith(("http:", "https:"))
            if not is_web or here.count(without_fragment(frame.url)) > _MAX_SELF_REFERENCES:
                continue
            loaded = await self._frame(frame.url, frame.name, node, here)
            exchanges += loaded.exchanges
            if loaded.node is not None:
                children[frame.ref] = loaded.node
        return replace(node, children=children), exchanges

    async def _frame(
        self, url: str, name: str, parent: FrameNode, around: tuple[str, ...]
    ) -> Loaded:
        prefix = f"{parent.prefix}.{next(self._frames)}" if parent.prefix else self._top_prefix()
        request = Request(url, referrer=parent.document.url, frame_of=around[0])
        try:
            return await self.load(request, name, prefix, around)
        except CaptureError as fault:
            # a browser shows an empty frame; the page around it can still be read
            return Loaded(None, (lost_exchange(url, fault.seen),))

    def _top_prefix(self) -> str:
        return f"f{next(self._frames)}"


def _frame_node(answer: Response, name: str, prefix: str) -> FrameNode:
    challenge = answer.headers.get("www-authenticate") or answer.headers.get("proxy-authenticate")
    check_authorised(answer.url, answer.status, challenge or "")
    if answer.headers.get("content-disposition", "").lower().startswith("attachment"):
        raise download_fault(answer.url)
    kind = answer.media_type
    check_media_type(answer.url, kind)
    text, charset = decode(answer.body, answer.content_type or kind)
    check_readable(text, answer.url)
    if kind == "text/plain":
        text = f"<html><body><pre>{escape(text)}</pre></body></html>"
    mark = f"{prefix}:" if prefix else ""
    document = read_document(text, url=answer.url, charset=charset, prefix=mark)
    return FrameNode(name=name, document=document, answer=answer, prefix=prefix)
