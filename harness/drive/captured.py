"""From what a window showed to a capture: the page, and what lies in front of it."""

from functools import partial

from harness.drive.door import refuse_locked
from harness.drive.driver import MOST_BYTES, Capture, Exchange
from harness.drive.load import DOCUMENT_TYPES, check_readable
from harness.drive.settle import Snapshot
from harness.drive.window import Window
from harness.errors import Unreadable
from harness.page import stamps
from harness.page.extract import extract


def captured(
    window: Window, snapshot: Snapshot, exchanges: tuple[Exchange, ...], dialogs: tuple[str, ...]
) -> Capture:
    """What a window showed, read.

    Raises:
        Unreadable: it is no document, or no text.
        Locked: it asks for a password before it shows one.
    """
    load = window.loads.get(window.main, "")
    _, mime = window.network.document(load)
    header = window.network.header
    challenge = header(load, "www-authenticate") or header(load, "proxy-authenticate")
    refuse_locked(snapshot.url, snapshot.status, challenge)
    if mime and mime not in DOCUMENT_TYPES:
        raise Unreadable(
            f"a page at {snapshot.url}",
            seen=f"content of type {mime}",
            remedy="Fetch it beside the page if it is wanted.",
        )
    if len(snapshot.html) > MOST_BYTES:
        raise Unreadable(
            f"a page at {snapshot.url}",
            seen=f"more than {MOST_BYTES} characters",
            remedy="Look at what fills it.",
        )
    check_readable(snapshot.html, snapshot.url)
    read = partial(
        extract,
        snapshot.html,
        url=snapshot.url,
        status=snapshot.status,
        charset=snapshot.charset,
    )
    return Capture(
        page=read(),
        front=read(front=True) if stamps.BEHIND in snapshot.html else None,
        html=snapshot.html,
        exchanges=exchanges,
        blocked=snapshot.blocked,
        dialogs=dialogs,
    )
