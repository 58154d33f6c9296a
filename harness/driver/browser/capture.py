"""Makes a capture from what a window shows."""

from functools import partial

from harness.core.charset import decode
from harness.core.errors import Unreadable
from harness.driver.browser.cdp_window import CdpWindow
from harness.driver.browser.load_state import Snapshot
from harness.driver.browser.resource import original_source
from harness.driver.document_rules import (
    check_authorised,
    check_media_type,
    check_readable,
)
from harness.driver.protocol import Capture
from harness.driver.unreadable_pages import MAX_BYTES, too_large
from harness.model.exchange import Exchange
from harness.page.dom import driver_attributes
from harness.page.dom.document import parse_snapshot
from harness.page.extract import extract


async def to_capture(
    window: CdpWindow, snapshot: Snapshot, exchanges: tuple[Exchange, ...], dialogs: tuple[str, ...]
) -> Capture:
    """Read the serialised document of a settled window, and the modal dialog on top of it.

    Raises:
        Unreadable: it is not a document, or not text.
        AuthRequired: it asks for a user name and a password.
    """
    load = window.loads.get(window.main, "")
    _, mime = window.network.document(load)
    header = window.network.header
    challenge = header(load, "www-authenticate") or header(load, "proxy-authenticate")
    check_authorised(snapshot.url, snapshot.status, challenge)
    check_media_type(snapshot.url, mime)
    if len(snapshot.html) > MAX_BYTES:
        raise too_large(snapshot.url, MAX_BYTES)
    await _check_text(window, snapshot, header(load, "content-type") or mime)
    read = partial(
        extract,
        parse_snapshot(snapshot.html),
        url=snapshot.url,
        status=snapshot.status,
        charset=snapshot.charset,
    )
    return Capture(
        page=read(),
        front=read(front=True) if driver_attributes.BEHIND in snapshot.html else None,
        html=snapshot.html,
        exchanges=exchanges,
        blocked=snapshot.blocked,
        dialogs=dialogs,
    )


async def _check_text(window: CdpWindow, snapshot: Snapshot, content_type: str) -> None:
    """Refuse a document that is not text.

    In some places, the parser makes U+FFFD of U+0000, which says nothing about the answer: what
    counts is the document as it came.
    """
    try:
        check_readable(snapshot.html, snapshot.url)
    except Unreadable:
        source = await original_source(window)
        if not source:
            raise
        check_readable(decode(source, content_type)[0], snapshot.url)
