"""From what a window showed to a capture: the page, and what lies in front of it."""

from functools import partial

from harness.core.errors import Unreadable
from harness.driver.auth_challenge import refuse_locked
from harness.driver.browser.cdp_window import Window
from harness.driver.browser.load_state import Snapshot
from harness.driver.http.loader import DOCUMENT_TYPES, check_readable
from harness.driver.protocol import MOST_BYTES, Capture
from harness.model.exchange import Exchange
from harness.page.dom import driver_attributes
from harness.page.extract import extract


def captured(
    window: Window, snapshot: Snapshot, exchanges: tuple[Exchange, ...], dialogs: tuple[str, ...]
) -> Capture:
    """What a window showed, read.

    Raises:
        Unreadable: it is no document, or no text.
        AuthRequired: it asks for a password before it shows one.
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
        front=read(front=True) if driver_attributes.BEHIND in snapshot.html else None,
        html=snapshot.html,
        exchanges=exchanges,
        blocked=snapshot.blocked,
        dialogs=dialogs,
    )
