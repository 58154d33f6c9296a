"""Playwright's traces of a walk, made fit to be kept: no secret can be read or heard in them."""

import re
from hashlib import blake2s
from io import BytesIO
from secrets import token_bytes
from zipfile import ZIP_DEFLATED, ZipFile

from harness.page.audio import measure_audio
from harness.redaction.scan.unpack import pieces
from harness.redaction.vault import Vault

_STORY = ".trace"  # ends the name of the part without which a trace tells nothing

_LINES = (_STORY, ".network", ".stacks")  # end the names of parts that are lines of JSON
_MARKUP = re.compile(rb'\["[^"]*",\s*\{[^{}]*\},?|[\[\]",\s]')
"""What stands between the texts of a page in a story: an element, its attributes, the signs."""

_VALUE = rb'"(?:[^"\\]|\\.)*"'
_HEADER = re.compile(
    rb'("name":"(?:set-cookie|cookie|authorization|proxy-authorization)","value":)' + _VALUE,
    re.IGNORECASE,
)
_JAR = re.compile(rb'"cookies":\[\{(?:[^"\]]|' + _VALUE + rb")*\]")
_DIGEST = re.compile(rb"\b[0-9a-f]{40}\b")  # of a content, also of one that is little but a code


def cleaned(trace: bytes, vault: Vault) -> bytes:
    """A trace with each secret replaced by its pseudonym.

    What still tells a secret (a sound that speaks it, a code in parts) is left out, and so are
    sessions: whoever has a trace is not to be logged in by it.

    Args:
        trace: the archive as Playwright wrote it, without pictures of the screen: nothing can be
            covered in those.
        vault: the secrets of the walk.

    Returns:
        The archive; nothing at all where what is left would tell nothing.
    """
    kept, key = BytesIO(), token_bytes(16)
    with ZipFile(BytesIO(trace)) as old, ZipFile(kept, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = vault.hide_bytes(_without_sessions(_renamed(old.read(name), key)))
            if not _tells(name, data, vault):
                new.writestr(_renamed(name.encode(), key).decode(), data)
        told = any(name.endswith(_STORY) for name in new.namelist())
    return kept.getvalue() if told else b""


def _renamed(data: bytes, key: bytes) -> bytes:
    """Other names for the parts, which Playwright names by the digest of their content."""
    return _DIGEST.sub(lambda hit: _other(hit[0], key), data)


def _other(digest: bytes, key: bytes) -> bytes:
    return blake2s(digest, key=key, digest_size=20).hexdigest().encode()


def _without_sessions(data: bytes) -> bytes:
    return _JAR.sub(b'"cookies":[]', _HEADER.sub(rb'\1"..."', data))


def _tells(name: str, data: bytes, vault: Vault) -> bool:
    """Whether a secret can be read or heard in a part of a trace."""
    if measure_audio(data, "").format != "unknown":
        return True
    if name.endswith(_STORY) and vault.leaks(_MARKUP.sub(b"", data)):
        return True
    as_json = f"{name}.jsonl" if name.endswith(_LINES) else name
    return any(vault.leaks(piece.data) for piece in pieces(as_json, data))
