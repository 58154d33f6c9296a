"""Which answers both drivers read as a page, and which they refuse."""

import re

from harness.core.errors import AuthRequired, Unreadable

DOCUMENT_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "text/xml", "application/xml")
NO_CONTENT = frozenset({204, 205, 304})
MAX_REFRESH_DELAY = 5.0  # seconds; a page with a longer delay is read before it leaves
MAX_REFRESHES = 20
MAX_SELF_REFRESHING = 10.0  # seconds for a page that asks for itself until something is ready
_SETTINGS = {401: "user and password", 407: "proxy_user and proxy_password"}
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffd]")
_MAX_CONTROL_SHARE = 0.02


def check_authorised(url: str, status: int, challenge: str) -> None:
    """Refuse an answer that asks for a user name and a password by HTTP authentication.

    It has a challenge, `WWW-Authenticate` or `Proxy-Authenticate`; without one, it is a page.

    Raises:
        AuthRequired: the answer asks for them.
    """
    if status in _SETTINGS and challenge:
        raise AuthRequired(
            f"a page at {url}",
            seen=f"status {status}: {challenge}",
            remedy=f"Give {_SETTINGS[status]} under [access] in the target file, or correct them.",
        )


def check_media_type(url: str, media_type: str) -> None:
    """Refuse an answer of a type that is no document.

    The type is in lower case without parameters; "" (for none) is read as HTML.

    Raises:
        Unreadable: it is another type.
    """
    if media_type and media_type not in DOCUMENT_TYPES:
        raise Unreadable(
            f"a page at {url}",
            seen=f"content of type {media_type}",
            remedy="Fetch it beside the page if it is wanted.",
        )


def check_readable(text: str, url: str) -> None:
    """Refuse an answer that is not text.

    U+0000 does not count: a browser's parser leaves it out (HTML, 13.2.6.4.7).

    Raises:
        Unreadable: it has too many control characters.
    """
    text = text.replace("\0", "")
    strange = len(_CONTROL.findall(text))
    if strange > max(3, _MAX_CONTROL_SHARE * len(text)):
        raise Unreadable(
            f"a readable page at {url}",
            seen=f"{strange} of {len(text)} characters are control characters",
            remedy="Look at the content type and the charset of the answer.",
        )


def download_fault(url: str) -> Unreadable:
    """The fault for an address that led to a download."""
    return Unreadable(
        f"a page at {url}",
        seen="a file to be kept",
        remedy="Fetch it beside the page if it is wanted.",
    )
