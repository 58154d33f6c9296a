"""Takes drawings out of a document that show a link or a code as a QR code.

Whoever has the picture reads what it says. That a drawing is one is told by its own name, or by
that of the element right before it.
"""

import re
from collections.abc import Iterator

_NAMED = re.compile(r"(?<![a-z])qr(?![a-z])|qr[-_ ]?code", re.IGNORECASE)
_DRAWING = re.compile(r"<(svg|img|canvas|object|embed)\b([^>]*)>", re.IGNORECASE)
_END = re.compile(r"</svg\s*>", re.IGNORECASE)
_DATA = re.compile(r"""data:image/[^"'\s>]*""", re.IGNORECASE)
_TAG = re.compile(r"<[a-z][^<>]*>", re.IGNORECASE)
_BEFORE = 400  # characters in which the element before is looked for
_MAX_DRAWINGS = 5_000  # of one document


def draws_code(document: str) -> bool:
    """Whether a document has a drawing that is called a QR code."""
    return next(_drawings(document), None) is not None


def without_drawn_codes(document: str) -> str:
    """A document whose QR codes are empty: a drawing without lines, an image without bytes."""
    pieces, done = [], 0
    for found in _drawings(document):
        if found.start() < done:
            continue
        pieces += [document[done : found.start()], _DATA.sub("data:,", found[0])]
        done = found.end()
        if found[1].lower() == "svg" and (end := _END.search(document, done)):
            pieces.append("</svg>")
            done = end.end()
    return "".join((*pieces, document[done:]))


def _drawings(document: str) -> Iterator[re.Match[str]]:
    if not _NAMED.search(document):
        return
    for number, found in enumerate(_DRAWING.finditer(document)):
        if number >= _MAX_DRAWINGS:
            return
        before = _TAG.findall(document[max(0, found.start() - _BEFORE) : found.start()])
        around = _DATA.sub("", " ".join((*before[-1:], found[2])))
        if _NAMED.search(around):
            yield found
