"""What a broken request over plain HTTP means: no portal there, or one that answers badly."""

from http.cookies import CookieError

import aiohttp

from harness.core.errors import CaptureError, Unreachable, Unreadable

_REMEDY = "Check that the portal runs and that its address is right."
_TRUST = "Name the authority that vouches for it as authorities under [access], or renew it."


def fault_of(url: str, broken: Exception) -> CaptureError:
    """The fault for what a request raised.

    Args:
        url: that was asked for.
        broken: as the library or the system raised it.
    """
    told = broken.message if isinstance(broken, aiohttp.ClientResponseError) else str(broken)
    expected, seen = f"an answer from {url}", " ".join(told.split()).removesuffix(" ^")
    seen = seen or type(broken).__name__
    match broken:
        case aiohttp.ClientConnectorCertificateError():
            return Unreachable(expected, seen=seen, remedy=_TRUST)
        case aiohttp.ClientPayloadError() if "content-encoding" in seen:
            return Unreadable(expected, seen=seen, remedy="Look at what packs the answers.")
        case aiohttp.ServerDisconnectedError() | aiohttp.ClientPayloadError():
            return Unreachable(expected, seen=f"closed connection: {seen}", remedy=_REMEDY)
        case aiohttp.ClientResponseError() | ValueError() | CookieError():
            remedy = "Look at what answers at that address."
            return Unreadable(expected, seen=seen, remedy=remedy)
    return Unreachable(expected, seen=seen, remedy=_REMEDY)
