"""Playwright's traces without secrets."""

import re
from hashlib import blake2s
from io import BytesIO
from secrets import token_bytes
from zipfile import ZIP_DEFLATED, ZipFile

from harness.core.errors import UnsafeFile
from harness.page.audio import measure_audio
from harness.redaction.scan.unpack import texts_in
from harness.redaction.vault import Vault

_EVENTS = ".trace"  # suffix of the part without which a trace is useless

_MAX_PART = 64_000_000  # bytes of one part of a trace
_LINES = (_EVENTS, ".network", ".stacks")  # suffixes of parts that are lines of JSON
_MARKUP = re.compile(rb'\["[^"]*",\s*\{[^{}]*\},?|[\[\]",\s]')
"""What is between the texts of a page in the events: elements, attributes, punctuation."""

_VALUE = rb'"(?:[^"\\]|\\.)*"'
_HEADER = re.compile(
    rb'("name":"(?:set-cookie|cookie|authorization|proxy-authorization)","value":)' + _VALUE,
    re.IGNORECASE,
)
_JAR = re.compile(rb'"cookies":\[\{(?:[^"\]]|' + _VALUE + rb")*\]")
_DIGEST = re.compile(rb"\b[0-9a-f]{40}\b")  # of a content, which may be a code


def redacted_trace(trace: bytes, vault: Vault) -> bytes:
    """A trace with each secret replaced by its pseudonym.

    Parts that still show a secret (a sound that speaks it, a code in pieces) are left out, and so
    are those of more than 64 megabytes and session cookies: a trace must not allow a login.

    Args:
        trace: the archive as Playwright wrote it, without screenshots: nothing can be covered in
            those.
        vault: the secrets of the scenario.

    Returns:
        The archive; b"" if what is left would be useless.
    """
    redacted, key = BytesIO(), token_bytes(16)
    with ZipFile(BytesIO(trace)) as old, ZipFile(redacted, "w", ZIP_DEFLATED) as new:
        for name in (one.filename for one in old.infolist() if one.file_size <= _MAX_PART):
            data = _HEADER.sub(rb'\1"..."', _renamed(old.read(name), key))
            data = vault.hide_bytes(_JAR.sub(b'"cookies":[]', data))
            if not _contains_secret(name, data, vault):
                new.writestr(_renamed(name.encode(), key).decode(), data)
        has_events = any(name.endswith(_EVENTS) for name in new.namelist())
    return redacted.getvalue() if has_events else b""


def _renamed(data: bytes, key: bytes) -> bytes:
    """New names for the parts, which Playwright names by the digest of their content."""
    return _DIGEST.sub(lambda hit: _new_name(hit[0], key), data)


def _new_name(digest: bytes, key: bytes) -> bytes:
    return blake2s(digest, key=key, digest_size=20).hexdigest().encode()


def _contains_secret(name: str, data: bytes, vault: Vault) -> bool:
    """Whether a part of a trace still contains a secret, as text or as a sound, or may do so."""
    if measure_audio(data, "").format != "unknown":
        return True
    if name.endswith(_EVENTS) and vault.leaks(_MARKUP.sub(b"", data)):
        return True
    as_json = f"{name}.jsonl" if name.endswith(_LINES) else name
    try:
        return any(vault.leaks(piece.data) for piece in texts_in(as_json, data))
    except UnsafeFile:
        return True
