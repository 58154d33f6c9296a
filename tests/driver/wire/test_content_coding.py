"""Bodies are decompressed as browsers do it."""

import gzip
import zlib

import pytest

from harness.driver.wire.content_coding import UndecodableBody, decompressed, readable

BODY = b"bonjour " * 50
GZIP = gzip.compress(BODY, mtime=0)


@pytest.mark.parametrize(
    ("raw", "codings", "body"),
    [
        (BODY, [], BODY),
        (GZIP, ["gzip"], BODY),
        (GZIP, ["x-gzip"], BODY),
        (GZIP, ["identity", "gzip"], GZIP),
        (GZIP, ["gzip", "identity"], GZIP),
        (GZIP + b"garbage", ["gzip"], BODY),
        (GZIP + GZIP, ["gzip"], BODY),
        (gzip.compress(GZIP, mtime=0), ["gzip", "gzip"], BODY),
        (zlib.compress(BODY), ["deflate"], BODY),
        (zlib.compress(BODY)[2:-4], ["deflate"], BODY),
        (gzip.compress(zlib.compress(BODY), mtime=0), ["deflate", "gzip"], BODY),
        (GZIP[:-8], ["gzip"], BODY),
        (GZIP[:-8] + b"\0" * 8, ["gzip"], BODY),
        (GZIP[:3] + b"\x08" + GZIP[4:10] + b"a.html\0" + GZIP[10:-8] + b"x" * 8, ["gzip"], BODY),
        (b"", ["gzip"], b""),
        (BODY, ["br"], BODY),
    ],
)
def test_decompressed(raw: bytes, codings: list[str], body: bytes) -> None:
    """Several codings, what follows behind them, what is missing at their end."""
    assert decompressed(raw, codings, 1_000) == (body, False)


@pytest.mark.parametrize(("raw", "codings"), [(BODY, ["gzip"]), (GZIP, ["gzip"] * 9)])
def test_what_a_browser_refuses(raw: bytes, codings: list[str]) -> None:
    """A header that lies; the archive of a crawl keeps such a body as it is."""
    with pytest.raises(UndecodableBody):
        decompressed(raw, codings, 1_000)
    assert readable(raw, ", ".join(codings), 1_000) == (raw, False)


def test_a_bomb_is_bounded() -> None:
    """No more than asked for is ever in memory."""
    body, more = decompressed(gzip.compress(b"0" * 10_000_000), ["gzip"], 1_000)
    assert (len(body), more) == (1_000, True)
