"""Playwright's traces of a walk, made fit to be kept: no secret can be read or heard in them."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from harness.leaks.pieces import pieces
from harness.secrets import Vault
from harness.sound import listen

_STORY = ".trace"  # ends the name of the part without which a trace tells nothing

_LINES = (_STORY, ".network", ".stacks")  # end the names of parts that are lines of JSON
_MARKUP = re.compile(rb'\["[^"]*",\s*\{[^{}]*\},?|[\[\]",\s]')
"""What stands between the texts of a page in a story: an element, its attributes, the signs."""


def cleaned(trace: bytes, vault: Vault) -> bytes:
    """A trace with each secret replaced by its pseudonym.

    What still tells a secret (a sound that speaks it, a code in parts) is left out.

    Args:
        trace: the archive as Playwright wrote it, without pictures of the screen: nothing can be
            covered in those.
        vault: the secrets of the walk.

    Returns:
        The archive; nothing at all where what is left would tell nothing.
    """
    kept = BytesIO()
    with ZipFile(BytesIO(trace)) as old, ZipFile(kept, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = vault.hide_bytes(old.read(name))
            if not _tells(name, data, vault):
                new.writestr(name, data)
        told = any(name.endswith(_STORY) for name in new.namelist())
    return kept.getvalue() if told else b""


def _tells(name: str, data: bytes, vault: Vault) -> bool:
    """Whether a secret can be read or heard in a part of a trace."""
    if listen(data, "").format != "unknown":
        return True
    if name.endswith(_STORY) and vault.leaks(_MARKUP.sub(b"", data)):
        return True
    as_json = f"{name}.jsonl" if name.endswith(_LINES) else name
    return any(vault.leaks(piece.data) for piece in pieces(as_json, data))
