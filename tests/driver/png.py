"""Just enough of PNG to look at the colours of a screenshot."""

import struct
import zlib
from collections.abc import Iterator


def pixels(png: bytes) -> Iterator[tuple[int, int, int]]:
    """The pixels of an 8-bit RGB or RGBA image, row by row."""
    width, channels, raw = _unpack(png)
    stride = width * channels
    previous = bytes(stride)
    for start in range(0, len(raw), stride + 1):
        row = _unfiltered(raw[start], raw[start + 1 : start + 1 + stride], previous, channels)
        previous = row
        for at in range(0, stride, channels):
            yield row[at], row[at + 1], row[at + 2]


def _unpack(png: bytes) -> tuple[int, int, bytes]:
    width, channels, data, at = 0, 0, b"", 8
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at : at + 8])
        body = png[at + 8 : at + 8 + size]
        if kind == b"IHDR":
            width, channels = struct.unpack(">I", body[:4])[0], {2: 3, 6: 4}[body[9]]
        elif kind == b"IDAT":
            data += body
        at += size + 12
    return width, channels, zlib.decompress(data)


def _unfiltered(kind: int, row: bytes, above: bytes, step: int) -> bytes:
    if kind == 0:
        return row
    out = bytearray(row)
    for i, value in enumerate(row):
        left = out[i - step] if i >= step else 0
        corner = above[i - step] if i >= step else 0
        guess = {1: left, 2: above[i], 3: (left + above[i]) // 2}.get(kind)
        out[i] = (value + (_paeth(left, above[i], corner) if guess is None else guess)) & 255
    return bytes(out)


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda value: abs(guess - value))
