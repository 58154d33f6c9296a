"""The error texts of Chromium and Playwright that the driver has to recognise.

Neither gives its errors a code that a program could read. All texts that the driver compares
with stand here, so that a new version of the browser is checked in one place.
"""

from collections.abc import Callable, Sequence

from harness.core.errors import CaptureError, TimedOut, Unreachable
from harness.driver.unreadable_pages import endless_redirects, strange_redirect, undecodable

_CONNECTION_LOST = (
    "ERR_CONNECTION_RESET",
    "ERR_CONNECTION_CLOSED",
    "ERR_CONNECTION_ABORTED",
    "ERR_EMPTY_RESPONSE",
    "ERR_NETWORK_CHANGED",
)
_DOCUMENT_GONE = ("context", "navigat", "closed", "destroyed", "Inspected target")
_NO_DOCUMENT = (
    "ERR_INVALID",
    "ERR_CONTENT",
    "ERR_RESPONSE",
    "ERR_UNEXPECTED",
    "ERR_UNKNOWN_URL",
    "more than",  # our own limit of bytes
)
STRANGE_REDIRECT = "net::ERR_UNSAFE_REDIRECT"
_CUT_SHORT = ("ERR_CONTENT_LENGTH_MISMATCH", "ERR_INCOMPLETE_CHUNKED_ENCODING")
_REMEDY = "Check that the portal runs and that its address is right."
_TRUST = "Name the authority that vouches for it as authorities under [access], or renew it."


def is_aborted(error: str) -> bool:
    """Whether a request ended because another navigation replaced it, or nothing had to come."""
    return error == "net::ERR_ABORTED"


def is_connection_lost(error: str) -> bool:
    """Whether the connection broke before the answer was there."""
    return any(text in error for text in _CONNECTION_LOST)


def is_held_back(error: str) -> bool:
    """Whether the browser itself refused a document, by a rule of the page's or of ours."""
    return "ERR_BLOCKED" in error


def is_cache_miss(error: str) -> bool:
    """Whether the browser would have to send a form again to show its answer."""
    return "ERR_CACHE_MISS" in error


def is_document_gone(error: object) -> bool:
    """Whether a call failed because the document that it asked was replaced or closed."""
    return any(text in str(error) for text in _DOCUMENT_GONE)


def is_closed(error: object) -> bool:
    """Whether a call failed because its page or browser was already closed."""
    return "closed" in str(error)


def is_timeout(error: object) -> bool:
    """Whether a call of Playwright's ran out of time."""
    return "Timeout" in str(error)


def first_line(error: object) -> str:
    """What an error says, without Playwright's log behind it."""
    return str(error).partition("\n")[0]


def network_fault(url: str, error: str) -> CaptureError:
    """The fault for an error of the browser's network, such as "net::ERR_CONNECTION_REFUSED"."""
    for texts, fault_of in _FAULTS:
        if any(text in error for text in texts):
            return fault_of(url, error)
    return _unreachable(url, error)


def _unreachable(url: str, seen: str, remedy: str = _REMEDY) -> Unreachable:
    return Unreachable(f"an answer from {url}", seen=seen, remedy=remedy)


def _timed_out(url: str, seen: str) -> TimedOut:
    return TimedOut(f"an answer from {url}", seen=seen, remedy=_REMEDY)


_FAULTS: Sequence[tuple[Sequence[str], Callable[[str, str], CaptureError]]] = (
    (("ERR_TOO_MANY_REDIRECTS",), endless_redirects),
    ((STRANGE_REDIRECT, "ERR_INVALID_REDIRECT"), strange_redirect),
    (("TIMED_OUT",), _timed_out),
    (_CUT_SHORT, lambda url, seen: _unreachable(url, f"one that broke off: {seen}")),
    (("ERR_CERT",), lambda url, seen: _unreachable(url, seen, _TRUST)),
    (_NO_DOCUMENT, undecodable),
)
