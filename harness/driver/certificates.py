"""How a portal's certificate is trusted, and how we show our own."""

import ssl
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from harness.config.connection import Access
from harness.core.errors import TargetError
from harness.core.tls import tls_context

_VERSION = 0xA0
_LONG = 0x80  # a length that takes bytes of its own
_BEFORE_KEY = 5  # serial number, algorithm, issuer, validity, subject


@dataclass
class Trust:
    """Whom we trust, made once for all connections.

    Args:
        access: which authorities are trusted, and our own certificate.
    """

    access: Access
    _contexts: dict[bool, ssl.SSLContext] = field(default_factory=dict, repr=False)

    def of(self, url: str, *, own: bool) -> ssl.SSLContext | bool:
        """What a connection to an address needs; True where none is encrypted.

        Args:
            url: the address.
            own: whether it lies on the portal's own host: no other sees our certificate.

        Raises:
            TargetError: a file cannot be read, or the key does not fit the certificate.
        """
        if not url.startswith("https:"):
            return True
        if own not in self._contexts:
            self._contexts[own] = self._context(own=own)
        return self._contexts[own]

    def _context(self, *, own: bool) -> ssl.SSLContext:
        context = tls_context(self.access.authorities, verify=self.access.verify)
        if own and self.access.certificate:
            try:
                context.load_cert_chain(self.access.certificate, self.access.key, _no_password)
            except (OSError, ssl.SSLError) as error:
                raise TargetError(
                    "PEM files with our certificate and its key",
                    seen=str(error.strerror or error),
                    remedy="Correct `certificate` and `key` under [access].",
                ) from error
        return context


def _no_password() -> str:
    raise OSError(0, "the key is encrypted; name one that is not, readable by its owner alone")


def key_digest(certificate: bytes) -> str:
    """SHA-256 of the public key of a certificate in DER, as Chromium's options write it."""
    body = next(_parts(next(_parts(certificate))[1]))[1]
    parts = [part for part in _parts(body) if part[0] != _VERSION]
    kind, content = parts[_BEFORE_KEY]
    key = _wrapped(kind, content)
    return b64encode(sha256(key).digest()).decode()


def _parts(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The elements of a piece of DER: tag and content of each."""
    place = 0
    while place < len(data):
        tag, length, place = data[place], data[place + 1], place + 2
        if length & _LONG:
            count = length - _LONG
            length = int.from_bytes(data[place : place + count])
            place += count
        yield tag, data[place : place + length]
        place += length


def _wrapped(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < _LONG:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes((tag, _LONG | len(length))) + length + content
