"""Byte ranges (RFC 9110, section 14), which players ask for to move within a sound."""

import re

from starlette.responses import Response

ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


def wanted_range(header: str, size: int) -> range | None:
    """Read a Range header.

    Returns:
        The positions wanted, empty if there are none in a content of ``size`` bytes; ``None`` if
        the header is not one range of bytes, and so is to be ignored.
    """
    match = ONE_RANGE.fullmatch(header.strip())
    if match is None or match.group(0) == "bytes=-":
        return None
    first, last = match.groups()
    if not first:
        return range(max(size - int(last), 0), size)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1, size) if last else size)


def partial_content(content: bytes, media_type: str, header: str | None) -> Response:
    """Answer with the content, or with the one range of it that was asked for."""
    size = len(content)
    wanted = wanted_range(header, size) if header else None
    headers = {"accept-ranges": "bytes"}
    if wanted is None:
        return Response(content, media_type=media_type, headers=headers)
    if not wanted:
        return Response(status_code=416, headers={**headers, "content-range": f"bytes */{size}"})
    headers["content-range"] = f"bytes {wanted[0]}-{wanted[-1]}/{size}"
    return Response(
        content[wanted.start : wanted.stop], 206, media_type=media_type, headers=headers
    )
